"""`oj` opened for a command: what it tells meanwhile goes to the terminal."""

from collections.abc import Sequence

from oj_cli import api
from oj_cli.domain.selection import EVERY
from oj_cli.domain.swedish import fold
from oj_cli.terminal.progress import Progress
from oj_cli.terminal.streams import say


def open_oj(today: str | None = None) -> api.Oj:
    """Return `oj` for the current folder; `today` is what stands after --idag."""
    return api.open(today=today, progress=Progress(), notice=say)


def asks_for_the_map(oj: api.Oj, area: str | None, of_one_area: Sequence[object]) -> bool:
    """Return whether what is asked is about all områden, or all that belong together."""
    if any(said is not None for said in of_one_area):
        return False
    if area is not None:
        return fold(area) == EVERY or oj.belong_together(area)
    return oj.workspace is None or oj.workspace.settings.area is None


def is_of_kommun(oj: api.Oj, kommun: str | None) -> bool:
    """Return whether a kommun is meant: it is named, or the workspace's."""
    return kommun is not None or bool(oj.workspace and oj.workspace.settings.kommun)
