"""Whom to learn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from oj_cli.domain.around import Around
from oj_cli.domain.encoding import Listed, Records, Taken, key, records_of
from oj_cli.domain.identification import Peer
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun
from oj_cli.domain.local import Correction
from oj_cli.domain.sources import SourceRecord


@dataclass(frozen=True, kw_only=True)
class Peers(Listed):
    """The kommuner that a kommun can learn from about some indicators, the most alike first.

    `about` is the name of the indicator or theme that was asked for, `answers` and `values` are
    the own ones by indicator id. `n_found` is how many kommuner there are in all; `corrections`
    are those of the workspace, by kommunkod and indicator id.
    """

    kommun: Kommun = key("kommun")
    catalogue: Catalogue
    year: int = key("ar")
    edition: Edition
    about: str
    indicators: tuple[Indicator, ...]
    answers: Mapping[str, str | None]
    values: Mapping[str, float | None]
    peers: tuple[Peer, ...] = key("kommuner")
    n_found: int
    sources: tuple[SourceRecord, ...] = key("kalla")
    corrections: Mapping[tuple[str, str], Correction] = field(default_factory=dict)
    around: Around = Around()

    SCHEMA: ClassVar = "oj-peers/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "utgava": "edition.name",
        "indikatorer": lambda found: [i.id for i in found.indicators],
        "rattelser": lambda found: list(found.corrections.values()),
    }

    def records(self) -> Records:
        """Return one row for each kommun; `likhet` is 0 for the most alike, 3 for nothing."""
        columns: dict[str, Taken] = {
            "kod": "kommun.code",
            "kommun": "kommun.name",
            "likhet": "likeness",
            "lika_i": lambda peer: ", ".join(peer.alike),
            "har": lambda peer: ", ".join(peer.has),
            "varde": "value",
            "battre_i": lambda peer: ", ".join(peer.improved),
            "battre_sedan": "improved_since",
        }
        return records_of(self.peers, columns)
