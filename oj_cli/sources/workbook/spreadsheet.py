"""Workbooks read by calamine, in a process of its own.

One stray cell far out ends the process that reads it, without an exception, and a small file
can unpack to a very large one. So the process has limits on time and memory, and if it dies
the file is damaged.
"""

import marshal
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Area, Cell, Cells, Sheet, Workbook
from oj_cli.domain.locators import cell_name
from oj_cli.domain.swedish import counted
from oj_cli.sources.findings import finding
from oj_cli.sources.workbook.kinds import Kind, damaged, has_password, refused

CHILD = "oj_cli.sources.sandbox.child"
UNSEEN = (Kind.XLS, Kind.XLSB)
"""The formats in which only calamine looks."""

_HOME = Path(__file__).parents[3]


@dataclass(frozen=True)
class Limits:
    """What the reading may take: seconds, and bytes of memory."""

    seconds: int = 60
    memory: int = 2 << 30


def read_spreadsheet(raw: bytes, kind: Kind, path: Path, digest: str, limits: Limits) -> Workbook:
    """Return the sheets of a workbook. Raises FileFault for one that cannot be read."""
    answer = _ask(raw, path, limits)
    if "fault" in answer:
        raise _fault(answer, path)
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
            )
        )
    if kind in UNSEEN:
        findings.append(finding("workbook.unseen", file=path.name))
    return Workbook(path.name, digest, tuple(sheets), tuple(findings))


def _ask(raw: bytes, path: Path, limits: Limits) -> Mapping[str, Any]:
    """Return what the child says. Raises FileFault if it dies or takes too long."""
    # what is installed beside this package, however this process came to find it
    found_by = os.pathsep.join(dict.fromkeys((str(_HOME), *sys.path)))
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [
                sys.executable,
                "-PS",
                "-c",
                f"from {CHILD} import main; main()",
                str(limits.seconds),
                str(limits.memory),
            ],
            input=raw,
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": found_by, "RUST_BACKTRACE": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refused(path, "too_slow", seconds=limits.seconds) from error
    if done.returncode:
        raise damaged(path)
    try:
        answer: Mapping[str, Any] = marshal.loads(done.stdout)  # noqa: S302 - our own process
    except (EOFError, ValueError, TypeError) as error:
        raise damaged(path) from error
    return answer


def _fault(answer: Mapping[str, Any], path: Path) -> FileFault:
    match answer["fault"]:
        case "locked":
            return has_password(path)
        case "far":
            sheet, row, column = answer["about"].rsplit("\n", 2)
            cell = cell_name(sheet, int(row), int(column))
            return FileFault("workbook.far", place=f"{path}, cell {cell}", file=path.name)
        case "long":
            return refused(path, "long_cell")
        case "large":
            return refused(path, "too_large")
    return damaged(path)


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
