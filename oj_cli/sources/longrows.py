"""What a table with one result in each row says: column by column.

All is done a column at a time, and each different text in a column is judged once. Imports pandas:
import it where it is used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.answers import GENDERS, UNIT_KINDS, Answer
from oj_cli.domain.guard import without_guard
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.swedish import counted
from oj_cli.sources.layout.codes import number_in
from oj_cli.sources.layout.model import LongLayout
from oj_cli.sources.layout.text import clean
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.years import year_of
from oj_cli.store.coding import Codes, coded, together

Array = np.ndarray[Any, np.dtype[Any]]

_MARKS = {"-": "BORTFALL", ".": "EA", "..": "SEKRETESS"}
_DIGITS = {"kommun": 4, "lan": 2}
_MOST_COUNTED = 1e9
_MOST_REPEATED = 20


@dataclass(frozen=True)
class Unknown:
    """A text that means nothing: the number of the first row that has it, and of how many."""

    said: tuple[str, ...]
    line: int
    n: int

    @property
    def text(self) -> str:
        """The text, without the område or kind that stands in a column of its own."""
        return self.said[-1]

    def told(self, wrong: str) -> tuple[int, str]:
        """Return the row and what is wrong there."""
        text = wrong.format(" ".join(self.said))
        return self.line, f"{text} ({counted(self.n, 'gång', 'gånger')})"


@dataclass(frozen=True)
class LongRows:
    """The results of a table, without `source`, and what else stands in it.

    `empty` are the numbers of the rows with neither an answer nor a number; `faults` tell a row
    and what is wrong there; `repeated` are the rows that give the same result, for the first
    of `n_repeated` such results.
    """

    rows: pd.DataFrame
    indicators: tuple[Unknown, ...]
    indicators_with_answers: frozenset[str]
    units: tuple[Unknown, ...]
    empty: tuple[int, ...]
    faults: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[int, ...], ...]
    n_repeated: int


def read_rows(
    table: pd.DataFrame,
    layout: LongLayout,
    catalogues: Sequence[Catalogue],
    finder: UnitFinder,
) -> LongRows:
    """Return what a parsed table says of the indicators of the catalogues.

    `table` has a categorical column for each heading, and row numbers as its index.
    """
    return _Reader(table, layout, finder).read(catalogues)


class _Reader:
    def __init__(self, table: pd.DataFrame, layout: LongLayout, finder: UnitFinder) -> None:
        self.table = table
        self.layout = layout
        self.finder = finder
        self.lines = table.index.to_numpy()
        self.faults: list[tuple[int, str]] = []
        self.is_wrong = np.zeros(len(table), dtype=bool)

    def read(self, catalogues: Sequence[Catalogue]) -> LongRows:
        layout = self.layout
        indicators, lost = self._found(
            self._together(layout.area, layout.indicator), self._indicator_finder(catalogues)
        )
        units, lost_units = self._found(self._together(layout.unit_kind, layout.unit), self._unit)
        years = self._meant(layout.year_column, year_of, "”{}” är inget årtal", layout.year)
        genders = self._meant(layout.gender, _gender, "Könet ”{}” finns inte", "T")
        answers = self._meant(layout.answer, _answer, "Svaret ”{}” finns inte")
        values, marks = self._numbers(layout.value, "”{}” är inte ett tal")
        n_yes, _ = self._numbers(layout.n_yes, "”{}” är inte ett antal", is_count=True)
        n, _ = self._numbers(layout.n, "”{}” är inte ett antal", is_count=True)
        answering = np.array([kind in ("kommun", "stadsdel") for kind, _ in units.values] + [False])
        answers = self._of_codes(
            indicators, catalogues, values, _first_of(answers, marks), answering[units.of_row]
        )
        self._refuse(n_yes > n, "Antalet JA är större än antalet svar")
        is_known = (indicators.of_row >= 0) & (units.of_row >= 0) & ~self.is_wrong
        has_result = (answers.of_row >= 0) | ~np.isnan(values) | ~np.isnan(n)
        kept = np.flatnonzero(is_known & has_result)
        rows = pd.DataFrame(
            {
                "area": _category(indicators, kept, 0),
                "year": np.array([*years.values, 0], dtype=np.int64)[years.of_row[kept]],
                "indicator": _category(indicators, kept, 1),
                "unit": _category(units, kept, 1),
                "unit_kind": _category(units, kept, 0),
                "gender": _category(genders, kept),
                "answer": _category(answers, kept),
                "value": values[kept],
                "n_yes": n_yes[kept],
                "n": n[kept],
                "locator": self.lines[kept],
            }
        )
        repeated, n_repeated = self._repeated((indicators, units, years, genders), kept)
        with_answers = self.table[layout.indicator][(indicators.of_row < 0) & (answers.of_row >= 0)]
        return LongRows(
            rows,
            lost,
            frozenset(clean(text) for text in with_answers.unique()),
            lost_units,
            tuple(self.lines[is_known & ~has_result].tolist()),
            tuple(self.faults),
            repeated,
            n_repeated,
        )

    def _indicator_finder(self, catalogues: Sequence[Catalogue]) -> Callable[[Any], Any]:
        by_kolada = self.layout.indicator_as == "kolada"
        known: dict[tuple[str, ...], tuple[str, str]] = {}
        for catalogue in reversed(catalogues):
            for i in catalogue:
                names = (*i.titles, i.name, i.kolada) if by_kolada else (i.id,)
                for name in filter(None, names):
                    known[(name,)] = known[catalogue.area, name] = (catalogue.area, i.id)
        return known.get

    def _unit(self, said: tuple[str, ...]) -> tuple[str, str] | None:
        if len(said) == 2:
            kind, text = said
            if text.isdecimal() and kind in _DIGITS:  # a program took the codes for numbers
                text = text.zfill(_DIGITS[kind])
            return (kind, text) if kind in UNIT_KINDS and text else None
        text = said[0].removesuffix(".0")  # a program took the codes for numbers
        place = self.finder.find(text) or self.finder.lan_code(text)
        is_mean = place is not None and place.rank  # groups are counted here
        return place.unit if place is not None and place.is_unit and not is_mean else None

    # --- columns ------------------------------------------------------------------

    def _together(self, first: str | None, second: str) -> Codes:
        """Return the different texts of one or two columns, as tuples."""
        given = coded(self.table[second])
        if first is not None:
            pairs = together(coded(self.table[first]), given)
            return Codes(pairs.of_row, [(clean(a), clean(b)) for a, b in pairs.values])
        return Codes(given.of_row, [(clean(text),) for text in given.values])

    def _found(self, given: Codes, find: Callable[[Any], Any]) -> tuple[Codes, tuple[Unknown, ...]]:
        """Return what texts mean, -1 for nothing, and the texts for which nothing is found."""
        means: dict[Any, int] = {}
        place = np.full(len(given) + 1, -1)
        for n, said in enumerate(given.values):
            found = find(said)
            if found is not None:
                place[n] = means.setdefault(found, len(means))
        return Codes(place[given.of_row], list(means)), self._unknown(given, place < 0)

    def _unknown(self, given: Codes, is_unknown: Array) -> tuple[Unknown, ...]:
        rows = np.flatnonzero(is_unknown[given.of_row])
        texts, first, times = np.unique(given.of_row[rows], return_index=True, return_counts=True)
        lines = self.lines[rows[first]].tolist()
        said = [given.values[text] for text in texts.tolist()]
        named = [(text,) if isinstance(text, str) else text for text in said]
        return tuple(map(Unknown, named, lines, times.tolist()))

    def _meant(
        self,
        column: str | None,
        find: Callable[[str], object],
        wrong: str,
        default: object = None,
    ) -> Codes:
        """Return what the texts of a column mean; without a column it is `default` in every row."""
        if column is None:
            given = [] if default is None else [default]
            return Codes(np.full(len(self.table), len(given) - 1), given)
        texts = coded(self.table[column])
        said = Codes(texts.of_row, [clean(text) for text in texts.values])
        found, _ = self._found(said, find)
        may_lack = column == self.layout.answer
        is_wrong = [find(t) is None and not (may_lack and not t) for t in said.values]
        self._tell(said, np.array([*is_wrong, False]), wrong)
        return found

    def _numbers(
        self, column: str | None, wrong: str, *, is_count: bool = False
    ) -> tuple[Array, Codes]:
        """Return the numbers of a column, NaN for none, and the answers that stand in their place.

        Only what pandas does not take for a number is looked at text by text.
        """
        if column is None:
            nothing = np.full(len(self.table), -1)
            return np.full(len(self.table), np.nan), Codes(nothing, [])
        given = coded(self.table[column])
        said = pd.Series(given.values, dtype=object)
        meant = pd.to_numeric(said, errors="coerce").to_numpy(dtype=float, copy=True)
        meant[np.isinf(meant)] = np.nan
        answers = list(_MARKS.values())
        mark = np.full(len(given), -1)
        is_wrong = np.isnan(meant)
        for n in np.flatnonzero(is_wrong).tolist():
            text = without_guard(said[n].strip())
            found = number_in(text)
            if found is not None:
                meant[n] = found[0]
            elif text in _MARKS:
                mark[n] = answers.index(_MARKS[text])
            is_wrong[n] = bool(text) and found is None and text not in _MARKS
        if is_count:
            is_wrong |= (meant < 0) | (meant >= _MOST_COUNTED) | (np.floor(meant) < meant)
        self._tell(given, is_wrong, wrong)
        return meant[given.of_row], Codes(mark[given.of_row], answers)

    def _of_codes(
        self,
        indicators: Codes,
        catalogues: Sequence[Catalogue],
        values: Array,
        answers: Codes,
        answering: Array,
    ) -> Codes:
        """Return the answers, with those that numbers stand for by the catalogues' `koder`.

        Only units that answer have such numbers: those of a län or riket are shares. The numbers
        are then none in `values`. One outside the coding is told as a fault.
        """
        coding = {(c.area, i.id): i.codes for c in catalogues for i in c if i.kind == "ja_nej"}
        names = [a.value for a in Answer]
        of_row = answers.of_row.copy()
        for n, pair in enumerate(indicators.values):
            if not coding.get(pair):
                continue
            of_indicator = (indicators.of_row == n) & answering & ~np.isnan(values)
            for code, answer in coding[pair].items():
                there = of_indicator & (values == float(code))
                of_row[there] = len(answers) + names.index(answer)
                values[there] = np.nan
                of_indicator &= ~there
            known = ", ".join(f"{code}={answer}" for code, answer in coding[pair].items())
            self._refuse(of_indicator, f"{'/'.join(pair)} har talet utanför koderna {known}")
        return Codes(of_row, [*answers.values, *names])

    # --- faults -------------------------------------------------------------------

    def _tell(self, given: Codes, is_wrong: Array, wrong: str) -> None:
        self.faults += [unknown.told(wrong) for unknown in self._unknown(given, is_wrong)]
        self.is_wrong |= is_wrong[given.of_row]

    def _refuse(self, where: Array, wrong: str) -> None:
        self.faults += [(line, wrong) for line in self.lines[where].tolist()]
        self.is_wrong |= where

    def _repeated(
        self, columns: Sequence[Codes], kept: Array
    ) -> tuple[tuple[tuple[int, ...], ...], int]:
        """Return the rows of the first results that are given more than once, and how many."""
        together = np.zeros(len(kept), dtype=np.int64)
        for codes in columns:
            together = together * (len(codes) + 1) + codes.of_row[kept]
        different, times = np.unique(together, return_counts=True)
        twice = different[times > 1]
        lines = self.lines[kept]
        rows = [lines[together == result].tolist() for result in twice[:_MOST_REPEATED]]
        return tuple(tuple(r) for r in rows), len(twice)


def _category(codes: Codes, rows: Array, part: int | None = None) -> "pd.Categorical[Any]":
    """Return some rows of a column, or of one part of each of its pairs, as a categorical."""
    texts = [value if part is None else value[part] for value in codes.values]
    different = list(dict.fromkeys(texts))
    place = {text: n for n, text in enumerate(different)}
    of_value = np.array([*(place[text] for text in texts), -1])
    return pd.Categorical.from_codes(of_value[codes.of_row[rows]], pd.Index(different, dtype=str))


def _first_of(answers: Codes, marks: Codes) -> Codes:
    """Return the answers, and the marks where there is none."""
    of_mark = np.where(marks.of_row < 0, -1, marks.of_row + len(answers))
    of_row = np.where(answers.of_row < 0, of_mark, answers.of_row)
    return Codes(of_row, [*answers.values, *marks.values])


def _gender(text: str) -> str | None:
    return text if text in GENDERS else None


def _answer(text: str) -> str | None:
    said = without_guard(text).upper()
    return said if said in Answer.__members__ else None
