"""`oj undo`: the last command taken back, and the list of them."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import YesOption
from oj_cli.commands.output import Answer, OutputOptions, answers, emit
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal import prompts
from oj_cli.terminal.streams import say
from oj_cli.views.undo import history_document, undo_document


@answers
def undo(
    lista: Annotated[
        bool, typer.Option("--lista", help="Visa vad kommandona har skrivit, det senaste först.")
    ] = False,
    gor_om: Annotated[
        bool, typer.Option("--gor-om", help="Gör om det som senast togs tillbaka.")
    ] = False,
    ja: YesOption = False,
    torrkorning: Annotated[
        bool, typer.Option("--torrkorning", "--dry-run", help="Visa bara vad som skulle hända.")
    ] = False,
) -> Answer | None:
    """Ta tillbaka det som det senaste kommandot skrev.

    Allt som kommandot skrev tas tillbaka, om inget av det är ändrat för hand sedan dess. Skriv
    kommandot flera gånger för att gå längre tillbaka. I arbetsmappen ligger det som stod förut i
    den dolda mappen .oj: de senaste 500 kommandona, högst 200 MB. Det äldsta går först.
    """
    oj = open_oj()
    if lista:
        return Answer(oj.history(), history_document)
    found = oj.prepare_undo(again=gor_om)
    if torrkorning:
        return Answer(found[0], undo_document)
    if not ja:
        if not prompts.can_ask():
            raise UsageFault("history.confirm")
        emit(Answer(found[0], undo_document), OutputOptions())
        question = "Göra om det?" if gor_om else "Ta tillbaka det?"
        if prompts.confirm(question, default=True) is not True:
            say("Inget är ändrat.")
            return None
    return Answer(oj.undo(found), undo_document)
