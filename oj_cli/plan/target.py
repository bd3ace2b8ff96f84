"""A value against a goal's target and baseline: the one place in plans that judges a value.

A value is judged by what the plan says, never by what a party writes about itself. Whether it
has reached the target and whether it is clearly better are two questions.
"""

import math
import re
from typing import NamedTuple

from oj_cli.domain.chance import round_half_up
from oj_cli.domain.following import State
from oj_cli.domain.plan import Aim, Goal, Measure, Tie
from oj_cli.domain.plan_chance import Ground, Grounds, Step, step, with_n
from oj_cli.domain.plan_words import is_percent
from oj_cli.domain.swedish import counted as counted_words
from oj_cli.domain.swedish import number, percent
from oj_cli.domain.wording import plain

OF = re.compile(r"\b(\d{1,9}) av (\d{1,9})\b")
_SHARES = (2, 3, 4, 5, 10, 100, 1000)
"""`8 av 10` is how people say a share; `14 av 20` counts persons."""

Judged = tuple[State, str]


class Counted(NamedTuple):
    """A goal that counts persons: `some` of so many."""

    some: int
    of: int


def counted(goal: Goal) -> Counted | None:
    """Return the persons that the target of a goal counts, None where it counts none.

    `14 av 20` does, and `8 av 10` too where the baseline is of ten.
    """
    measure = goal.measure
    if measure is None or measure.target is None:
        return None
    n = measure.baseline.n if measure.baseline else None
    for found in OF.finditer(goal.text or ""):
        some, of = int(found[1]), int(found[2])
        if not of or some > of or (of in _SHARES and of != n):
            continue
        target = 100 * some / of if is_percent(measure) else some
        if abs(target - measure.target) <= (0.5 if is_percent(measure) else 0):
            return Counted(some, of)
    return None


def reaches(aim: Aim | None, value: float, target: float) -> bool | None:
    """Return whether a value that is to rise or fall has come to a target."""
    if aim not in ("oka", "minska"):
        return None
    return same(value, target) or (value > target) == (aim == "oka")


def goes_wrong(measure: Measure) -> bool:
    """Tell whether the target is no step from the baseline in the measure's direction."""
    base = measure.baseline.value if measure.baseline else None
    if base is None or measure.target is None or measure.aim not in ("oka", "minska"):
        return False
    return reaches(measure.aim, base, measure.target) is True


def same(one: float, other: float) -> bool:
    """Tell whether two values are the same but for how a computer keeps them."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def reached(goal: Goal, value: float | None, n: int | None = None) -> bool | None:
    """Return whether a value of so many has reached the goal's target, None if it cannot be told.

    A goal that counts persons is reached when both their number and their share are.
    """
    measure = goal.measure
    if value is None or measure is None or measure.target is None or goes_wrong(measure):
        return None
    if measure.aim == "behall":
        return _kept(measure, measure.target, value)
    persons = _persons(goal, value, n)
    if persons is not None:
        return persons.by_count and persons.by_share
    has_come = reaches(measure.aim, value, measure.target)
    return None if has_come and counted(goal) and is_percent(measure) else has_come


def _kept(measure: Measure, target: float, value: float) -> bool | None:
    """Return whether a value stays: at the target, or between it and the baseline's side."""
    base = measure.baseline.value if measure.baseline else None
    if same(value, target):
        return True
    if base is None or same(base, target):
        return None
    return (value > target) == (target < base)


class _Persons(NamedTuple):
    some: int
    n: int
    by_count: bool
    by_share: bool
    base: float | None


def _persons(goal: Goal, value: float, n: int | None) -> _Persons | None:
    """Return how many persons a value is, where the goal counts such, and what they have reached.

    `base` is the baseline as a share in percent.
    """
    found, measure = counted(goal), goal.measure
    if found is None or measure is None or not n or measure.aim not in ("oka", "minska"):
        return None
    some = round_half_up(value * n / 100 if is_percent(measure) else value)
    sign = 1 if measure.aim == "oka" else -1
    by_share = sign * (some * found.of - found.some * n) >= 0
    baseline = measure.baseline
    base = baseline.value if baseline else None
    if base is not None and not is_percent(measure):
        base = 100 * base / ((baseline and baseline.n) or found.of)
    return _Persons(some, n, sign * (some - found.some) >= 0, by_share, base)


def judge(goal: Goal, value: float | None, n: int | None = None) -> Judged:
    """Return how a value of so many stands against a goal, and what must be said of that."""
    measure = goal.measure
    if value is None:
        return "inte_matt", "Inget värde är inskrivet."
    if measure is None or measure.target is None:
        return "oklart", "Målet har inget målvärde."
    if measure.aim is None:
        return "oklart", "Målet säger inte om värdet ska öka eller minska."
    if goes_wrong(measure):
        return "oklart", "Målvärdet går åt andra hållet än riktningen."
    has_come = reached(goal, value, n)
    if has_come:
        return "nadd", ""
    if measure.aim == "behall":
        changed = "Värdet har ändrats från det som ska behållas. Är det bättre eller sämre?"
        return ("oklart", changed) if has_come is None else ("samre", "")
    persons, said = _persons(goal, value, n), counted(goal)
    if has_come is None and said:
        lead = f"Målet räknar personer, {said.some} av {said.of}."
        return "oklart", f"{lead} Skriv hur många värdet bygger på (n)."
    base = measure.baseline.value if measure.baseline else None
    why = ""
    if persons is not None and said is not None:
        if not is_percent(measure):
            base, value = persons.base, 100 * persons.some / persons.n
        why = _why_not(said, persons) if persons.by_count or persons.by_share else ""
    if base is None:
        return "oklart", why or "Målet har inget utgångsläge att jämföra med."
    if same(value, base):
        return "oforandrad", why
    is_up = measure.aim == "oka"
    return ("pa_vag" if (value > base) == is_up else "samre"), why


def _why_not(goal: Counted, persons: _Persons) -> str:
    """Say that the number of persons has come to a target and their share has not, or the other."""
    share = f"{persons.some} av {persons.n} är {percent(100 * persons.some / persons.n)}"
    share += f", målet {percent(100 * goal.some / goal.of)}"
    count = f"{counted_words(persons.some, 'person', 'personer')}, målet {number(goal.some)}"
    size = "mindre" if persons.n < goal.of else "större"
    group = f"Gruppen är {size} än i målet: {number(persons.n)} mot {number(goal.of)}."
    if persons.by_share:
        return f"Andelen är nådd ({share}) men inte antalet ({count}). {group}"
    return f"Antalet är nått ({count}) men inte andelen ({share}). {group}"


# --- beyond chance -----------------------------------------------------------------------


def ground_of(goal: Goal, grounds: Grounds | None = None) -> Ground:
    """Return what a goal's baseline stands on.

    That is what the plan says of it, else what is known of the indicator whose value it is.
    """
    measure = goal.measure
    baseline = measure.baseline if measure else None
    is_share = is_percent(measure) or counted(goal) is not None
    found = Ground(is_percent=is_share)
    if baseline is None or baseline.value is None:
        return found
    known = _indicator_of(goal, baseline.value, grounds or {})
    if known is not None and known.is_percent == is_percent(measure):
        found = known
    if baseline.n not in (None, found.n):
        found = with_n(found, baseline.n)
    return Ground(
        found.n,
        baseline.n_source or found.n_source,
        found.spread,
        found.moved if baseline.moved is None else baseline.moved,
        is_share,
        found.can_tell,
    )


def _indicator_of(goal: Goal, baseline: float, grounds: Grounds) -> Ground | None:
    """Return what the value of an indicator of the goal stands on, of the one the baseline is.

    It is so where both are printed alike; of one without a year the newest that is.
    """
    measure = goal.measure
    year = measure.baseline.year if measure and measure.baseline else None
    own = (Tie(measure.indicator, year),) if measure and measure.indicator else ()
    for tie in (*own, *goal.ties):
        years = sorted((year for id, year in grounds if id == tie.indicator), reverse=True)
        for year in years if tie.year is None else (tie.year,):
            known = grounds.get((tie.indicator, year))
            value = known.value if known and tie.value is None else tie.value
            shown = number if known and known.is_percent else plain
            if known is not None and value is not None and shown(value) == shown(baseline):
                return known
    return None


def step_to(goal: Goal, value: float, n: int | None, grounds: Grounds | None = None) -> Step | None:
    """Return the step from a goal's baseline to a value of so many, None if it has no direction.

    Persons that a goal counts are taken as shares of all in percent.
    """
    measure = goal.measure
    base = measure.baseline.value if measure and measure.baseline else None
    if measure is None or base is None or measure.aim not in ("oka", "minska"):
        return None
    then, persons = ground_of(goal, grounds), counted(goal)
    if persons is not None and not is_percent(measure):
        then = then if then.n else with_n(then, persons.of)
        if not n:
            return None
        base, value = 100 * base / (then.n or persons.of), 100 * value / n
    return step(base, value, measure.aim == "oka", then, with_n(then, n))


def step_to_target(goal: Goal, grounds: Grounds | None = None) -> Step | None:
    """Return the step from a goal's baseline to its target, of as many answers both times."""
    measure = goal.measure
    if measure is None or measure.target is None or goes_wrong(measure):
        return None
    persons, n = counted(goal), ground_of(goal, grounds).n
    if persons is not None and not is_percent(measure):
        n = persons.of
    return step_to(goal, measure.target, n, grounds)
