"""Read running text from a file: plain text, Markdown, Word and PDF."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from oj_cli.documents.reader import read_bytes
from oj_cli.domain.errors import FileFault
from oj_cli.domain.prose import Passage
from oj_cli.sources.sandbox.texts import decode_any

MOST_BYTES = 50_000_000
MOST_UNPACKED = 300_000_000
MOST_PAGES = 2_000
_KINDS = "Filen ska vara txt, md, docx eller pdf."
_SAVE_AGAIN = "Spara den som Word-dokument (.docx) eller som oformaterad text (.txt)."
_HEADING = re.compile(r"(?:Heading|Rubrik) [1-9]$")
_CONTROL = bytes([*range(1, 9), *range(0x0E, 0x20)])
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_prose(path: Path) -> list[Passage]:
    """Return the text of a document, line by line or paragraph by paragraph.

    What it is is told by its bytes. Raises FileFault, with a remedy, for a file that cannot
    be read, is damaged, has a password, is of another kind, or holds no text.
    """
    raw = read_bytes(path, MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise _refused(path, f"är för stor: högst {MOST_BYTES // 1_000_000} MB går att läsa")
    is_pdf = raw.startswith(b"%PDF")
    if is_pdf or raw.startswith(b"PK"):
        try:
            passages = list(_pdf(raw, path) if is_pdf else _docx(raw, path))
        except FileFault:
            raise
        except Exception as error:  # what reads a damaged file may fail in any way
            hint = "Öppna den i programmet som gjorde den, och spara om."
            raise _refused(path, "är skadad och går inte att läsa", hint) from error
    elif raw.startswith(_OLE):
        raise _refused(path, "är i ett äldre format eller skyddad med lösenord", _SAVE_AGAIN)
    elif raw.startswith(b"{\\rtf"):
        raise _refused(path, "är ett RTF-dokument", _SAVE_AGAIN)
    else:
        try:
            lines = decode_any(_without_control(raw), path).removeprefix("\ufeff").splitlines()
        except FileFault as error:  # its remedy names the kinds of workbooks
            raise _refused(path, "är ingen textfil") from error
        passages = [Passage(line, line=n) for n, line in enumerate(lines, start=1)]
    if not any(p.text.strip() for p in passages):
        hint = "Är den inskannad måste texten först tolkas, eller skrivas av."
        hint = hint if is_pdf else "Kontrollera att det är rätt fil."
        raise _refused(path, "innehåller ingen text", hint)
    return passages


def _without_control(raw: bytes) -> bytes:
    """Return text without its control signs, which other programs leave; no text is as it was."""
    kept = raw.translate(None, _CONTROL)
    return kept if b"\0" not in raw and len(raw) - len(kept) <= 1 + len(raw) // 100 else raw


def _docx(raw: bytes, path: Path) -> Iterator[Passage]:
    """Yield the paragraphs of a Word document; what stands in tables is no running text."""
    from docx import Document

    with ZipFile(BytesIO(raw)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
        names = set(archive.namelist())
    if unpacked > MOST_UNPACKED:
        most = MOST_UNPACKED // 1_000_000
        raise _refused(path, f"packas upp till mer än {most} MB, mer än som går att läsa")
    if "word/document.xml" not in names:
        raise _refused(path, "är inget Word-dokument")
    for n, paragraph in enumerate(Document(BytesIO(raw)).paragraphs, start=1):
        style = (paragraph.style.name if paragraph.style else "") or ""
        level = 1 if style == "Title" else int(style[-1]) if _HEADING.match(style) else 0
        yield Passage(paragraph.text, label=f"stycke {n}", is_whole=True, level=level)


def _pdf(raw: bytes, path: Path) -> Iterator[Passage]:
    """Yield the lines of each page, with an empty one after the page."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells the user of trifles
    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _refused(path, "är skyddad med lösenord", "Spara en kopia utan lösenord.")
    if len(reader.pages) > MOST_PAGES:
        raise _refused(path, f"har fler än {MOST_PAGES} sidor")
    for number, page in enumerate(reader.pages, start=1):
        for line in (*page.extract_text().splitlines(), ""):
            yield Passage(line, label=f"sida {number}")


def _refused(path: Path, why: str, *hints: str) -> FileFault:
    return FileFault(
        "sources.no_prose", place=str(path), hints=hints or (_KINDS,), file=path.name, why=why
    )
