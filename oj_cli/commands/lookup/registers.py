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
    option,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.selection import Filters


@answers
def indicators(
    sokord: Annotated[str | None, argument("SÖKORD", "Del av ett namn, tema eller id.")] = None,
    omrade: SearchedAreaOption = None,
) -> Answer:
    """Lista indikatorerna, eller sök bland dem.

    Sökordet letas upp i id, namn, tema, kvalitetsområde, definition och Kolada-id.
    """
    from oj_cli.views.registers import indicator_document

    found = open_oj().indicators(sokord, area=omrade)
    return Answer(found, lambda: indicator_document(found))


@answers
def kommuner(
    sokord: Annotated[
        str | None, argument("SÖKORD", "Del av ett kommunnamn, kod eller län.")
    ] = None,
    ar: Annotated[
        int | None,
        option("ÅR", "Grupperna som gällde data från det året. Annars i år.", "--ar", "--year"),
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
