"""What each party or unit is asked to report, for a workbook of its own."""

import datetime
from typing import Literal

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.plan import Goal, Owner, Plan
from oj_cli.domain.plan_words import (
    latest,
    party_name,
)
from oj_cli.domain.report_sheet import OTHERS, ReportSheet, SheetGoal
from oj_cli.domain.swedish import fold, listing
from oj_cli.plan.due import add_months, follow_up_dates, missed_reports, outcomes_of, sharing

Per = Literal["part", "enhet"]
_AHEAD = 13
"""How many months ahead the next follow-up is looked for."""
_UNIT_KINDS = ("enhet", "stadsdel")


def report_sheets(plan: Plan, per: Per, today: datetime.date) -> tuple[ReportSheet, ...]:
    """Return a sheet for each party of a plan, or for each of its units.

    Units are the parties of that kind; a plan without such has one for each function that is
    responsible for an activity or a follow-up. Where a function follows a goal up, only it is
    asked for the value: several values would not be the goal's. Raises UsageFault if there is
    nobody to ask.
    """
    parties = tuple(plan.head.parties)
    if per == "enhet":
        units = tuple(p for p in parties if p.kind in _UNIT_KINDS)
        if not units:
            return _by_function(plan, today)
        parties = units
    if not parties:
        raise UsageFault("plan.nobody_to_ask")
    sheets = []
    for party in parties:
        goals = [g for g in plan.goals if party.id in (sharing(g, plan.head) or (party.id,))]
        if goals:
            owned = [
                (g, {a.id for a in g.activities if _is_theirs(a.owners, party.id)}) for g in goals
            ]
            sheets.append(_sheet(plan, party.name, party.id, party.id, owned, today))
    return tuple(sheets)


def _is_theirs(owners: tuple[Owner, ...], party: str) -> bool:
    """Tell whether a party answers for an activity; one without owner is everyone's."""
    return not owners or any(o.party in (party, None) for o in owners)


def _by_function(plan: Plan, today: datetime.date) -> tuple[ReportSheet, ...]:
    only = plan.head.parties[0].id if len(plan.head.parties) == 1 else None
    found: dict[tuple[str, str | None], dict[str, set[str]]] = {}
    for goal in plan.goals:
        for activity in goal.activities:
            for owner in activity.owners:
                if owner.function:
                    of = found.setdefault((owner.function, owner.party or only), {})
                    of.setdefault(goal.id, set()).add(activity.id)
    for goal in plan.goals:
        who = goal.follow_up.who if goal.follow_up else None
        if who:
            key = next((k for k in found if k[0] == who), (who, only))
            found.setdefault(key, {}).setdefault(goal.id, set())
    if not found:
        raise UsageFault("plan.no_units_to_ask")
    sheets = []
    for (function, party), activities in found.items():
        owned = [(g, activities[g.id]) for g in plan.goals if g.id in activities]
        several = len(plan.head.parties) > 1 and party is not None
        name = f"{function}, {party_name(plan.head, party)}" if several else function
        file = "-".join(p for p in (fold(function), party) if p)
        sheets.append(_sheet(plan, name, party, file, owned, today, function))
    return tuple(sheets)


def _sheet(
    plan: Plan,
    receiver: str,
    party: str | None,
    file: str,
    owned: list[tuple[Goal, set[str]]],
    today: datetime.date,
    function: str | None = None,
) -> ReportSheet:
    activities = ((g, a) for g, ids in owned for a in g.activities if a.id in ids)
    return ReportSheet(
        plan,
        receiver,
        party,
        f"{_file_part(plan.head.id)}-{_file_part(file)}.xlsx",
        tuple(_goal(plan, goal, party, today, function) for goal, _ in owned),
        tuple(activities),
    )


def files_of(plan: Plan) -> str:
    """Return the pattern that the names of all a plan's workbooks keep."""
    return f"{_file_part(plan.head.id)}-*.xlsx"


def _file_part(text: str) -> str:
    """Return text that every disk takes in a file's name."""
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in text)
    return kept.strip("-")[:60] or "blad"


def _goal(
    plan: Plan, goal: Goal, party: str | None, today: datetime.date, function: str | None
) -> SheetGoal:
    who = goal.follow_up.who if goal.follow_up else None
    asks_value = function is None or who in (None, function)
    asked_for = _asked_for(plan, goal, party, today) if asks_value else f"{OTHERS}{who}"
    if function is None and who:
        asked_for += f"; rapporteras av {who}"
    return SheetGoal(goal, latest(outcomes_of(goal, plan.head, party)), asked_for, asks_value)


def _asked_for(plan: Plan, goal: Goal, party: str | None, today: datetime.date) -> str:
    """Return which follow-up is asked for: those that were missed, else the next one."""
    missed = missed_reports(plan, goal, party, today)
    if missed:
        return f"försenad: {listing([d.isoformat() for d in missed])}"
    until = add_months(today, _AHEAD)
    coming = [d for d in follow_up_dates(goal, plan.head, until) if d >= today]
    return coming[0].isoformat() if coming else "ingen dag bestämd"
