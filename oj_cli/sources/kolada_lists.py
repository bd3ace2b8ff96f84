"""Kolada's own lists: which kommuner there are, and which others it counts as like each.

Their answers are kept word for word, as those about values are.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from oj_cli.documents.packaged import FOLDER
from oj_cli.documents.reader import read_bytes
from oj_cli.domain.errors import FileFault
from oj_cli.domain.kommuner import LIKE_WORDS
from oj_cli.sources.incoming import SORTING, Incoming, Original, record_by
from oj_cli.sources.kolada import Line, pages, read_lines
from oj_cli.sources.layout.model import read_layout
from oj_cli.sources.packed import unpacked
from oj_cli.store.registers import Like

if TYPE_CHECKING:  # who reads what is kept needs no network
    from oj_cli.sources.web import Web

LAYOUT = "kolada-listor"
_QUESTIONS = (("/municipality", ""), ("/municipality_groups", "&title=Liknande%20kommuner"))
_TITLE = re.compile(r"Liknande kommuner,? (?P<kind>[^,]+), (?P<name>.+), (?P<edition>\d{4})")
_KINDS = {words: kind for kind, words in LIKE_WORDS.items()}

Lists = tuple[Mapping[str, str], Like]
"""Names by kommunkod; edition and the codes of like kommuner by kind and kommunkod."""


def ask_lists(web: "Web", day: str, lan: Collection[str]) -> list[Line]:
    """Ask for the lists. Raises FileFault as `pages` does, and for kommuner of other län."""
    lines = []
    for path, query in _QUESTIONS:
        for reply, _ in pages(web, path, query, _is_named):
            lines.append(Line(reply.url, day, reply.sha256, reply.body, ()))
            found = {code[:2] for code in lists_of(lines)[0]}
            if not found or not found <= {*lan}:
                raise web.odd(reply)
    return lines


def _is_named(entry: Mapping[str, Any]) -> bool:
    members = entry.get("members", [])
    return (
        all(isinstance(entry.get(name), str) for name in ("id", "title"))
        and isinstance(members, list)
        and all(isinstance(m, dict) and isinstance(m.get("member_id"), str) for m in members)
    )


def lists_of(lines: Sequence[Line]) -> Lists:
    """Return what the lines list; of a group that there is twice, that of the newer year."""
    entries = [entry for line in lines for entry in line.values]
    kommuner = {e["id"]: e["title"].strip() for e in entries if e.get("type") == "K"}
    codes = {name: code for code, name in kommuner.items()}
    like: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
    titled = ((_TITLE.fullmatch(e["title"].strip()), e.get("members")) for e in entries)
    named = ((*said.group("edition", "kind", "name"), of) for said, of in titled if said and of)
    for edition, kind, name, members in sorted(named, key=lambda group: group[0]):
        if kind in _KINDS and name in codes:
            ids = frozenset(m["member_id"] for m in members)
            like[_KINDS[kind], codes[name]] = edition, ids
    return kommuner, like


def read_kept_lists(path: Path, id: str, name: str) -> tuple[Original, Incoming]:
    """Return kept lists, and the source without results that they are, under an id.

    Raises FileFault if the file is another.
    """
    raw = read_bytes(path)
    try:
        lines = read_lines(unpacked(raw, path))
        kommuner, like = lists_of(lines)
    except (ValueError, KeyError) as error:
        raise FileFault("sources.other_table", place=str(path), file=name) from error
    original = Original(name, raw, hashlib.sha256(raw).hexdigest())
    record = record_by(
        replace(read_layout(FOLDER / "layouter" / "kolada-api.yaml"), id=LAYOUT),
        id,
        title="Kommuner, och vilka som liknar dem, hämtade ur Kolada",
        year=max((int(edition) for edition, _ in like.values()), default=None),
        file=name,
        sha256=original.sha256,
        reader=SORTING,
    )
    record = replace(record, fetched=max((line.day for line in lines), default=None))
    return original, Incoming(record, pd.DataFrame(), "", kommuner=kommuner, like=like)
