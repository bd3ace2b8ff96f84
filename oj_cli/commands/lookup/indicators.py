"""`oj indicators`: the indicators, searched by word."""

from typing import TYPE_CHECKING, Annotated

import typer

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


def indicators(
    sokord: Annotated[
        str | None, typer.Argument(metavar="SÖKORD", help="Del av ett namn, tema eller id.")
    ] = None,
    omrade: SearchedAreaOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Lista indikatorerna, eller sök bland dem.

    Sökordet letas upp i id, namn, tema, kvalitetsområde, definition och Kolada-id.
    """
    show(find(sokord, omrade), format, output, csv_dialect, no_color)


def find(word: str | None, area: str | None) -> "Document":
    """Return the indicators that hold the word, of one område or all."""
    from oj_cli.api import selecting
    from oj_cli.views.registers import Listed, indicator_document

    with selecting.open_data() as (store, _):
        catalogues = store.catalogues()
        if area is not None:
            catalogues = (store.catalogue(store.find_area(area)),)
        themes = {t.id: t.name for t in store.themes().themes}
    found = tuple(
        listed
        for catalogue in catalogues
        for listed in (Listed(catalogue, i, themes[i.theme]) for i in catalogue)
        if selecting.holds(word or "", listed.searched())
    )
    return indicator_document(found, word)
