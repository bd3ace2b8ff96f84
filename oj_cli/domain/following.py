"""What following up a plan finds: what is due, how goals stand, who has reported."""

import datetime
from dataclasses import dataclass
from typing import Literal

DueKind = Literal["uppfoljning", "aktivitet", "redovisning"]
DueState = Literal["sen", "kommande", "passerad"]
"""`passerad` is a report to a nämnd whose day is gone: a plan does not tell if it was made."""


@dataclass(frozen=True)
class Due:
    """Something that is to be done in a plan, on a day.

    `dates` are all days of it that were missed, `date` the first of them; for what is to
    come they are the same. `who` is a function, `parties` the names of those who have still
    to report, `to` the nämnd that a report goes to. `goal` and `activity` are ids, `what` the
    goal's or activity's own words.
    """

    plan: str
    title: str
    path: str
    kind: DueKind
    state: DueState
    date: datetime.date
    dates: tuple[datetime.date, ...]
    goal: str
    what: str
    activity: str | None = None
    who: str | None = None
    parties: tuple[str, ...] = ()
    to: str | None = None
    is_draft: bool = False

    def days_late(self, today: datetime.date) -> int:
        """Return how many days ago it was due, negative for what is to come."""
        return (today - self.date).days
