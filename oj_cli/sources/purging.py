"""A source taken out of a workspace without a trace: its values, what is told of it, its file.

`keeping.remove_sources` keeps the file, and what the import made of it. Here all of that goes, the
history and free space in the file of values too.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.changes import Remove
from oj_cli.documents.files import edit, read_document
from oj_cli.documents.history import forget, whole
from oj_cli.documents.writer import remove, remove_empty
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.keeping import held, recipe_of, remove_sources
from oj_cli.sources.layout.entries import FROM_FILE
from oj_cli.store import open_store
from oj_cli.store.areas import KEPT
from oj_cli.workspace import CATALOGUE_FILE, originals

LAYOUTS = "layouter"


@dataclass(frozen=True)
class Traces:
    """What a kept file has left in a workspace.

    `records` are all sources that it gave, none where they are removed already, with `rows`
    results. `entries` are the places of indicators that were made of its headings, by catalogue,
    `files` what goes as a whole, the kept file last.
    """

    records: tuple[SourceRecord, ...]
    entries: dict[Path, tuple[int, ...]]
    files: tuple[Path, ...]
    rows: int


def traces_of(workspace: Path, kept: Path, record: SourceRecord | None) -> Traces:
    """Return what a file that is kept, or a source without one, has left in a workspace."""
    with open_store(workspace) as store:
        own = store.own_sources()
        records = tuple(r for r in own if r == record or (r.original and r.original == kept.name))
        ids = {r.id for r in records}
        others = {r.layout for r in own if r.id not in ids}
        layouts = {r.layout for r in records if r.layout} or _naming(workspace, kept.name)
        places = [
            folder
            for folder in store.own_folders.values()
            if ids & (there := {r.id for r in store.sources_in(folder)}) or not (ids or there)
        ]
        left = {folder: {r.id for r in store.sources_in(folder)} - ids for folder in places}
        made = {folder: tuple(_made(folder, ids, left[folder])) for folder in places}
        rows = sum(c.rows for r in records for c in store.coverage(r.id))
    whole = [f for f in places if made[f] and not left[f] and len(made[f]) == len(_indicators(f))]
    entries = {f / CATALOGUE_FILE: made[f] for f in places if made[f] and f not in whole}
    written = [f / CATALOGUE_FILE for f in whole]
    written += [workspace / LAYOUTS / f"{id}.yaml" for id in sorted(map(str, layouts - others))]
    written += [recipe_of(workspace, r.id) for r in records]
    files = dict.fromkeys(f for f in (*written, kept) if f.is_file() and ".." not in f.parts)
    return Traces(records, entries, tuple(files), rows)


def _naming(workspace: Path, kept: str) -> set[str | None]:
    """Return the ids of the layouts that say that they were made for a file."""
    name = kept.partition("-")[2]
    files = (workspace / LAYOUTS).glob("*.yaml")
    return {f.stem for f in files if name and name in f.read_text("utf-8", "replace")}


def kept_files(workspace: Path) -> tuple[Path, ...]:
    """Return the files that were imported, those of sources that are removed too."""
    folder = originals(workspace)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(f for f in found if f.suffix not in (".yaml", ".bak", ".tmp"))


def purge(workspace: Path, traces: Traces) -> None:
    """Take out what a file has left.

    Raises FileFault if anything cannot be written; then all is as it was, or, if the history could
    not be removed at the end, it is left.
    """
    with held(workspace), whole():
        for path, places in traces.entries.items():
            edit(path, [Remove(("indikatorer", n)) for n in reversed(places)])
        remove_sources(workspace, [r.id for r in traces.records], is_purge=True)
        for path in traces.files:
            remove(path)
        folders = {path.parent for path in (*traces.entries, *traces.files)}
        for folder in folders:
            shutil.rmtree(folder / KEPT, ignore_errors=True)  # is made anew of what is left
            remove_empty(folder)
    forget(workspace)


def _indicators(folder: Path) -> Sequence[object]:
    path = folder / CATALOGUE_FILE
    data = read_document(path).data if path.is_file() else None
    found = data.get("indikatorer") if isinstance(data, dict) else None
    return found if isinstance(found, list) else ()


def _made(folder: Path, ids: set[str], others: set[str]) -> Iterator[int]:
    """Yield the places of indicators that are as an import wrote them, and only these sources give.

    What somebody has written a definition of is theirs.
    """
    from oj_cli.store.values import FILE, open_values

    kept: set[str] = set()
    if others and (folder / FILE).is_file():
        with open_values(folder / FILE) as values:
            kept = {head.indicator for head in values.heads.values() if head.source in others}
    for n, entry in enumerate(_indicators(folder)):
        if not isinstance(entry, dict) or entry.get("id") in kept:
            continue
        if str(entry.get("definition", "")).startswith(FROM_FILE):
            yield n
