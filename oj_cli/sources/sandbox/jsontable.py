"""JSON as Kolada and PxWeb give it (their own, and JSON-stat), as a table with a row a value."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from oj_cli.domain.cells import Cell, Codes
from oj_cli.sources.sandbox.kinds import refused
from oj_cli.sources.sandbox.sheets import RawSheet, sheet_of_rows

MOST_VALUES = 5_000_000
_OF_STATUS = {"Missing": "-", "Privacy": "..", "Not applicable": "."}  # as Kolada shows them
_KOLADA = ("kpi", "kommun", "år", "kön", "värde")

Rows = list[Sequence[Any]]


def read_json(raw: bytes, path: Path, codes: Codes) -> RawSheet:
    """Return the table of a JSON file as a sheet. Raises FileFault for other JSON."""
    try:
        data = json.loads(raw, parse_constant=lambda _: None)
        rows = _rows(data.get("dataset", data))
        width = max(map(len, rows))
        cells = [[*map(_cell, row), *[None] * (width - len(row))] for row in rows]
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as e:
        raise refused(path, "other_json") from e
    if len(rows) < 2:
        raise refused(path, "other_json")
    return sheet_of_rows("Kolada" if rows[0] is _KOLADA else path.stem, cells, codes)


def _rows(data: Mapping[str, Any]) -> Rows:
    if "dimension" in data:
        return list(_jsonstat(data))
    if "columns" in data:
        return [
            [c["text"] for c in data["columns"]],
            *([*r["key"], *r["values"]] for r in data["data"]),
        ]
    return [_KOLADA, *_kolada(data["values"])]


def _kolada(found: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[Any]]:
    for row in found:
        for of_gender in row["values"]:
            if row.get("isdeleted") or of_gender.get("isdeleted"):
                continue
            value = of_gender["value"]
            shown = _OF_STATUS.get(of_gender.get("status") or "") if value is None else value
            yield row["kpi"], row["municipality"], str(row["period"]), of_gender["gender"], shown


def _jsonstat(data: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """Yield the title, the headings and the values."""
    of_all, values = data["dimension"], data["value"]
    names, sizes = data.get("id") or of_all["id"], data.get("size") or of_all["size"]
    if prod(sizes) > MOST_VALUES:
        raise ValueError(sizes)
    yield [data.get("label", "")]
    yield [*(of_all[name].get("label", name) for name in names), "värde"]
    categories = [list(_categories(of_all[name]["category"])) for name in names]
    for place, told in enumerate(product(*categories)):
        value = values.get(str(place)) if isinstance(values, dict) else values[place]
        yield [*told, ".." if value is None else value]


def _categories(category: Mapping[str, Any]) -> Iterator[str]:
    """Yield the categories in order; a kommunkod before its name."""
    labels, index = category.get("label", {}), category.get("index", {})
    codes = sorted(index, key=index.__getitem__) if isinstance(index, dict) else index
    for code in codes or labels:
        name = str(labels.get(code, code))
        is_code = code.isdecimal() and len(code) in (2, 4) and code not in name
        yield f"{code} {name}" if is_code and not name.isdecimal() else name


def _cell(value: Any) -> Cell:
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else str(value)
