"""What is said to whoever has logged an outcome, or changed a value, in a plan."""

from collections.abc import Iterator

from oj_cli.domain.findings import LEVEL_WORDS
from oj_cli.domain.plan_changes import Logged, PlanChange
from oj_cli.domain.plan_words import JUDGEMENT, outcome_value, party_name, with_unit
from oj_cli.domain.wording import shell_word

MOST = 3
"""So many findings of the check are told after a change."""


def logged(found: Logged) -> Iterator[str]:
    """Yield what was logged, what to think of, and what to type next."""
    goal, outcome, head = found.goal, found.outcome, found.plan.head
    who = f", {party_name(head, outcome.party)}" if outcome.party else ""
    lead = "Skrev in" if found.is_new else "Det står redan i planen"
    yield f"{lead}: {goal.id}, {outcome.date}{who}: {_value(found)}."
    for warning in found.warnings:
        yield f"Observera: {warning}"
    name = shell_word(head.id)
    for activity in goal.activities:
        if activity.id in outcome.done and activity.status in ("planerad", "pagar"):
            way = f"mal.{goal.id}.aktiviteter.{activity.id}.status"
            yield f"När aktiviteten är klar: oj plan set {name} {way} klar"
    yield f"Se hur målen står: oj plan outcome {name}"


def _value(found: Logged) -> str:
    goal, outcome = found.goal, found.outcome
    words = [outcome_value(goal, outcome)]
    if outcome.judgement:
        words.append(JUDGEMENT[outcome.judgement])
    if outcome.value is not None and goal.measure and goal.measure.target is not None:
        words.append(f"målvärde {with_unit(goal.measure.target, goal.unit)}")
    return ", ".join(filter(None, words))


def changed(found: PlanChange) -> Iterator[str]:
    """Yield what was changed, and what the check finds now and did not before."""
    for change in found.made:
        if change.before == change.after:
            yield f"{change.name} är redan {_said(change.after)}."
        else:
            yield f"Ändrade {change.name} från {_said(change.before)} till {_said(change.after)}."
    for finding in found.findings[:MOST]:
        yield f"Observera: {LEVEL_WORDS[finding.level]} {finding.rule}. {finding.message}"
    more = len(found.findings) - MOST
    if found.findings:
        see = f"Se {more} till, och hur" if more > 0 else "Se hur"
        yield f"{see} det rättas: oj plan check {shell_word(found.plan)}"


def _said(value: object) -> str:
    if value is None:
        return "tomt"
    if isinstance(value, list):
        return f"”{', '.join(map(str, value))}”"
    if isinstance(value, dict):
        return "flera värden"
    return f"”{str(value).replace('.', ',') if isinstance(value, float) else value}”"
