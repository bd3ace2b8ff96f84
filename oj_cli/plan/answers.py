"""What a person answers about an outcome, as typed, and the outcome that it makes."""

import datetime
from dataclasses import dataclass
from typing import cast, get_args

from oj_cli.domain.plan import Decision, Goal, Judgement, Outcome, Plan
from oj_cli.domain.plan_words import DECISION, JUDGEMENT
from oj_cli.plan.followup import find_done, find_goal, find_party
from oj_cli.plan.standing import judge
from oj_cli.plan.values import code_of, date_of, number_of, whole_of


@dataclass(frozen=True)
class Answers:
    """The answers, None for what was not answered. `done` are ids of activities, or texts."""

    goal: str | None = None
    date: str | None = None
    party: str | None = None
    value: str | None = None
    n: str | None = None
    judgement: str | None = None
    done: tuple[str, ...] = ()
    learnt: str | None = None
    decision: str | None = None
    next_step: str | None = None
    reason: str | None = None
    source: str | None = None


def outcome_of(plan: Plan, answers: Answers, today: datetime.date) -> tuple[Goal, Outcome]:
    """Return the goal and the outcome that answers make. Raises UsageFault for what is wrong.

    Without a judgement it is worked out from the value, where the goal's measure allows that.
    """
    goal = find_goal(plan, answers.goal)
    party = find_party(plan, goal, answers.party)
    day = date_of(answers.date or "", "Datum") if _given(answers.date) else today
    value = number_of(answers.value or "", "Värde") if _given(answers.value) else None
    return goal, Outcome(
        date=day,
        party=party,
        value=None if value is None else float(value),
        n=whole_of(answers.n or "", "n") if _given(answers.n) else None,
        judgement=_judgement(goal, answers.judgement, value),
        done=find_done(goal, answers.done),
        learnt=_text(answers.learnt),
        decision=_decision(answers.decision),
        next_step=_text(answers.next_step),
        reason=_text(answers.reason),
        source=_text(answers.source),
    )


def _given(text: str | None) -> bool:
    return bool(text and text.strip())


def _text(text: str | None) -> str | None:
    return text.strip() if text and text.strip() else None


def _judgement(goal: Goal, text: str | None, value: float | None) -> Judgement | None:
    if _given(text):
        code = code_of(text or "", get_args(Judgement), "Bedömning", JUDGEMENT)
        return cast(Judgement, code)
    state, _ = judge(goal.measure, value)
    return None if value is None or state == "oklart" else cast(Judgement, state)


def _decision(text: str | None) -> Decision | None:
    if not _given(text):
        return None
    return cast(Decision, code_of(text or "", get_args(Decision), "Beslut", DECISION))
