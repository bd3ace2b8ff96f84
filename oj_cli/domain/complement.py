"""What step 2 can add to a chosen area: what is missing, and what the data at hand already hold."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from oj_cli.domain.chosen import SameTheme
from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, pick, row
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.domain.swedish import listing
from oj_cli.domain.wording import plain

View = Literal["brukarrost", "kostnader", "behov", "brister", "egen_bild", "jamforelser"]
"""The sides that a chosen area should be seen from."""

CREDIT = "Källa: Kolada"
COMPUTED = "Egen bearbetning av data från Kolada"


@immutable
class Neighbour:
    """A kommun of the län that has a value where the own has none."""

    kommun: Kommun
    value: float


@immutable
class KeyFigure:
    """A nyckeltal for a kommun, its län and riket one year: the analysis' own, or the newest.

    `own` and `riket` are unprocessed values; `lan_median` is computed here from the `lan_n`
    kommuner of the län with a value, `like_median` from the `like_n` like kommuner. The newest year
    is that in which the kommun has a value; where it never has, the year is one in which any of the
    län has, and `neighbours` are those. `year` is None where nobody has.
    """

    indicator: Indicator
    year: int | None = key("ar")
    own: float | None = key("eget")
    riket: float | None = key("riket")
    lan_median: float | None = key("lan_median")
    lan_n: int = key("lan_antal")
    like_median: float | None = key("liknande_median", default=None)
    like_n: int = key("liknande_antal", default=0)
    neighbours: tuple[Neighbour, ...] = ()

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "indicator.id",
        "kolada_id": "indicator.kolada",
        "namn": "indicator.name",
        "enhet": "indicator.unit",
        "grannar": lambda figure: {n.kommun.name: n.value for n in figure.neighbours},
    }

    def text(self, value: float | None) -> str:
        """Return one of the values with its unit."""
        if value is None:
            return "saknas"
        return self._short(value) if self._unit is None else f"{self._short(value)} {self._unit}"

    def _short(self, value: float) -> str:
        is_percent = self.indicator.is_percent
        return f"{plain(round(value, 1))}\u00a0%" if is_percent else plain(value)

    @property
    def _unit(self) -> str | None:
        return None if self.indicator.is_percent else self.indicator.after_value or None

    @property
    def known_by(self) -> str:
        """Which kommuner have a value, and when; empty where none has."""
        names = [f"{n.kommun.name} {self._short(n.value)}" for n in self.neighbours]
        when = f"{self._unit}, {self.year}" if self._unit else str(self.year)
        return f"{listing(names)} ({when})" if names else ""


@immutable(kw_only=True)
class AreaSuggestion:
    """What is missing for one chosen area, and what there is to take from."""

    theme: Theme
    n_evidence: int = key("antal_underlag")
    missing: tuple[View, ...] = key("saknas")
    only_supports: bool = key("bara_stod")
    same: tuple[SameTheme, ...]
    figures: tuple[KeyFigure, ...] = key("nyckeltal")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "tema": "theme.id",
        "andra_omraden": pick(
            "same", omrade="catalogue.area", ar="year", svaga="n_weak", jamforbara="n_known"
        ),
    }


@immutable(kw_only=True)
class Suggestions(Listed):
    """What step 2 can add to an analysis. `key_figures` is the catalogue of the nyckeltal.

    None of them is newer than `latest`, where that was asked for.
    """

    of: OpenAnalysis
    areas: tuple[AreaSuggestion, ...] = key("omraden")
    key_figures: Catalogue | None
    kommun: Kommun | None
    lan_name: str
    latest: int | None = None

    SCHEMA: ClassVar = "oj-komplettera/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        **{key: taken for key, taken in OpenAnalysis.HEAD.items() if key != "fil"},
        "kallhanvisning": lambda _: {"obearbetat": CREDIT, "beraknat": COMPUTED},
    }

    def records(self) -> Records:
        """Return one row for each nyckeltal of each chosen area; medians are unrounded."""
        columns = {k: v for k, v in json_of(KeyFigure).items() if k not in ("id", "grannar")}
        rows = [
            {"tema": area.theme.id, "nyckeltal": figure.indicator.id} | row(figure, columns)
            for area in self.areas
            for figure in area.figures
        ]
        return ("tema", "nyckeltal", *columns), rows
