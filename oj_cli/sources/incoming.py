"""What comes into a workspace: a file to keep, and the sources that it gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

import pandas as pd

from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.layout.entries import UNKNOWN
from oj_cli.sources.layout.model import Layout
from oj_cli.store.registers import Like

SORTING = "sorteringsnycklar"
"""The reader of sources that give sorting keys, and no results."""

_HASH_LENGTH = 12
_LONGEST_NAME = 100
READER_VERSION = 1


@dataclass(frozen=True)
class Original:
    """A file to keep: its name, its bytes, and their hash in hexadecimal."""

    name: str
    raw: bytes
    sha256: str

    @property
    def kept_as(self) -> str:
        """The name it is kept under: the beginning of the hash, and its own name."""
        safe = re.sub(r"[^\w.() -]+", "_", normalize("NFC", self.name)).strip(". ") or "fil"
        return f"{self.sha256[:_HASH_LENGTH]}-{safe[-_LONGEST_NAME:]}"


@dataclass(frozen=True)
class Incoming:
    """A source to store: its record, its rows without `source`, and its recipe in YAML.

    `sheets` are the names of the file's sheets where a row names its cell by number.
    A source may give sorting keys too, or instead: inhabitants by kommunkod and year, groups by
    edition and kommunkod, names by kommunkod, and like kommuner.
    """

    record: SourceRecord
    rows: pd.DataFrame
    recipe: str
    population: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    membership: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Sequence[str] = ()
    kommuner: Mapping[str, str] = field(default_factory=dict)
    like: Like = field(default_factory=dict)

    @property
    def has_keys(self) -> bool:
        """Whether it gives sorting keys."""
        return any((self.population, self.membership, self.kommuner, self.like))

    @property
    def areas(self) -> tuple[str, ...]:
        """The ids of the områden that it gives results of."""
        return () if self.rows.empty else tuple(str(area) for area in self.rows["area"].unique())

    def rows_of(self, area: str) -> pd.DataFrame:
        """Return its rows of one område."""
        if self.rows.empty or len(self.areas) == 1:
            return self.rows if self.areas == (area,) else self.rows.iloc[:0]
        return self.rows[self.rows["area"] == area]


def record_by(
    layout: Layout,
    id: str,
    *,
    title: str,
    year: int | None,
    file: str,
    sha256: str,
    reader: str,
    publisher: str = UNKNOWN,
) -> SourceRecord:
    """Return the record of a file read by a layout; `publisher` is who it is if it names none."""
    publisher = layout.publisher or publisher
    return SourceRecord(
        id=id,
        title=title,
        publisher=publisher,
        year=year,
        file=file,
        sha256=sha256,
        fetched=None,
        licence=layout.licence,
        reader=reader,
        reader_version=READER_VERSION,
        credit=layout.credit
        or (
            "Egen bearbetning"
            if publisher == UNKNOWN
            else f"Egen bearbetning av data från {publisher}"
        ),
        remark=layout.remark,
        layout=layout.id or None,
        layout_version=layout.version if layout.id else None,
    )
