"""A guide that is walked: the stops, what stands beside them, and what an answer changes."""

from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from oj_cli.domain.guide import Question, Shown, flag_of
from oj_cli.domain.identification import Verdict
from oj_cli.domain.immutable import immutable

Tree = Mapping[str, Any]
"""Answers: question id to answer, a group's id to a list of its rounds. None means that the
question was skipped."""

Place = tuple[str | int, ...]
"""A way into the answers: `("handelser", 1, "datum")`, a number for each round."""


@immutable
class Spot:
    """A stop on the walk: a question, or with `is_again` whether its group comes once more.

    `inside` are the groups around it, each with the number of the round, 0 where it cannot be
    repeated; `beside` are the questions among which it stands.
    """

    step: int
    question: Question
    place: Place
    is_again: bool = False
    inside: tuple[tuple[Question, int], ...] = ()
    beside: tuple[Question, ...] = ()

    @property
    def is_of_plan(self) -> bool:
        """Whether it fills the plan, in which it can stand as yet to be done."""
        return (self.inside[0][0] if self.inside else self.question).target == "plan"

    @property
    def is_goal(self) -> bool:
        """Whether it asks for the words of a goal."""
        return len(self.inside) == 1 and self.is_of_plan and self.question.field == "mal"

    @property
    def is_target(self) -> bool:
        """Whether it asks for the value that a goal is to reach."""
        return self.is_of_plan and self.question.field == "matt.malvarde"

    @property
    def key(self) -> str:
        """The way to it in an answers file: `handelser.datum`."""
        return ".".join(str(k) for k in self.place if not isinstance(k, int))

    @property
    def flag(self) -> str:
        """The option that answers it on the command line."""
        return flag_of(tuple(group for group, _ in self.inside), self.question)


class How(NamedTuple):
    """How a guide is walked, as typed.

    `flags` and the answers `file`, or `given` in their stead, say what is answered beforehand. With
    `silent` no figures stand beside the questions, with `draft` a plan may lack what it must have,
    and with `all_asked` every question is asked.
    """

    flags: Sequence[str] = ()
    file: Path | None = None
    silent: bool = False
    draft: bool = False
    all_asked: bool = False
    given: Tree | None = None


class Move(Enum):
    """What one may do instead of answering; the value is what is typed."""

    BACK = "tillbaka"
    SKIP = "hoppa över"
    STOP = "sluta"
    CLEAR = "ta bort"
    HELP = "hjälp"


@immutable
class Asked:
    """A stop that is to be answered.

    `there` is the answer that stands, `offered` what is suggested: that, or what is known
    already; `typed` is that as one would type it, and `how` in words how an answer is written.
    `needed` tells that a plan or an analysis is not whole without an answer.
    """

    spot: Spot
    there: Any
    offered: Any
    typed: str
    how: str
    needed: bool
    moves: tuple[Move, ...]


@immutable
class Change:
    """What became of an answer: what is told of it, and whether it is saved."""

    told: tuple[str, ...] = ()
    is_saved: bool = True


@immutable
class Theme:
    """A theme that may be answered; `words` are its indicators, to search by."""

    id: str
    name: str
    verdicts: tuple[Verdict, ...] = ()
    words: str = ""


@immutable
class Outcome:
    """What a walk has come to: where it is written, and what is left.

    `analysis` is the file of the answers, None where they have become a plan; `open_places` is
    how many places of the plan say that something is yet to be done. `left` is how many
    questions of each step are neither answered nor skipped, and `following` the first of them.
    `then` is what is typed next.
    """

    name: str
    analysis: Path | None
    plan: Path | None
    open_places: int
    left: Mapping[int, int]
    following: str
    then: tuple[str, ...]


Beside = tuple[Shown, Any]
"""What stands beside a question: of what sort, and what a command that shows it makes it of."""
