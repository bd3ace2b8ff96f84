"""What the store holds: its sources and rows; files of them, and sheets to fill in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.api import selecting
from oj_cli.api.files import write
from oj_cli.api.session import Session
from oj_cli.domain.answers import GENDERS, Column
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.sources import (
    Given,
    Purge,
    ResultRows,
    SourceContent,
    SourceList,
    SourceRecord,
    Value,
    Waiting,
)
from oj_cli.domain.swedish import capital, fold, listing, near
from oj_cli.store import Store, open_store
from oj_cli.workspace import CATALOGUE_FILE, originals, own_areas, shipped_areas

if TYPE_CHECKING:
    import pandas as pd

    from oj_cli.reports.answer_sheet import AnswerSheet
    from oj_cli.sources.purging import Traces

MOST_CELLS = 1_500_000
"""Of a workbook: more takes minutes to write, and as long to open."""

Years = dict[str, list[int]]
"""By område, which years."""


class Data(Session):
    """The data themselves."""

    def sources(self, area: str | None = None) -> SourceList:
        """Return all sources of results, those that come with `oj` first.

        Args:
            area: Id or name of an område, or of one with nyckeltal; all if left out.

        Returns:
            A row for each source and område, with the source's record, the first and last year
            (`forsta_ar`, `sista_ar`) and the number of rows (`rader`).

        """
        with self.own_data() as store:
            wanted = None if area is None else find_area(store, area)
            records = {r.id: r for r in store.sources()}
            given: dict[str, list[Given]] = {}
            for c in store.coverage():
                if wanted in (None, c.area):
                    of = Given(records[c.source], c.area, c.first_year, c.last_year, c.rows)
                    given.setdefault(c.source, []).append(of)
            waiting = tuple(
                Waiting(c.area, c.short, c.origin.words if c.origin else None)
                for c in store.every_catalogue()
                if wanted in (None, c.area) and not store.has_results(c.area)
            )
        for r in records.values():  # population and kommungrupper: they give no results
            if wanted is None and r.id not in given and r.imported:
                year = r.year or int(r.imported[:4])
                given[r.id] = [Given(r, "sorteringsnycklar", year, year, 0)]
        return SourceList(
            tuple(x for found in given.values() for x in found),
            self.workspace is not None,
            waiting,
        )

    def source(self, text: str, *, whole: bool = False) -> SourceContent:
        """Return one source, with how many rows it gives of each kind.

        Args:
            text: The source's id, the beginning of it, or the name of its file.
            whole: The beginning of an id is not enough.

        Returns:
            A row for each område (`omrade`), year (`ar`), kind of unit (`enhetsslag`) and answer
            (`svar`, empty where `tal` is ja), with the number of rows (`rader`).

        """
        with self.own_data() as store:
            record = _find_source(store, text, whole=whole)
            return SourceContent(
                record=record,
                counts=store.source_counts(record.id),
                units=store.source_units(record.id),
                indicators=sum(c.indicators for c in store.coverage(record.id)),
                kept=self._kept(record),
            )

    def _kept(self, record: SourceRecord) -> Path | None:
        """Return where the file that was imported lies."""
        if self.workspace is None or record.original is None:
            return None
        return originals(self.workspace.folder) / record.original

    def rows(
        self, *, source: str | None = None, area: str | None = None, year: int | None = None
    ) -> ResultRows:
        """Return the results as they are stored, from every source that gives them.

        Args:
            source: Id of a source, the beginning of it, or the name of its file.
            area: Id or name of an område, or of one with nyckeltal.
            year: One year only.

        Returns:
            The rows, with the columns of a result row: `value` is in the indicator's unit,
            published shares in percent, `n_yes` and `n` are the counts behind a share.

        """
        with self.own_data() as store:
            id, years = _wanted(store, source, area, year)

        def read() -> "Iterator[pd.DataFrame]":
            with self.own_data() as store:
                for of, each in ((a, y) for a, of_area in years.items() for y in of_area):
                    yield store.rows(of, year=each, gender=None, source=id)

        return ResultRows(read)

    def export_workbook(
        self,
        path: Path,
        *,
        source: str | None = None,
        area: str | None = None,
        year: int | None = None,
    ) -> None:
        """Write results as a workbook in the published form: a sheet a year, units down.

        Raises UsageFault as `rows` does, for several områden and for too many cells; FileFault
        if the file cannot be written.
        """
        from oj_cli.reports.results_workbook import ResultBook, Results, result_book

        with self.own_data() as store:
            id, wanted = _wanted(store, source, area, year)
            if len(wanted) > 1:
                raise UsageFault("data.several_areas", area=next(iter(wanted)))
            [(of, years)] = wanted.items()
            sheets: list[Results] = []
            used: set[str] = set()
            size = 0
            for each in years:
                columns = list(store.columns(of, year=each, gender=None, source=id))
                units = {unit for c in columns for unit in c.units}
                size += len({c.indicator for c in columns}) * len(units)
                if size > MOST_CELLS:
                    raise UsageFault("data.too_large")
                used |= {c.source for c in columns}
                by_gender = ((g, [c for c in columns if c.gender == g]) for g in GENDERS)
                sheets += [Results(each, g, _cells(found)) for g, found in by_gender if found]
            register = store.register()
            names = {("riket", "riket"): "Riket"}
            names |= {("lan", x.code): x.name for x in register.lan}
            names |= {("kommun", k.code): k.name for k in register.kommuner}
            book = ResultBook(store.catalogue(of), tuple(sheets), names, store.sources(used))
        write(path, result_book(book, self.today))

    def prepare_removal(self, text: str) -> SourceContent:
        """Return the imported source that is called so, without counts if its values are lost.

        Raises UsageFault if it comes with `oj`.
        """
        try:
            found = self.source(text, whole=True)
        except FileFault:
            if self.workspace is None:
                raise
            with open_store(self.workspace.folder) as store:
                record = _find_source(store, text, whole=True)
            found = SourceContent(
                record=record, counts=(), units=(), indicators=0, kept=self._kept(record)
            )
        if found.record.is_shipped or self.workspace is None:
            raise UsageFault("data.shipped", id=found.record.id)
        return found

    def remove_source(self, found: SourceContent) -> int:
        """Take a source that `prepare_removal` gave out of the workspace; return how many rows.

        The file that it came from stays. Raises FileFault if the store cannot be written.
        """
        from oj_cli.sources.keeping import remove_sources

        if self.workspace is None:
            raise UsageFault("data.shipped", id=found.record.id)
        return remove_sources(self.workspace.folder, [found.record.id])

    def prepare_purge(self, text: str) -> "tuple[Purge, Traces]":
        """Return what goes when a source is purged that is called so, and what rests on it.

        `text` may also be the name of a file whose source is removed already. Raises UsageFault
        if nothing is called so, or it comes with `oj`; FileFault if the workspace cannot be read.
        """
        from oj_cli.analysis_file.file import list_analyses
        from oj_cli.api.plans import plans_of
        from oj_cli.sources.purging import kept_files, traces_of

        if self.workspace is None:
            raise UsageFault("data.shipped", id=self.source(text).record.id)
        folder = self.workspace.folder
        names = {f.name: f for f in kept_files(folder)}
        alone = [f for name, f in names.items() if text in (name, name.partition("-")[2])]
        record, kept = None, alone[0] if len(alone) == 1 else None
        try:
            found = self.prepare_removal(text)
            record, kept = found.record, names.get(found.record.original or "", kept)
        except UsageFault:
            if kept is None:
                raise
        traces = traces_of(folder, kept or originals(folder), record)
        with self.own_data() as store:
            ids = {r.id for r in traces.records}
            years = {
                (c.area, year)
                for c in store.coverage()
                if c.source in ids
                for year in range(c.first_year, c.last_year + 1)
            }
            areas = {area for area, _ in years}
            analyses, _ = list_analyses(folder)
        plans = plans_of(self.workspace).plans
        said = Purge(
            tuple(r.id for r in traces.records),
            traces.rows,
            sum(map(len, traces.entries.values())),
            tuple(f.relative_to(folder).as_posix() for f in traces.files),
            tuple(
                a.path.name
                for a in analyses
                if any((part.area, part.year) in years for part in a.analysis.parts)
            ),
            tuple(p.path.name for p in plans if p.plan.areas & areas),
        )
        return said, traces

    def purge(self, found: "tuple[Purge, Traces]") -> Purge:
        """Take out what `prepare_purge` gave; return it as done.

        Raises FileFault if anything cannot be written or removed.
        """
        from oj_cli.sources.purging import purge

        if self.workspace is None:
            raise UsageFault("data.no_workspace_for_area")
        said, traces = found
        purge(self.workspace.folder, traces)
        return replace(said, is_done=True)

    def begin_area(self, name: str) -> Path:
        """Begin an område of the workspace's own; return its catalogue, which has no indicators.

        Raises UsageFault without a workspace, and if no id can be made of the name, or it is one
        that is taken; FileFault if the catalogue cannot be written.
        """
        from oj_cli.sources.layout.catalogues import begin_catalogue
        from oj_cli.sources.layout.entries import new_area_id

        if self.workspace is None:
            raise UsageFault("data.no_workspace_for_area")
        area = new_area_id(name)
        own = own_areas(self.workspace.folder) / area / CATALOGUE_FILE
        for path in (shipped_areas() / area / CATALOGUE_FILE, own):
            if path.exists():
                raise UsageFault("data.area_there", place=str(path), area=area)
        begin_catalogue(own, capital(" ".join(name.split())))
        return own

    def write_answer_sheet(
        self,
        path: Path | None = None,
        *,
        kommun: str | None = None,
        area: str | None = None,
        year: int | None = None,
        replace: bool = False,
    ) -> tuple[Path, int]:
        """Write the sheet that a kommun fills its answers in; return it and how many it asks.

        `path` ends with .xlsx or .csv. Raises UsageFault if it does not, if it is there already
        and `replace` does not hold, or if nothing is asked that year; FileFault if it cannot be
        written.
        """
        from oj_cli.reports.answer_sheet import answer_sheet, as_csv

        sheet = self._answer_sheet(kommun, area, year)
        path = path or Path(f"{sheet.name}.xlsx")
        kind = path.suffix.lower()
        if kind not in (".xlsx", ".csv"):
            raise UsageFault(
                "data.sheet_kind",
                kind=path.suffix or "en fil utan ändelse",
                xlsx=path.with_suffix(".xlsx"),
                csv=path.with_suffix(".csv"),
            )
        if path.exists() and not replace:
            raise UsageFault("data.sheet_exists", place=str(path))
        write(path, as_csv(sheet) if kind == ".csv" else answer_sheet(sheet, path.name, self.today))
        return path, len(sheet.indicators)

    def _answer_sheet(self, text: str | None, area: str | None, year: int | None) -> "AnswerSheet":
        """Return whose sheet it is and which questions are asked that year."""
        from oj_cli.analysis.compare import is_asked
        from oj_cli.reports.answer_sheet import AnswerSheet

        with self.own_data() as store:
            kommun = selecting.choose_kommun(store, text, self.workspace)
            catalogue = store.catalogue(selecting.choose_area(store, area, self.workspace))
            years = store.years(catalogue.area)
        year = year or (years[-1] + 1 if years else None)
        if year is None:
            raise UsageFault("data.which_year")
        indicators = tuple(i for i in catalogue if i.kind == "ja_nej" and is_asked(i, year))
        if not indicators:
            raise UsageFault("data.nothing_asked", area=catalogue.short, year=year)
        return AnswerSheet(kommun, catalogue, year, indicators)


def _find_source(store: Store, text: str, *, whole: bool = False) -> SourceRecord:
    """Return the source called `text`: its id, its file's name or the beginning of its id."""
    records = store.sources()
    wanted = fold(text)
    ways = (
        [r for r in records if r.id == text],
        [r for r in records if wanted in (fold(r.id), fold(r.file))],
        [r for r in records if wanted and fold(r.id).startswith(wanted) and not whole],
    )
    found = next((hits for hits in ways if hits), [])
    if len(found) == 1:
        return found[0]
    ids = [r.id for r in found or records]
    if found:
        raise UsageFault(
            "data.several_sources", text=text, ids=listing(ids, "eller"), example=ids[-1]
        )
    raise UsageFault("data.unknown_source", text=text, near=listing(near(text, ids), "eller"))


def find_area(store: Store, text: str) -> str:
    """Return the id of an område to compare or with nyckeltal. Raises UsageFault if none fits."""
    others = {fold(area): area for area in store.areas("nyckeltal")}
    return others.get(fold(text)) or store.find_area(text)


def _wanted(
    store: Store, source: str | None, area: str | None, year: int | None
) -> tuple[str | None, Years]:
    """Return the source's id, and what there is of what was asked for. Raises UsageFault."""
    id = None if source is None else _find_source(store, source).id
    wanted = None if area is None else find_area(store, area)
    found: dict[str, set[int]] = {}
    for c in store.coverage(id):
        years = range(c.first_year, c.last_year + 1)
        if wanted in (None, c.area) and (year is None or year in years):
            found.setdefault(c.area, set()).update(years if year is None else [year])
    if not found:
        raise UsageFault("data.nothing_to_export")
    return id, {name: sorted(years) for name, years in found.items()}


def _cells(columns: Iterable[Column]) -> dict[tuple[str, str], dict[str, Value]]:
    """Return by (kind, unit) and indicator what is shown: the answer, value, or counts."""
    found: dict[tuple[str, str], dict[str, Value]] = {}
    for c in columns:
        for unit, answer, value, n_yes, n, _ in c.results():
            cell: Value = value if answer is None else answer
            if cell is None and n is not None:
                cell = f"{n_yes} av {n}"
            found.setdefault(unit, {})[c.indicator] = cell
    return found
