"""A line drawing as data: drawn with letters in a terminal, or as a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A point of a line: `x` in years, `y` in the chart's unit."""

    x: float
    y: float
    is_published: bool = False


@dataclass(frozen=True)
class Line:
    """A line with its letter. Only the marks of one run are joined; `loose` marks never are.

    `note` says of what kind its points are, where that is not the same for all lines.
    """

    letter: str
    name: str
    runs: tuple[tuple[Mark, ...], ...]
    loose: tuple[Mark, ...] = ()
    is_own: bool = False
    note: str = ""

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
class Word:
    """A word below the axis at one year: a kommun's answer."""

    x: float
    text: str


@dataclass(frozen=True)
class Flag:
    """Something to point out at one time: a break (a line across) or an event (a number)."""

    x: float
    text: str
    number: int = 0


@dataclass(frozen=True)
class Chart:
    """A drawing of years.

    `title` states what is found, `subtitle` what is measured, `source` where it comes
    from. `words_name` names whose words stand below the axis, `spans_name` whose
    spans are drawn. `description` says the same as the picture, for those who cannot
    see it.
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
    words: tuple[Word, ...] = ()
    words_name: str = ""
    breaks: tuple[Flag, ...] = ()
    events: tuple[Flag, ...] = ()
