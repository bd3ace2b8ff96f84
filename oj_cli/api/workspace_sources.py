"""What was read into a workspace: that all of it is there, and could be read again."""

from collections.abc import Iterable

from oj_cli.api.workspace_found import Found
from oj_cli.api.workspace_losses import Loss, lost_keys, lost_lists, records_in, values_of
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.keeping import recipe_of
from oj_cli.sources.mending import READERS, is_as_read
from oj_cli.store import open_store
from oj_cli.workspace import CATALOGUE_FILE, originals, own_areas

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
        for loss in lost_lists(found.folder, store):
            is_area = loss.path.parent != own_areas(found.folder)
            by_hand = _BY_HAND.format(omrade=loss.area) if is_area else _IMPORT
            _gone(found, loss, MEND if loss.kept else by_hand)
        for area, place in store.own_folders.items():
            if (place / CATALOGUE_FILE).is_file():
                with found.reading(place / CATALOGUE_FILE):
                    store.catalogue(area)
            ids = {r.id for r in told[place] or ()}
            there = values_of(area, place, ids)
            if isinstance(there, Loss):
                _gone(found, there, _FIRST if ids & bad else MEND)
            else:
                results += there
        keys = lost_keys(found.folder, store)
        if keys is not None:
            _gone(found, keys, MEND)
    if None not in told.values():
        _others(found, every.values())
    return len(every), results


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


def _gone(found: Found, loss: Loss, remedy: str) -> None:
    """Tell of what can be made anew, or why it could not."""
    path = loss.path
    if path in found.failed:
        found.fault(found.failed[path], path)
        return
    said = loss.fault.message if loss.fault else ""
    found.add("W02", loss.variant, path, omrade=loss.area, fel=said, atgard=remedy)


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
