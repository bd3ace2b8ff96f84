"""`oj data remove`: take an imported source out of the workspace."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.data.options import SourceArgument
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import NoInputOption
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import counted

if TYPE_CHECKING:
    from oj_cli.domain.sources import SourceContent


def remove(
    kalla: SourceArgument,
    ja: Annotated[bool, typer.Option("--ja", help="Ta bort utan att fråga.")] = False,
    no_input: NoInputOption = False,
) -> None:
    """Ta bort en källa som ni har läst in.

    Svaren försvinner ur databasen. Filen som de kom från ligger kvar i arbetsmappen, så att ni
    kan läsa in den igen. Det som följer med oj går inte att ta bort.
    """
    from oj_cli.terminal.streams import say

    oj = open_oj()
    found = oj.prepare_removal(kalla)
    if not ja and not _agreed(found, no_input):
        say("Inget är borttaget.")
        return
    rows = oj.remove_source(found)
    say(f"Tog bort {found.record.id}: {counted(rows, 'rad', 'rader')}.")
    if found.kept is not None and found.kept.is_file():
        say(f'Filen ligger kvar. Läs in den igen med: oj data import "{found.kept}"')


def _agreed(found: "SourceContent", no_input: bool) -> bool:
    """Ask whether to remove the source. Raises UsageFault where nobody can be asked."""
    from oj_cli.terminal import prompts

    record = found.record
    if not prompts.can_ask(no_input):
        raise UsageFault("data.confirm_removal", id=record.id)
    lines = counted(found.rows, "rad", "rader")
    question = f"Ta bort ”{record.title}” ({record.file}, {lines})?"
    return prompts.confirm(question, default=False) is True
