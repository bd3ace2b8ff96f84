"""Which of a workspace's values are lost, and must be read again from what they came from."""

import json
import sqlite3
from collections.abc import Set
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

    Values are lost whose file is gone, is of an older version, or holds other sources than
    `kalla.yaml` tells of: a program was stopped between the two. One that is damaged or of a newer
    version is not, nor where a `kalla.yaml` is wrong: whoever opens it says so.
    """
    found = {}
    with open_store(workspace) as store:
        for area, folder in store.own_folders.items():
            if is_lost(folder, {record.id for record in store.told(folder)}):
                found[area] = folder
    return found


def is_lost(folder: Path, ids: Set[str]) -> bool:
    """Return whether a folder's values are not there that its `kalla.yaml` tells of."""
    held = _held(folder)
    return bool(ids) and held != ids and held is not _UNREADABLE


def missing(folder: Path, ids: Set[str]) -> bool:
    """Return whether any of these sources is not among a folder's values."""
    return not ids <= _held(folder)


_UNREADABLE: Set[str] = frozenset({""})


def _held(folder: Path) -> Set[str]:
    """Return the ids of the sources that a folder has values of."""
    path = folder / FILE
    version = version_of(path)
    if not path.is_file() or 0 < version < VERSION:
        return frozenset()
    if version != VERSION:
        return _UNREADABLE
    with open_values(path) as values:
        return set(values.sources.values())


def former_sources(path: Path) -> dict[str, list[SourceRecord]]:
    """Return what was imported into a former store, by område, in the order it came.

    Sources of sorting keys are those of no område, which is "".
    """
    from oj_cli.documents.decode import decode  # needed once in a workspace's life

    try:
        connection = sqlite3.connect(f"{uri_of(path.resolve())}?mode=ro&immutable=1", uri=True)
        try:
            rows = connection.execute(
                "SELECT s.json, c.area FROM source s LEFT JOIN coverage c ON c.source = s.id"
                " ORDER BY s.id, c.area"
            ).fetchall()
        finally:
            connection.close()
        found: dict[str, list[SourceRecord]] = {}
        for text, area in rows:
            record = decode(SourceRecord, json.loads(text), [])
            if record is not None and record.imported is not None:
                found.setdefault(area or "", []).append(record)
    except (sqlite3.Error, ValueError) as error:
        raise FileFault("sources.former_damaged", place=str(path)) from error
    return found
