"""The verbs of `oj report`: what was asked, the report built, and where it is written."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from oj_cli.commands.opened import asks_for_the_map, open_oj
from oj_cli.commands.options import (
    AreaOption,
    KommunOption,
    UtgavaOption,
    YearOption,
    lan_option,
    option,
)
from oj_cli.commands.output import Answer, answers, emit, output_options
from oj_cli.commands.plan.options import PlanArgument
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.findings import LEVEL_WORDS, worst
from oj_cli.domain.references import RANKINGS
from oj_cli.domain.reports import Written
from oj_cli.domain.swedish import counted, fold, listing
from oj_cli.domain.typed import pick
from oj_cli.terminal.streams import say

FormatsOption = Annotated[
    str | None,
    option(
        "FORMAT",
        "html, docx (Word), xlsx (Excel) eller pdf. Flera skrivs med komma emellan.",
        "--format",
        show_default="html, eller efter filens ändelse",
    ),
]
OutputFileOption = Annotated[
    Path | None,
    option(
        "FIL",
        "Filens namn, eller en mapp. Annars mappen rapporter i arbetsmappen, eller här.",
        "-o",
        "--output",
    ),
]
TodayOption = Annotated[
    str | None, option("DATUM", "Rapportens datum. Annars dagens.", "--idag", hidden=True)
]


_OF_TABLES: dict[str, Literal["csv", "json", "md"]] = {"csv": "csv", "json": "json", "md": "md"}


def tell(written: Written) -> None:
    """Say where a report was written, and what was found in what it was made of."""
    for path in written.paths:
        say(f"Skrev {path}.")
    for finding in written.findings:
        say(f"{LEVEL_WORDS[finding.level]}: {finding.message} {finding.remedy}".strip())
        say(f"Var: {finding.place}")


ReportLanOption = Annotated[str | None, lan_option("Länets namn eller kod.")]


def lan(
    lan: ReportLanOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    utgava: UtgavaOption = None,
    kommentarer: Annotated[
        Path | None,
        option(
            "FIL", "Dina texter och kommentarer, se oj report comments. Annars arbetsmappens fil."
        ),
    ] = None,
    forslag: Annotated[
        bool,
        typer.Option(
            "--forslag", help="Ta med högst sju kommentarer från oj, där det inte finns en fil."
        ),
    ] = False,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en länsrapport: alla kommuners svar, vad som sticker ut och vem som kan lära av vem.

    Först tre meningar, en bild av alla kommuner och fem saker att tala om. Era egna texter och
    kommentarer med ! ? + läses ur en kommentarfil och står kvar nästa gång.
    """
    written = open_oj(idag).report_lan(
        lan=lan,
        area=omrade,
        year=ar,
        edition=utgava,
        comments=kommentarer,
        suggested=forslag,
        formats=format,
        output=output,
    )
    tell(written)
    if worst(written.findings) == "fel":
        raise typer.Exit(1)


def kommun(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    utgava: UtgavaOption = None,
    alla: Annotated[
        bool,
        typer.Option("--alla", help="En profil för varje kommun, i länet om --lan är angivet."),
    ] = False,
    lan: ReportLanOption = None,
    jamfor_med: Annotated[
        str | None,
        option(
            "GRUPP",
            f"Vilken jämförelse som avgör: {listing(RANKINGS, 'eller')}.",
            show_default="den i oj.yaml, annars riket",
        ),
    ] = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en kommunprofil: styrkor, vad som bör förbättras och varför, och vem att lära av.

    Utan --omrade kartan över alla områden: vad de delar, vad som är tydligt, vad som har ändrats
    och vem ni kan ringa, och kort om vart och ett. Med --omrade allt om det området; det som
    kommunen har valt i sin analys kommer då först, med underlag och utveckling.
    """
    if jamfor_med is not None:
        jamfor_med = pick(jamfor_med, {id: id for id in RANKINGS}, "--jamfor-med")
    if alla and kommun is not None:
        raise UsageFault("report.one_or_all")
    if lan is not None and not alla:
        raise UsageFault("report.lan_means_all")
    oj = open_oj(idag)
    if asks_for_the_map(oj, omrade, (ar, utgava, jamfor_med)):
        written = oj.report_whole(
            kommun=kommun, area=omrade, each=alla, lan=lan, formats=format, output=output
        )
    else:
        written = oj.report_kommun(
            kommun=kommun,
            each=alla,
            lan=lan,
            area=omrade,
            year=ar,
            edition=utgava,
            ranking=jamfor_med,
            formats=format,
            output=output,
        )
    if written.folder is None:
        tell(written)
        return
    say(f"Skrev {counted(written.n_made, 'rapport', 'rapporter')} i {written.folder}.")
    if written.failed:
        raise FileFault(
            "report.some_failed",
            reports=counted(len(written.failed), "rapport", "rapporter"),
            details=tuple(f"{name}: {why}" for name, why in written.failed),
        )


def namnd(
    plan: PlanArgument = None,
    planen: Annotated[str | None, typer.Option("--plan", hidden=True)] = None,
    begaran: Annotated[list[str] | None, option("TEXT", "Något som ni ber nämnden om.")] = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en sida till nämnden: vad som föreslås, kostnad, varför och vad som blir bättre."""
    oj = open_oj(idag)
    tell(oj.report_namnd(plan or planen, asked=begaran or (), formats=format, output=output))


def lattlast(
    plan: PlanArgument = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en lättläst sida om en plan, till brukare och personal.

    Vad ni har sagt, vad vi har sett, vad vi gör och när ni får veta mer. Det som är svårt att läsa
    i era egna ord sägs med sin plats; orden ändras inte.
    """
    tell(open_oj(idag).report_lattlast(plan, formats=format, output=output))


@answers
def text(plan: PlanArgument = None, idag: TodayOption = None) -> Answer:
    """Skriv texter att klistra in: egenkontroll till kvalitetsberättelsen, och tjänsteskrivelse.

    De görs av planen, dess analys och utfallen. Det som saknas står som [fyll i: …]. Med -o
    texter.docx (eller html, md, txt) hamnar de i en fil.
    """
    from oj_cli.views.plan_texts import document

    return Answer(open_oj(idag).report_text(plan), document)


def plan(
    plan: PlanArgument = None,
    tabell: Annotated[
        bool, typer.Option("--tabell", help="Som en enda tabell på liggande papper.")
    ] = False,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en handlingsplan till ett dokument att läsa, eller till en tabell för möten.

    Som csv, json eller md blir det tabellen som oj plan export skriver.
    """
    oj = open_oj(idag)
    kind = _OF_TABLES.get(fold(format or (output.suffix[1:] if output else "")))
    if kind is not None:
        from oj_cli.views.plan_export import document

        emit(Answer(oj.table(plan), document), output_options(kind, output))
        return
    tell(oj.report_plan(plan, as_table=tabell, formats=format, output=output))
