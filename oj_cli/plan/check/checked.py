"""A plan under check: what could be read of it, its text, and what is known around it."""

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from oj_cli.documents.decode import Fault
from oj_cli.documents.reader import Where, YamlFile
from oj_cli.domain.local import Promise
from oj_cli.domain.plan import Activity, FollowUp, Goal, Outcome, Plan
from oj_cli.domain.plan_chance import Grounds
from oj_cli.plan.check.rules import Hit, PlanWords
from oj_cli.plan.due import add_months

T = TypeVar("T")


@dataclass(frozen=True)
class Broken:
    """A promise that was answered NEJ."""

    promise: Promise
    indicator: str
    year: int


@dataclass(frozen=True)
class Around:
    """What is known beside the plan itself. What is None is not known, and not checked.

    `indicators` are all that there are, as `omrade/indikator`; `chosen` those that the
    analysis chose and did not set aside, by theme; `commitments` the names and sources of those
    that ask for what the goals are tied to; `unread_analysis` names one that cannot be read;
    `grounds` tell what the values of tied indicators stand on.
    """

    today: datetime.date
    indicators: frozenset[str] | None = None
    chosen: Mapping[str, tuple[str, ...]] | None = None
    commitments: tuple[str, ...] = ()
    unread_analysis: str | None = None
    broken: tuple[Broken, ...] = ()
    grounds: Grounds | None = None


@dataclass(frozen=True)
class Checked:
    """A plan as far as it could be read, the faults in it, and its text line by line."""

    file: YamlFile
    text: str
    plan: Plan
    faults: tuple[Fault, ...]
    words: PlanWords
    around: Around

    @cached_property
    def text_lines(self) -> tuple[str, ...]:
        """The text of the file, comments included, line by line."""
        return tuple(self.text.splitlines())

    @property
    def first(self) -> datetime.date | None:
        """The first day of the plan, where it is known."""
        return self.plan.head.days[0]

    @property
    def last(self) -> datetime.date | None:
        """The last day of the plan, where it is known."""
        return self.plan.head.days[1]

    def goals(self) -> Iterator[tuple[Where, Goal]]:
        """Yield every goal with the way to it."""
        yield from ((("mal", n), goal) for n, goal in enumerate(self.plan.goals))

    def activities(self) -> Iterator[tuple[Where, Goal, Activity]]:
        """Yield every activity with the way to it and its goal."""
        for where, goal in self.goals():
            for n, activity in enumerate(goal.activities):
                yield (*where, "aktiviteter", n), goal, activity

    def outcomes(self) -> Iterator[tuple[Where, Goal, Outcome]]:
        """Yield every outcome with the way to it and its goal."""
        for where, goal in self.goals():
            for n, outcome in enumerate(goal.outcomes):
                yield (*where, "utfall", n), goal, outcome

    def line(self, where: Where) -> int:
        """Return the line of a value, or of the nearest one above it."""
        return self.file.line(where) or 1

    def fault(self, where: Where) -> Fault | None:
        """Return what is wrong with a value or within it, None if it could be read."""
        return self._fault_places.get(where)

    @cached_property
    def _fault_places(self) -> dict[Where, Fault]:
        places: dict[Where, Fault] = {}
        for fault in self.faults:
            if not fault.is_unknown:
                for end in range(1, len(fault.where) + 1):
                    places.setdefault(fault.where[:end], fault)
        return places

    def subject(self, hit: Hit) -> str | None:
        """Return what a hit is about: `M1`, `M1, aktivitet A2`, None for the whole plan."""
        where = hit.where
        if hit.line is not None and not where:
            number = bisect_right(self._goal_lines, hit.line) - 1
            where = ("mal", number) if number >= 0 else ()
        if len(where) < 2 or where[0] != "mal" or not isinstance(where[1], int):
            return None
        if where[1] >= len(self.plan.goals):
            return None
        goal = self.plan.goals[where[1]]
        name = f"mål {goal.id}"
        at = where[3] if len(where) > 3 and where[2] == "aktiviteter" else None
        if isinstance(at, int) and at < len(goal.activities):
            name += f", aktivitet {goal.activities[at].id}"
        return name

    def outside(self, where: Where, day: datetime.date, months: int = 0) -> Iterator[Hit]:
        """Yield that a day is before the plan's first, or so many months after its last."""
        if self.last is not None and day > add_months(self.last, months):
            more = {"manader": months} if months else {}
            yield Hit("efter", where, {"datum": day, "slut": self.last, **more})
        elif self.first is not None and day < self.first:
            yield Hit("fore", where, {"datum": day, "start": self.first})

    @cached_property
    def _goal_lines(self) -> list[int]:
        return [self.line(where) for where, _ in self.goals()]

    def owners(self) -> Iterator[tuple[Where, str]]:
        """Yield every text that says who: owners, helpers, those who follow up."""
        if self.plan.head.process_owner:
            yield ("plan", "processagare"), self.plan.head.process_owner
        for where, _, activity in self.activities():
            for name, owners in (("ansvarig", activity.owners), ("medverkar", activity.helpers)):
                for n, owner in enumerate(owners):
                    if owner.function:
                        yield (*where, name, n, "funktion"), owner.function
        for where, goal in self.goals():
            follow_up = goal.follow_up or FollowUp()
            for name, text in (("vem", follow_up.who), ("stod", follow_up.support)):
                if text:
                    yield (*where, "uppfoljning", name), text

    @cached_property
    def texts(self) -> tuple[tuple[Where, str], ...]:
        """Every text in the plan, the ways to them with it; keys that are not known too."""
        return tuple(_texts(self.file.data, ()))


Check = Callable[..., Iterator[Hit]]


class Group:
    """The functions of a group of rules, each under its rule's id."""

    def __init__(self) -> None:
        self.checks: dict[str, Check] = {}

    def __call__(
        self, id: str, each: Callable[[Checked], Iterable[tuple[Any, ...]]] | None = None
    ) -> Callable[[Check], Check]:
        """Take a function as that of a rule; with `each` it is asked for each thing of a plan."""

        def add(function: Check) -> Check:
            def of_each(plan: Checked) -> Iterator[Hit]:
                for found in each(plan) if each else [()]:
                    yield from function(plan, *found)

            self.checks[id] = of_each
            return function

        return add


def _texts(data: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, Mapping):
        for name, value in data.items():
            yield from _texts(value, (*where, str(name)))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _texts(value, (*where, n))


def repeated(items: Sequence[T], name: Callable[[T], str]) -> Iterator[tuple[int, int]]:
    """Yield (position, position of the first) for items whose name was there before."""
    seen: dict[str, int] = {}
    for n, item in enumerate(items):
        first = seen.setdefault(name(item).casefold(), n)
        if first != n:
            yield n, first


def years_in(text: str) -> tuple[int, ...]:
    """Return the years that a text names, in order: `2016-2017` and `2016/17` both."""
    found = []
    for match in re.finditer(r"(?<!\d)((?:19|20)\d\d)(?:\s?[/–-]\s?(\d\d)(?!\d|-))?(?!\d)", text):
        found.append(int(match[1]))
        if match[2] and int(match[1]) < (second := int(match[1][:2] + match[2])):
            found.append(second)
    return tuple(found)


def span_of(years: Sequence[int]) -> str:
    """Return some years as a period: `2017–2018`, or `2017`."""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
