"""`oj data import`: a published workbook into the workspace's own store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.ui.options import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    import pandas as pd

    from oj_cli.domain.findings import Finding
    from oj_cli.domain.importing import ImportPreview
    from oj_cli.sources.layout.model import Decisions
    from oj_cli.sources.layout.rows import Reading
    from oj_cli.sources.layout.understanding import Known, Understanding

_PANEL = "Det som filen inte säger själv"


def import_(
    fil: Annotated[Path, typer.Argument(metavar="FIL", help="Kalkylblad, CSV eller webbsida.")],
    omrade: Annotated[
        str | None,
        typer.Option("--omrade", metavar="OMRÅDE", help="Vilket område.", rich_help_panel=_PANEL),
    ] = None,
    nytt_omrade: Annotated[
        str | None,
        typer.Option(
            "--nytt-omrade",
            metavar="NAMN",
            help="Gör ett nytt område med det namnet.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    ar: Annotated[
        str | None,
        typer.Option(
            "--ar",
            "--year",
            metavar="ÅR",
            help="Vilket år svaren gäller.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    blad: Annotated[
        list[str] | None,
        typer.Option(
            "--blad", metavar="BLAD", help="Läs bara det bladet.", rich_help_panel=_PANEL
        ),
    ] = None,
    kod: Annotated[
        list[str] | None,
        typer.Option(
            "--kod",
            metavar="KODNING",
            help="Vad koder betyder: 1=JA,0=NEJ. För en kolumn: F:2=JA,1=DELVIS,0=NEJ.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    matcha: Annotated[
        list[str] | None,
        typer.Option(
            "--matcha",
            metavar="KOLUMN=ID",
            help="Vilken indikator en kolumn är; ny eller utelamna går också.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    nya: Annotated[
        str | None,
        typer.Option(
            "--nya",
            metavar="SOM",
            help="Vad okända kolumner blir: kvalitet, bakgrund eller utelamna.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    enhet: Annotated[
        list[str] | None,
        typer.Option(
            "--enhet",
            metavar="TEXT=KOMMUN",
            help="Vilken kommun en text är; utelamna går också.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    andelar: Annotated[
        str | None,
        typer.Option(
            "--andelar",
            metavar="SOM",
            help="Betyder 0,5 halva (andel) eller en halv procent (procent).",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout",
            metavar="LAYOUT",
            help="Läs efter den här layouten: ett id eller en YAML-fil.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    ersatt: Annotated[
        bool, typer.Option("--ersatt", help="Ersätt det som är inläst förut med det här.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "--prova", help="Visa vad som skulle läsas, skriv inget.")
    ] = False,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Fråga inget; säg vilka flaggor som behövs.")
    ] = False,
    idag: Annotated[str | None, typer.Option("--idag", hidden=True)] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Läs in svar från ett kalkylblad.

    oj hittar själv bladet med svar, kommunerna, rubrikerna, året och vilken indikator varje
    kolumn är. Först visas vad som kommer att läsas. Det som är osäkert frågar oj om, och det
    ni svarar sparas som en layout, så att nästa fil av samma slag läses utan frågor.
    """
    from oj_cli.domain.document import Document
    from oj_cli.ui import prompts
    from oj_cli.ui.views.importing import import_document
    from oj_cli.workspace import today

    said = (
        ("--omrade", [omrade] if omrade else []),
        ("--nytt-omrade", [nytt_omrade] if nytt_omrade else []),
        ("--ar", [ar] if ar else []),
        ("--blad", blad or []),
        ("--enhet", enhet or []),
        ("--matcha", matcha or []),
        ("--kod", kod or []),
        ("--andelar", [andelar] if andelar else []),
        ("--nya", [nya] if nya else []),
    )
    job = Job(fil, dry_run, ersatt, today(idag).isoformat())
    can_ask = prompts.can_ask(no_input) and format is None and output is None
    preview, fault = job.run(said, layout, can_ask)
    document: Document = import_document(preview)
    show(document, format, output, csv_dialect, no_color)
    if fault is not None:
        raise fault
