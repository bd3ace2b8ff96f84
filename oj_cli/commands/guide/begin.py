"""To begin in an empty folder: whom it is about, and a workspace for them."""

from pathlib import Path

from oj_cli.api.workspaces import make_workspace, people
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move
from oj_cli.terminal.streams import say


def may_begin(no_input: bool = False) -> bool:
    """Tell whether there is somebody to ask, in a folder in which nothing lies yet."""
    return prompts.can_ask(no_input) and not any(
        path for path in Path().iterdir() if not path.name.startswith(".")
    )


def begin(area: str | None = None) -> bool:
    """Ask whom it is about, and make a workspace here. Returns False if the user stopped."""
    kommuner, lan = people()

    def wrong(typed: str) -> str | None:
        try:
            kommuner.find(typed)
        except UsageFault as no_kommun:
            try:
                lan.find(typed)
            except UsageFault:
                return " ".join([no_kommun.message, *no_kommun.hints])
        return None

    typed = prompts.text(
        "Vilken kommun gäller det? Eller vilket län?",
        check=wrong,
        words=[*kommuner.words, *lan.words],
        moves=[Move.STOP],
    )
    if isinstance(typed, Move):
        return False
    try:
        who = {"kommun": kommuner.find(typed), "lan": None}
    except UsageFault:
        who = {"kommun": None, "lan": lan.find(typed)}
    make_workspace(Path(), who["kommun"], who["lan"], area)
    say("Mappen är nu en arbetsmapp: svar, analyser, planer och rapporter hamnar här.")
    return True
