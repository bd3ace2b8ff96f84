"""What is known of a plan before it is asked for: of the analysis, and of what was answered."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from oj_cli.documents.ways import value
from oj_cli.domain.analysis import Analysis, Chosen
from oj_cli.domain.goal_sentence import read_goal, unit_of
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.plan import Goal
from oj_cli.guide.targets import Data, answers_of, item, of_plan, plan_data
from oj_cli.guide.walk import rounds

MeasureOf = Callable[[str], Data]
"""Gives an indicator as a goal's measure with its newest value, nothing where it has none."""

_TIES = "koppling.*.indikator"


def known(
    guide: Guide,
    analysis: Analysis | None,
    answers: Tree,
    today: date,
    measure_of: MeasureOf = lambda _: {},
    kind_of: Callable[[str], str | None] = lambda _: None,
    *,
    is_asked: bool = True,
) -> Tree:
    """Return what is known of a plan, as answers to the guide's questions.

    The first goal is of the first chosen area, the second of the second: its indicators, why
    it was chosen, and how one of them is measured. What a goal's own sentence says of its measure
    goes before, and `kind_of` says what kind of goal it is. When and how it may be followed up is
    only proposed, to somebody who `is_asked`. The causes are those of the conclusions. Only a
    guide that ties its goals to indicators gets any.
    """
    goals = next((q for q in of_plan(guide) if q.field == "mal"), None)
    if goals is None or not {_TIES, "mal"} <= {q.field for q in goals.questions}:
        return {}
    areas, begun = analysis.chosen if analysis else (), rounds(goals, answers.get(goals.id))
    found = list[Data]()
    for n in range(max(len(areas), len(begun))):
        area = areas[n] if n < len(areas) else Chosen("")
        said = item(goals, begun[n] if n < len(begun) else {}, today, Goal)
        tied = [f.indicator for f in area.indicators]
        sentence = str(said.get("mal", ""))
        read = _read(sentence)
        found.append(
            {
                "koppling": [{"indikator": id} for id in tied],
                "varfor": area.why,
                "typ": kind_of(sentence) if sentence else None,
                "matt": _measure(said, tied, read, measure_of),
                "uppfoljning": _followed(said, read) if is_asked else None,
            }
        )
    causes = [cause for c in (analysis.conclusions if analysis else ()) for cause in c.causes]
    if causes:
        found[0]["orsaker"] = list(dict.fromkeys(causes))
    first = value(plan_data(guide, answers, today), ("plan", "giltighet", "fran"))
    year = today.year + 1
    # a plan that begins later ends in the year in which it begins
    time = {"fran": f"{year}-01-01", "till": f"{str(first or year)[:4]}-12-31"}
    plan = {"plan": {"giltighet": time}, "mal": found}
    return {**_trends(guide, areas), **answers_of(of_plan(guide), plan)}


def _read(sentence: str) -> Data:
    """Return what a goal's sentence says of its measure, under the keys of a plan."""
    said = read_goal(sentence)
    found: Data = {"senast": said.by.isoformat() if said.by else None}
    if said.target is not None:
        found |= {"malvarde": said.target, "enhet": said.unit, "riktning": said.aim}
        if said.baseline is not None:
            base = {"varde": said.baseline, "n": said.n}
            found["utgangslage"] = {k: v for k, v in base.items() if v is not None}
    return {key: part for key, part in found.items() if part is not None}


def _measure(said: Data, tied: list[str], read: Data, measure_of: MeasureOf) -> Data:
    """Return a goal's measure: of the indicator it names or is tied to, and of its sentence."""
    measure = said.get("matt", {})
    named, asked = measure.get("indikator"), measure.get("beskrivning")
    ids = [named] if named else value(said, ("koppling", "*", "indikator")) or tied
    found = next((one for id in ids if (one := measure_of(id))), Data())
    is_alike = read.get("enhet", found.get("enhet")) == found.get("enhet")
    if named:  # what is measured is said, and no sentence goes before
        read = read if is_alike else {}
    elif asked not in (None, found.get("beskrivning")) or not is_alike:
        found, unit = {}, unit_of(str(asked or ""))  # the value is not of what they measure
        read = ({"enhet": unit} if unit else {}) | read
    base = {**found.get("utgangslage", {}), **read.get("utgangslage", {})}
    return {**found, **read, **({"utgangslage": base} if base else {})}


def _followed(said: Data, read: Data) -> Mapping[str, Any]:
    """Return when and how a goal may be followed up, from when it is to be reached, and by what."""
    measure, found = {**read, **said.get("matt", {})}, Data()
    if (by := measure.get("senast")) is not None:
        first = date.fromisoformat(by).replace(day=1)
        before = date.fromordinal(max(first.toordinal() - 1, 1)).replace(day=1)
        found["nar"] = [date.fromordinal(max(before.toordinal() - 1, 1)).isoformat(), by]
    if "kalla" in measure:
        found["hur"] = f"På samma sätt som i dag: {measure['kalla']}."
    return found


def _trends(guide: Guide, areas: tuple[Chosen, ...]) -> Tree:
    """Return the chosen indicators as those whose development is looked at."""
    ids = [f.indicator for chosen in areas for f in chosen.indicators]
    group = next((q for q in guide.questions if q.target == "trend"), None)
    return {group.id: [answers_of(group.questions, {"galler": ids})]} if group and ids else {}
