"""Mutated workbooks and tables through the reader and the import: `python fuzzing.py 2000 [seed]`.

Whatever a file holds, it is read or refused in words, within ten seconds of processor time, and
what a workspace has is changed only by an import that says so.
"""

import contextlib
import gzip
import hashlib
import io
import json
import os
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))

from books_made import ods, ods_cell, ods_row, ods_table, saved, sheet_of

from oj_cli.app import run
from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Workbook
from oj_cli.sources.workbook import read_workbook
from oj_cli.workspace import own_areas

LONGEST = 10.0  # seconds
KOMMUNER = (("2029", "Leksand"), ("2062", "Mora"), ("2031", "Rättvik"), ("0180", "Stockholm"))
HEADINGS = ("Lättläst svenska", "Öppen verksamhet", "Bedriver uppsökande verksamhet")
WORDS = (
    *(b"Ja", b"-", b"..", b"=1+1", b"0", b"-1", b"1e999", b"NaN", b"99999999999", b"XFD1048576"),
    *(b"A0", b"\x00", b"\xff\xfe", b"<", b"&", b"&#0;", b'"', b"'", b";", b"\r", b"\n\n"),
    *(b"]]>", b'r="A1"', b't="s"', b't="e"', b"<v>", b"<f>", b"</row>", b"\xc3", b"\xc3\xa5"),
)


def originals() -> dict[str, bytes]:
    """Return files of every kind, by name."""
    cells: dict[str, object] = {"A1": "Öppna jämförelser 2015", "A3": "Kod", "B3": "Kommun"}
    for n, heading in enumerate(HEADINGS):
        cells[f"{'CDE'[n]}3"] = heading
    for n, (code, name) in enumerate(KOMMUNER, start=4):
        cells |= {f"A{n}": code, f"B{n}": name, f"C{n}": "Ja", f"D{n}": "Nej", f"E{n}": "-"}
    book = sheet_of(**cells)
    sheet = book.worksheets[0]
    sheet["F3"], sheet["F4"], sheet["F5"], sheet["G5"] = "Andel", 0.5, "=SUM(F4)", "#N/A"
    sheet["F4"].number_format = "0%"
    sheet["G5"].data_type = "e"
    sheet.merge_cells("A1:C1")
    lines = [["Kod", "Kommun", *HEADINGS], *([c, n, "Ja", "Nej", "-"] for c, n in KOMMUNER)]
    text = "\r\n".join(";".join(line) for line in lines)
    quoted = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    table = "".join(f"<tr>{''.join(f'<td rowspan=1>{c}' for c in line)}</tr>" for line in lines)
    cells_of = [ods_row(*(ods_cell(c) for c in line)) for line in lines]
    old = Path(__file__).parent / "files" / "gammal.xls"
    tall = "Kommun;Nyckeltal;År;Värde\n" + "".join(
        f"{n};{HEADINGS[0]};2015;1,5\n" for _, n in KOMMUNER
    )
    one = {"gender": "T", "status": "", "value": 1.5, "count": 1}
    values = [
        {"kpi": "N20014", "municipality": code, "period": 2015, "values": [one]}
        for code, _ in KOMMUNER
    ]
    return {
        "a-2015.xlsx": saved(book),
        "b-2015.ods": ods(ods_table(*cells_of)),
        "c-2015.xls": old.read_bytes(),
        "d-2015.csv": text.encode("cp1252"),
        "e-2015.csv": ("\ufeff" + quoted).encode(),
        "f-2015.csv": text.encode("utf-16"),
        "g-2015.xls": f"<html><table>{table}</table></html>".encode(),
        "h-2015.csv.gz": gzip.compress(tall.encode(), mtime=0),
        "i-2015.json": json.dumps({"values": values}).encode(),
    }


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Return a file with some of its bytes, or of the parts packed in it, changed."""
    if raw.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(raw, chance)
    return changed(raw, chance)


def _repacked(raw: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(stream, "w") as target:
        names = source.namelist()
        chosen = set(chance.sample(names, chance.choice([1, 1, 1, 2])))
        chosen |= {n for n in names if (chance.random() < 0.5 and "sheet1" in n) or "content" in n}
        for name in names:
            part = source.read(name)
            if name in chosen:
                if chance.random() < 0.03:
                    continue
                part = changed(part, chance)
            target.writestr(name, part)
    return stream.getvalue()


def changed(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 3, 10])):
        at = chance.randrange(len(data) + 1)
        size = chance.choice([1, 1, 2, 8, 64, 500])
        match chance.randrange(8):
            case 0:
                data[at : at + size] = chance.randbytes(size)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size] * chance.choice([1, 2, 50])
            case 3:
                data[at:at] = chance.choice(WORDS)
            case 4:
                data[at : at + size] = chance.choice(WORDS)
            case 5:
                del data[at:]
            case 6:
                _replace_number(data, at, chance)
            case 7:
                to = chance.randrange(len(data) + 1)
                data[to:to] = data[at : at + size]
        if not data:
            data += b"x"
    return bytes(data)


def _replace_number(data: bytearray, at: int, chance: random.Random) -> None:
    found = re.search(rb"[0-9]+", bytes(data[at:]))
    if found:
        number = chance.choice([0, 1, 16385, 1048577, 2**31, 2**32, 2**63, 10**30])
        data[at + found.start() : at + found.end()] = b"%d" % number


def check_read(path: Path) -> str:
    """Read a file; return how it went. Raises AssertionError for a workbook that is not one."""
    try:
        book = read_workbook(path)
    except FileFault as fault:
        return "refused" if fault.message and fault.hints else "refused without a word"
    _check_book(book)
    return "read"


def _check_book(book: Workbook) -> None:
    for sheet in book.sheets:
        widths = {len(row) for row in sheet.rows}
        assert len(widths) <= 1
        for row in sheet.rows:
            for cell in row:
                assert cell is None or isinstance(cell, str | float | bool | date)
                assert cell != ""
        for row, column in sheet.percent:
            assert isinstance(sheet.rows[row][column], float)
    assert all(finding.message for finding in book.findings)


def check_import(path: Path, folder: Path) -> str:
    """Import a file; return how it went. Raises AssertionError for a traceback."""
    before = _held(folder)
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        code = run(["data", "import", str(path), "--no-input", "--ersatt", "--idag", "2027-03-31"])
    said = err.getvalue()
    assert code in (0, 1, 2, 3), (code, said)
    assert "Traceback" not in said, said
    assert "fel i oj" not in said, said
    assert code == 0 or _held(folder) == before
    return f"import {code}"


def _held(folder: Path) -> dict[Path, bytes]:
    """Return all files of a workspace's own områden."""
    found = (p for p in own_areas(folder).rglob("*") if p.is_file())
    return {path: path.read_bytes() for path in found if ".kompilerat" not in path.parts}


def fuzz(count: int, seed: int, *, imports: bool = True) -> Counter[str]:
    """Read, and import, so many mutated files; return how often each outcome was."""
    chance = random.Random(seed)  # noqa: S311 - the same files each time
    wholes = originals()
    outcomes: Counter[str] = Counter()
    with workspace() as folder:
        for name, raw in wholes.items():
            outcomes[f"whole {_timed(lambda p: check_read(p), folder / name, raw)}"] += 1
        for n in range(count):
            name = chance.choice(list(wholes))
            raw = mutated(wholes[name], chance)
            path = folder / f"{hashlib.sha256(raw).hexdigest()[:8]}-{name}"
            outcomes[_timed(check_read, path, raw)] += 1
            if imports and n % 4 == 0:
                outcomes[_timed(lambda p: check_import(p, folder), path, raw)] += 1
            path.unlink()
    return outcomes


@contextlib.contextmanager
def workspace() -> Iterator[Path]:
    """Stand in a new workspace."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


def _timed(check: Callable[[Path], str], path: Path, raw: bytes) -> str:
    path.write_bytes(raw)
    start = _taken()
    try:
        outcome = check(path)
        assert _taken() - start < LONGEST, _taken() - start
    except BaseException as error:
        kept = Path(tempfile.gettempdir()) / path.name
        kept.write_bytes(raw)
        error.add_note(f"the file is kept as {kept}")
        raise
    return outcome


def _taken() -> float:
    """Return the processor time of this process and those that it has started: no clock's."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    start = perf_counter()
    found = fuzz(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(dict(found), f"{perf_counter() - start:.0f} s")
