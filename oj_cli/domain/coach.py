"""What the goal coach says of a sentence."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.plan import GoalKind

Verdict = Literal["mal", "aktivitet", "oklart"]

VERDICT_WORDS: dict[Verdict, str] = {"mal": "mål", "aktivitet": "aktivitet", "oklart": "oklart"}


@immutable
class Judgement:
    """What a sentence is, the reason in words, and the question that takes it further.

    `typ` is only given for a goal; `fraga` is None for a goal that lacks nothing that can be
    seen in the sentence.
    """

    bedomning: Verdict
    typ: GoalKind | None
    skal: str
    fraga: str | None


@immutable
class Judged:
    """A sentence, and what the coach says of it."""

    text: str
    said: Judgement

    JSON: ClassVar[Mapping[str, Taken]] = {
        "mening": "text",
        "bedomning": "said.bedomning",
        "typ": "said.typ",
        "skal": "said.skal",
        "fraga": "said.fraga",
    }


class Coached(tuple[Judged, ...], Listed):
    """What the coach says of sentences, in the order in which they were given."""

    def records(self) -> Records:
        """Return one row for each sentence."""
        return records_of(self, Judged.JSON)
