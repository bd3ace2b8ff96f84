"""`oj year`: what comes, on exact days, in a list and in a calendar."""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import json_of
from oj_cli.domain.local import YearDates
from oj_cli.domain.year import YearSteps

Oj = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "leksand-2016" / "planer" / "arbete-2017.yaml"
PROPOSED = [
    ("2027-02-15", "uppfoljning"),
    ("2027-06-15", "publicering"),
    ("2027-06-30", "kontroll"),
    ("2027-08-31", "analys"),
    ("2027-09-15", "seminarium"),
    ("2027-10-15", "namnd"),
    ("2027-11-15", "budget"),
]
OF_THE_PLAN = [
    ("2017-03-31", "aktivitet"),
    ("2017-03-31", "uppfoljning"),
    ("2017-06-30", "aktivitet"),
    ("2017-06-30", "uppfoljning"),
    ("2017-09-30", "aktivitet"),
    ("2017-09-30", "uppfoljning"),
    ("2017-10-31", "uppfoljning"),
    ("2017-12-15", "aktivitet"),
    ("2017-12-31", "uppfoljning"),
    ("2018-02-15", "redovisning"),
]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of Leksand on the first of March 2017, without plans."""
    folder = tmp_path / "arbete"
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OJ_IDAG", "2017-03-01")
    return folder


def put_plan(work: Path) -> None:
    (work / "planer").mkdir()
    shutil.copyfile(EXAMPLE, work / "planer" / EXAMPLE.name)


def say(work: Path, days: str) -> None:
    (work / "oj.yaml").write_text(f"kommun: Leksand\narshjul:\n{days}", encoding="utf-8")


def year(oj: Oj, *args: str) -> Any:
    found = oj("year", *args, "--format", "json")
    assert found.code == 0, found.err
    return found.json


def days(found: Any) -> list[tuple[str, str]]:
    return [(d["datum"], d["slag"]) for d in found["dagar"]]


def in_calendar(path: Path) -> dict[str, tuple[date, int, str]]:
    """Return day, sequence and status by UID, as another library reads them."""
    read = icalendar.Calendar.from_ical(path.read_bytes())
    return {
        str(e["UID"]): (e["DTSTART"].dt, int(e["SEQUENCE"]), str(e.get("STATUS", "")))
        for e in read.walk("VEVENT")
    }


def test_without_a_workspace_all_are_proposals_and_one_is_proposed(oj: Oj) -> None:
    found = year(oj, "--idag", "2026-11-29")
    assert days(found) == PROPOSED
    assert all(d["forslag"] for d in found["dagar"])
    assert found["arbetsmapp"] is None
    text = oj("year", "--idag", "2026-11-29").out
    assert "Uppföljning 2027-02-15 (om 78 dagar, förslag)" in text
    assert "oj init MAPP --kommun" in text


def test_a_new_workspace_begins_with_no_follow_up(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "oj.yaml").write_text("kommun: Ydre\n", encoding="utf-8")
    assert days(year(oj, "--idag", "2026-11-29")) == PROPOSED[1:]
    said = oj("year", "--kommun", "Leksand").err
    assert "oj init MAPP --kommun Leksand" in said


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-06-15", ("2026-06-15", "publicering")),  # today is not over
        ("2026-06-16", ("2026-06-30", "kontroll")),
        ("2026-12-31", ("2027-02-15", "uppfoljning")),
        ("2027-01-01", ("2027-02-15", "uppfoljning")),
    ],
)
def test_what_is_next_from_a_day(oj: Oj, today: str, first: tuple[str, str]) -> None:
    found = days(year(oj, "--idag", today))
    assert found[0] == first
    assert len(found) == len({kind for _, kind in found}) == 7


def test_the_own_days_are_the_kommuns_until_they_have_passed(oj: Oj, work: Path) -> None:
    say(work, "  namnd: 2017-10-12\n  budget: 2016-11-20\n  analys: 2018-09-03\n")
    found = {d["slag"]: (d["datum"], d["forslag"]) for d in year(oj)["dagar"]}
    assert found["namnd"] == ("2017-10-12", False)
    assert found["budget"] == ("2017-11-20", True)
    assert found["analys"] == ("2018-09-03", False)
    assert found["seminarium"] == ("2017-09-15", True)
    say(work, "  namnd: 2016-02-29\n")
    found = {d["slag"]: (d["datum"], d["forslag"]) for d in year(oj)["dagar"]}
    assert found["namnd"] == ("2018-02-28", True)


def test_what_the_plans_say_is_in_it(oj: Oj, work: Path) -> None:
    put_plan(work)
    found = year(oj)
    assert [(d["datum"], d["slag"]) for d in found["dagar"] if d["plan"]] == OF_THE_PLAN
    assert days(found) == sorted(days(found), key=lambda d: d[0])
    both = next(d for d in found["dagar"] if d["datum"] == "2017-12-31")
    assert (both["vad"], both["plan"], both["forslag"]) == ("M1 och M2", "arbete-2017", False)
    assert found["forsenat"] == 0
    assert year(oj, "--idag", "2018-03-01")["forsenat"] == 6
    rows = list(csv.DictReader(io.StringIO(oj("arshjul", "--format", "csv").out)))
    assert [(r["datum"], r["slag"]) for r in rows] == days(found)
    assert {r["forslag"] for r in rows if r["plan"]} == {"nej"}


def test_a_plan_that_cannot_be_read_hides_nothing(oj: Oj, work: Path) -> None:
    put_plan(work)
    (work / "planer" / "fel.yaml").write_text("schema: oj-plan/1\nplan: {}\n", encoding="utf-8")
    found = oj("year", "--format", "json")
    assert found.code == 3
    assert "fel.yaml" in found.err
    assert OF_THE_PLAN[0] in days(found.json)


def test_a_calendar_has_the_steps_and_the_plans_and_moves_them(oj: Oj, work: Path) -> None:
    put_plan(work)
    path = work / "ar.ics"
    assert oj("year", "-o", "ar.ics").code == 0
    before = in_calendar(path)
    steps = {uid: at for uid, at in before.items() if uid.startswith("arshjul:")}
    assert {uid: at[0].isoformat() for uid, at in steps.items()} == {
        f"arshjul:{kind}@oj": day.replace("2027", "2017" if kind != "uppfoljning" else "2018")
        for day, kind in PROPOSED
    }
    assert before["arbete-2017/M2/aktivitet/A1@oj"][0] == date(2017, 3, 31)
    raw = path.read_bytes()
    assert oj("plan", "calendar", "--arshjul", "--ics", "ar.ics").code == 0
    assert path.read_bytes() == raw  # the same by either way
    say(work, "  namnd: 2017-10-12\n")
    assert oj("year", "-o", "ar.ics").code == 0
    after = in_calendar(path)
    changed = {uid: at for uid, at in after.items() if at != before[uid]}
    assert changed == {"arshjul:namnd@oj": (date(2017, 10, 12), 1, "")}
    assert oj("plan", "calendar", "--ics", "planer.ics").code == 0
    assert not any(uid.startswith("arshjul:") for uid in in_calendar(work / "planer.ics"))


def test_a_calendar_without_plans(oj: Oj, work: Path) -> None:
    assert oj("year", "-o", "ar.ics").code == 0
    assert len(in_calendar(work / "ar.ics")) == 7
    (work / "annan.ics").write_text("BEGIN:VCALENDAR\nPRODID:x\nEND:VCALENDAR\n", encoding="utf-8")
    assert oj("year", "-o", "annan.ics").code == 2  # of another maker: not written over
    assert oj("kommuner", "-o", "kommuner.ics").code == 2


def test_status_says_what_is_next(oj: Oj, work: Path) -> None:
    found = oj("status", "--format", "json").json
    assert (found["harnast_i_arshjulet"]["datum"], found["harnast_i_arshjulet"]["slag"]) == (
        "2017-06-15",
        "publicering",
    )
    assert "2017-06-15" in oj("status").out


@pytest.mark.parametrize("days", ["  namd: 2017-10-12\n", "  namnd: 10-12\n"])
def test_a_day_that_is_mistyped(oj: Oj, work: Path, days: str) -> None:
    say(work, days)
    found = oj("year")
    assert found.code == 3
    assert "Rad 3" in found.err


def test_the_steps_are_those_that_can_be_set() -> None:
    steps = read_packaged(YearSteps, "arshjul.yaml", "Årshjulet").steps
    assert [s.id for s in steps] == [*json_of(YearDates)]
    assert len(fields(YearDates)) == len(steps)


def test_every_line_to_type_is_a_command(oj: Oj, work: Path) -> None:
    put_plan(work)
    for line in {d["kommando"] for d in year(oj)["dagar"]}:
        assert oj(*line.split()[1:], "--help").code == 0, line
