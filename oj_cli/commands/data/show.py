"""`oj data show`: one source, with what it gives."""

from typing import TYPE_CHECKING

from oj_cli.api.data_sources import SourceArgument, find_source
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    from oj_cli.presentation.document import Document


def show_(
    kalla: SourceArgument,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa en källa: varifrån den kommer, och hur många svar den ger av varje slag."""
    show(find(kalla), format, output, csv_dialect, no_color)


def find(text: str) -> "Document":
    """Return a source as a document. Raises UsageFault if there is none called so."""
    from oj_cli.api.selecting import open_data
    from oj_cli.views.data import Counted, show_document
    from oj_cli.workspace import originals

    with open_data() as (store, workspace):
        record = find_source(store, text)
        counts = [
            Counted(c.area, c.year, c.unit_kind, c.answer, bool(c.is_number), c.rows)
            for c in store.source_counts(record.id)
        ]
        units = store.source_units(record.id)
        indicators = sum(c.indicators for c in store.coverage(record.id))
    kept = None
    if workspace is not None and record.original is not None:
        kept = originals(workspace.folder) / record.original
    return show_document(record, counts, units, indicators, kept)
