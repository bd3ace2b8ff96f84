"""The plan that a guide's answers make: what they say, and what the analysis and store add."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, TypeVar

from oj_cli.api.guide import Guides
from oj_cli.api.plan_grounds import grounds, measure_of
from oj_cli.api.plans import plans_of
from oj_cli.api.snapshot import others_now
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import SCHEMA, Analysis, Chosen
from oj_cli.domain.findings import Finding
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.plan_chance import Grounds
from oj_cli.domain.selection import EVERY
from oj_cli.domain.wording import area_word
from oj_cli.guide.stops import walk
from oj_cli.guide.targets import Data, answers_of, of_plan, plan_data
from oj_cli.plan import draft, new
from oj_cli.plan.check.checked import span_of, years_in
from oj_cli.plan.prefill import head_of, with_analysis, with_grounds, with_measures
from oj_cli.store import Store
from oj_cli.workspace import Workspace

T = TypeVar("T")


@dataclass
class PlanSide:
    """The plan that a guide's answers make in a workspace. `name` is that of the analysis' file."""

    oj: Guides
    guide: Guide
    workspace: Workspace
    analysis: Analysis | None = None
    name: str | None = None
    id: str | None = None
    _found: dict[object, Any] = field(default_factory=dict)

    def begun(self, plan: Data, id: str | None) -> Data:
        """Return a plan as its file has it while it is asked for; `id` is its id, if it has one."""
        head = head_of(self.of, self.name) | plan.get("plan", {})
        return draft.whole({**plan, "plan": {**head, "id": id or self._id(head)}})

    def plain(self, there: Data) -> Data:
        """Return a plan that has a file with only what is answers of the guide's, and is known."""
        said = plan_data(self.guide, answers_of(of_plan(self.guide), there), self.oj.today)
        return self.begun(said, value(there, ("plan", "id")))

    def data(self, answers: Tree, id: str | None = None) -> Data:
        """Return the plan as the answers and the analysis have it, empty without any answer."""
        found = plan_data(self.guide, walk(self.guide, answers)[1], self.oj.today)
        if not found:
            return {}
        known = with_analysis(found, self._with_ties(found), self.name)
        known = with_measures(known, self.measure_of)
        known = with_grounds(known, self._grounds(known))
        head = known["plan"]
        named = {"id": id or self._id(head), "titel": self._title(head)}
        return {"plan": named | head, "mal": known["mal"]}

    def faults(self, answers: Tree) -> tuple[Finding, ...]:
        """Return what in the plan contradicts itself."""
        data = self.data(answers)
        return new.contradictions(data, self.oj.today) if data else ()

    def clash(self, before: Tree, after: Tree) -> str | None:
        """Say what in the plan would contradict itself after an answer and did not before."""
        known = {(f.subject, f.message) for f in self.faults(before)}
        found = (f for f in self.faults(after) if (f.subject, f.message) not in known)
        return next((f"{f.message} {f.remedy}" for f in found), None)

    def remarks(self, data: Data) -> tuple[str, ...]:
        """Return what is to be said of a plan's goals, as their targets are set."""
        return new.remarks(data, self.oj.today, self._grounds(data)) if data else ()

    def other(self) -> str | None:
        """Return the id of the last plan that builds on the analysis, None if there is none.

        Only for a guide that asks for the plan that `oj plan new` writes. A plan that cannot be
        read is not asked: `oj status` tells of it.
        """
        asks = any(name.startswith("plan/") for step in self.guide.steps for name in step.fetched)
        heads = [file.plan.head for file in plans_of(self.workspace).plans] if asks else ()
        ids = [h.id for h in heads if PurePath(h.analysis or "").stem == self.name]
        return ids[-1] if ids else None

    def measure_of(self, indicator: str) -> Data:
        """Return an indicator as a goal's measure, with the kommun's newest value."""
        return self._once(measure_of, self.of.whole(indicator))

    # --- whose it is ---------------------------------------------------------------------

    @property
    def of(self) -> Analysis:
        """The analysis, else an empty one of whom and what the workspace is of."""
        of = self.workspace.settings
        return self.analysis or Analysis(SCHEMA, of.area or EVERY, 0, of.kommun, of.lan)

    def _id(self, head: Data) -> str:
        who, area, year = self.of.who or "plan", head.get("omrade", ""), self._years(head)[0]
        return self.id or new.free_id(self.workspace.folder, who, area, str(year))

    def _title(self, head: Data) -> str:
        with self.oj.own_data() as store:
            area = store.heads.get(self.of.area)
        about = head.get("enhet") or (area_word(area) if area else None)
        period = f"{span_of(self._years(head))}, {self.of.who or 'plan'}"
        return " ".join(filter(None, ("Handlingsplan", about, period)))

    def _years(self, head: Data) -> tuple[int, ...]:
        time = head.get("giltighet", {})
        return years_in(f"{time.get('fran', self.oj.today)} {time.get('till', '')}")

    # --- what the store knows ------------------------------------------------------------

    def _once(self, find: Callable[[Store, Kommun | None, Any], T], of: object) -> T:
        """Return what is found of something in the store, for the kommun; looked up once."""
        if (find, of) not in self._found:
            with self.oj.own_data() as store:
                register, kommun = store.register(), self.of.kommun
                whose = register.find_kommun(kommun) if kommun else None
                self._found[find, of] = find(store, whose, of)
        found: T = self._found[find, of]
        return found

    def _grounds(self, plan: Mapping[str, Any]) -> Grounds:
        """Return what the kommun's own values of the goals' indicators stand on."""
        of_goals = (of for g in plan["mal"] for of in (*g.get("koppling", ()), g.get("matt", {})))
        names = tuple(of["indikator"] for of in of_goals if "indikator" in of)
        return self._once(grounds, names)

    def _with_ties(self, plan: Data) -> Analysis:
        """Return the analysis, with figures also for indicators that it has not chosen."""
        ties = value(plan, ("mal", "*", "koppling", "*", "indikator")) or []
        known = {self.of.whole(f.indicator) for f in self.of.frozen}
        names = {id for each in ties for id in each if self.of.whole(id) not in known}
        if self.analysis is None or not names:
            return self.of
        more = self._once(self._others, tuple(sorted(names)))
        return replace(self.analysis, chosen=(*self.analysis.chosen, more))

    def _others(self, store: Store, _: Kommun | None, names: tuple[str, ...]) -> Chosen:
        return others_now(store, self.of, names)
