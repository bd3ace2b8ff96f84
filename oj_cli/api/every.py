"""All that `oj` can do as one class: what an editor and a type checker see of it."""

from oj_cli.api.check import Check
from oj_cli.api.compare import Compare
from oj_cli.api.complement import Complement
from oj_cli.api.data import Data
from oj_cli.api.data_changes import Changes
from oj_cli.api.doctor import Doctor
from oj_cli.api.explain import Explain
from oj_cli.api.guide import Guides
from oj_cli.api.identify import Identify
from oj_cli.api.method import Methods
from oj_cli.api.names import Names
from oj_cli.api.peers import LearnFrom
from oj_cli.api.plan_pages import PlanPages
from oj_cli.api.plan_writing import PlanWriting
from oj_cli.api.registers import Registers
from oj_cli.api.seminar import Seminar
from oj_cli.api.trend import Trends
from oj_cli.api.undo import Undo
from oj_cli.api.whole_compare import WholeCompare
from oj_cli.api.whole_report import WholeReport
from oj_cli.api.workspace_check import WorkspaceChecks
from oj_cli.api.workspaces import Workspaces


class Every(
    Changes,
    Check,
    Compare,
    Complement,
    Data,
    Doctor,
    Explain,
    Guides,
    Identify,
    LearnFrom,
    Methods,
    Names,
    PlanPages,
    PlanWriting,
    Registers,
    Seminar,
    WholeCompare,
    WholeReport,
    Trends,
    Undo,
    WorkspaceChecks,
    Workspaces,
):
    """Every capability, over one workspace and day."""
