"""`oj indicators`: the indicators, searched by word."""

from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import SearchedAreaOption, argument
from oj_cli.commands.output import Answer, answers


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
