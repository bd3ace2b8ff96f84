"""Layouts of workbooks as YAML, and what is decided about one workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Literal

from oj_cli.documents.decode import Fault, read_model
from oj_cli.documents.reader import parse_yaml, read_bytes
from oj_cli.domain.answers import Answer
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import FileFault
from oj_cli.sources.layout.text import clean, squash, without_number
from oj_cli.sources.layout.wordlists import ROLES

_MOST_BYTES = 1_000_000

Ways = Literal["rader", "kolumner"]
NewAs = Literal["kvalitet", "bakgrund", "utelamna"]
Shares = Literal["procent", "andel"]
Content = Literal["svar", "folkmangd", "kommungrupper"]


@dataclass(frozen=True)
class LongLayout:
    """Which column of a table with one result per row holds what.

    A fixed year stands in `year`, else in a column.
    """

    indicator: str = key("indikator")
    unit: str = key("enhet", "Kommunkod, kommunnamn, länskod eller riket")
    indicator_as: Literal["id", "kolada"] = key("indikator_som", default="id")
    year: int | None = key("ar", default=None)
    year_column: str | None = key("ar_kolumn", default=None)
    gender: str | None = key("kon", default=None)
    answer: str | None = key("svar", default=None)
    value: str | None = key("varde", default=None)
    n_yes: str | None = key("antal_ja", default=None)
    n: str | None = key("antal", default=None)
    locator: str | None = key("plats", "Mall: tabell {table}, rad {rad}", default=None)
    unit_kind: str | None = key("enhetsslag", "Kolumn: kommun, lan, riket …", default=None)
    area: str | None = key("omrade", "Kolumn: rader för andra områden läses inte", default=None)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that must be there."""
        named = (
            *(self.indicator, self.unit, self.year_column, self.gender, self.answer),
            *(self.value, self.n_yes, self.n, self.unit_kind, self.area),
        )
        return tuple(name for name in named if name is not None)


@dataclass(frozen=True)
class SheetRule:
    """How a sheet is to be read. What is left out is found out."""

    name: str = key("namn", "Bladets namn; * står för vilken text som helst")
    leave_out: bool = key("utelamna", "true: bladet läses inte", default=False)
    units_in: Ways | None = key("enheter_i", "Står enheterna i rader eller kolumner", default=None)
    header_rows: tuple[int, ...] = key("rubrikrader", "Radnummer som i filen", default=())
    year: int | None = key("ar", default=None)

    def fits(self, name: str) -> bool:
        """Return whether a sheet of this name is meant."""
        return fnmatchcase(clean(name).lower(), clean(self.name).lower())


@dataclass(frozen=True)
class ColumnRule:
    """What a column with this heading is."""

    heading: str = key("rubrik", "Rubriken som i filen, den som står ovanför först")
    indicator: str | None = key("indikator", "Indikatorns id; tomt: läs inte", default=None)
    codes: dict[str, str] = key("koder", "Svar för varje kod", default_factory=dict)
    numbers: bool = key("tal", "true: kolumnen är tal, inte koder", default=False)


@dataclass(frozen=True)
class Layout:
    """How the workbooks of one kind are laid out, as a file in `layouter` holds it."""

    id: str = key("id")
    title: str = key("titel")
    version: int = key("version", "Ett mer för varje gång som layouten har ändrats", default=1)
    area: str | None = key("omrade", default=None)
    content: Content = key("innehall", "Vad filen ger", default="svar")
    edition: str | None = key("utgava", "Kommungruppernas utgåva", default=None)
    publisher: str | None = key("utgivare", default=None)
    licence: str | None = key("villkor", default=None)
    credit: str | None = key("kallhanvisning", default=None)
    remark: str | None = key("anmarkning", default=None)
    signs: tuple[str, ...] = key("kannetecken", "Texter som finns i alla sådana filer", default=())
    year: int | None = key("ar", "Bara om filen inte själv säger det", default=None)
    sheets: tuple[SheetRule, ...] = key("blad", default=())
    units: dict[str, str] = key(
        "enheter", "Kod eller utelamna för texter som inte känns igen", default_factory=dict
    )
    shares: Shares | None = key("andelar", "andel: 0,5 betyder 50 procent", default=None)
    heading: str | None = key("rubrik", "Vad som har mätts, om rubrikerna bara är år", default=None)
    roles: dict[str, str] = key(
        "roller", "nyckeltal, ar eller kon: vad rubriker står över", default_factory=dict
    )
    columns: tuple[ColumnRule, ...] = key("kolumner", default=())
    long: LongLayout | None = key(
        "lang_tabell", "Om filen har ett resultat på varje rad", default=None
    )

    @cached_property
    def rule_of(self) -> dict[str, ColumnRule]:
        """The rules by their headings, squashed, with and without the number before them."""
        plain = {squash(without_number(r.heading)): r for r in self.columns}
        return plain | {squash(r.heading): r for r in self.columns}


@dataclass(frozen=True)
class SaidRow:
    """A row of a file that says how new indicators are to be judged: its number, and its cells."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Assessment:
    """How new indicators are to be judged: a word, or a file with a row for each.

    `rows` is None where there is no such file yet.
    """

    way: str
    path: Path | None = None
    rows: Mapping[str, SaidRow] | None = None


@dataclass(frozen=True)
class Decisions:
    """What the user has said of one workbook: by flags, at prompts, or in a layout.

    `found_layout` tells that the layout was found by its headings, and not named.
    `columns` is an indicator id, `ny` or `utelamna` by column (`F`, `Resultat!F`), `codes`
    codings by column, with `""` for the whole file; the text `tal` says they are numbers.
    `heading` is what values are of that only have a year or a gender above them; `roles` what a
    column tells of its whole row, by its heading; `titles` are
    names by the codes of indicators that a long table knows no more of.
    `is_kept` tells that the layout is how this very file was read before, so that nothing else
    that it says goes before it. `private` is what becomes of personnummer.
    """

    layout: Layout | None = None
    found_layout: bool = False
    area: str | None = None
    new_area: str | None = None
    year: int | None = None
    sheets: tuple[str, ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    codes: tuple[tuple[str, dict[str, str]], ...] = ()
    numbers: frozenset[str] = frozenset()
    shares: Shares | None = None
    new: NewAs | None = None
    assessment: Assessment | None = None
    heading: str | None = None
    roles: dict[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    is_kept: bool = False
    private: str | None = None


def read_layout(path: Path) -> Layout:
    """Read a layout. Raises FileFault with every fault and its line.

    Not in a process of its own: what 1 MB of YAML without references takes is bounded.
    """
    raw = read_bytes(path, _MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise FileFault("documents.too_large", place=str(path), size=_MOST_BYTES // 1_000_000)
    return read_model(Layout, parse_yaml(raw, path), "Layouten", _faults)


def read_layouts(folder: Path) -> tuple[Layout, ...]:
    """Read the layouts of a folder, in the order of their names; none where there is no folder."""
    return tuple(read_layout(path) for path in sorted(folder.glob("*.yaml")))


def _faults(layout: Layout) -> Iterable[Fault]:
    allowed = [a.value for a in Answer]
    for n, column in enumerate(layout.columns):
        for code, answer in column.codes.items():
            if answer not in allowed:
                where = ("kolumner", n, "koder", code)
                yield Fault(where, f"Svaret ”{answer}” finns inte. Svaren är {', '.join(allowed)}.")
    for heading, role in layout.roles.items():
        if role not in ROLES:
            said = f"Rollen ”{role}” finns inte. Rollerna är {', '.join(ROLES)}."
            yield Fault(("roller", heading), said)
    if layout.content == "kommungrupper" and layout.edition is None:
        yield Fault((), "Nyckeln ”utgava” saknas: kommungrupper hör till en utgåva.")
    if not (layout.signs or layout.columns or layout.long):
        yield Fault((), "Layouten känns inte igen på något. Skriv kannetecken eller kolumner.")
