"""Where things stand in a filled-in workbook, and what is said of its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import OjError
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.grid import Cell, Sheet, Workbook
from oj_cli.domain.locators import cell_name
from oj_cli.domain.report_sheet import (
    ACTIVITY,
    ANSWERS,
    ASKED,
    GOAL,
    PARTY_LINE,
    PLAN_LINE,
    STATUS,
    STATUS_BEFORE,
)
from oj_cli.domain.swedish import fold, near

_KNOWN = (GOAL, ACTIVITY, STATUS, *ANSWERS)
_GIVEN = {
    fold(h)
    for h in (
        *("Målet", "Mått", "Utgångsläge", "Målvärde", "Senast rapporterat", "Gäller dag", "Vad"),
        *("Ansvarig", "Klart", STATUS_BEFORE),
    )
}
"""Headings of what is not to be filled in, some of them like those that are."""


def about(book: Workbook) -> dict[str, str]:
    """Return what stands in rows of two cells, by folded label: `Plan | socpsyk-2027`."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        for row in sheet.rows:
            filled = [text_of(cell) for cell in row if text_of(cell)]
            if len(filled) == 2 and fold(filled[0]) in (fold(PLAN_LINE), fold(PARTY_LINE)):
                found.setdefault(fold(filled[0]), filled[1])
    return found


@dataclass(frozen=True)
class SheetTable:
    """A sheet's headings: the row, and the column of each that is known."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def cell(self, row: int, heading: str) -> str:
        """Return where a cell is."""
        return cell_name(self.sheet.name, row, self.columns.get(heading, 0))

    def value(self, row: int, heading: str) -> Cell:
        """Return what stands in a cell, None if there is no such column."""
        at = self.columns.get(heading)
        return None if at is None else self.sheet.rows[row][at]

    def text(self, row: int, heading: str) -> str:
        """Return what stands in a cell as it would be typed."""
        return text_of(self.value(row, heading))

    def is_percent(self, row: int, heading: str) -> bool:
        """Tell whether a cell's number is shown as percent."""
        return (row, self.columns.get(heading, -1)) in self.sheet.percent

    def below(self) -> Iterator[int]:
        """Yield the rows below the headings."""
        yield from range(self.row + 1, len(self.sheet.rows))


def table_of(sheet: Sheet) -> SheetTable | None:
    """Return where the headings stand: the first row with the goal and two more of them."""
    for n, row in enumerate(sheet.rows):
        found = _headings(row)
        if GOAL in found and len(found) >= 3:
            ours = {h: at for h in (STATUS_BEFORE, ASKED) if (at := _find(row, h)) is not None}
            return SheetTable(sheet, n, found | ours)
    return None


def _headings(row: Sequence[Cell]) -> dict[str, int]:
    found = {h: at for h in _KNOWN if (at := _find(row, h)) is not None}
    for at, cell in enumerate(row):  # a heading that somebody has reworded
        text = text_of(cell)
        if at in found.values() or not text or fold(text) in _GIVEN:
            continue
        close = near(text, [h for h in _KNOWN if h not in found], limit=1)
        if close:
            found[close[0]] = at
    return found


def _find(row: Sequence[Cell], heading: str) -> int | None:
    return next((n for n, cell in enumerate(row) if fold(text_of(cell)) == fold(heading)), None)


def text_of(cell: Cell) -> str:
    """Return a cell as it would be typed; line breaks in it stay."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}".replace(".", ",")
    if cell is None:
        return ""
    lines = (" ".join(line.split()) for line in str(cell).splitlines())
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Words:
    """One thing that may be said of a cell. What stands in braces is filled in."""

    rule: str = key("regel")
    level: Level = key("niva")
    message: str = key("meddelande")
    remedy: str = key("atgard", default="")


@dataclass(frozen=True)
class SheetFindings:
    """The content of `blankettfynd.yaml`."""

    found: dict[str, Words] = key("fynd")


@cache
def _words() -> dict[str, Words]:
    return read_packaged(SheetFindings, "blankettfynd.yaml", "Blankettens fynd").found


def finding(kind: str, file: str, cell: str | None = None, **values: object) -> Finding:
    """Return a finding of a kind, at a cell of a file."""
    words = _words()[kind]
    said = (words.message.format(**values), words.remedy.format(**values))
    return Finding(words.rule, words.level, *said, file=file, cell=cell)


def unreadable(fault: OjError, file: str) -> Finding:
    """Return the finding of a file that was left, so that the others are told of all the same."""
    place = fault.place or file
    return finding("olast", place, fel=fault.message, atgard=" ".join(fault.hints))
