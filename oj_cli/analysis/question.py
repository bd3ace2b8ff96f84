"""What step 1 is asked, and all that its answer is built on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from oj_cli.analysis.matrix import AreaYear
from oj_cli.domain.indicators import Weights
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.references import Reference


class Mirrored(NamedTuple):
    """The own answer to the same question in another område, and what is asked there."""

    answer: str
    name: str
    area: str


@dataclass(frozen=True)
class Question:
    """What is asked: of whom, and what the answer is built on.

    `history` is the own kommun's earlier answers or values, newest first, by indicator
    id: (year, answer, value). `mirrors` are its answers the same year in other
    områden, by `omrade/indikator`.
    """

    data: AreaYear
    kommun: Kommun
    references: tuple[Reference, ...]
    ranking: str
    weights: Weights
    reflections: Mapping[str, str]
    history: Mapping[str, Sequence[tuple[int, str | None, float | None]]]
    mirrors: Mapping[str, Mirrored]
    corrections: tuple[Correction, ...] = ()
    promises: tuple[Promise, ...] = ()
    quality_area: str | None = None
