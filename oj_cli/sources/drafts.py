"""Read the sheet that `oj data template` made and the kommun filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Cell, Sheet, Workbook
from oj_cli.domain.locators import cell_name
from oj_cli.domain.quality import Draft, DraftAnswer
from oj_cli.domain.swedish import fold
from oj_cli.sources.workbook import read_workbook

ID, ANSWER = "id", "svar"
ABOUT = ("kommun", "omrade", "ar")
_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


@dataclass(frozen=True)
class _Header:
    row: int
    columns: Mapping[str, int]


def read_draft(path: Path) -> Draft:
    """Read a filled-in sheet, XLSX or CSV, whatever order its columns and rows stand in.

    Raises FileFault if the file cannot be read or has no columns Id and Svar.
    """
    book = read_workbook(path)
    for sheet in book.sheets:
        header = _header(sheet)
        if header is not None:
            return _draft(book, sheet, header, path)
    raise FileFault("sources.no_draft", place=str(path))


def _header(sheet: Sheet) -> _Header | None:
    for n, row in enumerate(sheet.rows):
        names = [fold(_text(cell)) for cell in row]
        if ID in names and ANSWER in names:
            return _Header(n, {name: at for at, name in reversed(list(enumerate(names))) if name})
    return None


def _draft(book: Workbook, sheet: Sheet, header: _Header, path: Path) -> Draft:
    in_cells = path.suffix.lower() in _SPREADSHEETS
    answers = []
    below = list(enumerate(sheet.rows))[header.row + 1 :]
    for n, row in below:
        id, answer = (_text(row[header.columns[name]]) for name in (ID, ANSWER))
        if not id and not answer:
            continue
        cell = cell_name(sheet.name, n, header.columns[ANSWER]) if in_cells else None
        answers.append(DraftAnswer(id, answer, None if in_cells else n + 1, cell))
    about = _about(book.sheets) | _same_on_all_rows([row for _, row in below], header)
    year = about.get("ar", "")
    return Draft(
        path.name,
        tuple(answers),
        about.get("kommun"),
        about.get("omrade"),
        int(year) if year.isdigit() else None,
    )


def _about(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return what a sheet says in rows of two cells: `Kommun | Leksand`."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for row in sheet.rows:
            filled = [_text(cell) for cell in row if _text(cell)]
            if len(filled) == 2 and fold(filled[0]) in ABOUT:
                found.setdefault(fold(filled[0]), filled[1])
    return found


def _same_on_all_rows(rows: Sequence[Sequence[Cell]], header: _Header) -> dict[str, str]:
    """Return what a column says if it says the same on every row."""
    found = {}
    for name in ABOUT:
        if name in header.columns:
            said = {_text(row[header.columns[name]]) for row in rows} - {""}
            if len(said) == 1:
                found[name] = said.pop()
    return found


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())
