"""What kind of file some bytes are."""

import re
import zlib
from enum import Enum, auto
from io import BytesIO
from pathlib import Path
from typing import Any

from oj_cli.domain.errors import FileFault

MOST_UNPACKED = 400_000_000
"""Bytes of what is packed in a workbook, by what it says itself."""


class Kind(Enum):
    """The kinds that can be read."""

    XLSX = auto()
    XLSB = auto()
    XLS = auto()
    ODS = auto()
    WEBPAGE = auto()
    JSON = auto()
    TEXT = auto()


UNREADABLE = (
    LookupError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What is raised for a part of a zip file that is damaged or cannot be unpacked."""

_LOOKED_AT = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MANIFEST = "META-INF/manifest.xml"
_OTHERS = {
    b"%PDF": "en pdf",
    b"\x89PNG": "en bild",
    b"\xff\xd8\xff": "en bild",
    b"GIF8": "en bild",
    b"Rar!": "ett packat arkiv",
    b"7z\xbc\xaf": "ett packat arkiv",
    b"SQLite format 3": "en databas",
    b"{\\rtf": "ett textdokument",
    b"MZ": "ett program",
}


def kind_of(raw: bytes, path: Path) -> Kind:
    """Return what kind of file it is. Raises FileFault for one that cannot be read."""
    if raw.startswith(b"PK"):
        return _zipped(raw, path)
    if raw.startswith(OLE):
        return _ole(raw, path)
    if raw[:2] == b"\t\x08" or raw[:4] in (b"\t\0\4\0", b"\t\2\6\0", b"\t\4\6\0"):
        return Kind.XLS  # before Excel 97, without a container
    for start, what in _OTHERS.items():
        if raw.startswith(start):
            raise refused(path, "no_table", what=what)
    head = raw[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"\0", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise refused(path, "old_xml")
    if re.match(
        rb"(?:\xff\xfe|\xfe\xff)?\s*<(?:!doctype|html|head|meta|table|body|div|\?xml|!--)", head
    ):
        return Kind.WEBPAGE
    if head.startswith(b"mime-version:") or b"\nmime-version:" in head:
        return Kind.WEBPAGE  # saved with all that belongs to it, often named .xls
    is_json = re.match(rb"[{\[]\s*[\"{\[\]}]", head) or path.suffix.lower() == ".json"
    return Kind.JSON if is_json else Kind.TEXT


def refused(path: Path, fault: str, **values: Any) -> FileFault:
    """Return what to say of a file that cannot be read."""
    return FileFault(f"workbook.{fault}", place=str(path), file=path.name, **values)


def damaged(path: Path, why: str = "") -> FileFault:
    """Return what to say of a file that is cut off or harmed."""
    return refused(path, "damaged", because=f": {why}" if why else "")


def has_password(path: Path) -> FileFault:
    """Return what to say of a workbook that nobody may read without a password."""
    return refused(path, "password")


def _zipped(raw: bytes, path: Path) -> Kind:
    """Return the kind of a zip file, after a look at how large it says that it is."""
    from zipfile import BadZipFile, ZipFile

    part = ""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MOST_UNPACKED:
                most = MOST_UNPACKED // 1_000_000
                raise refused(path, "too_large_unpacked", size=unpacked // 1_000_000, most=most)
            names = {entry.filename.lower().lstrip("/") for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise has_password(path)
            begins = dict.fromkeys(("mimetype", _MANIFEST), b"")
            for part in begins.keys() & archive.namelist():
                with archive.open(part) as member:
                    begins[part] = member.read(_LOOKED_AT)
    except (*UNREADABLE, BadZipFile) as error:
        said = f"delen {part} går inte att packa upp" if part else "den är avbruten"
        raise damaged(path, said) from error
    mimetype, manifest = begins.values()
    if b"encryption-data" in manifest:
        raise has_password(path)
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if b"opendocument.spreadsheet" in mimetype or (not mimetype and "content.xml" in names):
        return Kind.ODS
    if "word/document.xml" in names or b"opendocument.text" in mimetype:
        raise refused(path, "no_spreadsheet", what="ett textdokument")
    if "ppt/presentation.xml" in names:
        raise refused(path, "no_spreadsheet", what="en presentation")
    if "[content_types].xml" in names:
        return Kind.XLSX  # the workbook may have another name
    packed = [entry.filename for entry in entries if not entry.is_dir()]
    inside = f" I den finns {packed[0]}." if packed else ""
    raise refused(path, "archive", inside=inside)


def _ole(raw: bytes, path: Path) -> Kind:
    """Return the kind of an OLE container, which holds old workbooks and encrypted new ones."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise has_password(path)
    if any(f"{name}\0".encode("utf-16-le") in raw for name in ("Workbook", "Book", "WORKBOOK")):
        return Kind.XLS
    if "WordDocument".encode("utf-16-le") in raw:
        raise refused(path, "no_spreadsheet", what="ett textdokument")
    raise damaged(path, "innehållet saknas")
