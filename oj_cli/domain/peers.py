"""Whom a kommun can learn from, why, and how clear it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import ClassVar

from oj_cli.domain.chance import Uncertainty
from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun
from oj_cli.domain.local import Correction
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.swedish import listing


class Clarity(StrEnum):
    """Whether a value is better than the own one by more than chance makes."""

    CLEAR = "tydligt_battre"
    CHANCE = "kan_bero_pa_slumpen"


CLARITY_WORDS = {Clarity.CLEAR: "tydligt bättre", Clarity.CHANCE: "kan bero på slumpen"}


@immutable
class Peer:
    """A kommun to learn from: how alike it is (0 most) and why it is listed.

    `has` are the ids of the wanted indicators that it has: JA, or a value among the best that is
    better than the own one. `clear` are those in which it is so by more than chance; `clarity` is
    None where it has no value to compare with an own one. `improved` are those it went from NEJ
    to JA on, or rose in, since `improved_since`. Where one indicator is wanted, `value` is its
    value, `rise` how much that rose, `then` the answer that year and `uncertainty` how sure the
    value is.
    """

    kommun: Kommun
    wanted: int
    likeness: int = key("likhet")
    alike: tuple[str, ...] = key("lika_i")
    has: tuple[str, ...] = key("har")
    value: float | None = key("varde", default=None)
    improved: tuple[str, ...] = key("battre_i", default=())
    improved_since: int | None = key("battre_sedan", default=None)
    rise: float | None = key("okning", default=None)
    then: str | None = None
    clear: tuple[str, ...] = key("tydligt_battre_i", default=())
    clarity: Clarity | None = key("tydlighet", default=None)
    uncertainty: Uncertainty | None = key("osakerhet", default=None)

    JSON: ClassVar[Mapping[str, Taken]] = {"kod": "kommun.code", "namn": "kommun.name"}

    def having(
        self,
        indicators: Mapping[str, Indicator],
        join: Callable[[Sequence[str]], str] = listing,
    ) -> str:
        """Return what it has of what is wanted, and in what of it that is clear."""
        has, clear = ([indicators[id].short for id in ids] for ids in (self.has, self.clear))
        how = f", {CLARITY_WORDS[self.clarity]}" if self.clarity else ""
        where = f" i {listing(clear)}" if 0 < len(clear) < len(has) else ""
        return f"{len(has)} av {self.wanted}: {join(has)}{how}{where}"

    def why(self, indicators: Mapping[str, Indicator]) -> str:
        """Return why it is worth a call: what it has of what is missing, and how alike it is."""
        numeric = any(indicators[id].kind == "numerisk" for id in self.has)
        lead = "bland de bästa i" if numeric else "JA på"
        alike = f"; {', '.join(self.alike)}" if self.alike else ""
        return f"{lead} {self.having(indicators, ', '.join)}{alike}"


@immutable
class Best:
    """The best quarter of an indicator: the value it begins at, and how many have that or better.

    Where many have the same value they are more than a quarter of `n`, those that have any value.
    """

    limit: float = key("fran")
    n_best: int = key("antal")
    n: int = key("av")

    @property
    def is_common(self) -> bool:
        """Whether so many share the value that to have it says little: more than a third."""
        return 3 * self.n_best > self.n


@immutable(kw_only=True)
class Peers(Listed):
    """The kommuner that a kommun can learn from about some indicators, those clearly better first.

    `about` is the name of the indicator or theme that was asked for; `answers`, `values` and
    `uncertainties` are the own ones by indicator id, and `own_best` the ids in which the own
    kommun is itself among the best. `best` is of the only indicator, if that is numeric. `n_found`
    is how many kommuner there are in all; `corrections` are those of the workspace, by kommunkod
    and indicator id. `among` is the reference that all are in, if one was asked for.
    """

    kommun: Kommun = key("kommun")
    catalogue: Catalogue
    year: int = key("ar")
    edition: Edition
    about: str
    indicators: tuple[Indicator, ...]
    answers: Mapping[str, str | None]
    values: Mapping[str, float | None]
    uncertainties: Mapping[str, Uncertainty] = key("egen_osakerhet")
    own_best: tuple[str, ...] = key("ni_bland_de_basta_i")
    best: Best | None = key("bland_de_basta")
    peers: tuple[Peer, ...] = key("kommuner")
    n_found: int
    sources: tuple[SourceRecord, ...] = key("kalla")
    corrections: Mapping[tuple[str, str], Correction] = field(default_factory=dict)
    around: Around = Around()
    among: Reference | None = None

    SCHEMA: ClassVar = "oj-peers/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "utgava": "edition.name",
        "indikatorer": lambda found: [i.id for i in found.indicators],
        "rattelser": lambda found: list(found.corrections.values()),
        "jamfor_med": "among.full_name",
    }

    def records(self) -> Records:
        """Return one row for each kommun; `likhet` is 0 for the most alike, 3 for nothing."""
        taken: dict[str, Taken] = {
            **json_of(Peer),
            "kommun": "kommun.name",
            "tydlighet": "clarity.value",
            "n": "uncertainty.n",
            "n_kalla": "uncertainty.n_source",
        }
        columns = (
            *("kod", "kommun", "likhet", "lika_i", "har", "varde", "battre_i", "battre_sedan"),
            *("tydlighet", "tydligt_battre_i", "n", "n_kalla"),
        )
        return records_of(self.peers, taken, columns)
