"""A guide walked in a workspace: how it is begun, what is given, and what comes of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oj_cli.analysis_file.file import AnalysisFile, analysis_paths, read_analysis
from oj_cli.api.files import from_here
from oj_cli.api.guide import PLAN, Guides, library
from oj_cli.api.guide_figures import Figures, StoreNames
from oj_cli.api.guide_files import Home, analysis_home, plan_of
from oj_cli.api.guide_plan import PlanSide
from oj_cli.api.open_analysis import find
from oj_cli.api.session import Session
from oj_cli.documents.decode import TO_DO, decode
from oj_cli.documents.reader import decode_text, read_bytes
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import WRITTEN, Analysis
from oj_cli.domain.command import UNDONE_BY
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Asked, Beside, Outcome, Place, Spot, Theme, Tree
from oj_cli.domain.selection import Which
from oj_cli.domain.swedish import counted, listing, near
from oj_cli.guide import stops
from oj_cli.guide.engine import Engine
from oj_cli.guide.given import fill, fill_defaults, given_answers, take
from oj_cli.guide.known import known
from oj_cli.guide.sheet import Saved, Sheet
from oj_cli.guide.targets import Data, of_plan
from oj_cli.plan.coach.judging import judge
from oj_cli.plan.draft import whole
from oj_cli.plan.new import open_places, plan_path, refuse_taken
from oj_cli.store import Store
from oj_cli.workspace import Workspace

__all__ = ["Engine", "Walk", "judge", "new_plan", "walk_guide"]


@dataclass
class Walk:
    """A guide in a workspace, walked by whoever answers.

    `home` is where the answers are kept, `given` the answers that came with the command, and
    `command` what is typed to walk it. With `draft` a plan may lack what it must have.
    """

    oj: Session
    guide: Guide
    saved: Saved
    home: Home
    plan: PlanSide
    figures: Figures
    given: Tree
    command: str
    draft: bool
    _said: tuple[str, ...] = ()
    _left: tuple[str, ...] = ()
    _plan: Data = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan = self.saved.sheet.plan
        if plan is not None and any(q.id in self.given for q in of_plan(self.guide)):
            said = "är redan skriven. Svaren om planen används inte: ändra i planen."
            self.oj.note(f"Planen {plan} {said}")

    @property
    def path(self) -> Path | None:
        """The file of the answers as one would type it here, None before there is one."""
        return from_here(self.home.path) if self.home.path and self.home.path.exists() else None

    @property
    def go_on(self) -> str:
        """What is typed to go on later."""
        return f"{self.command} --id {self.home.begun}" if self.home.begun else self.command

    # --- before the first question -------------------------------------------------------

    @property
    def has_plan(self) -> bool:
        """Whether the answers become a plan that is not yet written."""
        return self.saved.sheet.plan is None and bool(self.plan.data(self.saved.answers))

    def restart(self) -> None:
        """Begin from the first question, with the answers there."""
        first = stops.walk(self.saved.guide, self.saved.answers)[0][0]
        self.saved.change(lambda sheet: sheet.go_on_at(first.place))

    def begin(self) -> Engine:
        """Return the engine, with the given answers saved; raise UsageFault if they clash."""
        taken = self._take(is_all=False) if self.given else set()
        return Engine(self.saved, taken, self._known, self.plan.clash)

    def take_all(self) -> Outcome:
        """Take what was given as all there is, and write what the answers have become.

        Raises UsageFault, naming each flag and key, if an answer that must be is missing,
        and for answers that contradict each other; nothing is saved then.
        """
        if not self.given and not self.saved.answers:
            raise UsageFault("guide.nothing_to_read", command=self.command)
        self._take(is_all=True)
        return self._finished()

    def _take(self, *, is_all: bool) -> set[Place]:
        """Save the given answers, tell what that changed, and return where they stand."""
        taken: set[Place] = set()

        def change(sheet: Sheet) -> None:
            taken.update(take(sheet, self.given, self.saved.names))
            if is_all:
                fill(sheet, self._known(sheet.answers, is_asked=False))
                fill_defaults(sheet, self.saved.names)
                sheet.resume = None
            self._refuse(sheet.guide, sheet.answers)
            if is_all:
                self._need(sheet)
                self._finish(sheet)  # at one time: a plan that is half made would be in its way

        told = self.saved.change(change)
        for sentence in (*told, *([UNDONE_BY] if told else [])):
            self.oj.note(sentence)
        return taken

    def _need(self, sheet: Sheet) -> None:
        """Raise UsageFault, naming flags and keys, if an answer is missing."""
        answers = sheet.answers
        is_open = self.draft or not self.plan.data(answers)
        lacking = [
            spot
            for spot in stops.missing(sheet.guide, answers)
            if not (is_open and spot.is_of_plan)
            # what the analysis lacks already is not for a command that is not of it
            and not (WRITTEN in stops.round_of(answers, spot) and spot.place[0] not in self.given)
        ]
        if lacking:
            raise UsageFault(
                "guide.answers_missing",
                details=tuple(_said(spot) for spot in lacking),
                n=counted(len(lacking), "svar", "svar"),
                draft="--utkast" if all(spot.is_of_plan for spot in lacking) else None,
                command=self.command,
            )

    def _known(self, answers: Tree, *, is_asked: bool = True) -> Tree:
        """Return what the analysis and the answers tell of the plan already."""
        plan, seen = self.plan, self._see(self.saved.sheet)
        of_plan = (self.oj.today, plan.measure_of, self._kind_of)
        return known(self.saved.guide, seen, answers, *of_plan, is_asked=is_asked)

    def _see(self, sheet: Sheet) -> Analysis | None:
        """Return the analysis as it stands, before it is saved as it would begin."""
        self.plan.analysis = decode(Analysis, sheet.analysis, []) or self.plan.analysis
        self.figures.analysis = self.plan.analysis
        return self.plan.analysis

    def _refuse(self, guide: Guide, answers: Tree) -> None:
        """Raise UsageFault for answers that contradict each other, as given or as they stand."""
        said = []
        for tree in (self.given, answers):
            spots, seen = stops.walk(guide, tree)
            for spot in (s for s in spots if not s.is_again):
                answer = value(seen, spot.place)
                if answer is not None and (wrong := stops.clash(guide, seen, spot, answer)):
                    said.append(f"{spot.key}: {wrong}")
        faults = self.plan.faults(answers)
        said += [f"{f.subject}: {f.message}" if f.subject else f.message for f in faults]
        if said:
            raise UsageFault("guide.answers_contradict", details=tuple(dict.fromkeys(said)))

    # --- beside a question ---------------------------------------------------------------

    def beside(self, spot: Spot) -> tuple[Beside, ...]:
        """Return the figures that stand beside a question."""
        self._see(self.saved.sheet)
        return self.figures.beside(spot.question.shows)

    def themes(self, asked: Asked) -> tuple[Theme, ...]:
        """Return the themes that can be answered, the weak ones first, and what stands there."""
        saved = self.saved
        names, found = dict(saved.names.words("tema")), self.figures.themes()
        there = asked.there if isinstance(asked.there, list) else [asked.there or ""]
        return tuple(
            found.get(id) or Theme(id, names.get(id, id))
            for id in filter(None, dict.fromkeys((*(found or names), *there)))
            if id in there or stops.clash(saved.guide, saved.answers, asked.spot, id) is None
        )

    def _kind_of(self, goal: str) -> str | None:
        """Return what kind of goal a sentence is, where that can be seen in it."""
        said = judge(goal)
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
        self.saved.change(self._finish)
        return self._finished()

    def _finish(self, sheet: Sheet) -> None:
        self._see(sheet)
        self._left, self._plan = (), {}
        if sheet.plan is None and (plan := self.plan.data(sheet.answers, sheet.begun)):
            self._left, self._plan = self.plan.remarks(sheet.answers), whole(plan)
        sheet.finish(self._plan)

    def _finished(self) -> Outcome:
        """Tell what is to be told at the end, and return what the answers have become."""
        left = (said for said in self._left if said not in self._said)
        for sentence in (*self.figures.said, *left):
            self.oj.note(sentence)
        return self.outcome()

    def outcome(self) -> Outcome:
        """Return how the walk stands."""
        saved, plan = self.saved, self._plan
        left = stops.unanswered(saved.guide, saved.answers) if saved.sheet.resume else ()
        path = plan_path(self.plan.workspace.folder, plan["plan"]["id"]) if plan else None
        return Outcome(
            name=self.guide.name,
            analysis=self.path if self.home.analysis else None,
            plan=path and from_here(path),
            open_places=open_places(plan) if plan else 0,
            left=dict(sorted(Counter(spot.step + 1 for spot in left).items())),
            following=left[0].question.text if left else "",
            plan_id=saved.sheet.plan,
            go_on=self.command,
        )


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
    all_asked: bool = False,
    given: Tree | None = None,
) -> Walk:
    """Begin a walk whose answers are kept in an analysis; nothing is written yet.

    `kommun`, `lan`, `area` and `year` say which analysis, `flags` and the file `answers`, or
    `given` in their stead, what is answered beforehand. With `silent` no figures stand beside the
    questions, with `draft` a plan may lack what it must have; with `all_asked` every question
    is asked. Raises UsageFault and FileFault.
    """
    found = library(oj).find(guide)
    typed = found.command + (f" --omrade {area}" if area else "")
    with oj.data() as store:
        if oj.workspace is None:
            raise UsageFault("guide.no_workspace", command=typed)
        which = Which(kommun, lan, area, year)
        home, analysis = analysis_home(oj, store, oj.workspace, found, which)
        names = StoreNames(store, analysis.area)
    if given is None:
        given = given_answers(found, flags, answers, names)
    path, figures = home.path or Path(), Figures(oj, analysis, silent=silent)
    plan = PlanSide(oj, found, oj.workspace, analysis, path.stem)
    home.plain = plan.plain
    of_plan = (plan.begun, plan.is_written, plan_of(found, oj.workspace, path))
    saved = Saved(found, names, oj.today, home, figures.complete, *of_plan, all_asked=all_asked)
    return Walk(oj, found, saved, home, plan, figures, given, typed, draft)


def new_plan(
    oj: Guides,
    *,
    id: str | None = None,
    analysis: str | None = None,
    flags: Sequence[str] = (),
    answers: Path | None = None,
    draft: bool = False,
    all_asked: bool = False,
    may_go_on: bool = False,
) -> Walk:
    """Begin the walk through a plan of its own, on what an analysis knows; as `walk_guide`.

    `analysis` is the name of its file. Each answer stands in the plan at once. One that is begun
    and lacks something is gone on with where one `may_go_on`; no other plan is written to.
    """
    guide = library(oj).find(PLAN)
    with oj.data() as store:
        if oj.workspace is None:
            raise UsageFault("guide.no_workspace_for_plans")
        folder = oj.workspace.folder
        file = _analysis(store, oj.workspace, analysis)
        names = StoreNames(store, file.analysis.area if file else None)
    home = Home(folder, guide.id)
    if id is not None:
        path = plan_path(folder, id)
        is_open = may_go_on and path.exists() and TO_DO in decode_text(read_bytes(path), path)
        home.begun = id if is_open else None
        if not is_open:
            refuse_taken(folder, id)
    given = given_answers(guide, flags, answers, names)
    known = file.analysis if file else None
    plan = PlanSide(oj, guide, oj.workspace, known, file.path.stem if file else None, id)
    home.plain = plan.plain
    saved = Saved(guide, names, oj.today, home, draft=plan.begun, all_asked=all_asked)
    if home.begun:  # what was skipped is not noted in a plan: it is not asked for again
        saved.change(_go_on)
    return Walk(oj, guide, saved, home, plan, Figures(oj, known), given, guide.command, draft)


def _go_on(sheet: Sheet) -> None:
    """Note that a walk goes on after its last answer, or where it is asked if the rest is right."""
    answers, spots = sheet.answers, stops.walk(sheet.guide, sheet.answers)[0]
    last = max((n for n, s in enumerate(spots) if stops.is_answered(answers, s.place)), default=-1)
    for n, spot in enumerate(spots[: last + 2]):
        rest = ((*spot.place[:-1], id) for id in spot.question.corrects)
        if n > last or any(not stops.is_answered(answers, place) for place in rest):
            sheet.go_on_at(spot.place)
            return


def _analysis(store: Store, workspace: Workspace, name: str | None) -> AnalysisFile | None:
    """Return the analysis that a plan builds on, None if there is none.

    Without a name it is the one that the workspace's settings say. Raises UsageFault if the one
    that is named is not there, or several are and none is named.
    """
    paths = {path.stem: path for path in analysis_paths(workspace.folder)}
    known = listing([*paths])
    if name is not None:
        if found := paths.get(Path(name).stem):
            return read_analysis(found)
        close = near(Path(name).stem, paths, limit=1)
        raise UsageFault("guide.unknown_analysis", name=name, near=close, known=known)
    try:
        return find(store, workspace, Which()) if paths else None
    except UsageFault as fault:
        first = next(iter(paths))
        raise UsageFault("guide.several_analyses", known=known, first=first) from fault
