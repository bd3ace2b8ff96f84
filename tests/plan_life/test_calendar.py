"""The calendar is read back by two independent readers: icalendar and vobject."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import icalendar
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.domain.plan import FollowUp, Goal, Plan, PlanHead, Recurring
from oj_cli.plan.calendar import events, read_written, render

D = date.fromisoformat
Read = dict[str, tuple[date, date, str, str]]


def by_icalendar(raw: bytes) -> Read:
    calendar = icalendar.Calendar.from_ical(raw)
    return {
        str(e["UID"]): (e["DTSTART"].dt, e["DTEND"].dt, str(e["SUMMARY"]), str(e["DESCRIPTION"]))
        for e in calendar.walk("VEVENT")
    }


def by_vobject(raw: bytes) -> Read:
    calendar = vobject.readOne(raw.decode())
    return {
        e.uid.value: (e.dtstart.value, e.dtend.value, e.summary.value, e.description.value)
        for e in getattr(calendar, "vevent_list", [])
    }


def test_both_readers_find_every_event(plan: Plan) -> None:
    raw = render([plan]).content
    read = by_icalendar(raw)
    assert read == by_vobject(raw)
    assert len(read) == raw.count(b"BEGIN:VEVENT") == len(events(plan))
    for event in events(plan):
        start, end, summary, description = read[f"{event.key}@oj"]
        assert (start, end) == (event.day, event.day + timedelta(days=1))
        assert (summary, description) == (event.summary, event.description)


def test_what_is_in_it(plan: Plan) -> None:
    read = by_icalendar(render([plan]).content)
    days = {uid.removesuffix("@oj"): found[0].isoformat() for uid, found in read.items()}
    assert days == {
        "socpsyk-2027/M1/uppfoljning/1": "2027-06-30",
        "socpsyk-2027/M1/uppfoljning/2": "2027-12-31",
        "socpsyk-2027/M1/redovisning/1": "2027-08-25",
        "socpsyk-2027/M1/redovisning/2": "2028-02-10",
        "socpsyk-2027/M1/aktivitet/A1": "2027-03-31",
        "socpsyk-2027/M1/aktivitet/A2": "2027-10-31",
        "socpsyk-2027/M1/senast": "2027-12-31",
        "socpsyk-2027/M2/aterkommande/1": "2027-03-31",
        "socpsyk-2027/M2/aterkommande/2": "2027-06-30",
        "socpsyk-2027/M2/aterkommande/3": "2027-09-30",
        "socpsyk-2027/M2/aterkommande/4": "2027-12-31",
        "socpsyk-2027/M2/aktivitet/A1": "2027-02-28",
        "socpsyk-2027/M2/aktivitet/A2": "2027-05-31",
        "socpsyk-2027/M2/senast": "2027-11-30",
    }


def test_the_same_plan_gives_the_same_bytes_and_a_change_moves_its_event(plan: Plan) -> None:
    assert render([plan]).content == render([plan]).content
    goal = plan.goals[0]
    later = replace(goal.activities[0], due=D("2027-05-05"))
    dates = FollowUp((D("2027-07-15"), D("2027-12-31")))
    moved = replace(goal, activities=(later, goal.activities[1]), follow_up=dates)
    before = by_icalendar(render([replace(plan, goals=(goal,))]).content)
    after = by_icalendar(render([replace(plan, goals=(moved,))]).content)
    assert set(after) <= set(before)
    assert after["socpsyk-2027/M1/aktivitet/A1@oj"][0] == D("2027-05-05")
    assert after["socpsyk-2027/M1/uppfoljning/1@oj"][0] == D("2027-07-15")


def test_what_is_done_stays_and_says_so(plan: Plan) -> None:
    read = by_icalendar(render([plan]).content)
    assert read["socpsyk-2027/M2/aktivitet/A1@oj"][2].startswith("Klar: M2 A1")
    assert read["socpsyk-2027/M2/aktivitet/A2@oj"][2].startswith("Inte genomförd: M2 A2")
    assert "Prioriterades bort" in read["socpsyk-2027/M2/aktivitet/A2@oj"][3]


def test_the_same_id_twice_is_still_two_events(plan: Plan) -> None:
    twice = replace(plan, goals=(plan.goals[0], plan.goals[0]))
    read = by_icalendar(render([twice]).content)
    assert len(read) == 2 * len(events(replace(plan, goals=plan.goals[:1])))


def test_a_follow_up_without_an_end_is_unrolled_for_two_years() -> None:
    goal = Goal("M", follow_up=FollowUp((), Recurring("kvartal", D("2027-01-15"))))
    days = [e.day for e in events(Plan("oj-plan/1", PlanHead("p"), (goal,)))]
    assert (len(days), days[-1]) == (9, D("2029-01-15"))


LINE_ENDS = "\u2028\u2029\x85"  # which some readers take for line breaks
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters=LINE_ENDS)
    | st.sampled_from('\n,;\\:"åäö€😀 '),
    max_size=300,
).map(lambda text: unicodedata.normalize("NFC", text))  # as all that is shown is written


@settings(max_examples=80, deadline=None)
@given(TEXT)
def test_any_text_is_escaped_and_folded(text: str) -> None:
    goal = Goal("M", text, follow_up=FollowUp((D("2027-06-30"),), who=text))
    plan = Plan("oj-plan/1", PlanHead("p", title=text), (goal,))
    raw = render([plan]).content
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is split
    found = by_icalendar(raw)["p/M/uppfoljning/1@oj"]
    assert found[3].startswith(f"Vem: {text}\n" if text else "Skicka värdet")
    unfolded = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    said = next(line for line in unfolded if line.startswith("DESCRIPTION:"))
    plain = said.removeprefix("DESCRIPTION:").replace("\\\\", "\0").replace("\\n", "\n")
    plain = plain.replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")
    assert plain == events(plan)[0].description


def test_signs_that_end_lines_or_steer_end_no_property() -> None:
    goal = Goal("M", f"a{LINE_ENDS}b\r\nc\x1b[0m", follow_up=FollowUp((D("2027-06-30"),)))
    raw = render([Plan("oj-plan/1", PlanHead("p"), (goal,))]).content
    assert len(raw.decode().splitlines()) == raw.count(b"\r\n")
    assert by_icalendar(raw) == by_vobject(raw)


def test_the_command_writes_the_file(folder: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "calendar", "--ics", "plan.ics")
    assert got.code == 0, got.err
    assert "14 händelser ur 1 plan" in got.err
    raw = (folder.path / "plan.ics").read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    twin = folder.plan.with_name("kopia.yaml")
    twin.write_bytes(folder.plan.read_bytes())
    got = oj("plan", "calendar", "--ics", "plan.ics")
    assert (got.code, "samma id" in got.err) == (2, True)
    assert (folder.path / "plan.ics").read_bytes() == raw
    assert oj("plan", "calendar", str(twin), "--ics", "finns/inte/x.ics").code == 3


def sequences(raw: bytes) -> dict[str, tuple[int, str]]:
    """Return each event's SEQUENCE and STATUS by UID."""
    calendar = icalendar.Calendar.from_ical(raw)
    return {
        str(e["UID"]).removesuffix("@oj"): (int(e["SEQUENCE"]), str(e.get("STATUS", "")))
        for e in calendar.walk("VEVENT")
    }


def test_a_moved_day_is_a_higher_sequence_and_a_dropped_one_is_cancelled(plan: Plan) -> None:
    goal = plan.goals[0]
    at = "socpsyk-2027/M1"
    first = render([plan]).content
    assert set(sequences(first).values()) == {(0, "")}
    again = render([plan], read_written(first, "x"))
    assert (again.content, again.changed, again.cancelled) == (first, 0, 0)

    later = replace(goal.activities[0], due=D("2027-05-05"))
    once = replace(goal, activities=(later, goal.activities[1]), follow_up=FollowUp(()))
    moved = render([replace(plan, goals=(once, plan.goals[1]))], read_written(first, "x"))
    found = sequences(moved.content)
    assert found[f"{at}/aktivitet/A1"] == (1, "")
    assert found[f"{at}/aktivitet/A2"] == (0, "")
    assert found[f"{at}/uppfoljning/2"] == (1, "CANCELLED")
    assert (moved.changed, moved.cancelled) == (1, 4)
    assert by_vobject(moved.content) == by_icalendar(moved.content)
    assert by_icalendar(moved.content)[f"{at}/uppfoljning/2@oj"][2].startswith("Inställt: Följ")

    still = render([replace(plan, goals=(once, plan.goals[1]))], read_written(moved.content, "x"))
    assert (still.content, still.changed, still.cancelled) == (moved.content, 0, 0)
    back = render([plan], read_written(moved.content, "x"))
    assert sequences(back.content)[f"{at}/uppfoljning/2"] == (2, "")
    assert sequences(back.content)[f"{at}/aktivitet/A1"] == (2, "")


def test_the_events_of_a_plan_that_is_not_written_are_not_cancelled(plan: Plan) -> None:
    other = replace(plan, head=replace(plan.head, id="annan"))
    both = render([plan, other]).content
    alone = render([plan], read_written(both, "x"))
    assert alone.content.count(b"BEGIN:VEVENT") == len(events(plan))
    assert alone.cancelled == 0


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_a_file_is_known_again_whatever_its_texts(one: str, other: str) -> None:
    def made(text: str) -> Plan:
        goal = Goal("M", text, follow_up=FollowUp((D("2027-06-30"),), who=text))
        return Plan("oj-plan/1", PlanHead("p"), (goal,))

    before = render([made(one)]).content
    after = render([made(other)], read_written(before, "x"))
    same = render([made(one)]).content == render([made(other)]).content
    assert after.changed == (not same)
    assert sequences(after.content) == {"p/M/uppfoljning/1": (int(not same), "")}


def test_the_command_counts_on_and_writes_over_nobody_elses_file(
    folder: Any, oj: Callable[..., Any]
) -> None:
    oj("plan", "calendar", "--ics", "plan.ics")
    file = folder.path / "plan.ics"
    before = file.read_bytes()
    oj("plan", "calendar", "--ics", "plan.ics")
    assert file.read_bytes() == before
    oj("plan", "set", "socpsyk-2027", "mal.M1.aktiviteter.A1.klart", "2027-04-15")
    got = oj("plan", "calendar", "--ics", "plan.ics")
    assert "1 är ändrad sedan förra filen" in got.err
    assert sequences(file.read_bytes())["socpsyk-2027/M1/aktivitet/A1"] == (1, "")
    for text in (folder.plan.read_bytes(), b"BEGIN:VCALENDAR\r\nPRODID:annan\r\n"):
        other = folder.path / "annan.txt"
        other.write_bytes(text)
        got = oj("plan", "calendar", "--ics", str(other))
        assert (got.code, "skrivs inte över" in got.err) == (2, True)
        assert other.read_bytes() == text
    got = oj("plan", "calendar", "socpsyk-2027")
    assert (got.code, len(sequences((folder.path / "socpsyk-2027.ics").read_bytes()))) == (0, 14)


def test_who_has_no_terminal_is_told_whom_to_tell(plan: Plan) -> None:
    said = [e.description for e in events(plan) if e.category == "Uppföljning"]
    assert said
    owner = plan.head.process_owner
    assert owner is not None
    assert all(f"vad ni har lärt er till: {owner}\n" in text for text in said)
    assert "oj plan" not in str(events(plan))
