"""What a walk has to do with plans: the coach's remarks, refusals, and the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.domain.analysis import Chosen, Frozen
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.targets import plan_data
from oj_cli.guide.walk import walk

if TYPE_CHECKING:
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.findings import Finding
    from oj_cli.domain.guide import Guide
    from oj_cli.domain.local import Settings


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

    def data(self, answers: Tree) -> dict[str, Any]:
        """Return the plan as the answers and the analysis have it, empty without any answer."""
        from oj_cli.analysis_file.file import slug
        from oj_cli.plan.new import taken_ids
        from oj_cli.plan.prefill import plan_id, with_analysis

        found = plan_data(self.guide, walk(self.guide, answers)[1], self.today)
        if not found:
            return {}
        known = with_analysis(found, self._with_ties(found), self.analysis_name)
        head = known["plan"]
        year = self._year(head)
        of = self.analysis or self.settings
        if of.kommun or of.lan:
            head.setdefault("kommun" if of.kommun else "lan", of.kommun or of.lan)
        if of.area:
            head.setdefault("omrade", of.area)
        who, area = of.kommun or of.lan or "plan", of.area
        id = self.id or plan_id(slug(who), area and slug(area), year, taken_ids(self.workspace))
        what = head.get("enhet") or area
        about = f"{what} {year}, {who}" if what else f"{year}, {who}"
        titled = {"id": id, "titel": f"Handlingsplan {about}"}
        return {"plan": {**titled, **head}, "mal": known["mal"]}

    def _with_ties(self, plan: Mapping[str, Any]) -> "Analysis | None":
        """Return the analysis, with figures also for indicators that it has not chosen."""
        if self.analysis is None:
            return None
        ids = {str(tie["indikator"]) for g in plan.get("mal", []) for tie in g.get("koppling", [])}
        new = tuple(sorted(ids - {f.indicator for f in self.analysis.frozen}))
        if not new:
            return self.analysis
        if new not in self._figures:
            self._figures[new] = self._found(self.analysis, new)
        extra = Chosen("", indicators=self._figures[new])
        return replace(self.analysis, chosen=(*self.analysis.chosen, extra))

    def _found(self, analysis: "Analysis", ids: tuple[str, ...]) -> "tuple[Frozen, ...]":
        from oj_cli.api.session import Session
        from oj_cli.api.snapshot import as_now

        wanted = Chosen("", indicators=tuple(Frozen(id) for id in ids))
        with Session(self.workspace).data() as store:
            return tuple(as_now(store, replace(analysis, chosen=(wanted,))).values())

    def _year(self, head: Mapping[str, Any]) -> int:
        first = str((head.get("giltighet") or {}).get("fran", ""))
        return int(first[:4]) if first[:4].isdigit() else self.today.year

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
