"""Which of a workspace's values are lost, and must be read again from what they came from."""

import json
import sqlite3
from pathlib import Path

from oj_cli.domain.errors import FileFault
from oj_cli.domain.sources import SourceRecord
from oj_cli.store import open_store
from oj_cli.store.schema import VERSION
from oj_cli.store.values import FILE, open_values, uri_of, version_of
from oj_cli.workspace import former_store, own_areas


def lost(workspace: Path) -> bool:
    """Return whether anything is to be read again. Quick where nothing is."""
    if former_store(workspace).is_file():
        return True
    return own_areas(workspace).is_dir() and bool(lost_areas(workspace))


def lost_areas(workspace: Path) -> dict[str, Path]:
    """Return the workspace's folders whose values are not there, by the ids of their områden.

    Values are lost whose file is gone, is of an older version, or lacks one of the sources that
    `kalla.yaml` tells of. One that is damaged or of a newer version is not: whoever opens it says
    so. Raises FileFault if a `kalla.yaml` is wrong.
    """
    found = {}
    with open_store(workspace) as store:
        for area, folder in store.own_folders.items():
            ids = [record.id for record in store.sources_in(folder)]
            if ids and not _holds(folder / FILE, ids):
                found[area] = folder
    return found


def _holds(path: Path, ids: list[str]) -> bool:
    if not path.is_file() or 0 < version_of(path) < VERSION:
        return False
    if version_of(path) != VERSION:
        return True
    with open_values(path) as values:
        return set(ids) <= set(values.sources.values())


def former_sources(path: Path) -> list[SourceRecord]:
    """Return the records of what was imported into a former store, in the order they came."""
    from oj_cli.documents.decode import decode  # needed once in a workspace's life

    try:
        connection = sqlite3.connect(f"{uri_of(path.resolve())}?mode=ro&immutable=1", uri=True)
        try:
            texts = connection.execute("SELECT json FROM source ORDER BY id").fetchall()
        finally:
            connection.close()
        found = [decode(SourceRecord, json.loads(text), []) for (text,) in texts]
    except (sqlite3.Error, ValueError) as error:
        raise FileFault("sources.former_damaged", place=str(path)) from error
    return [record for record in found if record is not None and record.imported is not None]
