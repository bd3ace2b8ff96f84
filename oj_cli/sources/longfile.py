"""Long tables as they are sent: one result in each row, millions of rows, several områden.

The columns are told by a layout with `lang_tabell`. Checks are made on the distinct values.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.domain.answers import GENDERS, UNIT_KINDS, Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.guard import without_guard
from oj_cli.domain.indicators import Catalogue
from oj_cli.sources.findings import finding
from oj_cli.sources.layout.codes import number_in
from oj_cli.sources.layout.model import Layout
from oj_cli.sources.layout.text import clean
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.years import year_of
from oj_cli.sources.longparse import headings, parse_table
from oj_cli.sources.longtable import refuse_faults
from oj_cli.sources.packed import is_packed, unpacked
from oj_cli.sources.workbook.kinds import Kind, kind_of
from oj_cli.sources.workbook.reading import read_file
from oj_cli.sources.workbook.texts import decode_any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Codes = np.ndarray[tuple[int], np.dtype[np.int64]]

READER = "langtabell"
READER_VERSION = 1
_HEAD = 65_536  # bytes that the heading stands within
_MOST_NAMED = 5
_MARKS = {"-": Answer.BORTFALL, ".": Answer.EA, "..": Answer.SEKRETESS}


@dataclass(frozen=True)
class LongFile:
    """A long table: its bytes unpacked, their hash as they came, and the layout that fits."""

    path: Path
    raw: bytes
    sha256: str
    layout: Layout


@dataclass(frozen=True)
class LongReading:
    """What a long table says: rows without `source`, what was left out, what is wrong."""

    rows: "pd.DataFrame"
    unknown_indicators: tuple[str, ...] = ()
    unknown_with_answers: frozenset[str] = frozenset()
    unknown_units: Mapping[str, int] = field(default_factory=dict)
    n_unknown: int = 0
    n_empty: int = 0
    findings: tuple[Finding, ...] = ()


def open_long(path: Path, layouts: Iterable[Layout]) -> LongFile | None:
    """Return a file as a long table if a layout knows its heading, else None.

    Raises FileFault as `read_workbook` does.
    """
    raw = read_file(path)
    packed = is_packed(raw)
    try:
        head = zlib.decompressobj(wbits=31).decompress(raw, _HEAD) if packed else raw[:_HEAD]
    except zlib.error:
        return None  # whoever reads it whole says what is wrong
    if head.startswith(b"PK") or kind_of(head, path) is not Kind.TEXT:
        return None
    names = headings(decode_any(_whole_lines(head), path))
    fitting = [x for x in layouts if x.long is not None and set(x.long.columns) <= set(names)]
    if not fitting:
        return None
    digest = hashlib.sha256(raw).hexdigest()
    layout = max(fitting, key=lambda x: len(x.long.columns) if x.long else 0)
    return LongFile(path, unpacked(raw, path) if packed else raw, digest, layout)


def _whole_lines(head: bytes) -> bytes:
    """Return the start of a file to its last whole line, or character where each is many bytes."""
    if b"\0" in head:
        return head[: len(head) // 4 * 4]
    return head[: head.rfind(b"\n") + 1] or head


def read_long(
    file: LongFile, catalogues: Sequence[Catalogue], finder: UnitFinder, area: str | None = None
) -> LongReading:
    """Read a long table into the områden of the catalogues, or into one of them.

    Rows of indicators that no catalogue has are left out and named, as are those of units
    that are not known. Raises FileFault if the table cannot be parsed.
    """
    return _Long(file, catalogues, finder, area).reading()


class _Long:
    def __init__(
        self,
        file: LongFile,
        catalogues: Sequence[Catalogue],
        finder: UnitFinder,
        area: str | None,
    ) -> None:
        if file.layout.long is None:
            raise ValueError("the layout tells of no long table")
        self.file = file
        self.long = file.layout.long
        self.catalogues = [c for c in catalogues if area in (None, c.area)]
        self.finder = finder
        self.findings: list[Finding] = []
        self.table = self._parsed()

    def reading(self) -> LongReading:
        """Return the rows, and what of the table is none."""
        import numpy as np
        import pandas as pd

        pairs, pair_of, unknown = self._indicators()
        units, unit_of = self._units()
        lost_units = Counter(self._texts(self.long.unit, unit_of < 0))
        genders = self._mapped(self.long.gender, _gender, "Könet ”{}” finns inte", default="T")
        years = self._mapped(
            self.long.year_column, year_of, "”{}” är inget årtal", default=self.long.year
        )
        answers = self._mapped(self.long.answer, _answer, "Svaret ”{}” finns inte", empty=True)
        values, marks = self._values()
        n_yes, n = self._numbers(self.long.n_yes), self._numbers(self.long.n)
        answer_codes = np.where(answers.codes >= 0, answers.codes, -1)
        if marks is not None:
            answers, answer_codes = _with_marks(answers, answer_codes, marks)
        is_known = (pair_of >= 0) & (unit_of >= 0) & (years.codes >= 0) & (genders.codes >= 0)
        has_result = (answer_codes >= 0) | ~np.isnan(values) | ~np.isnan(n)
        kept = np.flatnonzero(is_known & has_result)
        categorical = pd.Categorical.from_codes
        areas = list(dict.fromkeys(a for a, _ in pairs)) or [""]
        ids = list(dict.fromkeys(i for _, i in pairs)) or [""]
        kinds = list(dict.fromkeys(k for k, _ in units)) or [""]
        keys = list(dict.fromkeys(u for _, u in units)) or [""]
        area_of = np.array([areas.index(a) for a, _ in pairs] or [0])
        place = {text: n for n, text in enumerate(ids)}
        id_of = np.array([place[i] for _, i in pairs] or [0])
        kind_of_unit = np.array([kinds.index(k) for k, _ in units] or [0])
        place = {text: n for n, text in enumerate(keys)}
        key_of = np.array([place[u] for _, u in units] or [0])
        pair, unit = pair_of[kept], unit_of[kept]
        rows = pd.DataFrame(
            {
                "area": categorical(area_of[pair], pd.Index(areas)),
                "year": np.array(years.means or [0], dtype=np.int64)[years.codes[kept]],
                "indicator": categorical(id_of[pair], pd.Index(ids)),
                "unit": categorical(key_of[unit], pd.Index(keys)),
                "unit_kind": categorical(kind_of_unit[unit], pd.Index(kinds)),
                "gender": categorical(genders.codes[kept], pd.Index(genders.means)),
                "answer": categorical(answer_codes[kept], pd.Index(answers.means, dtype=object)),
                "value": values[kept],
                "n_yes": n_yes[kept],
                "n": n[kept],
                "locator": self.table.index.to_numpy()[kept],
            }
        )
        self._refuse_repeated(pair, unit, years.codes[kept], genders.codes[kept], kept)
        return LongReading(
            rows,
            unknown,
            frozenset(self._texts(self.long.indicator, (pair_of < 0) & (answer_codes >= 0))),
            lost_units,
            n_unknown=int((pair_of < 0).sum()),
            n_empty=int((is_known & ~has_result).sum()),
            findings=tuple(self.findings),
        )

    # --- parsing ------------------------------------------------------------------

    def _parsed(self) -> "pd.DataFrame":
        """Return the table, with a categorical column for each heading and row numbers as index."""
        raw = decode_any(self.file.raw, self.file.path).encode()
        _, table, faults = parse_table(raw, self.file.path)
        refuse_faults(faults, self.file.path)
        return table

    def _texts(self, column: str, where: "np.ndarray[Any, Any]") -> list[str]:
        return [clean(str(text)) for text in self.table[column][where]]

    # --- what the values mean -----------------------------------------------------

    def _indicators(self) -> "tuple[list[tuple[str, str]], Codes, tuple[str, ...]]":
        """Return the different (område, indicator), which of them each row is of, and unknown."""
        import numpy as np

        by_kolada = self.long.indicator_as == "kolada"
        known: dict[tuple[str, str], tuple[str, str]] = {}
        for catalogue in reversed(self.catalogues):
            for i in catalogue:
                name = i.kolada if by_kolada else i.id
                if name:
                    known["", name] = known[catalogue.area, name] = (catalogue.area, i.id)
        names = self.table[self.long.indicator].cat
        codes: np.ndarray[Any, Any] = names.codes.to_numpy(dtype=np.int64)
        together: np.ndarray[Any, Any]
        if self.long.area is None:
            texts = [("", clean(str(t))) for t in names.categories]
            together = codes
        else:
            areas = self.table[self.long.area].cat
            many = len(names.categories)
            together = areas.codes.to_numpy(dtype=np.int64) * many + codes
            texts = [
                (clean(str(a)), clean(str(t))) for a in areas.categories for t in names.categories
            ]
        used = np.unique(together)
        pairs: list[tuple[str, str]] = []
        place = np.full(len(texts) + 1, -1, dtype=np.int64)
        unknown = []
        for number in used.tolist():
            found = known.get(texts[number])
            if found is None:
                unknown.append(texts[number][1])
                continue
            place[number] = len(pairs)
            pairs.append(found)
        return pairs, place[together], tuple(dict.fromkeys(unknown))

    def _units(self) -> "tuple[list[tuple[str, str]], Codes]":
        import numpy as np

        names = self.table[self.long.unit].cat
        codes: np.ndarray[Any, Any] = names.codes.to_numpy(dtype=np.int64)
        together: np.ndarray[Any, Any]
        if self.long.unit_kind is not None:
            kinds = self.table[self.long.unit_kind].cat
            many = len(names.categories)
            together = kinds.codes.to_numpy(dtype=np.int64) * many + codes
            texts = [(str(k), str(t)) for k in kinds.categories for t in names.categories]
            meant = [(k, t) if k in UNIT_KINDS else None for k, t in texts]
        else:
            together = codes
            places = [
                self.finder.find(str(t)) or self.finder.lan_code(str(t)) for t in names.categories
            ]
            meant = [p.unit if p is not None and p.is_unit else None for p in places]
        units = list(dict.fromkeys(m for m in meant if m is not None))
        place_of = {unit: n for n, unit in enumerate(units)}
        place = np.array([-1 if m is None else place_of[m] for m in meant] or [-1])
        return units, place[together]

    def _mapped(
        self,
        column: str | None,
        find: Callable[[str], object],
        wrong: str,
        *,
        default: object = None,
        empty: bool = False,
    ) -> "_Meant":
        import numpy as np

        if column is None:
            given = default is not None
            codes = np.full(len(self.table), 0 if given else -1, dtype=np.int64)
            return _Meant(codes, [default] if given else [])
        names = self.table[column].cat
        means: list[object] = []
        place = np.full(len(names.categories) + 1, -1, dtype=np.int64)
        for n, text in enumerate(names.categories):
            said = clean(str(text))
            found = find(said)
            if found is None:
                if not (empty and not said):
                    self._fault(wrong.format(said), names.codes.to_numpy() == n)
                continue
            if found not in means:
                means.append(found)
            place[n] = means.index(found)
        return _Meant(place[names.codes.to_numpy(dtype=np.int64)], means)

    def _values(self) -> "tuple[np.ndarray[Any, Any], dict[str, np.ndarray[Any, Any]] | None]":
        """Return the values, NaN for none, and where a mark stands in place of one."""
        import numpy as np

        if self.long.value is None:
            return np.full(len(self.table), np.nan), None
        texts = self.table[self.long.value]
        values, left = self._parse_numbers(texts)
        marks: dict[str, np.ndarray[Any, Any]] = {}
        if left.any():
            for mark, answer in _MARKS.items():
                said = [t for t in texts.cat.categories if without_guard(str(t).strip()) == mark]
                is_mark = left & texts.isin(said).to_numpy()
                if is_mark.any():
                    marks[answer.value] = is_mark
                    left = left & ~is_mark
            self._not_numbers(texts, left)
        return values, marks or None

    def _numbers(self, column: str | None) -> "np.ndarray[Any, Any]":
        import numpy as np

        if column is None:
            return np.full(len(self.table), np.nan)
        values, left = self._parse_numbers(self.table[column])
        self._not_numbers(self.table[column], left)
        return values

    def _parse_numbers(
        self, texts: "pd.Series[Any]"
    ) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
        """Return the numbers, and where something else stands than a number or nothing.

        Each different text is judged once.
        """
        import numpy as np
        import pandas as pd

        said = texts.cat.categories.astype(str)
        meant = pd.to_numeric(pd.Series(said), errors="coerce").to_numpy(dtype=float)
        meant = np.where(np.isinf(meant), np.nan, meant)
        is_text = np.isnan(meant) & (said.str.strip() != "")
        for n in np.flatnonzero(is_text).tolist():
            found = number_in(without_guard(said[n]))
            if found is not None:
                meant[n], is_text[n] = found[0], False
        codes = texts.cat.codes.to_numpy()
        return meant[codes], is_text[codes]

    def _not_numbers(self, texts: "pd.Series[Any]", left: "np.ndarray[Any, Any]") -> None:
        for text in list(dict.fromkeys(texts[left]))[:_MOST_NAMED]:
            self._fault(f"”{text}” är inte ett tal", (texts == text).to_numpy() & left)

    # --- faults -------------------------------------------------------------------

    def _fault(self, message: str, where: "np.ndarray[Any, Any]") -> None:
        import numpy as np

        rows = np.flatnonzero(where)
        if len(rows):
            self.findings.append(
                finding(
                    "layout.wrong_value",
                    file=self.file.path.name,
                    line=int(self.table.index[rows[0]]),
                    wrong=message,
                    n=len(rows),
                )
            )

    def _refuse_repeated(
        self, pair: "Codes", unit: "Codes", year: "Codes", gender: "Codes", kept: "Codes"
    ) -> None:
        import numpy as np

        together: np.ndarray[Any, Any] = pair
        for codes in (unit, year, gender):
            together = np.asarray(together * (int(codes.max(initial=0)) + 1) + codes)
        _, first, times = np.unique(together, return_index=True, return_counts=True)
        twice = np.flatnonzero(times > 1)
        for n in twice[:_MOST_NAMED].tolist():
            rows = kept[np.flatnonzero(together == together[first[n]])]
            numbers = [str(self.table.index[r]) for r in rows[:_MOST_NAMED].tolist()]
            self.findings.append(
                finding(
                    "layout.same_result_twice",
                    file=self.file.path.name,
                    line=int(self.table.index[rows[1]]),
                    rows=", ".join(numbers),
                    more=f". Så är det på {len(twice)} ställen" if len(twice) > 1 else "",
                )
            )


@dataclass(frozen=True)
class _Meant:
    """What the cells of a column mean: a place in `means` for each row, -1 for nothing."""

    codes: "Codes"
    means: list[Any]


def _with_marks(
    answers: _Meant, codes: "Codes", marks: "Mapping[str, np.ndarray[Any, Any]]"
) -> "tuple[_Meant, Codes]":
    means = [*answers.means]
    codes = codes.copy()
    for answer, where in marks.items():
        if answer not in means:
            means.append(answer)
        codes[where & (codes < 0)] = means.index(answer)
    return _Meant(answers.codes, means), codes


def _gender(text: str) -> str | None:
    return text if text in GENDERS else None


def _answer(text: str) -> str | None:
    said = without_guard(text).upper()
    return said if said in Answer.__members__ else None
