"""The goals of a plan on a timeline, as a picture."""

import datetime
from collections.abc import Iterator

from oj_cli.domain.plan import Goal
from oj_cli.domain.plan_words import ACTIVITY_STATUS, cost_text, owner_text, shortened
from oj_cli.domain.swedish import capital, counted, listing
from oj_cli.plan.due import add_months, follow_up_dates
from oj_cli.presentation.document import Figure, Table
from oj_cli.presentation.parts import figure
from oj_cli.presentation.pictures.model import Bar, Timeline, TimelineRow
from oj_cli.reports.plans.words import MISSING, PlanMaterial, path_text

MANY_GOALS = 10
"""Of more goals than this no more is said beside the picture than how they stand."""
NO_DATES = 12
"""Months that are drawn of a plan without any day."""


def timeline(material: PlanMaterial, data: Table) -> Figure | None:
    """Return the picture of what stands in the table, None where few goals have any day."""
    days = sorted(_days(material))
    first, last = material.plan.head.days
    first = min([*days, *([first] if first else [])], default=material.today)
    last = max([*days, *([last] if last else [])], default=add_months(first, NO_DATES))
    rows = tuple(_row(material, goal, last) for goal in material.plan.goals)
    if 2 * sum(bool(row.bars or row.marks) for row in rows) < len(rows):
        return None
    said = (f"{row.name}. {row.state}. {row.about}".strip() for row in rows)
    alt = f"Tidslinje från {first} till {last}. {' '.join(said)}"
    picture = Timeline(_title(material), first, last, material.today, rows)
    return figure("bild-tidslinje", picture, alt, data)


def _title(material: PlanMaterial) -> str:
    activities = material.plan.activities
    late = sum(d.kind == "aktivitet" for d in material.late)
    done = sum(a.status == "klar" for a in activities)
    if not activities:
        return "Inga aktiviteter är skrivna än"
    said = f"{done or 'Ingen'} av {counted(len(activities), 'aktivitet', 'aktiviteter')} är klar"
    said += "a" if done > 1 else ""
    return f"{said}, och {late} är försenad{'e' if late > 1 else ''}" if late else said


def _days(material: PlanMaterial) -> Iterator[datetime.date]:
    for goal in material.plan.goals:
        yield from (d for a in goal.activities for d in (a.start, a.due) if d)
        if goal.measure and goal.measure.by:
            yield goal.measure.by
        if goal.follow_up:
            yield from goal.follow_up.dates
            yield from goal.follow_up.reporting.dates if goal.follow_up.reporting else ()


def _row(material: PlanMaterial, goal: Goal, last: datetime.date) -> TimelineRow:
    is_few = len(material.plan.goals) <= MANY_GOALS
    late = {d.activity for d in material.late if d.kind == "aktivitet" and d.goal == goal.id}
    bars = tuple(
        Bar(a.id, a.start, a.due, "försenad" if a.id in late else ACTIVITY_STATUS[a.status])
        for a in goal.activities
        if a.due
    )
    marks: list[tuple[datetime.date, str]] = []
    if goal.follow_up and goal.follow_up.is_dated:
        marks += [(day, "U") for day in follow_up_dates(goal, material.plan.head, last)]
    if goal.follow_up and goal.follow_up.reporting:
        marks += [(day, "R") for day in goal.follow_up.reporting.dates]
    if goal.measure and goal.measure.by:
        marks.append((goal.measure.by, "M"))
    undated = len(goal.activities) - len(bars)
    path = path_text(goal)
    about = (
        "" if path == MISSING else capital(path),
        shortened(_owners(material, goal), 100),
        cost_text(goal.activities),
        f"{counted(undated, 'aktivitet', 'aktiviteter')} utan slutdatum" if undated else "",
    )
    return TimelineRow(
        f"{goal.id}: {goal.text or 'målet saknar text'}",
        capital(material.state_text(goal)),
        ". ".join(capital(part) for part in about if part) if is_few else "",
        bars,
        tuple(sorted(marks)),
    )


def _owners(material: PlanMaterial, goal: Goal) -> str:
    """Return who is responsible for the activities of a goal, each once."""
    return listing(
        list(
            dict.fromkeys(
                n for a in goal.activities if (n := owner_text(material.plan.head, a.owners))
            )
        )
    )
