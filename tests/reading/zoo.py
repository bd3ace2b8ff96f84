"""Small files, no larger than 5 MB, that would take much of a computer that trusted them."""

import gzip
import json
import random
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from books_made import (
    SHEET_END,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    rows,
    saved,
    sheet_of,
    with_sheet,
)

KOMMUNER = ("Leksand", "Mora", "Rättvik", "Orsa", "Falun", "Gagnef")
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def harmed(raw: bytes, part: str) -> bytes:
    """Return a zip file in which the beginning of what is packed in a part is another."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        about = archive.getinfo(part)
    start = about.header_offset + 30 + len(part)
    return raw[:start] + b"\xff" * 9 + raw[start + 9 :]


def lying(size: int) -> bytes:
    """Return a workbook with a sheet much larger than it says."""
    raw = with_sheet(_SHEET + b" " * size + SHEET_END)
    true = size + len(_SHEET) + len(SHEET_END)
    return raw.replace(true.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def with_part(name: str, content: bytes) -> bytes:
    """Return a workbook with another content of one part."""
    with zipfile.ZipFile(BytesIO(saved(sheet_of(A1="x", B2="y")))) as source:
        parts = {n: source.read(n) for n in source.namelist()} | {name: content}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for part, what in parts.items():
            target.writestr(part, what)
    return stream.getvalue()


def _table(headings: list[str], cells: list[str]) -> bytes:
    lines = [["Kommun", *headings], *([name, *cells] for name in KOMMUNER)]
    return "\n".join(map(";".join, lines)).encode()


def _json(size: int) -> bytes:
    of = {"category": {"index": [str(n) for n in range(size)]}}
    data = {"dimension": {"a": of, "b": of}, "id": ["a", "b"], "size": [size, size], "value": {}}
    return json.dumps(data).encode()


def _units() -> bytes:
    chance = random.Random(1)  # noqa: S311 - the same file each time
    lines = (f"Ort{chance.randrange(10**9)}stad;{n % 100}" for n in range(150_000))
    return ("Kommun;Andel trygga\n" + "\n".join(lines)).encode()


def _wide_rows() -> bytes:
    row = b'<row r="%d"><c r="A%d"><v>1</v></c><c r="ZZ%d"><v>2</v></c></row>'
    return rows(b"".join(row % (n, n, n) for n in range(1, 25_000)))


def _merged() -> bytes:
    cells = _SHEET + b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>'
    ranges = b'<mergeCell ref="A1:XFD1048576"/>' * 200_000
    return with_sheet(cells + ranges + b"</mergeCells></worksheet>")


def _strings() -> bytes:
    start = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    return with_part("xl/sharedStrings.xml", start + b"a" * 300_000_000 + b"</t></si></sst>")


def _far_cell() -> bytes:
    """Return an old workbook in which the place of one cell is damaged: most of 1 GB is empty."""
    raw = (Path(__file__).parent / "files" / "gammal.xls").read_bytes()
    before, place, after = raw.partition(bytes.fromhex("7e020a00 01000300"))
    assert place
    return before + place[:4] + (65535).to_bytes(2, "little") + (600).to_bytes(2, "little") + after


_REPEATED = 'office:value-type="string" table:number-columns-repeated="1000"'
_NO_ENCODING = b'<?xml version="1.0" encoding="UTF-16385"?><x/>'
_PAGE = b"--x\nContent-Type: text/html\n\n<table><tr><td>a</table>\n"
_FEW = _table(["Andel"], ["5"])
_SOME_ODS = ods(ods_table(ods_row(ods_cell("Kod"))))

ZOO: dict[str, Callable[[], bytes]] = {
    "deep.json": lambda: b'{"a":' * 800_000,
    "wide.json": lambda: b'{"values":[' + b'{"values":[]},' * 350_000 + b"{}]}",
    "product.json": lambda: _json(2200),
    "packed.csv.gz": lambda: gzip.compress(b"a;b\n" * 45_000_000, 9),
    "larger.csv.gz": lambda: gzip.compress(bytes(300_000_000), 1),
    "members.csv.gz": lambda: gzip.compress(_FEW) + gzip.compress(b"\n") * 200_000,
    "line.csv": lambda: b"a;" * 2_400_000,
    "headings.csv": lambda: _table(["1= a, " * 14_000] * 40, ["Ja"] * 40),
    "cells.csv": lambda: _table(["x"] * 8, ["a-" * 45_000] * 8),
    "quote.csv": lambda: b'Kommun;"' + b"a\n" * 2_000_000,
    "units.csv": _units,
    "empty.csv": lambda: b";;;\n" * 1_200_000,
    "nested.xls": lambda: b"<html><table><tr><td>" * 240_000,
    "spans.xls": lambda: b"<html><table><tr><td rowspan=1000 colspan=999>a</tr>" * 90_000,
    "parts.xls": lambda: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + _PAGE * 80_000
    ),
    "spaces.xlsx": lambda: with_sheet(_SHEET + b" " * 390_000_000 + SHEET_END),
    "lying.xlsx": lambda: lying(300_000_000),
    "strings.xlsx": _strings,
    "rows.xlsx": _wide_rows,
    "merged.xlsx": _merged,
    "padded.ods": lambda: zipped(mimetype=_ODS + b" " * 1_000_000_000, content_xml=b"<x/>"),
    "mimetype.ods": lambda: harmed(zipped(mimetype=_ODS * 20, content_xml=b"<x/>"), "mimetype"),
    "manifest.ods": lambda: harmed(_SOME_ODS, "META-INF/manifest.xml"),
    "encoding.ods": lambda: zipped(mimetype=_ODS, content_xml=_NO_ENCODING),
    "far.xls": _far_cell,
    "repeated.ods": lambda: ods(ods_table(ods_row(ods_cell("x", _REPEATED), repeated=15_000))),
}

READ = {"members.csv.gz", "headings.csv", "cells.csv"}
"""Those that hold a table after all."""


if __name__ == "__main__":  # FOLDER
    for name, make in ZOO.items():
        (Path(sys.argv[1]) / name).write_bytes(make())
