"""What a workspace was found to be, when all in it was looked at."""

from typing import ClassVar

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.findings import Findings
from oj_cli.domain.immutable import immutable
from oj_cli.domain.quality import Rule


@immutable(kw_only=True)
class WorkspaceCheck(Findings):
    """What the check of a workspace found, and how much it looked at.

    `mended` says in sentences what was made anew before the check. `tried` are its rules.
    """

    folder: str = key("mapp")
    files: int = key("filer")
    sources: int = key("kallor")
    results: int = key("resultat")
    mended: tuple[str, ...] = key("lagat", default=())
    tried: tuple[Rule, ...] = ()

    JSON: ClassVar[dict[str, Taken]] = Findings.JSON
