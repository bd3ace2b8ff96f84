"""Tables with one result per row (CSV), read as a YAML file beside them describes.

The description is a source record together with a layout: which column holds what. The
shipped data and a user's own tables come in through this same door.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.answers import Answer
from oj_cli.domain.errors import FileFault
from oj_cli.domain.fields import key
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Register
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import counted, fold

if TYPE_CHECKING:
    import pandas as pd

READER = "longtable"
READER_VERSION = 1
MAX_FAULTS_SHOWN = 20


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


@dataclass(frozen=True)
class Description:
    """A file's source record and layout, as a YAML file beside it holds them."""

    id: str = key("id")
    title: str = key("titel")
    publisher: str = key("utgivare")
    file: str = key("fil")
    area: str = key("omrade")
    credit: str = key("kallhanvisning")
    layout: Layout = key("layout")
    year: int | None = key("ar", default=None)
    fetched: str | None = key("hamtad", default=None)
    licence: str | None = key("villkor", default=None)
    remark: str | None = key("anmarkning", default=None)


def read_description(path: Path) -> Description:
    """Read the YAML file that describes a table. Raises FileFault with file and line."""
    return read_model(Description, read_yaml(path), "Beskrivningen av källan")


def read_table(
    description: Description, folder: Path, catalogue: Catalogue, register: Register
) -> tuple[SourceRecord, "pd.DataFrame"]:
    """Read a described table.

    Returns its source record and its rows, with the columns of a result row except
    `source`. Raises FileFault with row numbers if the table names an indicator or unit
    that does not exist, holds an answer or number that cannot be read, or gives the
    same result twice.
    """
    import pandas as pd

    path = folder / description.file
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileFault(f"Filen {path.name} går inte att läsa.", place=str(path)) from error
    try:
        table = pd.read_csv(BytesIO(raw), dtype=str, keep_default_na=False)
    except (ValueError, UnicodeDecodeError) as error:
        raise FileFault(f"Tabellen går inte att läsa: {error}", place=str(path)) from error
    layout = description.layout
    _refuse_missing(table, layout, path)
    rows, faults = _Columns(table, layout).read(catalogue, register)
    if faults:
        shown = sorted(faults)[:MAX_FAULTS_SHOWN]
        more = len(faults) - len(shown)
        lines = [f"Rad {line}: {text}" for line, text in shown]
        if more:
            lines.append(f"… och {more} till")
        raise FileFault(
            f"Tabellen har {counted(len(faults), 'fel', 'fel')}.",
            place=str(path),
            details=tuple(lines),
        )
    record = SourceRecord(
        id=description.id,
        title=description.title,
        publisher=description.publisher,
        year=description.year,
        file=description.file,
        sha256=hashlib.sha256(raw).hexdigest(),
        fetched=description.fetched,
        licence=description.licence,
        reader=READER,
        reader_version=READER_VERSION,
        credit=description.credit,
        remark=description.remark,
    )
    return record, rows


def _refuse_missing(table: "pd.DataFrame", layout: Layout, path: Path) -> None:
    named = (
        layout.indicator,
        layout.unit,
        layout.year_column,
        layout.gender,
        layout.answer,
        layout.value,
        layout.n_yes,
        layout.n,
    )
    missing = [c for c in named if c is not None and c not in table]
    if missing:
        raise FileFault(
            f"Tabellen saknar kolumnen {missing[0]}.",
            place=str(path),
            hints=(f"Kolumnerna är {', '.join(map(str, table.columns))}.",),
        )
    if layout.year is None and layout.year_column is None:
        raise FileFault("Beskrivningen säger inte vilket år tabellen gäller.", place=str(path))


class _Columns:
    """Reads a table a column at a time; checks are made on the distinct values."""

    def __init__(self, table: "pd.DataFrame", layout: Layout) -> None:
        self.table = table
        self.layout = layout
        self.faults: list[tuple[int, str]] = []

    def read(
        self, catalogue: Catalogue, register: Register
    ) -> tuple["pd.DataFrame", list[tuple[int, str]]]:
        import pandas as pd

        layout, table = self.layout, self.table
        by = {i.kolada if layout.indicator_as == "kolada" else i.id: i.id for i in catalogue}
        units = _unit_names(register)
        unit = self._mapped(
            layout.unit, lambda v: units.get(v.lower()) or units.get(fold(v)), "Enheten"
        )
        rows = pd.DataFrame(
            {
                "area": catalogue.area,
                "year": layout.year
                if layout.year_column is None
                else self._numbers(layout.year_column, whole=True),
                "indicator": self._mapped(layout.indicator, by.get, "Indikatorn"),
                "unit": unit.map(lambda u: u and u[1]),
                "unit_kind": unit.map(lambda u: u and u[0]),
                "gender": "T" if layout.gender is None else table[layout.gender],
                "answer": None
                if layout.answer is None
                else self._mapped(layout.answer, _answers().get, "Svaret"),
                "value": None if layout.value is None else self._numbers(layout.value),
                "n_yes": None if layout.n_yes is None else self._numbers(layout.n_yes, whole=True),
                "n": None if layout.n is None else self._numbers(layout.n, whole=True),
                "locator": self._locators(),
            },
            index=table.index,
        )
        keys = ["indicator", "year", "unit", "unit_kind", "gender"]
        for i in rows.index[rows.duplicated(keys)]:
            self.faults.append((i + 2, "Samma indikator, enhet och år står två gånger."))
        return rows, self.faults

    def _mapped(self, column: str, find: Callable[[str], object], word: str) -> "pd.Series[Any]":
        import pandas as pd

        values = self.table[column]
        known = {v: find(v.strip()) for v in values.unique()}
        for v in (v for v, found in known.items() if found is None):
            lines = self.table.index[values == v]
            self.faults.append((lines[0] + 2, f"{word} ”{v}” finns inte ({_times(len(lines))})."))
        return pd.Series([known[v] for v in values], index=self.table.index, dtype=object)

    def _numbers(self, column: str, whole: bool = False) -> "pd.Series":
        import pandas as pd

        text = self.table[column].str.strip().str.replace(",", ".", regex=False)
        numbers = pd.to_numeric(text.where(text != "", None), errors="coerce")
        wrong = numbers.isna() & (text != "")
        if whole:
            wrong |= numbers.notna() & (numbers % 1 != 0)
        for i in self.table.index[wrong]:
            kind = "ett heltal" if whole else "ett tal"
            self.faults.append((i + 2, f"”{self.table[column][i]}” är inte {kind}."))
        return numbers.astype("Int64") if whole and not wrong.any() else numbers

    def _locators(self) -> "list[object]":
        lines = [i + 2 for i in range(len(self.table))]
        if self.layout.locator is None:
            return list(lines)
        records = self.table.assign(rad=lines).astype(str).to_dict("records")
        return [_fill(self.layout.locator, record) for record in records]


def _fill(template: str, record: Mapping[Hashable, str]) -> str:
    """Put a row's values in the places that a template names; an unknown name stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda m: record.get(m[1], m[0]), template)


def _times(n: int) -> str:
    return counted(n, "gång", "gånger")


def _answers() -> dict[str, str]:
    return {a.value: a.value for a in Answer}


def _unit_names(register: Register) -> dict[str, tuple[str, str]]:
    """Return (kind, key) by code, by name in lower case and, where only one fits, folded name.

    Riket is `0000` in Kolada.
    """
    named = [(x.name, ("lan", x.code)) for x in register.lan]
    named += [(k.name, ("kommun", k.code)) for k in register.kommuner]
    folded = Counter(fold(name) for name, _ in named)
    names = {fold(name): unit for name, unit in named if folded[fold(name)] == 1}
    names |= {name.lower(): unit for name, unit in named}
    names |= {unit[1]: unit for _, unit in named}
    return names | {"0000": ("riket", "riket"), "riket": ("riket", "riket")}


def described_tables(folder: Path) -> Iterable[tuple[Path, Description]]:
    """Yield the descriptions in a folder, in the order of their file names."""
    for path in sorted(folder.glob("*.yaml")):
        yield path, read_description(path)
