"""Lines: what a file of values keeps of each unit, made of its blocks.

Imports numpy, which comes with pandas: import it where it is used.
"""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import Any

import numpy as np

from oj_cli.domain.answers import Column
from oj_cli.store.blocks import ANSWER_CODES, LINE, NO_ANSWER, NO_COUNT, in_line
from oj_cli.store.columnwise import floats, whole

_CODES = {None: NO_ANSWER} | {name: code for code, name in enumerate(ANSWER_CODES)}


def write_lines(db: Connection, heads: Sequence[int], columns: Sequence[Column]) -> None:
    """Write the line of each unit anew, of all blocks: their heads, and what is in them.

    A unit that is in no block goes: so one whose line is missing is known to be damaged.
    """
    ids = {(kind, key): id for id, kind, key in db.execute("SELECT id, kind, key FROM unit")}
    db.execute("DELETE FROM line")
    if not columns:
        db.execute("DELETE FROM unit")
        return
    sizes = [len(c.units) for c in columns]
    unit = np.fromiter((ids[u] for c in columns for u in c.units), dtype=np.int64)
    order = np.argsort(unit, kind="stable")
    starts = np.flatnonzero(np.diff(unit[order], prepend=-1))
    head = np.repeat(np.array(heads, dtype=np.int64), sizes)
    packers = {
        "head": whole(head[order], small=True),
        "answer": whole(_gathered(columns, "answers", _CODES)[order], NO_ANSWER, small=True),
        "value": floats(_numbers(columns, "values", np.nan)[order], small=True),
        "n_yes": whole(_numbers(columns, "n_yes", NO_COUNT)[order], NO_COUNT, small=True),
        "n": whole(_numbers(columns, "n", NO_COUNT)[order], NO_COUNT, small=True),
    }
    ends = [*starts[1:].tolist(), len(order)]
    of = unit[order[starts]].tolist()
    db.executemany(
        f"INSERT INTO line (unit, {', '.join(LINE)}) VALUES (?{', ?' * len(LINE)})",
        (
            (id, *(packers[name](slice(start, end), in_line(id, name)) for name in LINE))
            for id, start, end in zip(of, starts.tolist(), ends, strict=True)
        ),
    )
    db.execute("DELETE FROM unit WHERE id NOT IN (SELECT unit FROM line)")


def _gathered(columns: Sequence[Column], name: str, code_of: dict[Any, int]) -> Any:
    """Return a column of texts as codes, for all results in their order."""
    given = (getattr(c, name) or [None] * len(c.units) for c in columns)
    return np.fromiter((code_of[v] for part in given for v in part), dtype=np.int64)


def _numbers(columns: Sequence[Column], name: str, missing: float) -> Any:
    """Return a column of numbers for all results in their order."""
    parts = []
    for column in columns:
        given = getattr(column, name)
        if given:
            parts.append(np.array(given, dtype=float))
        else:
            parts.append(np.full(len(column.units), np.nan))
    found = np.concatenate(parts)
    return found if np.isnan(missing) else np.where(np.isnan(found), missing, found).astype("<i8")
