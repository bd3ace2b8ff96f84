"""A workbook of any layout as a source: read anew from what is kept, without questions."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from oj_cli.documents.dumper import dump
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import SORTING, Incoming, record_by
from oj_cli.sources.layout.entries import UNKNOWN
from oj_cli.sources.layout.model import Decisions, Layout, SheetRule, read_layout
from oj_cli.sources.layout.result_table import result_rows, sheets_of, without_repeated
from oj_cli.sources.layout.rows import read_values
from oj_cli.sources.layout.saving import layout_of, without_empty
from oj_cli.sources.layout.sorting import SortingKeys, read_sorting_keys
from oj_cli.sources.layout.text import shorten
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known, Understanding
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.workbook import read_workbook
from oj_cli.store import Store

READER = "arbetsbok"
_LONGEST_TITLE = 120


def source_record(found: Understanding, id: str) -> SourceRecord:
    """Return the record of a workbook that was understood."""
    name = _name(found.workbook)
    return record_by(
        found.decisions.layout or Layout(id="", title=""),
        id,
        title=_title(found) or name,
        year=max(found.years),
        file=name,
        sha256=found.workbook.sha256,
        reader=READER,
        publisher=found.publisher or UNKNOWN,
    )


def _title(found: Understanding) -> str:
    """Return the longest text above the first table that is no explanation."""
    titles = [t for t in found.tables[0].heading.titles if "=" not in t and len(t) > 3]
    return shorten(titles[0], _LONGEST_TITLE) if titles else ""


def recipe_of(found: Understanding) -> str:
    """Return the layout and the decisions by which the file can be read again, as YAML."""
    years: dict[str, set[int]] = {t.sheet: set() for t in found.tables}
    for used in found.used:
        if used.column.label.year is None:
            years[used.column.table.sheet].add(used.year)
    layout = layout_of(found)
    given = {rule.name: rule for rule in layout.sheets}
    sheets = [
        replace(
            next((r for r in given.values() if r.fits(sheet)), SheetRule(sheet)),
            name=sheet,
            leave_out=False,
            year=next(iter(found_years)) if len(found_years) == 1 else None,
        )
        for sheet, found_years in years.items()
    ]
    layout = replace(layout, sheets=(*sheets, SheetRule("*", leave_out=True)))
    return dump(without_empty(encode(layout)))


def read_kept(
    path: Path, recipe: Path, name: str, store: Store, _areas: Collection[str] = ()
) -> Incoming:
    """Read a kept workbook by its recipe. Raises FileFault if it says anything but before."""
    workbook = read_workbook(path, name=name)
    known = Known(store.register(), store.every_catalogue(), (), word_lists())
    found = understand(workbook, Decisions(layout=read_layout(recipe), is_kept=True), known)
    reading = read_values(found)
    rows, _, findings = without_repeated(found, result_rows(found, reading))
    _refuse(
        workbook,
        (*found.findings, *reading.findings, *findings),
        (*found.questions, *reading.questions),
    )
    record, text = source_record(found, recipe.stem), recipe.read_text("utf-8")
    return Incoming(record, rows, text, sheets=sheets_of(workbook))


def _refuse(workbook: Workbook, findings: Sequence[Finding], asked: Sequence[Question]) -> None:
    faults = [f.message for f in findings if f.level == "fel"]
    if faults or asked:
        raise FileFault(
            "sources.reads_otherwise",
            details=(*faults, *(q.text for q in asked)),
            file=workbook.file,
        )


def _name(workbook: Workbook) -> str:
    return re.split(r"[/\\]", workbook.file)[-1]


def sorting_record(keys: SortingKeys, workbook: Workbook, id: str) -> SourceRecord:
    """Return the record of a workbook with sorting keys."""
    return record_by(
        keys.layout,
        id,
        title=keys.layout.title,
        year=max(keys.years, default=None),
        file=_name(workbook),
        sha256=workbook.sha256,
        reader=SORTING,
    )


def sorting_source(keys: SortingKeys, record: SourceRecord) -> Incoming:
    """Return the sorting keys of a workbook as a source without results."""
    membership = {keys.edition.id: keys.membership} if keys.edition else {}
    recipe = dump(without_empty(encode(keys.layout)))
    return Incoming(record, pd.DataFrame(), recipe, keys.population, membership)


def read_kept_sorting_keys(path: Path, recipe: Path, name: str, store: Store) -> Incoming:
    """Read a kept workbook with sorting keys. Raises FileFault if it says anything but before."""
    workbook = read_workbook(path, name=name)
    known = Known(store.register(), (), (), word_lists())
    keys = read_sorting_keys(workbook, Decisions(layout=read_layout(recipe)), known)
    _refuse(workbook, keys.findings, keys.questions)
    return sorting_source(keys, sorting_record(keys, workbook, recipe.stem))
