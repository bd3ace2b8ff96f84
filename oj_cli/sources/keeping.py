"""What an import leaves in a workspace: results in its store, and the file itself.

The file is kept as it came, in `data/original`, and beside it for each source a recipe: the
YAML text by which its reader can read the file again without asking anything. So a store of an
older version of `oj`, or one that was lost, is made anew from what is kept.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from oj_cli.documents.writer import write_bytes
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import SORTING, Incoming, Original
from oj_cli.sources.layout.catalogues import own_catalogues
from oj_cli.sources.longfile import READER as LONG
from oj_cli.sources.longfile import read_kept_long
from oj_cli.sources.workbooks import READER as WORKBOOK
from oj_cli.sources.workbooks import read_kept, read_kept_sorting_keys
from oj_cli.store import Store, open_store
from oj_cli.store.files import older_sources
from oj_cli.store.own import changing
from oj_cli.workspace import SHIPPED_STORE, originals, own_store

CATALOGUES = "katalog"


def store_sources(
    folder: Path,
    original: Original,
    incoming: Sequence[Incoming],
    *,
    today: date,
    catalogues: Sequence[Catalogue] = (),
    replacing: Collection[str] = (),
) -> tuple[SourceRecord, ...]:
    """Put sources into a workspace's store, all or nothing, and keep the file they came from.

    `catalogues` are written first, in place of those of the same område. `replacing` are the
    ids of the sources that these take the place of. Returns the records as they were written,
    with the day and the kept file's name. Raises FileFault if anything cannot be written; then
    the store is as it was.
    """
    kept = {originals(folder) / original.kept_as: original.raw}
    kept |= {recipe_of(folder, s.record.id): s.recipe.encode() for s in incoming}
    new = [path for path in kept if not path.exists()]
    written = []
    try:
        with changing(folder) as store:
            _refuse_taken(store, incoming, replacing, original.name)
            for path, content in kept.items():
                _keep(path, content)
            gone = store.sources(replacing)
            for record in gone:
                store.remove_source(record.id)
            for catalogue in catalogues:
                store.write_catalogue(catalogue)
            for source in incoming:
                record = replace(
                    source.record, imported=today.isoformat(), original=original.kept_as
                )
                store.write_results(record, source.rows, source.sheets)
                store.write_sorting_keys(source.population, source.membership)
                written.append(record)
            left = store.sources()
    except BaseException:
        for path in new:
            _unlink(path)
        raise
    _forget(folder, gone, left)
    return tuple(written)


def _refuse_taken(
    store: Store, incoming: Sequence[Incoming], replacing: Collection[str], file: str
) -> None:
    """Refuse a source whose id somebody took while the file was read."""
    taken = {record.id for record in store.sources()} - set(replacing)
    if any(source.record.id in taken for source in incoming):
        raise FileFault("sources.taken_meanwhile", place=file)


def remove_sources(folder: Path, ids: Collection[str]) -> int:
    """Remove imported sources from a workspace's store; the files that they came from stay.

    Returns how many rows there were. Raises FileFault if the store cannot be written.
    """
    with changing(folder) as store:
        gone = store.sources(ids)
        rows = sum(store.remove_source(record.id) for record in gone)
        left = store.sources()
        if any(record.reader == SORTING for record in gone):
            _sort_anew(folder, store, left)
    _forget(folder, gone, left)
    return rows


def _sort_anew(folder: Path, store: Store, left: Sequence[SourceRecord]) -> None:
    """Give back the sorting keys that come with `oj`, and those of the sources that are left."""
    with open_store(SHIPPED_STORE) as shipped:
        store.copy_sorting_keys(shipped)
    for record in left:
        if record.reader == SORTING and record.original:
            kept = originals(folder) / record.original
            incoming = read_kept_sorting_keys(
                kept, recipe_of(folder, record.id), record.file, store
            )
            store.write_sorting_keys(incoming.population, incoming.membership)


Reader = Callable[[Path, Path, str, Store], Incoming]
"""Reads a kept file by its recipe, under the name that it came with, into a source of a store."""


def rebuild(
    folder: Path,
    records: Sequence[SourceRecord],
    catalogues: Sequence[Catalogue],
    readers: Mapping[str, Reader],
) -> None:
    """Make a workspace's store anew from the shipped one and the files that were imported.

    `records` are the sources in the order they came, as the store that is replaced tells;
    `catalogues` the workspace's own; `readers` read a file by the name of the record's reader.
    Raises FileFault, and leaves the store as it was, if a file is missing or cannot be read.
    """
    with changing(folder, anew=True) as store:
        for catalogue in catalogues:
            store.write_catalogue(catalogue)
        for record in records:
            path = originals(folder) / (record.original or "")
            if record.reader not in readers or not path.is_file():
                raise FileFault(
                    "sources.original_missing",
                    place=str(path),
                    title=record.title,
                    file=record.file,
                    store=own_store(folder),
                )
            incoming = readers[record.reader](
                path, recipe_of(folder, record.id), record.file, store
            )
            made = replace(
                incoming.record,
                id=record.id,
                file=record.file,
                imported=record.imported,
                original=record.original,
                layout=record.layout,
                layout_version=record.layout_version,
            )
            store.write_results(made, incoming.rows, incoming.sheets)
            store.write_sorting_keys(incoming.population, incoming.membership)


def upgrade(folder: Path) -> int:
    """Make a workspace's store anew; return how many of its sources were read again.

    It begins with what is shipped now. Raises FileFault, and leaves the store as it was, if it
    does not tell its sources, or a file that they came from cannot be read any more.
    """
    records = [r for r in older_sources(own_store(folder)) if not r.is_shipped]
    with open_store(SHIPPED_STORE) as shipped:
        catalogues = own_catalogues(
            folder / CATALOGUES,
            [shipped.catalogue(a) for p in ("jamforelse", "nyckeltal") for a in shipped.areas(p)],
            shipped.themes(),
        )
    readers = {WORKBOOK: read_kept, SORTING: read_kept_sorting_keys, LONG: read_kept_long}
    rebuild(folder, records, catalogues, readers)
    return len(records)


def recipe_of(folder: Path, id: str) -> Path:
    """Return where a workspace keeps the recipe of a source."""
    return originals(folder) / f"{id}.yaml"


def _keep(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_fault(error, path.parent, "skapa") from error
    write_bytes(path, content, keep_old=False)


def _forget(folder: Path, gone: Sequence[SourceRecord], left: Sequence[SourceRecord]) -> None:
    """Remove the recipes of sources that are gone. Their files stay: nobody else may have them."""
    ids = {record.id for record in left}
    for record in gone:
        if record.id not in ids:
            _unlink(recipe_of(folder, record.id))


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise file_fault(error, path, "ta bort") from error
