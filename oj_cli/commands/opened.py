"""`oj` opened for a command: what it tells meanwhile goes to the terminal."""

from typing import TYPE_CHECKING

from oj_cli.terminal.progress import Progress
from oj_cli.terminal.streams import say

if TYPE_CHECKING:  # help needs nothing of it
    from oj_cli.api import Oj


def open_oj(today: str | None = None) -> "Oj":
    """Return `oj` for the current folder; `today` is what stands after --idag."""
    from oj_cli import api

    return api.open(today=today, progress=Progress(), notice=say)
