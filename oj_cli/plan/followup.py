"""Log an outcome of a goal: added to the plan, never in the place of an earlier one."""

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Append, Change, Set, value_at
from oj_cli.documents.decode import TO_DO
from oj_cli.documents.files import Document, edit
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.plan import Goal, Outcome, Plan
from oj_cli.domain.plan_changes import Logged
from oj_cli.domain.plan_words import IN_COMMON, is_percent
from oj_cli.domain.swedish import listing, near
from oj_cli.plan.due import sharing
from oj_cli.plan.files import plan_of
from oj_cli.plan.standing import disagreement, judge, small_numbers

_ACTIVITY_ID = re.compile(r"[A-Za-zÅÄÖåäö]{1,3}[0-9]+")


def find_goal(plan: Plan, id: str | None) -> Goal:
    """Return the goal that was named, or the only one. Raises UsageFault with the ids there are."""
    ids = [g.id for g in plan.goals]
    if not ids:
        raise UsageFault("plan.no_goals")
    if id is None:
        if len(ids) == 1:
            return plan.goals[0]
        raise UsageFault("plan.which_goal", ids=listing(ids, "eller"))
    goal = plan.goal(id)
    if [i.casefold() for i in ids].count(id.casefold()) > 1:
        raise UsageFault("plan.same_goal_id", id=id)
    if goal is None:
        raise UsageFault("plan.unknown_goal", id=id, near=near(id, ids, limit=1), ids=listing(ids))
    return goal


def find_party(plan: Plan, goal: Goal, text: str | None) -> str | None:
    """Return the id of the party that was named by id or name.

    None where the plan has no parties, and for `gemensamt`. Raises UsageFault for a party
    that does not share the goal, and if none is named where several do.
    """
    sharers = sharing(goal, plan.head) or tuple(p.id for p in plan.head.parties)
    names = {p.id: p.name for p in plan.head.parties}
    if text is None:
        if len(sharers) > 1:
            every = listing((*sharers, IN_COMMON), "eller")
            raise UsageFault("plan.which_party", goal=goal.id, ids=every)
        return sharers[0] if sharers else None
    wanted = text.strip().casefold()
    if wanted == IN_COMMON:
        return None
    for id in sharers:
        if wanted in (id.casefold(), names.get(id, "").casefold()):
            return id
    begins = [id for id in sharers if wanted and names.get(id, "").casefold().startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    if not sharers:
        raise UsageFault("plan.no_parties")
    close = near(text, [*sharers, *(names[s] for s in sharers if s in names)], limit=1)
    raise UsageFault(
        "plan.unknown_party", text=text, goal=goal.id, near=close, ids=listing(sharers)
    )


def find_done(goal: Goal, texts: Sequence[str]) -> tuple[str, ...]:
    """Return what was done: ids of activities as the plan writes them, or text.

    `A1,A2` is two. Raises UsageFault for what looks like an id and is none.
    """
    ids = {a.id.casefold(): a.id for a in goal.activities}
    done: list[str] = []
    for text in (t.strip() for t in texts if t.strip()):
        parts = [part.strip() for part in text.split(",")]
        if all(part.casefold() in ids for part in parts):
            done += [ids[part.casefold()] for part in parts]
            continue
        unknown = [p for p in parts if _ACTIVITY_ID.fullmatch(p) and p.casefold() not in ids]
        if unknown:
            every = listing(list(ids.values()))
            raise UsageFault("plan.unknown_activity", goal=goal.id, id=unknown[0], ids=every)
        done.append(text)
    return tuple(dict.fromkeys(done))


def log(path: Path, goal_id: str, outcome: Outcome, today: datetime.date) -> Logged:
    """Add an outcome to a goal of the plan in a file.

    It is worked out from the file as it is when it is written, so that what others log or
    change meanwhile stays. An outcome that stands there already, word for word, is not added
    again. Raises UsageFault for an outcome that cannot be right, FileFault if the file cannot
    be changed.
    """
    is_new = True

    def change(document: Document) -> Sequence[Change]:
        nonlocal is_new
        plan = plan_of(document).plan
        goal = find_goal(plan, goal_id)
        refuse(goal, outcome, today)
        is_new = outcome not in goal.outcomes
        at = plan.goals.index(goal)
        return [outcome_change(document.data, at, outcome)] if is_new else []

    plan = plan_of(edit(path, change)).plan
    goal = find_goal(plan, goal_id)
    return Logged(plan, goal, outcome, is_new, tuple(warnings_of(plan, goal, outcome)))


def outcome_change(data: Any, at: int, outcome: Outcome) -> Change:
    """Return the change that adds an outcome to the goal at a place in the plan's data.

    What is only marked as to be written (`ATT GÖRA`) gives way to it.
    """
    where = ("mal", at, "utfall")
    old = value_at(data, where)
    if isinstance(old, str) and old.lstrip().startswith(TO_DO):
        return Set(where, [outcome_data(outcome)])
    return Append(where, outcome_data(outcome))


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as it stands in a plan: only what was answered."""
    data = {k: v for k, v in encode(outcome).items() if v not in (None, [], ())}
    value = data.get("varde")
    if isinstance(value, float) and value.is_integer():
        data["varde"] = int(value)
    return data


def refuse(goal: Goal, outcome: Outcome, today: datetime.date) -> None:
    """Raise UsageFault for an outcome that says nothing or cannot be right."""
    value, judgement = outcome.value, outcome.judgement
    if outcome.date is not None and outcome.date > today:
        raise UsageFault("plan.future_outcome", date=outcome.date)
    if judgement == "ej_genomford" and not outcome.reason:
        raise UsageFault("plan.outcome_without_reason")
    if value is None and judgement is None:
        raise UsageFault("plan.empty_outcome")
    texts = (*outcome.done, outcome.learnt, outcome.next_step, outcome.reason, outcome.source)
    if any(holds_identity(text) for text in texts if text):
        raise UsageFault("plan.holds_identity")
    if outcome.n is not None and outcome.n < 0:
        raise UsageFault("plan.negative_count")
    if value is not None and is_percent(goal.measure) and not 0 <= value <= 100:
        raise UsageFault("plan.no_percent", value=f"{value:g}")
    if value is not None and judgement in ("inte_matt", "ej_genomford"):
        raise UsageFault("plan.value_not_measured")


def warnings_of(plan: Plan, goal: Goal, outcome: Outcome) -> Iterator[str]:
    """Yield what whoever logs should know: it is saved, but may be better."""
    if plan.head.status in ("utkast", "avslutad"):
        yield f"Planens status är ”{plan.head.status}”."
    start = plan.head.days[0]
    if outcome.date is not None and start is not None and outcome.date < start:
        yield f"Utfallets datum {outcome.date} är före planens första dag, {start}."
    others = [(o.party, o.date) for o in goal.outcomes if o != outcome]
    if (outcome.party, outcome.date) in others:
        yield "Samma part har redan ett utfall den dagen. Båda står kvar, det senare gäller."
    if outcome.value is None and outcome.judgement not in ("ej_genomford", "inte_matt"):
        yield "Utfallet har inget värde. Då går det inte att jämföra med målvärdet."
    if outcome.value is not None:
        state, why = judge(goal.measure, outcome.value)
        if state == "oklart":
            yield why
        yield from disagreement(outcome, state)
        if is_percent(goal.measure) and 0 < outcome.value < 1:
            yield f"Värdet är under 1 procent. Menade ni {100 * outcome.value:g}?"
        if outcome.n is None:
            yield "Antalet som värdet bygger på saknas (--n)."
        yield from small_numbers(goal.measure, outcome.value, outcome.n)
    if outcome.decision is None:
        yield "Beslutet saknas: ska arbetet fortsätta, ändras, avslutas eller spridas?"
