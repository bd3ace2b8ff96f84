"""Where in a sheet the tables of results are: the units, their columns and the rows between."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oj_cli.domain.grid import Cell, Sheet
from oj_cli.sources.layout.grid import Grid, cell_text, is_empty
from oj_cli.sources.layout.units import Place, UnitFinder

FEWEST_UNITS = 2
SHARE_OF_UNITS = 0.35
SHARE_OF_CODES = 0.7  # numbers that happen to be kommunkoder are found in any table
SHARE_ALIKE = 0.8
ROWS_PER_UNIT = 1.5  # more than this is a table of something smaller than kommuner


@dataclass(frozen=True)
class UnitRow:
    """A row that belongs to a unit. `clash` tells if the file names two units in it."""

    row: int
    place: Place
    text: str
    clash: str = ""


@dataclass(frozen=True)
class OddRow:
    """A row in the table that names no unit that is known, or is left out."""

    row: int
    text: str
    kind: str  # sammanfattning, anmarkning, utelamna, rubrik or okand


@dataclass(frozen=True)
class Block:
    """A table in a sheet: its units from `top` on, and where they are named.

    The heading lies between `top` and the first unit; `above` are the rows there that have
    something in the units' columns.
    """

    grid: Grid
    top: int
    unit_columns: tuple[int, ...]
    about_unit: frozenset[int]
    units: tuple[UnitRow, ...]
    odd: tuple[OddRow, ...]
    above: tuple[OddRow, ...] = ()

    @property
    def first(self) -> int:
        """The row of the first unit."""
        return self.units[0].row


@dataclass(frozen=True)
class NoTable:
    """Why a sheet holds no table of results."""

    reason: str


def find_blocks(
    sheet: Sheet, finder: UnitFinder, turned: bool | None = None
) -> list[Block] | NoTable:
    """Return the tables of a sheet, in order, or why there is none.

    `turned` says that units stand in columns; None finds it out.
    """
    known = _known(sheet, finder)
    ways = [Grid(sheet, t) for t in (False, True) if turned in (None, t)]
    axes = [(axis, grid) for grid in ways if (axis := _axis(grid, known))]
    if not axes:
        return NoTable("namnger inga kommuner")
    axis, grid = max(axes, key=lambda found: (found[0].n_units, not found[1].turned))
    return _Reader(grid, finder, known, axis).blocks()


@dataclass(frozen=True)
class _Axis:
    """The columns that name units, the one with most of them first."""

    columns: tuple[int, ...]
    about: frozenset[int]
    n_units: int


def _known(sheet: Sheet, finder: UnitFinder) -> dict[Cell, Place]:
    """Return what each different cell of a sheet names, for those that name something."""
    found = {cell: finder.find(cell) for cell in sheet.different if isinstance(cell, str | float)}
    return {cell: place for cell, place in found.items() if place is not None}


def _axis(grid: Grid, known: Mapping[Cell, Place]) -> _Axis | None:
    found: list[tuple[int, int, list[Place | None]]] = []
    for number, column in enumerate(grid.columns):
        named = [known[cell] for cell in known.keys() & column]
        if len({p.unit for p in named if p.is_unit}) < FEWEST_UNITS:
            continue
        places = [known.get(cell) for cell in column]
        hits = [p for p in places if p is not None and p.is_unit]
        n = len({p.unit for p in hits})
        filled = sum(not is_empty(cell) for cell in column)
        by_name = any(p.by_name for p in hits)
        recognised = sum(p is not None for p in places)
        needed = SHARE_OF_UNITS if by_name else SHARE_OF_CODES
        if recognised >= needed * (filled if by_name else filled - 3):
            found.append((n, number, places))
    if not found:
        return None
    most = max(n for n, _, _ in found)
    if not any(p and p.kind in ("kommun", "stadsdel") for n, _, ps in found for p in ps):
        most = max(most, 0)
    n, main, places = next(f for f in found if f[0] == most)
    companions, about = [], set()
    for _, number, others in found:
        if number != main:
            pairs = [
                (a, b)
                for a, b in zip(places, others, strict=True)
                if a and b and a.is_unit and b.is_unit
            ]
            alike = sum(a.key[:4] == b.key[:4] for a, b in pairs)
            if pairs and alike >= SHARE_ALIKE * len(pairs):
                companions.append(number)
            else:
                about.add(number)
    return _Axis((main, *companions), frozenset(about), n)


class _Reader:
    """Reads the rows of a grid whose unit columns are known."""

    def __init__(
        self, grid: Grid, finder: UnitFinder, known: Mapping[Cell, Place], axis: _Axis
    ) -> None:
        self.grid = grid
        self.finder = finder
        self.known = known
        self.axis = axis
        self.codes = {c for c in axis.columns if self._is_code_column(c)}
        skip = {*axis.columns, *axis.about}
        self.others = [c for c in range(grid.width) if c not in skip]

    def blocks(self) -> list[Block] | NoTable:
        rows = [self._row(n) for n in range(self.grid.height)]
        units = [r for r in rows if isinstance(r, UnitRow)]
        blocks = []
        for top, part in self._parts(units):
            bottom = part[-1].row
            odd = self._odd(rows, part[0].row + 1, bottom) + self._after(rows, bottom)
            above = self._odd(rows, top, part[0].row)
            with_data = [u for u in part if self._has_data(u.row)]
            labels = [OddRow(u.row, u.text, "rubrik") for u in part if not self._has_data(u.row)]
            labels = [x for x in labels if self._is_label(x, part)]
            kept = [u for u in part if u.row not in {x.row for x in labels}]
            if not with_data:
                continue
            blocks.append(
                Block(
                    self.grid,
                    top,
                    self.axis.columns,
                    self.axis.about,
                    tuple(kept),
                    tuple(sorted([*odd, *labels], key=lambda r: r.row)),
                    tuple(above),
                )
            )
        if not blocks:
            return NoTable("har inga värden vid kommunerna")
        if any(self._is_finer(block) for block in blocks):
            return NoTable("har flera rader för varje kommun, till exempel en för varje enhet")
        return blocks

    def _odd(self, rows: Sequence[object], first: int, last: int) -> list[OddRow]:
        return [row for row in rows[first : last + 1] if isinstance(row, OddRow)]

    def _is_label(self, row: OddRow, part: Sequence[UnitRow]) -> bool:
        """Return whether an empty row is a heading: a län's name above its kommuner."""
        place = next(u.place for u in part if u.row == row.row)
        return place.kind not in ("kommun", "stadsdel")

    def _is_finer(self, block: Block) -> bool:
        times = Counter(u.place.unit for u in block.units if u.place.kind == "kommun")
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
        seen: set[tuple[str, str]] = set()
        for unit in units:
            if part and unit.place.unit in seen and self._heading_between(part[-1].row, unit.row):
                yield top, part
                top, part, seen = part[-1].row + 1, [], set()
            part.append(unit)
            seen.add(unit.place.unit)
        if part:
            yield top, part

    def _heading_between(self, above: int, below: int) -> bool:
        return any(
            isinstance(self.grid.rows[row][c], str) and not is_empty(self.grid.rows[row][c])
            for row in range(above + 1, below)
            for c in self.others
        )

    def _has_data(self, row: int) -> bool:
        cells = self.grid.rows[row]
        return any(not is_empty(cells[c]) for c in self.others)

    def _is_code_column(self, column: int) -> bool:
        places = [self.known.get(cell) for cell in self.grid.columns[column]]
        hits = [p for p in places if p is not None and p.is_unit]
        return sum(p.by_code and not p.by_name for p in hits) > len(hits) / 2

    def _row(self, row: int) -> UnitRow | OddRow | None:
        """Return which unit a row belongs to, as its unit columns say together."""
        cells = self.grid.rows[row]
        filled = [(c, cells[c]) for c in self.axis.columns if not is_empty(cells[c])]
        if not filled:
            return None
        text = " ".join(cell_text(cell) for _, cell in filled)
        said = self.finder.decided(text)
        if said is not None:
            return UnitRow(row, said, text) if said.is_unit else OddRow(row, text, said.kind)
        places = {c: self._place(c, cell) for c, cell in filled}
        found = [p for p in places.values() if p is not None]
        units = [p for p in found if p.is_unit]
        if not units:
            kind = found[0].kind if found else "okand"
            return OddRow(row, text, kind)
        place, clash = self._together(units, [cell for c, cell in filled if places[c] is None])
        return UnitRow(row, place, text, clash)

    def _place(self, column: int, cell: Cell) -> Place | None:
        if column in self.codes:
            short = self.finder.lan_code(cell)
            if short is not None:
                return short
        return self.known.get(cell)

    def _together(self, units: Sequence[Place], unknown: Sequence[Cell]) -> tuple[Place, str]:
        parts = [p for p in units if p.kind == "stadsdel"]
        if parts:
            named = [p for p in parts if p.by_name]
            return (named or parts)[0], ""
        first = units[0]
        others = [p for p in units if p.unit != first.unit]
        if others:
            a_former = next((p.former for p in units if p.former), None)
            if not a_former:
                names = f"{self.finder.name(first)} och {self.finder.name(others[0])}"
                return first, names
        if unknown and first.kind == "kommun" and first.by_code:
            name = cell_text(unknown[0])
            if self.finder.has_parts(first.key) and not name.isdecimal():
                return self.finder.part_of(first.key, name), ""
        if len(units) > 1 and not others:
            former = next((p.former for p in units if p.former), None)
            return Place(first.kind, first.key, by_code=True, by_name=True, former=former), ""
        return first, ""
