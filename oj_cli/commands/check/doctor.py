"""`oj doctor`: does it work on this computer, in lines to send to who helps."""

import sys
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers


@answers
def doctor(
    nat: Annotated[
        bool, typer.Option("--nat", help="Pröva också att Kolada och SCB går att nå.")
    ] = False,
) -> Answer:
    """Pröva att oj fungerar på den här datorn.

    Python, paket, mappar, data som följer med, typsnitt, webbläsare och en rapport i varje format,
    en rad för varje med vad ni gör om något är fel. Raderna går att skicka till den som hjälper
    er: hemmappen visas som ~. Slutar med 1 om något är FEL.
    """
    from oj_cli.views.doctor import document

    found = open_oj().doctor(network=nat, encoding=getattr(sys.stdout, "encoding", None))
    return Answer(found, document, code=int(found.has_faults))


def version_text() -> str:
    """Return what `oj --version` says."""
    from oj_cli.api.release import version_text

    return version_text()
