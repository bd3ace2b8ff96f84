"""What a workspace has lost, made anew of what it still has, and what was left behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oj_cli.api.registers import workspace_schemas
from oj_cli.api.workspace_losses import Loss, lost_keys, lost_lists, records_in, values_of
from oj_cli.documents.dumper import dump
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import leftovers, remove_leftovers, write_text
from oj_cli.domain.errors import FileFault
from oj_cli.sources.keeping import held, sort_anew
from oj_cli.sources.mending import mend
from oj_cli.store import open_store
from oj_cli.workspace import CATALOGUE_FILE, SCHEMA_FOLDER, schema_line

Failed = dict[Path, FileFault]


def mend_workspace(folder: Path) -> tuple[tuple[str, ...], Failed]:
    """Make anew what is lost and can be, and remove what a killed program left.

    Returns in sentences what was done, and why the rest was not. What can be read stays as it is.
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

    with open_store(folder) as store:
        lists = [loss for loss in lost_lists(folder, store) if not loss.path.exists()]
    for path, kept, area in ((x.path, x.kept, x.area) for x in lists):
        if kept is not None:
            with trying(path, f"{path.name} i {area}, som den senast lästes."):
                line = schema_line(path, path.stem) if path.name == CATALOGUE_FILE else ""
                write_text(path, line + dump(kept))
    with open_store(folder) as store:
        own = store.own_folders
        told = {area: {r.id for r in records_in(store, own[area]) or ()} for area in own}
    for area, ids in told.items():
        found = values_of(area, own[area], ids)
        if isinstance(found, Loss):
            with trying(found.path, f"Värdena i {area}, ur filerna i data/original."):
                mend(folder, [area])
    with open_store(folder) as store:
        keys = lost_keys(folder, store)
    if keys is not None:
        said = "Folkmängder och grupper, ur data/original."
        with trying(keys.path, said), held(folder):
            sort_anew(folder)
    for path, target in leftovers(folder):
        said = f"Resten {path.name} av ett avbrutet kommando är borttagen."
        with trying(path, said), held(folder), locked(target, wait=0):
            remove_leftovers(target)
    for path, text in other_schemas(folder).items():
        with trying(path, f"Schemat {path.name}."):
            write_text(path, text)
    return tuple(made), failed


def other_schemas(folder: Path) -> dict[Path, str]:
    """Return the schemas that a workspace lacks, or has of another version, with their texts."""
    place = folder / SCHEMA_FOLDER
    found = {place / n: text for n, text in workspace_schemas().items()} if place.is_dir() else {}
    return {
        path: text
        for path, text in found.items()
        if not path.is_file() or path.read_text("utf-8", "replace") != text
    }
