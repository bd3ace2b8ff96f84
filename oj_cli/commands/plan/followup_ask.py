"""The questions of `oj plan followup`, asked on a terminal for what no flag has answered."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.plan import Decision, Goal, Judgement, Plan
from oj_cli.domain.plan_words import (
    DECISION,
    JUDGEMENT,
    goal_name,
    is_percent,
    measure_text,
    party_name,
)
from oj_cli.plan.answers import Answers
from oj_cli.plan.due import sharing
from oj_cli.plan.followup import IN_COMMON, find_goal
from oj_cli.plan.standing import judge
from oj_cli.plan.values import number_of
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move, Option


@dataclass(frozen=True)
class _Step:
    """A question: the answer it gives, when it is asked, and how."""

    field: str
    applies: Callable[[Answers], bool]
    ask: Callable[[Answers, Sequence[Move]], object]
    required: bool = False


def is_complete(plan: Plan, answers: Answers) -> bool:
    """Tell whether the flags say enough to log an outcome without a question."""
    try:
        goal = find_goal(plan, answers.goal)
    except UsageFault:
        return answers.goal is not None  # a wrong id is an error, not a question
    party = answers.party is not None or len(sharing(goal, plan.head)) < 2
    return party and (answers.value is not None or answers.judgement is not None)


def ask(plan: Plan, answers: Answers, today: datetime.date) -> Answers | None:
    """Ask for what is missing; one may go back, skip what is not needed, and stop.

    Returns None if the one who is asked stopped: then nothing is to be saved.
    """
    steps = [s for s in _steps(plan, today) if not getattr(answers, s.field)]
    asked: list[_Step] = []
    at = 0
    while at < len(steps):
        step = steps[at]
        if not step.applies(answers):
            at += 1
            continue
        moves = [
            *([Move.BACK] if asked else []),
            *([] if step.required else [Move.SKIP]),
            Move.STOP,
        ]
        answer = step.ask(answers, moves)
        if answer is Move.STOP:
            return None
        if answer is Move.BACK:
            at = steps.index(asked.pop())
            answers = _with(answers, steps[at].field, () if steps[at].field == "done" else None)
            continue
        if answer is not Move.SKIP:
            answers = _with(answers, step.field, answer)
        asked.append(step)
        at += 1
    return answers


def _with(answers: Answers, field: str, answer: object) -> Answers:
    return replace(answers, **{field: answer})  # type: ignore[arg-type]  # a step knows its kind


def _steps(plan: Plan, today: datetime.date) -> list[_Step]:
    def goal(answers: Answers) -> Goal:
        return find_goal(plan, answers.goal)

    def valued(answers: Answers) -> bool:
        return answers.value is not None

    return [
        _Step("goal", lambda a: len(plan.goals) > 1, lambda a, m: _goal(plan, m), True),
        _Step(
            "party",
            lambda a: len(sharing(goal(a), plan.head)) > 1,
            lambda a, m: _party(plan, goal(a), m),
            True,
        ),
        _Step("date", lambda a: True, lambda a, m: _date(today, m), True),
        _Step("value", lambda a: goal(a).measure is not None, lambda a, m: _value(goal(a), m)),
        _Step("n", valued, lambda a, m: _count(m)),
        _Step("source", valued, lambda a, m: _text("Var kommer värdet ifrån?", m)),
        _Step("judgement", lambda a: True, lambda a, m: _judgement(goal(a), a, m), True),
        _Step(
            "reason",
            lambda a: a.judgement in ("ej_genomford", "inte_matt"),
            lambda a, m: _text("Varför är det inte genomfört eller mätt?", m),
            True,
        ),
        _Step("done", lambda a: bool(goal(a).activities), lambda a, m: _done(goal(a), m)),
        _Step("learnt", lambda a: True, lambda a, m: _text("Vad lärde ni er?", m)),
        _Step("decision", lambda a: True, lambda a, m: _decision(m)),
        _Step("next_step", lambda a: True, lambda a, m: _text("Vad är nästa steg?", m)),
    ]


def _goal(plan: Plan, moves: Sequence[Move]) -> str | Move:
    options = [Option(g.id, goal_name(g, 60)) for g in plan.goals]
    return prompts.choice("Vilket mål gäller det?", options, moves=moves)


def _party(plan: Plan, goal: Goal, moves: Sequence[Move]) -> str | Move:
    options = [Option(id, party_name(plan.head, id)) for id in sharing(goal, plan.head)]
    options.append(Option(IN_COMMON, "alla gemensamt"))
    return prompts.choice("Vilken part rapporterar?", options, moves=moves)


def _date(today: datetime.date, moves: Sequence[Move]) -> str | Move:
    def wrong(day: datetime.date) -> str | None:
        return f"{day} har inte varit än." if day > today else None

    day = prompts.date("Vilken dag följde ni upp?", default=today, check=wrong, moves=moves)
    return day if isinstance(day, Move) else day.isoformat()


def _value(goal: Goal, moves: Sequence[Move]) -> str | Move:
    measured = measure_text(goal.measure) if goal.measure else ""
    is_share = is_percent(goal.measure)

    def wrong(value: float) -> str | None:
        return "Ange procent, 0 till 100." if is_share and not 0 <= value <= 100 else None

    question = f"Vilket värde har målet nu? Mått: {measured}." if measured else "Vilket värde?"
    value = prompts.number(question, check=wrong, moves=moves)
    return value if isinstance(value, Move) else f"{value:.15g}"


def _count(moves: Sequence[Move]) -> str | Move:
    def wrong(value: float) -> str | None:
        return None if value >= 0 and value == int(value) else "Ange ett heltal."

    n = prompts.number("Hur många bygger värdet på?", check=wrong, moves=moves)
    return n if isinstance(n, Move) else str(int(n))


def _judgement(goal: Goal, answers: Answers, moves: Sequence[Move]) -> str | Move:
    value = number_of(answers.value, "Värde") if answers.value else None
    state, _ = judge(goal.measure, value)
    codes = get_args(Judgement)
    if value is not None:
        codes = tuple(c for c in codes if c not in ("inte_matt", "ej_genomford"))
    default = state if state in codes else None
    options = [Option(code, JUDGEMENT[code]) for code in codes]
    return prompts.choice("Hur står målet?", options, default=default, moves=moves)


def _done(goal: Goal, moves: Sequence[Move]) -> tuple[str, ...] | Move:
    options = [Option(a.id, f"{a.id}: {a.what or ''}") for a in goal.activities]
    return prompts.several("Vilka aktiviteter har ni arbetat med?", options, moves=moves)


def _decision(moves: Sequence[Move]) -> str | Move:
    options = [Option(code, DECISION[code]) for code in get_args(Decision)]
    return prompts.choice("Vad händer nu med arbetet?", options, moves=moves)


def _text(question: str, moves: Sequence[Move]) -> str | Move:
    return prompts.text(question, moves=moves)
