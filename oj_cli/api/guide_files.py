"""The files of a walk: the analysis or other file that its answers are in, and its plan.

What is written looks the same whatever the way there was: an answer that was changed leaves
no trace in the layout, and the user's own comments stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from oj_cli.analysis_file.file import checked
from oj_cli.api.open_analysis import new_analysis
from oj_cli.documents.changes import Append, Change, Set, same, value_at
from oj_cli.documents.editor import EditError, edit_file
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.documents.locks import locked
from oj_cli.documents.outline import comments
from oj_cli.documents.reader import Where, decode_text
from oj_cli.documents.writer import make_folder, write_text
from oj_cli.domain.analysis import Chosen, Frozen
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.selection import EVERY, Which
from oj_cli.domain.swedish import fold
from oj_cli.domain.wording import area_word
from oj_cli.guide.targets import plan_data
from oj_cli.guide.walk import walk
from oj_cli.workspace import schema_line

if TYPE_CHECKING:
    from oj_cli.api.session import Session
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.findings import Finding
    from oj_cli.domain.guide import Guide
    from oj_cli.domain.local import Settings
    from oj_cli.domain.plan_chance import Grounds
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

Data = dict[str, Any]
_NEW = """\
# Svar på frågorna för planen {name}, innan den är skriven. Filen tas bort när planen är klar.
svar: {{}}
"""


@dataclass
class Home:
    """The file of a walk's answers: `svar` in an analysis, or in a file of their own.

    `maker` makes an analysis that is not there yet; nothing is made before it is written to. A
    file that was there and is gone is never made anew: the answers went with it.
    """

    path: Path
    guide: str
    is_analysis: bool = True
    maker: Callable[[], object] | None = None
    _is_there: bool = False

    def read(self) -> Data | None:
        """Return what stands in the file, None if there is none. Raises FileFault."""
        self._is_there = self.path.exists()
        return (read_document(self.path).data or {}) if self._is_there else None

    def update(self, change: Callable[[Data], Data]) -> Data:
        """Change the file from what stands in it under the lock, and return that.

        `change` gets the whole file as plain data and returns it as it shall be; it may raise
        what it likes, and nothing is written then. Raises FileFault if the file cannot be
        locked, read or written, and UsageFault if an analysis would not be one any more.
        """

        def changes(document: Document) -> list[Change]:
            before: Data = document.data or {}
            after = change(before)
            if self.is_analysis:
                checked(after)
            return _between(document, before, after, ("svar", self.guide))

        if not self._is_there and not self.path.exists():
            self._make()
        data: Data = edit(self.path, changes).data
        self._is_there = True
        return data

    def _make(self) -> None:
        if self.maker is not None:
            self.maker()
        if self.is_analysis:
            return
        make_folder(self.path.parent)
        with locked(self.path):
            if not self.path.exists():
                write_text(self.path, _NEW.format(name=self.guide))


def _between(document: Document, before: Data, after: Data, own: Where) -> list[Change]:
    """Return the changes that make a file into what it shall be: the answers, then the lists."""
    result: list[Change] = []
    for key, value in after.items():
        old = before.get(key)
        if key == own[0]:
            answers = value_at(after, own)
            if not same(value_at(before, own), answers):
                result += _afresh(document, own, answers)
        elif same(old, value):
            continue
        elif isinstance(old, list) and isinstance(value, list) and len(value) >= len(old):
            for n, item in enumerate(value):
                if n >= len(old):
                    result.append(Append((key,), item))
                elif not same(old[n], item):
                    result += _afresh(document, (key, n), item)
        else:
            result.append(Set((key,), value))
    return result


def _afresh(document: Document, where: Where, value: Any) -> Sequence[Change]:
    """Return the changes that write a value as if it had never been another.

    Where that would take away a comment of the user's, only what differs is changed.
    """
    if value_at(document.data, where) is None:
        return [Set(where, value)]
    whole = [Set(where, 0), Set(where, value)]
    try:
        content, _ = edit_file(document.raw, document.file, whole)
    except EditError:
        return [Set(where, value)]
    before, after = (
        comments(decode_text(raw, document.file.path)) for raw in (document.raw, content)
    )
    return whole if before == after else [Set(where, value)]


# --- which analysis ----------------------------------------------------------------------


def analysis_home(
    oj: "Session", store: "Store", workspace: "Workspace", guide: Guide, which: Which
) -> "tuple[Home, Analysis]":
    """Return the file of the analysis that the answers are kept in, and what it holds.

    If nothing is named it is the only one of the workspace's own kommun or län.
    """
    from oj_cli.analysis_file.file import (
        analysis_path,
        find_exact,
        list_analyses,
        open_analysis,
    )

    folder, settings = workspace.folder, workspace.settings
    if which == Which():
        analyses, faults = list_analyses(folder)
        if faults:
            raise faults[0]
        own = settings.kommun or settings.lan
        only = analyses[0] if len(analyses) == 1 else None
        if only is not None and (own is None or fold(only.analysis.who) == fold(own)):
            return Home(only.path, guide.id), only.analysis
    of_whole = which.area is None and settings.area is None
    new = new_analysis(store, workspace, which, of_whole=of_whole)
    there = find_exact(folder, new)
    if there is not None:
        return Home(there.path, guide.id), there.analysis

    def make() -> None:
        open_analysis(folder, new, oj.today, schema_line)

    return Home(analysis_path(folder, new), guide.id, maker=make), new


def plan_of(guide: Guide, folder: Path, analysis: Path) -> str | None:
    """Return the id of the last plan that builds on an analysis, None if there is none.

    Only for a guide that asks for the plan that `oj plan new` writes. A plan that cannot be
    read is not asked: `oj status` tells of it.
    """
    plans = folder / "planer"
    asks = any(name.startswith("plan/") for step in guide.steps for name in step.fetched)
    if not asks or not plans.is_dir() or not any(plans.iterdir()):
        return None
    from oj_cli.plan.files import plan_paths, read_plans

    heads = [p.plan.head for p in read_plans(plan_paths(plans)).plans]
    fitting = [h.id for h in heads if h.analysis and PurePath(h.analysis).stem == analysis.stem]
    return fitting[-1] if fitting else None


@dataclass
class PlanSide:
    """The plan that a guide's answers make, for one workspace and day."""

    guide: "Guide"
    workspace: Path
    today: date
    settings: "Settings"
    analysis: "Analysis | None" = None
    analysis_name: str | None = None
    id: str | None = None
    _figures: dict[tuple[str, ...], tuple[Frozen, ...]] = field(default_factory=dict)
    _stand: "dict[tuple[str, ...], Grounds]" = field(default_factory=dict)
    _measures: dict[str, dict[str, Any]] = field(default_factory=dict)

    def data(self, answers: Tree) -> dict[str, Any]:
        """Return the plan as the answers and the analysis have it, empty without any answer."""
        from oj_cli.analysis_file.file import slug
        from oj_cli.plan.new import taken_ids
        from oj_cli.plan.prefill import plan_id, with_analysis, with_grounds, with_measures

        found = plan_data(self.guide, walk(self.guide, answers)[1], self.today)
        if not found:
            return {}
        known = with_analysis(found, self._with_ties(found), self.analysis_name)
        known = with_measures(known, self.measure_of)
        known = with_grounds(known, self._grounds(known))
        head = known["plan"]
        year = self._year(head)
        of = self.analysis or self.settings
        if of.kommun or of.lan:
            head.setdefault("kommun" if of.kommun else "lan", of.kommun or of.lan)
        who, area = of.kommun or of.lan or "plan", None if of.area == EVERY else of.area
        if area:
            head.setdefault("omrade", area)
        id = self.id or plan_id(slug(who), area and slug(area), year, taken_ids(self.workspace))
        what = head.get("enhet") or self._area_word(area)
        last = str(head.get("giltighet", {}).get("till") or year)[:4]
        period = f"{year}" if last == f"{year}" else f"{year}–{last}"
        about = f"{what} {period}, {who}" if what else f"{period}, {who}"
        titled = {"id": id, "titel": f"Handlingsplan {about}"}
        return {"plan": {**titled, **head}, "mal": known["mal"]}

    @property
    def _kommun(self) -> str | None:
        return self.analysis.kommun if self.analysis else self.settings.kommun

    def measure_of(self, indicator: str) -> dict[str, Any]:
        """Return an indicator as a goal's measure, with the kommun's newest value."""
        from oj_cli.api.plan_grounds import measure_of
        from oj_cli.api.session import Session

        if self._kommun is None:
            return {}
        whole = self.analysis.whole(indicator) if self.analysis else indicator
        if whole not in self._measures:
            with Session(self.workspace).data() as store:
                kommun = store.register().find_kommun(self._kommun)
                self._measures[whole] = measure_of(store, kommun, whole)
        return self._measures[whole]

    def _grounds(self, plan: Mapping[str, Any]) -> "Grounds":
        """Return what the kommun's own values of the goals' indicators stand on."""
        from oj_cli.api.plan_grounds import grounds
        from oj_cli.api.session import Session

        of_goals = (of for g in plan["mal"] for of in (*g.get("koppling", ()), g.get("matt", {})))
        names = tuple(of["indikator"] for of in of_goals if "indikator" in of)
        if self._kommun is None or not names:
            return {}
        if names not in self._stand:
            with Session(self.workspace).data() as store:
                kommun = store.register().find_kommun(self._kommun)
                self._stand[names] = grounds(store, kommun, names)
        return self._stand[names]

    def remarks(self, answers: Tree) -> tuple[str, ...]:
        """Return what is to be said of the goals, as their targets are set."""
        from oj_cli.plan.new import remarks

        data = self.data(answers)
        return remarks(data, self.today, self._grounds(data)) if data else ()

    def _area_word(self, area: str | None) -> str | None:
        from oj_cli.api.session import Session

        with Session(self.workspace).data() as store:
            head = store.heads.get(area or "")
        return area_word(head) if head else area

    def _with_ties(self, plan: Mapping[str, Any]) -> "Analysis | None":
        """Return the analysis, with figures also for indicators that it has not chosen."""
        if self.analysis is None:
            return None
        ids = {str(tie["indikator"]) for g in plan.get("mal", []) for tie in g.get("koppling", [])}
        known = {self.analysis.whole(f.indicator) for f in self.analysis.frozen}
        new = tuple(sorted(id for id in ids if self.analysis.whole(id) not in known))
        if not new:
            return self.analysis
        if new not in self._figures:
            self._figures[new] = self._found(self.analysis, new)
        extra = Chosen("", indicators=self._figures[new])
        return replace(self.analysis, chosen=(*self.analysis.chosen, extra))

    def _found(self, analysis: "Analysis", ids: tuple[str, ...]) -> "tuple[Frozen, ...]":
        from oj_cli.api.session import Session
        from oj_cli.api.snapshot import as_now, with_years

        with Session(self.workspace).data() as store:
            wanted = Chosen("", indicators=with_years(store, analysis, ids))
            return tuple(as_now(store, replace(analysis, chosen=(wanted,))).values())

    def _year(self, head: Mapping[str, Any]) -> int:
        first = str((head.get("giltighet") or {}).get("fran", ""))
        return int(first[:4]) if first[:4].isdigit() else self.today.year

    def is_written(self, id: str) -> bool:
        """Tell whether there is a plan with this id."""
        from oj_cli.plan.new import plan_path

        return plan_path(self.workspace, id).exists()

    def clash(self, before: Tree, after: Tree) -> str | None:
        """Say what in the plan would contradict itself after an answer and did not before."""
        known = {self._said(f) for f in self.faults(before)}
        new = [f for f in self.faults(after) if self._said(f) not in known]
        return " ".join([new[0].message, new[0].remedy]) if new else None

    def faults(self, answers: Tree) -> "tuple[Finding, ...]":
        """Return what in the plan contradicts itself."""
        from oj_cli.plan.new import contradictions

        data = self.data(answers)
        return contradictions(data, self.today) if data else ()

    def _said(self, finding: "Finding") -> tuple[str, str | None, str]:
        return finding.rule, finding.subject, finding.message

    def write(self, answers: Tree) -> tuple[Path, int] | None:
        """Write the plan; return its file and at how many places more is asked for.

        None without any answer for it. Raises UsageFault if there is a plan with its id.
        """
        from oj_cli.plan.new import open_places, plan_path, write_plan
        from oj_cli.workspace import schema_line

        data = self.data(answers)
        if not data:
            return None
        path = plan_path(self.workspace, data["plan"]["id"])
        write_plan(path, data, schema_line(path, "plan"))
        return path, open_places(data)
