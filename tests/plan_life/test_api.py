"""Plans by the Python API: exact figures on real plans, and JSON and CSV that are the results."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import FileFault, UsageFault

EXAMPLES = Path(__file__).parents[2] / "examples"
LEKSAND = EXAMPLES / "leksand-2016"
VASTERBOTTEN = EXAMPLES / "handlingsplan-vasterbotten" / "handlingsplan-2016.yaml"
NACKA = EXAMPLES / "uppfoljningsplan-nacka-2016" / "uppfoljningsplan-2016.yaml"
PLAN = "arbete-2017"


def leksand(today: str = "2016-11-21") -> api.Oj:
    return api.open(LEKSAND, today)


def test_a_plan_with_its_goals_and_activities() -> None:
    found = leksand().plan(PLAN)
    assert [(g.goal.id, g.state) for g in found.goals] == [("M1", "inte_matt"), ("M2", "inte_matt")]
    frame = found.to_frame()
    assert [*frame["aktivitet"]] == ["A1", "A2", "A1", "A2"]
    assert frame["klart"][3] == date(2017, 12, 15)
    assert [p.plan.head.id for p in leksand().plans()] == [PLAN]


def test_what_is_due_is_late_when_its_day_is_gone() -> None:
    assert leksand().due().due == ()
    found = leksand("2017-08-01").due()
    assert found.until == date(2017, 11, 1)
    late = [(d.kind, d.goal, d.activity, d.days_late(found.today)) for d in found.due[:3]]
    assert late == [
        ("uppfoljning", "M2", None, 123),
        ("aktivitet", "M2", "A1", 123),
        ("aktivitet", "M1", "A1", 32),
    ]
    assert [d.state for d in found.due] == ["sen"] * 3 + ["kommande"] * 3
    assert found.due[0].dates == (date(2017, 3, 31), date(2017, 6, 30))
    assert len(leksand("2017-08-01").due([PLAN], "2017-08-02").due) == 3


@pytest.mark.parametrize(
    ("plan", "goals", "activities", "reports"),
    [
        (VASTERBOTTEN, 10, 12, {"inte_an": 88, "rapporterat": 72}),
        (NACKA, 14, 15, {"inte_an": 5, "saknas": 9}),
    ],
    ids=["vasterbotten", "nacka"],
)
def test_plans_that_were_written_without_oj(
    plan: Path, goals: int, activities: int, reports: dict[str, int]
) -> None:
    oj, name = api.open(today="2016-12-01"), str(plan)
    found = oj.plan(name)
    assert len(found.goals) == goals
    assert len(found.records()[1]) == len(oj.table(name).records()[1]) == activities
    assert Counter(r.state for r in oj.matrix(name).reports) == reports
    outcome = oj.outcome(name)
    assert {g.standing.state for g in outcome.goals} == {"inte_matt"}
    assert len(outcome.records()[1]) == sum(reports.values())


@pytest.mark.parametrize(
    ("day", "late", "missing"), [("2016-12-31", 0, 0), ("2017-01-01", 12 + 9, 9 * 16)]
)
def test_what_has_no_day_is_late_after_the_plans_last_day_wherever_it_is_counted(
    day: str, late: int, missing: int
) -> None:
    oj, name = api.open(today=day), str(VASTERBOTTEN)
    summary = oj.summary(VASTERBOTTEN.parent)
    for found in (oj.due([name]).due, oj.plan(name).due, summary.late):
        assert [d.state for d in found].count("sen") == late
    states = Counter(r.state for r in oj.matrix(name).reports)
    assert states["saknas"] + states["gammalt"] == missing
    assert (summary.plans[0].done, summary.plans[0].activities) == (0, 12)
    assert summary.promises.activities_due == (12 if late else 0)


def test_the_outcome_stands_beside_the_answers_of_the_kommun() -> None:
    found = leksand().outcome(PLAN)
    own = [t.own for g in found.goals for t in g.ties]
    assert [(f.year, f.answer) for f in own if f] == [(2016, "NEJ")] * 3
    assert {t.change for g in found.goals for t in g.ties} == {"inget_nyare"}
    frame = found.to_frame()
    assert [*frame["kolumn"][:2]] == ["eget_matt", "oppna_jamforelser"]
    assert (frame["utgangslage"][0], frame["malvarde"][0]) == (40, 70)
    then = frame[(frame["mal"] == "M1") & (frame["datum_eller_ar"] == 2016)]
    shares = {
        name.partition(": ")[2]: value
        for name, value in zip(then["namn"], then["varde"], strict=True)
    }
    assert (shares["Riket"], shares["Dalarnas län"]) == (41, 20)  # published, and 3 of 15


def test_many_plans_together() -> None:
    found = leksand("2017-08-01").summary()
    assert dict(found.states) == {"inte_matt": 2}
    assert (found.others, len(found.late)) == (0, 3)
    assert (found.promises.activities_due, found.promises.activities_done) == (2, 0)
    assert (found.promises.follow_ups_due, found.promises.follow_ups_kept) == (2, 0)
    assert encode(found)["teman"] == {"Vägen till arbete": {"inte_matt": 2}}


def test_the_check_of_a_plan_and_what_its_day_brings() -> None:
    assert leksand().check_plan().findings == ()
    found = leksand("2017-08-01").check_plan([PLAN])
    assert [(f.rule, f.level, f.subject) for f in found.findings] == [("U04", "fel", "mål M2")]
    assert found.has_faults
    real = api.open(today="2016-12-01")
    quiet = real.check_plan([str(VASTERBOTTEN)])
    every = real.check_plan([str(VASTERBOTTEN)], everything=True)
    assert (quiet.counts, quiet.hidden) == ({"fel": 45, "varn": 80, "rad": 0}, 13)
    assert every.counts == {"fel": 45, "varn": 80, "rad": 13}
    rules = Counter(f.rule for f in every.findings)
    assert (rules["M03"], rules["U05"], rules["K03"]) == (10, 9, 1)


def test_what_the_coach_says() -> None:
    said = api.open().coach(["Ta fram  en rutin", "", "Fler brukare har ett arbete"])
    assert [(j.text, j.said.bedomning) for j in said] == [
        ("Ta fram en rutin", "aktivitet"),
        ("Fler brukare har ett arbete", "mal"),
    ]
    assert [*said.to_frame()["typ"].isna()] == [True, False]


def test_what_cannot_be_read_is_told_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "oj.yaml").write_text("kommun: Leksand\n", "utf-8")
    folder = tmp_path / "planer"
    folder.mkdir()
    with pytest.raises(UsageFault):
        api.open(tmp_path).plans()
    (folder / "b.yaml").write_bytes((LEKSAND / "planer" / f"{PLAN}.yaml").read_bytes())
    (folder / "a.yaml").write_text("schema: oj-plan/1\nplan: [\n", "utf-8")
    oj = api.open(tmp_path, "2017-08-01")
    assert len(oj.plans()) == 1
    assert len(oj.notices) == 1
    assert (oj.due().plans, len(oj.due().unread), len(oj.summary().unread)) == (1, 1, 1)
    assert [f.rule for f in oj.check_plan().findings] == ["F00", "U04", "P05"]
    with pytest.raises(UsageFault) as fault:
        oj.plan("arbete-2018")
    assert fault.value.hints[0] == f"Menade du {PLAN}?"
    (folder / "b.yaml").unlink()
    with pytest.raises(FileFault):
        oj.due()


COMMANDS: list[tuple[str, Callable[[api.Oj], Any]]] = [
    (f"show {PLAN}", lambda oj: oj.plan(PLAN)),
    ("due", lambda oj: oj.due()),
    (f"matrix {PLAN}", lambda oj: oj.matrix(PLAN)),
    (f"export {PLAN}", lambda oj: oj.table(PLAN)),
    (f"outcome {PLAN}", lambda oj: oj.outcome(PLAN)),
    ("summary", lambda oj: oj.summary()),
    ("check", lambda oj: oj.check_plan()),
    ("coach Rutin", lambda oj: oj.coach(["Rutin"])),
]


@pytest.mark.parametrize(("command", "result"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_json_and_csv_are_the_result(
    oj: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    result: Callable[[api.Oj], Any],
) -> None:
    monkeypatch.chdir(LEKSAND)
    monkeypatch.setenv("OJ_IDAG", "2017-08-01")
    found = result(api.open())
    printed = oj("plan", *command.split(), "--format", "json")
    assert printed.json == json.loads(json.dumps(encode(found)))
    columns, rows = found.records()
    table = list(csv.reader(io.StringIO(oj("plan", *command.split(), "--format", "csv").out)))
    assert table[0] == [*columns]
    assert len(table) == len(rows) + 1


def test_workbooks_are_made_and_read_again_without_writing(folder: Any, oj: Any) -> None:
    plans = api.open(today="2027-07-01")
    written, pattern = plans.write_sheets("socpsyk-2027")
    assert [(w.receiver, w.goals) for w in written][1:] == [("Region Dalarna", 1)]
    assert all(Path(w.path).is_file() for w in written)
    assert str(pattern) == "socpsyk-2027-*.xlsx"
    before = folder.plan.read_bytes()
    found = plans.collect([w.path for w in written], dry=True)
    assert folder.plan.read_bytes() == before
    assert {f.rule for f in found.findings} == {"B06"}
    names = [str(w.path) for w in written]
    printed = oj("plan", "collect", *names, "--prova", "--idag", "2027-07-01", "--format", "json")
    assert printed.json == json.loads(json.dumps(encode(found)))
