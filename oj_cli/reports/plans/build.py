"""A plan as a document to read, and as the table that meetings know."""

from collections.abc import Iterator
from dataclasses import replace

from oj_cli.domain.following import ReportMatrix
from oj_cli.domain.plan import Backing, Goal, PlanHead
from oj_cli.domain.plan_words import (
    DIMENSION,
    GOAL_KIND,
    cost_text,
    follow_up_days,
    goal_name,
)
from oj_cli.domain.swedish import capital, counted, joined, listing, sentences, slug
from oj_cli.plan.due import report_matrix
from oj_cli.presentation.document import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Paragraph,
    Section,
    Table,
)
from oj_cli.presentation.parts import facts, filled, listed, section, strong, table_of
from oj_cli.reports.plans.timeline import timeline
from oj_cli.reports.plans.words import (
    MISSING,
    NO_GOALS,
    PlanMaterial,
    by_text,
    due_text,
    newest_text,
    path_text,
    tie_text,
)
from oj_cli.views.plan_export import plan_table as table_of_plan
from oj_cli.views.plan_matrix import matrix_note, matrix_summary, matrix_table
from oj_cli.views.plan_parts import states_text

NO_DAYS = "De flesta av målen har ingen dag, så de går inte att rita på en tidslinje."
MANY_GOALS = 5
MOST_LATE = 3
"""So many things that are late, and that come next, are named."""


def plan_document(material: PlanMaterial) -> Document:
    """Return the plan as a document to read, not yet finished.

    First all of it at a glance, then who has reported, why, and the table, which lies down.
    """
    if not material.plan.goals:
        return material.document("plan", "Handlingsplan", section("Målen", NO_GOALS))
    table = _table(material)
    around = section("Om planen", _around(material.plan.head), id="omkring")
    seen: Figure | str = timeline(material, table) or NO_DAYS
    sections = (
        section("Läget", _message(material), seen, *_ahead(material), id="mal"),
        _parties(material),
        _why(material),
        _backing(material),
        section("Planen i en tabell", table, around, id="plan", is_landscape=True),
    )
    return material.document("plan", "Handlingsplan", *filled(sections), is_short=False)


def plan_table(material: PlanMaterial) -> Document:
    """Return the plan as one table on lying pages, not yet finished."""
    made = _table(material) if material.plan.goals else NO_GOALS
    return material.document(
        "plantabell", "Handlingsplan, tabell", section("Planen", made, id="plan"), is_landscape=True
    )


def _table(material: PlanMaterial) -> Table:
    """Return the table that meetings know, with how each goal stands."""

    def stands(goal: Goal) -> str:
        newest = newest_text(material.standing(goal))
        path, by = path_text(goal), by_text(goal)
        said = (path, f"senast {by}") if by != MISSING else (path,)
        state = capital(material.state_text(goal))
        measured = f"{state}: {newest}" if material.standing(goal).state != "inte_matt" else state
        return f"{joined(*said)}. {measured}." if path != MISSING else f"{measured}."

    made = table_of_plan(material.plan)
    rows = (
        (f"{row[0]}\n{stands(goal)}", *row[1:])
        for row, goal in zip(made.rows, material.plan.goals, strict=True)
        if isinstance(row, tuple)
    )
    caption = f"{material.title}, läget {material.today.isoformat()}"
    return replace(made, id="tabell-plan", caption=caption, rows=tuple(rows))


# --- the document ---------------------------------------------------------------------------


def _message(material: PlanMaterial) -> Paragraph:
    goals, cost = material.plan.goals, cost_text(material.plan.activities)
    return strong(
        f"{len(goals)} mål: {states_text(s.state for s in material.standings)}. "
        f"Kostnad: {cost or 'ingen är angiven'}."
    )


def _ahead(material: PlanMaterial) -> Iterator[Block]:
    for lead, found in (("Försenat:", material.late), ("Kommer närmast:", material.coming)):
        said = [f"{due.date}: {due_text(due)}" for due in found[:MOST_LATE]]
        left = len(found) - MOST_LATE
        more = [f"{counted(left, 'sak', 'saker')} till"] if left > 0 else []
        yield from listed(lead, [*said, *more])


def _parties(material: PlanMaterial) -> Section | None:
    """Return who has reported, where a plan is shared."""
    plan = material.plan
    if len(plan.head.parties) < 2:
        return None
    found = ReportMatrix(plan, report_matrix(plan, material.today), material.today)
    caption = f"Vem som har rapporterat, {material.today.isoformat()}"
    made = replace(matrix_table(found), id="tabell-parter", caption=caption)
    said = matrix_summary(found)
    return section("Parterna och målen", said, made, matrix_note(found), id="parter")


def _why(material: PlanMaterial) -> Section:
    """Return what is behind each goal: a section for each, a paragraph where they are many."""
    heading, goals = "Varför, och hur det mäts", material.plan.goals
    if len(goals) <= MANY_GOALS:
        return section(heading, *(_goal(material, goal) for goal in goals), id="varfor")
    known = {goal.id: _goal_facts(material, goal) for goal in goals}
    same = set.intersection(*map(set, known.values()))
    told = {"Alla mål": tuple(f for f in known[goals[0].id] if f in same)}
    told |= {id: tuple(f for f in of if f not in same) for id, of in known.items()}
    found = facts(
        *((id, _sentences(*(f"{f.label}: {f.value}" for f in of))) for id, of in told.items())
    )
    return section(heading, Facts(found) if found else None, id="varfor")


def _goal(material: PlanMaterial, goal: Goal) -> Section:
    notes: dict[str, list[str]] = {}
    parties = material.standing(goal).parties
    for party in parties:
        for said in (*party.notes, party.why):
            if said and party.state != "inte_matt":
                notes.setdefault(said, []).append(party.name)
    several = len(parties) > 1
    told = (f"{listing(who)}: {said}" if several else said for said, who in notes.items())
    return section(
        goal_name(goal, 100),
        Facts(_goal_facts(material, goal)),
        *listed("Att veta om läget:", told),
        id=f"mal-{slug(goal.id)}",
    )


def _goal_facts(material: PlanMaterial, goal: Goal) -> tuple[Fact, ...]:
    m, f = goal.measure, goal.follow_up
    known = (a for a in goal.activities if a.knowledge)
    found = facts(
        ("För vem", joined(goal.target_group, GOAL_KIND[goal.kind] if goal.kind else None)),
        ("God kvalitet", DIMENSION[goal.dimension] if goal.dimension else None),
        ("Varför", goal.why),
        ("Öppna jämförelser", " ".join(tie_text(tie, material) for tie in goal.ties)),
        ("Mäts så", _sentences(m.description, m.source) if m else None),
        ("Orsaker", sentences(goal.causes)),
        ("Kunskapsstöd", _sentences(*(f"{a.id}: {a.knowledge}" for a in known))),
        ("Nytta för brukaren", goal.benefit),
        ("Brukarnas medverkan", goal.participation),
        ("Får inte bli sämre", goal.balance),
        ("Om inget görs", goal.if_nothing),
        ("Risk", goal.risk.description if goal.risk else None),
    )
    if f is None:
        return found
    told = f.reporting
    days = listing([d.isoformat() for d in told.dates]) if told else None
    return found + facts(
        ("Följs upp", _sentences(follow_up_days(f), f.how, f.who)),
        ("Stöd", f.support),
        ("Redovisas", joined(told.to if told else None, days)),
        ("Återkoppling", f.feedback),
    )


def _sentences(*parts: str | None) -> str:
    return " ".join(f"{capital(part).rstrip('.')}." for part in parts if part)


def _backing(material: PlanMaterial) -> Section:
    """Return what the goals stand on, each thing once."""
    found: dict[Backing, list[str]] = {}
    for goal in material.plan.goals:
        for backing in goal.backing:
            found.setdefault(backing, []).append(goal.id)
    made = table_of(
        "tabell-underlag",
        "Vad målen bygger på",
        found.items(),
        (
            (Column("Vad det visar", width=3), lambda b: b[0].shows or MISSING),
            (Column("Källa", width=2), lambda b: b[0].source or MISSING),
            (Column("Datum", width=0.9), lambda b: b[0].date),
            (Column("Stödjer", width=0.8), lambda b: b[0].supports),
            (Column("Mål", width=0.8), lambda b: listing(b[1])),
        ),
    )
    return section("Underlag", made, id="underlag")


def _around(head: PlanHead) -> Facts | None:
    c = head.comparison
    compared = _sentences(c.name or c.kind, f"Skäl: {c.why}" if c.why else None) if c else None
    known = (joined(s.title or s.id, s.publisher, str(s.year or "")) for s in head.sources)
    found = facts(
        ("Jämförs med", compared),
        ("Mål från nämnden eller fullmäktige", "; ".join(head.board_goals)),
        ("Källor", "; ".join(known)),
        ("Bilagor", "; ".join(head.appendices)),
    )
    return Facts(found) if found else None
