"""The answers of a ja/nej indicator, and the columns of a result row."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple


class Answer(StrEnum):
    """One kommun's answer to one ja/nej indicator one year."""

    JA = "JA"
    NEJ = "NEJ"
    DELVIS = "DELVIS"
    EA = "EA"  # ej aktuellt
    BORTFALL = "BORTFALL"
    SEKRETESS = "SEKRETESS"


ANSWER_WORDS = {
    "JA": "JA",
    "NEJ": "NEJ",
    "DELVIS": "DELVIS",
    "EA": "Ej aktuellt",
    "BORTFALL": "Bortfall",
    "SEKRETESS": "Sekretess",
}
"""The answers as they stand in a table to read."""
IN_DENOMINATOR = (Answer.JA, Answer.NEJ, Answer.DELVIS)
"""The answers that a share is counted on. DELVIS counts, and is not a JA.

The only rule that gives all 37 shares that the county report for Dalarna 2016 prints.
"""

WITHOUT_ANSWER = (Answer.BORTFALL, Answer.SEKRETESS)

GENDERS = ("T", "K", "M")
"""Totalt, kvinnor, män."""

ROW_COLUMNS = (
    "area",
    "year",
    "indicator",
    "unit",
    "unit_kind",
    "gender",
    "answer",
    "value",
    "n_yes",
    "n",
    "source",
    "locator",
)
"""The columns of every table of results, in this order."""


class Column(NamedTuple):
    """All that one source gives of an indicator, a year and a gender: a place each for its units.

    `units` are (kind, key). A sequence is empty where the source gives nothing of that sort;
    `locators` are given only where they are asked for.
    """

    indicator: str
    year: int
    gender: str
    source: str
    units: Sequence[tuple[str, str]]
    answers: Sequence[str | None]
    values: Sequence[float | None]
    n_yes: Sequence[int | None]
    n: Sequence[int | None]
    locators: Sequence[str] = ()

    def results(self) -> Iterable[tuple[Any, ...]]:
        """Yield (unit, answer, value, n_yes, n, locator) of each unit, None for what is not given.

        A unit is (kind, key).
        """
        given = (self.answers, self.values, self.n_yes, self.n, self.locators)
        return zip_longest(self.units, *given)


UNIT_KINDS = ("kommun", "stadsdel", "lan", "riket", "grupp")
