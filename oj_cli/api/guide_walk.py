"""A guide walked in a workspace: what is given, what stands beside, and what comes of it."""

from collections import Counter
from pathlib import Path

from oj_cli.api.files import from_here
from oj_cli.api.guide_figures import Figures, StoreNames
from oj_cli.api.guide_files import Home
from oj_cli.api.guide_plan import PlanSide
from oj_cli.documents.decode import decode
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import WRITTEN, Analysis
from oj_cli.domain.command import UNDONE_BY
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Asked, Beside, How, Outcome, Place, Spot, Theme, Tree
from oj_cli.domain.swedish import counted
from oj_cli.guide import stops
from oj_cli.guide.engine import Engine as Engine
from oj_cli.guide.given import fill, fill_defaults, given_answers, take
from oj_cli.guide.known import known
from oj_cli.guide.sheet import Saved, Sheet
from oj_cli.guide.targets import Data, of_plan, unfit
from oj_cli.plan.coach.judging import judge as judge
from oj_cli.plan.draft import whole
from oj_cli.plan.new import open_places, plan_path


class Walk:
    """A guide in a workspace, walked by whoever answers.

    `plan` has the guide and what the answers are of, `home` is where they are kept, `how` says
    what came with the command, and `command` what is typed to walk it.
    """

    def __init__(self, plan: PlanSide, home: Home, how: How, command: str) -> None:
        self.oj, self.guide, self.plan = plan.oj, plan.guide, plan
        self.home, self.command, self._draft = home, command, how.draft
        with self.oj.data() as store:
            names = StoreNames(store, plan.analysis.area if plan.analysis else None)
        answers = (self.guide, how.flags, how.file, names)
        self.given = given_answers(*answers) if how.given is None else how.given
        self.figures = Figures(self.oj, plan.analysis, silent=how.silent)
        home.plain = plan.plain
        self.saved = Saved(
            self.guide,
            names,
            self.oj.today,
            home,
            complete=self.figures.complete,
            draft=plan.begun,
            has_plan=lambda id: plan_path(home.folder, id).exists(),
            other_plan=plan.other(),
            all_asked=how.all_asked,
        )
        self._said: tuple[str, ...] = ()
        self._plan: Data = {}
        there = self.saved.sheet.plan
        if there is not None and any(q.id in self.given for q in of_plan(self.guide)):
            said = "är redan skriven. Svaren om planen används inte: ändra i planen."
            self.oj.note(f"Planen {there} {said}")

    @property
    def path(self) -> Path | None:
        """The file of the answers as one would type it here, None before there is one."""
        home = self.home
        path = home.analysis or (plan_path(home.folder, home.begun) if home.begun else None)
        return from_here(path) if path and path.exists() else None

    @property
    def go_on(self) -> str:
        """What is typed to go on later."""
        return f"{self.command} --id {self.home.begun}" if self.home.begun else self.command

    # --- before the first question -------------------------------------------------------

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
        answers, (spots, seen) = sheet.answers, stops.walk(sheet.guide, sheet.answers)
        is_open = self._draft or not self.plan.data(answers)
        lacking = [
            spot
            for spot in spots
            if stops.is_needed(spot, seen)
            and value(answers, spot.place) is None
            and not (is_open and spot.is_of_plan)
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
        self._see(self.saved.sheet)
        of_plan = (self.oj.today, self.plan.measure_of, lambda goal: judge(goal).typ)
        return known(self.saved.guide, self.plan.of, answers, *of_plan, is_asked=is_asked)

    def _see(self, sheet: Sheet) -> None:
        """See the analysis as it stands, before it is saved as it would begin."""
        found = decode(Analysis, sheet.analysis, []) or self.plan.analysis
        self.plan.analysis = self.figures.analysis = found

    def _refuse(self, guide: Guide, answers: Tree) -> None:
        """Raise UsageFault for answers that contradict each other, as given or as they stand."""
        said = []
        for tree in (self.given, answers):
            spots, seen = stops.walk(guide, tree)
            for spot in (s for s in spots if not s.is_again):
                answer = value(seen, spot.place)
                wrong = stops.clash(guide, seen, spot, answer) or unfit(spot, answer)
                said += [f"{spot.key}: {wrong}"] if wrong and answer is not None else []
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

    def remarks(self) -> tuple[str, ...]:
        """Return what is to be said of the goals as their targets are set, each only once."""
        found = self.plan.remarks(self._plan or self.plan.data(self.saved.answers))
        new = tuple(s for s in found if s not in self._said)
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
        plan = self.plan.data(sheet.answers, sheet.begun)
        self._plan = whole(plan) if plan else {}
        sheet.finish(self._plan)

    def _finished(self) -> Outcome:
        """Tell what is to be told at the end, and return what the answers have become."""
        for sentence in (*self.figures.said, *self.remarks()):
            self.oj.note(sentence)
        return self.outcome()

    def outcome(self) -> Outcome:
        """Return how the walk stands."""
        saved, plan, id = self.saved, self._plan, self.saved.sheet.plan
        left = stops.unanswered(saved.guide, saved.answers) if saved.sheet.resume else ()
        named = f" --analys {self.plan.name}" if self.command != self.guide.command else ""
        of_plan = [f"oj plan check {id}", f"oj plan show {id}"] if id else [f"oj plan new{named}"]
        return Outcome(
            name=self.guide.name,
            analysis=self.path if self.home.analysis else None,
            plan=from_here(plan_path(self.home.folder, id)) if plan and id else None,
            open_places=open_places(plan) if plan else 0,
            left=dict(sorted(Counter(spot.step + 1 for spot in left).items())),
            following=left[0].question.text if left else "",
            then=(*([self.command] if left else []), *of_plan),
        )


def _said(spot: Spot) -> str:
    where = [f"{g.text.lower()} {n}" for g, n in spot.inside if n > 1]
    at = f" ({', '.join(where)})" if where else ""
    return f"{spot.question.text}{at} Flagga {spot.flag}, nyckel {spot.key} i svarsfilen."
