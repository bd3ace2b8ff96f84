"""Where results come from, and what each source gives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of, within
from oj_cli.domain.immutable import immutable

Value = str | int | float | None
"""A cell of a result row."""


@immutable(kw_only=True)
class SourceRecord:
    """One file or API answer that results were read from.

    `sha256` is of the bytes that were read. `fetched` is an ISO date, None where it is
    not known. `reader` and `reader_version` say what read it, `layout` and `layout_version` by
    which description of its columns. `imported` is the ISO date it came into the workspace, and
    `original` the name under which the workspace keeps the file; None for what comes with `oj`.
    """

    id: str = key("id")
    title: str = key("titel")
    publisher: str = key("utgivare")
    year: int | None = key("ar", default=None)
    file: str = key("fil", "Filnamn eller webbadress")
    sha256: str = key("sha256")
    fetched: str | None = key("hamtad", default=None)
    licence: str | None = key("villkor", default=None)
    reader: str = key("lasare")
    reader_version: int = key("lasarversion")
    credit: str = key("kallhanvisning", "Så ska källan anges under det som räknats fram här")
    remark: str | None = key("anmarkning", default=None)
    layout: str | None = key(
        "layout", "Beskrivningen som filen lästes efter", is_id=True, default=None
    )
    layout_version: int | None = key("layoutversion", default=None)
    imported: str | None = key("inlast", "Vilken dag, ÅÅÅÅ-MM-DD", default=None)
    original: str | None = key("original", "Filens namn i data/original", is_id=True, default=None)
    made_by: str | None = key("gjord_med", "Kommandot som gav värdena", default=None)

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with `oj`, and nobody has imported it."""
        return self.imported is None


@immutable
class Purge:
    """What goes with a source that is taken out without a trace, and what rests on it.

    `files` are in the workspace, `indicators` are in catalogues in which something else stays.
    `analyses` and `plans` are files of the same område and year: what stands in them stays.
    """

    sources: tuple[str, ...] = key("kallor")
    rows: int = key("rader")
    indicators: int = key("indikatorer")
    files: tuple[str, ...] = key("filer")
    analyses: tuple[str, ...] = key("analyser")
    plans: tuple[str, ...] = key("planer")
    is_done: bool = key("borttaget", default=False)

    SCHEMA: ClassVar = "oj-data-purge/1"


@immutable
class SourceFile:
    """The sources of an område, as its `kalla.yaml` holds them, in the order they came."""

    sources: tuple[SourceRecord, ...] = key("kallor", default=())


@immutable
class Given:
    """What a source gives of one område; without any results where it gives sorting keys."""

    record: SourceRecord
    area: str = key("omrade")
    first_year: int = key("forsta_ar")
    last_year: int = key("sista_ar")
    rows: int = key("rader")


@immutable
class Waiting:
    """An område that there are no answers in yet, and what its publisher's file is found by."""

    area: str = key("omrade")
    name: str = key("namn")
    words: str | None = key("sok")


@immutable
class SourceList(Listed):
    """All sources, with what they give of each område, and the områden that wait for one."""

    given: tuple[Given, ...]
    in_workspace: bool
    waiting: tuple[Waiting, ...] = key("utan_svar", default=())

    SCHEMA: ClassVar = "oj-data-list/1"
    JSON: ClassVar[Mapping[str, Taken]] = {"kallor": lambda found: found.records()[1]}
    COLUMNS: ClassVar = (
        *("id", "titel", "utgivare", "omrade", "forsta_ar", "sista_ar", "rader", "fil", "sha256"),
        *("inlast", "lasare", "lasarversion", "layout", "layoutversion"),
    )

    def records(self) -> Records:
        """Return a row for each source and område: its record, first and last year, rows."""
        taken = {**within("record", json_of(SourceRecord)), **json_of(Given)}
        return records_of(self.given, taken, self.COLUMNS)


@immutable
class Count:
    """How many rows a source has of one kind.

    `answer` is None where the row holds a number, or nothing but counts.
    """

    is_number: bool
    area: str = key("omrade")
    year: int = key("ar")
    unit_kind: str = key("enhetsslag")
    answer: str | None = key("svar")
    rows: int = key("rader")

    JSON: ClassVar[Mapping[str, Taken]] = {"tal": lambda c: "ja" if c.is_number else "nej"}


@immutable(kw_only=True)
class SourceContent(Listed):
    """One source, with how many rows it gives of each kind.

    `units` are (year, kind, how many different units), `kept` where the workspace keeps its file.
    """

    record: SourceRecord = key("kalla")
    counts: tuple[Count, ...] = key("antal")
    units: tuple[tuple[int, str, int], ...]
    indicators: int = key("indikatorer")
    kept: Path | None = None

    SCHEMA: ClassVar = "oj-data-show/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "enheter": lambda found: [
            {"ar": year, "enhetsslag": kind, "antal": n} for year, kind, n in found.units
        ],
    }

    @property
    def rows(self) -> int:
        """How many rows it gives in all."""
        return sum(count.rows for count in self.counts)

    def records(self) -> Records:
        """Return a row for each område, year, kind of unit and answer, with how many rows."""
        columns = ("omrade", "ar", "enhetsslag", "svar", "tal", "rader")
        return records_of(self.counts, json_of(Count), columns)


@immutable
class ResultRows(Listed):
    """Results as they are stored, a row each, with the columns of a result row.

    `read` gives them anew, in a table of pandas for each year: there may be millions.
    """

    read: Callable[[], Iterator[Any]]

    COLUMNS: ClassVar = ROW_COLUMNS

    def records(self) -> Records:
        """Return the rows; `value` is in the indicator's unit, `n_yes` and `n` are counts."""
        return self.COLUMNS, [dict(zip(self.COLUMNS, row, strict=True)) for row in self]

    def __iter__(self) -> Iterator[Sequence[Value]]:
        """Yield the cells of each row."""
        for table in self.read():
            counts = ("n_yes", "n")
            yield from zip(*(plain(table[c], c in counts) for c in self.COLUMNS), strict=True)


def plain(column: Any, whole: bool = False) -> list[Any]:
    """Return the values of a column of a table, None where one is missing; counts are `whole`."""
    values = column.astype(object).where(column.notna(), None).tolist()
    return [None if v is None else int(v) for v in values] if whole else values


@immutable
class Around:
    """Where a result was found, for what is said beside it and for what to type next.

    `is_newest` tells whether its year is the newest that the data hold, `is_shipped` whether the
    data are those that come with `oj`, and `others` are other områden that could be asked.
    """

    is_newest: bool = True
    is_shipped: bool = False
    in_workspace: bool = False
    others: tuple[str, ...] = ()
