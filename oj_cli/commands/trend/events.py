"""`oj trend event` and `oj trend note`: what may explain a change, and what one makes of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.open_analysis import (
    AnalysisAreaOption,
    AnalysisLanOption,
    AnalysisYearOption,
    ConcernsOption,
    Which,
    flags_of,
    keep,
    read_one,
    with_id,
)
from oj_cli.commands.completion import complete_event
from oj_cli.commands.options import KommunOption, NoInputOption, TodayOption
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.swedish import fold

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import Head, Maker
    from oj_cli.domain.analysis import Analysis, Event
    from oj_cli.domain.indicators import Catalogue, Themes
    from oj_cli.store import Store


def add(
    datum: Annotated[
        str | None,
        typer.Option("--datum", metavar="DATUM", help="När: 2015, 2015-09 eller 2015-09-01."),
    ] = None,
    vad: Annotated[
        str | None, typer.Option("--vad", metavar="TEXT", help="Vad som hände, i en mening.")
    ] = None,
    typ: Annotated[
        str | None,
        typer.Option(
            "--typ",
            metavar="SORT",
            help="organisation, personal, metod, lag, reform eller annat.",
        ),
    ] = None,
    omfattning: Annotated[
        str | None,
        typer.Option(
            "--omfattning", metavar="TEXT", help="Vad det omfattade: boendestödet, hela landet."
        ),
    ] = None,
    galler: ConcernsOption = None,
    id: Annotated[
        str | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="Ändra händelsen med det id:t: H2.",
            autocompletion=complete_event,
        ),
    ] = None,
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
    no_input: NoInputOption = False,
    idag: TodayOption = None,
) -> None:
    """Lägg till en händelse som kan förklara en ändring.

    Den sparas i analysen, ritas i bilden och listas under oj trend. Det som saknas frågas efter.
    Skriv aldrig något som pekar ut en enskild person.
    """
    from oj_cli.analysis_file.edit import add_event
    from oj_cli.api.selecting import from_here
    from oj_cli.commands.trend.typed import TypedEvent, asked_event, event_of
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.terminal.streams import say
    from oj_cli.views.events import event_text
    from oj_cli.workspace import today

    day = today(idag)

    def build(
        store: "Store", of: "Analysis | Head", catalogue: "Catalogue", themes: "Themes"
    ) -> "Maker":
        before = None if id is None else _with_id(id, of)
        typed = TypedEvent(datum, vad, typ, omfattning, galler)
        if before is None and can_ask(no_input):
            typed = asked_event(typed, catalogue, themes, _chosen(of), day)
        return add_event(event_of(typed, catalogue, themes, before, day))

    saved = keep(Which(kommun, lan, omrade, ar), build, idag)
    events = saved.analysis.events
    new = next((e for e in events if id is not None and fold(e.id) == fold(id)), events[-1])
    say(f"Sparat som {new.id} i {from_here(saved.path)}: {event_text(new)}.")
    say(_see(new, saved.analysis) + flags_of(saved.analysis))


def _see(event: "Event", analysis: "Analysis") -> str:
    """Return how to see an event: in the trend of the first chosen indicator that it concerns."""
    for chosen in analysis.chosen:
        for frozen in chosen.indicators:
            if not event.concerns or {frozen.indicator, chosen.theme} & {*event.concerns}:
                return f"Se den i utvecklingen: oj trend --indicator {frozen.indicator}"
    return "Visa alla: oj trend event list"


def _chosen(of: "Analysis | Head") -> tuple[str, ...]:
    from oj_cli.domain.analysis import Analysis

    return tuple(c.theme for c in of.chosen) if isinstance(of, Analysis) else ()


def _with_id(id: str, of: "Analysis | Head") -> "Event":
    from oj_cli.domain.analysis import Analysis

    known = of.events if isinstance(of, Analysis) else ()
    return with_id(id, known, "någon händelse", "oj trend event list")


def list_(
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Lista händelserna.

    Visar också vad ni drar för slutsats av utvecklingen.
    """
    from oj_cli.api.selecting import from_here
    from oj_cli.views.events import document

    file, catalogue, themes = read_one(Which(kommun, lan, omrade, ar))
    path, where = from_here(file.path), flags_of(file.analysis)
    found = document(file.analysis, catalogue, themes, path, where)
    show(found, format, output, csv_dialect, no_color)


def remove(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Händelsens id, se oj trend event list.",
            autocompletion=complete_event,
        ),
    ],
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
) -> None:
    """Ta bort en händelse."""
    from oj_cli.analysis_file.edit import remove_event
    from oj_cli.analysis_file.file import save
    from oj_cli.api.selecting import from_here
    from oj_cli.terminal.streams import say
    from oj_cli.views.events import event_text

    file, _, _ = read_one(Which(kommun, lan, omrade, ar))
    gone = _with_id(id, file.analysis)
    save(file.path, remove_event(id))
    path = from_here(file.path)
    say(f"Tog bort {gone.id} ur {path}: {event_text(gone)}.")
    say(f"Filen som den var ligger kvar som {path.name}.bak.")


def note(
    slutsats: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="Vad ni drar för slutsats, i en mening.")
    ] = None,
    galler: ConcernsOption = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Ändra slutsatsen med det id:t: T1.")
    ] = None,
    ta_bort: Annotated[
        str | None, typer.Option("--ta-bort", metavar="ID", help="Ta bort slutsatsen: T1.")
    ] = None,
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
    no_input: NoInputOption = False,
    idag: TodayOption = None,
) -> None:
    """Skriv vad ni drar för slutsats av utvecklingen.

    Den sparas i analysen och visas under oj trend för de indikatorer som den gäller. Det som
    saknas frågas efter.
    """
    from oj_cli.analysis_file.edit import note_trend, remove_note
    from oj_cli.api.selecting import from_here
    from oj_cli.commands.trend.typed import asked_note, note_of
    from oj_cli.domain.analysis import Analysis
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.terminal.streams import say

    def build(
        store: "Store", of: "Analysis | Head", catalogue: "Catalogue", themes: "Themes"
    ) -> "Maker":
        if ta_bort is not None:
            return remove_note(ta_bort)
        known = of.trend if isinstance(of, Analysis) else ()
        old = with_id(id, known, "någon slutsats", "oj trend event list") if id else None
        text, about = slutsats, galler
        if text is None and can_ask(no_input):
            text, about = asked_note(about, catalogue, themes, _chosen(of))
        return note_trend(note_of(text, about, catalogue, themes, old))

    saved = keep(Which(kommun, lan, omrade, ar), build, idag)
    if ta_bort is not None:
        say(f"Tog bort {ta_bort} ur {from_here(saved.path)}.")
    else:
        say(f"Sparat som {id or saved.analysis.trend[-1].id} i {from_here(saved.path)}.")
