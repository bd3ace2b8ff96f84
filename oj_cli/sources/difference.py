"""What a file changes of what is in the store: the rows before and after, result by result."""

from collections.abc import Iterator, Sequence

import pandas as pd

from oj_cli.domain.importing import Difference
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Kommun, Lan, Register
from oj_cli.domain.sources import SourceRecord, plain
from oj_cli.store import Store

KEYS = ("area", "indicator", "year", "unit_kind", "unit", "gender")
_KEY = list(KEYS[1:])
VALUES = ("answer", "value", "n_yes", "n")

_Key = tuple[str, str, int, str, str, str]
_Values = tuple[str | None, float | None, float | None, float | None]

Both = tuple[_Key, str | float | None, str | float | None]
"""A result, what it was and what it is; None where there is none."""


def differences(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Both, ...]:
    """Return what differs between two tables with the columns of a result row, in order.

    Where a result stands is not compared: that a cell has moved is no change.
    """
    kinds = dict.fromkeys((*KEYS, "answer"), object) | dict.fromkeys(VALUES[1:], float)
    both = pd.concat([rows[[*KEYS, *VALUES]].astype(kinds) for rows in (before, after)])
    is_other = ~both.duplicated(keep=False).to_numpy()  # few are: so only these one by one
    n = len(before)
    old, new = _by_key(before[is_other[:n]]), _by_key(after[is_other[n:]])
    changed = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return tuple((key, _shown(old.get(key)), _shown(new.get(key))) for key in changed)


def _by_key(rows: pd.DataFrame) -> dict[_Key, _Values]:
    keys = zip(*(rows[name].tolist() for name in KEYS), strict=True)
    values = zip(*(plain(rows[name]) for name in VALUES), strict=True)
    return dict(zip(keys, values, strict=True))


def _shown(values: _Values | None) -> str | float | None:
    """Return the answer of a result, else its value, else its counts in words."""
    if values is None:
        return None
    answer, value, n_yes, n = values
    if answer is not None or value is not None:
        return answer if answer is not None else value
    return None if n is None else f"{n_yes:g} av {n:g}"


class Earlier:
    """The sources in the store that give any of the same results as `rows`.

    `replaced` are those whose place the rows take: all that they give of any indicator and year
    comes anew. `conflicts` are imported ones of which something changes. `same` are the ids of
    sources read from the same file, whose hash is `sha256`.
    """

    def __init__(
        self,
        store: Store,
        rows: pd.DataFrame,
        register: Register,
        same: Sequence[str],
        catalogues: Sequence[Catalogue | None],
        sha256: str,
    ) -> None:
        self.sha256 = sha256
        self.register = register
        self.replaced: list[SourceRecord] = []
        self.conflicts: list[SourceRecord] = []
        self._shorts = {i.id: i.short for c in catalogues if c is not None for i in c}
        self._differences: list[Both] = []
        stored = store.heads
        whole: dict[str, bool] = {}
        areas = rows["area"].unique()
        for area in areas:
            if area in stored:
                own = rows if len(areas) == 1 else rows[rows["area"] == area]
                self._compare(store, str(area), own, same, whole)
        records = {r.id: r for r in store.sources(whole)}
        self.replaced = [r for r in records.values() if whole[r.id] and not r.is_shipped]

    def _compare(
        self,
        store: Store,
        area: str,
        rows: pd.DataFrame,
        same: Sequence[str],
        whole: dict[str, bool],
    ) -> None:
        given = _given(rows)
        overlaps = store.overlaps(area, {year for _, year in given})
        found = store.sources([s for s, pairs in overlaps.items() if pairs & given])
        own = [r for r in found if not r.is_shipped]
        # what was imported counts, and not what it stands before; the very file that a shipped
        # source was read from changes nothing of it
        for record in own or [r for r in found if r.sha256 != self.sha256]:
            before = store.rows(area, source=record.id, gender=None)
            after = _of_the_same(rows, before)
            plain = dict.fromkeys(_KEY[2:], object) | {"indicator": object}
            both = before.astype(plain)[_KEY].merge(after.astype(plain)[_KEY], on=_KEY)
            if both.empty and record.id not in same:
                continue
            is_whole = _given(before) <= given or record.id in same
            whole[record.id] = whole.get(record.id, True) and is_whole
            self._note(record, is_whole, before, after)

    def _note(
        self, record: SourceRecord, is_whole: bool, before: pd.DataFrame, after: pd.DataFrame
    ) -> None:
        lost = is_whole and not record.is_shipped
        before = before if lost else _of_the_same(before, after)
        changes = [
            (key, was, now)
            for key, was, now in differences(before, after)
            if was is not None and _word(was) != _word(now) and (lost or now is not None)
        ]
        if changes and not record.is_shipped and record not in self.conflicts:
            self.conflicts.append(record)
        self._differences += changes

    def shown(self) -> Iterator[Difference]:
        """Yield what changes, in words."""
        named: dict[str, Kommun | Lan] = {**self.register.lan_by_code, **self.register.by_code}
        for (_, indicator, year, _, unit, _), was, now in self._differences:
            name = named[unit].name if unit in named else unit
            short = self._shorts.get(indicator, indicator)
            yield Difference(short, year, name, _word(was), _word(now))


def _of_the_same(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose indicator, unit and year are each among those of the others."""
    return rows[
        rows["indicator"].isin(others["indicator"].unique())
        & rows["unit"].isin(others["unit"].unique())
        & rows["year"].isin(others["year"].unique())
    ]


def _given(rows: pd.DataFrame) -> set[tuple[str, int]]:
    """Return which indicators are given of which years."""
    return {
        (str(indicator), int(str(year)))
        for year, of_year in rows.groupby("year")
        for indicator in of_year["indicator"].unique()
    }


def _word(value: object) -> str:
    if value is None:
        return "inget"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
