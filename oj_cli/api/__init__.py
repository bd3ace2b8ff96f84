"""What one can do with `oj`, without a terminal: the use cases, and the Python API.

    from oj_cli import api

    oj = api.open()
    oj.identify("Umeå", area="lss-enheter").to_frame()
    oj.compare(indicator="sip_rutin", filters=api.Filters(lan="Dalarna")).to_frame()

Results are frozen dataclasses of `domain`; lists have `to_frame()`. Reading functions are stable;
those that write are for the commands.
"""

from pathlib import Path

from oj_cli.api.check import Check
from oj_cli.api.compare import Compare
from oj_cli.api.complement import Complement
from oj_cli.api.data import Data
from oj_cli.api.explain import Explain
from oj_cli.api.guide import Guides
from oj_cli.api.identify import Identify
from oj_cli.api.names import Names
from oj_cli.api.peers import LearnFrom
from oj_cli.api.plan_writing import PlanWriting
from oj_cli.api.registers import Registers
from oj_cli.api.report import Report
from oj_cli.api.session import Notice, Progress, Step, quiet
from oj_cli.api.trend import Trends
from oj_cli.api.workspaces import Workspaces
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.selection import Filters

__all__ = [
    "FileFault",
    "Filters",
    "Notice",
    "Oj",
    "OjError",
    "Progress",
    "Step",
    "UsageFault",
    "open",
]


class Oj(
    Check,
    Compare,
    Complement,
    Data,
    Explain,
    Guides,
    Identify,
    LearnFrom,
    Names,
    PlanWriting,
    Registers,
    Report,
    Trends,
    Workspaces,
):
    """All of `oj`: the reading functions of every capability, over one workspace and day."""


def open(  # noqa: A001  # the one word for it: api.open()
    folder: Path | None = None,
    today: str | None = None,
    progress: Progress = quiet,
    notice: Notice = quiet,
) -> Oj:
    """Return `oj` for the workspace that a folder lies in, else for the shipped data.

    `today` is a date as ISO text that is counted from. What long work has done is told to
    `progress`, and what must be said beside a result to `notice`; it is kept in `notices` too.
    Raises nothing: what cannot be read is said by the function that reads it.
    """
    return Oj(folder, today, progress, notice)
