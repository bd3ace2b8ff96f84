"""Which unit the cells that name it in a row say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from oj_cli.domain.grid import Cell
from oj_cli.sources.layout.grid import Integers, cell_text, is_empty
from oj_cli.sources.layout.units import Place, UnitFinder


@dataclass(frozen=True)
class Named:
    """What the cells of a row say. `clash` tells if they name two units.

    `kind` is that of the row where they name no unit: what it is left out as, or `okand`.
    """

    text: str
    place: Place | None = None
    clash: str = ""
    kind: str = ""


class Naming:
    """Finds what the cells and rows of a workbook's sheets say.

    Each different row is read once, as sheets often have the same ones. `places` are what cells
    name, and None first.
    """

    def __init__(self, finder: UnitFinder) -> None:
        self.finder = finder
        self.places: list[Place | None] = [None]
        self._table: tuple[Sequence[Cell], Integers] = ((), np.zeros(1, dtype=np.int32))
        self.read = cache(self._read)

    def numbers_of(self, cells: Iterable[Cell]) -> list[int]:
        """Return the number in `places` of what each cell names, 0 for nothing."""
        found = []
        for cell in cells:
            place = self.finder.find(cell)
            found.append(0 if place is None else len(self.places))
            if place is not None:
                self.places.append(place)
        return found

    def table(self, values: Sequence[Cell]) -> Integers:
        """Return the numbers of what values name, to look their codes up in; 0 for NUMBER.

        It is made once for the sheets of a workbook, which share their values.
        """
        if self._table[0] is not values:
            self._table = values, np.array([*self.numbers_of(values), 0], dtype=np.int32)
        return self._table[1]

    def _read(self, cells: tuple[Cell, ...], is_code: tuple[bool, ...]) -> Named | None:
        """Return what the cells say, None if they are empty; some of them hold codes."""
        filled = [pair for pair in zip(cells, is_code, strict=True) if not is_empty(pair[0])]
        if not filled:
            return None
        text = " ".join(cell_text(cell) for cell, _ in filled)
        said = self.finder.decided(text)
        if said is not None:
            return Named(text, said) if said.is_unit else Named(text, kind=said.kind)
        places = [(cell, self._place(cell, is_code)) for cell, is_code in filled]
        found = [place for _, place in places if place is not None]
        units = [place for place in found if place.is_unit]
        if not units:
            return Named(text, kind=found[0].kind if found else "okand")
        if all(place.made_up for place in units if place.kind == "stadsdel") and any(
            place.made_up for place in units
        ):
            return Named(text, kind="okand")  # nobody but the user knows that there is such a part
        unknown = [cell for cell, place in places if place is None]
        return Named(text, *self._together(units, unknown))

    def _place(self, cell: Cell, is_code: bool) -> Place | None:
        if is_code:
            short = self.finder.lan_code(cell)
            if short is not None:
                return short
        return self.finder.find(cell)

    def _together(self, units: Sequence[Place], unknown: Sequence[Cell]) -> tuple[Place, str]:
        parts = [p for p in units if p.kind == "stadsdel"]
        if parts:
            named = [p for p in parts if p.by_name]
            return (named or parts)[0], ""
        lan = {p.key for p in units if p.kind == "lan"}
        units = [p for p in units if not (p.or_lan and p.or_lan in lan)]  # 09 and Region Gotland
        first = units[0]
        others = [p for p in units if p.unit != first.unit]
        former = next((p.former for p in units if p.former), None)
        if others and not former:
            return first, f"{self.finder.name(first)} och {self.finder.name(others[0])}"
        if unknown and first.kind == "kommun" and first.by_code:
            name = cell_text(unknown[0])
            if self.finder.has_parts(first.key) and not name.isdecimal():
                return self.finder.part_of(first.key, name), ""
        if len(units) > 1 and not others:
            return Place(first.kind, first.key, by_code=True, by_name=True, former=former), ""
        return first, ""
