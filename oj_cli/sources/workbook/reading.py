"""From a file to a workbook: what kind it is, and who can read it."""

import hashlib
from pathlib import Path

from oj_cli.documents.reader import read_bytes
from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Workbook
from oj_cli.sources.packed import MOST_BYTES, is_packed, unpacked, within
from oj_cli.sources.workbook.delimited import read_delimited
from oj_cli.sources.workbook.jsontable import read_json
from oj_cli.sources.workbook.kinds import Kind, kind_of, refused
from oj_cli.sources.workbook.spreadsheet import Limits, read_spreadsheet
from oj_cli.sources.workbook.webpage import read_webpage

SPREADSHEETS = (Kind.XLSX, Kind.XLS, Kind.ODS, Kind.XLSB)


def read_workbook(path: Path, limits: Limits | None = None, *, name: str | None = None) -> Workbook:
    """Read a workbook (xlsx, xlsb, xls, ods), a CSV or JSON file, or tables of a saved web page.

    A file packed with gzip is unpacked first. `name` is what the file was called where it came
    from, if it is kept under another name. Raises FileFault, with a remedy, for a file that
    cannot be read, is damaged, has a password, is of another kind or too large.
    """
    raw = read_file(path)
    path = path if name is None else path.with_name(name)
    digest = hashlib.sha256(raw).hexdigest()
    if is_packed(raw):
        raw = unpacked(raw, path)
    kind = kind_of(raw, path)
    if kind in SPREADSHEETS:
        return read_spreadsheet(raw, kind, path, digest, limits or Limits())
    if kind is Kind.WEBPAGE:
        return read_webpage(raw, path, digest)
    if kind is Kind.JSON:
        return read_json(raw, path, digest)
    return read_delimited(raw, path, digest)


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
