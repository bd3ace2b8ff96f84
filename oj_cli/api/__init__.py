"""What one can do with `oj`, without a terminal: the use cases, and the Python API.

    from oj_cli import api

    oj = api.open()
    oj.identify("Umeå", area="lss-enheter").to_frame()
    oj.compare(indicator="sip_rutin", filters=api.Filters(lan="Dalarna")).to_frame()

Results are frozen dataclasses of `domain`; lists have `to_frame()`. Reading functions are stable;
those that write are for the commands. What any of them raises is said by `Session`.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.api.session import Notice, Progress, Session, quiet
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.progress import Step
from oj_cli.domain.selection import Filters, Which

__all__ = [
    "FileFault",
    "Filters",
    "Notice",
    "Oj",
    "OjError",
    "Progress",
    "Step",
    "UsageFault",
    "Which",
    "open",
]


CAPABILITIES = {
    "check:Check": "check_data check_draft check_text",
    "compare:Compare": "compare",
    "complement:Complement": "evidence suggest",
    "data_changes:Changes": "data_changes",
    "data:Data": "sources source rows export_workbook prepare_removal remove_source"
    " prepare_purge purge"
    " begin_area write_answer_sheet",
    "doctor:Doctor": "doctor",
    "explain:Explain": "explain",
    "guide:Guides": "guides guide_questions",
    "identify:Identify": "identify identify_lan",
    "kommun_map:Maps": "kommun_map map_in lan_map belong_together",
    "method:Methods": "method",
    "names:Names": "kommun_names lan_names edition_names area_names indicator_names choice_names"
    " key_figure_names evidence_names event_names source_names guide_names analysis_names",
    "peers:LearnFrom": "peers",
    "plan_checks:PlanChecks": "check_plan",
    "plan_pages:PlanPages": "report_namnd report_lattlast",
    "plan_writing:PlanWriting": "prepare_followup apply_followup set_value write_next calendar"
    " calendar_path write_sheets collect",
    "plans:Plans": "plan plans due matrix table outcome summary coach plan_folder plan_names"
    " plan_path plan_file plan_paths",
    "registers:Registers": "indicators kommuner schema",
    "report:Report": "suggest_comments add_comments report_lan report_kommun report_plan"
    " report_text county commented",
    "seminar:Seminar": "report_seminar seminar_material",
    "trend:Trends": "trend trend_overview events",
    "undo:Undo": "history prepare_undo undo",
    "workspace_check:WorkspaceChecks": "check_workspace",
    "workspaces:Workspaces": "status year",
    "whole_compare:WholeCompare": "compare_whole",
    "whole_peers:WholeLearnFrom": "peers_whole",
    "whole_report:WholeReport": "report_whole",
    "whole_trend:WholeTrends": "trend_whole trend_of",
}
"""Where each function is. All of them take three times as long to import as one command needs."""

_PLACES = {name: place for place, names in CAPABILITIES.items() for name in names.split()}

if TYPE_CHECKING:
    from oj_cli.api.every import Every as Oj
else:

    class Oj(Session):
        """All of `oj`, over one workspace and day: the functions of every capability.

        A capability is imported when one of its functions is called.
        """

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            module, _, kind = _PLACES.get(name, "every:Every").partition(":")
            found = getattr(import_module(f"oj_cli.api.{module}"), kind)
            one = object.__new__(found)
            one.__dict__ = self.__dict__  # the same workspace, day, notices and what has been read
            return getattr(one, name)

        def __dir__(self) -> list[str]:
            return sorted({*super().__dir__(), *_PLACES})


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
