"""What a column tells of its whole row: the year, the gender, or the indicator of its values.

A heading says it (`Nyckeltal`, `kön`, `year`), or the cells do: Kolada's Excel export has no
heading at all over its indicators. So tall tables are read as wide ones are, a part at a time.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oj_cli.sources.layout.codes import number_in
from oj_cli.sources.layout.grid import Grid, cell_text
from oj_cli.sources.layout.text import clean, squash
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import without_digits
from oj_cli.sources.layout.years import year_of

MOST_HEADINGS = 12


@dataclass(frozen=True)
class Said:
    """What a row itself says that its values are of, besides its unit."""

    indicator: str = ""
    code: str = ""
    year: int | None = None
    gender: str = ""


class _Columns:
    """The columns of a grid at the rows of its units."""

    def __init__(self, grid: Grid, rows: Sequence[int], finder: UnitFinder) -> None:
        words = finder.words
        self.grid, self.rows, self.words, self.finder = grid, rows, words, finder
        self._texts: dict[int, list[str]] = {}
        over_indicators = frozenset(map(squash, words.over_indicators))
        self.by_heading = {
            "ar": frozenset(map(squash, words.over_years)),
            "kon": frozenset(map(squash, words.over_genders)),
            "indikator": over_indicators,
        }
        self.headed = range(max(rows[0] - MOST_HEADINGS, 0), rows[0])
        heading = (r for r in range(rows[0] - 1, -1, -1) if grid.filled[r].any())
        self.above = grid.texts(next(heading)) if rows[0] and grid.filled[: rows[0]].any() else []

    def texts(self, column: int) -> list[str]:
        """Return what stands at each row, a text carried on to the empty cells below it."""
        if column not in self._texts:
            whole, last = self.grid.column(column), ""
            found = self._texts[column] = []
            for row in self.rows:
                last = cell_text(whole[row]) or last
                found.append(last)
        return self._texts[column]

    def says(self, column: int, role: str) -> bool:
        """Return whether a heading says that a column has a role, and its cells can have it."""
        headings = {squash(self.grid.text(row, column)) for row in self.headed}
        return not headings.isdisjoint(self.by_heading[role]) and self.can(column, role)

    def can(self, column: int, role: str) -> bool:
        """Return whether what stands in a column can have a role."""
        texts = set(self.texts(column))
        if role == "indikator":
            return "" not in texts and not any(map(self._is_value, texts))
        find: Callable[[str], object] = year_of if role == "ar" else self.gender_of
        return all(find(text) is not None for text in texts)

    def is_bare(self, column: int) -> bool:
        """Return whether nothing stands right above a column's cells."""
        return not self.above or not self.above[column]

    def is_about_unit(self, column: int) -> bool:
        """Return whether the heading says that the column describes the kommun."""
        name = self.above[column] if self.above else ""
        return without_digits(squash(name)) in self.words.about_units

    def names_nothing(self, column: int) -> bool:
        """Return whether the heading says only year, gender or that values stand there."""
        text = self.above[column] if self.above else ""
        known = self.words.measure_of.get(clean(text).lower()) or self.gender_of(text)
        return not text or known is not None or year_of(text) is not None

    def gender_of(self, text: str) -> str | None:
        """Return the gender that a text is, None if it is none."""
        return self.words.gender_of.get(squash(text))

    def _is_value(self, text: str) -> bool:
        words = self.words
        place = self.finder.find(text)
        if place is not None and place.is_unit and not place.made_up:
            return True  # the län that all kommuner are of
        is_mark = text in words.mark_of or text in words.unclear_marks
        return is_mark or squash(text) in words.answer_of or number_in(text) is not None


def find_keys(
    grid: Grid, units: Sequence[tuple[int, object]], skip: Collection[int], finder: UnitFinder
) -> tuple[set[int], Iterator[Said], int | None]:
    """Return the columns that say what whole rows are of, and what each row says.

    Last comes a column that may say what was measured, but under a heading that is not known.
    `units` are the rows and their units.
    """
    if not units:
        return set(), iter(()), None
    columns = _Columns(grid, [row for row, _ in units], finder)
    there = np.flatnonzero(grid.filled[columns.rows].any(axis=0)).tolist()
    open_ = [c for c in there if c not in skip]
    keys: dict[str, int] = {}
    for role in ("ar", "kon", "indikator"):
        found = [c for c in open_ if c not in keys.values() and columns.says(c, role)]
        if len(found) > 1 and role == "indikator":  # its code, and what it is called
            found.sort(key=lambda c: -sum(text.count(" ") for text in columns.texts(c)))
            keys["kod"] = found[1]
        if found:
            keys[role] = found[0]
    for role in ("kon", "ar", "indikator"):
        before = list(zip((u for _, u in units), *map(columns.texts, keys.values()), strict=True))
        is_repeated = len(set(before)) < len(before)
        if role in keys or not (is_repeated or role == "indikator"):
            continue
        open_ = [c for c in open_ if c not in keys.values()]
        bare = [c for c in open_ if columns.is_bare(c)]
        found = [
            c
            for c in (bare if role == "indikator" else open_)
            if (is_repeated and _tells_apart(columns, before, c, role))
            or (role == "indikator" and _is_alone(columns, open_, c))
        ]
        keys |= {role: found[0]} if found else {}
    is_open = is_repeated and "indikator" not in keys
    maybe = (c for c in open_ if is_open and _tells_apart(columns, before, c, "indikator"))
    return set(keys.values()), _said(columns, keys), next(maybe, None)


def _tells_apart(
    columns: _Columns, before: Sequence[tuple[object, ...]], column: int, role: str
) -> bool:
    """Return whether what stands in a column tells the rows of one unit better apart."""
    if columns.is_about_unit(column) or not columns.can(column, role):
        return False
    texts = columns.texts(column)
    after = set(zip(before, texts, strict=True))
    is_key = len(set(texts)) <= len(texts) / 2 or len(set(before)) == 1
    return len(set(before)) < len(after) and is_key


def _is_alone(columns: _Columns, open_: Sequence[int], column: int) -> bool:
    """Return whether a column holds one text, and no other has a heading that names anything."""
    others = [c for c in open_ if c != column and not columns.is_about_unit(c)]
    is_one = bool(others) and all(map(columns.names_nothing, others))
    return is_one and len(set(columns.texts(column))) == 1 and columns.can(column, "indikator")


def _said(columns: _Columns, keys: Mapping[str, int]) -> Iterator[Said]:
    """Yield what each of the rows says that it is of."""
    empty = [""] * len(columns.rows)
    roles = ("indikator", "kod", "ar", "kon")
    by_role = [columns.texts(keys[role]) if role in keys else empty for role in roles]
    known: dict[tuple[str, ...], Said] = {}
    for texts in zip(*by_role, strict=True):
        if texts not in known:
            name, code, year, gender = texts
            known[texts] = Said(name, code, year_of(year), columns.gender_of(gender) or "")
        yield known[texts]
