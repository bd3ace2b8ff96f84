"""`oj data new`: an område of one's own, begun."""

from typing import Annotated

from oj_cli.api.files import from_here
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import argument
from oj_cli.terminal.streams import say


def new(
    omrade: Annotated[str, argument("OMRÅDE", 'Områdets namn, till exempel "Trygghet hemma".')],
) -> None:
    """Börja på ett eget område: vad som frågas, och hur svaren bedöms.

    oj skriver en katalog som ni fyller i, med förklaringar och exempel. Ett område är en mapp i
    arbetsmappens omraden, och används som de områden som följer med oj.
    """
    path = open_oj().begin_area(omrade)
    say(f"Skrev {from_here(path)}")
    say(f"Skriv i den vad som frågas, och läs in: oj data import FIL --omrade {path.parent.name}")
    say("Med --nya kvalitet skriver inläsningen frågorna efter rubrikerna i er fil.")
