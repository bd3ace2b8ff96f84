"""What step 1 is asked, and all that its answer is built on."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

from oj_cli.analysis.compare import ComparedIn
from oj_cli.analysis.matrix import AreaYear
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Indicator, Step
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.references import Comparison, Reference


class Mirrored(NamedTuple):
    """The own answer to the same question in another område, and what is asked there."""

    answer: str
    name: str
    area: str


def _unknown(indicator: Indicator, year: int, reference: Reference) -> Comparison | None:
    """Know nothing of earlier years."""


@immutable
class Question:
    """What is asked: of whom, and what the answer is built on.

    `history` is the own kommun's earlier answers or values, newest first, by indicator
    id: (year, answer, value). `mirrors` are its answers the same year in other
    områden, by `omrade/indikator`. `compared_in` gives what a reference had in an earlier year,
    None where that is not known, `moved` how far a kommun's number usually goes between two
    years, by indicator id.
    """

    data: AreaYear
    kommun: Kommun
    references: tuple[Reference, ...]
    ranking: str
    order: tuple[Step, ...]
    reflections: Mapping[str, str]
    history: Mapping[str, Sequence[tuple[int, str | None, float | None]]]
    mirrors: Mapping[str, Mirrored]
    corrections: tuple[Correction, ...] = ()
    promises: tuple[Promise, ...] = ()
    quality_area: str | None = None
    compared_in: ComparedIn = _unknown
    moved: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def own_values(self) -> Mapping[int, Mapping[str, float]]:
        """The own numbers by year and indicator id."""
        matrix, code = self.data.matrix, self.kommun.code
        own = {id: value for id in matrix.values if (value := matrix.value(id, code)) is not None}
        found: dict[int, dict[str, float]] = {self.data.year: own}
        for id, years in self.history.items():
            for year, _, value in years:
                if value is not None and year != self.data.year:
                    found.setdefault(year, {})[id] = value
        return found
