"""What is known already of the questions of a plan: from the analysis, and from other answers.

It is offered as the answer, to be kept or changed.
"""

import datetime
from typing import Any

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.walk import filled, rounds

_TIES = "koppling.*.indikator"


def known(guide: Guide, analysis: Analysis | None, answers: Tree, today: datetime.date) -> Tree:
    """Return what is known of a plan, as answers to the guide's questions.

    The first goal is of the first chosen area, the second of the second: its indicators and
    why it was chosen. The causes are those of the conclusions. Only a guide that ties its
    goals to indicators gets any.
    """
    goals = next((q for q in guide.questions if q.target == "plan" and q.field == "mal"), None)
    by_field = {q.field: q.id for q in goals.questions} if goals else {}
    if goals is None or _TIES not in by_field:
        return {}
    of_goals: list[dict[str, Any]] = []
    for chosen in analysis.chosen if analysis else ():
        ids = [f.indicator for f in chosen.indicators]
        goal = {_TIES: ids, "varfor": chosen.why}
        of_goals.append({by_field[k]: v for k, v in goal.items() if v and k in by_field})
    causes = [cause for c in (analysis.conclusions if analysis else ()) for cause in c.causes]
    for _, said in filled(guide, answers, "slutsatser", "orsaker"):  # perhaps not yet written
        causes += said
    if causes and "orsaker" in by_field:
        of_goals = of_goals or [{}]
        of_goals[0][by_field["orsaker"]] = list(dict.fromkeys(causes))
    dates = _dates(guide, answers, today)
    return {**dates, **({goals.id: of_goals} if any(of_goals) else {})}


def _dates(guide: Guide, answers: Tree, today: datetime.date) -> dict[str, Any]:
    """Return the coming year as the time of a plan; the end is in the year of the beginning."""
    by_field = {q.field: q.id for q in guide.questions if q.target == "plan" and q.field}
    first, last = (by_field.get(f"plan.giltighet.{key}") for key in ("fran", "till"))
    year = str(answers.get(first or "") or today.year + 1)[:4]
    both = {first: f"{today.year + 1}-01-01", last: f"{year}-12-31"}
    return {id: day for id, day in both.items() if id is not None}


def only_begun(known: Tree, guide: Guide, answers: Tree) -> Tree:
    """Return what is known of the goals that are begun among the answers, and nothing else."""
    result: dict[str, Any] = {}
    for question in guide.questions:
        if question.kind == "grupp" and question.id in known and question.id in answers:
            begun = len(rounds(question, answers[question.id]))
            result[question.id] = list(known[question.id])[:begun]
    return result
