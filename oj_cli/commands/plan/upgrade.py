"""`oj plan upgrade`: rewrite a plan of an older schema in place, and show what changes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import PlanArgument, find_path

if TYPE_CHECKING:
    from oj_cli.presentation.document import Document


def upgrade(
    plan: PlanArgument,
    visa: Annotated[
        bool, typer.Option("--visa", help="Visa bara vad som skulle ändras. Inget skrivs.")
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Skriv om en plan av ett äldre schema till det nya, och visa vad som ändras.

    Bara det som heter annat i det nya schemat ändras. Kommentarer, ordning och allt annat
    står kvar som det är. Planen som den var sparas bredvid, med namnet plan.yaml.bak.
    """
    show(answer(find_path(plan), write=not visa), format, output, csv_dialect, no_color)


def answer(path: Path, write: bool) -> "Document":
    """Upgrade the plan, or only find out what would change, and return that line by line.

    Raises FileFault if the plan cannot be read, upgraded or written; it is then as it was.
    """
    from oj_cli.documents.files import read_document
    from oj_cli.documents.locks import locked
    from oj_cli.documents.writer import backup_of, remove_leftovers, write_bytes
    from oj_cli.plan.upgrade import upgrade_text
    from oj_cli.views.plan_upgrade import document

    if not write:
        raw = read_document(path).raw
        return document(path, raw, upgrade_text(raw, path), None)
    with locked(path):
        raw = read_document(path).raw
        new = upgrade_text(raw, path)
        if new != raw:
            remove_leftovers(path)
            write_bytes(path, new)
    return document(path, raw, new, backup_of(path))
