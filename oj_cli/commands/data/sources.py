"""`oj data list`, `show`, `remove`, `purge`: where answers come from, and a source taken away."""

from typing import Annotated

import typer

from oj_cli.commands.completion import complete_source
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import SearchedAreaOption, YesOption, argument
from oj_cli.commands.output import Answer, OutputOptions, answers, emit
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.sources import SourceContent
from oj_cli.domain.swedish import counted
from oj_cli.terminal import prompts
from oj_cli.terminal.streams import say
from oj_cli.views.data import list_document, purge_document, show_document

SourceArgument = Annotated[
    str,
    argument(
        "KÄLLA", "Källans id, eller filens namn, se oj data list.", autocompletion=complete_source
    ),
]


@answers
def list_(omrade: SearchedAreaOption = None) -> Answer:
    """Lista källorna: det ni har läst in och det som följer med oj.

    För varje källa visas område, år, antal rader, fil, när den lästes in och hur den lästes.
    """
    return Answer(open_oj().sources(omrade), list_document)


@answers
def show_(kalla: SourceArgument) -> Answer:
    """Visa en källa: varifrån den kommer, och hur många svar den ger av varje slag."""
    return Answer(open_oj().source(kalla), show_document)


def remove(
    kalla: SourceArgument,
    ja: YesOption = False,
) -> None:
    """Ta bort en källa som ni har läst in.

    Svaren försvinner ur databasen. Filen som de kom från ligger kvar i arbetsmappen, så att ni
    kan läsa in den igen. Det som följer med oj går inte att ta bort.
    """
    oj = open_oj()
    found = oj.prepare_removal(kalla)
    if not ja and not _agreed(found):
        say("Inget är borttaget.")
        return
    rows = oj.remove_source(found)
    say(f"Tog bort {found.record.id}: {counted(rows, 'rad', 'rader')}.")
    if found.kept is not None and found.kept.is_file():
        say(f'Filen ligger kvar. Läs in den igen med: oj data import "{found.kept}"')


@answers
def purge(
    kalla: SourceArgument,
    ja: YesOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "--prova", help="Visa vad som skulle försvinna.")
    ] = False,
) -> Answer | None:
    """Ta bort en källa helt: svaren, filen och allt som den har lämnat efter sig.

    För det som aldrig skulle ha lästs in. Indikatorer som gjordes av filens rubriker försvinner
    också, om ni inte har beskrivit dem själva. Det går inte att ångra.
    """
    oj = open_oj()
    found = oj.prepare_purge(kalla)
    if dry_run:
        return Answer(found[0], purge_document)
    if not ja:
        if not prompts.can_ask():
            raise UsageFault("data.confirm_purge", id=kalla)
        emit(Answer(found[0], purge_document), OutputOptions())
        if prompts.confirm("Ta bort det för gott?", default=False) is not True:
            say("Inget är borttaget.")
            return None
    return Answer(oj.purge(found), purge_document)


def _agreed(found: SourceContent) -> bool:
    """Ask whether to remove the source. Raises UsageFault where nobody can be asked."""
    record = found.record
    if not prompts.can_ask():
        raise UsageFault("data.confirm_removal", id=record.id)
    lines = counted(found.rows, "rad", "rader")
    question = f"Ta bort ”{record.title}” ({record.file}, {lines})?"
    return prompts.confirm(question, default=False) is True
