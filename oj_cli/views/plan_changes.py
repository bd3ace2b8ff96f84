"""What is said to whoever has written in plans: outcomes, values, workbooks, a new plan."""

from collections.abc import Iterator

from oj_cli.domain.findings import LEVEL_WORDS
from oj_cli.domain.plan_changes import Carried, Logged, NextPlan, PlanChange
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    JUDGEMENT,
    counted_value,
    outcome_value,
    party_name,
    shortened,
    with_unit,
)
from oj_cli.domain.report_sheet import Collected, CollectedReports
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Document
from oj_cli.presentation.parts import bullets, compose, section, table, wide
from oj_cli.views.findings import findings_document
from oj_cli.views.plan_parts import go_on

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


def collected(found: CollectedReports) -> Document:
    """Return what was logged and what was found as a document."""
    rows = tuple(row for c in found.collected for row in _collected_rows(c))
    already = sum(c.already for c in found.collected)
    word = "skulle skrivas in" if found.is_dry else "skrevs in"
    said = f"{len(rows)} {word}" if rows else "inget nytt att skriva in"
    known = f", {already} fanns redan i planen" if already else ""
    files = counted(len(found.collected), "fil", "filer")
    columns = (wide("Part"), "Vad", wide("Svar", 2), "Cell")
    heading = "Skulle skrivas in" if found.is_dry else "Inskrivet"
    plans = dict.fromkeys(c.plan for c in found.collected)
    steps = ((f"oj plan matrix {shell_word(p)}", "vilka som har rapporterat") for p in plans)
    return findings_document(
        "Inlästa rapporter",
        found,
        checked=f"{files} lästes: {said}{known}.",
        lead=("Rätta cellerna, spara filen och läs in den igen." if found.has_faults else "",),
        sections=(section(heading, table(columns, rows)), go_on(*steps)),
    )


def _collected_rows(c: Collected) -> Iterator[tuple[str, str, str, str]]:
    party = c.filled.party_name
    for entry in c.new:
        o = entry.outcome
        value = "" if o.value is None else counted_value(o.value, None, o.n)
        judged = JUDGEMENT[o.judgement] if o.judgement else ""
        said = ", ".join(filter(None, (str(o.date or ""), value, judged)))
        yield party, entry.goal, said, entry.cell
    for s in c.changed:
        yield party, f"{s.goal} {s.activity}", ACTIVITY_STATUS[s.status], s.cell


def next_plan(made: NextPlan) -> Document:
    """Return what became of each goal of the old plan as a document."""
    name = shell_word(made.path)
    to_do = "Det som börjar med ATT GÖRA i filen är inte bestämt."
    lead = f"{len(made.goals)} mål följde med från {made.previous}. Den gamla planen är orörd."
    return compose(
        f"Ny plan: {made.id}",
        lead,
        sections=(
            *(section(_heading(g), bullets(_lines(g))) for g in made.goals),
            section("Att bestämma", to_do, bullets(made.to_do)),
            go_on(
                (f"oj plan check {name}", "vad som saknas i den nya planen"),
                (f"oj plan show {name}", "hela den nya planen"),
            ),
        ),
    )


def _heading(goal: Carried) -> str:
    return f"{goal.goal}: {shortened(goal.text, 200)}" if goal.text else goal.goal


def _lines(goal: Carried) -> Iterator[str]:
    yield f"Nytt utgångsläge: {goal.baseline}"
    if goal.kept:
        yield f"Följer med: {listing(goal.kept)}."
    if goal.moved_up:
        yield f"Flyttas upp från nästa period: {listing(goal.moved_up)}."
    if goal.left:
        yield f"Lämnas kvar i den gamla planen: {listing(goal.left)}."
    for text in goal.to_do:
        yield f"Att bestämma: {text}"
