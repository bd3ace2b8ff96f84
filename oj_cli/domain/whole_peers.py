"""Whom a kommun can call about what the map calls clearly weak or missing."""

from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Records, Taken, key, records_of, within
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommun_map import AreaResult
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.references import Reference
from oj_cli.domain.whole import HEAD, Whole


@immutable
class Wish:
    """A result of the map, and who could teach, the first of the peers foremost.

    These say JA, or are among the best and better than the own kommun beyond chance; each with
    its value, None for a JA.
    """

    of: AreaResult
    who: tuple[tuple[Kommun, float | None], ...]

    JSON: ClassVar[Mapping[str, Taken]] = {
        **within("of", AreaResult.COLUMNS),
        "kommuner": lambda wish: [
            {"kod": k.code, "namn": k.name, "varde": value} for k, value in wish.who
        ],
    }


@immutable
class WholePeer:
    """A kommun to call: how alike it is (0 most), and in what it has what is wanted."""

    kommun: Kommun
    likeness: int = key("likhet")
    alike: tuple[str, ...] = key("lika_i")
    has: tuple[AreaResult, ...] = key("har")

    JSON: ClassVar[Mapping[str, Taken]] = {"kod": "kommun.code", "namn": "kommun.name"}


@immutable(kw_only=True)
class WholePeers(Whole):
    """Whom to call over all områden.

    Those with something in common stand first, among these who has what is wanted in most områden.
    `wishes` stand in the order of the map. `among` is the reference that all are in, if one was
    asked for. `n_found` is how many there are in all.
    """

    wishes: tuple[Wish, ...] = key("matt")
    peers: tuple[WholePeer, ...] = key("kommuner")
    n_found: int = key("antal")
    among: Reference | None

    SCHEMA: ClassVar = "oj-peers-karta/1"
    JSON: ClassVar[Mapping[str, Taken]] = {**HEAD, "jamfor_med": "among.full_name"}

    def records(self) -> Records:
        """Return one row for each kommun and indicator that it has."""
        values = {
            (wish.of.part.head.area, wish.of.result.indicator.id, k.code): value
            for wish in self.wishes
            for k, value in wish.who
        }
        rows = [(peer, of) for peer in self.peers for of in peer.has]
        taken: dict[str, Taken] = {
            "kod": lambda row: row[0].kommun.code,
            "kommun": lambda row: row[0].kommun.name,
            "likhet": lambda row: row[0].likeness,
            "lika_i": lambda row: row[0].alike,
            "omrade": lambda row: row[1].part.head.area,
            "ar": lambda row: row[1].part.year,
            "indikator": lambda row: row[1].result.indicator.id,
            "namn": lambda row: row[1].result.indicator.name,
            "varde": lambda row: values[
                row[1].part.head.area, row[1].result.indicator.id, row[0].kommun.code
            ],
            "eget_svar": lambda row: row[1].result.answer,
            "eget_varde": lambda row: row[1].result.value,
        }
        return records_of(rows, taken)
