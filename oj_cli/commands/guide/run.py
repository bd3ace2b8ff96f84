"""One run of a guide: on a terminal, or with what was given; and what has come of it."""

from typing import TYPE_CHECKING

import typer

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.terminal import prompts
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.api.guide_walk import Walk


def run(walk: "Walk", no_input: bool) -> None:
    """Walk a guide, write what it has come to, and say what to type next.

    Raises UsageFault or FileFault if that cannot be done; the answers are saved then.
    """
    from oj_cli.views.guide import outcome_lines

    if prompts.can_ask(no_input):
        if not _on_terminal(walk):
            return
    else:
        walk.take_all()
    try:
        outcome = walk.finish()
    except (FileFault, UsageFault):
        if walk.home.path.exists():
            say(f"Svaren är sparade i {walk.path}.")
        raise
    say("")
    for line in outcome_lines(outcome):
        say(line)


def _on_terminal(walk: "Walk") -> bool:
    """Ask for what was not given. Returns False if the user stopped before the end."""
    from oj_cli.commands.guide.walk import Loop
    from oj_cli.views.guide import next_lines

    if walk.done and not walk.given:
        prompts.show(f"Ni gick igenom guiden {walk.done}.")
        if prompts.confirm("Vill ni gå igenom den igen?", default=False) is not True:
            for line in next_lines(walk.outcome()):
                say(line)
            return False
        walk.restart()
    engine = walk.begin()
    if not walk.given:
        prompts.show(walk.guide.name)
    if not walk.given and not engine.is_resumed:
        if walk.guide.description:
            prompts.show(walk.guide.description)
        prompts.show(
            f"Här är {walk.n_stops} frågor, och några till beroende på vad ni svarar. Vid dem som "
            "ni får hoppa över står det hur ni gör."
        )
    return Loop(walk, engine).run()


def own_flags(context: typer.Context) -> frozenset[str]:
    """Return the flags that a command has itself, and that no question of a guide may take."""
    return frozenset(
        flag
        for command in (context.command, context.find_root().command)
        for parameter in command.get_params(context)
        for flag in (*parameter.opts, *parameter.secondary_opts)
    )
