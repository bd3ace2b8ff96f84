"""A plan as a document to read, and as the table that meetings know."""

from collections.abc import Iterable

from oj_cli.domain.plan import Activity, Goal, PlanHead
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    GOAL_KIND,
    INTERVAL,
    bare_number,
    follow_up_texts,
    next_texts,
    owner_text,
)
from oj_cli.domain.swedish import capital, listing
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Item,
    Paragraph,
    Section,
    Table,
    listed,
)
from oj_cli.reports.plans.material import PlanMaterial
from oj_cli.reports.plans.namnd import due_text
from oj_cli.reports.plans.words import (
    MISSING,
    by_text,
    from_text,
    head_facts,
    newest_text,
    path_text,
    state_text,
    target_text,
    tie_text,
)
from oj_cli.reports.words import NOTHING, slug


def plan_document(material: PlanMaterial) -> Document:
    """Return the plan as a document to read, not yet finished."""
    head = material.plan.head
    sections = [
        Section("Målen i korthet", _overview(material), id="oversikt"),
        _goals(material),
        _ahead(material),
        _around(head),
        Section("Ordlista", id="ordlista"),
    ]
    return Document(
        id=slug(f"plan {head.id}"),
        title=material.title,
        subtitle="Handlingsplan",
        date=material.today.isoformat(),
        facts=head_facts(material),
        sections=tuple(s for s in sections if s is not None),
        status=material.status,
        has_contents=True,
    )


def plan_table(material: PlanMaterial) -> Document:
    """Return the plan as one table on lying pages, not yet finished."""
    head = material.plan.head
    rows = []
    for goal in material.plan.goals:
        activities = [
            f"{a.what or ''} ({ACTIVITY_STATUS[a.status]}{f', {a.due}' if a.due else ''})"
            for a in goal.activities
        ]
        owners = (owner_text(head, a.owners) or "ingen angiven" for a in goal.activities)
        rows.append(
            (
                f"{goal.id}: {goal.text}" if goal.text else goal.id,
                _lines(activities),
                _lines(follow_up_texts(head, goal)),
                _lines(dict.fromkeys(owners)),
                _lines(next_texts(head, goal)),
                goal.comment or NOTHING,
            )
        )
    table = Table(
        (
            Column("Mål", width=1.6),
            Column("Aktivitet", width=2),
            Column("Uppföljning", width=2),
            Column("Ansvarig", width=1.3),
            Column("Aktivitet nästa period", width=1.5),
            Column("Kommentar", width=1.2),
        ),
        tuple(rows),
        caption=f"{material.title}, läget {material.today.isoformat()}",
        id="tabell-plan",
    )
    empty = Paragraph("Planen har inga mål än.")
    return Document(
        id=slug(f"plantabell {head.id}"),
        title=material.title,
        subtitle="Handlingsplan, tabell",
        date=material.today.isoformat(),
        facts=head_facts(material),
        sections=(Section("Planen", (table,) if rows else (empty,), id="plan"),),
        status=material.status,
        is_short=True,
        is_landscape=True,
    )


def _lines(texts: Iterable[str]) -> Cell:
    """Return several texts in one cell, numbered where they are more than one."""
    found = [text for text in texts if text]
    if not found:
        return NOTHING
    if len(found) == 1:
        return found[0]
    return "\n".join(f"{n}. {text}" for n, text in enumerate(found, start=1))


# --- the document ---------------------------------------------------------------------------


def _overview(material: PlanMaterial) -> tuple[Block, ...]:
    if not material.plan.goals:
        return (Paragraph("Planen har inga mål än."),)
    rows = tuple(
        (
            f"{g.id}: {g.text or 'målet saknar text'}",
            from_text(g),
            target_text(g),
            by_text(g),
            newest_text(material.standing(g)),
            capital(state_text(material.standing(g))),
        )
        for g in material.plan.goals
    )
    table = Table(
        (
            Column("Mål", width=3),
            Column("Från", width=1),
            Column("Till", width=0.8),
            Column("Senast", width=0.9),
            Column("Senaste värdet", width=1.4),
            Column("Läge", width=0.8),
        ),
        rows,
        caption=f"Målen, och läget {material.today.isoformat()}",
        id="tabell-mal",
    )
    return (table,)


def _goals(material: PlanMaterial) -> Section | None:
    goals = tuple(_goal(material, goal) for goal in material.plan.goals)
    return Section("Mål för mål", (), goals, id="mal") if goals else None


def _goal(material: PlanMaterial, goal: Goal) -> Section:
    head = material.plan.head
    blocks: list[Block] = [Paragraph(goal.text or "Målet saknar text.", "lead")]
    blocks.append(Facts(tuple(_goal_facts(material, goal))))
    ties = (tie_text(t, material) for t in goal.ties)
    blocks += listed("Målet hör till de här indikatorerna, så som det såg ut då:", ties)
    parts = (
        [b.shows or "", f"({b.source})" if b.source else "", str(b.date or "")]
        for b in goal.backing
    )
    blocks += listed("Underlag:", (" ".join(p for p in said if p) for said in parts))
    standing = material.standing(goal)
    notes = [f"{p.name}: {n}" for p in standing.parties for n in (*p.notes, p.why) if n]
    blocks += listed("Att veta om läget:", notes)
    inner = [_activities(head, goal)]
    if goal.outcomes:
        said = Bullets(tuple(Item(text) for text in follow_up_texts(head, goal)))
        inner.append(Section("Uppföljningar", (said,), id=f"utfall-{slug(goal.id)}"))
    if goal.next_period:
        said = Bullets(tuple(Item(text) for text in next_texts(head, goal)))
        inner.append(Section("Nästa period", (said,), id=f"nasta-{slug(goal.id)}"))
    if goal.comment:
        blocks.append(Paragraph(f"Kommentar: {goal.comment}"))
    name = f"Mål {goal.id}"
    return Section(name, tuple(blocks), tuple(inner), id=f"mal-{slug(goal.id)}")


def _goal_facts(material: PlanMaterial, goal: Goal) -> list[Fact]:
    m, f = goal.measure, goal.follow_up
    standing = material.standing(goal)
    facts = [
        Fact("Sorts mål", capital(GOAL_KIND[goal.kind]) if goal.kind else MISSING),
        Fact("För vem", goal.target_group or MISSING),
        Fact("Vad som mäts", (m.description if m else None) or MISSING),
        Fact("Källa till måttet", (m.source if m else None) or MISSING),
        Fact("Från och till", f"{path_text(goal)}, senast {by_text(goal)}"),
        Fact("Läge", f"{capital(state_text(standing))}. {capital(newest_text(standing))}."),
    ]
    optional = (
        ("Varför", goal.why),
        ("Orsaker", listing(goal.causes) if goal.causes else None),
        ("Nytta för brukaren", goal.benefit),
        ("Brukarnas medverkan", goal.participation),
        ("Får inte bli sämre", goal.balance),
        ("Om inget görs", goal.if_nothing),
        ("Risk", goal.risk.description if goal.risk else None),
    )
    facts += [Fact(label, text) for label, text in optional if text]
    if f is not None:
        when = [d.isoformat() for d in f.dates]
        if f.recurring:
            when.append(INTERVAL[f.recurring.every])
        parts = [listing(when) if when else "", f.how or "", f.who or ""]
        facts.append(Fact("Följs upp", ", ".join(p for p in parts if p) or MISSING))
        if f.support:
            facts.append(Fact("Stöd", f.support))
        if f.reporting and (f.reporting.to or f.reporting.dates):
            days = listing([d.isoformat() for d in f.reporting.dates])
            facts.append(Fact("Redovisas", ", ".join(p for p in (f.reporting.to or "", days) if p)))
        if f.feedback:
            facts.append(Fact("Återkoppling", f.feedback))
    return facts


def _activities(head: PlanHead, goal: Goal) -> Section:
    id, heading = f"aktiviteter-{slug(goal.id)}", "Aktiviteter"
    if not goal.activities:
        return Section(heading, (Paragraph("Målet har inga aktiviteter än."),), id=id)
    rows = tuple(
        (
            f"{a.id}: {a.what or MISSING}",
            owner_text(head, a.owners) or MISSING,
            (a.due.isoformat() if a.due else MISSING),
            _status(a),
            _cost(a),
        )
        for a in goal.activities
    )
    table = Table(
        (
            Column("Vad", width=2.6),
            Column("Ansvarig", width=1.6),
            Column("Klart", width=0.9),
            Column("Läge", width=1.4),
            Column("Kostnad", width=1.1),
        ),
        rows,
        caption=f"Aktiviteter för mål {goal.id}",
        id=f"tabell-aktiviteter-{slug(goal.id)}",
    )
    return Section(heading, (table,), id=id)


def _status(a: Activity) -> str:
    text = ACTIVITY_STATUS[a.status]
    return f"{text}: {a.reason}" if a.reason else text


def _cost(a: Activity) -> str:
    if a.cost is None or a.cost.change is None:
        return MISSING
    if a.cost.change == 0:
        return "ingen ändring"
    more = ", ".join(p for p in (a.cost.period or "", a.cost.funding or "") if p)
    text = f"{bare_number(a.cost.change)} kronor"
    return f"{text} ({more})" if more else text


def _ahead(material: PlanMaterial) -> Section | None:
    late = [d for d in material.due if d.state == "sen"]
    coming = [d for d in material.due if d.state == "kommande"]
    blocks = (
        *listed("Försenat:", (f"Sedan {d.date}: {due_text(d)}" for d in late)),
        *listed("Kommer det närmaste året:", (f"{d.date}: {due_text(d)}" for d in coming)),
    )
    return Section("Försenat och på väg", blocks, id="framover") if blocks else None


def _around(head: PlanHead) -> Section | None:
    blocks: list[Block] = []
    if len(head.parties) > 1:
        blocks += listed("Planen delas av:", (p.name for p in head.parties))
    c = head.comparison
    if c is not None and (c.name or c.kind):
        why = f" Skäl: {c.why}." if c.why else ""
        blocks.append(Paragraph(f"Jämförelser görs med {c.name or c.kind}.{why}"))
    blocks += listed("Mål från nämnden eller fullmäktige:", head.board_goals)
    parts = ([s.title or s.id, s.publisher or "", str(s.year or "")] for s in head.sources)
    blocks += listed("Källor:", (", ".join(p for p in said if p) for said in parts))
    blocks += listed("Bilagor:", head.appendices)
    return Section("Om planen", tuple(blocks), id="omkring") if blocks else None
