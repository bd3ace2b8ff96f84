"""Read the sheet that `oj data template` made and the kommun filled in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Sheet
from oj_cli.domain.locators import cell_name
from oj_cli.domain.quality import Draft, DraftAnswer
from oj_cli.domain.swedish import fold
from oj_cli.sources.layout.grid import cell_text
from oj_cli.sources.layout.headed import find_headed
from oj_cli.sources.workbook import read_workbook

ID, ANSWER = "id", "svar"
ABOUT = ("kommun", "omrade", "ar")
_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def read_draft(path: Path) -> Draft:
    """Read a filled-in sheet, XLSX or CSV, whatever order its columns and rows stand in.

    Raises FileFault if the file cannot be read or has no columns Id and Svar.
    """
    book = read_workbook(path)
    table = find_headed(book, [ID], [ANSWER])
    if table is None:
        raise FileFault("sources.no_draft", place=str(path))
    in_cells = path.suffix.lower() in _SPREADSHEETS
    answers = []
    rows = list(table.rows())
    for n, said in rows:
        if said[ID] or said[ANSWER]:
            cell = cell_name(table.sheet.name, n, table.columns[ANSWER]) if in_cells else None
            answers.append(DraftAnswer(said[ID], said[ANSWER], None if in_cells else n + 1, cell))
    about = _about(book.sheets) | _same_on_all_rows([said for _, said in rows])
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
            filled = [cell_text(cell) for cell in row if cell_text(cell)]
            if len(filled) == 2 and fold(filled[0]) in ABOUT:
                found.setdefault(fold(filled[0]), filled[1])
    return found


def _same_on_all_rows(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what a column says if it says the same on every row."""
    said = {name: {row[name] for row in rows if row.get(name)} for name in ABOUT}
    return {name: texts.pop() for name, texts in said.items() if len(texts) == 1}
