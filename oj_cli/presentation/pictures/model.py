"""What each picture shows, as plain data. The title states what is found."""

from dataclasses import dataclass

from oj_cli.presentation.chart import Chart


@dataclass(frozen=True)
class Dot:
    """A point on a row: whose it is (a name of `DotPlot.series`) and its value."""

    series: str
    value: float


@dataclass(frozen=True)
class DotRow:
    """A row of dots with its name, and what stands at its right (`11 av 15`)."""

    name: str
    dots: tuple[Dot, ...]
    note: str = ""


@dataclass(frozen=True)
class DotPlot:
    """Shares (0-100) on rows: one dot for each series, the first of which is the main one."""

    title: str
    unit: str
    series: tuple[str, ...]
    rows: tuple[DotRow, ...]
    source: str
    note_heading: str = ""


@dataclass(frozen=True)
class HeatCell:
    """A cell with its words. `level` is 0 (none) to 1 (all), None where there is nothing."""

    text: str
    level: float | None


@dataclass(frozen=True)
class HeatMap:
    """Rows and columns of words, darker where there is more."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    source: str
    legend: str = ""


@dataclass(frozen=True)
class Spread:
    """How values of one indicator are spread over kommuner, with one of them marked.

    `values` are all kommuner's, `own` the marked one's, `median` that of `values`; their texts
    have the unit.
    """

    title: str
    unit: str
    values: tuple[float, ...]
    own: float
    own_text: str
    own_name: str
    median: float
    median_text: str
    median_name: str
    source: str


Picture = DotPlot | HeatMap | Spread | Chart
