"""Many plans together: how their goals stand, what is late, and what was promised and kept."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, encode, key, pick
from oj_cli.domain.errors import FileFault
from oj_cli.domain.following import STATES, Due, State
from oj_cli.domain.immutable import immutable
from oj_cli.domain.swedish import sort_key


@immutable
class Promises:
    """What was promised up to a day, and how much of it was kept.

    Activities whose day has come (done, given up with a reason, not done); follow-ups whose
    day has passed, one for each party, and those that were answered before the next was due;
    goals that were to be reached, and those that were.
    """

    activities_due: int = key("aktiviteter_att_ha_klara", default=0)
    activities_done: int = key("aktiviteter_klara", default=0)
    activities_given_up: int = key("aktiviteter_ej_genomforda", default=0)
    follow_ups_due: int = key("uppfoljningar_att_ha_gjort", default=0)
    follow_ups_kept: int = key("uppfoljningar_gjorda", default=0)
    goals_due: int = key("mal_att_ha_natt", default=0)
    goals_reached: int = key("mal_natt", default=0)

    def __add__(self, other: "Promises") -> "Promises":
        names = [f.name for f in fields(self)]
        return Promises(*(getattr(self, n) + getattr(other, n) for n in names))


@immutable
class PlanSummary:
    """One plan among many: whose it is, how its goals stand, what is late and was kept.

    `done` of its `activities` are done, whatever their days.
    """

    id: str
    title: str
    path: str
    owner: str
    status: str
    done: int
    activities: int
    states: tuple[tuple[str, State], ...]
    """For each goal, its theme's name and how it stands."""
    late: tuple[Due, ...]
    promises: Promises

    def row(self) -> dict[str, Any]:
        """Return the plan as a row: how its goals stand, what is late, and what was kept."""
        states = Counter(state for _, state in self.states)
        return {
            "plan": self.id,
            "titel": self.title,
            "vem": self.owner or None,
            "status": self.status,
            "mal": len(self.states),
            **{s: states[s] for s in STATES},
            "forsenat": len(self.late),
            "aktiviteter": self.activities,
            "klara": self.done,
            **encode(self.promises),
        }


@immutable
class Summary(Listed):
    """Many plans on a day. `others` are the YAML files of the folder that are no plans.

    `unread` are the faults of plans that could not be read.
    """

    plans: tuple[PlanSummary, ...]
    today: datetime.date
    others: int = 0
    unread: tuple[FileFault, ...] = ()

    SCHEMA: ClassVar = "oj-plan-summary/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "idag": "today",
        "planer": lambda found: [p.row() | {"mal_per_tema": themes([p])} for p in found.plans],
        "teman": lambda found: themes(found.plans),
        "lage": "states",
        "forsenat": pick(
            "late",
            plan="plan",
            typ="kind",
            mal="goal",
            aktivitet="activity",
            sedan="date",
            missade=lambda due: len(due.dates),
            ansvarig="who",
            saknas_fran="parties",
        ),
    }

    @property
    def states(self) -> Counter[State]:
        """How many goals stand in each way."""
        return Counter(state for plan in self.plans for _, state in plan.states)

    @property
    def late(self) -> tuple[Due, ...]:
        """All that is late, the latest first."""
        late = (d for plan in self.plans for d in plan.late)
        return tuple(sorted(late, key=lambda d: (d.date, d.plan, d.goal)))

    @property
    def promises(self) -> Promises:
        """What was promised in all of the plans, and kept."""
        return sum((p.promises for p in self.plans), Promises())

    def records(self) -> Records:
        """Return one row for each plan, with how many goals, activities and follow-ups."""
        rows = [p.row() for p in self.plans]
        return tuple(rows[0]), rows


def themes(plans: Iterable[PlanSummary]) -> dict[str, Counter[State]]:
    """Return how many goals of each theme stand in each way, the theme with the most first."""
    counts: dict[str, Counter[State]] = {}
    for plan in plans:
        for theme, state in plan.states:
            counts.setdefault(theme, Counter())[state] += 1
    return dict(sorted(counts.items(), key=lambda c: (-c[1].total(), sort_key(c[0]))))
