"""A plan as the table that nämnder know: a row for each goal."""

from collections.abc import Iterable
from dataclasses import replace
from statistics import fmean

from oj_cli.domain.following import PlanTable
from oj_cli.domain.plan import Goal, Plan, PlanHead
from oj_cli.domain.plan_words import (
    activity_text,
    follow_up_texts,
    next_texts,
    owner_text,
    told_outcome,
)
from oj_cli.presentation.document import Column, Document, Table
from oj_cli.presentation.parts import compose, table

_HEADINGS = (
    *("Mål", "Aktivitet", "Uppföljning", "Ansvarig"),
    *("Aktivitet nästa period", "Kommentar"),
)
_POWER, _NARROWEST = 0.6, 9.0  # a column is as wide as this power of how much stands in it


def document(found: PlanTable) -> Document:
    """Return a plan's table as a document."""
    head = found.plan.head
    first, last = head.days
    when = f"Gäller {first} till {last}." if first and last else ""
    return replace(compose(head.name, when, plan_table(found.plan)), is_landscape=True)


def flat(found: PlanTable) -> Document:
    """Return a row for each activity as a document, with the headings that other programs read."""
    columns, rows = found.records()
    made = table(columns, rows)
    return replace(compose(found.plan.head.name, made), is_landscape=True)


def plan_table(plan: Plan) -> Table:
    """Return the table: what is done for each goal, how it goes, who does it and what is next."""
    rows = [_by_goal(plan.head, goal) for goal in plan.goals]
    letters = [[len(row[n]) for row in rows] or [0] for n in range(len(_HEADINGS))]
    widths = (max(_NARROWEST, fmean(lengths) ** _POWER) for lengths in letters)
    columns = (Column(h, weight=1, width=w) for h, w in zip(_HEADINGS, widths, strict=True))
    return table(columns, rows)


def _by_goal(head: PlanHead, goal: Goal) -> tuple[str, ...]:
    several = len(goal.activities) > 1
    names = [f"{a.id}: " if several else "" for a in goal.activities]
    done = map(activity_text, goal.activities)
    owners = (owner_text(head, a.owners) or "ingen angiven" for a in goal.activities)
    return (
        f"{goal.id}: {goal.text or ''}".rstrip(": "),
        _lines(map("".join, zip(names, done, strict=True))),
        _lines(_followed(head, goal)),
        _lines(map("".join, zip(names, owners, strict=True))),
        _lines(next_texts(head, goal)),
        goal.comment or "–",
    )


def _followed(head: PlanHead, goal: Goal) -> Iterable[str]:
    """Return what came of a goal, a day that all outcomes have in common said once."""
    days = {outcome.date for outcome in goal.outcomes}
    if len(goal.outcomes) < 2 or len(days) > 1 or None in days:
        return follow_up_texts(head, goal)
    told = (told_outcome(head, goal, replace(o, date=None)) for o in goal.outcomes)
    return (f"{days.pop()}:", *told)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts) or "–"
