"""`oj plan calendar`: plans as a calendar file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.plan.options import PlansArgument, near_path, open_plans, refuse_unread
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.plan.calendar_file import Calendar, Known


def calendar(
    planer: PlansArgument = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FIL", help="Kalenderfilen. - skriver till skärmen. Krävs."),
    ] = None,
) -> None:
    """Skriv uppföljningar, slutdatum och redovisningar till en kalenderfil.

    Filen öppnas i Outlook och andra kalendrar. Har planen ändrats skriver du till samma fil igen
    och öppnar den på nytt: då flyttas händelserna i stället för att dubblas, och det som inte
    längre finns i planen ställs in.
    """
    import sys

    from oj_cli.documents.writer import write_bytes
    from oj_cli.plan.calendar_file import render
    from oj_cli.terminal.streams import say

    if ics is None:
        raise UsageFault(
            "Ange kalenderfilen med --ics.", hints=("oj plan calendar --ics plan.ics",)
        )
    read = open_plans(planer)
    plans = [file.plan for file in read.plans]
    made = render(plans, _before(ics))
    if str(ics) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()
    else:
        write_bytes(ics, made.content, keep_old=False)
        say(f"Skrev {near_path(ics)}: {_said(made, len(plans))}.")
    refuse_unread(read)


def _before(path: Path) -> "Known":
    """Return the events of the file that is written over, none if there is no such file."""
    from oj_cli.plan.calendar_file import read_written

    return read_written(path.read_bytes(), str(path)) if path.is_file() else {}


def _said(made: "Calendar", plans: int) -> str:
    from oj_cli.domain.swedish import counted, listing

    count = counted(made.count, "händelse", "händelser")
    since = [
        *([counted(made.changed, "är ändrad", "är ändrade")] if made.changed else []),
        *([counted(made.cancelled, "är inställd", "är inställda")] if made.cancelled else []),
    ]
    said = f"{count} ur {counted(plans, 'plan', 'planer')}"
    return f"{said}; {listing(since)} sedan förra filen" if since else said
