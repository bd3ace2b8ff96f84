"""Read a workspace's values again from the files that they came from.

That is done where they are lost, where an older version of `oj` wrote them, and where a workspace
still has all values in one file, as it had before each område was a folder of its own.
"""

import hashlib
from collections.abc import Callable, Collection
from contextlib import nullcontext, suppress
from pathlib import Path

from oj_cli.documents.disk import rename
from oj_cli.documents.history import aside
from oj_cli.documents.writer import make_folder
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import listing
from oj_cli.sources.incoming import Incoming
from oj_cli.sources.keeping import held, recipe_of, sort_anew, write_sources
from oj_cli.sources.longfile import READER as LONG
from oj_cli.sources.longfile import read_kept_long
from oj_cli.sources.workbooks import READER as WORKBOOK
from oj_cli.sources.workbooks import read_kept
from oj_cli.store import Store, open_store
from oj_cli.store.mending import former_sources, lost_areas, missing
from oj_cli.store.writing import changing
from oj_cli.workspace import CATALOGUE_FILE, former_store, originals

Reader = Callable[[Path, Path, str, Store, Collection[str]], Incoming]
"""Reads a kept file by its recipe, under the name that it came with, into a source of a store.

An indicator that several områden have belongs to those that the source gave before.
"""

READERS: dict[str, Reader] = {WORKBOOK: read_kept, LONG: read_kept_long}


def mend(workspace: Path, areas: Collection[str] | None = None) -> None:
    """Read again what is lost of a workspace's values, or all that these områden have.

    Raises FileFault, and leaves what there is as it was, if a file that they came from is gone or
    cannot be read any more.
    """
    with aside(), held(workspace) as folder:  # nobody's values: they are made anew
        _move(workspace, folder)
        places = lost_areas(workspace) if areas is None else {}
        read: dict[str, Incoming] = {}
        with open_store(workspace) as store:
            told = {}
            for area, place in store.own_folders.items():
                with nullcontext() if area in (areas or ()) else suppress(FileFault):
                    told[area] = store.sources_in(place)
            places |= {area: store.own_folders[area] for area in areas or ()}
            for area, place in places.items():
                ids = {record.id for record in told[area]}
                if areas is None and not missing(place, ids):
                    # nothing is lost: there is only what no `kalla.yaml` tells of
                    with changing(place) as values:
                        for id in set(values.sources.values()) - ids:
                            values.remove_source(id)
                    continue
                for record in told[area]:
                    if record.id not in read:
                        areas = [a for a, records in told.items() if record in records]
                        read[record.id] = _read_again(workspace, record, store, areas)
                with changing(place, anew=True) as values:
                    for record in told[area]:
                        source = read[record.id]
                        values.write_source(record.id, source.rows_of(area), source.sheets)


def _read_again(
    workspace: Path, record: SourceRecord, store: Store, areas: Collection[str]
) -> Incoming:
    """Return a source as its kept file gives it. Raises FileFault if it gives less than before."""
    path = originals(workspace) / (record.original or Path(record.file).name)
    if record.reader not in READERS or not path.is_file():
        raise FileFault(
            "sources.original_missing",
            place=str(path),
            title=record.title,
            file=record.file,
            kept=path.name,
            id=record.id,
        )
    if not is_as_read(path, record):
        raise _not_as_before(path, record, ("Den är ändrad sedan dess.",))
    recipe = recipe_of(workspace, record.id)
    try:
        found = READERS[record.reader](path, recipe, record.file, store, areas)
    except FileFault as fault:
        why = (fault.message, *fault.details)
        raise _not_as_before(path, record, why) from fault
    if not set(areas) <= set(found.areas):
        gone = listing(sorted(set(areas) - set(found.areas)))
        raise _not_as_before(path, record, (f"Den ger inga resultat av {gone} längre.",))
    return found


def is_as_read(path: Path, record: SourceRecord) -> bool:
    """Return whether a kept file still is the one that a source was read from."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == record.sha256
    except OSError as error:
        raise file_fault(error, path, "läsa") from error


def _not_as_before(path: Path, record: SourceRecord, why: tuple[str, ...]) -> FileFault:
    return FileFault(
        "sources.not_read_again",
        place=str(path),
        details=why,
        file=record.file,
        id=record.id,
        path=path,
    )


def _move(workspace: Path, folder: Path) -> None:
    """Tell in a folder for each område of what a workspace has in one file for all of them.

    Its values are then read again as those are that are lost. The former file stays, under another
    name.
    """
    former = former_store(workspace)
    if not former.is_file():
        return
    told = former_sources(former)
    catalogues = workspace / "katalog"
    for path in sorted(catalogues.glob("*.yaml")):
        place = folder / path.stem
        if not (place / CATALOGUE_FILE).exists():
            make_folder(place)
            rename(path, place / CATALOGUE_FILE)
    with suppress(OSError):  # there is more in it, or it is gone
        catalogues.rmdir()
    for area, records in told.items():
        place = folder / area
        make_folder(place)
        write_sources(place, records)
    sort_anew(workspace)
    try:
        rename(former, former.with_name(f"{former.name}.bak"))
    except OSError as error:
        raise file_fault(error, former, "byta namn på") from error
