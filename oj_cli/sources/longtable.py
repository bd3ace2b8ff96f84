"""Tables with one result per row (CSV), read as a YAML file beside them describes.

The description is a source record together with a layout: which column holds what. The
shipped data and a user's own tables come in through this same door.
"""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import decode_text, read_bytes, read_yaml
from oj_cli.domain.answers import GENDERS, Answer
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
YEARS = range(1900, 2101)

_ANSWERS = {"": None} | {answer.value: answer.value for answer in Answer}
_GENDERS = {gender: gender for gender in GENDERS}


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
    path = folder / description.file
    raw = read_bytes(path)
    names, records = _parse(raw, path)
    layout = description.layout
    _refuse_missing(names, layout, path)
    rows, faults = _Columns(names, records, layout).read(catalogue, register)
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
            hints=("Rätta raderna och försök igen.",),
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


Records = list[tuple[int, list[str]]]
"""The rows of a table: row number, as a spreadsheet counts, and cells."""


def _parse(raw: bytes, path: Path) -> tuple[list[str], Records]:
    """Return the headings and the rows that are not empty. Reads commas and semicolons."""
    text = decode_text(raw, path)
    head = text.lstrip().partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        numbered = list(enumerate(reader, 1))
    except csv.Error as error:
        raise FileFault(
            "Tabellen går inte att läsa: ett citattecken står fel.",
            place=f"{path}, rad {reader.line_num}",
            hints=("Citattecken skrivs dubbelt inne i en cell, och står annars runt hela cellen.",),
        ) from error
    filled = [(n, cells) for n, cells in numbered if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        raise FileFault(
            "Tabellen är tom.",
            place=str(path),
            hints=("Den ska ha en rad med rubriker och en rad för varje resultat.",),
        )
    return [name.strip() for name in filled[0][1]], filled[1:]


def _refuse_missing(names: Sequence[str], layout: Layout, path: Path) -> None:
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
    for column in (c for c in named if c is not None):
        if names.count(column) != 1:
            wrong = f"har två kolumner som heter {column}" if column in names else None
            raise FileFault(
                f"Tabellen {wrong or f'saknar kolumnen {column}'}.",
                place=str(path),
                hints=(f"Kolumnerna är {', '.join(names)}.",),
            )
    if layout.year_column is None and layout.year not in YEARS:
        raise FileFault(
            "Beskrivningen säger inte vilket år tabellen gäller.",
            place=str(path),
            hints=("Skriv till exempel ar: 2016 under layout.",),
        )


class _Columns:
    """Reads a table a column at a time; checks are made on the distinct values."""

    def __init__(self, names: Sequence[str], records: Records, layout: Layout) -> None:
        import pandas as pd

        self.layout = layout
        self.faults: list[tuple[int, str]] = []
        width = len(names)
        for n, cells in records:
            if len(cells) < width or any(cells[width:]):
                self.faults.append((n, f"Raden har {len(cells)} celler, rubriken har {width}."))
        whole = [(n, cells[:width]) for n, cells in records if len(cells) >= width]
        table = pd.DataFrame(
            [cells for _, cells in whole], index=[n for n, _ in whole], columns=list(names)
        )
        self.table = table.loc[:, ~table.columns.duplicated()]

    def read(
        self, catalogue: Catalogue, register: Register
    ) -> tuple["pd.DataFrame", list[tuple[int, str]]]:
        import pandas as pd

        layout, table = self.layout, self.table
        by_kolada = layout.indicator_as == "kolada"
        ids = {i.kolada if by_kolada else i.id: i.id for i in catalogue}
        exact, folded = _unit_names(register)
        unit = self._mapped(
            layout.unit,
            lambda v: exact.get(normalize("NFC", v).lower()) or folded[fold(v)],
            "Enheten ”{}” finns inte",
        )
        missing = pd.Series(None, index=table.index, dtype=object)
        rows = pd.DataFrame(
            {
                "area": catalogue.area,
                "year": layout.year
                if layout.year_column is None
                else self._mapped(layout.year_column, _year, "”{}” är inget årtal"),
                "indicator": self._mapped(
                    layout.indicator, ids.__getitem__, "Indikatorn ”{}” finns inte"
                ),
                "unit": unit.map(lambda u: u and u[1]),
                "unit_kind": unit.map(lambda u: u and u[0]),
                "gender": "T"
                if layout.gender is None
                else self._mapped(layout.gender, _GENDERS.__getitem__, "Könet ”{}” finns inte"),
                "answer": missing
                if layout.answer is None
                else self._mapped(layout.answer, _ANSWERS.__getitem__, "Svaret ”{}” finns inte"),
                "value": missing.astype(float)
                if layout.value is None
                else self._mapped(layout.value, _number, "”{}” är inte ett tal").astype(float),
                "n_yes": self._count(layout.n_yes),
                "n": self._count(layout.n),
                "locator": self._locators(),
            },
            index=table.index,
        )
        self._refuse_rows(rows)
        return rows, self.faults

    def _mapped(self, column: str, find: Callable[[str], object], wrong: str) -> "pd.Series[Any]":
        """Return what the cells of a column mean; `find` raises for what means nothing."""
        import pandas as pd

        values = self.table[column]
        known: dict[str, object] = {}
        for value in values.unique():
            try:
                known[value] = find(value.strip())
            except (KeyError, ValueError):
                known[value] = None
                lines = self.table.index[values == value].tolist()
                self.faults.append((lines[0], f"{wrong.format(value)} ({_times(len(lines))})."))
        return pd.Series([known[v] for v in values], index=self.table.index, dtype=object)

    def _count(self, column: str | None) -> "pd.Series[int]":
        import pandas as pd

        if column is None:
            return pd.Series(pd.NA, index=self.table.index, dtype="Int64")
        return self._mapped(column, _count, "”{}” är inte ett antal").astype("Int64")

    def _refuse_rows(self, rows: "pd.DataFrame") -> None:
        """Note what is wrong with whole rows: empty, impossible, or given before."""
        if self.layout.answer is not None:
            used = (self.layout.answer, self.layout.value, self.layout.n_yes, self.layout.n)
            cells = self.table[[c for c in used if c is not None]]
            empty = cells.apply(lambda column: column.str.strip() == "").all(axis=1)
            self.faults += [(i, "Svaret saknas.") for i in rows.index[empty]]
        impossible = (rows["n_yes"] > rows["n"]).fillna(False)
        self.faults += [
            (i, "Antalet JA är större än antalet svar.") for i in rows.index[impossible]
        ]
        keys = ["indicator", "year", "unit", "unit_kind", "gender"]
        repeated = rows[rows.duplicated(keys, keep=False)]
        for _, same in repeated.groupby(keys, dropna=True):  # what is unknown is told already
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


def _unit_names(register: Register) -> tuple[Units, Units]:
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


def described_tables(folder: Path) -> Iterable[tuple[Path, Description]]:
    """Yield the descriptions in a folder, in the order of their file names."""
    for path in sorted(folder.glob("*.yaml")):
        yield path, read_description(path)
