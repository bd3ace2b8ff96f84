"""What an import leaves in a workspace: results in its områden, and the file itself.

The file is kept as it came, in `data/original`, and beside it for each source a recipe: the
YAML text by which its reader can read the file again without asking anything. So values that were
lost, or that an older version of `oj` wrote, are made anew from what is kept (see `mending`).

What `kalla.yaml` tells of counts. It is written when the values are: a program that is stopped
between the two leaves values that nobody reads, or sources whose values are read again.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from oj_cli.documents.changes import Append, Change, Remove
from oj_cli.documents.decode import given
from oj_cli.documents.dumper import dump
from oj_cli.documents.files import edit
from oj_cli.documents.history import whole
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import make_folder, remove, remove_empty, write_bytes, write_text
from oj_cli.domain.errors import FileFault
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import SORTING, Incoming, Original
from oj_cli.sources.kolada_lists import LAYOUT as LISTS
from oj_cli.sources.kolada_lists import read_kept_lists
from oj_cli.sources.workbooks import read_kept_sorting_keys
from oj_cli.store import Store, open_store
from oj_cli.store.mending import lost_areas
from oj_cli.store.registers import (
    GROUPS,
    POPULATION,
    SORTING_FILES,
    read_groups,
    read_population,
    sorting_files,
)
from oj_cli.store.values import FILE
from oj_cli.store.writing import changing
from oj_cli.workspace import SOURCES_FILE, originals, own_areas

WAIT = 120.0
"""Seconds to wait for another import: the largest takes a fraction of that."""

_HEAD = "# Varifrån värdena kommer, i den ordning de lästes in: den senaste gäller.\n\n"


@contextmanager
def held(workspace: Path) -> Iterator[Path]:
    """Hold a workspace's områden, so that no other import changes them; yield their folder.

    Raises FileFault if another has them for too long, or the folder cannot be made.
    """
    folder = own_areas(workspace)
    make_folder(folder)
    with locked(folder / ".inlasning", WAIT):
        yield folder


def store_sources(
    workspace: Path,
    original: Original,
    incoming: Sequence[Incoming],
    *,
    today: date,
    replacing: Collection[str] = (),
) -> tuple[SourceRecord, ...]:
    """Put sources into a workspace's områden, and keep the file they came from.

    `replacing` are the ids of the sources that these take the place of. Returns the records as
    they were written, with the day and the kept file's name. Raises FileFault if anything cannot
    be written; then what counts is as it was.
    """
    kept = originals(workspace) / original.kept_as
    recipes = {recipe_of(workspace, s.record.id): s.recipe.encode() for s in incoming if s.recipe}
    written = [
        replace(s.record, imported=today.isoformat(), original=original.kept_as) for s in incoming
    ]
    with held(workspace) as folder:
        with open_store(workspace) as store:
            _refuse_taken(store, incoming, replacing, original.name)
            gone = [r for r in store.own_sources() if r.id in set(replacing)]
            places = _places(store, folder, replacing)
        with whole():
            for path, content in {kept: original.raw, **recipes}.items():
                make_folder(path.parent)
                write_bytes(path, content)
            told = _write(folder, incoming, written, places)
            for place, records in told.items():
                _tell(place, records, places.get(place, ()))
            if any(r.reader == SORTING for r in gone):
                sort_anew(workspace)
            _forget(workspace, gone, written)
    return tuple(written)


def _places(store: Store, folder: Path, ids: Collection[str]) -> dict[Path, list[str]]:
    """Return which of some sources each folder of a workspace tells of, by their ids."""
    return {
        place: [r.id for r in store.sources_in(place) if r.id in ids]
        for place in (*store.own_folders.values(), folder)
    }


def _write(
    folder: Path,
    incoming: Sequence[Incoming],
    records: Sequence[SourceRecord],
    places: dict[Path, list[str]],
) -> dict[Path, list[SourceRecord]]:
    """Write the values of sources; return which `kalla.yaml` shall tell of which."""
    told: dict[Path, list[SourceRecord]] = {place: [] for place, ids in places.items() if ids}
    with ExitStack() as stack:
        opened = {}
        for source, record in zip(incoming, records, strict=True):
            for area in source.areas:
                place = folder / area
                if place not in opened:
                    make_folder(place)
                    opened[place] = stack.enter_context(changing(place))
                    for id in places.get(place, ()):
                        opened[place].remove_source(id)
                opened[place].write_source(record.id, source.rows_of(area), source.sheets)
                told.setdefault(place, []).append(record)
            if source.has_keys:
                add_sorting_keys(folder, source)
                told.setdefault(folder, []).append(record)
        for place in told.keys() - opened.keys() - {folder}:
            values = stack.enter_context(changing(place))
            for id in places[place]:
                values.remove_source(id)
    return told


def _refuse_taken(
    store: Store, incoming: Sequence[Incoming], replacing: Collection[str], file: str
) -> None:
    """Refuse a source whose id somebody took while the file was read."""
    taken = {record.id for record in store.sources()} - set(replacing)
    if any(source.record.id in taken for source in incoming):
        raise FileFault("sources.taken_meanwhile", place=file)


def remove_sources(workspace: Path, ids: Collection[str], *, is_purge: bool = False) -> int:
    """Remove imported sources from a workspace; the files that they came from stay.

    With `is_purge` nothing of them is left in the file of values, not even in its free space.
    Returns how many rows there were. Raises FileFault if anything cannot be written.
    """
    rows = 0
    with held(workspace) as folder:
        with open_store(workspace) as store:
            places = _places(store, folder, ids)
            gone = [r for r in store.own_sources() if r.id in ids]
        lost = {folder, *lost_areas(workspace).values()}
        with whole():
            for place, there in places.items():
                if there and place not in lost:
                    with changing(place, is_purge=is_purge) as values:
                        rows += sum(map(values.remove_source, there))
                _tell(place, [], there)
            if any(record.reader == SORTING for record in gone):
                sort_anew(workspace)
            _forget(workspace, gone, ())
    return rows


def _tell(place: Path, new: Sequence[SourceRecord], gone: Collection[str]) -> None:
    """Change a `kalla.yaml`; all else that stands there stays. Without sources it goes."""
    path = place / SOURCES_FILE
    if not path.is_file():
        if new:
            write_sources(place, new)
        return
    from oj_cli.catalogue import load_sources

    there = [record.id for record in load_sources(path).sources]
    at = sorted((n for n, id in enumerate(there) if id in gone), reverse=True)
    if not new and len(at) == len(there):
        remove(path)
        remove(place / FILE, by_hand=False)
        remove_empty(place)
        return
    changes: list[Change] = [Append(("kallor",), given(record)) for record in new]
    changes += [Remove(("kallor", n)) for n in at]
    if changes:
        edit(path, changes)


def write_sources(place: Path, records: Sequence[SourceRecord]) -> None:
    """Write a `kalla.yaml` anew."""
    text = _HEAD + dump({"kallor": [given(record) for record in records]})
    write_text(place / SOURCES_FILE, text)


def add_sorting_keys(folder: Path, source: Incoming) -> None:
    """Add a source's sorting keys to a workspace's own, in place of those of the same kommun."""
    population = {code: dict(years) for code, years in read_population(folder / POPULATION).items()}
    membership = {id: dict(groups) for id, groups in read_groups(folder / GROUPS).items()}
    for code, years in source.population.items():
        population.setdefault(code, {}).update(years)
    for id, groups in source.membership.items():
        membership.setdefault(id, {}).update(groups)
    files = sorting_files(population, membership, source.kommuner, source.like)
    for name, text in files.items():
        write_text(folder / name, text)


def sort_anew(workspace: Path, folder: Path | None = None) -> None:
    """Make a workspace's sorting keys of the sources of such that are left, or in a folder."""
    folder = folder or own_areas(workspace)
    for name in SORTING_FILES:
        remove(folder / name)
    with open_store(workspace) as store:
        for record in store.sources_in(own_areas(workspace)):
            kept = originals(workspace) / (record.original or "")
            if record.reader == SORTING and kept.is_file():
                recipe = recipe_of(workspace, record.id)
                source = (
                    read_kept_lists(kept, record.id, record.file)[1]
                    if record.layout == LISTS
                    else read_kept_sorting_keys(kept, recipe, record.file, store)
                )
                add_sorting_keys(folder, source)


def recipe_of(workspace: Path, id: str) -> Path:
    """Return where a workspace keeps the recipe of a source."""
    return originals(workspace) / f"{id}.yaml"


def _forget(workspace: Path, gone: Sequence[SourceRecord], written: Sequence[SourceRecord]) -> None:
    """Remove the recipes of sources that are gone. Their files stay: nobody else may have them."""
    ids = {record.id for record in written}
    for record in gone:
        if record.id not in ids:
            remove(recipe_of(workspace, record.id))
