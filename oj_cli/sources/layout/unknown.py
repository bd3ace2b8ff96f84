"""Rows with values that name no unit: asked about, unless they only repeat the heading."""

from collections.abc import Iterator

from oj_cli.domain.importing import Option, Question
from oj_cli.domain.kommuner import Register
from oj_cli.domain.swedish import near
from oj_cli.sources.layout.tables import Table
from oj_cli.sources.layout.text import shorten, squash
from oj_cli.sources.layout.units import UnitFinder


def unknown_units(table: Table, finder: UnitFinder, register: Register) -> Iterator[Question]:
    """Yield a question for each row with values that names no unit."""
    grid = table.block.grid
    missing = {k.name for k in register.kommuner} - {finder.name(u.place) for u in table.own}
    lowest = max(table.heading.rows)
    of_table = {register.by_code[u.place.key].lan for u in table.own if u.place.kind == "kommun"}
    lan = register.lan_by_code[of_table.pop()] if len(of_table) == 1 else None
    for odd in (*(r for r in table.block.above if r.row > lowest), *table.block.odd):
        if odd.kind != "okand" or not _has_values(table, odd.row):
            continue
        if _repeats_heading(table, odd.row):
            continue
        names = near(odd.text, sorted(missing), limit=3)
        options = [Option(register.find_kommun(n).code, n) for n in names]
        if lan is not None and squash(odd.text).startswith("län"):
            options.insert(0, Option(lan.code, lan.name))
        options.append(Option("utelamna", "läs inte raden"))
        yield Question(
            "--enhet",
            f"{odd.text}=",
            f"Vilken kommun är ”{shorten(odd.text, 60)}”"
            f" ({grid.name(odd.row, table.block.unit_columns[0])})?",
            tuple(options),
        )


def _has_values(table: Table, row: int) -> bool:
    return bool(table.block.grid.filled[row, list(table.heading.labels)].any())


def _repeats_heading(table: Table, row: int) -> bool:
    """Return whether a row is the heading once more, as at the top of each printed page."""
    grid, lowest = table.block.grid, max(table.heading.rows)
    texts = [(grid.text(row, c), grid.text(lowest, c)) for c in table.heading.labels]
    return any(text for text, _ in texts) and all(text in ("", above) for text, above in texts)
