"""Where a guide's answers are kept: in which workspace, and in which of its analyses."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from oj_cli.api.guide_lists import command
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.swedish import fold

if TYPE_CHECKING:
    from datetime import date

    from oj_cli.commands.guide.run import Asked
    from oj_cli.domain.analysis import Analysis
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace


def workspace_folder(workspace: "Workspace | None", guide: Guide) -> Path:
    """Return the workspace's folder. Raises UsageFault, saying how to make one, without it."""
    if workspace is None:
        raise UsageFault(
            "Svaren sparas i en arbetsmapp, och här finns ingen.",
            hints=(
                "Gör en: oj init MAPP --kommun Leksand",
                f"Gå in i mappen och skriv: {command(guide)}",
            ),
        )
    return workspace.folder


def choose_analysis(
    store: "Store", workspace: "Workspace | None", folder: Path, asked: "Asked", day: "date"
) -> tuple[Path, "Analysis", Callable[[], Path] | None]:
    """Return the analysis that the answers are kept in: its file, content, and what makes it.

    The last is None if the file is there.
    """
    from oj_cli.analysis_file.file import (
        Head,
        analysis_path,
        find_exact,
        list_analyses,
        open_analysis,
    )
    from oj_cli.api import selecting
    from oj_cli.domain.analysis import SCHEMA, Analysis
    from oj_cli.domain.kommuner import short_lan

    named = (asked.kommun, asked.lan, asked.area, asked.year)
    if not any(named):
        analyses, faults = list_analyses(folder)
        if faults:
            raise faults[0]
        own = (workspace.settings.kommun or workspace.settings.lan) if workspace else None
        fits = own is None or (len(analyses) == 1 and fold(analyses[0].analysis.who) == fold(own))
        if len(analyses) == 1 and fits:
            return analyses[0].path, analyses[0].analysis, None
    is_lan = asked.kommun is None and (
        asked.lan is not None
        or (workspace is not None and not workspace.settings.kommun and workspace.settings.lan)
    )
    if is_lan:
        lan = selecting.choose_lan(store, asked.lan, workspace)
        members = [k for k in store.register().kommuner if k.lan == lan.code]
        who, kommun, lan_name = lan.name, None, short_lan(lan.name)
    else:
        found = selecting.choose_kommun(store, asked.kommun, workspace)
        members, who, kommun, lan_name = [found], found.name, found.name, None
    area = selecting.choose_area(store, asked.area, workspace, members, who)
    year = selecting.choose_year(store, store.catalogue(area), asked.year, members, who)
    head = Head(area, year, kommun=kommun, lan=lan_name)
    there = find_exact(folder, head)
    if there is not None:
        return there.path, there.analysis, None
    new = Analysis(SCHEMA, area, year, kommun, lan_name)
    return analysis_path(folder, head), new, lambda: open_analysis(folder, head, day).path


def plan_of(guide: Guide, folder: Path, analysis: Path) -> str | None:
    """Return the id of the last plan that builds on an analysis, None if there is none.

    Only for a guide that asks for the plan that `oj plan new` writes. A plan that cannot be
    read is not asked: `oj status` tells of it.
    """
    from oj_cli.plan.finding import plan_paths, read_plans

    plans = folder / "planer"
    asks = any(name.startswith("plan/") for step in guide.steps for name in step.fetched)
    if not asks or not plans.is_dir():
        return None
    heads = [p.plan.head for p in read_plans(plan_paths(plans)).plans]
    fitting = [h.id for h in heads if h.analysis and PurePath(h.analysis).stem == analysis.stem]
    return fitting[-1] if fitting else None
