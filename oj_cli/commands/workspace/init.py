"""`oj init`: make a workspace, the folder that holds a kommun's or a län's own work."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.completion import complete_lan
from oj_cli.commands.options import AreaOption, KommunOption
from oj_cli.domain.errors import UsageFault


def init(
    mapp: Annotated[
        Path, typer.Argument(metavar="MAPP", help="Mappen; skapas om den inte finns.")
    ] = Path(),
    kommun: KommunOption = None,
    lan: Annotated[
        str | None,
        typer.Option(
            "--lan",
            metavar="LÄN",
            help="Länet, om arbetsmappen gäller ett helt län: Dalarna.",
            autocompletion=complete_lan,
        ),
    ] = None,
    omrade: AreaOption = None,
) -> None:
    """Gör en arbetsmapp för en kommun eller ett län.

    I mappen sparas inställningar, analyser, planer och rapporter. Kommandona hittar den
    från mappen själv och från alla mappar under den.
    """
    from oj_cli.terminal.streams import say

    for line in make(mapp, kommun, lan, omrade):
        say(line)


def make(folder: Path, kommun: str | None, lan: str | None, area: str | None) -> list[str]:
    """Make the workspace; return what was written and what to type next, line by line.

    Raises UsageFault if the folder is or lies in a workspace already, and unless exactly one
    of kommun and län is named and known.
    """
    from oj_cli.api.registers import workspace_schemas
    from oj_cli.domain.kommuner import short_lan
    from oj_cli.domain.local import Settings
    from oj_cli.store import open_store
    from oj_cli.workspace import (
        SCHEMA_FOLDER,
        SHIPPED_STORE,
        create_workspace,
        refuse_workspace,
    )

    refuse_workspace(folder)
    if (kommun is None) == (lan is None):
        raise UsageFault(
            "Ange vilken kommun eller vilket län arbetsmappen gäller."
            if kommun is None
            else "En arbetsmapp gäller antingen en kommun eller ett län.",
            hints=("oj init --kommun Leksand", "oj init --lan Dalarna"),
        )
    with open_store(SHIPPED_STORE) as store:
        register = store.register()
        settings = Settings(
            kommun=register.find_kommun(kommun).name if kommun else None,
            lan=short_lan(register.find_lan(lan).name) if lan else None,
            area=store.find_area(area) if area else None,
        )
    written = create_workspace(folder, settings, workspace_schemas())
    own = [path for path in written if path.parent.name != SCHEMA_FOLDER]
    return [
        *(f"Skrev {path}" for path in own),
        f"Skrev scheman för textredigerare i {own[0].parent / SCHEMA_FOLDER}",
        "",
        "Fortsätt i mappen med: oj identify",
    ]
