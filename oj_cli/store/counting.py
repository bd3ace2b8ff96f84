"""What a source gives as a whole, counted once when it is written and kept beside its results.

Imports pandas: import it where it is used.
"""

import json
from collections import Counter
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Any

import numpy as np

from oj_cli.store.coding import Codes, distinct, together


def note_coverage(
    db: Connection, source: int, area: Codes, indicators: Codes, units: Codes, year: Codes
) -> None:
    """Write what the source gives of each område, so that a list need not count it."""
    for code, name in enumerate(area.values):
        of = area.of_row == code
        if not of.any():
            continue
        counts = [distinct(c.of_row[of], len(c))[1].size for c in (indicators, units)]
        years = [year.values[n] for n in distinct(year.of_row[of], len(year))[1].tolist()]
        db.execute(
            "INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, name, min(years), max(years), int(of.sum()), *counts),
        )


def note_counts(
    db: Connection, source: int, by: Sequence[Codes], is_number: Any, units: Codes
) -> None:
    """Write how many rows there are of each kind, and how many units of each kind each year."""
    numbers, size = is_number.astype(np.int64), 2
    for codes in by:
        numbers, size = numbers + size * codes.of_row, size * len(codes)
    places, different = distinct(numbers, size)
    rows = []
    for number, n in zip(different.tolist(), np.bincount(places).tolist(), strict=True):
        rest, is_a_number = divmod(number, 2)
        named: list[Any] = []
        for codes in by:
            rest, code = divmod(rest, len(codes))
            named.append(codes.values[code])
        rows.append([*named, is_a_number, n])
    of_year = Counter((year, kind) for year, (kind, _) in together(by[1], units).values)
    counted = [[year, kind, n] for (year, kind), n in of_year.items()]
    db.execute(
        "INSERT INTO counts VALUES (?, ?)",
        (source, json.dumps({"rader": rows, "enheter": counted}, ensure_ascii=False)),
    )
