"""`oj init`: make a workspace, the folder that holds a kommun's or a län's own work."""

from pathlib import Path
from typing import Annotated

from oj_cli.api.workspaces import make_workspace
from oj_cli.commands.options import AreaOption, KommunOption, argument, lan_option
from oj_cli.commands.workspace.begin import begin, may_begin
from oj_cli.terminal.streams import say


def init(
    mapp: Annotated[Path, argument("MAPP", "Mappen; skapas om den inte finns.")] = Path(),
    kommun: KommunOption = None,
    lan: Annotated[
        str | None, lan_option("Länet, om arbetsmappen gäller ett helt län: Dalarna.")
    ] = None,
    omrade: AreaOption = None,
) -> None:
    """Gör en arbetsmapp för en kommun eller ett län.

    I mappen sparas inställningar, analyser, planer och rapporter. Kommandona hittar den
    från mappen själv och från alla mappar under den.
    """
    if kommun is None and lan is None and mapp == Path() and may_begin():
        if begin(omrade):
            say("Fortsätt med: oj guide")
        return
    written = make_workspace(mapp, kommun, lan, omrade)
    schemas = {path.parent for path in written if path.name.endswith(".schema.json")}
    for path in written:
        if path.parent not in schemas:
            say(f"Skrev {path}")
    for folder in schemas:
        say(f"Skrev scheman för textredigerare i {folder}")
    say("")
    say("Fortsätt i mappen med: oj identify")
