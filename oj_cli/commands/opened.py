"""`oj` opened for a command: what it tells meanwhile goes to the terminal."""

from oj_cli import api
from oj_cli.terminal.progress import Progress
from oj_cli.terminal.streams import say


def open_oj(today: str | None = None) -> api.Oj:
    """Return `oj` for the current folder; `today` is what stands after --idag."""
    return api.open(today=today, progress=Progress(), notice=say)
