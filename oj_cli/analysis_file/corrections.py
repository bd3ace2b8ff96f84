"""Answers that a kommun knows were reported wrongly, kept in `rattelser.yaml` beside the data."""

from pathlib import Path

from oj_cli.documents.changes import Append, Change, Remove, Set
from oj_cli.documents.decode import given, read_model
from oj_cli.documents.files import Document, edit
from oj_cli.documents.history import whole
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import write_text
from oj_cli.domain.local import Correction, Corrections
from oj_cli.domain.swedish import fold


def save_correction(path: Path, correction: Correction) -> None:
    """Put a correction in a list, in place of one of the same answer; made if there is none.

    Raises FileFault if the list cannot be read or written, UsageFault if the reason holds a
    personnummer; it is then as it was.
    """

    def change(document: Document) -> list[Change]:
        known = _corrections(document)
        for n, other in enumerate(known):
            if _same_answer(other, correction):
                return [Set(("rattelser", n), given(correction))]
        return [Append(("rattelser",), given(correction))]

    with locked(path), whole():
        if not path.exists():
            write_text(path, "# Svar som ni vet blev fel i inrapporteringen.\n")
        edit(path, change)


def remove_correction(path: Path, of: Correction) -> Correction | None:
    """Take the correction of the same answer out of the list and return it, None if none is."""
    removed: list[Correction] = []

    def change(document: Document) -> list[Change]:
        for n, other in enumerate(_corrections(document)):
            if _same_answer(other, of):
                removed.append(other)
                return [Remove(("rattelser", n))]
        return []

    if path.exists():
        edit(path, change)
    return removed[0] if removed else None


def _corrections(document: Document) -> tuple[Correction, ...]:
    if document.data is None:
        return ()
    return read_model(Corrections, document.file, "Listan över rättelser").corrections


def _same_answer(one: Correction, other: Correction) -> bool:
    return (one.indicator, one.year, fold(one.kommun or "")) == (
        other.indicator,
        other.year,
        fold(other.kommun or ""),
    )
