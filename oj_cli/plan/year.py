"""The days of the year: the next of each step, the kommun's own or a proposal, and of the plans."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import json_of, row
from oj_cli.domain.following import Due, DueKind
from oj_cli.domain.local import YearDates
from oj_cli.domain.plan_words import shortened
from oj_cli.domain.swedish import listing
from oj_cli.domain.wording import shell_word
from oj_cli.domain.year import YearDay, YearSteps
from oj_cli.plan.due import add_months

_DUE: Mapping[DueKind, tuple[str, str]] = {
    "uppfoljning": ("Följ upp", "oj plan followup {plan} --mal {goal}"),
    "aktivitet": ("Aktivitet", "oj plan show {plan}"),
    "redovisning": ("Redovisa", "oj report namnd {plan}"),
}
_LEAP_YEAR, _LONGEST = 2000, 36


def days_of_steps(own: YearDates, today: datetime.date, has_plans: bool) -> Iterator[YearDay]:
    """Yield the next day of each step; `own` are those that the kommun has said.

    What is done with plans is not proposed where there are none. A day that has passed comes again
    next year, as a proposal. Raises FileFault if the steps cannot be read.
    """
    dates = row(own, json_of(YearDates))
    for step in read_packaged(YearSteps, "arshjul.yaml", "Årshjulet").steps:
        said = dates.get(step.id)
        if step.needs_plan and not (said or has_plans):
            continue
        first = said or datetime.date.fromisoformat(f"{_LEAP_YEAR}-{step.day}")
        day = next(d for n in (0, today.year - first.year, today.year - first.year + 1)
                   if (d := add_months(first, 12 * n, stays_last=False)) >= today)  # fmt: skip
        yield YearDay(day, step.id, step.name, step.what, step.command, day != said)


def days_of_plans(dues: Sequence[Due]) -> Iterator[YearDay]:
    """Yield what is to come in plans; what is due of a kind in a plan on a day is one."""
    coming = sorted((d for d in dues if d.state == "kommande"), key=_same)
    for (day, plan, kind), group in groupby(coming, key=_same):
        of = list(group)
        name, command = _DUE[kind]
        ids = listing([f"{d.goal} {d.activity}" if d.activity else d.goal for d in of])
        what = f"{ids}: {shortened(of[0].what, _LONGEST)}" if len(of) == 1 else ids
        line = command.format(plan=shell_word(plan), goal=of[0].goal)
        yield YearDay(day, kind, name, what, line, plan=plan)


def _same(due: Due) -> tuple[datetime.date, str, DueKind]:
    return due.date, due.plan, due.kind
