"""`oj data remove`: take an imported source out of the workspace."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.data_sources import SourceArgument, find_source
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import counted

if TYPE_CHECKING:
    from pathlib import Path

    from oj_cli.domain.sources import SourceRecord


def remove(
    kalla: SourceArgument,
    ja: Annotated[bool, typer.Option("--ja", help="Ta bort utan att fråga.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Fråga aldrig.")] = False,
) -> None:
    """Ta bort en källa som ni har läst in.

    Svaren försvinner ur databasen. Filen som de kom från ligger kvar i arbetsmappen, så att ni
    kan läsa in den igen. Det som följer med oj går inte att ta bort.
    """
    from oj_cli.terminal.streams import say

    folder, record, rows = choose(kalla)
    if not ja and not agreed(record, rows, no_input):
        say("Inget är borttaget.")
        return
    for line in take_out(folder, record):
        say(line)


def choose(text: str) -> "tuple[Path, SourceRecord, int]":
    """Return the workspace's folder, the source and its number of rows.

    Raises UsageFault for a source that comes with `oj`, and outside a workspace.
    """
    from oj_cli.api.selecting import open_data

    with open_data() as (store, workspace):
        record = find_source(store, text, whole=True)
        rows = sum(c.rows for c in store.coverage(record.id))
    if record.is_shipped or workspace is None:
        raise UsageFault(
            f"Källan {record.id} följer med oj och går inte att ta bort.",
            hints=("Lista det ni själva har läst in: oj data list",),
        )
    return workspace.folder, record, rows


def agreed(record: "SourceRecord", rows: int, no_input: bool) -> bool:
    """Ask whether to remove the source. Raises UsageFault where nobody can be asked."""
    from oj_cli.terminal import prompts

    if not prompts.can_ask(no_input):
        raise UsageFault(
            "Bekräfta att källan ska tas bort.",
            hints=(f"Lägg till --ja: oj data remove {record.id} --ja",),
        )
    lines = counted(rows, "rad", "rader")
    question = f"Ta bort ”{record.title}” ({record.file}, {lines})?"
    return prompts.confirm(question, default=False) is True


def take_out(folder: "Path", record: "SourceRecord") -> list[str]:
    """Remove the source; return what was done and how to undo it, line by line."""
    from oj_cli.sources.keeping import remove_sources
    from oj_cli.workspace import originals

    rows = remove_sources(folder, [record.id])
    lines = [f"Tog bort {record.id}: {counted(rows, 'rad', 'rader')}."]
    kept = originals(folder) / (record.original or "")
    if record.original and kept.is_file():
        lines.append(f'Filen ligger kvar. Läs in den igen med: oj data import "{kept}"')
    return lines
