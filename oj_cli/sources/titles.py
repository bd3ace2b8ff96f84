"""Names of indicators that a table knows only by their codes, from a list of codes and names."""

from collections.abc import Mapping
from pathlib import Path

from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Sheet
from oj_cli.domain.swedish import fold
from oj_cli.sources.workbook import read_workbook

_CODES = ("id", "kod", "kpi", "indikator", "indicator", "kolada")
_NAMES = ("title", "titel", "namn", "name", "kpititle", "rubrik", "beteckning")


def read_titles(path: Path) -> Mapping[str, str]:
    """Return names by code from a CSV file or workbook with a column of each.

    Raises FileFault if the file cannot be read, or no sheet has both columns.
    """
    for sheet in read_workbook(path).sheets:
        found = _titles(sheet)
        if found:
            return found
    raise FileFault("sources.no_titles", place=str(path), file=path.name)


def _titles(sheet: Sheet) -> dict[str, str]:
    for n, row in enumerate(sheet.rows):
        headings = [fold(cell) if isinstance(cell, str) else "" for cell in row]
        code = next((headings.index(h) for h in _CODES if h in headings), None)
        name = next((headings.index(h) for h in _NAMES if h in headings), None)
        if code is not None and name is not None:
            pairs = ((row[code], row[name]) for row in sheet.rows[n + 1 :])
            return {
                c.strip(): " ".join(t.split())
                for c, t in pairs
                if isinstance(c, str) and isinstance(t, str) and t.strip()
            }
    return {}


def unit_in(title: str) -> str | None:
    """Return the unit that a name ends with: `Kostnad äldreomsorg, kr/inv 65+` has `kr/inv 65+`.

    A share says so in its name: `…, andel (%)` is in percent.
    """
    last = title.rpartition(",")[2].strip()
    if last == "%" or last.endswith("(%)"):
        return "procent"
    return last if "/" in last and len(last) <= _LONGEST_UNIT else None


_LONGEST_UNIT = 30
