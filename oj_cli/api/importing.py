"""One import: what is known, what is asked, and what is written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.api.import_earlier import Earlier
from oj_cli.api.import_preview import preview_of, preview_of_keys, preview_of_long
from oj_cli.api.import_writing import (
    CATALOGUES,
    LAYOUTS,
    Plan,
    what_is_stored,
    write,
    write_catalogues,
)
from oj_cli.api.session import Session
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import ImportPreview
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, counted, fold, listing, near, number
from oj_cli.sources.keeping import Incoming
from oj_cli.sources.layout.catalogues import own_catalogues
from oj_cli.sources.layout.deciding import decide, decide_all
from oj_cli.sources.layout.fitting import with_layout
from oj_cli.sources.layout.model import Decisions, Layout, read_layout, read_layouts
from oj_cli.sources.layout.questions import Question
from oj_cli.sources.layout.result_table import result_rows, sheets_of, without_repeated
from oj_cli.sources.layout.rows import read_values
from oj_cli.sources.layout.saving import is_news, layout_of
from oj_cli.sources.layout.sorting import read_sorting_keys
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.longfile import LongFile, open_long
from oj_cli.sources.longreading import long_recipe, long_record, understand_long
from oj_cli.sources.workbook import read_workbook
from oj_cli.sources.workbooks import (
    recipe_of,
    sorting_record,
    sorting_source,
    source_record,
)
from oj_cli.store import Store
from oj_cli.workspace import DATA_FOLDER, Workspace, find_workspace, store_path

if TYPE_CHECKING:
    import pandas as pd

WRONG_FLAG = "I18"
LARGE_FILE = 1_000_000  # bytes
MANY_RESULTS = 100_000
IN_THE_WAY = "Det här skulle ändra det som är inläst förut. Inget är sparat."
NOT_READY = "Det här har oj förstått hittills. Inget är sparat."


def what_is_known(store: Store, workspace: Workspace | None) -> Known:
    """Return the register, the catalogues with the workspace's own entries, and all layouts."""
    catalogues = stored = what_is_stored(store)
    layouts = read_layouts(DATA_FOLDER / LAYOUTS)
    if workspace is not None:
        themes = store.themes()
        catalogues = own_catalogues(workspace.folder / CATALOGUES, catalogues, themes)
        layouts = (*read_layouts(workspace.folder / LAYOUTS), *layouts)
    return Known(store.register(), catalogues, layouts, word_lists(), stored)


def ask(questions: Iterable[Question], decisions: Decisions, known: Known) -> Decisions:
    """Ask on the terminal, and return the decisions with the answers."""
    from oj_cli.terminal import prompts

    for question in questions:
        for line in question.about:
            prompts.show(line, "  ", "  ")
        if question.options:
            options = [prompts.Option(o.value, o.text) for o in question.options]
            answer = prompts.choice(question.text, options)
        else:
            answer = prompts.text(question.text)
        decisions = decide(decisions, question.flag, f"{question.start}{answer}", known.register)
    return decisions


def with_area(decisions: Decisions, known: Known) -> Decisions:
    """Return the decisions with the område's id in place of its name."""
    if decisions.area is None:
        return decisions
    wanted = fold(decisions.area)
    for catalogue in known.catalogues:
        if wanted in (fold(catalogue.area), fold(catalogue.name), fold(catalogue.short)):
            return replace(decisions, area=catalogue.area)
    areas = [c.area for c in known.catalogues]
    close = near(decisions.area, areas, limit=1)
    raise UsageFault(
        f"Det finns inget område som heter ”{decisions.area}”.",
        hints=(
            *(f"Menade du {name}?" for name in close),
            f"Områdena är {listing(areas)}.",
            f'Är det ett nytt område: --nytt-omrade "{decisions.area}"',
        ),
    )


@dataclass(frozen=True)
class Read:
    """A file that was read: what is shown of it, and what is to be written.

    `is_there` tells that it is in the store as it is. `replaces` are the sources whose place it
    takes, `conflicts` those of which something changes.
    """

    preview: ImportPreview
    sha256: str
    plan: Plan | None = None
    replaces: tuple[SourceRecord, ...] = ()
    conflicts: tuple[SourceRecord, ...] = ()
    is_there: bool = False
    known: tuple[Catalogue, ...] = ()


class Job:
    """One import, from the file to the store."""

    def __init__(
        self,
        path: Path,
        *,
        replacing: bool,
        dry_run: bool,
        day: date,
        asks: bool,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.path = path
        self.replacing = replacing
        self.dry_run = dry_run
        self.day = day
        self.asks = asks
        self.tell = tell
        self.workspace = find_workspace()
        if self.workspace is None and not dry_run:
            raise UsageFault(
                "Det du läser in sparas i en arbetsmapp, och du står inte i någon.",
                hints=(
                    "Gör en: oj init --kommun Leksand",
                    "Eller se bara efter vad filen innehåller: lägg till --dry-run",
                ),
            )

    def understand(self, said: Sequence[tuple[str, Sequence[str]]], layout: str | None) -> Read:
        """Read the file and find out what it says; ask on a terminal.

        Raises UsageFault for flags that cannot be meant, FileFault if it cannot be read.
        """
        with Session(self.workspace.folder if self.workspace else None).own_data() as store:
            known = what_is_known(store, self.workspace)
            decisions = decide_all(Decisions(), said, known.register)
            decisions = replace(with_area(decisions, known), layout=_layout(layout, known))
            self._tell_of_size()
            layouts = [decisions.layout] if decisions.layout else known.layouts
            long = open_long(self.path, layouts)
            if long is not None:
                return self._read_long(store, long, decisions, known)
            workbook = read_workbook(self.path)
            decisions = with_layout(workbook, decisions, known)
            if decisions.layout is not None and decisions.layout.content != "svar":
                return self._read_keys(store, workbook, decisions, known)
            return self._read_answers(store, workbook, decisions, known)

    def _tell_of_size(self) -> None:
        """Say that reading goes on, where it takes a while."""
        try:
            size = self.path.stat().st_size
        except OSError:
            return  # whoever reads it says what is wrong
        if size >= LARGE_FILE:
            self.tell(f"Läser {self.path.name}, {number(size / 1_000_000, 1)} MB …")

    def _read_answers(
        self, store: Store, workbook: Workbook, decisions: Decisions, known: Known
    ) -> Read:
        while True:
            found = understand(workbook, decisions, known)
            reading = read_values(found)
            questions = (*found.questions, *reading.questions)
            if not questions or not self.asks:
                break
            decisions = ask(questions[:1], decisions, known)
        rows, repeated, more = without_repeated(found, result_rows(found, reading))
        findings = (*found.findings, *reading.findings, *more)
        preview = preview_of(found, reading, rows, repeated, findings, "")
        if found.catalogue is None or _is_wrong(preview):
            return Read(replace(preview, state=NOT_READY), workbook.sha256)
        layout = layout_of(found)
        news = layout if is_news(found) else None
        used = found.decisions.layout

        def incoming(id: str) -> Incoming:
            record = source_record(found, id)
            return Incoming(record, rows, recipe_of(found), sheets=sheets_of(workbook))

        plan = Plan(
            layout.id,
            incoming,
            len(rows),
            f"oj identify --omrade {found.catalogue.area}",
            stored=known.stored,
            known=known.catalogues,
            catalogue=found.catalogue,
            new=found.new,
            layout=news,
            used_layout=used.id if used else "",
        )
        return self._read(store, preview, workbook.sha256, plan, rows, known)

    def _read_long(self, store: Store, long: LongFile, decisions: Decisions, known: Known) -> Read:
        """Read a table with one result in each row; ask on a terminal."""
        while True:
            found = understand_long(long, decisions, known)
            if not found.questions or not self.asks:
                break
            decisions = ask(found.questions[:1], decisions, known)
        preview = preview_of_long(found, known)
        if _is_wrong(preview):
            return Read(replace(preview, state=NOT_READY), long.sha256)

        def incoming(id: str) -> Incoming:
            return Incoming(long_record(found, id), found.reading.rows, long_recipe(found))

        plan = Plan(
            found.wanted_id,
            incoming,
            len(found.reading.rows),
            "oj data list",
            stored=known.stored,
            known=known.catalogues,
            catalogue=found.target,
            new=found.new,
        )
        return self._read(store, preview, long.sha256, plan, found.reading.rows, known)

    def _read_keys(
        self, store: Store, workbook: Workbook, decisions: Decisions, known: Known
    ) -> Read:
        """Read a workbook with sorting keys; ask on a terminal."""
        while True:
            keys = read_sorting_keys(workbook, decisions, known)
            if not keys.questions or not self.asks:
                break
            decisions = ask(keys.questions[:1], decisions, known)
        preview = preview_of_keys(keys, workbook)
        if _is_wrong(preview):
            return Read(replace(preview, state=NOT_READY), workbook.sha256)

        def incoming(id: str) -> Incoming:
            return sorting_source(keys, sorting_record(keys, workbook, id))

        same = self._same(store, workbook.sha256)
        layout = keys.layout.id
        before = [r for r in store.sources() if r.layout == layout and not r.is_shipped]
        return Read(
            replace(preview, state=self._state(same)),
            workbook.sha256,
            None if same and not self.replacing else Plan(layout, incoming, keys.n, "oj kommuner"),
            replaces=tuple(before),
            is_there=bool(same) and not self.replacing,
        )

    def _same(self, store: Store, sha256: str) -> list[SourceRecord]:
        return [r for r in store.sources_of(sha256) if not r.is_shipped]

    def _state(self, same: Sequence[SourceRecord]) -> str:
        if same and not self.replacing:
            return f"Filen är redan inläst, {same[0].imported}. Inget ändras."
        return "Det här skulle läsas in. Inget är sparat." if self.dry_run else "Det här läses in."

    def _read(
        self,
        store: Store,
        preview: ImportPreview,
        sha256: str,
        plan: Plan,
        rows: "pd.DataFrame",
        known: Known,
    ) -> Read:
        """Return what was read, compared with what is in the store already."""
        same = self._same(store, sha256)
        preview = replace(preview, state=self._state(same))
        if same and not self.replacing:
            return Read(preview, sha256, is_there=True, known=known.catalogues)
        earlier = Earlier(
            store, rows, known.register, [r.id for r in same], (*known.catalogues, plan.catalogue)
        )
        preview = replace(preview, differences=tuple(earlier.shown()))
        if earlier.conflicts and not self.replacing:
            preview = replace(preview, state=IN_THE_WAY)
        return Read(
            preview,
            sha256,
            plan,
            replaces=tuple(earlier.replaced),
            conflicts=tuple(earlier.conflicts),
        )

    def refuse(self, read: Read) -> None:
        """Raise what keeps a file from being stored, if anything does."""
        faults = [f for f in read.preview.findings if f.level == "fel"]
        if faults:
            is_typed = any(f.rule == WRONG_FLAG for f in faults)
            if is_typed:  # what else is wrong may follow from it
                faults = [f for f in faults if f.rule == WRONG_FLAG]
            what = "Det är fel i flaggorna" if is_typed else f"Filen har {len(faults)} fel"
            wrong = UsageFault if is_typed else FileFault
            raise wrong(
                f"{what}. Inget är sparat.",
                place=str(self.path),
                details=tuple(f"{f.place}: {f.message}" if f.place else f.message for f in faults),
                hints=tuple(dict.fromkeys(f.remedy for f in faults if f.remedy)),
            )
        if read.preview.asked:
            n = len(read.preview.asked)
            raise UsageFault(
                f"{capital(counted(n, 'sak', 'saker'))} måste ni avgöra. Inget är sparat.",
                details=tuple(a.question for a in read.preview.asked),
                hints=tuple(
                    f"Lägg till {a.flags[0][0]}"
                    + (" eller ett av de andra svaren." if len(a.flags) > 1 else "")
                    for a in read.preview.asked
                ),
            )
        if read.conflicts and not self.replacing:
            titles = listing([f"”{r.title}” (inläst {r.imported})" for r in read.conflicts])
            n = len(read.preview.differences)
            raise UsageFault(
                f"Samma resultat är inlästa förut, ur {titles}."
                f" {capital(counted(n, 'resultat', 'resultat'))} skulle ändras. Inget är sparat.",
                hints=("Är det här en rättad utgåva: lägg till --ersatt",),
            )

    def write(self, read: Read) -> list[str]:
        """Write what was read; return what was written.

        Raises FileFault, and leaves every file as it was, if anything fails.
        """
        if self.workspace is None:
            raise UsageFault("Det finns inget att spara.")
        if read.plan is None:
            return write_catalogues(read.known, self.workspace.folder, store_path(self.workspace))
        if read.plan.n >= MANY_RESULTS:
            self.tell(f"Sparar {number(read.plan.n)} resultat …")
        return write(
            read.plan,
            self.path,
            read.sha256,
            self.workspace.folder,
            store_path(self.workspace),
            day=self.day,
            gone=[r.id for r in read.replaces],
        )


def _is_wrong(preview: ImportPreview) -> bool:
    """Return whether something must be decided or mended before anything is written."""
    return bool(preview.asked) or any(f.level == "fel" for f in preview.findings)


def _layout(wanted: str | None, known: Known) -> Layout | None:
    """Return the layout that was named: a file, or one that is known by its id."""
    if wanted is None:
        return None
    if wanted.lower().endswith((".yaml", ".yml")):
        return read_layout(Path(wanted))
    for layout in known.layouts:
        if fold(layout.id) == fold(wanted):
            return layout
    ids = [layout.id for layout in known.layouts]
    close = near(wanted, ids, limit=1)
    raise UsageFault(
        f"Det finns ingen layout som heter ”{wanted}”.",
        hints=(
            *(f"Menade du {name}?" for name in close),
            f"Layouterna är {listing(ids)}." if ids else "Skriv namnet på en YAML-fil.",
        ),
    )
