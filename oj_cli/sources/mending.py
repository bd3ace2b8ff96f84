"""Read a workspace's values again from the files that they came from.

That is done where they are lost, where an older version of `oj` wrote them, and where a workspace
still has all values in one file, as it had before each område was a folder of its own.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from oj_cli.documents.decode import given
from oj_cli.documents.dumper import dump
from oj_cli.documents.writer import write_text
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import SORTING, Incoming
from oj_cli.sources.keeping import _HEAD, add_sorting_keys, held, recipe_of
from oj_cli.sources.longfile import READER as LONG
from oj_cli.sources.longfile import read_kept_long
from oj_cli.sources.workbooks import READER as WORKBOOK
from oj_cli.sources.workbooks import read_kept, read_kept_sorting_keys
from oj_cli.store import Store, open_store
from oj_cli.store.mending import former_sources, lost_areas
from oj_cli.store.writing import changing
from oj_cli.workspace import CATALOGUE_FILE, SOURCES_FILE, former_store, originals

Reader = Callable[[Path, Path, str, Store], Incoming]
"""Reads a kept file by its recipe, under the name that it came with, into a source of a store."""

READERS: dict[str, Reader] = {
    WORKBOOK: read_kept,
    SORTING: read_kept_sorting_keys,
    LONG: read_kept_long,
}


def mend(workspace: Path) -> int:
    """Read again what is lost of a workspace's values; return how many sources were read.

    Raises FileFault, and leaves what there is as it was, if a file that they came from is gone or
    cannot be read any more.
    """
    with held(workspace) as folder:
        n = _move(workspace, folder)
        places = lost_areas(workspace)
        read: dict[str, Incoming] = {}
        with open_store(workspace) as store:
            for area, place in places.items():
                records = store.sources_in(place)
                for record in records:
                    if record.id not in read:
                        read[record.id] = _read_again(workspace, record, store)
                with changing(place, anew=True) as values:
                    for record in records:
                        source = read[record.id]
                        values.write_source(record.id, source.rows_of(area), source.sheets)
    return n + len(read)


def _read_again(workspace: Path, record: SourceRecord, store: Store) -> Incoming:
    path = originals(workspace) / (record.original or "")
    if record.reader not in READERS or not path.is_file():
        raise FileFault(
            "sources.original_missing",
            place=str(path),
            title=record.title,
            file=record.file,
            id=record.id,
        )
    return READERS[record.reader](path, recipe_of(workspace, record.id), record.file, store)


def _move(workspace: Path, folder: Path) -> int:
    """Give each område of a workspace that has all values in one file a folder of its own.

    Returns how many sources were read again. The former file stays, under another name.
    """
    former = former_store(workspace)
    if not former.is_file():
        return 0
    records = former_sources(former)
    for path in sorted((workspace / "katalog").glob("*.yaml")):
        place = folder / path.stem
        if not (place / CATALOGUE_FILE).exists():
            place.mkdir(exist_ok=True)
            path.replace(place / CATALOGUE_FILE)
    told: dict[Path, list[SourceRecord]] = {}
    with open_store(workspace) as store:
        for record in records:
            source = _read_again(workspace, record, store)
            again = _as_before(source.record, record)
            for area in source.areas:
                place = folder / area
                place.mkdir(exist_ok=True)
                with changing(place) as values:
                    values.write_source(again.id, source.rows_of(area), source.sheets)
                told.setdefault(place, []).append(again)
            if source.population or source.membership:
                add_sorting_keys(folder, source)
                told.setdefault(folder, []).append(again)
    for place, of_place in told.items():
        write_text(place / SOURCES_FILE, _HEAD + dump({"kallor": [given(r) for r in of_place]}))
    try:
        former.replace(former.with_name(f"{former.name}.bak"))
    except OSError as error:
        raise file_fault(error, former, "byta namn på") from error
    return len(records)


def _as_before(again: SourceRecord, before: SourceRecord) -> SourceRecord:
    """Return a record with what is not found out by reading a file again."""
    return replace(
        again,
        id=before.id,
        file=before.file,
        imported=before.imported,
        original=before.original,
        layout=before.layout,
        layout_version=before.layout_version,
        made_by=before.made_by,
    )
