"""The next period's plan, made from the one that is ending.

Every goal goes along, with its newest outcome as baseline. Activities that are not finished go
along too, those planned for the next period move up, and finished ones are left behind. What a
person must decide anew says so (`ATT GÖRA`), which the reader takes as not yet given. The old
plan is never touched.
"""

import copy
import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from oj_cli.documents.decode import TO_DO
from oj_cli.documents.dumper import dump
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import write_text
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import GoalStanding, Measured
from oj_cli.domain.plan import Goal, Outcome, Plan
from oj_cli.domain.plan_changes import Carried, NextPlan
from oj_cli.domain.plan_words import outcome_text, with_unit
from oj_cli.domain.swedish import listing
from oj_cli.plan.due import OPEN, add_months
from oj_cli.plan.files import PlanFile
from oj_cli.plan.followup import outcome_data
from oj_cli.plan.standing import NOTHING, goal_standing
from oj_cli.plan.values import date_of

_YEARS = re.compile(r"([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s*(?:--|–|/)\s*([0-9]{4}-[0-9]{2}-[0-9]{2})")


class Period(NamedTuple):
    """The first and the last day of a plan."""

    first: datetime.date
    last: datetime.date


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
    goals = tuple(
        _goal(
            raw,
            goal,
            plan,
            period,
            goal_standing(goal, plan.head, today, None, measured.get(goal.id)),
        )
        for raw, goal in zip(_list(data, "mal"), plan.goals, strict=True)
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
    found = [m for m in _YEARS.finditer(text) if not years or int(m[1]) in years]
    if not found:
        return text
    match = found[-1]
    return f"{text[: match.start()]}{_label(period)}{text[match.end() :]}"


def _list(data: dict[str, Any], key: str) -> list[Any]:
    """Return a list of the plain data; what is not yet written (`ATT GÖRA`) is none."""
    value = data.get(key)
    return value if isinstance(value, list) else []


# --- a goal ---------------------------------------------------------------------------


def _goal(
    raw: dict[str, Any], goal: Goal, plan: Plan, period: Period, standing: GoalStanding
) -> Carried:
    years = _years(goal, plan.head.days[0], period)
    baseline = _measure(raw, goal, standing, years, period)
    kept, moved, left = _activities(raw, goal, period)
    if "uppfoljning" in raw:
        raw["uppfoljning"] = _later(raw["uppfoljning"], years)
    raw["utfall"], raw["nasta_period"] = [], []
    return Carried(
        goal.id,
        goal.text or "",
        baseline,
        kept,
        moved,
        left,
        tuple(_to_do(goal, standing, kept + moved, years)),
    )


def _years(goal: Goal, old: datetime.date | None, period: Period) -> int:
    """Return how many years later the days of the old period are in the new one."""
    days = [*(goal.follow_up.dates if goal.follow_up else ())]
    if goal.measure and goal.measure.by:
        days.append(goal.measure.by)
    first = old or min(days, default=None)
    return period.first.year - first.year if first else 0


def _later(data: Any, years: int) -> Any:
    """Return plain data with each day in it as many years later."""
    if isinstance(data, dict):
        return {key: _later(value, years) for key, value in data.items()}
    if isinstance(data, list):
        return [_later(value, years) for value in data]
    with suppress(TypeError, ValueError):  # what is no day stays as it is
        return add_months(datetime.date.fromisoformat(data), 12 * years)
    return data


def _measure(
    raw: dict[str, Any], goal: Goal, standing: GoalStanding, years: int, period: Period
) -> str:
    """Put the newest outcome in the place of the baseline; return the baseline in words."""
    measure = goal.measure
    outcomes = _newest(standing)
    if measure is None:
        return "Målet har inget mått."
    data = raw["matt"]
    data.pop("delmal", None)
    if measure.by is not None:
        by = add_months(measure.by, 12 * years)
        data["senast"] = by if _within(by, period) else period.last
    if standing.state == "nadd" and measure.aim in ("oka", "minska"):
        reached = with_unit(measure.target or 0.0, measure.unit)
        data["malvarde"] = f"{TO_DO}: målet är nått ({reached}). Sätt ett nytt målvärde."
    if not outcomes:
        return "Inte mätt: utgångsläget är det gamla."
    said = listing([f"{name} {outcome_text(goal, o)}" for name, o in outcomes])
    if len(outcomes) > 1:
        data["utgangslage"] = f"{TO_DO}: välj ett utgångsläge av {said}"
        return f"Parterna har var sitt värde: {said}."
    newest = outcome_data(outcomes[0][1])
    moved = {"rorelse": measure.baseline.moved} if measure.baseline else {}
    year = {"ar": next((s.year for s in standing.parties if s.year), None)}
    kept = {k: newest[k] for k in ("varde", "n", "datum") if k in newest}
    more = {k: v for k, v in (*year.items(), *moved.items()) if v is not None}
    data["utgangslage"] = kept | more
    return f"{outcome_text(goal, outcomes[0][1])}."


def _newest(standing: GoalStanding) -> list[tuple[str, Outcome]]:
    """Return the newest outcome with a value of each party, one that stands for all once."""
    found: list[tuple[str, Outcome]] = []
    for s in standing.parties:
        if s.outcome is not None and all(s.outcome is not o for _, o in found):
            found.append((s.name, s.outcome))
    return found


def _activities(
    raw: dict[str, Any], goal: Goal, period: Period
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Keep what is not finished, move up what was planned; return the ids, and those left."""
    kept: list[dict[str, Any]] = []
    left = []
    for data, activity in zip(_list(raw, "aktiviteter"), goal.activities, strict=True):
        if activity.status not in OPEN:
            left.append(activity.id)
            continue
        if activity.start is not None and activity.start < period.first:
            data.pop("start")
        if activity.due is None or activity.due < period.first:
            data["klart"] = _new_day(activity.due)
        cost = activity.cost
        if cost is not None and cost.change:
            data["kostnad"] = f"{TO_DO}: kostnad för perioden (var {with_unit(cost.change, 'kr')})"
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
    return tuple(str(a["id"]) for a in kept), tuple(a["id"] for a in moved), tuple(left)


def _new_day(old: datetime.date | None) -> str:
    return f"{TO_DO}: ange dag" + (f" (var {old})" if old else "")


def _within(day: datetime.date, period: Period) -> bool:
    return period.first <= day <= period.last


def _free_ids(taken: list[str]) -> Iterator[str]:
    """Return ids after those that are taken: an id is never used for something else."""
    numbers = [int(m[1]) for id in taken if (m := re.fullmatch(r"A([0-9]+)", id))]
    return (f"A{n}" for n in count(max(numbers, default=0) + 1))


def _to_do(
    goal: Goal, standing: GoalStanding, activities: tuple[str, ...], years: int
) -> Iterator[str]:
    """Yield what a person must look at in a goal that went along."""
    if standing.state == "nadd":
        yield "Målet är nått. Sätt ett nytt målvärde, eller ta bort målet."
    newest = [s.newest for s in standing.parties if s.newest is not None]
    if newest and all(o.decision == "avsluta" for o in newest):
        yield "Beslutet var att avsluta. Ta bort målet om det är klart."
    last = goal.measure.by if goal.measure else None
    if last and years and str(last.year) in (goal.text or ""):
        yield f"Målets mening nämner {last.year}."
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
