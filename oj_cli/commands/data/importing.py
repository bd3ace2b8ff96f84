"""`oj data import`: a published workbook into the workspace's own store."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from oj_cli.api.importing import answer_import, apply_import, prepare_import
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, argument, option
from oj_cli.commands.output import (
    Answer,
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    emit,
    output_options,
)
from oj_cli.domain.importing import Question
from oj_cli.terminal.streams import say
from oj_cli.views.importing import import_document, written_lines

_said = partial(option, rich_help_panel="Det som filen inte säger själv")


def import_(
    fil: Annotated[Path, argument("FIL", "Kalkylblad, CSV eller webbsida.")],
    omrade: Annotated[str | None, _said("OMRÅDE", "Vilket område svaren gäller.")] = None,
    nytt_omrade: Annotated[str | None, _said("NAMN", "Gör ett nytt område.")] = None,
    ar: Annotated[str | None, _said("ÅR", "Vilket år svaren gäller.", "--ar", "--year")] = None,
    blad: Annotated[list[str] | None, _said("BLAD", "Läs bara det bladet.")] = None,
    kod: Annotated[
        list[str] | None,
        _said("KODNING", "Vad koder betyder: 1=JA,0=NEJ. För en kolumn: F:2=JA,1=DELVIS,0=NEJ."),
    ] = None,
    rubrik: Annotated[
        str | None, _said("TEXT", "Vad som har mätts, när rubrikerna bara är år eller kön.")
    ] = None,
    kolumn: Annotated[
        list[str] | None,
        _said("RUBRIK=ROLL", "Vad en kolumn säger om hela raden: nyckeltal, ar eller kon."),
    ] = None,
    matcha: Annotated[
        list[str] | None,
        _said("KOLUMN=ID", "Vilken indikator en kolumn är; ny och utelamna går också."),
    ] = None,
    nya: Annotated[
        str | None, _said("SOM", "Vad okända kolumner blir: kvalitet, bakgrund eller utelamna.")
    ] = None,
    bedom: Annotated[
        str | None,
        _said("SVAR", "Hur nya indikatorer bedöms: forslag, ingen eller en fil att fylla i."),
    ] = None,
    namn: Annotated[
        Path | None,
        _said("FIL", "En lista med koder och namn, för indikatorer som filen bara ger koder för."),
    ] = None,
    enhet: Annotated[
        list[str] | None, _said("TEXT=KOMMUN", "Vilken kommun en text är; utelamna går också.")
    ] = None,
    andelar: Annotated[
        str | None, _said("SOM", "Är 0,5 hälften (andel) eller en halv procent (procent).")
    ] = None,
    personnummer: Annotated[
        str | None,
        _said("SOM", "Om filen har personnummer: utelamna, eller behall om det är vanliga tal."),
    ] = None,
    layout: Annotated[
        str | None, _said("LAYOUT", "Läs efter en layout: dess id eller YAML-fil.")
    ] = None,
    ersatt: Annotated[
        bool, typer.Option("--ersatt", help="Ersätt det som är inläst förut med det här.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "--prova", help="Visa vad som skulle läsas, skriv inget.")
    ] = False,
    idag: TodayOption = None,
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
    from oj_cli.terminal import prompts

    options = output_options(format, output, csv_dialect, no_color)
    asks = prompts.can_ask() and format in (None, "table") and output is None
    said: Sequence[tuple[str, Sequence[str]]] = (
        ("--omrade", [omrade] if omrade else []),
        ("--nytt-omrade", [nytt_omrade] if nytt_omrade else []),
        ("--ar", [ar] if ar else []),
        ("--blad", blad or []),
        ("--enhet", enhet or []),
        ("--rubrik", [rubrik] if rubrik else []),
        ("--kolumn", kolumn or []),
        ("--matcha", matcha or []),
        ("--kod", kod or []),
        ("--andelar", [andelar] if andelar else []),
        ("--namn", [str(namn)] if namn else []),
        ("--nya", [nya] if nya else []),
        ("--bedom", [bedom] if bedom else []),
        ("--personnummer", [personnummer] if personnummer else []),
    )
    oj = open_oj(idag)
    found = prepare_import(oj, fil, said, layout=layout, replacing=ersatt, dry_run=dry_run)
    while asks and found.preview.asked:
        found = answer_import(oj, found, ask(found.preview.asked[0]))
    emit(Answer(found.preview, import_document), options)
    if found.fault is not None:
        raise found.fault
    if dry_run:
        return
    asks = asks and not found.is_there and not found.preview.sheet
    if asks and prompts.confirm("Ska det sparas?", default=True) is not True:
        say("Inget är sparat.")
        raise typer.Exit(2)
    written = apply_import(oj, found)
    for line in written_lines(written):
        say(line)
    if written.sheet is not None:  # nothing is read in yet
        raise typer.Exit(2)
    if written.source and oj.workspace and oj.workspace.settings.kommun:
        say("Vad som har ändrats för er: oj data changes")


def ask(question: Question) -> str:
    """Ask what only the user can decide of what is read; return the answer as its flag takes it."""
    from oj_cli.terminal import prompts
    from oj_cli.terminal.questions import Option, show

    for line in question.about:
        show(line, "  ", "  ")
    if not question.options:
        return str(prompts.text(question.text))
    options = [Option(o.value, o.text) for o in question.options]
    return str(prompts.choice(question.text, options))
