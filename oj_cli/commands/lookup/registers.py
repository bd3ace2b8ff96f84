"""`oj indicators` and `oj kommuner`: what there is to ask about, searched by word."""

from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    InvanargruppOption,
    KommungruppOption,
    LanOption,
    SearchedAreaOption,
    UtgavaOption,
    argument,
    year_option,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.selection import Filters
from oj_cli.views.registers import indicator_document, kommun_document


@answers
def indicators(
    sokord: Annotated[str | None, argument("SÖKORD", "Del av ett namn, tema eller id.")] = None,
    omrade: SearchedAreaOption = None,
) -> Answer:
    """Lista indikatorerna, eller sök bland dem.

    Sökordet letas upp i id, namn, tema, kvalitetsområde, definition och Kolada-id.
    """
    return Answer(open_oj().indicators(sokord, area=omrade), indicator_document)


@answers
def kommuner(
    sokord: Annotated[
        str | None, argument("SÖKORD", "Del av ett kommunnamn, kod eller län.")
    ] = None,
    ar: Annotated[
        int | None,
        year_option("Grupperna som gällde data från det året. Annars i år."),
    ] = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    utgava: UtgavaOption = None,
) -> Answer:
    """Lista kommunerna med folkmängd och grupper, eller sök bland dem."""
    filters = Filters(lan, kommungrupp, invanargrupp)
    found = open_oj().kommuner(sokord, year=ar, edition=utgava, filters=filters)
    return Answer(found, kommun_document)
