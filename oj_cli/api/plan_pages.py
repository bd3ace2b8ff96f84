"""The pages on a plan: one for the nämnd, one that is easy to read."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from oj_cli.analysis.prose.readable import Readable, Said, hard_parts, hard_whole
from oj_cli.api import selecting
from oj_cli.api.plan_checks import analysis_of
from oj_cli.api.report import Report
from oj_cli.api.report_files import Place
from oj_cli.api.report_material import open_area
from oj_cli.documents.packaged import read_packaged
from oj_cli.documents.reader import Where, YamlFile
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import OjError
from oj_cli.domain.findings import Finding
from oj_cli.domain.identification import Verdict
from oj_cli.domain.plan import Goal, Plan
from oj_cli.domain.reports import Written
from oj_cli.plan.files import PlanFile
from oj_cli.reports.plans.lattlast import MOST_GOALS, EasyPage
from oj_cli.reports.plans.namnd import foremost, namnd_page
from oj_cli.reports.words import first_few

Ties = AbstractSet[tuple[str, int]]
"""Indicators, as `omrade/indikator`, each with a year."""
_MOST_NAMED = 6
Page = Literal["namnd", "lattlast"]


@dataclass(frozen=True)
class Gap(Said):
    """A key that a page asks for, and in what of the plan."""

    page: Page = key("sida")
    inside: Literal["plan", "mal", "aktivitet", "uppfoljning"] = key("i")
    names: tuple[str, ...] = key("nycklar", "En av dem räcker")


@dataclass(frozen=True)
class PageRules(Readable):
    """What `data/sidor.yaml` holds."""

    gaps: tuple[Gap, ...] = key("saknas")
    parts: dict[str, Said] = key("saknas_i_analysen")


class PlanPages(Report):
    """Pages on a plan. What is said of `Report` and `Plans` holds here.

    What a page lacks, since the plan does not say it, is among the `findings`: the page is
    written all the same.
    """

    def report_namnd(
        self,
        plan: str | None,
        *,
        asked: Sequence[str] = (),
        formats: str | None = None,
        output: Path | None = None,
    ) -> Written:
        """Write a page for the nämnd on a plan. `asked` are lines that are asked of it."""
        place = Place(self, formats, output)
        file, material = self.plan_file(plan), self._plan(plan)
        ties = {
            (t.indicator, t.year)
            for g in material.plan.goals
            for t in g.ties
            if t.value is not None and t.year is not None
        }
        unsure = frozenset(self._unsure(material.plan.head.kommun, ties))
        page = namnd_page(replace(material, asked=tuple(asked), unsure=unsure))
        return Written(place.save(page), tuple(_gaps(file, "namnd", foremost(file.plan.goals))))

    def report_lattlast(
        self, plan: str | None, *, formats: str | None = None, output: Path | None = None
    ) -> Written:
        """Write a page on a plan that is easy to read, for brukare and personal.

        What is hard to read in the plan's and the analysis' own words is among the `findings`, with
        where it stands; it is not changed.
        """
        place = Place(self, formats, output)
        file = self.plan_file(plan)
        analysis = analysis_of(file.plan, file.path, self.workspace)
        page = EasyPage(self._plan(plan), analysis.analysis if analysis else None)
        document = page.document()
        files = {"plan": file.document.file}
        if analysis is not None:
            files["analys"] = analysis.document.file
        rules, texts = load_rules(), [own.text for own in page.own]
        parts = {section.id for section in document.sections}
        found = [
            *_gaps(file, "lattlast", file.plan.goals[:MOST_GOALS]),
            *(_finding(r, str(file.path)) for part, r in rules.parts.items() if part not in parts),
            *(
                _finding(rule, *_place(files[own.file], own.where, file.plan), values)
                for own in page.own
                for rule, values in hard_parts(own.text, rules)
            ),
            *(
                _finding(rule, str(file.path), None, None, values)
                for rule, values in hard_whole(texts, rules)
            ),
        ]
        return Written(place.save(document), tuple(found))

    def _unsure(self, kommun: str | None, ties: Ties) -> Iterator[tuple[str, int]]:
        """Yield the indicators and years whose value is not clearly apart from riket's."""
        for area, year in {(name.partition("/")[0], year) for name, year in ties}:
            with (
                suppress(OjError),  # what the plan was written on may be gone
                open_area(
                    self,
                    lambda store: selecting.choose_kommun(store, kommun, self.workspace),
                    area,
                    year,
                    None,
                ) as data,
            ):
                found = data.identify(data.kommuner[0])
                yield from ((f"{area}/{r.indicator.id}", year) for r in found.of(Verdict.OSAKERT))


@cache
def load_rules() -> PageRules:
    """Return what is said beside pages. Raises FileFault, with file and line, if it cannot."""
    return read_packaged(PageRules, "sidor.yaml", "Sidornas regler")


def _gaps(file: PlanFile, page: Page, shown: Sequence[Goal]) -> Iterator[Finding]:
    """Yield what a page cannot say, once for each key, at the first place where it lacks."""
    for gap in load_rules().gaps:
        lacking = [
            (where, name)
            for where, name, raw in (_inside(file, gap, shown) if gap.page == page else ())
            if all(raw.get(wanted) is None for wanted in gap.names)
        ]
        if lacking:
            line = file.document.file.line(lacking[0][0])
            names = first_few([name for _, name in lacking], _MOST_NAMED)
            yield _finding(gap, str(file.path), line, None, {"var": names})


def _inside(
    file: PlanFile, gap: Gap, shown: Sequence[Goal]
) -> Iterator[tuple[Where, str, Mapping[str, object]]]:
    """Yield the parts of a plan that a rule is of: the way to it, its name, its keys.

    Those are the goals that are shown on the page, and all activities.
    """
    data = file.document.data
    if gap.inside == "plan":
        yield ("plan",), file.plan.head.id, data["plan"]
        return
    for n, goal in enumerate(file.plan.goals):
        where, raw = ("mal", n), data["mal"][n]
        if gap.inside == "aktivitet":
            for m, activity in enumerate(goal.activities):
                at = (*where, "aktiviteter", m)
                yield at, f"{goal.id} {activity.id}", raw["aktiviteter"][m]
        elif goal in shown:
            yield where, goal.id, raw if gap.inside == "mal" else raw.get(gap.inside) or {}


def _place(file: YamlFile, where: Where, plan: Plan) -> tuple[str, int | None, str | None]:
    """Return file, line and goal of a text."""
    n = where[1] if where[0] == "mal" else None
    goal = f"mål {plan.goals[n].id}" if isinstance(n, int) else None
    return str(file.path), file.line(where), goal


def _finding(
    rule: Said,
    file: str,
    line: int | None = None,
    subject: str | None = None,
    values: Mapping[str, object] | None = None,
) -> Finding:
    message = rule.message.format_map(values or {})
    return Finding(rule.id, "rad", message, rule.remedy, file=file, line=line, subject=subject)
