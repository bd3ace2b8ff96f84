from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.plan import FollowUp, Goal, Outcome, Plan, PlanHead, Recurring, Validity
from oj_cli.plan.due import MONTHS, add_months, answered_from, due, follow_up_dates, unroll

YEAR = Validity(date(2027, 1, 1), date(2027, 12, 31))
HEAD, BARE = PlanHead("p", validity=YEAR), PlanHead("p")
D = date.fromisoformat


def days(*texts: str) -> tuple[date, ...]:
    return tuple(map(D, texts))


@pytest.mark.parametrize(
    ("recurring", "expected"),
    [
        (Recurring("kvartal"), days("2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31")),
        (Recurring("tertial"), days("2027-04-30", "2027-08-31", "2027-12-31")),
        (Recurring("halvar"), days("2027-06-30", "2027-12-31")),
        (Recurring("ar"), days("2027-12-31")),
        (Recurring("manad", D("2027-10-15")), days("2027-10-15", "2027-11-15", "2027-12-15")),
        (Recurring("kvartal", D("2027-06-30")), days("2027-06-30", "2027-09-30", "2027-12-31")),
        (
            Recurring("manad", D("2027-01-30"), D("2027-04-01")),
            days("2027-01-30", "2027-02-28", "2027-03-30"),
        ),
        (Recurring("manad", D("2027-05-01"), D("2027-05-01")), days("2027-05-01")),
        (Recurring("manad", D("2027-05-02"), D("2027-05-01")), ()),
    ],
)
def test_recurring_follow_ups_are_unrolled(recurring: Recurring, expected: tuple[date]) -> None:
    assert unroll(recurring, HEAD, D("2030-01-01")) == expected


def test_it_stops_where_one_looks_and_needs_a_beginning() -> None:
    assert unroll(Recurring("kvartal"), HEAD, D("2027-06-30")) == days("2027-03-31", "2027-06-30")
    assert unroll(Recurring("kvartal"), BARE, D("2027-06-30")) == ()
    assert unroll(Recurring("ar", D("2027-06-30")), BARE, D("2029-06-30")) == days(
        "2027-06-30", "2028-06-30", "2029-06-30"
    )
    assert unroll(Recurring("ar", D("9990-06-30")), BARE, date.max)[-1] == D("9999-06-30")


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from(sorted(MONTHS)),
    st.integers(0, 2000),
)
def test_the_days_rise_by_whole_months_within_their_bounds(first: date, every: Any, n: int) -> None:
    last = date.fromordinal(first.toordinal() + n)
    found = unroll(Recurring(every, first, last), BARE, date(2100, 1, 1))
    assert found[0] == first
    assert all(a < b for a, b in pairwise(found))
    assert all(first <= d <= last for d in found)
    months = [(d.year - first.year) * 12 + d.month - first.month for d in found]
    assert months == [MONTHS[every] * k for k in range(len(found))]
    assert add_months(first, months[-1] + MONTHS[every]) > last


def test_explicit_and_recurring_days_are_one_list(plan: Plan) -> None:
    goal = Goal("M", follow_up=FollowUp(days("2027-03-31", "2027-05-05"), Recurring("kvartal")))
    found = follow_up_dates(goal, plan.head, D("2027-06-30"))
    assert found == days("2027-03-31", "2027-05-05", "2027-06-30")


def test_an_outcome_answers_from_a_month_before_but_not_halfway_to_the_one_before() -> None:
    assert answered_from(days("2027-06-30", "2027-12-31")) == days("2027-05-30", "2027-11-30")
    assert answered_from(days("2027-06-01", "2027-06-11"))[1] == D("2027-06-06")
    assert answered_from(()) == ()


def seen(plan: Plan, today: str, until: str) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (d.state, d.kind, d.goal + (d.activity or ""), d.date.isoformat(), d.parties)
        for d in due(plan, "p.yaml", D(today), D(until))
    ]


BOTH = ("Orsa kommun", "Region Dalarna")


def test_what_is_due_in_the_example(plan: Plan) -> None:
    assert seen(plan, "2027-05-01", "2027-06-30") == [
        ("sen", "aktivitet", "M1A1", "2027-03-31", ()),
        ("kommande", "uppfoljning", "M1", "2027-06-30", BOTH),
        ("kommande", "uppfoljning", "M2", "2027-06-30", ("Orsa kommun",)),
    ]  # M2 was followed up on 5 April for the first quarter


def test_a_day_is_late_the_day_after(plan: Plan) -> None:
    kinds = {d[:3] for d in seen(plan, "2027-06-30", "2027-06-30")}
    assert ("kommande", "uppfoljning", "M1") in kinds
    kinds = {d[:3] for d in seen(plan, "2027-07-01", "2027-07-01")}
    assert ("sen", "uppfoljning", "M1") in kinds


def test_one_party_of_two_has_reported(plan: Plan) -> None:
    goal = replace(plan.goals[0], outcomes=(Outcome(D("2027-06-20"), "region", 50.0, 12),))
    one = replace(plan, goals=(goal,))
    assert ("sen", "uppfoljning", "M1", "2027-06-30", ("Orsa kommun",)) in seen(
        one, "2027-07-10", "2027-07-10"
    )


def test_a_common_outcome_stands_for_all(plan: Plan) -> None:
    goal = replace(plan.goals[0], outcomes=(Outcome(D("2027-07-05"), None, 50.0, 12),))
    assert not [
        d for d in seen(replace(plan, goals=(goal,)), "2027-07-10", "2027-07-10") if "upp" in d[1]
    ]


def test_missed_follow_ups_are_one_until_an_outcome_answers_them_all(plan: Plan) -> None:
    goal = replace(plan.goals[1], outcomes=())
    late = due(replace(plan, goals=(goal,)), "p", D("2027-10-15"), D("2027-10-15"))
    assert [(d.date.isoformat(), len(d.dates)) for d in late] == [("2027-03-31", 3)]
    answered = replace(goal, outcomes=(Outcome(D("2027-10-10"), "kommun", 80.0),))
    assert not due(replace(plan, goals=(answered,)), "p", D("2027-10-15"), D("2027-10-15"))


def test_a_goal_that_is_ended_has_nothing_more_due(plan: Plan) -> None:
    goal = replace(
        plan.goals[1], outcomes=(Outcome(D("2027-04-05"), "kommun", 95.0, decision="avsluta"),)
    )
    assert not due(replace(plan, goals=(goal,)), "p", D("2027-10-15"), D("2027-12-31"))


def test_reports_are_never_late_but_shown_for_a_month(plan: Plan) -> None:
    reports = [d for d in seen(plan, "2027-09-01", "2028-02-10") if d[1] == "redovisning"]
    assert [(d[0], d[3]) for d in reports] == [
        ("passerad", "2027-08-25"),
        ("kommande", "2028-02-10"),
    ]
    reports = [d for d in seen(plan, "2027-10-01", "2027-12-31") if d[1] == "redovisning"]
    assert reports == []


def test_a_closed_plan_has_nothing_due(plan: Plan) -> None:
    closed = replace(plan, head=replace(plan.head, status="avslutad"))
    assert due(closed, "p", D("2028-01-01"), D("2028-12-31")) == ()


def test_the_command_says_late_and_coming(folder: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "due", "--idag", "2027-07-10", "--till", "2027-12-31", "--format", "json")
    assert got.code == 0, got.err
    rows = {(r["status"], r["mal"], r["aktivitet"], r["datum"]) for r in got.json["att_gora"]}
    assert ("sen", "M1", None, "2027-06-30") in rows
    assert ("sen", "M1", "A1", "2027-03-31") in rows
    assert ("kommande", "M1", "A2", "2027-10-31") in rows
    assert got.json["schema"] == "oj-plan-due/1"
    text = oj("plan", "due", "--idag", "2027-07-10", "--format", "md").out
    assert "saknas från Orsa kommun och Region Dalarna" in text
    assert "oj plan followup socpsyk-2027 --mal M" in text


def test_nothing_due_is_said(folder: Any, oj: Callable[..., Any]) -> None:
    folder.replace("status: pagar", "status: avslutad")
    assert "Inget är försenat och inget kommer i 1 plan" in oj("plan", "due").out


def test_a_plan_that_cannot_be_read_does_not_hide_the_others(
    folder: Any, oj: Callable[..., Any]
) -> None:
    (folder.path / "planer" / "trasig.yaml").write_text("schema: [", encoding="utf-8")
    got = oj("plan", "due", "--idag", "2027-07-10")
    assert got.code == 3
    assert "Följ upp M1" in got.out
    assert "trasig.yaml" in got.err


def test_plans_are_found_by_id_file_and_path(folder: Any, oj: Callable[..., Any]) -> None:
    for name in ("socpsyk-2027", "SOCPSYK-2027", "socpsyk-2027.yaml", str(folder.plan)):
        assert oj("plan", "due", name).code == 0
    folder.plan.rename(folder.plan.with_name("annat.yaml"))
    assert oj("plan", "due", "socpsyk-2027").code == 0
    got = oj("plan", "due", "socpsyk2028")
    assert got.code == 2
    assert "Menade du socpsyk-2027?" in got.err


def test_wrong_dates_and_no_workspace_are_explained(
    folder: Any, oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    got = oj("plan", "due", "--till", "2027-02-30")
    assert (got.code, "2027-02-30” är inget datum som finns" in got.err) == (2, True)
    monkeypatch.chdir("/")
    got = oj("plan", "due")
    assert (got.code, "Ange vilken plan" in got.err) == (2, True)
