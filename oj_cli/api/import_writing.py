"""What an import writes: results, new indicators and a layout, all of it or nothing."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from oj_cli.documents.history import whole
from oj_cli.documents.reader import read_bytes
from oj_cli.domain.errors import FileFault
from oj_cli.domain.importing import Imported
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.sources.incoming import Incoming, Original
from oj_cli.sources.keeping import store_sources
from oj_cli.sources.layout.catalogues import add_indicators
from oj_cli.sources.layout.entries import free_name
from oj_cli.sources.layout.model import Layout
from oj_cli.sources.layout.saving import layout_text, write_layout
from oj_cli.store import open_store
from oj_cli.workspace import own_areas

LAYOUTS = "layouter"


@dataclass(frozen=True)
class Plan:
    """What is to be written of one file.

    `incoming` makes the source under an id that is free, from one that is wanted; `catalogue` is
    that of the file with the indicators that are `new`; `sha256` that of the bytes it was read
    from; `next_command` shows what it gives.
    """

    wanted_id: str
    incoming: Callable[[str], Incoming]
    n: int
    sha256: str
    next_command: str
    catalogue: Catalogue | None = None
    new: Sequence[Indicator] = ()
    layout: Layout | None = None
    used_layout: str = ""


def write(
    plan: Plan,
    path: Path,
    folder: Path,
    *,
    day: date,
    gone: Collection[str],
    command: str,
    kept: bytes | None = None,
) -> Imported:
    """Write a plan into a workspace; return what was written.

    `gone` are the ids of the sources that this one replaces, `command` is told of it, `kept` is
    what is kept in place of the file. Raises
    FileFault, and leaves every file as it was, if anything fails or the file was changed.
    """
    raw = read_bytes(path) if kept is None else kept
    if hashlib.sha256(raw).hexdigest() != plan.sha256:
        raise FileFault("importing.changed_meanwhile", place=str(path))
    with open_store(folder) as store:
        taken = [r.id for r in store.sources() if r.id not in gone]
    incoming = plan.incoming(free_name(plan.wanted_id, taken))
    incoming = replace(incoming, record=replace(incoming.record, made_by=command))
    layout = _free_layout(plan, folder / LAYOUTS, path.name)
    if layout is not None:
        record = replace(incoming.record, layout=layout.id, layout_version=layout.version)
        incoming = replace(incoming, record=record)
    entries = None
    with whole():
        if plan.catalogue is not None:
            entries = add_indicators(own_areas(folder), plan.catalogue, plan.new)
        if layout is not None:
            write_layout(layout, folder / LAYOUTS, path.name)
        store_sources(
            folder,
            Original(path.name, raw, plan.sha256),
            [incoming],
            today=day,
            replacing=list(gone),
        )
    return Imported(
        incoming.record.id,
        plan.n,
        len(plan.new),
        entries.relative_to(folder) if entries else None,
        Path(LAYOUTS, f"{layout.id}.yaml") if layout else None,
        plan.next_command,
    )


def _free_layout(plan: Plan, folder: Path, file: str) -> Layout | None:
    """Return the layout under an id that is its own, or that of the one it was read by.

    One that says the same is it too: the import that wrote it may have been broken off.
    """
    if plan.layout is None:
        return None
    same = layout_text(plan.layout, file).encode()
    others = [f for f in folder.glob("*.yaml") if f.stem != plan.used_layout]
    taken = [f.stem for f in others if f.stem != plan.layout.id or read_bytes(f) != same]
    return replace(plan.layout, id=free_name(plan.layout.id, taken))
