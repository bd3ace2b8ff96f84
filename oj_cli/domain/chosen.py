"""What a choice in step 1 is seen against: figures then and now, and where else a theme shows."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from oj_cli.domain.analysis import Analysis, Frozen
from oj_cli.domain.encoding import Listed, Records, Taken, encode, key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator, Theme, Themes
from oj_cli.domain.local import Correction
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.references import Comparison

FIGURES = {
    "answer": "ert svar",
    "value": "ert värde",
    "riket": "riket",
    "lan": "länet",
    "group": "kommungruppen",
}
"""What the fields of a frozen indicator are called."""


@immutable
class Difference:
    """A frozen figure that is another now: the field of `Frozen`, then and now."""

    field: str
    then: str | float | None
    now: str | float | None


@immutable
class Elsewhere:
    """One indicator of a chosen theme in another område.

    `answer` or `own` is the kommun's, or the län's share or median. `is_weak` is None where
    nothing can be said: no answer, no riket, or it may be chance.
    """

    indicator: Indicator
    riket: Comparison
    answer: str | None = key("svar")
    own: float | None = key("varde")
    is_weak: bool | None = key("svag")

    JSON: ClassVar[Mapping[str, Taken]] = {"indikator": "indicator.id", "riket": "riket.figure"}


@immutable
class SameTheme:
    """A chosen theme in another område, in its newest year with answers."""

    theme: Theme
    catalogue: Catalogue
    year: int = key("ar")
    indicators: tuple[Elsewhere, ...] = key("indikatorer")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "tema": "theme.id",
        "omrade": "catalogue.area",
        "svaga": "n_weak",
        "jamforbara": "n_known",
    }

    @property
    def n_weak(self) -> int:
        """How many of the indicators are weak there."""
        return sum(bool(i.is_weak) for i in self.indicators)

    @property
    def n_known(self) -> int:
        """How many of the indicators something can be said about."""
        return sum(i.is_weak is not None for i in self.indicators)


@immutable
class ThemeTable:
    """One of the tables that a theme's indicators stand in: kvalitetsområde and group by name."""

    indicators: tuple[Indicator, ...]
    quality_area: str = key("kvalitetsomrade")
    group: str = key("grupp")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "indikatorer": lambda table: [i.id for i in table.indicators],
    }


@immutable(kw_only=True)
class Choice(Listed):
    """What an analysis has chosen in step 1 and set aside, with where else it shows.

    `tables` are those of the chosen themes, by id. `corrections` are the kommun's own. `path` is
    the analysis's file, `flags` what names it in a command where that is needed.
    """

    analysis: Analysis
    asked: Catalogues
    themes: Themes
    same: tuple[SameTheme, ...] = key("samma_tema")
    tables: Mapping[str, tuple[ThemeTable, ...]] = key("tabeller")
    corrections: tuple[Correction, ...]
    path: Path
    flags: str

    SCHEMA: ClassVar = "oj-valj/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "fil": "path",
        "kommun": "analysis.kommun",
        "lan": "analysis.lan",
        "omrade": "analysis.area",
        "ar": "analysis.year",
        "val": "analysis.chosen",
        "valts_bort": "analysis.set_aside",
    }

    def records(self) -> Records:
        """Return one row for each chosen indicator: area, motive, and the frozen figures."""
        rows = []
        for chosen in self.analysis.chosen:
            for frozen in chosen.indicators:
                indicator = self.asked.by_id.get(frozen.indicator)
                name = indicator.name if indicator else None
                rows.append({**encode(chosen), "namn": name, **encode(frozen)})
        return ("tema", "motiv", "valt", "namn", *encode(Frozen(""))), rows
