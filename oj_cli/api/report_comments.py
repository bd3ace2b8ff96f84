"""The comment file: read with every fault and its line, and suggestions added, never changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Append, Change
from oj_cli.documents.decode import Fault, read_model
from oj_cli.documents.dumper import dump
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.documents.history import whole
from oj_cli.documents.packaged import FOLDER
from oj_cli.documents.writer import write_text
from oj_cli.domain.comments import (
    MARKS,
    REASON_WORDS,
    SCHEMA,
    Comments,
    Suggestion,
    Suggestions,
    Texts,
)
from oj_cli.domain.county import LanIdentification
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.prose import Passage
from oj_cli.domain.swedish import listing
from oj_cli.reports.comments.fill import WrongReferenceError, fill, without_references
from oj_cli.reports.material import CountyMaterial

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class CommentFile:
    """Comments, and the text they were read from."""

    comments: Comments
    document: Document


def read_comments(path: Path, material: CountyMaterial) -> CommentFile:
    """Read the comment file of a county report.

    Each reference in it to a figure is tried. Raises FileFault, with every fault and its line,
    for a file that cannot be read or is of another område or year.
    """
    return _comments_of(read_document(path), material.found, material)


def _comments_of(
    document: Document, of: LanIdentification, material: CountyMaterial | None = None
) -> CommentFile:
    file = document.file
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if schema != SCHEMA:
        raise FileFault("comments.no_comment_file", place=str(file.path), schema=SCHEMA)
    comments = read_model(Comments, file, "Kommentarfilen", partial(_wrong, material=material))
    there, asked = f"{comments.area} {comments.year}", f"{of.catalogue.area} {of.year}"
    if there != asked:
        place = str(file.path)
        raise FileFault("comments.of_something_else", place=place, there=there, asked=asked)
    return CommentFile(comments, document)


def _wrong(comments: Comments, material: CountyMaterial | None) -> list[Fault]:
    faults = [] if material is None else [*_wrong_texts(comments.texts, material)]
    seen: set[str] = set()
    for n, comment in enumerate(comments.comments):
        where = ("kommentarer", n)
        if comment.id in seen:
            faults.append(Fault((*where, "id"), f"Kommentaren ”{comment.id}” finns två gånger."))
        seen.add(comment.id)
        if not comment.mark or set(comment.mark) - set(MARKS):
            text = f"Här ska stå {listing(MARKS, 'eller')}, inte ”{comment.mark}”."
            faults.append(Fault((*where, "marke"), text))
        if material is None:
            continue
        for place, id in enumerate(comment.indicators):
            if id not in material.found.catalogue.by_id:
                text = f"Indikatorn ”{id}” finns inte i området."
                faults.append(Fault((*where, "indikatorer", place), text))
        try:
            fill(comment.text, material)
        except WrongReferenceError as error:
            faults.append(Fault((*where, "text"), str(error)))
    return faults


def _wrong_texts(texts: Texts, material: CountyMaterial) -> Iterator[Fault]:
    areas = material.found.catalogue.quality_area_names
    for id in texts.areas.keys() - areas.keys():
        known = listing(list(areas), "eller")
        yield Fault(("texter", "omraden", id), f"Kvalitetsområdet heter {known}, inte ”{id}”.")
    for where, text in _said(texts):
        try:
            fill(text, material)
        except WrongReferenceError as error:
            yield Fault(where, str(error))


def _said(texts: Texts) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each of the author's texts with the way to it in the file."""
    yield ("texter", "sammanfattning"), texts.summary
    yield ("texter", "uppdrag"), texts.assignment
    yield ("texter", "inledning"), texts.introduction
    yield from ((("texter", "omraden", id), text) for id, text in texts.areas.items())
    yield from ((("texter", "noter", n), text) for n, text in enumerate(texts.notes))


def read_logo(file: CommentFile) -> bytes:
    """Return the PNG that the file names, nothing where it names none.

    Raises FileFault where it cannot be read, or is no PNG.
    """
    name = file.comments.texts.logo
    if not name:
        return b""
    path = file.document.file.path.parent / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise file_fault(error, path, "läsa") from error
    if not (content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) > len(_PNG)):
        raise FileFault("comments.no_png", place=str(path))
    return content


def typed_figures(file: CommentFile, material: CountyMaterial) -> list[Passage]:
    """Return the texts of comments in which figures were typed by hand, to be checked.

    Figures that are references are filled from data, and need no check.
    """
    lines = file.document.file.lines
    said: list[tuple[tuple[str | int, ...], str, str]] = [
        (("kommentarer", n, "text"), c.text, c.id) for n, c in enumerate(file.comments.comments)
    ]
    said += [(where, text, str(where[1])) for where, text in _said(file.comments.texts)]
    return [
        Passage(fill(text, material), line=lines.get(where), label=id, is_whole=True)
        for where, text, id in said
        if any(letter.isdigit() for letter in without_references(text))
    ]


def add_suggestions(path: Path, suggested: Suggestions) -> int:
    """Add suggestions for indicators that no comment is about yet; return how many.

    The file is made if there is none. What stands in it is never changed.
    """
    found = suggested.found
    head = None
    if not path.exists():
        area = found.catalogue.area
        head = {
            "schema": SCHEMA,
            "lan": short_lan(found.lan.name),
            "omrade": area,
            "ar": found.year,
        }
    added: list[str] = []

    def changes(document: Document) -> Sequence[Change]:
        known = _comments_of(document, found).comments.comments
        taken = {id for comment in known for id in comment.indicators}
        ids = {comment.id for comment in known}
        free = (f"K{n}" for n in count(1) if f"K{n}" not in ids)
        wanted = [s for s in suggested.suggestions if s.indicator not in taken]
        added.extend(s.indicator for s in wanted)
        return [Append(("kommentarer",), _data(s, id)) for s, id in zip(wanted, free, strict=False)]

    with whole():
        if head is not None:
            new = (FOLDER / "nya_kommentarer.yaml").read_text("utf-8")
            write_text(path, f"{new}{dump(head)}\nkommentarer: []\n")
        edit(path, changes)
    return len(added)


def _data(suggestion: Suggestion, id: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": id,
        "marke": suggestion.mark,
        "indikatorer": [suggestion.indicator],
        "text": suggestion.text,
        "status": "forslag",
        "skal": list(dict.fromkeys(REASON_WORDS[r.code] for r in suggestion.reasons)),
    }
    return data | ({"fraga": suggestion.question} if suggestion.question else {})
