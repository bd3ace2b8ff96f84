"""What was read into a workspace: that all of it is there, and could be read again."""

from collections.abc import Iterable
from pathlib import Path

from oj_cli.api.workspace_found import Found, place_of
from oj_cli.documents.compiled import last_kept
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, OjError
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.keeping import recipe_of
from oj_cli.sources.mending import READERS, is_as_read
from oj_cli.store import Store, open_store
from oj_cli.store.areas import KEPT
from oj_cli.store.mending import is_lost
from oj_cli.store.values import FILE
from oj_cli.store.verifying import verify
from oj_cli.workspace import CATALOGUE_FILE, SOURCES_FILE, originals, own_areas

MEND = "oj check workspace --laga gör på nytt det som går att återskapa."
_FIRST = "Rätta först det som är fel med filen den lästes ur, nedan."
_BY_HAND = (
    "Lägg tillbaka den ur en säkerhetskopia. Finns ingen: byt namn på mappen {omrade}, och läs in "
    "filerna i data/original på nytt med oj data import."
)


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
        with found.reading(own_areas(found.folder)):
            _keys(found, store)
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
        if path.is_file() and not (place / SOURCES_FILE).exists():
            kept = last_kept(place / KEPT / "kalla.json")
            at = place / SOURCES_FILE
            _gone(found, "lista", at, area, MEND if kept else _BY_HAND.format(omrade=area))
        return 0
    try:
        if not is_lost(place, ids):
            return verify(path)
    except FileFault as fault:
        _gone(found, "skadad", path, area, remedy, fault)
    else:
        _gone(found, "borta", path, area, remedy)
    return 0


def _keys(found: Found, store: Store) -> None:
    """Tell of sorting keys that cannot be read."""
    try:
        store.register(9999)
        _ = store.every_like
    except FileFault as fault:
        path, _ = place_of(fault, own_areas(found.folder))
        _gone(found, "nycklar", path, "", MEND, fault)


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
        if path.name not in names and not path.name.startswith("."):
            found.add("W07", "original", path, namn=path.name)
