"""`oj identify`: step 1, what to work on and why, and what was chosen."""

from typing import Annotated

import typer

from oj_cli.api.identify_choose import Choice, keep
from oj_cli.api.identify_find import Request, for_kommun, for_lan
from oj_cli.commands.completion import complete_choice
from oj_cli.commands.options import (
    AreaOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    NoInputOption,
    TodayOption,
    UtgavaOption,
    YearOption,
    at_least_one,
)
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.references import REFERENCE_IDS
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import fold, listing

_KEEP = "Spara valet"


def identify(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    jamfor_med: Annotated[
        str,
        typer.Option(
            "--jamfor-med",
            metavar="GRUPP",
            help="Vilken jämförelse som avgör ordningen: "
            + listing(REFERENCE_IDS, "eller")
            + ". Alla visas.",
        ),
    ] = "riket",
    egen: Annotated[
        str | None,
        typer.Option(
            "--egen", metavar="KOMMUNER", help="Egen lista att jämföra med: Mora,Rättvik,Gagnef."
        ),
    ] = None,
    utgava: UtgavaOption = None,
    kvalitetsomrade: Annotated[
        str | None,
        typer.Option("--kvalitetsomrade", metavar="NAMN", help="Visa bara ett kvalitetsområde."),
    ] = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    antal: Annotated[
        int,
        typer.Option(
            "--antal",
            parser=at_least_one,
            metavar="ANTAL",
            help="Hur många indikatorer kortlistan har.",
        ),
    ] = 7,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa alla indikatorer, med alla jämförelser.")
    ] = False,
    valj: Annotated[
        str | None,
        typer.Option(
            "--valj",
            metavar="[TEMA]",
            help="Välj teman eller indikatorer att arbeta med, med komma emellan, och spara dem "
            "med siffrorna i analysen. Ett tema tar med sina svaga indikatorer. Utan värde får "
            "ni frågan.",
            autocompletion=complete_choice,
            rich_help_panel=_KEEP,
        ),
    ] = None,
    valj_bort: Annotated[
        str | None,
        typer.Option(
            "--valj-bort",
            metavar="TEMA",
            help="Vänta med teman eller indikatorer, och spara varför.",
            autocompletion=complete_choice,
            rich_help_panel=_KEEP,
        ),
    ] = None,
    motiv: Annotated[
        str | None,
        typer.Option("--motiv", metavar="TEXT", help="Varför ni väljer så.", rich_help_panel=_KEEP),
    ] = None,
    uppdatera: Annotated[
        bool,
        typer.Option(
            "--uppdatera",
            help="Ersätt siffrorna för det som ni redan har valt med dem som gäller nu.",
            rich_help_panel=_KEEP,
        ),
    ] = False,
    no_input: NoInputOption = False,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Hitta det som är viktigast att förbättra (steg 1).

    Visar högst tre områden att arbeta med och varför, vilka svar som bör stämmas av först,
    och vilka kommuner ni kan lära av. Med --lan men utan --kommun visas länets gemensamma
    behov. Med --kommun blir --lan, --kommungrupp och --invanargrupp jämförelsen "urval".
    Med --valj sparas det som ni väljer i arbetsmappens analys.
    """
    request = Request(
        kommun=kommun,
        area=omrade,
        year=ar,
        ranking=_reference_id(jamfor_med),
        own_list=egen,
        edition=utgava,
        quality_area=kvalitetsomrade,
        filters=Filters(lan, kommungrupp, invanargrupp),
        most=antal,
        show_all=alla,
    )
    is_lan = _asks_for_lan(request)
    if any(x is not None for x in (valj, valj_bort, motiv)) or uppdatera:
        document = keep(request, Choice(valj, valj_bort, motiv, uppdatera, no_input, idag), is_lan)
    else:
        document = for_lan(request) if is_lan else for_kommun(request)
    show(document, format, output, csv_dialect, no_color)


def _asks_for_lan(request: Request) -> bool:
    if request.kommun is not None:
        return False
    if request.filters.lan is None and not _workspace_is_of_lan():
        return False
    if request.own_list is not None or request.ranking != "riket":
        raise UsageFault(
            "Länets gemensamma behov jämförs alltid med riket.",
            hints=("Ta bort --egen och --jamfor-med, eller lägg till --kommun.",),
        )
    if request.filters.kommungrupp is not None or request.filters.invanargrupp is not None:
        raise UsageFault(
            "Länets gemensamma behov gäller alla kommuner i länet.",
            hints=("Ta bort --kommungrupp och --invanargrupp, eller lägg till --kommun.",),
        )
    return True


def _workspace_is_of_lan() -> bool:
    from oj_cli.workspace import find_workspace

    workspace = find_workspace()
    if workspace is None:
        return False
    return workspace.settings.kommun is None and workspace.settings.lan is not None


def _reference_id(text: str) -> str:
    for id in REFERENCE_IDS:
        if fold(text) == id:
            return id
    raise UsageFault(
        f"Det går inte att jämföra med ”{text}”.",
        hints=(f"Skriv --jamfor-med {listing(REFERENCE_IDS, 'eller')}.",),
    )
