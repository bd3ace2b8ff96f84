"""What `oj plan show` says of a draft that has little in it yet."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

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
        (None, "Gäller (startdatum saknas) till (slutdatum saknas)."),
        (Validity(DAY), "Gäller 2027-01-01 till (slutdatum saknas)."),
        (Validity(None, DAY), "Gäller (startdatum saknas) till 2027-01-01."),
        (Validity(DAY, date(2027, 12, 31)), "Gäller 2027-01-01 till 2027-12-31."),
    ],
)
def test_when_a_plan_applies(validity: Validity | None, says: str) -> None:
    assert f"- {says}" in shown(validity)


def test_a_measure_without_anything_in_it_is_said_to_be_missing() -> None:
    assert "- Mått saknas." in shown(None)


@pytest.mark.parametrize(
    "verb", ["show", "outcome", "matrix", "export", "sheet", "followup", "next"]
)
def test_the_only_plan_need_not_be_named(folder: Any, oj: Callable[..., Any], verb: str) -> None:
    more = {"followup": ("--mal", "M2", "--varde", "92", "--n", "5"), "next": ("--period", "2028")}
    named = oj(
        "plan", verb, *more.get(verb, ()), *(() if verb == "export" else ("--idag", "2027-07-20"))
    )
    assert named.code == 0, named.err


def test_one_of_several_plans_is_named(folder: Any, oj: Callable[..., Any]) -> None:
    folder.plan.with_name("egen.yaml").write_bytes(folder.plan.read_bytes())
    ran = oj("plan", "show")
    assert (ran.code, "egen och socpsyk-2027" in ran.err) == (2, True)


def test_what_ends_is_said_to_end_and_why(folder: Any, oj: Callable[..., Any]) -> None:
    new = "- id: A1\n        slag: sluta\n        skal: Ingen läser det"
    folder.replace("- id: A1", new)
    said = " ".join(oj("plan", "show", "--format", "md", "--idag", "2027-01-20").out.split())
    assert "Sluta göra: " in said
    assert "Skäl: Ingen läser det" in said
    assert "inte genomförd: Ingen" not in said


def test_the_quality_of_a_goal_and_what_its_activities_stand_on(
    folder: Any, oj: Callable[..., Any]
) -> None:
    folder.replace("dimension: individanpassad", "dimension: jamlik")
    folder.replace("- id: A1\n", "- id: A1\n        kunskapsstod: Riktlinjer 2018.\n")
    said = " ".join(oj("plan", "show", "--format", "md", "--idag", "2027-01-20").out.split())
    assert "God kvalitet: jämlik." in said
    assert "- A1 bygger på: Riktlinjer 2018. " in said
    assert oj("report", "plan", "socpsyk-2027", "--format", "html", "-o", "blad.html").code == 0
    page = " ".join(Path("blad.html").read_text("utf-8").split())
    assert "God kvalitet" in page
    assert "A1: Riktlinjer 2018." in page
