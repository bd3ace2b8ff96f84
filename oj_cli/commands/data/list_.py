"""`oj data list`: where the answers come from."""

from typing import TYPE_CHECKING

from oj_cli.api.data_sources import find_area
from oj_cli.commands.options import SearchedAreaOption
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    from oj_cli.presentation.document import Document


def list_(
    omrade: SearchedAreaOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Lista källorna: det ni har läst in och det som följer med oj.

    För varje källa visas område, år, antal rader, fil, när den lästes in och hur den lästes.
    """
    show(find(omrade), format, output, csv_dialect, no_color)


def find(area: str | None) -> "Document":
    """Return the sources as a document, of one område or all."""
    from oj_cli.api.selecting import open_data
    from oj_cli.views.data import Listed, list_document

    with open_data() as (store, workspace):
        wanted = None if area is None else find_area(store, area)
        covered: dict[str, list[Listed]] = {}
        records = {r.id: r for r in store.sources()}
        for c in store.coverage():
            if wanted in (None, c.area):
                covered.setdefault(c.source, []).append(
                    Listed(records[c.source], c.area, c.first_year, c.last_year, c.rows)
                )
        if wanted is None:  # population and kommungrupper: sources that give no results
            for r in records.values():
                if r.id not in covered and r.imported:
                    year = r.year or int(r.imported[:4])
                    covered[r.id] = [Listed(r, "sorteringsnycklar", year, year, 0)]
    return list_document([x for found in covered.values() for x in found], workspace is not None)
