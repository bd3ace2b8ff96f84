"""The questions of `oj plan followup`, asked on a terminal for what no flag has answered."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, get_args

from oj_cli.domain.guide_walk import Move
from oj_cli.domain.plan import Decision, Judgement
from oj_cli.domain.plan_changes import Answers
from oj_cli.domain.plan_words import (
    DECISION,
    IN_COMMON,
    JUDGEMENT,
    goal_name,
    is_percent,
    measure_text,
    party_name,
)
from oj_cli.domain.typed import read_date, read_number
from oj_cli.terminal import prompts
from oj_cli.terminal.questions import Option

if TYPE_CHECKING:
    from oj_cli.api.plan_writing import OutcomeForm

T = TypeVar("T")


@dataclass(frozen=True)
class _Step:
    """A question: the answer that it gives, how it is asked, and when."""

    field: str
    ask: Callable[["OutcomeForm", Answers, Sequence[Move]], object]
    applies: Callable[["OutcomeForm", Answers], bool] = lambda form, answers: True
    required: bool = False


def ask(form: "OutcomeForm", answers: Answers) -> Answers | None:
    """Ask for what is missing; one may go back, skip what is not needed, and stop.

    Returns None if the one who is asked stopped: then nothing is to be saved.
    """
    steps = [s for s in _STEPS if not getattr(answers, s.field)]
    asked: list[_Step] = []
    at = 0
    while at < len(steps):
        step = steps[at]
        if not step.applies(form, answers):
            at += 1
            continue
        back = [Move.BACK] if asked else []
        skip = [] if step.required else [Move.SKIP]
        answer = step.ask(form, answers, [*back, *skip, Move.STOP])
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


def _goal(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    options = [Option(g.id, goal_name(g, 60)) for g in form.plan.goals]
    return prompts.choice("Vilket mål gäller det?", options, moves=moves)


def _party(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    options = [Option(id, party_name(form.plan.head, id)) for id in form.parties(answers)]
    options.append(Option(IN_COMMON, "alla gemensamt"))
    return prompts.choice("Vilken part rapporterar?", options, moves=moves)


def _date(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    def wrong(day: datetime.date) -> str | None:
        return f"{day} har inte varit än." if day > form.today else None

    question, today = "Vilken dag följde ni upp?", form.today.isoformat()
    return _read(question, read_date, wrong, moves, default=today)


def _value(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    measure = form.goal(answers).measure
    measured = measure_text(measure) if measure else ""
    is_share = is_percent(measure)

    def wrong(value: float) -> str | None:
        return "Ange procent, 0 till 100." if is_share and not 0 <= value <= 100 else None

    question = f"Vilket värde har målet nu? Mått: {measured}." if measured else "Vilket värde?"
    return _read(question, read_number, wrong, moves)


def _count(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    def wrong(value: float) -> str | None:
        return None if value >= 0 and value == int(value) else "Ange ett heltal."

    return _read("Hur många bygger värdet på?", read_number, wrong, moves)


def _read(
    question: str,
    read: Callable[[str], T],
    wrong: Callable[[T], str | None],
    moves: Sequence[Move],
    default: str = "",
) -> str | Move:
    """Ask for what can be read, by a function that says in words what cannot; return it as kept."""
    answer = prompts.text(
        question, default=default, check=lambda typed: wrong(read(typed)), moves=moves
    )
    return answer if isinstance(answer, Move) else str(read(answer))


def _judgement(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    state = form.state(answers)
    codes = get_args(Judgement)
    if answers.value:
        codes = tuple(c for c in codes if c not in ("inte_matt", "ej_genomford"))
    default = state if state in codes else None
    options = [Option(code, JUDGEMENT[code]) for code in codes]
    return prompts.choice("Hur står målet?", options, default=default, moves=moves)


def _done(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> tuple[str, ...] | Move:
    options = [Option(a.id, f"{a.id}: {a.what or ''}") for a in form.goal(answers).activities]
    return prompts.several("Vilka aktiviteter har ni arbetat med?", options, moves=moves)


def _decision(form: "OutcomeForm", answers: Answers, moves: Sequence[Move]) -> str | Move:
    options = [Option(code, DECISION[code]) for code in get_args(Decision)]
    return prompts.choice("Vad händer nu med arbetet?", options, moves=moves)


def _text(question: str) -> Callable[["OutcomeForm", Answers, Sequence[Move]], str | Move]:
    return lambda form, answers, moves: prompts.text(question, moves=moves)


_STEPS = (
    _Step("goal", _goal, lambda form, _: len(form.plan.goals) > 1, required=True),
    _Step("party", _party, lambda form, answers: bool(form.parties(answers)), required=True),
    _Step("date", _date, required=True),
    _Step("value", _value, lambda form, answers: form.goal(answers).measure is not None),
    _Step("n", _count, lambda _, answers: answers.value is not None),
    _Step(
        "source", _text("Var kommer värdet ifrån?"), lambda _, answers: answers.value is not None
    ),
    _Step("judgement", _judgement, required=True),
    _Step(
        "reason",
        _text("Varför är det inte genomfört eller mätt?"),
        lambda _, answers: answers.judgement in ("ej_genomford", "inte_matt"),
        required=True,
    ),
    _Step("done", _done, lambda form, answers: bool(form.goal(answers).activities)),
    _Step("learnt", _text("Vad lärde ni er?")),
    _Step("decision", _decision),
    _Step("next_step", _text("Vad är nästa steg?")),
)
