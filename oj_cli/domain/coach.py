"""What the goal coach says of a sentence."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["mal", "aktivitet", "oklart"]
GoalKind = Literal["brukarmal", "processmal"]

VERDICT_WORDS: dict[Verdict, str] = {"mal": "mål", "aktivitet": "aktivitet", "oklart": "oklart"}
KIND_WORDS: dict[GoalKind, str] = {"brukarmal": "brukarmål", "processmal": "processmål"}


@dataclass(frozen=True)
class Judgement:
    """What a sentence is, the reason in words, and the question that takes it further.

    `typ` is only given for a goal; `fraga` is None for a goal that lacks nothing that can be
    seen in the sentence.
    """

    bedomning: Verdict
    typ: GoalKind | None
    skal: str
    fraga: str | None
