"""What a workspace has lost of what was read into it: lists, values and sorting keys."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from oj_cli.api.workspace_found import place_of
from oj_cli.documents.compiled import last_kept
from oj_cli.domain.errors import FileFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import SORTING
from oj_cli.sources.keeping import sort_anew
from oj_cli.sources.mending import is_as_read
from oj_cli.store import Store
from oj_cli.store.areas import KEPT
from oj_cli.store.mending import is_lost
from oj_cli.store.registers import SORTING_FILES
from oj_cli.store.values import FILE
from oj_cli.store.verifying import verify
from oj_cli.workspace import CATALOGUE_FILE, SOURCES_FILE, originals, own_areas


@immutable
class Loss:
    """A file that is gone, or that cannot be relied on: the way, where, of which område, why."""

    variant: str
    path: Path
    area: str = ""
    fault: FileFault | None = None

    @property
    def kept(self) -> Any:
        """What was last read of it, None for nothing."""
        return last_kept(self.path.parent / KEPT / f"{self.path.stem}.json")


def lost_lists(folder: Path, store: Store) -> Iterator[Loss]:
    """Yield catalogues, and lists of sources, that are gone.

    A folder must have a catalogue where no other has one, or it had one.
    """
    own = store.own_folders
    for area, place in own.items():
        path = place / CATALOGUE_FILE
        had_one = (place / KEPT / "katalog.json").is_file()
        if not path.is_file() and (had_one or store.folders[area][0] == place):
            yield Loss("katalog", path, area)
    for place in (*own.values(), own_areas(folder)):
        path = place / SOURCES_FILE
        if not path.exists() and any((place / name).is_file() for name in (FILE, *SORTING_FILES)):
            yield Loss("lista", path, place.name)


def values_of(area: str, place: Path, ids: set[str]) -> Loss | int:
    """Return how many values an own folder has of these sources, or that they are lost."""
    path = place / FILE
    if not ids:
        return 0
    try:
        return Loss("borta", path, area) if is_lost(place, ids) else verify(path)
    except FileFault as fault:
        return Loss("skadad", path, area, fault)


def records_in(store: Store, place: Path) -> tuple[SourceRecord, ...] | None:
    """Return what a folder tells of, None where that cannot be read."""
    try:
        return store.sources_in(place)
    except FileFault:
        return None


def lost_keys(folder: Path, store: Store) -> Loss | None:
    """Return that a workspace's sorting keys cannot be used, None where they can."""
    place = own_areas(folder)
    told = [r for r in records_in(store, place) or () if r.reader == SORTING]
    try:
        store.register(9999)
        _ = store.every_like
        paths = [(originals(folder) / (r.original or r.file), r) for r in told]
        if not told or not all(path.is_file() and is_as_read(path, r) for path, r in paths):
            return None  # by hand, or told with the file that it was read from
        with TemporaryDirectory(prefix="oj-") as anew:
            sort_anew(folder, Path(anew))
            other = [n for n in SORTING_FILES if _text(place / n) != _text(Path(anew, n))]
        if not other:
            return None
        fault = FileFault("sources.other_keys", place=str(place / other[0]))
    except FileFault as found:
        fault = found
    return Loss("nycklar", place_of(fault, place)[0], fault=fault)


def _text(path: Path) -> str | None:
    return path.read_text("utf-8", "replace") if path.is_file() else None
