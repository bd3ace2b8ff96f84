"""No plan that can be read makes a command fail."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import DueList, PlanStanding, PlanTable, ReportMatrix
from oj_cli.domain.plan_outcome import PlanOutcome
from oj_cli.domain.plan_summary import Summary
from oj_cli.plan.calendar import events, render
from oj_cli.plan.due import due, report_matrix
from oj_cli.plan.next_period import next_plan, read_period
from oj_cli.plan.sheets import report_sheets
from oj_cli.plan.standing import goal_standing, summarise
from oj_cli.plan.ties import goal_outcome
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.screen import render as as_text
from oj_cli.reports.report_sheet import report_workbook
from oj_cli.views import (
    plan_changes,
    plan_due,
    plan_export,
    plan_matrix,
    plan_outcome,
    plan_show,
    plan_summary,
)

from .wild import DAYS, EXTREMES, PLANS, extreme, numbered, plan_file

TODAY = (DAYS | EXTREMES).map(date.fromisoformat)


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(PLANS.map(numbered), TODAY, st.randoms(use_true_random=False))
def test_whatever_a_plan_holds_all_can_be_said_of_it(data: Any, today: date, rng: Any) -> None:
    file = plan_file(extreme(data, rng))
    plan = file.plan
    found = due(plan, "p.yaml", today, date.max)
    standings = tuple(goal_standing(g, plan.head, today) for g in plan.goals)
    outcomes = tuple(goal_outcome(s, ()) for s in standings)
    results: list[tuple[Any, Any]] = [
        (DueList(found, 1, today, date.max), plan_due.document),
        (PlanStanding(plan, standings, found, (), today), plan_show.document),
        (PlanOutcome(plan, outcomes, today), plan_outcome.document),
        (ReportMatrix(plan, report_matrix(plan, today), today), plan_matrix.document),
        (PlanTable(plan), plan_export.document),
        (Summary((summarise(plan, "p.yaml", today, {}, {}),), today), plan_summary.document),
    ]
    with suppress(UsageFault):  # the plan may begin after it
        made = next_plan(file, read_period("2100"), today)
        assert len(plan_file(made.data).plan.goals) == len(plan.goals)
        results.append((made, plan_changes.next_plan))
    for result, document in results:
        assert "None" not in as_text(document(result), Terminal())
        json.dumps(encode(result))
        assert {key for row in result.records()[1] for key in row} <= set(result.records()[0])
    raw = render([plan]).content
    assert len(icalendar.Calendar.from_ical(raw).walk("VEVENT")) == len(events(plan))
    for per in ("part", "enhet"):
        try:
            sheets = report_sheets(plan, per, today)  # type: ignore[arg-type]
        except UsageFault:
            continue
        for sheet in sheets[:1]:
            assert report_workbook(sheet, date(2027, 1, 1)).startswith(b"PK")
