"""`oj plan calendar`: plans as a calendar file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from oj_cli.api.files import write
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import option
from oj_cli.commands.plan.options import PlansArgument, unread
from oj_cli.domain.plan_changes import CalendarFile
from oj_cli.domain.swedish import counted, listing
from oj_cli.terminal.streams import say


def calendar(
    planer: PlansArgument = None,
    ics: Annotated[
        Path | None,
        option(
            "FIL",
            "Kalenderfilen, eller - för skärmen.",
            "--ics",
            "-o",
            "--output",
            show_default="planens namn, här; planer.ics för flera planer",
        ),
    ] = None,
    arshjul: Annotated[
        bool, typer.Option("--arshjul", "--year", help="Ta med årshjulets dagar, se oj year.")
    ] = False,
) -> None:
    """Skriv uppföljningar, slutdatum och redovisningar till en kalenderfil.

    Filen öppnas i Outlook och andra kalendrar. Har planen ändrats skriver du till samma fil igen
    och öppnar den på nytt: då flyttas händelserna i stället för att dubblas, och det som inte
    längre finns i planen ställs in.
    """
    oj = open_oj()
    if ics is None:
        ics = oj.calendar_path(planer or (), with_year=arshjul)
    made = oj.calendar(planer or (), ics, with_year=arshjul)
    if str(ics) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()
    else:
        write(ics, made.content)
        say(f"Skrev {ics}: {_said(made)}.")
    if fault := unread(made.unread):
        raise fault


def _said(made: CalendarFile) -> str:
    since = [
        *([counted(made.changed, "är ändrad", "är ändrade")] if made.changed else []),
        *([counted(made.cancelled, "är inställd", "är inställda")] if made.cancelled else []),
    ]
    events = counted(made.count, "händelse", "händelser")
    said = f"{events} ur {counted(made.plans, 'plan', 'planer')}"
    return f"{said}; {listing(since)} sedan förra filen" if since else said
