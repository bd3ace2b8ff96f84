"""What the columns of a table with one result per row mean; checks on the different texts."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from oj_cli.domain.answers import GENDERS, UNIT_KINDS, Answer
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Register
from oj_cli.domain.swedish import counted, fold
from oj_cli.sources.layout.model import YEARS, LongLayout
from oj_cli.sources.longparse import Faults

if TYPE_CHECKING:
    import pandas as pd

_ANSWERS = {"": None} | {answer.value: answer.value for answer in Answer}
_GENDERS = {gender: gender for gender in GENDERS}
_KINDS = {kind: kind for kind in UNIT_KINDS}
_KEYS = ["indicator", "year", "unit", "unit_kind", "gender"]
LEAVE_OUT = "utelamna"


class Columns:
    """Reads a table a column at a time; what a text means is found once.

    `table` has a categorical column for each heading, and row numbers as its index.
    """

    def __init__(self, table: "pd.DataFrame", layout: LongLayout) -> None:
        self.layout = layout
        self.table = table
        self.faults: Faults = []
        self.left_out = 0

    def texts(self, column: str) -> list[str]:
        """Return the different texts in a column, without spaces around them, in order."""
        return sorted({text.strip() for text in self.table[column].cat.categories})

    def read(
        self, catalogue: Catalogue, register: Register, units: Mapping[str, str] | None = None
    ) -> tuple["pd.DataFrame", Faults]:
        """Return the rows, with the columns of a result row except `source`, and all faults.

        `units` tells which unit a text is, or that its rows are to be left out (`utelamna`).
        """
        import numpy as np
        import pandas as pd

        layout = self.layout
        self._leave_out(units or {}, catalogue.area)
        index = self.table.index
        by_kolada = layout.indicator_as == "kolada"
        ids = {i.kolada if by_kolada else i.id: i.id for i in catalogue}
        exact, folded = unit_names(register)

        def find_unit(text: str) -> tuple[str, str]:
            text = (units or {}).get(text, text)
            return exact.get(normalize("NFC", text).lower()) or folded[fold(text)]

        if layout.unit_kind is None:
            unit = self._mapped(layout.unit, find_unit, "Enheten ”{}” finns inte")
            kinds = _category(unit, lambda u: u[0])
            keys = _category(unit, lambda u: u[1])
        else:
            keys = self._mapped(layout.unit, _something, "Enheten ”{}” finns inte")
            kinds = self._mapped(
                layout.unit_kind, _KINDS.__getitem__, "Enhetsslaget ”{}” finns inte"
            )
        none = np.zeros(len(index), dtype=np.int8)
        rows = pd.DataFrame(
            {
                "area": pd.Categorical.from_codes(none, pd.Index([catalogue.area])),
                "year": self._years(),
                "indicator": self._mapped(
                    layout.indicator, ids.__getitem__, "Indikatorn ”{}” finns inte"
                ),
                "unit": keys,
                "unit_kind": kinds,
                "gender": pd.Categorical.from_codes(none, pd.Index(["T"]))
                if layout.gender is None
                else self._mapped(layout.gender, _GENDERS.__getitem__, "Könet ”{}” finns inte"),
                "answer": pd.Categorical.from_codes(none - 1, pd.Index([], dtype=object))
                if layout.answer is None
                else self._mapped(layout.answer, _ANSWERS.__getitem__, "Svaret ”{}” finns inte"),
                "value": self._numbers(layout.value, _number, "”{}” är inte ett tal"),
                "n_yes": self._numbers(layout.n_yes, _count, "”{}” är inte ett antal"),
                "n": self._numbers(layout.n, _count, "”{}” är inte ett antal"),
                "locator": self._locators(),
            },
            index=index,
        )
        rows = rows.astype({"n_yes": "Int64", "n": "Int64"})
        self._refuse_rows(rows)
        return rows, self.faults

    def _leave_out(self, units: Mapping[str, str], area: str) -> None:
        """Leave out rows of another område, and of units that are not wanted."""
        wanted: dict[str, Callable[[str], bool]] = {
            self.layout.unit: lambda text: units.get(text.strip()) != LEAVE_OUT
        }
        if self.layout.area is not None:
            wanted[self.layout.area] = lambda text: text.strip() == area
        for name, is_wanted in wanted.items():
            column = self.table[name]
            gone = [text for text in column.cat.categories if not is_wanted(text)]
            if gone:
                stays = ~column.isin(gone)
                self.left_out += int((~stays).sum())
                self.table = self.table[stays]

    def _meanings(
        self, column: str, find: Callable[[str], Any], wrong: str
    ) -> "tuple[Any, list[Any]]":
        """Return the codes of a column and what each code means; `find` raises for nothing."""
        import numpy as np

        texts = self.table[column].cat
        codes = texts.codes.to_numpy()
        used, first, times = np.unique(codes, return_index=True, return_counts=True)
        meanings: list[Any] = [None] * len(texts.categories)
        for code, at, count in zip(used.tolist(), first.tolist(), times.tolist(), strict=True):
            text = texts.categories[code]
            try:
                meanings[code] = find(text.strip())
            except (KeyError, ValueError):
                self.faults.append(
                    (int(self.table.index[at]), f"{wrong.format(text)} ({_times(count)}).")
                )
        return codes, meanings

    def _mapped(self, column: str, find: Callable[[str], Any], wrong: str) -> "pd.Categorical[Any]":
        """Return what the texts of a column mean, as a categorical."""
        return _categorical(*self._meanings(column, find, wrong))

    def _numbers(
        self, column: str | None, find: Callable[[str], float | None], wrong: str
    ) -> "pd.Series[float]":
        """Return the numbers in a column, NaN where there is none."""
        import numpy as np
        import pandas as pd

        if column is None:
            return pd.Series(np.nan, index=self.table.index)
        codes, meanings = self._meanings(column, find, wrong)
        numbers = np.array([np.nan if m is None else m for m in meanings], dtype=float)
        found = numbers[codes] if len(numbers) else np.full(len(codes), np.nan)
        return pd.Series(found, index=self.table.index)

    def _years(self) -> "pd.Series[int]":
        """Return the years; where there are none, missing, since that is told already."""
        import pandas as pd

        column, index = self.layout.year_column, self.table.index
        if column is None:
            return pd.Series(self.layout.year, index=index, dtype="Int64")
        return self._numbers(column, _year, "”{}” är inget årtal").astype("Int64")

    def _refuse_rows(self, rows: "pd.DataFrame") -> None:
        """Note what is wrong with whole rows: empty, impossible, or given before."""
        if self.layout.answer is not None:
            used = (self.layout.answer, self.layout.value, self.layout.n_yes, self.layout.n)
            empty = None
            for name in (c for c in used if c is not None):
                blank = [t for t in self.table[name].cat.categories if not t.strip()]
                of = self.table[name].isin(blank)
                empty = of if empty is None else empty & of
            if empty is not None:
                self.faults += [(i, "Svaret saknas.") for i in rows.index[empty]]
        impossible = (rows["n_yes"] > rows["n"]).fillna(False)
        self.faults += [
            (i, "Antalet JA är större än antalet svar.") for i in rows.index[impossible]
        ]
        repeated = rows[rows.duplicated(_KEYS, keep=False)]
        for _, same in repeated.groupby(_KEYS, dropna=True, observed=True):  # the rest is told
            first, *others = same.index.tolist()
            self.faults += [
                (i, f"Samma indikator, enhet, år och kön som på rad {first}.") for i in others
            ]

    def _locators(self) -> "list[object]":
        lines = self.table.index.tolist()
        if self.layout.locator is None:
            return lines
        records = self.table.assign(rad=lines).astype(str).to_dict("records")
        return [_fill(self.layout.locator, record) for record in records]


def _categorical(codes: Any, meanings: list[Any]) -> "pd.Categorical[Any]":
    """Return what codes mean as a categorical, in which two texts may mean the same."""
    import numpy as np
    import pandas as pd

    different = list(dict.fromkeys(m for m in meanings if m is not None))
    place = {meaning: n for n, meaning in enumerate(different)}
    of_code = np.array([-1 if m is None else place[m] for m in meanings] or [-1], dtype=np.int32)
    index = pd.Index(different, dtype=object, tupleize_cols=False)
    return pd.Categorical.from_codes(of_code[codes], index)


def _category(column: "pd.Categorical[Any]", part: Callable[[Any], Any]) -> "pd.Categorical[Any]":
    """Return a part of what each category is."""
    return _categorical(column.codes, [part(category) for category in column.categories])


def _something(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or int(text) not in YEARS:
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float | None:
    if text and not re.fullmatch(r"[-+]?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]{1,2})?", text):
        raise ValueError(text)
    return float(text.replace(",", ".")) if text else None


def _count(text: str) -> int | None:
    if text and not re.fullmatch(r"[0-9]{1,9}([.,]0+)?", text):
        raise ValueError(text)
    return int(float(text.replace(",", "."))) if text else None


def _fill(template: str, record: Mapping[Hashable, str]) -> str:
    """Put a row's values in the places that a template names; an unknown name stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda m: record.get(m[1], m[0]), template)


def _times(n: int) -> str:
    return counted(n, "gång", "gånger")


Units = dict[str, tuple[str, str]]


def unit_names(register: Register) -> tuple[Units, Units]:
    """Return (kind, key) by code or name in lower case, and by folded name where one fits.

    Riket is `0000` in Kolada.
    """
    named = [(x.name, ("lan", x.code)) for x in register.lan]
    named += [(k.name, ("kommun", k.code)) for k in register.kommuner]
    exact = {name.lower(): unit for name, unit in named}
    exact |= {unit[1]: unit for _, unit in named}
    exact |= {"0000": ("riket", "riket"), "riket": ("riket", "riket")}
    times = Counter(fold(name) for name, _ in named)
    return exact, {fold(name): unit for name, unit in named if times[fold(name)] == 1}
