"""Begin a walk through a guide: where its answers are kept, and what is given beforehand."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.analysis_file.file import read_analysis
from oj_cli.api.guide import PLAN, Guides, analysis_paths_of, command, library
from oj_cli.api.guide_figures import Figures
from oj_cli.api.guide_home import Home, analysis_home, plan_of
from oj_cli.api.guide_plan import PlanSide
from oj_cli.api.guide_walk import Walk
from oj_cli.api.open_analysis import find
from oj_cli.catalogue import find_indicator, find_theme
from oj_cli.documents.decode import Fault, refuse
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.selection import Which
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import Names
from oj_cli.guide.merging import beneath
from oj_cli.guide.saved import Saved
from oj_cli.guide.sources import read_flags, read_tree
from oj_cli.plan.new import FOLDER as PLANS
from oj_cli.plan.new import plan_path, refuse_taken

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import AnalysisFile
    from oj_cli.api.session import Session
    from oj_cli.store import Store


def walk_guide(
    oj: Guides,
    guide: str,
    *,
    kommun: str | None = None,
    lan: str | None = None,
    area: str | None = None,
    year: int | None = None,
    flags: Sequence[str] = (),
    answers: Path | None = None,
    silent: bool = False,
    draft: bool = False,
    own_flags: Collection[str] = (),
) -> Walk:
    """Begin a walk whose answers are kept in an analysis; nothing is written yet.

    `kommun`, `lan`, `area` and `year` say which analysis, `flags` and the file `answers` what
    is answered beforehand. With `silent` no figures stand beside the questions, with `draft` a
    plan may lack what it must have. Raises UsageFault and FileFault.
    """
    found = library(oj, own_flags).find(guide)
    go_on = command(found)
    with oj.data() as store:
        if oj.workspace is None:
            raise UsageFault("guide.no_workspace", command=go_on)
        folder = oj.workspace.folder
        which = Which(kommun, lan, area, year)
        home, analysis = analysis_home(oj, store, oj.workspace, found, which)
        names = StoreNames(store, analysis.area)
    given = _given(found, flags, answers, names, go_on)
    figures = Figures(oj, analysis, silent=silent)
    saved = Saved(
        found,
        home,
        names,
        oj.today,
        figures.complete,
        lambda plan: plan_path(folder, plan).exists(),
        plan_of(found, folder, home.path),
    )
    plan = PlanSide(found, folder, oj.today, oj.workspace.settings, analysis, home.path.stem)
    return Walk(oj, found, saved, home, plan, figures, given, go_on, draft)


def new_plan(
    oj: Guides,
    *,
    id: str | None = None,
    analysis: str | None = None,
    flags: Sequence[str] = (),
    answers: Path | None = None,
    draft: bool = False,
    own_flags: Collection[str] = (),
) -> Walk:
    """Begin the walk through a plan of its own, on what an analysis knows; as `walk_guide`.

    `analysis` is the name of its file. The answers are kept beside the plans until the plan is
    written.
    """
    guide = library(oj, own_flags).find(PLAN)
    with oj.data() as store:
        if oj.workspace is None:
            raise UsageFault("guide.no_workspace_for_plans")
        folder = oj.workspace.folder
        file = _analysis(oj, store, analysis)
        names = StoreNames(store, file.analysis.area if file else None)
    if id is not None:
        refuse_taken(folder, id)
    go_on = command(guide) + (f" --id {id}" if id else "")
    given = _given(guide, flags, answers, names, command(guide))
    home = Home(folder / PLANS / f"{id or 'ny-plan'}.svar", guide.id, is_analysis=False)
    known = file.analysis if file else None
    name = file.path.stem if file else None
    plan = PlanSide(guide, folder, oj.today, oj.workspace.settings, known, name, id)
    figures = Figures(oj, known, light=True)
    saved = Saved(guide, home, names, oj.today)
    return Walk(oj, guide, saved, home, plan, figures, given, go_on, draft)


def _analysis(oj: "Session", store: "Store", name: str | None) -> "AnalysisFile | None":
    """Return the analysis that a plan builds on, None if there is none.

    Without a name it is the one that the workspace's settings say. Raises UsageFault if the one
    that is named is not there, or several are and none is named.
    """
    paths = {path.stem: path for path in analysis_paths_of(oj)}
    if name is not None:
        stem = Path(name).stem
        if stem in paths:
            return read_analysis(paths[stem])
        close = near(stem, paths, limit=1)
        known = "" if close else listing([*paths])
        raise UsageFault("guide.unknown_analysis", name=name, near=close, known=known)
    if not paths or oj.workspace is None:
        return None
    try:
        return find(store, oj.workspace, Which())
    except UsageFault as fault:
        known, first = listing([*paths]), next(iter(paths))
        raise UsageFault("guide.several_analyses", known=known, first=first) from fault


def _given(
    guide: Guide, flags: Sequence[str], file: Path | None, names: Names, command: str
) -> Tree:
    """Return the answers of the flags, and of the answers file beneath them.

    Raises UsageFault for a flag, FileFault for lines in the file that no question takes.
    """
    given = read_flags(guide, flags, names)
    if file is None:
        return given
    found = read_yaml(file)
    said = found.data.get("guide") if isinstance(found.data, dict) else None
    if said is not None and said != guide.id:
        place = found.place(("guide",))
        raise FileFault("guide.other_guide", place=place, said=said, id=guide.id)
    reading = read_tree(guide, found.data, names)
    faults = [Fault(where, message) for where, message in (*reading.gone, *reading.wrong)]
    refuse(found, faults, "Svarsfilen")
    if not reading.answers:
        raise FileFault("guide.empty_answers", place=str(file), command=command)
    return beneath(guide, given, reading.answers)


class StoreNames:
    """The kommuner, indicators and themes that answers may name.

    Of one område in a store; without one, indicators are of every område.
    """

    def __init__(self, store: "Store", area: str | None) -> None:
        self._register = store.register()
        self._themes = store.themes()
        self._catalogues = list(store.catalogues()) if area is None else [store.catalogue(area)]

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return each as what is typed and kept, and what it is called."""
        if kind == "kommun":
            return [(k.name, k.code) for k in self._register.kommuner]
        if kind == "tema":
            used = {i.theme for c in self._catalogues for i in c}
            return [(t.id, t.name) for t in self._themes.themes if t.id in used]
        return [(self._id(c.area, i.id), i.name) for c in self._catalogues for i in c]

    def find(self, kind: str, text: str) -> str:
        """Return the one that is meant. Raises UsageFault, with what is near, if none is."""
        if kind == "kommun":
            return self._register.find_kommun(text).name
        if kind == "tema":
            theme = find_theme(text, self._themes)
            known = [id for id, _ in self.words("tema")]
            if theme not in known:
                raise UsageFault(
                    "guide.theme_without_indicators", theme=theme, known=listing(known)
                )
            return theme
        catalogue, indicator = find_indicator(text, self._catalogues)
        return self._id(catalogue.area, indicator.id)

    def _id(self, area: str, id: str) -> str:
        return id if len(self._catalogues) == 1 else f"{area}/{id}"
