"""How and when goals are followed up, and what came of it: group U."""

import datetime
from collections.abc import Iterator, Sequence

from oj_cli.documents.reader import Where
from oj_cli.domain.plan import Activity, Goal, Outcome
from oj_cli.domain.plan_words import latest, party_name
from oj_cli.domain.swedish import counted, listing, some
from oj_cli.plan.check.checked import Checked, Group
from oj_cli.plan.check.rules import Hit, words_pattern
from oj_cli.plan.due import asked_of, follow_up_dates, follow_ups, missing_reports, sharing
from oj_cli.plan.target import reached

check = Group()

_NOT_MEASURED = ("ej_genomford", "inte_matt")
_MOST_NAMED = 3
_ENDS = ("avsluta", "sprid")


@check("U01", Checked.goals)
def _wrong_days(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    at = (*where, "uppfoljning", "nar")
    follow_up = goal.follow_up
    fault = plan.fault(at)
    if fault is not None:
        yield Hit("olast", fault.where, {"varde": fault.message})
    elif follow_up is None or not follow_up.is_dated:
        if plan.fault((*where, "uppfoljning")) is None:
            yield Hit("saknas", where if follow_up is None else at[:-1])
        return
    for n, day in enumerate(follow_up.dates if follow_up else ()):
        yield from plan.outside((*at, n), day, plan.words.limits.months_after)


@check("U02", Checked.activities)
def _before_activity(plan: Checked, where: Where, goal: Goal, activity: Activity) -> Iterator[Hit]:
    is_dated = goal.follow_up is not None and goal.follow_up.is_dated
    dates = is_dated and follow_up_dates(goal, plan.plan.head, datetime.date.max)
    if dates and activity.due is not None and dates[-1] < activity.due:
        values = {"datum": dates[-1], "klart": activity.due}
        yield Hit("fore", (*where, "klart"), values)


@check("U03")
def _unsure_how(plan: Checked) -> Iterator[Hit]:
    unsure = words_pattern(plan.words.unsure_source)
    for where, goal in plan.goals():
        follow_up = goal.follow_up
        if follow_up is not None and follow_up.how is None:
            yield Hit("hur", (*where, "uppfoljning"))
        source = goal.measure.source if goal.measure else None
        exists = goal.measure.available if goal.measure else None
        if exists is not None:
            early = [day for day in (follow_up.dates if follow_up else ()) if day < exists]
            if early:
                values = {"finns": exists, "datum": early[0]}
                yield Hit("finns_fran", (*where, "matt", "finns_fran"), values)
            continue
        said = [
            ((*where, "matt", "kalla"), source),
            ((*where, "uppfoljning", "hur"), follow_up.how if follow_up else None),
        ]
        for at, text in said:
            if text and unsure.search(text) and not _makes_source(plan, goal):
                yield Hit("kalla", at, {"kalla": text})
                break


def _makes_source(plan: Checked, goal: Goal) -> bool:
    texts = [(a.what or "").casefold() for a in goal.activities]
    return any(word in text for word in plan.words.makes_source for text in texts)


@check("U04", Checked.goals)
def _nothing_reported(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # One that nobody has reported; where some have, U05 tells who has not
    late = [day for day, first in _passed(plan, goal) if not _reported(goal, first)]
    if late:
        values = {"datum": listing([day.isoformat() for day in late])}
        yield Hit("saknas", (*where, "uppfoljning"), values)


def _passed(plan: Checked, goal: Goal) -> list[tuple[datetime.date, datetime.date]]:
    """Return the follow-ups whose day has been, with the day from which they are answered."""
    if goal.follow_up is None or not goal.follow_up.is_dated:  # U01 tells that
        return []
    found = follow_ups(goal, plan.plan.head, plan.around.today)
    return [(day, first) for day, first in found if day < plan.around.today]


def _reported(goal: Goal, first: datetime.date) -> bool:
    """Tell whether anybody has reported from that day on, or ended the goal."""
    return any(o.date is None or o.date >= first or o.decision == "avsluta" for o in goal.outcomes)


@check("U05")
def _silent_parties(plan: Checked) -> Iterator[Hit]:
    # From the first outcome on, or the newest follow-up that has been
    head = plan.plan.head
    for where, goal in plan.goals():
        passed = [first for _, first in _passed(plan, goal) if _reported(goal, first)]
        planned = goal.follow_up is not None and goal.follow_up.is_dated
        if not goal.outcomes or (planned and not passed):
            continue
        shared = sharing(goal, head)
        first = passed[-1] if passed else datetime.date.min
        silent = [p for p in missing_reports(goal, head, first) if p is not None]
        if silent and len(shared) > 1:
            values = {
                "antal": len(silent),
                "alla": len(shared),
                "parter": listing([party_name(head, p) for p in silent]),
            }
            yield Hit("saknas", (*where, "utfall"), values)


@check("U06", Checked.goals)
def _without_value(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # Told once for each goal
    without = [
        (n, o)
        for n, o in enumerate(goal.outcomes)
        if o.value is None
        and o.judgement not in _NOT_MEASURED
        and plan.fault((*where, "utfall", n)) is None
    ]
    if without:
        yield _outcomes_hit(plan, "varde", where, without)


def _outcomes_hit(
    plan: Checked, variant: str, where: Where, found: Sequence[tuple[int, Outcome]]
) -> Hit:
    names = [_outcome_name(plan, o) for _, o in found]
    vilka = some(names, _MOST_NAMED) if len(names) > _MOST_NAMED else listing(names)
    values = {"antal": counted(len(found), "utfall", "utfall"), "vilka": vilka}
    return Hit(variant, (*where, "utfall", found[0][0]), values)


def _outcome_name(plan: Checked, outcome: Outcome) -> str:
    day = outcome.date.isoformat() if outcome.date else "utan datum"
    if outcome.party is None:
        return day
    return f"{party_name(plan.plan.head, outcome.party)} {day}"


@check("U07", Checked.goals)
def _without_decision(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    without = [(n, o) for n, o in enumerate(goal.outcomes) if o.decision is None]
    if without:
        yield _outcomes_hit(plan, "beslut", where, without)
    by = goal.measure.by if goal.measure else None
    ended = any(o.decision in _ENDS for o in goal.outcomes)
    has_gone_on = ended or goal.next_period
    last = latest(goal.outcomes)
    asked = asked_of(goal, plan.plan.head, last.party if last else None)
    is_missed = last is not None and reached(asked, last.value, last.n) is False
    if by is not None and by < plan.around.today and is_missed and not has_gone_on:
        yield Hit("nasta", where, {"datum": by})


@check("U08", Checked.goals)
def _reaches_nobody(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    follow_up = goal.follow_up
    if follow_up is None:
        return
    at = (*where, "uppfoljning")
    if follow_up.feedback is None:
        yield Hit("aterkoppling", at)
    if follow_up.reporting is None or follow_up.reporting.to is None:
        yield Hit("redovisas", at)


@check("U09", Checked.outcomes)
def _not_followed_up_without_reason(
    plan: Checked, where: Where, _: Goal, outcome: Outcome
) -> Iterator[Hit]:
    if outcome.judgement == "ej_genomford" and outcome.reason is None:
        yield Hit("skal", where, {"datum": outcome.date or "utan datum"})


@check("U10", Checked.outcomes)
def _in_the_future(plan: Checked, where: Where, _: Goal, outcome: Outcome) -> Iterator[Hit]:
    if outcome.date is not None and outcome.date > plan.around.today:
        yield Hit("framtid", (*where, "datum"), {"datum": outcome.date})
