"""`oj kommuner`: the kommuner with their sorting keys, searched by word."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import InvanargruppOption, KommungruppOption, LanOption, UtgavaOption
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.selection import Filters


@answers
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
) -> Answer:
    """Lista kommunerna med folkmängd och grupper, eller sök bland dem."""
    from oj_cli.views.registers import kommun_document

    filters = Filters(lan, kommungrupp, invanargrupp)
    found = open_oj().kommuner(sokord, year=ar, edition=utgava, filters=filters)
    return Answer(found, lambda: kommun_document(found))
