"""Blocks of results: all that one source gives of an indicator, a year and a gender."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from oj_cli.store.packing import unpack_plain

ANSWER_CODES = ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
"""The answers by the number that is stored. Stores hold these numbers: never change their order."""

NO_ANSWER = NO_COUNT = -1

PACKED = ("unit", "answer", "value", "n_yes", "n", "locator")
"""The columns of a block, a row each for its results. All but the unit may be lacking."""


class Block(NamedTuple):
    """A block as it is stored; `columns` are those that were asked for."""

    source: int
    indicator: int
    year: int
    gender: str
    columns: dict[str, Any]

    def belongs(self, column: str) -> str:
        """Return what the checksum of a column counts in."""
        return belongs(self.source, self.indicator, self.year, self.gender, column)

    def plain(self, column: str) -> Sequence[Any]:
        """Return a column without numpy, empty if it is lacking.

        Raises ValueError if it is not as it was stored.
        """
        packed = self.columns[column]
        return () if packed is None else unpack_plain(packed, self.belongs(column))


def belongs(source: object, indicator: object, year: object, gender: object, column: str) -> str:
    """Return where a column belongs, as its checksum counts it in."""
    return f"{source} {indicator} {year} {gender} {column}"
