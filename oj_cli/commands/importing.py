"""One import: what is known, what is asked, and what is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.commands.import_preview import preview_of
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.importing import Difference, ImportPreview
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, counted, fold, listing, near
from oj_cli.sources.difference import differences
from oj_cli.sources.keeping import Incoming, Original, store_sources
from oj_cli.sources.layout.catalogues import add_indicators, own_catalogues
from oj_cli.sources.layout.deciding import decide, decide_all
from oj_cli.sources.layout.model import Decisions, Layout, read_layout, read_layouts
from oj_cli.sources.layout.questions import Question
from oj_cli.sources.layout.rows import Reading, read_values, result_rows, without_repeated
from oj_cli.sources.layout.saving import is_news, layout_of, write_layout
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known, Understanding
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.workbook import read_workbook
from oj_cli.sources.workbooks import changed_catalogues, free_id, recipe_of, source_record
from oj_cli.store import Store, open_store
from oj_cli.workspace import DATA_FOLDER, Workspace, find_workspace, store_path

if TYPE_CHECKING:
    import pandas as pd

LAYOUTS = "layouter"
CATALOGUES = "katalog"


def what_is_known(store: Store, workspace: Workspace | None) -> Known:
    """Return the register, the catalogues with the workspace's own entries, and all layouts."""
    catalogues = store.catalogues()
    layouts = read_layouts(DATA_FOLDER / LAYOUTS)
    if workspace is not None:
        themes = store.themes()
        catalogues = own_catalogues(workspace.folder / CATALOGUES, catalogues, themes)
        layouts = (*read_layouts(workspace.folder / LAYOUTS), *layouts)
    return Known(store.register(), catalogues, layouts, word_lists())


def ask(questions: Iterable[Question], decisions: Decisions, known: Known) -> Decisions:
    """Ask on the terminal, and return the decisions with the answers."""
    from oj_cli.ui import prompts

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

    `is_there` tells that it is in the store as it is. `replaces` are the sources whose place
    it takes, `beside` those that it differs from and stands beside.
    """

    preview: ImportPreview
    found: Understanding
    rows: "pd.DataFrame"
    replaces: tuple[SourceRecord, ...] = ()
    conflicts: tuple[SourceRecord, ...] = ()
    is_there: bool = False


class Job:
    """One import, from the file to the store."""

    def __init__(
        self, path: Path, *, replacing: bool, dry_run: bool, day: date, asks: bool
    ) -> None:
        self.path = path
        self.replacing = replacing
        self.dry_run = dry_run
        self.day = day
        self.asks = asks
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
        with open_store(store_path(self.workspace)) as store:
            known = what_is_known(store, self.workspace)
            decisions = decide_all(Decisions(), said, known.register)
            decisions = replace(with_area(decisions, known), layout=_layout(layout, known))
            workbook = read_workbook(self.path)
            while True:
                found = understand(workbook, decisions, known)
                reading = read_values(found)
                questions = (*found.questions, *reading.questions)
                if not questions or not self.asks:
                    break
                decisions = ask(questions[:1], decisions, known)
            return self._read(store, found, reading)

    def _read(self, store: Store, found: Understanding, reading: Reading) -> Read:
        rows, repeated, more = without_repeated(found, result_rows(found, reading))
        findings = (*found.findings, *reading.findings, *more)
        preview = preview_of(found, reading, rows, repeated, findings, "")
        is_ready = not preview.asked and all(f.level != "fel" for f in findings)
        if not is_ready:
            state = "Det här har oj förstått hittills. Inget är sparat."
            return Read(replace(preview, state=state), found, rows)
        same = [r for r in store.sources_of(found.workbook.sha256) if not r.is_shipped]
        if same and not self.replacing:
            state = f"Filen är redan inläst, {same[0].imported}. Inget ändras."
            return Read(replace(preview, state=state), found, rows, is_there=True)
        earlier = _Earlier(store, found, rows, [r.id for r in same])
        state = "Det här skulle läsas in. Inget är sparat." if self.dry_run else "Det här läses in."
        preview = replace(preview, state=state, differences=tuple(earlier.shown()))
        return Read(preview, found, rows, tuple(earlier.replaced), tuple(earlier.conflicts))

    def refuse(self, read: Read) -> None:
        """Raise what keeps a file from being stored, if anything does."""
        faults = [f for f in read.preview.findings if f.level == "fel"]
        if faults:
            raise FileFault(
                f"Filen har {counted(len(faults), 'fel', 'fel')}. Inget är sparat.",
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
                f" {capital(counted(n, 'resultat', 'resultat'))} skulle ändras.",
                hints=("Är det här en rättad utgåva: lägg till --ersatt",),
            )

    def write(self, read: Read) -> list[str]:
        """Write the results, the layout and new indicators; return what was written.

        All or nothing: raises FileFault, and leaves every file as it was, if anything fails.
        """
        workspace, found = self.workspace, read.found
        if workspace is None or found.catalogue is None:
            raise UsageFault("Det finns ingen arbetsmapp att spara i.")
        folder = workspace.folder
        with open_store(store_path(workspace)) as store:
            taken = [r.id for r in store.sources() if r not in read.replaces]
            stored = store.catalogues()
        layout = layout_of(found) if is_news(found) else None
        record = source_record(found, free_id(layout_of(found).id, taken))
        if layout is not None:
            record = replace(record, layout=layout.id)
        catalogues = changed_catalogues(found.known.catalogues, stored, found.catalogue)
        files = [folder / CATALOGUES / f"{found.catalogue.area}.yaml"]
        files += [folder / LAYOUTS / f"{layout.id}.yaml"] if layout else []
        before = {path: path.read_bytes() if path.exists() else None for path in files}
        original = Original(record.file, self.path.read_bytes(), record.sha256)
        incoming = Incoming(record, read.rows, recipe_of(found))
        try:
            entries = add_indicators(folder / CATALOGUES, found.catalogue, found.new)
            if layout is not None:
                write_layout(layout, folder / LAYOUTS, record.file)
            store_sources(
                folder,
                original,
                [incoming],
                today=self.day,
                catalogues=catalogues,
                replacing=[r.id for r in read.replaces],
            )
        except BaseException:
            _put_back(before)
            raise
        lines = [f"Sparade {counted(len(read.rows), 'resultat', 'resultat')} som {record.id}."]
        if entries is not None:
            new = counted(len(found.new), "ny indikator", "nya indikatorer")
            lines.append(f"{capital(new)} står i {entries}.")
        if layout is not None:
            lines.append(f"Hur filen lästes står i {folder / LAYOUTS / layout.id}.yaml.")
        return [*lines, f"Fortsätt med: oj identify --omrade {found.catalogue.area}"]


class _Earlier:
    """What is in the store of the same as a file gives."""

    def __init__(
        self, store: Store, found: Understanding, rows: "pd.DataFrame", same: Sequence[str]
    ) -> None:
        self.found = found
        self.replaced: list[SourceRecord] = []
        self.conflicts: list[SourceRecord] = []
        self._differences: list[tuple[str, int, str, object, object]] = []
        area = found.catalogue.area if found.catalogue else ""
        if area not in store.areas():
            return
        given = {(str(i), int(y)) for i, y in zip(rows["indicator"], rows["year"], strict=True)}
        overlaps = store.overlaps(area, found.years)
        for record in store.sources([s for s, pairs in overlaps.items() if pairs & given]):
            before = store.rows(area, source=record.id, gender=None)
            keys = ["indicator", "year", "unit_kind", "unit", "gender"]
            both = before.astype(dict.fromkeys(keys, object)).merge(rows[keys], on=keys)
            if both.empty and record.id not in same:
                continue
            changes = differences(before, rows)
            pairs = set(zip(before["indicator"], before["year"], strict=True))
            is_whole = {(str(i), int(y)) for i, y in pairs} <= given or record.id in same
            if not record.is_shipped:
                self.conflicts += [record] if any(c.change != "ny" for c in changes) else []
                self.replaced += [record] if is_whole else []
            for c in changes:
                if c.change == "andrad" or (
                    c.change == "borta" and is_whole and not record.is_shipped
                ):
                    self._differences.append((c.indicator, c.year, c.unit, c.before, c.after))

    def shown(self) -> Iterator[Difference]:
        """Yield what changes, in words."""
        register = self.found.known.register
        by_id = self.found.catalogue.by_id if self.found.catalogue else {}
        for indicator, year, unit, before, after in self._differences:
            kommun, lan = register.by_code.get(unit), register.lan_by_code.get(unit)
            name = kommun.name if kommun else lan.name if lan else unit
            short = by_id[indicator].short if indicator in by_id else indicator
            yield Difference(short, year, name, _word(before), _word(after))


def _word(value: object) -> str:
    if value is None:
        return "inget"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


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


def _put_back(before: "dict[Path, bytes | None]") -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
