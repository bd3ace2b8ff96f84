"""The plan that a guide's answers make: what they say, and what the analysis and store add."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from oj_cli.api.plan_grounds import grounds, measure_of
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import Chosen
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.selection import EVERY
from oj_cli.domain.swedish import slug
from oj_cli.domain.wording import area_word
from oj_cli.guide.targets import Data, plan_data
from oj_cli.guide.walk import walk
from oj_cli.plan import draft, new
from oj_cli.plan.prefill import plan_id, with_analysis, with_grounds, with_measures

if TYPE_CHECKING:
    from oj_cli.api.session import Session
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.findings import Finding
    from oj_cli.domain.kommuner import Kommun
    from oj_cli.domain.plan_chance import Grounds
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

T = TypeVar("T")


@dataclass
class PlanSide:
    """The plan that a guide's answers make in a workspace. `name` is that of the analysis' file."""

    oj: "Session"
    guide: Guide
    workspace: "Workspace"
    analysis: "Analysis | None" = None
    name: str | None = None
    id: str | None = None
    _found: dict[object, Any] = field(default_factory=dict)

    def begun(self, plan: Data, id: str | None) -> Data:
        """Return a plan as its file has it while it is asked for; `id` is its id, if it has one."""
        head = {**self._whose, **plan.get("plan", {})}
        if self.name is not None:
            head.setdefault("analys", self.name)
        return draft.whole({**plan, "plan": {**head, "id": id or self._id(head)}})

    def data(self, answers: Tree, id: str | None = None) -> Data:
        """Return the plan as the answers and the analysis have it, empty without any answer."""
        found = plan_data(self.guide, walk(self.guide, answers)[1], self.oj.today)
        if not found:
            return {}
        known = with_analysis(found, self._with_ties(found), self.name)
        known = with_measures(known, self.measure_of)
        known = with_grounds(known, self._grounds(known))
        head = {**self._whose, **known["plan"]}
        year, last = self._year(head), str(value(head, ("giltighet", "till")) or "")[:4]
        period = f"{year}" if last in ("", f"{year}") else f"{year}–{last}"
        about = head.get("enhet") or self._area_word
        title = f"Handlingsplan {about + ' ' if about else ''}{period}, {self._who}"
        return {"plan": {"id": id or self._id(head), "titel": title, **head}, "mal": known["mal"]}

    def faults(self, answers: Tree) -> "tuple[Finding, ...]":
        """Return what in the plan contradicts itself."""
        data = self.data(answers)
        return new.contradictions(data, self.oj.today) if data else ()

    def clash(self, before: Tree, after: Tree) -> str | None:
        """Say what in the plan would contradict itself after an answer and did not before."""
        known = [(f.rule, f.subject, f.message) for f in self.faults(before)]
        for found in self.faults(after):
            if (found.rule, found.subject, found.message) not in known:
                return f"{found.message} {found.remedy}"
        return None

    def remarks(self, answers: Tree) -> tuple[str, ...]:
        """Return what is to be said of the goals, as their targets are set."""
        data = self.data(answers)
        return new.remarks(data, self.oj.today, self._grounds(data)) if data else ()

    def is_written(self, id: str) -> bool:
        """Tell whether there is a plan with this id."""
        return new.plan_path(self.workspace.folder, id).exists()

    def measure_of(self, indicator: str) -> Data:
        """Return an indicator as a goal's measure, with the kommun's newest value."""
        name = self.analysis.whole(indicator) if self.analysis else indicator

        def find(store: "Store", kommun: "Kommun | None") -> Data:
            return measure_of(store, kommun, name) if kommun else {}

        return self._once(("measure", name), find)

    # --- whose it is ---------------------------------------------------------------------

    @property
    def _of(self) -> Any:
        return self.analysis or self.workspace.settings

    @property
    def _who(self) -> str:
        return self._of.kommun or self._of.lan or "plan"

    @property
    def _area(self) -> str | None:
        return None if self._of.area == EVERY else self._of.area

    @property
    def _whose(self) -> Data:
        head = {"kommun": self._of.kommun, "lan": None if self._of.kommun else self._of.lan}
        return {k: v for k, v in {**head, "omrade": self._area}.items() if v}

    @property
    def _area_word(self) -> str | None:
        with self.oj.own_data() as store:
            head = store.heads.get(self._area or "")
        return area_word(head) if head else self._area

    def _id(self, head: Data) -> str:
        area, taken = self._area, new.taken_ids(self.workspace.folder)
        return self.id or plan_id(slug(self._who), area and slug(area), self._year(head), taken)

    def _year(self, head: Data) -> int:
        first = str(value(head, ("giltighet", "fran")) or "")[:4]
        return int(first) if first.isdigit() else self.oj.today.year

    # --- what the store knows ------------------------------------------------------------

    def _once(self, key: object, find: "Callable[[Store, Kommun | None], T]") -> T:
        """Return what is found in the store, looked up once."""
        if key not in self._found:
            with self.oj.own_data() as store:
                kommun = self._of.kommun
                self._found[key] = find(
                    store, store.register().find_kommun(kommun) if kommun else None
                )
        found: T = self._found[key]
        return found

    def _grounds(self, plan: Mapping[str, Any]) -> "Grounds":
        """Return what the kommun's own values of the goals' indicators stand on."""
        of_goals = (of for g in plan["mal"] for of in (*g.get("koppling", ()), g.get("matt", {})))
        names = tuple(of["indikator"] for of in of_goals if "indikator" in of)
        if not names:
            return {}
        return self._once(names, lambda store, kommun: grounds(store, kommun, names))

    def _with_ties(self, plan: Data) -> "Analysis | None":
        """Return the analysis, with figures also for indicators that it has not chosen."""
        of = self.analysis
        if of is None:
            return None
        ties = value(plan, ("mal", "*", "koppling", "*", "indikator")) or []
        known = {of.whole(f.indicator) for f in of.frozen}
        ids = tuple(sorted({id for each in ties for id in each if of.whole(id) not in known}))
        if not ids:
            return of

        def find(store: "Store", _: "Kommun | None") -> Chosen:
            from oj_cli.api.snapshot import as_now, with_years

            wanted = Chosen("", indicators=with_years(store, of, ids))
            return Chosen("", indicators=(*as_now(store, replace(of, chosen=(wanted,))).values(),))

        return replace(of, chosen=(*of.chosen, self._once(("ties", ids), find)))
