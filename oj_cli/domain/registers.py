"""The lists that things are looked up in: indicators, and kommuner with their groups."""

from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Lan


@immutable
class ListedIndicator:
    """An indicator with its catalogue and the name of its theme."""

    catalogue: Catalogue
    indicator: Indicator
    theme: str

    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "id": "indicator.id",
        "namn": "indicator.name",
        "kort": "indicator.short",
        "kvalitetsomrade": "quality_area",
        "tema": "indicator.theme",
        "typ": "indicator.kind",
        "enhet": "indicator.unit",
        "roll": "indicator.role",
        "forsta_ar": "indicator.first_year",
        "sista_ar": "indicator.last_year",
        "kolada_id": "indicator.kolada",
    }

    @property
    def quality_area(self) -> str:
        """The name of its kvalitetsområde."""
        return self.catalogue.quality_area_names[self.indicator.quality_area]

    @property
    def searched(self) -> tuple[str, ...]:
        """The texts that a search word is looked for in."""
        i = self.indicator
        names = (i.id, i.name, i.short, i.theme, self.theme, self.quality_area)
        return (*names, i.definition, i.kolada or "")


@immutable
class IndicatorList(Listed):
    """The indicators that hold a word, or all, in the order of their catalogues."""

    word: str | None
    indicators: tuple[ListedIndicator, ...]

    SCHEMA: ClassVar = "oj-indicators/1"
    JSON: ClassVar[Mapping[str, Taken]] = {"indikatorer": "indicators"}

    def records(self) -> Records:
        """Return one row for each indicator."""
        return records_of(self.indicators, ListedIndicator.JSON)


@immutable
class ListedKommun:
    """A kommun with its groups, and how many inhabitants it had at the end of which year."""

    kommun: Kommun
    lan: Lan
    kommungrupp: str | None = key("kommungrupp")
    kommungrupp_name: str | None = key("kommungrupp_namn")
    invanargrupp: int | None = key("invanargrupp")
    population: int | None = key("folkmangd")
    population_year: int | None = key("folkmangd_ar")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "kod": "kommun.code",
        "kommun": "kommun.name",
        "lan": "lan.name",
    }


@immutable
class KommunList(Listed):
    """The kommuner that hold a word, or all, with the groups of an edition and of data of a year.

    They stand in Swedish order.
    """

    word: str | None
    edition: Edition
    year: int = key("ar")
    kommuner: tuple[ListedKommun, ...] = key("kommuner")

    SCHEMA: ClassVar = "oj-kommuner/1"
    JSON: ClassVar[Mapping[str, Taken]] = {"utgava": "edition.name"}

    def records(self) -> Records:
        """Return one row for each kommun."""
        return records_of(self.kommuner, json_of(ListedKommun))


SCHEMA_KINDS = {
    "plan": "En handlingsplan, steg 4: filerna i mappen planer",
    "analys": "Lokal analys, steg 1 till 3: filerna i mappen analys",
    "installningar": "Arbetsmappens inställningar: oj.yaml",
    "ataganden": "Vad kommunen har lovat: ataganden.yaml",
    "rattelser": "Svar som kommunen vet blev fel: rattelser.yaml",
    "guide": "En guide: steg och frågor",
    "katalog": "En indikatorkatalog för ett område",
    "layout": "Hur ett slags kalkylblad läses: filerna i mappen layouter",
    "kommentarer": "Kommentarer till en rapport, se oj report comments",
}
"""The kinds of files that have a JSON Schema, and what they are."""
