"""What a workspace has lost, made anew of what it still has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oj_cli.api.registers import workspace_schemas
from oj_cli.api.workspace_found import place_of
from oj_cli.api.workspace_sources import lost_keys, needs_catalogue, records_in
from oj_cli.documents.compiled import last_kept
from oj_cli.documents.dumper import dump
from oj_cli.documents.writer import write_text
from oj_cli.domain.errors import FileFault
from oj_cli.sources.keeping import held, sort_anew
from oj_cli.sources.mending import mend
from oj_cli.store import open_store
from oj_cli.store.areas import KEPT
from oj_cli.store.mending import is_lost
from oj_cli.store.registers import SORTING_FILES
from oj_cli.store.values import FILE
from oj_cli.store.verifying import verify
from oj_cli.workspace import (
    CATALOGUE_FILE,
    SCHEMA_FOLDER,
    SOURCES_FILE,
    own_areas,
    schema_line,
)

Failed = dict[Path, FileFault]


def mend_workspace(folder: Path) -> tuple[tuple[str, ...], Failed]:
    """Make anew what is lost and can be; return in sentences what was, and why the rest was not.

    Nothing that can be read is written over.
    """
    made: list[str] = []
    failed: Failed = {}

    @contextmanager
    def trying(path: Path, sentence: str) -> Iterator[None]:
        try:
            yield
        except FileFault as fault:
            failed[path] = fault
        else:
            made.append(sentence)

    for area, place, name in _lost_lists(folder):
        with trying(place / name, f"{name} i {area}, som den senast lästes."):
            kept = last_kept(place / KEPT / f"{Path(name).stem}.json")
            line = schema_line(place / name, Path(name).stem) if name == CATALOGUE_FILE else ""
            write_text(place / name, line + dump(kept))
    for area, place in _lost_values(folder):
        with trying(place / FILE, f"Värdena i {area}, ur filerna i data/original."):
            mend(folder, [area])
    with open_store(folder) as store:
        fault = lost_keys(folder, store)
    if fault is not None:
        said = "Folkmängder och grupper, ur data/original."
        with trying(place_of(fault, folder)[0], said), held(folder):
            sort_anew(folder)
    for path, text in other_schemas(folder).items():
        with trying(path, f"Schemat {path.name}."):
            write_text(path, text)
    return tuple(made), failed


def _lost_lists(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield område, folder and name of each list that is gone, and of which something is kept."""
    with open_store(folder) as store:
        wanted = [
            (area, place, CATALOGUE_FILE)
            for area, place in store.own_folders.items()
            if needs_catalogue(store, area, place)
        ]
        wanted += [
            (place.name, place, SOURCES_FILE)
            for place in (*store.own_folders.values(), own_areas(folder))
            if any((place / name).is_file() for name in (FILE, *SORTING_FILES))
        ]
    for area, place, name in wanted:
        kept = last_kept(place / KEPT / f"{Path(name).stem}.json")
        if kept is not None and not (place / name).exists():
            yield area, place, name


def _lost_values(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield område and folder of all values that are gone or damaged."""
    with open_store(folder) as store:
        for area, place in store.own_folders.items():
            ids = {record.id for record in records_in(store, place) or ()}
            try:
                is_whole = not ids or (not is_lost(place, ids) and verify(place / FILE) >= 0)
            except FileFault:
                is_whole = False
            if not is_whole:
                yield area, place


def other_schemas(folder: Path) -> dict[Path, str]:
    """Return the schemas that a workspace lacks, or has of another version, with their texts."""
    place = folder / SCHEMA_FOLDER
    found = {place / n: text for n, text in workspace_schemas().items()} if place.is_dir() else {}
    return {
        path: text
        for path, text in found.items()
        if not path.is_file() or path.read_text("utf-8", "replace") != text
    }
