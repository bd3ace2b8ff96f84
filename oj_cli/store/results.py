"""Results and their sources, of all områden together."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.documents.compiled import compiled
from oj_cli.domain.answers import Column
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.locators import locator_text
from oj_cli.domain.sources import Count, SourceRecord
from oj_cli.store.areas import Areas
from oj_cli.store.values import FILE, Result, Summary, Values, as_kept, open_values
from oj_cli.workspace import CATALOGUE_FILE

if TYPE_CHECKING:
    import pandas as pd


FEWEST_SHOWN = 5
"""Counts of persons below this, and above none, are never shown."""

_HIDDEN = "SEKRETESS"


@immutable
class Coverage:
    """What a source gives of an område: first and last year, and how many of each."""

    source: str
    area: str
    first_year: int
    last_year: int
    rows: int
    indicators: int
    units: int


@immutable
class _Counted:
    """Indicator, year and the parts of a summary, a row each."""

    rows: tuple[tuple[Any, ...], ...] = key("rader")


class Results(Areas):
    """The part of a store that is asked for results. Files are opened when they are needed."""

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(roots)
        self._opened: dict[Path, Values] = {}
        self._summaries: dict[tuple[str, str], Mapping[tuple[str, int], Summary]] = {}

    def close(self) -> None:
        """Close the files that were opened."""
        while self._opened:
            self._opened.popitem()[1].close()

    def has_results(self, area: str) -> bool:
        """Return whether there are any results of an område."""
        return any(self.sources_in(folder) for folder in self.folders.get(area, ()))

    def _values(self, area: str) -> list[Values]:
        """Return the opened files of an område, that which comes with `oj` first."""
        found = []
        for folder in self.folders.get(area, ()):
            records = self.sources_in(folder)
            if records and folder not in self._opened:
                self._opened[folder] = open_values(folder / FILE, [r.id for r in records])
                if folder.parent == self.roots[0]:
                    self._opened[folder].recall()
            if records:
                found.append(self._opened[folder])
        return found

    def _every(self) -> Iterator[tuple[str, Values]]:
        for area in self.heads:
            for values in self._values(area):
                yield area, values

    def columns(
        self,
        area: str,
        *,
        year: int | None = None,
        indicators: Iterable[str] | None = None,
        units: Collection[tuple[str, str]] | None = None,
        source: str | None = None,
        gender: str | None = "T",
        places: bool = False,
    ) -> Iterator[Column]:
        """Yield the results of an område, those of the source that was imported last at the end.

        `indicators` are ids and `units` are (kind, key), None for all; `places` gives locators
        in words too.
        """
        return self._columns(
            area, locator_text if places else None, year, indicators, units, source, gender
        )

    def _columns(
        self,
        area: str,
        place: Callable[[Any, Sequence[str]], Any] | None,
        year: int | None = None,
        indicators: Iterable[str] | None = None,
        units: Collection[tuple[str, str]] | None = None,
        source: str | None = None,
        gender: str | None = "T",
    ) -> Iterator[Column]:
        known = self.catalogue(area).by_id
        chosen = known.keys() if indicators is None else known.keys() & set(indicators)
        for values in self._values(area):
            for column in values.columns(year, chosen, units, source, gender, place):
                yield _without_few(column) if known[column.indicator].counts_people else column

    def rows(
        self,
        area: str,
        *,
        year: int | None = None,
        gender: str | None = "T",
        source: str | None = None,
    ) -> "pd.DataFrame":
        """Return results of an område as a table with the columns of a result row.

        `source` is a source's id. A locator that is a row's number stays one.
        The categories of `source` stand in the order the sources were imported.
        """
        from oj_cli.store.columns import table

        found = self._columns(area, as_kept, year, source=source, gender=gender)
        in_order = sorted(found, key=lambda c: (c.indicator, c.year))
        return table(area, in_order, [r.id for r in self.sources()])

    def results(self, area: str, unit: tuple[str, str], gender: str = "T") -> Iterator[Result]:
        """Yield all that an område has of one unit, what was imported last at the end."""
        files = self._values(area)
        known = self.catalogue(area).by_id if files else {}  # many wait for their values
        for values in files:
            for found in values.results(unit, gender):
                if found.indicator in known:
                    hides = known[found.indicator].counts_people and _is_few(found.value)
                    yield found._replace(answer=_HIDDEN, value=None) if hides else found

    def summaries(self, area: str, gender: str = "T") -> Mapping[tuple[str, int], Summary]:
        """Return how all kommuner stood in an område, by indicator and year."""
        if (area, gender) not in self._summaries:
            self._summaries[area, gender] = self._summarised(area, gender)
        return self._summaries[area, gender]

    def _summarised(self, area: str, gender: str) -> dict[tuple[str, int], Summary]:
        files = self._values(area)
        if len(files) < 2:
            found = dict(files[0].summaries(gender)) if files else {}
            return found | self._anew(area, gender, self._of_few(area, found))
        # counted from all values: tens of milliseconds, so it is kept as what is compiled is
        sources = [values.path for values in files]
        sources += [path for f in self.folders[area] if (path := f / CATALOGUE_FILE).is_file()]
        kept = self.kept(files[-1].path, f"{gender}.json")
        together = compiled(_Counted, kept, sources, lambda: self._counted(area, gender, files))
        return {(indicator, year): Summary(*rest) for indicator, year, *rest in together.rows}

    def _counted(self, area: str, gender: str, files: Sequence[Values]) -> "_Counted":
        """Count together the indicators that are in several files."""
        found: dict[tuple[str, int], Summary] = {}
        chosen: set[str] = set()
        for values in files:
            of_file = values.summaries(gender)
            chosen |= {i for i, _ in of_file} & {i for i, _ in found}
            found |= of_file
        found |= self._anew(area, gender, chosen | self._of_few(area, found))
        return _Counted(tuple((*key, *summary) for key, summary in found.items()))

    def _of_few(self, area: str, found: Mapping[tuple[str, int], Summary]) -> set[str]:
        """Return the counts of persons whose summaries may tell of so few that none is shown."""
        people = {i.id for i in self.catalogue(area) if i.counts_people}
        return {i for (i, _), s in found.items() if i in people and (s.low or 0) < FEWEST_SHOWN}

    def _anew(
        self, area: str, gender: str, indicators: Collection[str]
    ) -> dict[tuple[str, int], Summary]:
        """Count the summaries of indicators from what is shown of them."""
        if not indicators:
            return {}
        from oj_cli.store.summaries import summarised

        anew = summarised(self.columns(area, indicators=indicators, gender=gender))
        return {(indicator, year): s for (indicator, year, _), s in anew.items()}

    def years(
        self, area: str, kommuner: Collection[str] | None = None, *, judged: bool = False
    ) -> tuple[int, ...]:
        """Return the years with answers or values in an område from these kommuner, or from any.

        With `judged`, only those in which there is anything to judge.
        """
        among = {i.id for i in self.catalogue(area) if i.is_judged} if judged else None
        found = (values.years(kommuner, among) for values in self._values(area))
        return tuple(sorted(set[int]().union(*found)))

    def newest_answers(self, kommun: str) -> dict[tuple[str, str], tuple[int, str]]:
        """Return a kommun's newest answer to each indicator: (year, answer) by område and id."""
        newest: dict[tuple[str, str], tuple[int, str]] = {}
        for area in self.heads:
            for found in self.results(area, ("kommun", kommun)):
                key = area, found.indicator
                if found.answer is not None and found.year >= newest.get(key, (0, ""))[0]:
                    newest[key] = found.year, found.answer
        return newest

    def sources(self, ids: Iterable[str] | None = None) -> tuple[SourceRecord, ...]:
        """Return the source records with these ids, or all, those that come with `oj` first.

        Sources of sorting keys come last; one that several områden have is given once.
        """
        wanted = None if ids is None else set(ids)
        found: dict[str, SourceRecord] = {}
        folders = [f for area in {**self.heads, **self.folders} for f in self.folders[area]]
        for root in self.roots:
            for folder in (*(f for f in folders if f.parent == root), root):
                for record in self.told(folder):
                    if wanted is None or record.id in wanted:
                        found.setdefault(record.id, record)
        return tuple(found.values())

    def own_sources(self) -> tuple[SourceRecord, ...]:
        """Return the source records that do not come with `oj`."""
        folders = (*self.own_folders.values(), *self.roots[1:])
        return tuple({r.id: r for folder in folders for r in self.told(folder)}.values())

    def told(self, folder: Path) -> tuple[SourceRecord, ...]:
        """Return the records of a folder, none where a user's own cannot be read."""
        try:
            return self.sources_in(folder)
        except FileFault as fault:
            if self.roots[0] in (folder, folder.parent):
                raise
            self.broken[folder.name] = fault
            return ()

    @property
    def is_shipped(self) -> bool:
        """Whether there are no values but those that come with `oj`."""
        return not self.own_sources()

    def sources_of(self, sha256: str) -> tuple[SourceRecord, ...]:
        """Return the sources that were read from bytes with this hash."""
        return tuple(r for r in self.sources() if r.sha256 == sha256)

    def coverage(self, id: str | None = None) -> tuple[Coverage, ...]:
        """Return what each source, or one, gives of each område, in the order of `sources`."""
        found = [
            Coverage(source, area, *rest)
            for area, values in self._every()
            for source, *rest in values.coverage()
            if id in (None, source)
        ]
        order = {record.id: n for n, record in enumerate(self.sources())}
        return tuple(sorted(found, key=lambda c: order[c.source]))

    def overlaps(self, area: str, years: Collection[int]) -> dict[str, set[tuple[str, int]]]:
        """Return by source id which (indicator, year) of an område it gives in these years."""
        given: dict[str, set[tuple[str, int]]] = {}
        for values in self._values(area):
            for head in values.heads.values():
                if head.year in years:
                    given.setdefault(head.source, set()).add((head.indicator, head.year))
        return given

    def source_counts(self, id: str) -> tuple[Count, ...]:
        """Return how many rows a source has by område, year, kind of unit and answer."""
        return tuple(
            Count(bool(is_number), area, year, kind, answer, rows)
            for area, values in self._every()
            for year, kind, answer, is_number, rows in _in_order(values.counted(id, "rader"))
        )

    def source_units(self, id: str) -> tuple[tuple[int, str, int], ...]:
        """Return (year, kind of unit, how many different units) of a source."""
        found: dict[tuple[int, str], int] = {}
        for _, values in self._every():
            for year, kind, n in values.counted(id, "enheter"):
                found[year, kind] = max(n, found.get((year, kind), 0))
        return tuple((year, kind, n) for (year, kind), n in sorted(found.items()))


def _is_few(value: float | None) -> bool:
    return value is not None and 0 < value < FEWEST_SHOWN


def _without_few(column: Column) -> Column:
    """Return a column of counts of persons without those that may tell who somebody is."""
    if not any(map(_is_few, column.values)):
        return column
    few = [_is_few(value) for value in column.values]
    answers = column.answers or [None] * len(few)
    return column._replace(
        answers=[_HIDDEN if f else a for f, a in zip(few, answers, strict=True)],
        values=[None if f else v for f, v in zip(few, column.values, strict=True)],
    )


def _in_order(rows: list[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=lambda row: [(value is not None, value) for value in row])
