"""What comes into a workspace: a file to keep, and the sources that it gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from oj_cli.domain.sources import SourceRecord

if TYPE_CHECKING:
    import pandas as pd

SORTING = "sorteringsnycklar"
"""The reader of sources that give sorting keys, and no results."""

_HASH_LENGTH = 12
_LONGEST_NAME = 100


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
    A source may give sorting keys too, or instead: inhabitants by kommunkod and year, and
    groups by edition and kommunkod.
    """

    record: SourceRecord
    rows: "pd.DataFrame"
    recipe: str
    population: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    membership: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Sequence[str] = ()
