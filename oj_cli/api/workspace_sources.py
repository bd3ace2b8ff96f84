"""What was read into a workspace: that all of it is there, and could be read again."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from oj_cli.api.workspace_found import Found, place_of
from oj_cli.documents.compiled import last_kept
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, OjError
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import SORTING
from oj_cli.sources.keeping import recipe_of, sort_anew
from oj_cli.sources.mending import READERS, is_as_read
from oj_cli.store import Store, open_store
from oj_cli.store.areas import KEPT
from oj_cli.store.mending import is_lost
from oj_cli.store.registers import SORTING_FILES
from oj_cli.store.values import FILE
from oj_cli.store.verifying import verify
from oj_cli.workspace import CATALOGUE_FILE, SOURCES_FILE, originals, own_areas

MEND = "oj check workspace --laga gör på nytt det som går att återskapa."
_FIRST = "Rätta först det som är fel med filen den lästes ur, nedan."
_BY_HAND = (
    "Lägg tillbaka den ur en säkerhetskopia. Finns ingen: byt namn på mappen {omrade}, och läs in "
    "filerna i data/original på nytt med oj data import."
)

_IMPORT = "Läs in filen med dem i data/original på nytt: oj data import FIL"


def look_at_sources(found: Found) -> tuple[int, int]:
    """Look at values, catalogues and kept files; return how many sources and results there are."""
    results = 0
    every: dict[str, SourceRecord] = {}
    bad = set[str]()
    with open_store(found.folder) as store:
        places = [*store.own_folders.values(), own_areas(found.folder)]
        told = {place: records_in(store, place) for place in places}
        for records in told.values():
            every |= {r.id: r for r in records or ()}
        for record in every.values():
            if not _original(found, record):
                bad.add(record.id)
        for area, place in store.own_folders.items():
            _catalogue(found, store, area, place)
            records = told[place]
            if records is not None:
                results += _values(found, area, place, records, bad)
        _keys(found, store)
    if None not in told.values():
        _others(found, every.values())
    return len(every), results


def records_in(store: Store, place: Path) -> tuple[SourceRecord, ...] | None:
    """Return what a folder tells of, None where that cannot be read."""
    try:
        return store.sources_in(place)
    except FileFault:
        return None


def _original(found: Found, record: SourceRecord) -> bool:
    """Tell of a kept file that is not as it was, and return whether it is."""
    path = originals(found.folder) / (record.original or record.file)
    recipe = recipe_of(found.folder, record.id)
    variant = "" if path.is_file() else "borta"
    if not variant:
        with found.reading(path):
            variant = "" if is_as_read(path, record) else "andrad"
    if not variant and record.reader in READERS:
        try:
            read_yaml(recipe)
        except FileFault:
            variant, path = "recept", recipe
    if variant:
        found.add(
            *("W03", variant, path),
            titel=record.title,
            namn=path.name,
            id=record.id,
            gjord=record.made_by or "oj data import FIL",
        )
    return not variant


def _catalogue(found: Found, store: Store, area: str, place: Path) -> None:
    """Tell of a catalogue that is gone, or wrong."""
    path = place / CATALOGUE_FILE
    if not path.is_file() and needs_catalogue(store, area, place):
        kept = last_kept(place / KEPT / "katalog.json")
        _gone(found, "katalog", path, area, MEND if kept else _BY_HAND.format(omrade=area))
    elif path.is_file():
        with found.reading(path):
            store.catalogue(area)


def needs_catalogue(store: Store, area: str, place: Path) -> bool:
    """Return whether a folder must have a catalogue: no other has one, or it had one."""
    return store.folders[area][0] == place or (place / KEPT / "katalog.json").is_file()


def _values(
    found: Found, area: str, place: Path, records: Iterable[SourceRecord], bad: set[str]
) -> int:
    """Tell of values that are gone or damaged; return how many there are."""
    path, ids = place / FILE, {r.id for r in records}
    remedy = _FIRST if ids & bad else MEND
    if not ids:
        _list(found, place, [FILE])
        return 0
    try:
        if not is_lost(place, ids):
            return verify(path)
    except FileFault as fault:
        _gone(found, "skadad", path, area, remedy, fault)
    else:
        _gone(found, "borta", path, area, remedy)
    return 0


def _list(found: Found, place: Path, values: Iterable[str]) -> None:
    """Tell of a list of sources that is gone from beside the values."""
    path = place / SOURCES_FILE
    if not path.exists() and any((place / name).is_file() for name in values):
        kept = last_kept(place / KEPT / "kalla.json")
        is_area = place != own_areas(found.folder)
        by_hand = _BY_HAND.format(omrade=place.name) if is_area else _IMPORT
        _gone(found, "lista", path, place.name, MEND if kept else by_hand)


def _keys(found: Found, store: Store) -> None:
    """Tell of sorting keys that cannot be read, or are not those that were read."""
    _list(found, own_areas(found.folder), SORTING_FILES)
    fault = lost_keys(found.folder, store)
    if fault is not None:
        path, _ = place_of(fault, own_areas(found.folder))
        _gone(found, "nycklar", path, "", MEND, fault)


def lost_keys(folder: Path, store: Store) -> FileFault | None:
    """Return why a workspace's sorting keys cannot be used, None where they can."""
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
            for name in SORTING_FILES:
                if _text(place / name) != _text(Path(anew, name)):
                    return FileFault("sources.other_keys", place=str(place / name))
    except FileFault as fault:
        return fault
    return None


def _text(path: Path) -> str | None:
    return path.read_text("utf-8", "replace") if path.is_file() else None


def _gone(
    found: Found, variant: str, path: Path, area: str, remedy: str, fault: OjError | None = None
) -> None:
    """Tell of what can be made anew, or why it could not."""
    if path in found.failed:
        found.fault(found.failed[path], path)
        return
    said = fault.message if fault else ""
    found.add("W02", variant, path, omrade=area, fel=said, atgard=remedy)


def _others(found: Found, records: Iterable[SourceRecord]) -> None:
    """Tell of kept files that no source names."""
    folder = originals(found.folder)
    names = {r.original or r.file for r in records}
    names |= {recipe_of(found.folder, r.id).name for r in records}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in names or path.name.startswith("."):
            continue
        if path.suffix == ".yaml":  # goes with its source, where a command removes that
            found.add("W07", "recept", path, level="varn", namn=path.name)
        else:
            found.add("W07", "original", path, namn=path.name)
