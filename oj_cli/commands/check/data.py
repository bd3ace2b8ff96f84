"""`oj check data`: what is odd in the answers, before and after they are published."""

from pathlib import Path
from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import KommunOption, YearOption, area_option, lan_option, option
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.errors import UsageFault

WithoutOption = Annotated[
    list[str] | None,
    option("REGEL", "Hoppa över en regel: D13. Det står i svaret att den saknas.", "--utan"),
]


@answers
def data(
    kommun: KommunOption = None,
    lan: Annotated[str | None, lan_option("Kontrollera alla kommuner i länet.")] = None,
    omrade: Annotated[
        str | None, area_option("Bara det här området. Annars alla med svar.")
    ] = None,
    ar: YearOption = None,
    fore_inrapportering: Annotated[
        Path | None,
        option("FIL", "Kontrollera ett ifyllt blad från oj data template innan svaren skickas in."),
    ] = None,
    utan: WithoutOption = None,
) -> Answer:
    """Leta efter svar som kan vara fel, i en kommun eller ett helt län.

    Prövar speglade frågor, ändrade svar, udda svar, svar som inte kan stämma samtidigt och
    publicerade andelar mot svaren. Med --fore-inrapportering prövas kommunens eget utkast.
    Slutar med 1 om något är FEL.
    """
    from oj_cli.views.check_data import document

    oj = open_oj()
    if fore_inrapportering is None:
        found = oj.check_data(kommun=kommun, lan=lan, area=omrade, year=ar, without=utan or ())
    elif lan is not None:
        raise UsageFault("check.draft_of_lan")
    else:
        found = oj.check_draft(
            fore_inrapportering, kommun=kommun, area=omrade, year=ar, without=utan or ()
        )
    return Answer(found, lambda: document(found), code=int(found.has_faults))
