"""The check of a workspace: that all in it is whole, and that what it names exists."""

from oj_cli.api.check import quality_rules
from oj_cli.api.session import Session
from oj_cli.api.workspace_files import look_at_files
from oj_cli.api.workspace_found import Found
from oj_cli.api.workspace_links import look_at_links
from oj_cli.api.workspace_mending import mend_workspace
from oj_cli.api.workspace_sources import look_at_sources
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.workspace_check import WorkspaceCheck
from oj_cli.workspace import find_folder

KIND = "arbetsmapp"


class WorkspaceChecks(Session):
    """Checking a workspace."""

    def check_workspace(self, *, mend: bool = False) -> WorkspaceCheck:
        """Return what is wrong in the workspace that the folder lies in, file by file.

        Args:
            mend: First make anew what can be made of what the workspace still has.

        Returns:
            A row for each finding: its rule, level, file and line, what is wrong, why that matters
            and what to do. One file that cannot be read hides nothing of the others.

        """
        folder = find_folder(self.folder)
        if folder is None:
            raise UsageFault("check.no_workspace")
        mended, failed = mend_workspace(folder) if mend else ((), {})
        found = Found(folder, failed)
        files = look_at_files(found)
        sources, results = look_at_sources(found)
        look_at_links(found, self.today)
        return WorkspaceCheck(
            findings=tuple(found.findings),
            folder=str(folder),
            files=files,
            sources=sources,
            results=results,
            mended=mended,
            tried=tuple(r for r in quality_rules().rules if r.kind == KIND),
        )
