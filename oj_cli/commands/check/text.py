"""`oj check text`: the figures of a report against the data that it speaks of."""

from pathlib import Path
from typing import Annotated

from oj_cli.commands.check.data import WithoutOption
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import area_option, argument, kommun_option, lan_option, year_option
from oj_cli.commands.output import Answer, answers


@answers
def text(
    fil: Annotated[Path, argument("FIL", "Rapporten: txt, md, docx eller pdf.")],
    lan: Annotated[
        str | None,
        lan_option(
            "Länet som texten handlar om. Annars arbetsmappens, eller det texten nämner mest."
        ),
    ] = None,
    kommun: Annotated[str | None, kommun_option("En kommun i länet, i stället för --lan.")] = None,
    omrade: Annotated[
        str | None,
        area_option("Området som texten handlar om. Annars det vars frågor den liknar mest."),
    ] = None,
    ar: Annotated[
        int | None, year_option("Året som texten handlar om. Annars det som den nämner oftast.")
    ] = None,
    utan: WithoutOption = None,
) -> Answer:
    """Kontrollera talen i en rapport mot svaren.

    Läser löpande text och prövar andelar, antal, ord som alla och några, och utveckling över
    tid. Det som inte går att pröva sägs. Slutar med 1 om något är FEL.
    """
    from oj_cli.views.check_text import document

    found = open_oj().check_text(
        fil, lan=lan, kommun=kommun, area=omrade, year=ar, without=utan or ()
    )
    return Answer(found, lambda: document(found), code=int(found.has_faults))
