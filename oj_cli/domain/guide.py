"""Guides: steps and questions as content. The YAML files in `guides/` are read into these."""

from dataclasses import dataclass
from typing import Literal

from oj_cli.domain.fields import key

QuestionKind = Literal[
    "text", "val", "flerval", "ja_nej", "datum", "tal", "kommun", "indikator", "tema"
]
Shown = Literal["omraden", "prioritet", "val", "jamforelser", "underlag", "trend", "slutsatser"]


@dataclass(frozen=True)
class Condition:
    """When a question is asked: when an earlier one was answered so."""

    question: str = key("fraga", "Id på en tidigare fråga i guiden")
    answers: tuple[str, ...] = key("ar", "Något av de här svaren")


@dataclass(frozen=True)
class Limits:
    """What an answer must be. `most` and `least` bound numbers, or how many are chosen."""

    required: bool = key("obligatorisk", default=False)
    least: float | None = key("minst", default=None)
    most: float | None = key("hogst", default=None)
    at_least_letters: int | None = key("minst_tecken", default=None)


@dataclass(frozen=True)
class Example:
    """A good and a bad answer to the same question, and what makes the difference."""

    good: str = key("bra")
    bad: str = key("daligt")
    why: str = key("varfor", default="")


@dataclass(frozen=True)
class Question:
    """A question: what is asked, how it is answered, and where the answer goes.

    `target` is a place in the analysis (`svar` under the guide's own id if left out),
    `shows` the figures that stand beside it, `flag` the option that answers it.
    """

    id: str = key("id")
    text: str = key("fraga")
    kind: QuestionKind = key("typ")
    help: str | None = key("hjalp", default=None)
    choices: tuple[str, ...] = key("alternativ", default=())
    default: str | None = key("standard", default=None)
    when: Condition | None = key("nar", default=None)
    limits: Limits | None = key("krav", default=None)
    target: str | None = key("till", default=None)
    shows: tuple[Shown, ...] = key("visa", default=())
    reflection: tuple[str, ...] = key("reflektion", "Att tala om innan ni svarar", default=())
    example: Example | None = key("exempel", default=None)


@dataclass(frozen=True)
class Step:
    """A step of a guide."""

    id: str = key("id")
    name: str = key("namn")
    questions: tuple[Question, ...] = key("fragor")
    introduction: str | None = key("inledning", default=None)


@dataclass(frozen=True)
class GuideWeights:
    """Points that are added to the gap; only the guide that `identify` reads has them."""

    lag: float = key("lag", "När en lag begär det som indikatorn mäter")
    riktlinje: float = key("riktlinje")
    overenskommelse: float = key("overenskommelse", "Överenskommelse eller nämndmål, en gång")
    forsamring: float = key("forsamring")


@dataclass(frozen=True)
class Guide:
    """A guide. `reflections` is a question for each theme."""

    id: str = key("guide")
    name: str = key("namn")
    description: str | None = key("beskrivning", default=None)
    source: str | None = key("kalla", "Vad guiden bygger på", default=None)
    weights: GuideWeights | None = key("vikter", default=None)
    reflections: dict[str, str] = key("reflektion", default_factory=dict)
    steps: tuple[Step, ...] = key("steg", default=())
