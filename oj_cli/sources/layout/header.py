"""What stands above a column: the rows of a heading, and what they say together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from oj_cli.domain.cells import Cell
from oj_cli.sources.layout.codes import is_figure
from oj_cli.sources.layout.detect import Block
from oj_cli.sources.layout.grid import Grid, cell_text, is_empty
from oj_cli.sources.layout.legend import split_legend
from oj_cli.sources.layout.roles import Said
from oj_cli.sources.layout.text import clean, squash, year_apart
from oj_cli.sources.layout.wordlists import Words
from oj_cli.sources.layout.years import year_of

DEEPEST = 3
BELOW = 2
COUNTS = ("antal", "antal_ja")
BESIDE = "utan rubrik"
"""What a column is of where another one says that the values stand there."""


@dataclass(frozen=True)
class Label:
    """What the heading of a column says.

    `text` is the heading nearest to the column's own, `context` the ones above it that it
    shares with others. `coding` is the answer by code where the heading explains them, `code`
    what the indicator is called besides.
    """

    text: str
    context: tuple[str, ...] = ()
    year: int | None = None
    gender: str = "T"
    measure: str | None = None
    coding: Mapping[str, str] = field(default_factory=dict)
    code: str = ""

    @property
    def says_what(self) -> bool:
        """Whether it says what a value is of (a year, a gender), but not what was measured."""
        told = self.year is not None or self.gender != "T" or self.measure in ("andel", "svar")
        return told and not self.text

    @property
    def whole(self) -> str:
        """The heading with what stands above it."""
        return " – ".join((*self.context, self.text)) if self.text else " – ".join(self.context)


@dataclass(frozen=True)
class Heading:
    """The heading of a block: its rows, a label for each column, and the texts around it."""

    rows: tuple[int, ...]
    labels: Mapping[int, Label]
    titles: tuple[str, ...]

    def of_rows(self, said: Said) -> "Heading":
        """Return the same over rows that say themselves what they are of."""
        if said == Said(gender="T"):
            return self
        own = [c for c, x in self.labels.items() if x.measure not in COUNTS]
        told = [c for c in own if self.labels[c].measure or self.labels[c].says_what]
        values = told or (own if len(own) == 1 else [c for c in own if self.labels[c].text])
        labels = {}
        for c, label in self.labels.items():
            if said.indicator and c in own and c not in values:
                labels[c] = replace(label, measure=BESIDE)
                continue
            is_named = label.text and label.measure is None and len(own) > 1
            labels[c] = replace(
                label,
                text=label.text if is_named else said.indicator or label.text,
                context=(said.indicator,) if is_named and said.indicator else label.context,
                code=said.code,
                year=label.year or said.year,
                gender=label.gender if label.gender != "T" else said.gender or "T",
            )
        return replace(self, labels=labels)


def read_heading(block: Block, words: Words, fixed: Sequence[int] = ()) -> Heading | None:
    """Return what the heading of a block says; None if it has none.

    `fixed` are the heading's rows where a layout tells them.
    """
    columns = _data_columns(block)
    if not columns:
        return None
    rows = tuple(r for r in fixed if r < block.first) or _heading_rows(block, columns, words)
    if not rows:
        return None
    columns = sorted({*columns, *_only_headed(block, rows)})
    texts = {row: _filled(block.grid, row, rows, columns) for row in rows}
    labels = {c: _label(tuple(texts[r].get(c, "") for r in rows), words) for c in columns}
    if not any(label.text for label in labels.values()):
        over_all = _over_all(block, columns)
        labels = {c: replace(label, text=over_all) for c, label in labels.items()}
    _tell_apart_by_year(labels)
    titles = tuple(dict.fromkeys(_titles(block, rows, texts, words)))
    return Heading(rows, labels, titles)


def _data_columns(block: Block) -> list[int]:
    has_data = np.logical_or.reduce(block.grid.filled[[u.row for u in block.units]])
    has_data[[*block.unit_columns, *block.about_unit]] = False
    found: list[int] = np.flatnonzero(has_data).tolist()
    return found


def _only_headed(block: Block, rows: Sequence[int]) -> Iterator[int]:
    """Yield columns to the right of the units that have a heading but no value."""
    skip = {*block.unit_columns, *block.about_unit}
    lowest = block.grid.row(rows[-1])
    for c in range(min(block.unit_columns) + 1, block.grid.width):
        if c not in skip and isinstance(lowest[c], str) and not is_empty(lowest[c]):
            yield c


def _heading_rows(block: Block, columns: Sequence[int], words: Words) -> tuple[int, ...]:
    grid = block.grid
    sums = {r.row for r in block.above if r.kind in ("sammanfattning", "utelamna")}
    spread = {
        row: _texts(grid, row, columns) for row in range(block.top, block.first) if row not in sums
    }
    filled = {
        row: list(texts.values())
        for row, texts in spread.items()
        if texts and _is_heading(grid.row(row), texts, columns, words)
    }
    if not filled:
        return ()
    main = max(filled, key=lambda row: (len(set(filled[row])), sum(map(len, filled[row])), row))
    above = [row for row in filled if row < main][-(DEEPEST - 1) :]
    above = [row for row in above if main - row <= DEEPEST + 1]
    if len(filled[main]) > 2:  # what stands alone above many headings is the table's title
        above = [row for row in above if len(filled[row]) > 1]
    below = [row for row in filled if row > main][:BELOW]
    return (*above, main, *below)


def _is_heading(
    cells: Sequence[Cell], spread: Mapping[int, str], columns: Sequence[int], words: Words
) -> bool:
    """Return whether a row above the units tells columns apart, and is no row of figures.

    `spread` are the texts of the row by column.
    """
    texts = list(spread.values())
    if len(columns) == 1:
        return squash(texts[0]) not in words.answer_of
    if len(spread) == len(columns) and len(set(spread.values())) == 1:
        return False  # one text over everything is the table's title
    answers = sum(squash(text) in words.answer_of for text in texts)
    if answers > len(texts) / 2:
        return False  # a row of a kommun whose name is misspelt
    values = [cells[c] for c in columns]
    numbers = sum(isinstance(v, float) and year_of(cell_text(v)) is None for v in values)
    return numbers <= len(texts) / 2


def _over_all(block: Block, columns: Sequence[int]) -> str:
    """Return the lowest text that is merged over all columns of values, and only over them."""
    found = ""
    for area in sorted(block.grid.merged, key=lambda a: a.top):
        inside = block.top <= area.top < block.first
        if inside and area.left == min(columns) and area.right >= max(columns):
            found = block.grid.text(area.top, area.left) or found
    return found


def _texts(grid: Grid, row: int, columns: Sequence[int]) -> dict[int, str]:
    """Return the texts of a row."""
    whole = grid.texts(row)
    return {c: whole[c] for c in columns if whole[c]}


def _filled(grid: Grid, row: int, rows: Sequence[int], columns: Sequence[int]) -> dict[int, str]:
    """Return the texts of a heading's row, each carried on to the columns it stands over.

    Where nothing is merged, a text above others goes on until the next one.
    """
    texts = _texts(grid, row, columns)
    lower = [r for r in rows if r > row]
    has_merged = any(a.top <= row <= a.bottom and a.left < a.right for a in grid.merged)
    if not lower or has_merged:
        return texts
    last = ""
    for c in columns:
        if c in texts:
            last = texts[c]
        elif last and any(grid.text(r, c) for r in lower):
            texts[c] = last
    return texts


@lru_cache(maxsize=4096)
def _label(parts: tuple[str, ...], words: Words) -> Label:
    """Return what the parts of a heading, from the top down, say together."""
    year, gender, measure = None, "T", None
    coding: dict[str, str] = {}
    texts: list[str] = []
    for part in dict.fromkeys(p for p in parts if p):
        found = year_of(part)
        if found is not None:
            year = found
            continue
        if is_figure(part):
            continue
        rest, codes = split_legend(part, words)
        coding |= codes
        if not rest:
            continue
        kind = words.measure_of.get(clean(rest).lower())
        if kind is not None:
            measure = kind
        elif squash(rest) in words.gender_of:
            gender = words.gender_of[squash(rest)]
        else:
            texts.append(rest)
    text = texts[-1] if texts else ""
    return Label(text, tuple(texts[:-1]), year, gender, measure, coding)


def _tell_apart_by_year(labels: dict[int, Label]) -> None:
    """Take the year out of headings that differ only by it: `Socialjour 2016`."""
    found: dict[int, tuple[str, int]] = {}
    for c, label in labels.items():
        text, year = year_apart(label.text)
        if year is not None:
            found[c] = text, year
    years = Counter((squash(text), year) for text, year in found.values())
    several = Counter(text for text, _ in years)
    for c, (text, year) in found.items():
        if several[squash(text)] > 1 and labels[c].year is None:
            labels[c] = replace(labels[c], text=text, year=year)


def _titles(
    block: Block, rows: Sequence[int], texts: Mapping[int, Mapping[int, str]], words: Words
) -> Iterator[str]:
    """Yield the texts above the units that belong to no column's heading."""
    beside = {*block.unit_columns, *block.about_unit}
    for row in range(block.top, block.first):
        for c in range(block.grid.width):
            text = block.grid.texts(row)[c]
            if text.lower().startswith(words.no_title):
                continue
            if text and not (row in rows and (c in texts.get(row, {}) or c in beside)):
                yield text
