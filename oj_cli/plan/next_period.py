"""The next period's plan, made from the one that is ending.

Every goal goes along, with its newest outcome as baseline. Activities that are not finished go
along too, those planned for the next period move up, and finished ones are left behind. What a
person must decide anew says so (`ATT GÖRA`), which the reader takes as not yet given. The old
plan is never touched.
"""

import copy
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from oj_cli.documents.decode import TO_DO, given
from oj_cli.documents.dumper import dump
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import write_text
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import GoalStanding, Measured
from oj_cli.domain.goal_sentence import with_baseline, with_day
from oj_cli.domain.plan import Goal, Outcome, Plan
from oj_cli.domain.plan_changes import Carried, NextPlan
from oj_cli.domain.plan_words import outcome_text, with_unit
from oj_cli.domain.swedish import listing
from oj_cli.plan.due import OPEN, add_months
from oj_cli.plan.files import PlanFile
from oj_cli.plan.standing import NOTHING, standings
from oj_cli.plan.values import date_of

_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*(?:[-–/]|och|till)\s*(?:19|20)?\d\d)?(?!\d|-\d)")
_YEARS = re.compile(r"([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s*(?:--|–|/)\s*([0-9]{4}-[0-9]{2}-[0-9]{2})")


class Period(NamedTuple):
    """The first and the last day of a plan."""

    first: datetime.date
    last: datetime.date


class Shift(NamedTuple):
    """How days of the old period move into the new: so many months by its first and last day."""

    by_first: int
    by_last: int
    old_last: datetime.date | None
    period: Period

    def days(self, days: Iterable[datetime.date], after: int = 0) -> list[datetime.date]:
        """Return the days in the new period, in order.

        A day beyond it comes as long before its end as it did before; in a longer period that is
        so besides. What came after the old plan, and what may come so many months `after`, may
        come after the new one too.
        """
        found = set()
        for day in days:
            is_after = self.old_last is not None and day > self.old_last
            limit = add_months(self.period.last, AFTER if is_after else after)
            first, last = add_months(day, self.by_first), add_months(day, self.by_last)
            ways = (first, last) if self.by_last > self.by_first else (first,)
            ways = ways if first <= limit else (last,)
            found |= {way for way in ways if self.period.first <= way <= limit}
        return sorted(found)

    def last_of(self, day: datetime.date) -> datetime.date:
        """Return where a day on which something ends comes, in the new period."""
        return min([*self.days([day])[-1:], self.period.last])


AFTER = 3
"""So many months after a plan it may still be followed up."""


def read_period(text: str) -> Period:
    """Return the days of `2028`, `2028-2029` or `2028-07-01--2029-06-30`. Raises UsageFault."""
    typed = text.strip()
    days, years = _DAYS.fullmatch(typed), _YEARS.fullmatch(typed)
    if days:
        first, last = date_of(days[1], "Perioden"), date_of(days[2], "Perioden")
    elif years and int(years[1]) >= 1:
        first = datetime.date(int(years[1]), 1, 1)
        last = datetime.date(max(int(years[2] or years[1]), 1), 12, 31)
    else:
        raise UsageFault("plan.no_period", text=text)
    if last < first:
        raise UsageFault("plan.period_backwards")
    return Period(first, last)


def next_plan(
    file: PlanFile, period: Period, today: datetime.date, measured: Mapping[str, Measured] = NOTHING
) -> NextPlan:
    """Make the next period's plan. Raises UsageFault if the period is not after the plan's.

    `measured` are goals' values in the data, by goal.
    """
    plan = file.plan
    old = plan.head.days[0]
    if old is not None and period.first <= old:
        raise UsageFault("plan.period_too_early", first=period.first, old=old)
    data = copy.deepcopy(file.document.data)
    id, to_do = _head(data, plan, period)
    stand = standings(plan, today, None, measured)
    goals = tuple(
        _goal(raw, standing.goal, plan, period, standing)
        for raw, standing in zip(_list(data, "mal"), stand, strict=True)
    )
    return NextPlan(data, id, goals, tuple(to_do), plan.head.id)


def save(path: Path, made: NextPlan, first_line: str = "") -> None:
    """Write the plan as a new file, after a line that says where its schema is.

    Raises UsageFault if there is such a file, FileFault if it cannot be written.
    """
    text = (
        f"{first_line}"
        f"# Gjord av planen {made.previous} med oj plan next.\n"
        f"# Det som börjar med {TO_DO} ska ni bestämma.\n" + dump(made.data)
    )
    with locked(path):
        if path.exists():
            raise UsageFault("plan.next_exists", name=path.name)
        write_text(path, text)


# --- the head -------------------------------------------------------------------------


def _head(data: dict[str, Any], plan: Plan, period: Period) -> tuple[str, list[str]]:
    head, to_do = data["plan"], []
    old = plan.head
    id = _relabelled(old.id, plan, period)
    if id == old.id:
        id = f"{old.id}-{_label(period)}"
    for key in ("diarienummer", "beslut", "foregaende"):
        head.pop(key, None)
    days = {"fran": period.first, "till": period.last}
    head |= {"id": id, "status": "utkast", "giltighet": days}
    if old.title is not None:
        head["titel"] = _relabelled(old.title, plan, period)
    head["foregaende"] = old.id
    if old.analysis is not None:
        to_do.append(f"Planen bygger på analysen {old.analysis}. Finns det en nyare?")
    to_do.append("Planen är ett utkast: beslut och diarienummer är inte med.")
    return id, to_do


def _label(period: Period) -> str:
    first, last = period.first.year, period.last.year
    return f"{first}" if first == last else f"{first}-{last}"


def _relabelled(text: str, old: Plan, period: Period) -> str:
    """Return a name with the old plan's years replaced by those of the period."""
    years = [day.year for day in old.head.days if day]
    found = [m for m in _SPAN.finditer(text) if not years or int(m[1]) in years]
    if not found:
        return text
    return f"{text[: found[-1].start()]}{_label(period)}{text[found[-1].end() :]}"


def _list(data: dict[str, Any], key: str) -> list[Any]:
    """Return a list of the plain data; what is not yet written (`ATT GÖRA`) is none."""
    value = data.get(key)
    return value if isinstance(value, list) else []


# --- a goal ---------------------------------------------------------------------------


def _goal(
    raw: dict[str, Any], goal: Goal, plan: Plan, period: Period, standing: GoalStanding
) -> Carried:
    shift = _shift(goal, plan, period)
    baseline = _measure(raw, goal, standing, shift)
    last = _follow_up(raw.get("uppfoljning"), shift)
    kept, moved, left, days = _activities(raw, goal, shift, last)
    raw["utfall"], raw["nasta_period"] = [], []
    return Carried(
        goal.id,
        str(raw.get("mal") or ""),
        baseline,
        kept,
        moved,
        left,
        (*_to_do(goal, standing, kept + moved), *_unsaid(raw, goal), *days),
    )


def _shift(goal: Goal, plan: Plan, period: Period) -> Shift:
    """Return how far the days of a goal move; by the goal's own days where the plan has none."""
    own = [*(goal.follow_up.dates if goal.follow_up else ())]
    if goal.measure and goal.measure.by:
        own.append(goal.measure.by)
    first, last = plan.head.days
    first, last = first or min(own, default=period.first), last or max(own, default=None)
    by_first = _months(first, period.first)
    return Shift(by_first, _months(last, period.last) if last else by_first, last, period)


def _months(old: datetime.date, new: datetime.date) -> int:
    return 12 * (new.year - old.year) + new.month - old.month


def _follow_up(data: Any, shift: Shift) -> datetime.date:
    """Move the days of a follow-up, and return the last; what is no day stays as it is."""
    last = shift.period.last
    if not isinstance(data, dict):
        return last
    days, rest = _days_in(data.get("nar"))
    if days:
        days = shift.days(days) or [last]
        data["nar"], last = [*days, *rest], days[-1]
    if isinstance(again := data.get("aterkommer"), dict):
        for key in ("fran", "till"):
            days, _ = _days_in([again.get(key)])
            if days:
                first = min([*shift.days(days), shift.period.last])
                again[key] = first if key == "fran" else shift.last_of(days[0])
    if isinstance(report := data.get("redovisas"), dict):
        days, rest = _days_in(report.get("nar"))
        report |= {"nar": [*shift.days(days, AFTER), *rest]} if days else {}
    return last


def _days_in(data: Any) -> tuple[list[datetime.date], list[Any]]:
    """Return the days of a list of plain data, and what is no day."""
    days, rest = [], []
    for value in data if isinstance(data, list) else ():
        try:
            days.append(datetime.date.fromisoformat(value))
        except (TypeError, ValueError):
            rest.append(value)
    return days, rest


def _measure(raw: dict[str, Any], goal: Goal, standing: GoalStanding, shift: Shift) -> str:
    """Put the newest outcome in the place of the baseline; return the baseline in words.

    The goal's sentence says the new day and the new baseline where it said the old ones.
    """
    measure = goal.measure
    outcomes = _newest(standing)
    if measure is None:
        return "Målet har inget mått."
    data = raw["matt"]
    data.pop("delmal", None)
    if measure.by is not None:
        data["senast"] = shift.last_of(measure.by)
        raw["mal"] = goal.text and with_day(goal.text, measure.by, data["senast"])
    if standing.state == "nadd" and measure.aim in ("oka", "minska"):
        reached = with_unit(measure.target or 0.0, measure.unit)
        data["malvarde"] = f"{TO_DO}: målet är nått ({reached}). Sätt ett nytt målvärde."
    if not outcomes:
        return "Inte mätt: utgångsläget är det gamla."
    said = listing([f"{name} {outcome_text(goal, o)}" for name, o in outcomes])
    if len(outcomes) > 1:
        data["utgangslage"] = f"{TO_DO}: välj ett utgångsläge av {said}"
        return f"Parterna har var sitt värde: {said}."
    newest = given(outcomes[0][1])
    moved = {"rorelse": measure.baseline.moved} if measure.baseline else {}
    year = {"ar": next((s.year for s in standing.parties if s.year), None)}
    kept = {k: newest[k] for k in ("varde", "n", "datum") if k in newest}
    more = {k: v for k, v in (*year.items(), *moved.items()) if v is not None}
    data["utgangslage"] = kept | more
    if raw.get("mal") and goal.baseline is not None:
        raw["mal"] = with_baseline(raw["mal"], goal.baseline, kept["varde"])
    return f"{outcome_text(goal, outcomes[0][1])}."


def _newest(standing: GoalStanding) -> list[tuple[str, Outcome]]:
    """Return the newest outcome with a value of each party, one that stands for all once."""
    found: list[tuple[str, Outcome]] = []
    for s in standing.parties:
        if s.outcome is not None and all(s.outcome is not o for _, o in found):
            found.append((s.name, s.outcome))
    return found


def _activities(
    raw: dict[str, Any], goal: Goal, shift: Shift, last: datetime.date
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Keep what is not finished, move up what was planned.

    What was to be done before the new period gets a day in it, no later than the `last`
    follow-up. Return the ids of both, of those left, and what must be said of new days and costs.
    """
    kept: list[dict[str, Any]] = []
    left, said = [], []
    period = shift.period
    for data, activity in zip(_list(raw, "aktiviteter"), goal.activities, strict=True):
        if activity.status not in OPEN:
            left.append(activity.id)
            continue
        if activity.start is not None and activity.start < period.first:
            data.pop("start")
        if activity.due is None:
            data["klart"] = _new_day(None)
        elif activity.due < period.first:
            data["klart"] = min(shift.last_of(activity.due), last)
            said.append(f"{activity.id} ska vara klar {data['klart']} (var {activity.due}).")
        cost = activity.cost
        if cost is not None and cost.change:
            data["kostnad"] |= {"period": _label(period)}
            kronor = with_unit(cost.change, "kr")
            said.append(f"{activity.id} kostar {kronor} som förra perioden. Bekräfta det.")
        kept.append(data)
    moved = []
    ids = _free_ids([a.id for a in goal.activities])
    for data, activity_next in zip(_list(raw, "nasta_period"), goal.next_period, strict=True):
        new = {"id": next(ids), **data, "status": "planerad"}
        if activity_next.due is None or not _within(activity_next.due, period):
            new["klart"] = _new_day(activity_next.due)
        moved.append(new)
    if kept or moved or isinstance(raw.get("aktiviteter"), list):
        raw["aktiviteter"] = kept + moved
    return (
        tuple(str(a["id"]) for a in kept),
        tuple(a["id"] for a in moved),
        tuple(left),
        tuple(said),
    )


def _new_day(old: datetime.date | None) -> str:
    return f"{TO_DO}: ange dag" + (f" (var {old})" if old else "")


def _within(day: datetime.date, period: Period) -> bool:
    return period.first <= day <= period.last


def _free_ids(taken: list[str]) -> Iterator[str]:
    """Return ids after those that are taken: an id is never used for something else."""
    numbers = [int(m[1]) for id in taken if (m := re.fullmatch(r"A([0-9]+)", id))]
    return (f"A{n}" for n in count(max(numbers, default=0) + 1))


def _unsaid(raw: dict[str, Any], goal: Goal) -> Iterator[str]:
    """Yield what the sentence still says of the period before."""
    by = goal.measure.by if goal.measure else None
    if by and raw["matt"]["senast"] != by and str(by.year) in (raw.get("mal") or ""):
        yield f"Målets mening nämner {by.year}."


def _to_do(goal: Goal, standing: GoalStanding, activities: tuple[str, ...]) -> Iterator[str]:
    """Yield what a person must look at in a goal that went along."""
    if standing.state == "nadd":
        yield "Målet är nått. Sätt ett nytt målvärde, eller ta bort målet."
    newest = [s.newest for s in standing.parties if s.newest is not None]
    if newest and all(o.decision == "avsluta" for o in newest):
        yield "Beslutet var att avsluta. Ta bort målet om det är klart."
    for activity in goal.activities:
        if activity.status == "ej_genomford":
            why = f": {activity.reason.rstrip('.')}" if activity.reason else ""
            yield f"{activity.id} blev inte genomförd{why}. Behövs den lägger ni till den igen."
    if not activities:
        yield "Målet har inga aktiviteter kvar."
    if standing.unmeasured and standing.state != "inte_matt":
        names = listing([s.name for s in standing.unmeasured])
        yield f"Utgångsläget gäller inte {names}, som inte har något värde."
    if standing.state == "inte_matt":
        yield "Målet är inte mätt. Går det att mäta?"
