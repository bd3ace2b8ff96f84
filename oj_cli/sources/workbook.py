"""Workbooks and tables of every kind that kommuner are sent, read to sheets of cells.

What a file is, is told by its bytes and never by its name: a page from the web is often
named .xls. Nothing is known here of what the cells mean. A small file can unpack to a very large
one, and a damaged one may end whoever reads it: so all are read in a process of their own, with
limits on time and memory.
"""

import hashlib
import marshal
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from oj_cli.documents.reader import read_bytes
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Area, Cell, Cells, Sheet, Workbook
from oj_cli.domain.locators import cell_name
from oj_cli.domain.swedish import counted
from oj_cli.sources.findings import finding
from oj_cli.sources.packed import MOST_BYTES, within
from oj_cli.sources.sandbox.kinds import damaged, refused

CHILD = "oj_cli.sources.sandbox.child"

_HOME = Path(__file__).parents[2]
_SMALL = 5_000_000
_NO_QUOTA = 1816
"""The code with which Windows, that has no signals, ends who takes more than its job may."""


@dataclass(frozen=True)
class Limits:
    """What the reading may take: seconds of processor time, and bytes of memory."""

    seconds: int
    memory: int

    @classmethod
    def of(cls, size: int) -> Self:
        """Return what a file of so many bytes may take: a small one little, whatever it holds."""
        more = max(0, size - _SMALL)
        return cls(12 + more // 1_000_000, 420_000_000 + 12 * more)

    @property
    def by_the_clock(self) -> int:
        """Seconds until the reading is ended in any case: a busy computer may need more."""
        return 5 * self.seconds


def read_workbook(path: Path, limits: Limits | None = None, *, name: str | None = None) -> Workbook:
    """Read a workbook (xlsx, xlsb, xls, ods), a CSV or JSON file, or tables of a saved web page.

    A file packed with gzip is unpacked first. `name` is what the file was called where it came
    from, if it is kept under another name. Raises FileFault, with a remedy, for a file that
    cannot be read, is damaged, has a password, is of another kind or too large.
    """
    raw = read_file(path)
    return workbook_of(raw, path if name is None else path.with_name(name), limits)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises FileFault, also for the file by which Office locks another."""
    if path.name.startswith("~$"):
        raise refused(path, "office_lock", other=path.name.removeprefix("~$"))
    try:
        raw = read_bytes(path, MOST_BYTES + 1)
    except FileFault as fault:
        if isinstance(fault.__cause__, PermissionError):
            open_in = (path.parent / f"~${path.name}").exists()
            what = "Den är öppen i Excel. " if open_in else ""
            hint = f"{what}Stäng den där, eller spara en kopia och läs in kopian."
            raise FileFault(fault.message, place=fault.place, hints=(hint,)) from fault
        raise
    if not raw:
        raise refused(path, "no_bytes")
    return within(raw, path)


def workbook_of(raw: bytes, path: Path, limits: Limits | None = None) -> Workbook:
    """Return the sheets of a file with these bytes; `path` tells its name. Raises FileFault."""
    answer = _ask(raw, path, limits or Limits.of(len(raw)))
    if "fault" in answer:
        fault, place, values = answer["fault"]
        raise FileFault(fault, place=place, **values)
    sheets, findings = [], []
    values = answer["values"]
    for code in answer["dates"]:
        values[code] = _date(values[code])
    for found in answer["sheets"]:
        codes, numbers = memoryview(found["codes"]), memoryview(found["numbers"])
        findings += _findings(found, path)
        sheets.append(
            Sheet(
                name=found["name"],
                cells=Cells(found["width"], codes.cast("i"), numbers.cast("d"), values),
                merged=tuple(Area(*first, *last) for first, last in found["merged"]),
                percent=frozenset(found["percent"]),
                is_hidden=found["hidden"],
                lengths=memoryview(found["lengths"]).cast("i"),
            )
        )
    if answer["is_unseen"]:
        findings.append(finding("workbook.unseen", file=path.name))
    digest = hashlib.sha256(raw).hexdigest()
    return Workbook(path.name, digest, tuple(sheets), tuple(findings))


def _ask(raw: bytes, path: Path, limits: Limits) -> Mapping[str, Any]:
    """Return what the child says. Raises FileFault if it dies or takes too long."""
    # what is installed beside this package, however this process came to find it
    found_by = os.pathsep.join(dict.fromkeys((str(_HOME), *sys.path)))
    program = f"from {CHILD} import main; main()"
    command = [sys.executable, "-PS", "-c", program, str(limits.seconds), str(limits.memory)]
    too_slow = refused(path, "too_slow", seconds=limits.seconds)
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [*command, str(path)],
            input=raw,
            capture_output=True,
            timeout=limits.by_the_clock,
            env={**os.environ, "PYTHONPATH": found_by, "RUST_BACKTRACE": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow from error
    if done.returncode == -getattr(signal, "SIGXCPU", -_NO_QUOTA):
        raise too_slow
    if done.returncode:
        if b"Traceback" in done.stderr:  # whatever a file holds, that is a fault of ours
            raise RuntimeError(done.stderr.decode(errors="replace"))
        raise refused(path, "too_large") if b"memory allocation" in done.stderr else damaged(path)
    try:
        answer: Mapping[str, Any] = marshal.loads(done.stdout)  # noqa: S302 - our own process
    except (EOFError, ValueError, TypeError) as error:
        raise damaged(path) from error
    return answer


def _date(text: str) -> Cell:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _findings(sheet: Mapping[str, Any], path: Path) -> list[Finding]:
    """Return what is odd in a sheet: an error or a formula a finding each, percent together."""
    name = sheet["name"]
    found = [
        finding(
            f"workbook.{what}",
            file=path.name,
            cell=cell_name(name, row, column),
            fields={key: text},
            text=text,
        )
        for what, key, cells in (
            ("without_value", "formel", sheet["formulas"]),
            ("error_value", "varde", sheet["errors"]),
        )
        for row, column, text in cells
    ]
    if sheet["percent"]:
        many = len(sheet["percent"])
        found.append(
            finding(
                "workbook.shown_as_percent",
                file=path.name,
                cell=cell_name(name, *min(sheet["percent"])),
                fields={"antal": many},
                n=counted(many, "cell", "celler"),
                sheet=name,
            )
        )
    return found
