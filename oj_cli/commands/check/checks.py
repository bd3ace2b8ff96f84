"""`oj check`: what is odd in answers, what a report claims, and whether a workspace is whole."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    KommunOption,
    YearOption,
    area_option,
    argument,
    kommun_option,
    lan_option,
    option,
    year_option,
)
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
    publicerade andelar mot svaren; och tal som hoppar eller faller, säger emot varandra, är
    alla lika eller inte kan finnas. Med --fore-inrapportering prövas kommunens eget utkast.
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
    return Answer(found, document, code=int(found.has_faults))


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
        area_option("Området som texten handlar om. Annars det som rubriken nämner."),
    ] = None,
    ar: Annotated[
        int | None, year_option("Året som texten handlar om. Annars det som rubriken nämner.")
    ] = None,
    utan: WithoutOption = None,
) -> Answer:
    """Kontrollera talen i en rapport mot svaren.

    Prövar andelar, antal, ord som alla och några, kommuner vid namn och jämförelser med riket.
    Bara det prövas där fråga, enhet, år och tal går att binda till ord i meningen eller dess
    rubrik; allt annat räknas upp med skälet. Slutar med 1 om något är FEL.
    """
    from oj_cli.views.check_text import document

    found = open_oj().check_text(
        fil, lan=lan, kommun=kommun, area=omrade, year=ar, without=utan or ()
    )
    return Answer(found, document, code=int(found.has_faults))


@answers
def workspace(
    laga: Annotated[
        bool,
        typer.Option(
            "--laga",
            help="Gör först på nytt det som är borta eller skadat och går att återskapa, "
            "och ta bort rester av avbrutna kommandon.",
        ),
    ] = False,
) -> Answer:
    """Kontrollera att allt i arbetsmappen är helt och hänger ihop.

    Prövar varje fil för sig: inlästa svar mot sina kontrollsummor och filerna de lästes ur, YAML
    rad för rad, att det som analyser och planer nämner finns, främmande filer och personnummer.
    Efter varje fynd står vad ni gör. Slutar med 1 om något är FEL.
    """
    from oj_cli.views.check_workspace import document

    found = open_oj().check_workspace(mend=laga)
    return Answer(found, document, code=int(found.has_faults))
