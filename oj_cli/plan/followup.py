"""Log an outcome of a goal: added to the plan, never in the place of an earlier one."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from oj_cli.documents.changes import Append, Change, Set
from oj_cli.documents.decode import TO_DO, given
from oj_cli.documents.files import Document, edit
from oj_cli.documents.ways import value as value_at
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import State
from oj_cli.domain.plan import Decision, Goal, Judgement, Measure, Outcome, Plan
from oj_cli.domain.plan_chance_words import step_text
from oj_cli.domain.plan_changes import Answers, Logged
from oj_cli.domain.plan_words import DECISION, IN_COMMON, JUDGEMENT, is_percent
from oj_cli.domain.swedish import listing, near
from oj_cli.plan.due import asked_of, sharing
from oj_cli.plan.files import plan_of
from oj_cli.plan.standing import disagreement, small_numbers
from oj_cli.plan.target import judge, step_to
from oj_cli.plan.values import code_of, date_of, number_of, whole_of

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
        return Set(where, [given(outcome)])
    return Append(where, given(outcome))


def refuse(goal: Goal, outcome: Outcome, today: datetime.date) -> None:
    """Raise UsageFault for an outcome that says nothing or cannot be right."""
    value, judgement = outcome.value, outcome.judgement
    if outcome.date is not None and outcome.date > today:
        raise UsageFault("plan.future_outcome", date=outcome.date)
    if judgement == "ej_genomford" and not outcome.reason:
        raise UsageFault("plan.outcome_without_reason")
    if value is None and judgement is None:
        raise UsageFault("plan.empty_outcome")
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
        asked = asked_of(goal, plan.head, outcome.party)
        state, why = judge(asked, outcome.value, outcome.n)
        if why:
            yield why
        step = step_to(asked, outcome.value, outcome.n)
        if step is not None and state == "nadd" and step.is_better is False:
            yield step_text(step, goal.measure or Measure())
        yield from disagreement(outcome, state)
        if is_percent(goal.measure) and 0 < outcome.value < 1:
            yield f"Värdet är under 1 procent. Menade ni {100 * outcome.value:g}?"
        if outcome.n is None:
            yield "Antalet som värdet bygger på saknas (--n)."
        yield from small_numbers(goal.measure, outcome.value, outcome.n)
    if outcome.decision is None:
        yield "Beslutet saknas: ska arbetet fortsätta, ändras, avslutas eller spridas?"


@dataclass(frozen=True)
class OutcomeForm:
    """An outcome of a plan that is to be told on a day. Raises UsageFault for what is wrong."""

    path: Path
    plan: Plan
    today: datetime.date

    def goal(self, answers: Answers) -> Goal:
        """Return the goal that is meant."""
        return find_goal(self.plan, answers.goal)

    def parties(self, answers: Answers) -> tuple[str, ...]:
        """Return the ids of the parties of which one must be named, empty where none need be."""
        found = sharing(self.goal(answers), self.plan.head)
        return found if len(found) > 1 else ()

    def state(self, answers: Answers) -> State:
        """Return how the goal stands by the value that was answered."""
        value = number_of(answers.value, "Värde") if answers.value else None
        n = whole_of(answers.n, "n") if answers.n else None
        goal = self.goal(answers)
        party = find_party(self.plan, goal, answers.party)
        return judge(asked_of(goal, self.plan.head, party), value, n)[0]

    def is_complete(self, answers: Answers) -> bool:
        """Tell whether the answers say enough to log an outcome without a question."""
        try:
            parties = self.parties(answers)
        except UsageFault:
            return answers.goal is not None  # a wrong id is an error, not a question
        is_told = answers.value is not None or answers.judgement is not None
        return is_told and (answers.party is not None or not parties)

    def outcome(self, answers: Answers) -> tuple[Goal, Outcome]:
        """Return the goal and the outcome that answers make.

        Without a judgement it is worked out from the value, where the goal's measure allows it.
        """
        said = {name: text.strip() for name, text in vars(answers).items() if _is_given(text)}
        goal = self.goal(answers)
        party = find_party(self.plan, goal, answers.party)
        value = float(number_of(said["value"], "Värde")) if "value" in said else None
        n = whole_of(said["n"], "n") if "n" in said else None
        return goal, Outcome(
            date=date_of(said["date"], "Datum") if "date" in said else self.today,
            party=party,
            value=value,
            n=n,
            judgement=_judgement(
                asked_of(goal, self.plan.head, party), said.get("judgement"), value, n
            ),
            done=find_done(goal, answers.done),
            learnt=said.get("learnt"),
            decision=_decision(said.get("decision")),
            next_step=said.get("next_step"),
            reason=said.get("reason"),
            source=said.get("source"),
        )


def _is_given(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _judgement(
    goal: Goal, text: str | None, value: float | None, n: int | None
) -> Judgement | None:
    if text is not None:
        return cast(Judgement, code_of(text, get_args(Judgement), "Bedömning", JUDGEMENT))
    state, _ = judge(goal, value, n)
    return None if value is None or state == "oklart" else cast(Judgement, state)


def _decision(text: str | None) -> Decision | None:
    if text is None:
        return None
    return cast(Decision, code_of(text, get_args(Decision), "Beslut", DECISION))
