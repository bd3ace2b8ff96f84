"""What is said of the cells of a filled-in workbook: the words stand in `blankettfynd.yaml`."""

from dataclasses import dataclass
from functools import cache

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.errors import OjError
from oj_cli.domain.fields import key
from oj_cli.domain.findings import Finding, Level


@dataclass(frozen=True)
class Words:
    """One thing that may be said of a cell. What stands in braces is filled in."""

    rule: str = key("regel")
    level: Level = key("niva")
    message: str = key("meddelande")
    remedy: str = key("atgard", default="")


@dataclass(frozen=True)
class SheetFindings:
    """The content of `blankettfynd.yaml`."""

    found: dict[str, Words] = key("fynd")


@cache
def _words() -> dict[str, Words]:
    return read_packaged(SheetFindings, "blankettfynd.yaml", "Blankettens fynd").found


def finding(kind: str, file: str, cell: str | None = None, **values: object) -> Finding:
    """Return a finding of a kind, at a cell of a file."""
    words = _words()[kind]
    said = (words.message.format(**values), words.remedy.format(**values))
    return Finding(words.rule, words.level, *said, file=file, cell=cell)


def unreadable(fault: OjError, file: str) -> Finding:
    """Return the finding of a file that was left, so that the others are told of all the same."""
    place = fault.place or file
    return finding("olast", place, fel=fault.message, atgard=" ".join(fault.hints))
