"""Many rows at once into the table of results.

A row costs least when it comes in the order of the key, together with others in one
statement, and when what all rows share stands in the statement and is not sent with each.
174 000 rows take a third of the time that one statement a row takes.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, count, islice
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from oj_cli.store.schema import INDEX

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Integers = np.ndarray[tuple[int], np.dtype[np.int64]]

ROWS_TOGETHER = 50
INDEX_ANEW = 20_000
"""As many rows as make it worth while to drop the index and make it again."""


def insert_rows(db: Connection, source: int, rows: "pd.DataFrame") -> int:
    """Write the rows of a source, and the units among them that are new; return how many.

    Raises KeyError for an indicator that no catalogue has, sqlite3.IntegrityError where a
    result is given twice.
    """
    import numpy as np

    if rows.empty:
        return 0
    indicators, indicator_of = _pairs(rows, "area", "indicator")
    known = {(a, k): i for i, a, k in db.execute("SELECT id, area, key FROM indicator")}
    indicator = np.array([known[pair] for pair in indicators])[indicator_of]
    units, unit_of = _pairs(rows, "unit_kind", "unit")
    db.executemany("INSERT OR IGNORE INTO unit (kind, key) VALUES (?, ?)", units)
    known = {(k, u): i for i, k, u in db.execute("SELECT id, kind, key FROM unit")}
    unit = np.array([known[pair] for pair in units])[unit_of]
    year = rows["year"].to_numpy(dtype=np.int64)
    order = np.lexsort((unit, year, indicator))
    columns: dict[str, Sequence[Any]] = {
        "indicator": indicator[order].tolist(),
        "year": year[order].tolist(),
        "unit": unit[order].tolist(),
        "source": [source],
    }
    for name in ("gender", "answer", "value", "n_yes", "n", "locator"):
        columns[name] = _values(rows[name], order)
    _note_coverage(db, source, rows["area"], indicator, year, unit)
    anew = len(rows) >= INDEX_ANEW and len(rows) >= _count(db) / 3
    if anew:
        db.execute("DROP INDEX result_by_unit")
    _insert(db, columns, len(rows))
    if anew:
        db.execute(INDEX)
    return len(rows)


def _count(db: Connection) -> int:
    """Return the number of rows in the store, those that are being written included."""
    found = db.execute("SELECT coalesce(sum(rows), 0) FROM coverage").fetchone()
    return int(found[0])


def _note_coverage(
    db: Connection,
    source: int,
    areas: "pd.Series[Any]",
    indicator: "Integers",
    year: "Integers",
    unit: "Integers",
) -> None:
    """Write what the source gives of each område, so that a list need not count it."""
    import numpy as np

    codes, texts = _codes(areas)
    for code in np.unique(codes).tolist():
        of = codes == code
        counts = [len(np.unique(column[of])) for column in (indicator, unit)]
        years = int(year[of].min()), int(year[of].max())
        db.execute(
            "INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, texts[code], *years, int(of.sum()), *counts),
        )


def _pairs(
    rows: "pd.DataFrame", first: str, second: str
) -> "tuple[list[tuple[Any, Any]], Integers]":
    """Return the different pairs in two columns, and the place among them of each row's pair."""
    import numpy as np

    first_codes, first_texts = _codes(rows[first])
    second_codes, second_texts = _codes(rows[second])
    together = first_codes * len(second_texts) + second_codes
    different, place = np.unique(together, return_inverse=True)
    pairs = [divmod(number, len(second_texts)) for number in different.tolist()]
    return [(first_texts[a], second_texts[b]) for a, b in pairs], place


def _codes(column: "pd.Series[Any]") -> "tuple[Integers, list[Any]]":
    """Return the texts of a column as numbers, and the texts that these stand for."""
    import numpy as np
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, texts = column.cat.codes.to_numpy(dtype=np.int64), column.cat.categories.tolist()
    else:
        found, different = pd.factorize(column)
        codes, texts = np.asarray(found, dtype=np.int64), list(different)
    if codes.size and codes.min() < 0:
        raise KeyError(f"{column.name} is missing in a row")
    return codes, texts  # type: ignore[return-value]


def _values(column: "pd.Series[Any]", order: "Integers") -> list[Any]:
    """Return what SQLite is to hold, in order; a list of one where all rows have the same."""
    import numpy as np
    import pandas as pd

    values: list[Any]
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = np.array([*column.cat.categories, None], dtype=object)  # what is missing is -1
        values = texts[column.cat.codes.to_numpy()[order]].tolist()
    elif column.dtype.kind in "iuf":
        numbers = column.to_numpy()[order]
        missing = np.isnan(numbers)
        values = [None] if missing.all() else numbers.tolist()
        if missing.any():
            values = [None if value != value else value for value in values]
    else:
        plain = column.astype(object)
        values = plain.where(column.notna(), None).to_numpy()[order].tolist()
    first = values[0]
    return [first] if values.count(first) == len(values) else values


def _insert(db: Connection, columns: Mapping[str, Sequence[Any]], number: int) -> None:
    """Insert the rows; what all of them share is bound once in each statement."""
    same = {name: values[0] for name, values in columns.items() if len(values) == 1 < number}
    apart = [values for name, values in columns.items() if name not in same]
    flat = chain.from_iterable(zip(*apart, strict=True))
    whole, rest = divmod(number, ROWS_TOGETHER)
    for times, together in ((whole, ROWS_TOGETHER), (min(rest, 1), rest)):
        size = together * len(apart)
        shared = [value for value in same.values() if value is not None]
        db.executemany(
            _statement(columns, same, max(together, 1)),
            ((*shared, *islice(flat, size)) for _ in range(times)),
        )


def _statement(columns: Collection[str], same: Mapping[str, Any], together: int) -> str:
    """Return an insertion of so many rows, whose numbered places let them share values."""
    shared = [name for name, value in same.items() if value is not None]
    cells: dict[str, str] = dict.fromkeys(same, "NULL")
    cells |= {name: f"?{n}" for n, name in enumerate(shared, 1)}
    place = count(len(shared) + 1)
    rows = (
        ", ".join(cells.get(name) or f"?{next(place)}" for name in columns) for _ in range(together)
    )
    return f"INSERT INTO result ({', '.join(columns)}) VALUES ({'), ('.join(rows)})"
