"""One import: what a file says, what only the user can decide of it, and what is written."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from oj_cli.api.import_preview import preview_of, preview_of_keys, preview_of_long, shows
from oj_cli.api.import_writing import LAYOUTS, Plan, write
from oj_cli.api.session import Session
from oj_cli.documents.packaged import FOLDER
from oj_cli.documents.writer import write_bytes
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.grid import Workbook
from oj_cli.domain.identity import mask
from oj_cli.domain.importing import Imported, ImportPreview, Question
from oj_cli.domain.progress import Step
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, counted, fold, listing, near, number
from oj_cli.sources import private
from oj_cli.sources.difference import Earlier
from oj_cli.sources.findings import finding
from oj_cli.sources.incoming import Incoming
from oj_cli.sources.layout.assessing import PROPOSED, sheet_text
from oj_cli.sources.layout.deciding import decide, decide_all
from oj_cli.sources.layout.fitting import with_layout
from oj_cli.sources.layout.model import Assessment, Decisions, Layout, read_layout, read_layouts
from oj_cli.sources.layout.result_table import result_rows, sheets_of, without_repeated
from oj_cli.sources.layout.rows import read_values
from oj_cli.sources.layout.saving import is_news, layout_of
from oj_cli.sources.layout.sorting import read_sorting_keys
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.longfile import (
    LongFile,
    as_export,
    long_recipe,
    long_record,
    open_table,
    understand_long,
)
from oj_cli.sources.workbooks import recipe_of, sorting_record, sorting_source, source_record
from oj_cli.store import Store

WRONG_FLAG = "I18"
LARGE_FILE = 1_000_000  # bytes
MANY_RESULTS = 100_000
NOT_READY = "Det här har oj förstått hittills. Inget är sparat."
TRIED = "Det här skulle läsas in. Inget är sparat."
IN_THE_WAY = "Det här skulle ändra det som är inläst förut. Inget är sparat."
READ_IN = "Det här läses in."
TO_FILL_IN = "Förslagen om de nya indikatorerna ska in i en fil först. Inget är läst in än."

Said = Sequence[tuple[str, Sequence[str]]]
"""Flags of the command, each with what was said after it, once or many times."""


@dataclass(frozen=True)
class Import:
    """A file that was read: what is shown of it, and what is to be written.

    What is `preview.asked` must be answered before anything can be written. `is_there` tells that
    it is in the store as it is. `replaces` are the sources whose place it takes, `conflicts` those
    of which something changes. `kept` is what is kept in place of the file, if not its own bytes.
    """

    path: Path
    content: Workbook | LongFile
    known: Known
    decisions: Decisions
    command: str
    replacing: bool = False
    dry_run: bool = False
    preview: ImportPreview = ImportPreview("")
    plan: Plan | None = None
    replaces: tuple[SourceRecord, ...] = ()
    conflicts: tuple[SourceRecord, ...] = ()
    is_there: bool = False
    kept: bytes | None = None

    @property
    def fault(self) -> OjError | None:
        """What keeps the file from being stored, None if nothing does."""
        faults = [f for f in self.preview.findings if f.level == "fel"]
        if faults:
            is_typed = any(f.rule == WRONG_FLAG for f in faults)
            if is_typed:  # what else is wrong may follow from it
                faults = [f for f in faults if f.rule == WRONG_FLAG]
            return (UsageFault if is_typed else FileFault)(
                "importing.wrong_flags" if is_typed else "importing.wrong_file",
                place=str(self.path),
                details=tuple(f"{f.place}: {f.message}" if f.place else f.message for f in faults),
                n=len(faults),
                remedies=tuple(dict.fromkeys(f.remedy for f in faults if f.remedy)),
            )
        asked = self.preview.asked
        if asked:
            more = " eller ett av de andra svaren."
            return UsageFault(
                "importing.undecided",
                details=tuple(q.text for q in asked),
                n=capital(counted(len(asked), "sak", "saker")),
                flags=tuple(q.flags[0][0] + (more if len(q.flags) > 1 else "") for q in asked),
            )
        if self.conflicts and not self.replacing:
            return UsageFault(
                "importing.in_the_way",
                titles=listing([f"”{r.title}” (inläst {r.imported})" for r in self.conflicts]),
                n=capital(counted(len(self.preview.differences), "resultat", "resultat")),
            )
        return None


def prepare_import(
    oj: Session,
    path: Path,
    said: Said = (),
    *,
    layout: str | None = None,
    replacing: bool = False,
    dry_run: bool = False,
) -> Import:
    """Read a file and find out what it says.

    `said` is what stands after flags that decide something, `layout` a layout's id or file.
    With `replacing`, what was read before gives way. Raises UsageFault outside a workspace
    where more than a `dry_run` is wanted, and for flags that cannot be meant; FileFault if
    the file cannot be read.
    """
    if oj.workspace is None and not dry_run:
        raise UsageFault("importing.no_workspace")
    with oj.own_data() as store:
        known = _known(oj, store)
        decisions = decide_all(Decisions(), said, known.register)
        decisions = replace(_with_area(decisions, known), layout=_layout(layout, known))
        if dry_run and decisions.assessment is None:  # what would be asked is shown as proposed
            decisions = replace(decisions, assessment=Assessment(PROPOSED))
        _tell_of_size(oj, path)
        layouts = [decisions.layout] if decisions.layout else known.layouts
        content = open_table(path, layouts)
        if isinstance(content, Workbook):
            decisions = with_layout(content, decisions, known)
        command = _command(path, said, layout)
        job = Import(path, content, known, decisions, command, replacing, dry_run)
        return _read(oj, store, job)


def _without_private(job: Import) -> Import:
    """Return the file as it is without the personnummer in it."""
    name, raw = private.without(job.path.name, job.content)
    layout = job.decisions.layout
    with TemporaryDirectory() as folder:
        place = Path(folder, name)
        place.write_bytes(raw)
        content = open_table(place, [layout] if layout else job.known.layouts)
    return replace(job, path=Path(name), content=content, kept=raw)


def answer_import(oj: Session, found: Import, answer: str) -> Import:
    """Return the file as it is read when its first question is answered so.

    Raises UsageFault for an answer that cannot be meant.
    """
    question = found.preview.asked[0]
    said = f"{question.start}{answer}"
    decisions = decide(found.decisions, question.flag, said, found.known.register)
    command = f"{found.command} {shlex.join((question.flag, said))}"
    with oj.own_data() as store:
        return _read(oj, store, replace(found, decisions=decisions, command=command))


def apply_import(oj: Session, found: Import) -> Imported:
    """Write what was read; return what was written.

    Raises what keeps it from being written, and FileFault, with every file left as it was, if
    anything fails.
    """
    if found.fault is not None:
        raise found.fault
    if found.preview.sheet:
        sheet = Path(found.preview.sheet)
        write_bytes(sheet, sheet_text(found.preview.new).encode())
        return Imported(sheet=sheet)
    if oj.workspace is None:
        raise UsageFault("importing.no_workspace")
    if found.plan is None:
        return Imported()
    if found.plan.n >= MANY_RESULTS:
        oj.progress(Step(f"Sparar {number(found.plan.n)} resultat …"))
    gone = [r.id for r in found.replaces]
    return write(
        found.plan,
        found.path,
        oj.workspace.folder,
        day=oj.today,
        gone=gone,
        command=found.command,
        kept=found.kept,
    )


def _known(oj: Session, store: Store) -> Known:
    """Return the register, the catalogues with the workspace's own entries, and all layouts."""
    layouts = read_layouts(FOLDER / LAYOUTS)
    if oj.workspace is not None:
        layouts = (*read_layouts(oj.workspace.folder / LAYOUTS), *layouts)
    return Known(store.register(), store.every_catalogue(), layouts, word_lists(), store.themes())


def _tell_of_size(oj: Session, path: Path) -> None:
    """Say that reading goes on, where it takes a while."""
    try:
        size = path.stat().st_size
    except OSError:
        return  # whoever reads it says what is wrong
    if size >= LARGE_FILE:
        oj.progress(Step(f"Läser {path.name}, {number(size / 1_000_000, 1)} MB …"))


def _read(oj: Session, store: Store, job: Import) -> Import:
    """Return what a file says as it is decided now, compared with what is in the store."""
    asked = private.question_of(job.path, job.content) if job.kept is None else None
    if asked is not None and job.decisions.private not in [o.value for o in asked.options]:
        preview = ImportPreview(job.path.name, asked=(asked,), state=NOT_READY)
        return replace(job, preview=preview, plan=None)
    if asked is not None and job.decisions.private == private.LEAVE_OUT:
        job = _without_private(job)
    layout = job.decisions.layout
    content: Workbook | LongFile | Question = job.content
    if isinstance(content, Workbook):
        content = as_export(content, job.path, job.decisions, job.known) or content
    if isinstance(content, Question):
        preview = ImportPreview(job.path.name, asked=(content,), state=NOT_READY)
        return replace(job, preview=preview, plan=None)
    if isinstance(content, LongFile):
        preview, plan, rows = _long(oj, content, job)
    elif layout is not None and layout.content != "svar":
        preview, plan, rows = _keys(content, job)
    else:
        preview, plan, rows = _answers(content, job)
    if plan is not None and rows is not None and not plan.n:
        nothing = finding("layout.no_results", file=job.path.name)
        preview, plan = replace(preview, findings=(*preview.findings, nothing)), None
    if plan is None:
        state = TO_FILL_IN if preview.sheet else NOT_READY
        return replace(job, preview=replace(preview, state=state), plan=None)
    same = [
        r for r in store.sources_of(plan.sha256) if not r.is_shipped and _gives_any(store, r, rows)
    ]
    if same and not job.replacing:
        there = f"Filen är redan inläst, {same[0].imported}. Inget ändras."
        return replace(job, preview=replace(preview, state=there), plan=None, is_there=True)
    job = replace(job, plan=plan, preview=replace(preview, state=TRIED if job.dry_run else READ_IN))
    if rows is None:
        before = (r for r in store.sources() if r.layout == plan.wanted_id)
        return replace(job, replaces=tuple(r for r in before if not r.is_shipped))
    earlier = Earlier(
        store,
        rows,
        job.known.register,
        [r.id for r in same],
        (*job.known.catalogues, plan.catalogue),
        plan.sha256,
    )
    stopped = earlier.conflicts and not job.replacing
    state = IN_THE_WAY if stopped else job.preview.state
    return replace(
        job,
        preview=replace(job.preview, differences=tuple(earlier.shown()), state=state),
        replaces=tuple(earlier.replaced),
        conflicts=tuple(earlier.conflicts),
    )


def _gives_any(store: Store, record: SourceRecord, rows: pd.DataFrame | None) -> bool:
    """Tell whether a source gives results of any område that rows do, or of sorting keys."""
    if rows is None:
        return True
    areas = set(rows["area"].unique())
    return any(given.area in areas for given in store.coverage(record.id))


def _command(path: Path, said: Said, layout: str | None) -> str:
    """Return the command that reads a file so."""
    words = [path.name]
    for flag, given in (*said, ("--layout", [layout] if layout else [])):
        words += [word for value in given for word in (flag, value)]
    return mask(f"oj data import {shlex.join(words)}")


Found = tuple[ImportPreview, Plan | None, "pd.DataFrame | None"]
"""What is shown of a file, what would be written once nothing is asked, and its rows."""


def _answers(workbook: Workbook, job: Import) -> Found:
    """Read a workbook of results."""
    found = understand(workbook, job.decisions, job.known)
    reading = read_values(found)
    rows, repeated, more = without_repeated(found, result_rows(found, reading))
    findings = (*found.findings, *reading.findings, *more)
    preview = preview_of(found, reading, rows, repeated, findings)
    if found.catalogue is None or not preview.is_ready:
        return preview, None, rows
    layout, used = layout_of(found), found.decisions.layout

    def incoming(id: str) -> Incoming:
        return Incoming(
            source_record(found, id), rows, recipe_of(found), sheets=sheets_of(workbook)
        )

    plan = Plan(
        layout.id,
        incoming,
        len(rows),
        workbook.sha256,
        f"oj identify --omrade {found.catalogue.area}",
        catalogue=found.catalogue,
        new=found.new,
        layout=layout if is_news(found) else None,
        used_layout=used.id if used else "",
    )
    return preview, plan, rows


def _long(oj: Session, file: LongFile, job: Import) -> Found:
    """Read a table with one result in each row."""
    found = understand_long(file, job.decisions, job.known)
    rows, preview = found.reading.rows, preview_of_long(found, job.known)
    if not preview.is_ready:
        return preview, None, rows

    known = {c.area: c for c in (*job.known.catalogues, found.target) if c is not None}
    areas = [str(area) for area in rows["area"].unique()]
    compared = [area for area in areas if known[area].purpose == "jamforelse"]

    def incoming(id: str) -> Incoming:
        return Incoming(long_record(found, id), rows, long_recipe(found))

    plan = Plan(
        found.wanted_id,
        incoming,
        len(rows),
        file.sha256,
        shows(oj.workspace, compared, rows, job.known.register),
        catalogue=found.target,
        new=found.new,
    )
    return preview, plan, rows


def _keys(workbook: Workbook, job: Import) -> Found:
    """Read a workbook with sorting keys."""
    keys = read_sorting_keys(workbook, job.decisions, job.known)
    preview = preview_of_keys(keys, workbook)
    if not preview.is_ready:
        return preview, None, None

    def incoming(id: str) -> Incoming:
        return sorting_source(keys, sorting_record(keys, workbook, id))

    return preview, Plan(keys.layout.id, incoming, keys.n, workbook.sha256, "oj kommuner"), None


def _with_area(decisions: Decisions, known: Known) -> Decisions:
    """Return the decisions with the område's id in place of its name."""
    if decisions.area is None:
        return decisions
    wanted = fold(decisions.area)
    for catalogue in known.catalogues:
        if wanted in (fold(catalogue.area), fold(catalogue.name), fold(catalogue.short)):
            return replace(decisions, area=catalogue.area)
    areas = [c.area for c in known.catalogues]
    raise UsageFault(
        "importing.unknown_area",
        text=decisions.area,
        near=near(decisions.area, areas, limit=1),
        known=listing(areas),
    )


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
    raise UsageFault(
        "importing.unknown_layout", text=wanted, near=near(wanted, ids, limit=1), known=listing(ids)
    )
