"""What came of making reports."""

from pathlib import Path
from typing import Literal

from oj_cli.domain.findings import Finding
from oj_cli.domain.immutable import immutable

Format = Literal["html", "docx", "xlsx", "pdf"]
FORMATS: dict[str, Format] = {
    "html": "html",
    "docx": "docx",
    "xlsx": "xlsx",
    "pdf": "pdf",
    "word": "docx",
    "excel": "xlsx",
}
"""What may be said of a format, and the format."""


@immutable
class Written:
    """Reports that were written, and where.

    `findings` are of a report's comments. `folder` is given where many were to be made: then
    `n_made` were, and `failed` has the kommuner whose reports could not be, and why.
    """

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    folder: Path | None = None
    n_made: int = 1
    failed: tuple[tuple[str, str], ...] = ()
