"""What `oj plan show` says of a draft that has little in it yet."""

from datetime import date

import pytest

from oj_cli.domain.following import PlanStanding
from oj_cli.domain.plan import Goal, Measure, Plan, PlanHead, Validity
from oj_cli.plan.standing import goal_standing
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.screen import render
from oj_cli.views.plan_show import document

DAY = date(2027, 1, 1)


def shown(validity: Validity | None) -> str:
    plan = Plan("oj-plan/1", PlanHead("p", validity=validity), (Goal("M1", measure=Measure()),))
    goals = tuple(goal_standing(g, plan.head, DAY) for g in plan.goals)
    return render(
        document(PlanStanding(plan, goals, (), (), DAY)),
        Terminal(),
    )


@pytest.mark.parametrize(
    ("validity", "says"),
    [
        (None, "Planen säger inte när den gäller."),
        (Validity(), "Planen säger inte när den gäller."),
        (Validity(DAY), "Gäller från 2027-01-01. Planen säger inte när den slutar."),
        (Validity(None, DAY), "Gäller till 2027-01-01. Planen säger inte när den börjar."),
        (Validity(DAY, date(2027, 12, 31)), "Gäller 2027-01-01 till 2027-12-31."),
    ],
)
def test_when_a_plan_applies(validity: Validity | None, says: str) -> None:
    assert f"- {says}" in shown(validity)


def test_a_measure_without_anything_in_it_is_said_to_be_missing() -> None:
    assert "- Mått saknas." in shown(None)
