"""What each picture shows, as plain data. The title states what is found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dot:
    """A point on a row: whose it is (a name of `DotPlot.series`) and its value."""

    series: str
    value: float


@dataclass(frozen=True)
class DotRow:
    """A row of dots with its name, and what stands at its right (`11 av 15`).

    `span` is what chance may have made of the first dot, which is hollow where it `may_be_chance`.
    """

    name: str
    dots: tuple[Dot, ...]
    note: str = ""
    span: tuple[float, float] | None = None
    may_be_chance: bool = False


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


@dataclass(frozen=True)
class Mark:
    """A point of a line: `x` in years, `y` in the chart's unit, and what chance may make of it."""

    x: float
    y: float
    is_published: bool = False
    chance: tuple[float, float] | None = None


@dataclass(frozen=True)
class Line:
    """A line. Only the marks of one run are joined; `loose` marks never are."""

    name: str
    runs: tuple[tuple[Mark, ...], ...]
    loose: tuple[Mark, ...] = ()
    is_own: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks of the line."""
        return tuple(m for run in self.runs for m in run) + self.loose


@dataclass(frozen=True)
class Span:
    """From `low` to `high` at one year: where the middle half of a group lies."""

    x: float
    low: float
    high: float


@dataclass(frozen=True)
class Flag:
    """Something to point out at one time: a kommun's answer, a break, or an event with a number."""

    x: float
    text: str
    number: int = 0


@dataclass(frozen=True)
class Chart:
    """A drawing of years.

    `title` states what is found, `subtitle` what is measured, `source` where it comes
    from. `words_name` names whose words stand below the axis, `spans_name` whose
    spans are drawn, `notes` are sentences to read below a picture. `description` says the
    same as the picture, for those who cannot see it.
    """

    title: str
    subtitle: str
    unit: str
    is_percent: bool
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    description: str
    source: str
    spans: tuple[Span, ...] = ()
    spans_name: str = ""
    words: tuple[Flag, ...] = ()
    words_name: str = ""
    breaks: tuple[Flag, ...] = ()
    events: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()


Picture = DotPlot | HeatMap | Spread | Chart
