"""A small table in a workbook, known by its headings: a sheet that somebody has filled in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from oj_cli.domain.grid import Sheet, Workbook
from oj_cli.domain.swedish import fold
from oj_cli.sources.layout.grid import cell_text


@dataclass(frozen=True)
class Headed:
    """A table: its sheet, the row of its headings, and the column of each, folded."""

    sheet: Sheet
    row: int
    columns: dict[str, int]

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number, from 0, and the texts by heading of each row below."""
        for n, cells in enumerate(self.sheet.rows[self.row + 1 :], self.row + 1):
            yield n, {name: cell_text(cells[at]) for name, at in self.columns.items()}


def find_headed(book: Workbook, *needed: Collection[str]) -> Headed | None:
    """Return the first table that has, of each of the needed headings, one of its ways."""
    for sheet in book.sheets:
        for n, row in enumerate(sheet.rows):
            names = [fold(cell_text(cell)) for cell in row]
            if all(set(ways) & set(names) for ways in needed):
                columns = {name: at for at, name in reversed(list(enumerate(names))) if name}
                return Headed(sheet, n, columns)
    return None
