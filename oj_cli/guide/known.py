"""What is known of a plan before it is asked for: of the analysis, and of what was answered."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from oj_cli.documents.decode import filled
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.goal_sentence import read_goal, unit_of
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide import targets
from oj_cli.guide.stops import rounds
from oj_cli.guide.targets import Data, answers_of, of_plan, plan_data


def known(
    guide: Guide,
    analysis: Analysis,
    answers: Tree,
    today: date,
    measure_of: Callable[[str], Data] = lambda _: {},
    kind_of: Callable[[str], str | None] = lambda _: None,
    *,
    is_asked: bool = True,
) -> Tree:
    """Return what is known of a plan, as answers to the guide's questions.

    The first goal is of the first chosen area, the second of the second: its indicators, why
    it was chosen, and how one of them is measured, which `measure_of` gives with its newest value.
    What a goal's own sentence says of its measure goes before, and `kind_of` says what kind of goal
    it is. When and how it may be followed up is only proposed, to somebody who `is_asked`. The
    causes are those of the conclusions. Only a guide that ties its goals to indicators gets any.
    """
    goals = next((q for q in of_plan(guide) if q.field == "mal"), None)
    if goals is None or not {"koppling.*.indikator", "mal"} <= {q.field for q in goals.questions}:
        return {}
    found = list[Data]()
    for area, begun in zip_longest(analysis.chosen, rounds(goals, answers.get(goals.id))):
        said = targets.filled(goals.questions, begun or {}, today)
        tied = [f.indicator for f in area.indicators] if area else []
        sentence = str(said.get("mal", ""))
        read = _read(sentence)
        found.append(
            {
                "koppling": [{"indikator": id} for id in tied],
                "varfor": area.why if area else None,
                "typ": kind_of(sentence),
                "matt": _measure(said, tied, read, measure_of),
                "uppfoljning": _followed(said, read) if is_asked else None,
            }
        )
    causes = dict.fromkeys(cause for c in analysis.conclusions for cause in c.causes)
    found[0]["orsaker"] = [*causes] or None
    first = value(plan_data(guide, answers, today), ("plan", "giltighet", "fran"))
    year = today.year + 1
    # a plan that begins later ends in the year in which it begins
    time = {"fran": f"{year}-01-01", "till": f"{str(first or year)[:4]}-12-31"}
    plan = {"plan": {"giltighet": time}, "mal": found}
    followed = {"galler": [f.indicator for f in analysis.frozen]}
    trends = (q for q in guide.questions if q.target == "trend" and analysis.frozen)
    rest = {group.id: [answers_of(group.questions, followed)] for group in trends}
    return rest | answers_of(of_plan(guide), plan)


def _read(sentence: str) -> Data:
    """Return what a goal's sentence says of its measure, under the keys of a plan."""
    said = read_goal(sentence)
    base = {} if said.baseline is None else {"varde": said.baseline, "n": said.n}
    found = {"malvarde": said.target, "enhet": said.unit, "riktning": said.aim}
    by = said.by and said.by.isoformat()
    read: Data = filled({**found, "senast": by, "utgangslage": base})
    return read


def _measure(said: Data, tied: list[str], read: Data, measure_of: Callable[[str], Data]) -> Data:
    """Return a goal's measure: of the indicator it names or is tied to, and of its sentence."""
    measure = said.get("matt", {})
    named, asked = measure.get("indikator"), measure.get("beskrivning")
    ids = [named] if named else value(said, ("koppling", "*", "indikator")) or tied
    found = next(filter(None, map(measure_of, ids)), Data())
    is_alike = read.get("enhet", found.get("enhet")) == found.get("enhet")
    if named:  # what is measured is said, and no sentence goes before
        read = read if is_alike else {}
    elif asked not in (None, found.get("beskrivning")) or not is_alike:
        # the value is not of what they measure
        found, read = {}, {"enhet": unit_of(str(asked or "")), **read}
    base = {**found.get("utgangslage", {}), **read.get("utgangslage", {})}
    return {**found, **read, "utgangslage": base}


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
