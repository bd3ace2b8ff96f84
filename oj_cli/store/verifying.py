"""A file of values, read from end to end: that all of it is as it was written."""

from collections import Counter
from pathlib import Path

from oj_cli.domain.answers import GENDERS
from oj_cli.store.blocks import HEADS, LINE, MAY_LACK, PACKED, in_block, in_line
from oj_cli.store.connected import CHECKED, damaged
from oj_cli.store.packing import unpack, unpack_plain
from oj_cli.store.values import Values, open_values


def verify(path: Path) -> int:
    """Return how many results a file holds. Raises FileFault if it is not as it was written.

    Every checksum is counted, and what follows from the blocks is held to them.
    """
    with open_values(path) as values:
        if values._read("PRAGMA quick_check(1)") != [("ok",)]:
            raise damaged(path, "den är skadad")
        for name in CHECKED:
            values._table(name)
        with values._as_stored():
            heads = values._read(f"SELECT {', '.join(HEADS)} FROM head ORDER BY id")
            packed = [
                (*row[:-1], GENDERS[row[-1]]) for row in zip(*values._heads.values(), strict=True)
            ]
            rows = _rows(values)
            _lines(values)
            for _, text in values._read("SELECT source, counts FROM coverage"):
                values._json(text)
        if heads != packed or rows != {source: n for source, _, _, n, *_ in values.coverage()}:
            raise damaged(path, "resultat är ändrade eller skadade")
    return rows.total()


def _rows(values: Values) -> Counter[str]:
    """Return how many rows there are of each source, with every block held to its checksums."""
    rows = Counter[str]()
    heads = list(values.heads.values())
    for about, packed in zip(heads, values._blocks(heads, PACKED), strict=True):
        for name, content in zip(PACKED, packed, strict=True):
            if content is not None or name not in MAY_LACK:
                unpack(content, in_block(about, name))
        rows[about.source] += len(unpack_plain(packed[0], in_block(about, "unit")))
    return rows


def _lines(values: Values) -> None:
    """Hold the line of every unit to its checksums."""
    for unit, *packed in values._read(f"SELECT unit, {', '.join(LINE)} FROM line"):
        for name, content in zip(LINE, packed, strict=True):
            if content is not None or name not in MAY_LACK:
                unpack(content, in_line(unit, name))
    if values._read("SELECT id FROM unit EXCEPT SELECT unit FROM line"):
        raise ValueError("resultat saknas")
