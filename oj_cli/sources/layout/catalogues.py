"""Catalogues of a workspace's own områden: what an import adds to them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from oj_cli.documents.changes import Append, Change
from oj_cli.documents.dumper import dump
from oj_cli.documents.files import edit, read_document
from oj_cli.documents.locks import locked
from oj_cli.documents.packaged import FOLDER
from oj_cli.documents.reader import encoding_of, parse_yaml
from oj_cli.documents.writer import make_folder, write_bytes, write_text
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.sources.layout.entries import UNSORTED_AREA
from oj_cli.sources.layout.saving import without_empty
from oj_cli.workspace import CATALOGUE_FILE, schema_line

_HEAD = """\
# Indikatorer som har kommit till när filer har lästs in, eller som ni själva har skrivit. De läggs
# till de indikatorer som följer med oj. Ge dem gärna ett tema (oj indicators visar vilka som
# finns), en riktning och en egen definition. Det som står här gäller från nästa kommando.

"""


def begin_catalogue(path: Path, name: str) -> None:
    """Write a catalogue without indicators, which says how they are written.

    Its folder is named as the område's id. Raises FileFault if it cannot be written.
    """
    text = (FOLDER / "nytt_omrade.yaml").read_text("utf-8").replace("$omrade", path.parent.name)
    for key in ("namn", "kort"):
        text = text.replace(f"{key}: $namn\n", dump({key: name}))
    make_folder(path.parent)
    write_text(path, schema_line(path, "katalog") + text)


def add_indicators(folder: Path, catalogue: Catalogue, new: Sequence[Indicator]) -> Path | None:
    """Write new indicators into a catalogue among a workspace's områden; return the file.

    Comments and all else that stands there are kept. None if there is nothing new.
    """
    if not new:
        return None
    path = folder / catalogue.area / CATALOGUE_FILE
    if path.exists():
        _add_unsorted(path, new)
        entries = [without_empty(encode(i)) for i in new]
        if not _appended(path, entries):
            changes: list[Change] = [Append(("indikatorer",), entry) for entry in entries]
            edit(path, changes)
        return path
    make_folder(path.parent)
    own = replace(
        catalogue,
        indicators=tuple(new),
        quality_areas=(UNSORTED_AREA,),
        commitments=(),
        remark=None,
    )
    write_text(path, _HEAD + dump(without_empty(encode(own))))
    return path


def _add_unsorted(path: Path, new: Sequence[Indicator]) -> None:
    """Let a catalogue have the kvalitetsområde of what nobody has sorted, if entries are in it."""
    there = read_document(path).data
    areas = (there.get("kvalitetsomraden") if isinstance(there, dict) else None) or []
    is_there = any(isinstance(a, dict) and a.get("id") == UNSORTED_AREA.id for a in areas)
    if not is_there and any(i.quality_area == UNSORTED_AREA.id for i in new):
        edit(path, [Append(("kvalitetsomraden",), encode(UNSORTED_AREA))])


def _appended(path: Path, entries: Sequence[object]) -> bool:
    """Write entries below the last one in a file, if that can be done at once; else do nothing.

    One by one, as `edit` makes changes, sixty take eight seconds.
    """
    with locked(path):
        document = read_document(path)
        encoding = encoding_of(document.raw)
        text = document.raw.decode(encoding)
        first = re.search(r"^indikatorer:[ ]*\r?\n( *)- ", text, re.MULTILINE)
        if first is None or not isinstance(document.data, dict):
            return False
        # up to the next key, and the remarks above it
        after = re.compile(r"^(?:#[^\n]*\n|[ \t\r]*\n)*[^\s#-]", re.MULTILINE).search(
            text, first.end()
        )
        cut = after.start() if after else len(text)
        end = "\r\n" if "\r\n" in text else "\n"
        lines = dump(list(entries)).rstrip("\n").split("\n")
        added = end.join(first[1] + line if line else line for line in lines)
        content = f"{text[:cut].rstrip()}{end}{added}{end}{text[cut:]}".encode(encoding)
        wanted = {**document.data, "indikatorer": [*document.data["indikatorer"], *entries]}
        try:
            is_right = bool(parse_yaml(content, path).data == wanted)
        except FileFault:
            return False
        if is_right:
            write_bytes(path, content, seen=document.raw)
        return is_right
