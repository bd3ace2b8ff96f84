"""To begin in an empty folder: whom it is about, and a workspace for them."""

from contextlib import suppress
from pathlib import Path

from oj_cli.api import workspaces
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide_walk import Move
from oj_cli.domain.kommuner import short_lan
from oj_cli.terminal import prompts
from oj_cli.terminal.streams import say


def may_begin() -> bool:
    """Tell whether there is somebody to ask, in a folder in which nothing lies yet."""
    return prompts.can_ask() and workspaces.may_begin()


def begin(area: str | None = None) -> bool:
    """Ask whom it is about, and make a workspace here. Returns False if the user stopped."""
    register = workspaces.register()

    def whose(typed: str) -> tuple[str | None, str | None]:
        """Return the kommun or the län, the other None. Raises ValueError if it is neither."""
        try:
            return register.find_kommun(typed).name, None
        except UsageFault as fault:
            with suppress(UsageFault):
                return None, register.find_lan(typed).name
            raise ValueError(" ".join([fault.message, *fault.hints])) from fault

    def wrong(typed: str) -> None:
        whose(typed)

    kommuner = ((k.name, register.lan_by_code[k.lan].name) for k in register.kommuner)
    lan = ((short_lan(one.name), "län") for one in register.lan)
    typed = prompts.text(
        "Vilken kommun gäller det? Eller vilket län?",
        check=wrong,
        words=[*kommuner, *lan],
        moves=[Move.STOP],
    )
    if isinstance(typed, Move):
        return False
    workspaces.make_workspace(Path(), *whose(typed), area)
    say("Mappen är nu en arbetsmapp.")
    return True
