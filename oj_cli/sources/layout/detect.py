"""Where in a sheet the tables of results are: the units, their columns and the rows between."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from oj_cli.domain.grid import Sheet
from oj_cli.sources.layout.grid import Grid, Integers, Truths
from oj_cli.sources.layout.naming import Naming
from oj_cli.sources.layout.roles import Said, find_keys
from oj_cli.sources.layout.text import squash
from oj_cli.sources.layout.units import Place

FEWEST_UNITS = 2
SHARE_OF_UNITS = 0.35
SHARE_OF_CODES = 0.7  # numbers that happen to be kommunkoder are found in any table
SHARE_ALIKE = 0.8
ROWS_PER_UNIT = 1.5  # more than this is a table of something smaller than kommuner


@dataclass(frozen=True)
class UnitRow:
    """A row that belongs to a unit. `clash` tells if the file names two units in it.

    `said` is what the row itself says that its values are of, besides the unit.
    """

    row: int
    place: Place
    text: str
    clash: str = ""
    said: Said = Said()


@dataclass(frozen=True)
class OddRow:
    """A row in the table that names no unit that is known, or is left out."""

    row: int
    text: str
    kind: str  # sammanfattning, anmarkning, utelamna, rubrik or okand


@dataclass(frozen=True)
class Block:
    """A table in a sheet: its units from `top` on, and where they are named.

    The heading lies between `top` and the row `first`; `above` are the rows there that have
    something in the units' columns. `said` is what all the rows of a part say.
    """

    grid: Grid
    top: int
    unit_columns: tuple[int, ...]
    about_unit: frozenset[int]
    units: tuple[UnitRow, ...]
    odd: tuple[OddRow, ...]
    above: tuple[OddRow, ...] = ()
    said: Said = Said()

    @property
    def first(self) -> int:
        """The row of the first unit under the heading."""
        return self.units[0].row

    def parts(self, gender: str) -> "Iterator[Block]":
        """Yield the parts of which all rows are of the same indicator, year and gender.

        `gender` is what they are of where no column says it. Of several values of a län or riket
        in a part, the one that says most of it is kept.
        """
        parts: dict[Said, list[UnitRow]] = {}
        for unit in self.units:
            parts.setdefault(unit.said, []).append(unit)
        odd = self.odd
        for said, units in parts.items():
            best: dict[tuple[str, str], int] = {}
            for unit in units:
                best[unit.place.unit] = min(unit.place.rank, best.get(unit.place.unit, 9))
            kept, worse = list[UnitRow](), list[OddRow]()
            for u in units:
                if u.place.rank == best[u.place.unit]:
                    kept.append(u)
                else:
                    worse.append(OddRow(u.row, u.text, "sammanfattning"))
            told = said if said.gender else replace(said, gender=gender)
            yield replace(self, units=tuple(kept), odd=(*odd, *worse), said=told)
            odd = ()


def find_blocks(
    sheet: Sheet, naming: Naming, turned: bool | None = None, *, may_be_one: bool = False
) -> list[Block] | str:
    """Return the tables of a sheet, in order, or why there is none.

    `turned` says that units stand in columns; None finds it out. With `may_be_one` a single
    kommun is enough below a heading that says that a kommun stands there.
    """
    words = naming.finder.words
    grids = Grid(sheet), Grid(sheet, True)
    numbers = [text for texts in words.measures.values() for text in texts]
    not_codes = [_headed(grid, (*words.over_years, *numbers)) for grid in grids]
    known = _known(grids[0], naming).without_codes(*not_codes)
    ways = []
    for grid in grids:
        if turned in (None, grid.turned):
            over = _headed(grid, words.over_kommuner)
            beside = {c + 1 for c in _headed(grid, words.before_kommuner)}
            one = over | beside if may_be_one else frozenset()
            axis = _axis(known.turned() if grid.turned else known, one)
            ways += [(axis, grid)] if axis else []
    if not ways:
        return "namnger inga kommuner"
    axis, grid = max(ways, key=lambda found: (found[0].n_units, not found[1].turned))
    return _Reader(grid, naming, axis).blocks()


def _headed(grid: Grid, headings: Iterable[str]) -> frozenset[int]:
    """Return the columns where a cell is one of some headings."""
    wanted = {squash(text) for text in headings} - {""}  # or `..` would be one, as `%` is
    codes = [c for c in grid.used if isinstance(v := grid.values[c], str) and squash(v) in wanted]
    found: list[int] = np.flatnonzero(np.isin(grid.codes, codes).any(axis=0)).tolist()
    return frozenset(found)


@dataclass(frozen=True)
class _Axis:
    """The columns that name units, the one with most of them first.

    `is_code` tells which of `columns` hold codes.
    """

    columns: tuple[int, ...]
    is_code: tuple[bool, ...]
    about: frozenset[int]
    n_units: int


@dataclass(frozen=True)
class _Known:
    """What the cells of a grid name, by row and column: the number of a place, 0 for none.

    `filled` is where something stands.
    """

    cells: Integers
    filled: Truths
    places: Sequence[Place | None]

    def without_codes(self, columns: Collection[int], rows: Collection[int]) -> "_Known":
        """Return the same without the kommunkoder in some columns and rows: they are numbers."""
        is_code = np.array([p is not None and p.by_code and not p.by_name for p in self.places])
        hidden = np.zeros(self.cells.shape, dtype=bool)
        hidden[:, [*columns]] = True
        hidden[[*rows], :] = True
        return replace(self, cells=np.where(hidden & is_code[self.cells], 0, self.cells))

    def turned(self) -> "_Known":
        """Return the same with rows for columns."""
        return _Known(self.cells.T, self.filled.T, self.places)

    def column(self, column: int) -> list[Place | None]:
        """Return what the cells of a column name."""
        return [self.places[number] for number in self.cells[:, column].tolist()]


def _known(grid: Grid, naming: Naming) -> _Known:
    """Return what each cell of a grid names."""
    cells = naming.table(grid.values)[grid.codes]
    if grid.has_numbers:
        is_whole = grid.numbers == np.floor(grid.numbers)
        different, which = np.unique(grid.numbers[is_whole], return_inverse=True)
        cells[is_whole] = np.array(naming.numbers_of(different.tolist()), dtype=np.int32)[which]
    return _Known(cells, grid.filled, naming.places)


def _axis(known: _Known, one: Collection[int]) -> _Axis | None:
    """Return the columns that name units, None without any; in `one` a single unit is enough."""
    recognised, filled = (known.cells > 0).sum(axis=0), known.filled.sum(axis=0)
    needed_by_name, needed_by_code = SHARE_OF_UNITS * filled, SHARE_OF_CODES * (filled - 3)
    enough = recognised >= np.minimum(needed_by_name, needed_by_code)
    found: list[tuple[int, int, list[Place | None]]] = []
    for column in np.flatnonzero(enough & (recognised > 0)).tolist():
        fewest = 1 if column in one else FEWEST_UNITS
        if recognised[column] < fewest:
            continue
        places = known.column(column)
        hits = [p for p in places if p is not None and p.is_unit]
        n = len({p.unit for p in hits})
        needed = needed_by_name if any(p.by_name for p in hits) else needed_by_code
        if n >= fewest and recognised[column] >= needed[column]:
            found.append((n, column, places))
    if not found:
        return None
    n, main, places = max(found, key=lambda f: (f[0], -f[1]))
    companions, about = [(main, places)], set()
    for _, column, others in found:
        if column != main:
            pairs = [
                (a, b)
                for a, b in zip(places, others, strict=True)
                if a and b and a.is_unit and b.is_unit
            ]
            alike = sum(a.key[:4] == b.key[:4] for a, b in pairs)
            if pairs and alike >= SHARE_ALIKE * len(pairs):
                companions.append((column, others))
            else:
                about.add(column)
    columns = tuple(column for column, _ in companions)
    is_code = tuple(_are_codes(named) for _, named in companions)
    return _Axis(columns, is_code, frozenset(about), n)


def _are_codes(places: Sequence[Place | None]) -> bool:
    hits = [p for p in places if p is not None and p.is_unit]
    return sum(p.by_code and not p.by_name for p in hits) > len(hits) / 2


class _Reader:
    """Reads the rows of a grid whose unit columns are known."""

    def __init__(self, grid: Grid, naming: Naming, axis: _Axis) -> None:
        self.grid = grid
        self.naming = naming
        self.axis = axis
        self.rows = self._rows()
        units = [r for r in self.rows if isinstance(r, UnitRow)]
        skip = {*axis.columns, *axis.about}
        keys, said, self.maybe = find_keys(
            grid, [(u.row, u.place.unit) for u in units], skip, naming.finder
        )
        skip |= keys
        self.about = axis.about | keys
        self.units = (
            [replace(u, said=s) for u, s in zip(units, said, strict=True)] if keys else units
        )
        self.others = [c for c in range(grid.width) if c not in skip]
        self.has_data: list[bool] = np.logical_or.reduce(
            grid.filled[:, self.others], axis=1
        ).tolist()

    def blocks(self) -> list[Block] | str:
        rows, units = self.rows, self.units
        blocks = []
        for top, part in self._parts(units):
            bottom = part[-1].row
            odd = self._odd(rows, part[0].row + 1, bottom) + self._after(rows, bottom)
            above = self._odd(rows, top, part[0].row)
            with_data = [u for u in part if self.has_data[u.row]]
            labels = [  # a län's name above its kommuner
                OddRow(u.row, u.text, "rubrik")
                for u in part
                if not self.has_data[u.row] and u.place.kind not in ("kommun", "stadsdel")
            ]
            kept = [u for u in part if u.row not in {x.row for x in labels}]
            if not with_data:
                continue
            blocks.append(
                Block(
                    self.grid,
                    top,
                    self.axis.columns,
                    self.about,
                    tuple(kept),
                    tuple(sorted([*odd, *labels], key=lambda r: r.row)),
                    tuple(above),
                )
            )
        if not blocks:
            return "har inga värden vid kommunerna"
        nameless = [n for n, row in enumerate(rows) if row is None and self.has_data[n]]
        if sum(units[0].row < n < units[-1].row for n in nameless) > len(units) // 3:
            return "har värden på rader utan kommun: skriv kommunen på varje rad"
        if any(self._is_finer(block) for block in blocks):
            why = "har flera rader för varje kommun, till exempel en för varje enhet"
            if self.maybe is not None:
                heading = self.grid.text(max(blocks[0].first - 1, 0), self.maybe)
                said = f'--kolumn "{heading}=nyckeltal"'
                why += f". Säger ”{heading}” vad som har mätts: lägg till {said}"
            return why
        return blocks

    def _odd(self, rows: Sequence[object], first: int, last: int) -> list[OddRow]:
        return [row for row in rows[first : last + 1] if isinstance(row, OddRow)]

    def _is_finer(self, block: Block) -> bool:
        times = Counter((u.place.unit, u.said) for u in block.units if u.place.kind == "kommun")
        return sum(times.values()) > ROWS_PER_UNIT * len(times) > 0

    def _after(self, rows: Sequence[object], bottom: int) -> list[OddRow]:
        """Return what stands right below the last unit: sums and notes."""
        found: list[OddRow] = []
        is_last = not any(isinstance(row, UnitRow) for row in rows[bottom + 1 :])
        for row in rows[bottom + 1 :]:
            if isinstance(row, UnitRow) or (row is None and not is_last):
                break
            is_next = isinstance(row, OddRow) and row.row == bottom + 1 + len(found)
            if isinstance(row, OddRow) and (row.kind != "okand" or (is_last and is_next)):
                found.append(row)
        return found

    def _parts(self, units: Sequence[UnitRow]) -> Iterator[tuple[int, list[UnitRow]]]:
        """Part the units where a unit comes again below a new heading: tables under each other.

        Gives each part with the row that its heading begins at the earliest.
        """
        top, part = 0, list[UnitRow]()
        seen: set[object] = set()
        for unit in units:
            what = (unit.place.unit, unit.place.rank, unit.said)
            if part and what in seen and self._heading_between(part[-1].row, unit.row):
                yield top, part
                top, part, seen = part[-1].row + 1, [], set()
            part.append(unit)
            seen.add(what)
        if part:
            yield top, part

    def _heading_between(self, above: int, below: int) -> bool:
        return any(
            isinstance(self.grid.cell(row, c), str) and self.grid.filled[row, c]
            for row in range(above + 1, below)
            for c in self.others
        )

    def _rows(self) -> Sequence[UnitRow | OddRow | None]:
        """Return which unit each row belongs to, as its unit columns say together."""
        rows: list[UnitRow | OddRow | None] = []
        for n, cells in enumerate(zip(*map(self.grid.column, self.axis.columns), strict=True)):
            said = self.naming.read(cells, self.axis.is_code)
            if said is None:
                rows.append(None)
            elif said.place is None:
                rows.append(OddRow(n, said.text, said.kind))
            else:
                rows.append(UnitRow(n, said.place, said.text, said.clash))
        carried = self._carried(rows)
        return [self._meant(r, carried) if isinstance(r, UnitRow) else r for r in carried]

    def _carried(
        self, rows: Sequence[UnitRow | OddRow | None]
    ) -> Sequence[UnitRow | OddRow | None]:
        """Return the rows with each unit on the rows below it, if all have equally many such."""
        found, last = list[UnitRow | OddRow | None](), None
        times: Counter[int] = Counter()
        for n, row in enumerate(rows):
            if isinstance(row, UnitRow):
                last = row
            elif isinstance(row, OddRow) or not self.grid.filled[n].any():
                last = None
            found.append(replace(last, row=n) if last is not None else row)
            times.update([last.row] if last is not None else [])
        is_even = len(set(times.values())) == 1 and max(times.values()) > 1
        return found if is_even else rows

    def _meant(self, row: UnitRow, rows: Sequence[object]) -> UnitRow | OddRow:
        """Return a row with the unit that the others tell: `Länet`, and Region Gotland."""
        place = row.place
        if place.key and not place.or_lan:
            return row
        others = [r.place for r in rows if isinstance(r, UnitRow) and r is not row]
        kommuner = {p.key for p in others if p.kind == "kommun" and not p.or_lan}
        if place.or_lan:
            is_lan = place.key in kommuner or not kommuner
            key = place.or_lan if is_lan else place.key
            return replace(row, place=Place("lan" if is_lan else "kommun", key, by_name=True))
        lan = {self.naming.finder.register.by_code[code].lan for code in kommuner}
        if len(lan) != 1:
            return OddRow(row.row, row.text, "sammanfattning")
        return replace(row, place=replace(place, key=lan.pop()))
