"""What is said to whoever has logged an outcome."""

from collections.abc import Sequence

from oj_cli.domain.plan import Goal, Outcome, Plan
from oj_cli.domain.plan_words import JUDGEMENT, counted_value, party_name, with_unit
from oj_cli.views.words import shell_word


def said(
    plan: Plan, goal: Goal, outcome: Outcome, is_new: bool, warnings: Sequence[str]
) -> list[str]:
    """Return the lines: what was saved, what to think of, and what to type next."""
    who = f", {party_name(plan.head, outcome.party)}" if outcome.party else ""
    lead = "Skrev in" if is_new else "Det står redan i planen"
    lines = [f"{lead}: {goal.id}, {outcome.date}{who}: {_value(goal, outcome)}."]
    lines += [f"Observera: {warning}" for warning in warnings]
    open_ids = {a.id for a in goal.activities if a.status in ("planerad", "pagar")}
    name = shell_word(plan.head.id)
    lines += [
        f"När aktiviteten är klar: oj plan set {name} mal.{goal.id}.aktiviteter.{id}.status klar"
        for id in outcome.done
        if id in open_ids
    ]
    lines.append(f"Se hur målen står: oj plan outcome {name}")
    return lines


def _value(goal: Goal, outcome: Outcome) -> str:
    words = [JUDGEMENT[outcome.judgement]] if outcome.judgement else []
    unit = goal.measure.unit if goal.measure else None
    if outcome.value is not None:
        words.insert(0, counted_value(outcome.value, unit, outcome.n))
    if outcome.value is not None and goal.measure and goal.measure.target is not None:
        words.append(f"målvärde {with_unit(goal.measure.target, unit)}")
    return ", ".join(words)
