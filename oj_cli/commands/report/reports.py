"""The verbs of `oj report`: what was asked, the report built, and where it is written."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.completion import complete_lan
from oj_cli.commands.options import AreaOption, KommunOption, UtgavaOption
from oj_cli.commands.report.saving import formats, refuse_failed, save, save_all
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing

if TYPE_CHECKING:
    from oj_cli.domain.kommuner import Kommun
    from oj_cli.presentation.document import Document

ReportYearOption = Annotated[
    int | None,
    typer.Option(
        "--ar", "--year", metavar="ÅR", help="Vilket års jämförelse. Annars den senaste med svar."
    ),
]
ReportLanOption = Annotated[
    str | None,
    typer.Option(
        "--lan", metavar="LÄN", help="Länets namn eller kod.", autocompletion=complete_lan
    ),
]
FormatsOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="html, docx (Word), xlsx (Excel) eller pdf. Flera skrivs med komma emellan.",
        show_default="html, eller efter filens ändelse",
    ),
]
OutputFileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FIL",
        help="Filens namn, eller en mapp. Annars mappen rapporter i arbetsmappen, eller här.",
    ),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--idag", metavar="DATUM", help="Rapportens datum. Annars dagens.", hidden=True),
]


def lan(
    lan: ReportLanOption = None,
    omrade: AreaOption = None,
    ar: ReportYearOption = None,
    utgava: UtgavaOption = None,
    kommentarer: Annotated[
        Path | None,
        typer.Option(
            "--kommentarer",
            metavar="FIL",
            help="Kommentarfil, se oj report comments. Annars arbetsmappens.",
        ),
    ] = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en länsrapport: alla kommuners svar, vad som sticker ut och vem som kan lära av vem.

    Kommentarer med ! ? + läses ur en kommentarfil. Utan en sådan visas förslag.
    """
    from oj_cli.api.report_lan import CountyRequest, county_material
    from oj_cli.domain.findings import LEVEL_WORDS, worst
    from oj_cli.reports.county.build import county_report
    from oj_cli.terminal.streams import say
    from oj_cli.workspace import today

    wanted = formats(format, output)
    request = CountyRequest(lan, omrade, ar, utgava)
    material, findings = county_material(request, today(idag), kommentarer)
    save(county_report(material), wanted, output)
    for finding in findings:
        say(f"{LEVEL_WORDS[finding.level]}: {finding.message} {finding.remedy}".strip())
        say(f"Var: {finding.place}")
    if worst(findings) == "fel":
        raise typer.Exit(1)


RANKINGS = ("riket", "lan", "kommungrupp", "invanargrupp")


def _ranking(text: str) -> str:
    """Return the id of the reference that is to rank. Raises UsageFault for others."""
    if fold(text) in RANKINGS:
        return fold(text)
    raise UsageFault(
        f"Det går inte att jämföra med ”{text}”.",
        hints=(f"Skriv --jamfor-med {listing(RANKINGS, 'eller')}.",),
    )


def kommun(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: ReportYearOption = None,
    utgava: UtgavaOption = None,
    alla: Annotated[
        bool,
        typer.Option("--alla", help="En profil för varje kommun, i länet om --lan är angivet."),
    ] = False,
    lan: ReportLanOption = None,
    jamfor_med: Annotated[
        str,
        typer.Option(
            "--jamfor-med",
            metavar="GRUPP",
            help=f"Vilken jämförelse som avgör: {listing(RANKINGS, 'eller')}.",
        ),
    ] = "riket",
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en kommunprofil: styrkor, vad som bör förbättras och varför, och vem att lära av.

    Det som kommunen har valt i sin analys kommer först, med underlag och utveckling.
    """
    from oj_cli.api import selecting
    from oj_cli.api.report_data import open_area
    from oj_cli.api.report_kommun import profile_material
    from oj_cli.reports.profile.build import kommun_profile
    from oj_cli.workspace import today

    wanted, day = formats(format, output), today(idag)
    ranking = _ranking(jamfor_med)
    if alla and kommun is not None:
        raise UsageFault("Välj antingen --kommun eller --alla.")
    if lan is not None and not alla:
        raise UsageFault(
            "Med --lan görs en profil för varje kommun i länet.", hints=("Lägg till --alla.",)
        )
    with selecting.open_data() as (store, workspace):
        in_lan = selecting.choose_lan(store, lan, workspace) if lan is not None else None
        one = None if alla else selecting.choose_kommun(store, kommun, workspace)
    with open_area(in_lan, one, omrade, ar, utgava) as data:

        def build(of: "Kommun") -> "Document":
            return kommun_profile(profile_material(data, of, day, ranking))

        if one is not None:
            save(build(one), wanted, output)
            return
        refuse_failed(save_all(data.kommuner(in_lan), build, wanted, output))
