"""Tables with one result per row (CSV), read as a YAML file beside them describes.

The description is a source record together with a layout: which column holds what. The
shipped data and a user's own tables come in through this same door.
"""

import hashlib
import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_bytes, read_yaml
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Register
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import counted
from oj_cli.sources.layout.model import LongLayout
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.layout.years import YEARS
from oj_cli.sources.longparse import parse_table
from oj_cli.sources.longrows import read_rows
from oj_cli.sources.packed import is_packed, unpacked

if TYPE_CHECKING:
    import pandas as pd

READER = "longtable"
READER_VERSION = 1
MAX_FAULTS_SHOWN = 20


@dataclass(frozen=True)
class Description:
    """A file's source record and layout, as a YAML file beside it holds them."""

    id: str = key("id")
    title: str = key("titel")
    publisher: str = key("utgivare")
    file: str = key("fil")
    area: str = key("omrade")
    credit: str = key("kallhanvisning")
    layout: LongLayout = key("layout")
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
    names, table, faults = parse_table(unpacked(raw, path) if is_packed(raw) else raw, path)
    layout = description.layout
    refuse_missing(names, layout, path)
    if layout.area is not None:
        table = table[table[layout.area].str.strip() == description.area]
    found = read_rows(table, layout, [catalogue], UnitFinder(register, word_lists()))
    faults += found.faults
    faults += [i.told("Indikatorn ”{}” finns inte") for i in found.indicators]
    faults += [u.told("Enheten ”{}” finns inte") for u in found.units]
    for first, *others in found.repeated:
        same = f"Samma indikator, enhet, år och kön som på rad {first}"
        faults += [(line, same) for line in others]
    if layout.answer is not None:
        faults += [(line, "Svaret saknas") for line in found.empty]
    refuse_faults(faults, path)
    rows = found.rows
    if layout.locator is not None:
        template, numbers = layout.locator, rows["locator"].tolist()
        records = table.loc[numbers].assign(rad=numbers).astype(str).to_dict("records")
        rows["locator"] = [_fill(template, record) for record in records]
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


def _fill(template: str, record: Mapping[Hashable, str]) -> str:
    """Put a row's values in the places that a template names; an unknown name stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda m: record.get(m[1], m[0]), template)


def refuse_faults(faults: Collection[tuple[int, str]], path: Path) -> None:
    """Raise FileFault with the first of the faults, by row, if there are any."""
    if not faults:
        return
    shown = sorted(faults)[:MAX_FAULTS_SHOWN]
    lines = [f"Rad {line}: {text}." for line, text in shown]
    if len(faults) > len(shown):
        lines.append(f"… och {len(faults) - len(shown)} till")
    raise FileFault(
        "sources.wrong_rows",
        place=str(path),
        details=tuple(lines),
        n=counted(len(faults), "fel", "fel"),
    )


def refuse_missing(names: Sequence[str], layout: LongLayout, path: Path) -> None:
    """Raise FileFault if a column that the layout names is missing or there twice."""
    for column in layout.columns:
        if names.count(column) != 1:
            fault = "sources.column_twice" if column in names else "sources.column_missing"
            raise FileFault(fault, place=str(path), column=column, known=", ".join(names))
    if layout.year_column is None and layout.year not in YEARS:
        raise FileFault("sources.which_year", place=str(path))


def described_tables(folder: Path) -> Iterable[tuple[Path, Description]]:
    """Yield the descriptions in a folder, in the order of their file names."""
    for path in sorted(folder.glob("*.yaml")):
        yield path, read_description(path)
