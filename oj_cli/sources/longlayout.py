"""Which column of a table with one result per row holds what."""

from dataclasses import dataclass
from typing import Literal

from oj_cli.domain.fields import key

YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Layout:
    """Which column holds what. A fixed year stands in `year`, else in a column."""

    indicator: str = key("indikator")
    unit: str = key("enhet", "Kommunkod, kommunnamn, länskod eller riket")
    indicator_as: Literal["id", "kolada"] = key("indikator_som", default="id")
    year: int | None = key("ar", default=None)
    year_column: str | None = key("ar_kolumn", default=None)
    gender: str | None = key("kon", default=None)
    answer: str | None = key("svar", default=None)
    value: str | None = key("varde", default=None)
    n_yes: str | None = key("antal_ja", default=None)
    n: str | None = key("antal", default=None)
    locator: str | None = key("plats", "Mall: tabell {table}, rad {rad}", default=None)
    unit_kind: str | None = key("enhetsslag", "Kolumn: kommun, lan, riket …", default=None)
    area: str | None = key("omrade", "Kolumn: rader för andra områden läses inte", default=None)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that must be there."""
        named = (
            self.indicator,
            self.unit,
            self.year_column,
            self.gender,
            self.answer,
            self.value,
            self.n_yes,
            self.n,
            self.unit_kind,
            self.area,
        )
        return tuple(name for name in named if name is not None)
