"""Answers of many kommuner side by side, and all that is known of one indicator for one kommun."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.sources import SourceRecord


@dataclass(frozen=True)
class KommunRow:
    """A kommun with its sorting keys and its answers or values by indicator id."""

    kommun: Kommun
    lan: Lan
    kommungrupp: str | None
    invanargrupp: int | None
    answers: dict[str, str | None]
    values: dict[str, float | None]


@dataclass(frozen=True)
class Overview:
    """Kommuner × indicators, with what riket and, where all lie in one, the län has.

    `references` and `comparisons` (by indicator id and reference id) hold riket, the
    län if there is only one, and the selection if the kommuner were filtered.
    `n_in_data` is how many kommuner of a reference the data hold, by its id; `corrections` are
    those of the workspace, by kommunkod and indicator id.
    """

    catalogue: Catalogue
    year: int
    edition: Edition
    indicators: tuple[Indicator, ...]
    rows: tuple[KommunRow, ...]
    references: tuple[Reference, ...]
    comparisons: dict[str, dict[str, Comparison]]
    sources: tuple[SourceRecord, ...]
    heading: str
    n_in_data: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[tuple[str, str], Correction] = field(default_factory=dict)

    def correction(self, kommun: str, indicator: str) -> Correction | None:
        """Return the local correction of a kommun's answer, None if there is none."""
        return self.corrections.get((kommun, indicator))


@dataclass(frozen=True)
class Observation:
    """One result of the kommun: year, answer or value, and exactly where it stands.

    `others` are results of the same year from other sources, which this one stands before.
    """

    year: int
    answer: str | None
    value: float | None
    source: SourceRecord
    locator: str
    others: tuple["Observation", ...] = ()


@dataclass(frozen=True)
class Behind:
    """One kommun's result behind the figures, and the ids of the references it counts in."""

    kommun: Kommun
    result: Observation
    references: tuple[str, ...]


@dataclass(frozen=True)
class ReferenceFigure:
    """What one reference has, with the answers that the share was counted from."""

    reference: Reference
    comparison: Comparison
    counts: dict[str, int]
    n_in_data: int
    published_source: SourceRecord | None
    published_locator: str | None


@dataclass(frozen=True)
class Explanation:
    """All that is known of one indicator for one kommun, and how every figure came about.

    `behind` are the results of all kommuner in any of the references, in Swedish order.
    """

    catalogue: Catalogue
    indicator: Indicator
    kommun: Kommun
    lan: Lan
    year: int
    observations: tuple[Observation, ...]
    figures: tuple[ReferenceFigure, ...]
    behind: tuple[Behind, ...] = ()
