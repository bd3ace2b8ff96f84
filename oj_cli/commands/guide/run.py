"""One run of a guide: where it is kept, which answers are given, and what comes of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.api.guide_figures import Figures
from oj_cli.api.guide_lists import command
from oj_cli.api.guide_plan import PlanSide
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import WRITTEN, Guide, flag_of
from oj_cli.domain.guide_walk import Spot, Tree
from oj_cli.domain.swedish import counted, listing
from oj_cli.guide.merging import Full, Unclear, beneath, in_place, settle, with_defaults
from oj_cli.guide.prefill import known, only_begun
from oj_cli.guide.session import Session
from oj_cli.guide.sources import read_flags, read_tree
from oj_cli.guide.telling import differences, refused, woken
from oj_cli.guide.walk import clash, missing, unanswered, value, walk

if TYPE_CHECKING:
    from oj_cli.guide.answers import Names


@dataclass(frozen=True)
class Asked:
    """What was typed after `oj guide` or `oj plan new`."""

    kommun: str | None = None
    lan: str | None = None
    area: str | None = None
    year: int | None = None
    answers: Path | None = None
    flags: tuple[str, ...] = ()
    no_input: bool = False
    today: str | None = None
    silent: bool = False
    draft: bool = False
    id: str | None = None


@dataclass(frozen=True)
class Given:
    """Answers that came with the command."""

    flags: Tree
    file: Tree

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.flags or self.file)


def run(guide: Guide, asked: Asked) -> None:
    """Walk a guide whose answers are kept in an analysis."""
    from oj_cli.api import selecting
    from oj_cli.api.guide_home import choose_analysis, plan_of, workspace_folder
    from oj_cli.api.guide_names import StoreNames
    from oj_cli.guide.record import Record
    from oj_cli.plan.new import plan_path
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.workspace import today

    day = today(asked.today)
    with selecting.open_data() as (store, workspace):
        folder = workspace_folder(workspace, guide)
        path, analysis, maker = choose_analysis(store, workspace, folder, asked, day)
        names = StoreNames(store, analysis.area)
    given = read_given(guide, asked, names)
    figures, said = Figures(analysis, silent=asked.silent), list[str]()
    session = Session(
        guide,
        Record(path, guide.id, maker=maker),
        names,
        day,
        lambda target, data: _completed(figures, said, target, data),
        lambda plan: plan_path(folder, plan).exists(),
        plan_of(guide, folder, path),
    )
    session.open()
    if session.standing.plan is not None:
        given = _without_plan(guide, given, session.standing.plan)
    plan = PlanSide(guide, folder, day, analysis, path.stem, asked.id)
    walking = Walking(guide, session, plan, figures, given, asked, command(guide), said)
    if can_ask(asked.no_input):
        if not walking.on_terminal():
            return
    else:
        walking.without_terminal()
    walking.finish()


@dataclass
class Walking:
    """What a run has to hand, whoever answers."""

    guide: Guide
    session: Session
    plan: PlanSide
    figures: Figures
    given: Given
    asked: Asked
    go_on: str
    said: list[str] = field(default_factory=list)
    """What the figures of a chosen area gave reason to say."""
    has_replaced: bool = False
    """Whether an answer that was saved was changed by what came with the command."""

    def on_terminal(self) -> bool:
        """Ask for what was not given. Returns False if the user stopped before the end."""
        from oj_cli.commands.guide.walk import Walk
        from oj_cli.terminal import prompts

        session = self.session
        if session.standing.done and not self.given.any:
            prompts.show(f"Ni gick igenom guiden {session.standing.done}.")
            if prompts.confirm("Vill ni gå igenom den igen?", default=False) is not True:
                self._next()
                return False
            first = walk(self.session.guide, session.answers)[0][0]
            session.change(lambda a: a, "/".join(str(k) for k in first.place))
        if self.given.any:
            self._take(lambda saved: self._settled(saved), session.standing.resume)
        else:
            prompts.show(self.guide.name)
            if session.standing.resume is None:
                if self.guide.description:
                    prompts.show(self.guide.description)
                n = len(walk(self.session.guide, {})[0])
                prompts.show(
                    f"Här är {n} frågor, och några till beroende på vad ni svarar. Vid dem som ni "
                    "får hoppa över står det hur ni gör."
                )
        said = settle(session.guide, self.given.flags, self.given.file, {})
        given = in_place(session.guide, said, session.answers)
        return Walk(
            session, self.figures, self.plan, self.go_on, given=given, known=self._known
        ).run()

    def without_terminal(self) -> None:
        """Take what was given as all there is.

        Raises UsageFault, naming each flag and key, if an answer that must be is missing,
        and for answers that contradict each other; nothing is saved then.
        """
        if not self.given.any and not self.session.answers:
            raise UsageFault(
                "Det finns ingen terminal att fråga i, och inga svar att läsa.",
                hints=(
                    f"Skriv svaren i en fil: {self.go_on} --mall",
                    f"Läs in dem: {self.go_on} --svarsfil svar.yaml",
                ),
            )
        self._take(self._whole, None)

    def _take(self, answers: Callable[[Tree], Tree], then: str | None) -> None:
        """Save the given answers with those that were saved, and tell what that changed.

        Raises UsageFault, with nothing saved, if they do not go together.
        """
        from oj_cli.terminal.streams import say

        session = self.session
        before = session.answers
        made = answers(before)
        self._refuse(made)  # before a file is made

        def change(saved: Tree) -> Tree:
            nonlocal before, made
            if saved != before:  # another hand has answered since it was read
                before, made = saved, answers(saved)
                self._refuse(made)
            return made

        session.change(change, then)
        both = (session.guide, before, session.answers, session.names)
        found = (*differences(*both), *woken(*both))
        for told in found:
            say(told.text)
        self.has_replaced = any(told.is_replaced for told in found)
        if self.has_replaced:
            self._say_where_the_old_is()

    def _say_where_the_old_is(self) -> None:
        from oj_cli.api.selecting import from_here
        from oj_cli.documents.writer import backup_of
        from oj_cli.terminal.streams import say

        say(f"Det som stod förut ligger i {from_here(backup_of(self.session.record.path))}.")

    def _settled(self, saved: Tree) -> Tree:
        try:
            return settle(self.session.guide, self.given.flags, self.given.file, saved)
        except (Unclear, Full) as error:
            raise refused(error, self.session.names) from error

    def _whole(self, saved: Tree) -> Tree:
        """Return all answers; raises UsageFault, naming flags and keys, if one is missing."""
        guide, names = self.session.guide, self.session.names
        answers = self._settled(saved)
        begun = only_begun(self._known(answers), guide, answers)
        answers = with_defaults(guide, beneath(guide, answers, begun), names)
        is_open = self.asked.draft or not self.plan.data(answers)
        lacking = [
            s
            for s in missing(guide, answers)
            if not (is_open and _is_of_plan(s)) and not self._was_so(s, answers)
        ]
        if lacking:
            raise UsageFault(
                f"Det saknas {counted(len(lacking), 'svar', 'svar')} som måste ges.",
                details=tuple(_said(s) for s in lacking),
                hints=(*_open_hint(lacking), f"Se frågorna: {self.go_on} --fragor"),
            )
        return answers

    def _was_so(self, spot: Spot, answers: Tree) -> bool:
        """Tell whether an answer lacks in what the analysis has, and this command is not of."""
        around = value(answers, spot.place[:-1]) if spot.inside else None
        is_given = spot.place[0] in self.given.flags or spot.place[0] in self.given.file
        return isinstance(around, Mapping) and WRITTEN in around and not is_given

    def _known(self, answers: Tree) -> Tree:
        """Return what the analysis and the answers tell of the plan already."""
        from oj_cli.guide.targets import analysis_in

        session = self.session
        analysis = analysis_in(session.analysis) if session.analysis else self.plan.analysis
        return known(session.guide, analysis, answers, session.today)

    def _refuse(self, answers: Tree) -> None:
        stops, seen = walk(self.session.guide, answers)
        faults = []
        for spot in stops:
            answer = None if spot.is_again else value(seen, spot.place)
            wrong = None if answer is None else clash(self.session.guide, seen, spot, answer)
            if wrong:
                faults.append(f"{_key(spot)}: {wrong}")
        faults += [
            " ".join(filter(None, (f"{f.subject}:" if f.subject else "", f.message)))
            for f in self.plan.faults(answers)
        ]
        if faults:
            raise UsageFault(
                "Svaren går inte ihop. Inget är sparat.", details=tuple(dict.fromkeys(faults))
            )

    def finish(self) -> None:
        """Write what the answers have become, and say what to type next.

        Raises UsageFault or FileFault if that cannot be done; the answers are saved then.
        """
        from oj_cli.api.selecting import from_here
        from oj_cli.terminal.streams import say

        try:
            self._finish()
        except (FileFault, UsageFault):
            if self.session.record.path.exists():
                say(f"Svaren är sparade i {from_here(self.session.record.path)}.")
            raise

    def _finish(self) -> None:
        from oj_cli.api.selecting import from_here
        from oj_cli.guide.targets import analysis_in
        from oj_cli.terminal.streams import say

        session = self.session
        session.finish_step(None, session.standing.resume)
        if session.record.is_analysis:
            self.plan.analysis = analysis_in(session.analysis)
        written = None
        if session.standing.plan is None:
            written = self.plan.write(session.answers)
        session.finish(written[0].stem if written else None)
        for sentence in self.said:
            say(sentence)
        say("")
        if session.standing.resume is None:
            say(f"Klart: {self.guide.name}.")
        if session.record.is_analysis:
            say(f"Svaren står i {from_here(session.record.path)}.")
        if written:
            path, left = written
            say(f"Planen står i {from_here(path)}.")
            if left:
                say(f"På {counted(left, 'ställe', 'ställen')} i den står det ATT GÖRA.")
        self._say_what_is_left()
        self._next()

    def _say_what_is_left(self) -> None:
        """Say how many questions of each step are neither answered nor skipped, if any are."""
        from oj_cli.terminal.streams import say

        session = self.session
        if session.standing.resume is None:
            return
        left = unanswered(session.guide, session.answers)
        by_step = Counter(spot.step + 1 for spot in left)
        steps = [f"{n} i steg {step}" for step, n in sorted(by_step.items())]
        where = listing(steps) if len(steps) > 1 else f"i steg {left[0].step + 1}"
        n = counted(len(left), "fråga är inte besvarad", "frågor är inte besvarade")
        say(f"{n} än, {where}. Nästa är: {left[0].question.text}")

    def _next(self) -> None:
        from oj_cli.terminal.streams import say

        standing = self.session.standing
        plan = standing.plan
        commands = [f"oj plan check {plan}", f"oj plan show {plan}"] if plan else ["oj plan new"]
        if standing.resume is not None:
            commands.insert(0, self.go_on)
        say("Skriv sedan:")
        for line in commands:
            say(f"  {line}")


def read_given(guide: Guide, asked: Asked, names: "Names") -> Given:
    """Read the flags and the answers file.

    Raises UsageFault for a flag, FileFault for lines in the file that no question takes.
    """
    flags = read_flags(guide, asked.flags, names)
    if asked.answers is None:
        return Given(flags, {})
    return Given(flags, _from_file(guide, asked.answers, names))


def _from_file(guide: Guide, path: Path, names: "Names") -> Tree:
    from oj_cli.documents.decode import Fault, refuse
    from oj_cli.documents.reader import read_yaml

    file = read_yaml(path)
    said = file.data.get("guide") if isinstance(file.data, dict) else None
    if said is not None and said != guide.id:
        raise FileFault(
            f"Svarsfilen hör till guiden ”{said}”, inte till {guide.id}.",
            place=file.place(("guide",)),
            hints=(f"Skriv --guide {said}, eller välj en annan fil.",),
        )
    reading = read_tree(guide, file.data, names)
    faults = [Fault(where, message) for where, message in (*reading.gone, *reading.wrong)]
    refuse(file, faults, "Svarsfilen")
    if not reading.answers:
        raise FileFault(
            "Svarsfilen har inga svar.",
            place=str(path),
            hints=(f"Se hur en sådan fil ser ut: {command(guide)} --mall",),
        )
    return reading.answers


def _without_plan(guide: Guide, given: Given, plan: str) -> Given:
    """Return what was given without the answers for a plan that is written already; say so."""
    from oj_cli.guide.tidying import without_plan
    from oj_cli.terminal.streams import say

    ids = {q.id for q in without_plan(guide).questions}
    parts = [{k: v for k, v in t.items() if k in ids} for t in (given.flags, given.file)]
    if [given.flags, given.file] != parts:
        say(f"Planen {plan} är redan skriven. Svaren om planen används inte: ändra i planen.")
    return Given(*parts)


def _completed(figures: Figures, said: list[str], target: Any, data: dict[str, Any]) -> Any:
    """Add to a chosen area its weak indicators, with their figures as they are now."""
    if target != "val":
        return data
    found, sentences = figures.frozen(str(data["tema"]))
    said[:] = dict.fromkeys((*said, *sentences))
    return {**data, "indikatorer": found} if found else data


def _key(spot: Spot) -> str:
    return ".".join(str(k) for k in spot.place if not isinstance(k, int))


def _said(spot: Spot) -> str:
    around = tuple(group for group, _ in spot.inside)
    where = [f"{g.text.lower()} {n}" for g, n in spot.inside if n > 1]
    at = f" ({', '.join(where)})" if where else ""
    flag = flag_of(around, spot.question)
    return f"{spot.question.text}{at} Flagga {flag}, nyckel {_key(spot)} i svarsfilen."


def _is_of_plan(spot: Spot) -> bool:
    return (spot.inside[0][0] if spot.inside else spot.question).target == "plan"


def _open_hint(lacking: Sequence[Spot]) -> tuple[str, ...]:
    if all(_is_of_plan(s) for s in lacking):
        return ("Med --utkast skrivs planen ändå, med ATT GÖRA där svar saknas.",)
    return ()
