"""The guides: which there are, what they ask, and a walk through one."""

from pathlib import Path

from oj_cli.api.files import from_here
from oj_cli.api.identify import Identify
from oj_cli.api.kommun_map import Maps
from oj_cli.api.session import Session
from oj_cli.api.trend import Trends
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import GuideEntry, GuideList, QuestionList
from oj_cli.guide.content import FOLDER, Library
from oj_cli.workspace import guides_folder, schema_line

PLAN = "plan"


class Guides(Identify, Maps, Trends):
    """Guides."""

    def guides(self) -> GuideList:
        """Return the guides that there are: the shipped ones, and the workspace's own.

        Returns:
            A row for each that can be walked, with the columns `guide` (its id), `namn`,
            `fragor` (how many questions it has) and `varifran`. Those that cannot be walked are
            among `entries`, with what is wrong in them.

        Raises:
            FileFault: The workspace cannot be read.

        """
        shelf, found = library(self), list[GuideEntry]()
        for id, path in shelf.paths().items():
            is_own = path.parent != shelf.shipped
            said = (id, from_here(path) if is_own else Path(path.name), is_own)
            try:
                guide = shelf.read(path)
            except FileFault as fault:
                found.append(GuideEntry(*said, faults=fault.details or (fault.message,)))
            else:
                found.append(GuideEntry(*said, guide.name, len(QuestionList(guide).records()[1])))
        return GuideList(tuple(found))

    def guide_questions(self, guide: str) -> QuestionList:
        """Return what a guide asks.

        Args:
            guide: Its id.

        Returns:
            A row for each question, with the columns `steg`, `nyckel` (in an answers file),
            `fraga`, `flagga`, `svar` (what is taken, in words) and `maste` (`ja` or `nej`).

        Raises:
            UsageFault: There is no such guide.
            FileFault: It does not hold together.

        """
        return QuestionList(library(self).find(guide))


def library(oj: Session) -> Library:
    """Return the guides that there are."""
    workspace = oj.workspace.folder if oj.workspace else None
    return Library(guides_folder(), workspace, oj.own_flags)


def copy_guide(oj: Session, guide: str) -> Path:
    """Put a copy of a shipped guide in the workspace, where it takes its place; return the file.

    Raises UsageFault if there is no such guide, no workspace, or one of one's own already.
    """
    from oj_cli.documents.writer import make_folder, write_text

    source = guides_folder() / f"{Library(guides_folder()).find(guide).id}.yaml"
    if oj.workspace is None:
        raise UsageFault("guide.no_workspace_for_own")
    path = oj.workspace.folder / FOLDER / source.name
    if path.exists():
        raise UsageFault("guide.copied_already", place=str(path), id=guide)
    make_folder(path.parent)
    write_text(path, schema_line(path, "guide") + source.read_text(encoding="utf-8"))
    return from_here(path)
