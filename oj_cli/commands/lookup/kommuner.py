"""`oj kommuner`: the kommuner with their sorting keys, searched by word."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.options import (
    InvanargruppOption,
    KommungruppOption,
    LanOption,
    UtgavaOption,
)
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import sort_key

if TYPE_CHECKING:
    from oj_cli.presentation.document import Document


def kommuner(
    sokord: Annotated[
        str | None, typer.Argument(metavar="SÖKORD", help="Del av ett kommunnamn, kod eller län.")
    ] = None,
    ar: Annotated[
        int | None,
        typer.Option(
            "--ar",
            "--year",
            metavar="ÅR",
            help="Grupperna som gällde data från det året. Annars i år.",
        ),
    ] = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    utgava: UtgavaOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Lista kommunerna med folkmängd och grupper, eller sök bland dem."""
    filters = Filters(lan, kommungrupp, invanargrupp)
    show(find(sokord, ar, utgava, filters), format, output, csv_dialect, no_color)


def find(
    word: str | None, year: int | None, wanted_edition: str | None, filters: Filters
) -> "Document":
    """Return the kommuner that hold the word and pass the filters."""
    from oj_cli.api import selecting
    from oj_cli.views.registers import kommun_document
    from oj_cli.workspace import today

    year = today().year if year is None else year
    with selecting.open_data() as (store, _):
        register = store.register(population_before=year)
    edition = register.edition(year, wanted_edition)
    selection = selecting.select(register, filters, edition, year)
    found = [
        k
        for k in register.kommuner
        if (selection is None or k.code in selection)
        and selecting.holds(word or "", (k.name, k.code, register.lan_by_code[k.lan].name))
    ]
    found.sort(key=lambda k: sort_key(k.name))
    return kommun_document(found, register, edition, year, word)
