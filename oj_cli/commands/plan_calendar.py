"""`oj plan calendar`: plans as a calendar file."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.plan_options import PlansArgument, near_path, open_plans, refuse_unread


def calendar(
    ics: Annotated[
        Path, typer.Option("--ics", metavar="FIL", help="Kalenderfilen. - skriver till skärmen.")
    ],
    planer: PlansArgument = None,
) -> None:
    """Skriv uppföljningar, slutdatum och redovisningar till en kalenderfil.

    Filen öppnas i Outlook och andra kalendrar. Varje händelse har samma id nästa gång, så att en
    ny fil ändrar händelserna i stället för att dubbla dem.
    """
    import sys

    from oj_cli.documents.writer import write_bytes
    from oj_cli.domain.swedish import counted
    from oj_cli.plan.calendar import events, render
    from oj_cli.ui.console import say

    read = open_plans(planer)
    plans = [file.plan for file in read.plans]
    content = render(plans)
    if str(ics) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_bytes(ics, content, keep_old=False)
        count = sum(len(events(plan)) for plan in plans)
        said = (
            f"{counted(count, 'händelse', 'händelser')} ur {counted(len(plans), 'plan', 'planer')}"
        )
        say(f"Skrev {near_path(ics)}: {said}.")
    refuse_unread(read)
