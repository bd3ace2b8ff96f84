"""What the commands of `oj plan` have in common: how a plan is named, read and completed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.options import TodayOption as TodayOption
from oj_cli.domain.errors import FileFault, OjError, UsageFault

if TYPE_CHECKING:
    from oj_cli.plan.files import PlanFile
    from oj_cli.plan.finding import Read


def complete_plan(incomplete: str) -> list[str]:
    """Offer the plans of the workspace by the names of their files."""
    from oj_cli.plan.finding import plan_paths

    try:
        folder = plan_folder()
        names = [p.stem for p in plan_paths(folder)] if folder else []
    except OjError:
        return []
    return [name for name in names if name.startswith(incomplete)]


PlanArgument = Annotated[
    str,
    typer.Argument(metavar="PLAN", help="Planens id eller fil.", autocompletion=complete_plan),
]
PlansArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PLAN …",
        help="Planernas id eller filer. Annars alla i arbetsmappen.",
        autocompletion=complete_plan,
    ),
]


def plan_folder() -> Path | None:
    """Return the workspace's folder of plans, None outside a workspace."""
    from oj_cli.workspace import find_workspace

    workspace = find_workspace()
    return None if workspace is None else workspace.folder / "planer"


def find_path(name: str) -> Path:
    """Return the file of a plan that was named. Raises UsageFault if there is none."""
    from oj_cli.plan.finding import find_plan

    path = Path(name)
    return path if path.is_file() else find_plan(name, plan_folder())


def open_plan(name: str) -> "PlanFile":
    """Read a plan that was named. Raises UsageFault or FileFault."""
    from oj_cli.plan.files import read_plan

    return read_plan(find_path(name))


def open_plans(names: Sequence[str] | None) -> "Read":
    """Read the plans that were named, else all of the workspace.

    Raises UsageFault if none is named and there is no workspace, FileFault if none can be
    read.
    """
    from oj_cli.plan.finding import plan_paths, read_plans

    if names:
        return _some(read_plans([find_path(name) for name in dict.fromkeys(names)]))
    folder = plan_folder()
    if folder is None:
        raise UsageFault(
            "Ange vilken plan det gäller, eller stå i en arbetsmapp.",
            hints=("Gör en arbetsmapp med: oj init",),
        )
    paths = plan_paths(folder) if folder.is_dir() else ()
    if not paths:
        raise UsageFault(
            f"Det finns inga planer i mappen {folder}.", hints=("Skriv en med: oj plan new",)
        )
    return _some(read_plans(paths))


def _some(read: "Read") -> "Read":
    if not read.plans:
        raise read.faults[0]
    return read


def refuse_unread(read: "Read") -> None:
    """Raise FileFault for plans that could not be read, when the others have been shown."""
    if len(read.faults) == 1:
        raise read.faults[0]
    if read.faults:
        raise FileFault(
            f"{len(read.faults)} planer går inte att läsa.",
            details=tuple(f"{f.place or ''}: {f.message}" for f in read.faults),
            hints=("Rätta dem, och kör kommandot igen. De andra planerna är med i svaret.",),
        )


def near_path(path: Path) -> Path:
    """Return a path as one would type it: from the current folder, if it lies there."""
    whole, here = path.resolve(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else path
