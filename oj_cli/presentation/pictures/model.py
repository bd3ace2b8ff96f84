"""What each picture shows, as plain data. The title states what is found."""

import datetime
from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "svag", "stark"]
"""What is clearly weaker or stronger. A word always says the same."""


@dataclass(frozen=True)
class Dot:
    """A point on a row: whose it is (`ni`, or a reference's id) and its value."""

    role: str
    value: float


@dataclass(frozen=True)
class Scale:
    """The ends of a row's own scale, with their texts; `low` stands at the left."""

    low: float
    high: float
    low_text: str
    high_text: str


@dataclass(frozen=True)
class DotRow:
    """A row of dots with its name, and what stands at its right (`11 av 15`), `more` below that.

    `span` is what chance may have made of the first dot, which is hollow where what differs
    `may_be_chance`.
    `middle` is where the middle half of the kommuner lies, `whole` where all do. `answer` is the
    own answer with its look, `heading` what the rows from here on belong to. Without a `scale` of
    its own a row is in percent.
    """

    name: str
    dots: tuple[Dot, ...]
    note: str = ""
    more: str = ""
    span: tuple[float, float] | None = None
    may_be_chance: bool = False
    tone: Tone = ""
    middle: tuple[float, float] | None = None
    whole: tuple[float, float] | None = None
    answer: tuple[str, str] | None = None
    heading: str = ""
    scale: Scale | None = None


@dataclass(frozen=True)
class DotPlot:
    """Values on rows: a dot for whom it is about, and for each that is compared with.

    `series` are (role, name), for the legend. `notes` say how to read it.
    """

    title: str
    unit: str
    series: tuple[tuple[str, str], ...]
    rows: tuple[DotRow, ...]
    source: str
    note_heading: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeatCell:
    """A cell with its words. `level` is 0 (none) to 1 (all), None where there is nothing.

    A cell that holds an answer has its `look` instead.
    """

    text: str
    level: float | None = None
    look: str = ""


@dataclass(frozen=True)
class HeatMap:
    """Rows and columns of words, darker where there is more; red where that is `svag`."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    source: str
    legend: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Strip:
    """Every kommun's value of one indicator, with the own one and what it is compared with.

    `dots` are the own value and those it is compared with, each with its text. `named` are
    kommuner to point out, with their values.
    """

    title: str
    unit: str
    is_percent: bool
    values: tuple[float, ...]
    dots: tuple[tuple[Dot, str], ...]
    source: str
    named: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A point of a line: `x` in years, `y` in the chart's unit, and what chance may make of it."""

    x: float
    y: float
    is_published: bool = False
    chance: tuple[float, float] | None = None


@dataclass(frozen=True)
class Line:
    """A line of a role. Only the marks of one run are joined; `loose` marks never are."""

    name: str
    runs: tuple[tuple[Mark, ...], ...]
    loose: tuple[Mark, ...] = ()
    role: str = "ni"

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


@dataclass(frozen=True)
class SlopeLine:
    """One indicator in two years, in percent; `word` says what its tone does."""

    name: str
    before: float
    after: float
    tone: Tone = ""
    word: str = ""


@dataclass(frozen=True)
class Slope:
    """What changed from one year to another."""

    title: str
    unit: str
    years: tuple[int, int]
    lines: tuple[SlopeLine, ...]
    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Multiples:
    """Several developments beside each other, in small and on the same kind of axes."""

    title: str
    unit: str
    charts: tuple[Chart, ...]
    source: str


@dataclass(frozen=True)
class GoalBar:
    """What is measured of a goal, on its own scale: where it starts and where it is to come.

    `now` are newer values than the first, each with its text. `span` is what chance may have made
    of the newest one, where there is one. `more` stands below.
    """

    name: str
    scale: Scale
    start: float
    start_text: str
    target: float
    target_text: str
    now: tuple[tuple[float, str], ...] = ()
    span: tuple[float, float] | None = None
    more: str = ""


@dataclass(frozen=True)
class GoalBars:
    """Goals, each from where it starts to where it is to come."""

    title: str
    rows: tuple[GoalBar, ...]


@dataclass(frozen=True)
class Bar:
    """An activity on a timeline: its id, its days as far as they are known, and its state."""

    name: str
    first: datetime.date | None
    last: datetime.date
    state: str


@dataclass(frozen=True)
class TimelineRow:
    """A goal: its words, how it stands, what else is said of it, its activities and its days.

    `marks` are days with a letter for what happens then.
    """

    name: str
    state: str
    about: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[tuple[datetime.date, str], ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Goals with their activities from a first to a last day."""

    title: str
    first: datetime.date
    last: datetime.date
    today: datetime.date
    rows: tuple[TimelineRow, ...]


Picture = DotPlot | HeatMap | Strip | Chart | Slope | Multiples | GoalBars | Timeline
