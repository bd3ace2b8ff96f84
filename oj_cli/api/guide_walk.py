"""A guide walked in a workspace: how it is begun, what is given, and what comes of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.analysis_file.file import AnalysisFile, analysis_paths, read_analysis
from oj_cli.api.guide import PLAN, Guides, command, library
from oj_cli.api.guide_figures import Figures, StoreNames
from oj_cli.api.guide_files import Home, PlanSide, analysis_home, plan_of
from oj_cli.api.open_analysis import find
from oj_cli.documents.history import whole
from oj_cli.documents.writer import remove
from oj_cli.domain.analysis import WRITTEN
from oj_cli.domain.command import UNDONE_BY
from oj_cli.domain.county import BEHIND
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Asked, Outcome, Place, Spot, Theme, Tree
from oj_cli.domain.selection import Which
from oj_cli.domain.swedish import counted, listing, near
from oj_cli.guide.engine import Engine
from oj_cli.guide.given import fill, fill_defaults, given_answers, key_of, refused, take
from oj_cli.guide.saved import Saved
from oj_cli.guide.sheet import NoPlace, Setting, Sheet
from oj_cli.guide.targets import IDENTITY, analysis_in, known, only_begun
from oj_cli.guide.walk import (
    ahead,
    clash,
    missing,
    ordered,
    round_of,
    rounds,
    unanswered,
    value,
    walk,
    without_plan,
    without_skipped,
)

if TYPE_CHECKING:
    from oj_cli.api.session import Session
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.coach import Judgement
    from oj_cli.domain.guide_walk import Beside
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace


__all__ = ["Engine", "Walk", "new_plan", "walk_guide", "walks"]


@dataclass
class Walk:
    """A guide in a workspace, walked by whoever answers.

    `home` is where the answers are kept, `given` the answers that came with the command, and
    `go_on` what is typed to go on later. With `draft` a plan may lack what it must have.
    """

    oj: "Session"
    guide: Guide
    saved: Saved
    home: Home
    plan: PlanSide
    figures: Figures
    given: Tree
    go_on: str
    draft: bool
    _said: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        plan = self.saved.sheet.plan
        if plan is not None:
            ids = {q.id for q in without_plan(self.guide).questions}
            given = {id: answer for id, answer in self.given.items() if id in ids}
            if given != self.given:
                said = "är redan skriven. Svaren om planen används inte: ändra i planen."
                self.oj.note(f"Planen {plan} {said}")
            self.given = given

    @property
    def path(self) -> Path:
        """The file of the answers, as one would type it here."""
        from oj_cli.api.files import from_here

        return from_here(self.home.path)

    # --- before the first question -------------------------------------------------------

    @property
    def n_stops(self) -> int:
        """About how many times something will be asked."""
        return ahead(self.saved.guide, {})

    @property
    def has_plan(self) -> bool:
        """Whether the answers become a plan that is not yet written."""
        return self.saved.sheet.plan is None and bool(self.plan.data(self.saved.answers))

    def is_whole(self, spot: Spot) -> bool:
        """Tell whether every question of a stop's step is asked."""
        return self.guide.steps[spot.step].id in self.saved.sheet.deep

    def restart(self) -> None:
        """Begin from the first question, with the answers there."""
        self.saved.go_on_at(walk(self.saved.guide, self.saved.answers)[0][0].place)

    def begin(self) -> Engine:
        """Return the engine, with the given answers saved.

        Raises UsageFault, with nothing saved, if they do not go together.
        """
        taken = self._take(is_all=False) if self.given else set()
        return Engine(self.saved, taken, self._known, self.plan.clash)

    def take_all(self) -> None:
        """Take what was given as all there is.

        Raises UsageFault, naming each flag and key, if an answer that must be is missing,
        and for answers that contradict each other; nothing is saved then.
        """
        if not self.given and not self.saved.answers:
            raise UsageFault("guide.nothing_to_read", command=self.go_on)
        self._take(is_all=True)

    def _take(self, *, is_all: bool) -> set[Place]:
        """Save the given answers, tell what that changed, and return where they stand."""
        taken: set[Place] = set()

        def change(sheet: Sheet) -> None:
            nonlocal taken
            try:
                taken = take(sheet, self.given)
            except NoPlace as error:
                raise refused(error, sheet.names) from error
            if is_all:
                begun = self._known(sheet.answers, is_asked=False)
                fill(sheet, only_begun(begun, sheet.guide, sheet.answers))
                fill_defaults(sheet)
                sheet.resume = None
            self._refuse(sheet.guide, self.given, sheet.answers)
            if is_all:
                self._need(sheet)

        told = self.saved.change(change, is_tried=True)
        for sentence in told:
            self.oj.note(sentence)
        if told:
            self.oj.note(UNDONE_BY)
        return taken

    def _need(self, sheet: Sheet) -> None:
        """Raise UsageFault, naming flags and keys, if an answer is missing."""
        answers = sheet.answers
        is_open = self.draft or not self.plan.data(answers)
        lacking = [
            spot
            for spot in missing(sheet.guide, answers)
            if not (is_open and spot.is_of_plan)
            # what the analysis lacks already is not for a command that is not of it
            and not (WRITTEN in round_of(answers, spot) and spot.place[0] not in self.given)
        ]
        if lacking:
            raise UsageFault(
                "guide.answers_missing",
                details=tuple(_said(spot) for spot in lacking),
                n=counted(len(lacking), "svar", "svar"),
                draft="--utkast" if all(spot.is_of_plan for spot in lacking) else None,
                command=self.go_on,
            )

    def _known(self, answers: Tree, *, is_asked: bool = True) -> Tree:
        """Return what the analysis and the answers tell of the plan already."""
        saved = self.saved
        analysis = self._analysis or self.plan.analysis
        asked = self.figures.asked_of(analysis)
        measure_of = self.plan.measure_of
        return known(
            saved.guide,
            analysis,
            answers,
            self.oj.today,
            asked,
            measure_of,
            self._kind_of,
            is_asked=is_asked,
        )

    @property
    def _analysis(self) -> "Analysis | None":
        """The analysis as it is saved, None before it is, and where the file is none."""
        return analysis_in(self.saved.sheet.data)

    def _refuse(self, guide: Guide, given: Tree, answers: Tree) -> None:
        """Raise UsageFault for answers that contradict each other, as given or as they stand."""
        said = []
        for tree in (given, answers):
            spots, seen = walk(guide, tree)
            for spot in (s for s in spots if not s.is_again):
                answer = value(seen, spot.place)
                if answer is not None and (wrong := clash(guide, seen, spot, answer)):
                    said.append(f"{spot.key}: {wrong}")
        faults = self.plan.faults(answers)
        said += [f"{f.subject}: {f.message}" if f.subject else f.message for f in faults]
        if said:
            raise UsageFault("guide.answers_contradict", details=tuple(dict.fromkeys(said)))

    # --- beside a question ---------------------------------------------------------------

    def beside(self, spot: Spot) -> "tuple[Beside, ...]":
        """Return the figures that stand beside a question."""
        self.figures.analysis = self._analysis or self.figures.analysis
        return self.figures.beside(spot.question.shows)

    def themes(self, asked: Asked) -> tuple[Theme, ...]:
        """Return the themes that can be answered, the weak ones first, and what stands there."""
        saved = self.saved
        names, found = dict(saved.names.words("tema")), self.figures.themes()
        there = asked.there if isinstance(asked.there, list) else [asked.there or ""]
        return tuple(
            found.get(id) or Theme(id, names.get(id, id))
            for id in filter(None, dict.fromkeys((*(found or names), *there)))
            if id in there or clash(saved.guide, saved.answers, asked.spot, id) is None
        )

    def judge(self, goal: str) -> "Judgement":
        """Return what the coach says of the words of a goal."""
        from oj_cli.plan.coach.judging import judge

        return judge(goal)

    def _kind_of(self, goal: str) -> str | None:
        """Return what kind of goal a sentence is, where that can be seen in it."""
        said = self.judge(goal)
        return said.typ if said.bedomning == "mal" else None

    def remarks(self) -> tuple[str, ...]:
        """Return what is to be said of the goals as their targets are set, each only once."""
        new = tuple(s for s in self.plan.remarks(self.saved.answers) if s not in self._said)
        self._said += new
        return new

    # --- at the end ----------------------------------------------------------------------

    def finish(self) -> Outcome:
        """Write what the answers have become.

        Raises UsageFault or FileFault if that cannot be done; the answers are saved then.
        """
        saved = self.saved
        self.plan.analysis = self._analysis or self.plan.analysis
        remarks = self.remarks() if saved.sheet.plan is None else ()
        with whole():  # a plan beside the answers that became it would be begun anew
            made = self.plan.write(saved.answers) if saved.sheet.plan is None else None
            saved.finish(made[0].stem if made else None)
            outcome = self.outcome(*(made or (None, 0)))
            if not self.home.is_analysis:
                remove(self.home.path)
        for sentence in (*self.figures.said, *remarks):
            self.oj.note(sentence)
        return outcome

    def outcome(self, plan: Path | None = None, open_places: int = 0) -> Outcome:
        """Return how the walk stands, with a plan that was written now."""
        from oj_cli.api.files import from_here

        saved = self.saved
        left = unanswered(saved.guide, saved.answers) if saved.sheet.resume else ()
        return Outcome(
            name=self.guide.name,
            analysis=self.path if self.home.is_analysis else None,
            plan=plan and from_here(plan),
            open_places=open_places,
            left=dict(sorted(Counter(spot.step + 1 for spot in left).items())),
            following=left[0].question.text if left else "",
            plan_id=saved.sheet.plan,
            go_on=self.go_on,
        )

    def rescue(self, answers: Tree) -> tuple[Path | None, str]:
        """Write answers that could not be saved to a file in the system's temporary folder.

        Returns the file, None if it could not be written either, and the answers as text.
        """
        import os
        import tempfile

        from oj_cli.documents.dumper import dump

        text = dump(ordered(self.guide, without_skipped(answers)))
        try:
            handle, name = tempfile.mkstemp(prefix=f"oj-svar-{self.guide.id}-", suffix=".yaml")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return None, text
        return Path(name), text


def _said(spot: Spot) -> str:
    where = [f"{g.text.lower()} {n}" for g, n in spot.inside if n > 1]
    at = f" ({', '.join(where)})" if where else ""
    return f"{spot.question.text}{at} Flagga {spot.flag}, nyckel {spot.key} i svarsfilen."


# --- to begin one ------------------------------------------------------------------------


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
    whole: bool = False,
    given: Tree | None = None,
) -> Walk:
    """Begin a walk whose answers are kept in an analysis; nothing is written yet.

    `kommun`, `lan`, `area` and `year` say which analysis, `flags` and the file `answers`, or
    `given` in their stead, what is answered beforehand. With `silent` no figures stand beside the
    questions, with `draft` a plan may lack what it must have; with `whole` every question is
    asked. Raises UsageFault and FileFault.
    """
    found = library(oj).find(guide)
    go_on = command(found) + (f" --omrade {area}" if area else "")
    with oj.data() as store:
        if oj.workspace is None:
            raise UsageFault("guide.no_workspace", command=go_on)
        folder = oj.workspace.folder
        which = Which(kommun, lan, area, year)
        home, analysis = analysis_home(oj, store, oj.workspace, found, which)
        names = StoreNames(store, analysis.area)
    if given is None:
        given = given_answers(found, flags, answers, names, go_on)
    figures = Figures(oj, analysis, silent=silent)
    plan = PlanSide(found, folder, oj.today, oj.workspace.settings, analysis, home.path.stem)
    other = plan_of(found, folder, home.path)
    setting = Setting(found, names, oj.today, figures.complete, plan.is_written, other, whole=whole)
    saved = Saved(setting, home)
    return Walk(oj, found, saved, home, plan, figures, given, go_on, draft)


def walks(oj: Guides, guide: str, **how: Any) -> tuple[Walk, ...]:
    """Begin a walk as `walk_guide` does, or one for each område that a län's file answers of."""
    file, is_of_one = how["answers"], how["kommun"] or how["area"] or how["flags"]
    parts = {} if file is None or is_of_one else _by_area(oj, guide, how["lan"], file)
    of_each = [{"area": area, "given": given} for area, given in parts.items()] or [{}]
    return tuple(walk_guide(oj, guide, **how | one) for one in of_each)


def _by_area(oj: Guides, guide: str, lan: str | None, file: Path) -> "dict[str, Tree]":
    """Return the answers of a län's file by område, since its analyses are of one each.

    What is chosen goes to the område in which it is furthest behind, what waits to one of these,
    the rest to all. Empty where it is not a län's, or the workspace is of one område.
    """
    found, workspace = library(oj).find(guide), oj.workspace
    lan = lan or (workspace.settings.lan if workspace else None)
    groups = [q for q in found.questions if q.target in IDENTITY]
    if workspace is None or not lan or not groups or workspace.settings.area:
        return {}
    with oj.data() as store:
        tree = given_answers(found, (), file, StoreNames(store, None), command(found))
        areas = store.areas()
    behind: dict[str, dict[str, tuple[int, int]]] = {}
    for area in areas if any(group.id in tree for group in groups) else ():
        try:
            rows = oj.identify_lan(lan, area=area).indicators
        except UsageFault:  # the län has no answers there
            continue
        of_area = behind.setdefault(area, {})
        for row in rows:
            weak, asked = of_area.get(row.indicator.theme, (0, 0))
            of_area[row.indicator.theme] = (weak + (row.verdict in BEHIND), asked + 1)
    result: dict[str, dict[str, Any]] = {}
    for group in groups:
        for one in rounds(group, tree.get(group.id)) if behind else ():
            if theme := one.get(key_of(group)):
                among = result if result and group.target != "val" else behind
                area = max(among, key=lambda a: behind[a].get(theme, (0, 0)))
                rest = {id: said for id, said in tree.items() if id not in {g.id for g in groups}}
                result.setdefault(area, rest).setdefault(group.id, []).append(one)
    return dict(result)


def new_plan(
    oj: Guides,
    *,
    id: str | None = None,
    analysis: str | None = None,
    flags: Sequence[str] = (),
    answers: Path | None = None,
    draft: bool = False,
    whole: bool = False,
) -> Walk:
    """Begin the walk through a plan of its own, on what an analysis knows; as `walk_guide`.

    `analysis` is the name of its file. The answers are kept beside the plans until the plan is
    written.
    """
    from oj_cli.plan.new import FOLDER, refuse_taken

    guide = library(oj).find(PLAN)
    with oj.data() as store:
        if oj.workspace is None:
            raise UsageFault("guide.no_workspace_for_plans")
        folder = oj.workspace.folder
        file = _analysis(store, oj.workspace, analysis)
        names = StoreNames(store, file.analysis.area if file else None)
    if id is not None:
        refuse_taken(folder, id)
    go_on = command(guide) + (f" --id {id}" if id else "")
    given = given_answers(guide, flags, answers, names, command(guide))
    home = Home(folder / FOLDER / f"{id or 'ny-plan'}.svar", guide.id, is_analysis=False)
    known = file.analysis if file else None
    name = file.path.stem if file else None
    plan = PlanSide(guide, folder, oj.today, oj.workspace.settings, known, name, id)
    figures = Figures(oj, known)
    saved = Saved(Setting(guide, names, oj.today, whole=whole), home)
    return Walk(oj, guide, saved, home, plan, figures, given, go_on, draft)


def _analysis(store: "Store", workspace: "Workspace", name: str | None) -> AnalysisFile | None:
    """Return the analysis that a plan builds on, None if there is none.

    Without a name it is the one that the workspace's settings say. Raises UsageFault if the one
    that is named is not there, or several are and none is named.
    """
    paths = {path.stem: path for path in analysis_paths(workspace.folder)}
    if name is not None:
        stem = Path(name).stem
        if stem in paths:
            return read_analysis(paths[stem])
        close = near(stem, paths, limit=1)
        known = "" if close else listing([*paths])
        raise UsageFault("guide.unknown_analysis", name=name, near=close, known=known)
    if not paths:
        return None
    try:
        return find(store, workspace, Which())
    except UsageFault as fault:
        known, first = listing([*paths]), next(iter(paths))
        raise UsageFault("guide.several_analyses", known=known, first=first) from fault
