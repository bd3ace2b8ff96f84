"""What a corrected edition changes: the rows before and after, result by result."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

KEYS = ("area", "indicator", "year", "unit_kind", "unit", "gender")
VALUES = ("answer", "value", "n_yes", "n")

_Key = tuple[str, str, int, str, str, str]
_Values = tuple[str | None, float | None, float | None, float | None]

Change = Literal["ny", "borta", "andrad"]


@dataclass(frozen=True)
class Difference:
    """One result that is new, gone or changed. What is missing is None."""

    change: Change
    area: str
    indicator: str
    year: int
    unit_kind: str
    unit: str
    gender: str
    before: str | float | None
    after: str | float | None


def differences(before: "pd.DataFrame", after: "pd.DataFrame") -> tuple[Difference, ...]:
    """Return what differs between two tables with the columns of a result row, in order.

    Where a result stands is not compared: that a cell has moved is no change.
    """
    old, new = _by_key(before), _by_key(after)
    found = []
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            change: Change = "andrad"
            if key not in new:
                change = "borta"
            elif key not in old:
                change = "ny"
            found.append(Difference(change, *key, _shown(old.get(key)), _shown(new.get(key))))
    return tuple(found)


def _by_key(rows: "pd.DataFrame") -> dict[_Key, _Values]:
    keys = zip(*(rows[name].tolist() for name in KEYS), strict=True)
    values = zip(*(_plain(rows[name]) for name in VALUES), strict=True)
    return dict(zip(keys, values, strict=True))


def _plain(column: "pd.Series[Any]") -> list[Any]:
    """Return values with None for each that is missing, however pandas says it."""
    return column.astype(object).where(column.notna(), None).tolist()


def _shown(values: _Values | None) -> str | float | None:
    """Return the answer of a result, else its value, else its counts in words."""
    if values is None:
        return None
    answer, value, n_yes, n = values
    if answer is not None or value is not None:
        return answer if answer is not None else value
    return None if n is None else f"{n_yes:g} av {n:g}"
