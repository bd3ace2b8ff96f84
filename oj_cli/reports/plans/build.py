"""A plan as a document to read, and as the table that meetings know."""

from collections.abc import Iterable

from oj_cli.domain.plan import Activity, Goal, PlanHead
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    GOAL_KIND,
    INTERVAL,
    activity_text,
    bare_number,
    follow_up_texts,
    next_texts,
    owner_text,
)
from oj_cli.domain.swedish import capital, listing
from oj_cli.presentation.document import (
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Paragraph,
    Section,
)
from oj_cli.presentation.parts import bullets, facts, filled, listed, section, table_of
from oj_cli.reports.glossary import SECTION_ID as GLOSSARY
from oj_cli.reports.plans.words import (
    MISSING,
    NO_GOALS,
    PlanMaterial,
    by_text,
    due_text,
    from_text,
    newest_text,
    path_text,
    target_text,
    tie_text,
)
from oj_cli.reports.words import NOTHING, joined, slug


def plan_document(material: PlanMaterial) -> Document:
    """Return the plan as a document to read, not yet finished."""
    goals = material.plan.goals
    columns = ((Column("Från"), from_text), (Column("Till", width=0.8), target_text))
    overview = material.goals_table(columns) if goals else NO_GOALS
    ahead = (
        *listed("Försenat:", (f"Sedan {d.date}: {due_text(d)}" for d in material.late)),
        *listed("Kommer det närmaste året:", (f"{d.date}: {due_text(d)}" for d in material.coming)),
    )
    around = _around(material.plan.head)
    sections = (
        section("Målen i korthet", overview, id="oversikt"),
        section("Mål för mål", *(_goal(material, goal) for goal in goals), id="mal"),
        section("Försenat och på väg", *ahead, id="framover"),
        section("Om planen", *around, id="omkring"),
    )
    glossary = section("Ordlista", id=GLOSSARY)
    return material.document("plan", "Handlingsplan", *filled(sections), glossary, is_short=False)


def plan_table(material: PlanMaterial) -> Document:
    """Return the plan as one table on lying pages, not yet finished."""
    head = material.plan.head

    def owners(goal: Goal) -> Cell:
        named = (owner_text(head, a.owners) or "ingen angiven" for a in goal.activities)
        return _lines(dict.fromkeys(named))

    made = table_of(
        "tabell-plan",
        f"{material.title}, läget {material.today.isoformat()}",
        material.plan.goals,
        (
            (Column("Mål", width=1.6), lambda g: f"{g.id}: {g.text}" if g.text else g.id),
            (Column("Aktivitet", width=2), lambda g: _lines(map(activity_text, g.activities))),
            (Column("Uppföljning", width=2), lambda g: _lines(follow_up_texts(head, g))),
            (Column("Ansvarig", width=1.3), owners),
            (Column("Aktivitet nästa period", width=1.5), lambda g: _lines(next_texts(head, g))),
            (Column("Kommentar", width=1.2), lambda g: g.comment or NOTHING),
        ),
    )
    return material.document(
        "plantabell",
        "Handlingsplan, tabell",
        section("Planen", made if made.rows else NO_GOALS, id="plan"),
        is_landscape=True,
    )


def _lines(texts: Iterable[str]) -> Cell:
    """Return several texts in one cell, numbered where they are more than one."""
    found = [text for text in texts if text]
    if len(found) < 2:
        return found[0] if found else NOTHING
    return "\n".join(f"{n}. {text}" for n, text in enumerate(found, start=1))


# --- the document ---------------------------------------------------------------------------


def _goal(material: PlanMaterial, goal: Goal) -> Section:
    backing = (
        (b.shows, f"({b.source})" if b.source else None, str(b.date) if b.date else None)
        for b in goal.backing
    )
    parties = material.standing(goal).parties
    notes = [f"{p.name}: {n}" for p in parties for n in (*p.notes, p.why) if n]
    head = material.plan.head
    told = follow_up_texts(head, goal) if goal.outcomes else ()
    id = slug(goal.id)
    return section(
        f"Mål {goal.id}",
        Paragraph(goal.text or "Målet saknar text.", "lead"),
        Facts(_goal_facts(material, goal)),
        *listed(
            "Målet hör till de här indikatorerna, så som det såg ut då:",
            (tie_text(t, material) for t in goal.ties),
        ),
        *listed("Underlag:", (" ".join(p for p in said if p) for said in backing)),
        *listed("Att veta om läget:", notes),
        f"Kommentar: {goal.comment}" if goal.comment else None,
        _activities(head, goal),
        section("Uppföljningar", bullets(told), id=f"utfall-{id}"),
        section("Nästa period", bullets(next_texts(head, goal)), id=f"nasta-{id}"),
        id=f"mal-{id}",
    )


def _goal_facts(material: PlanMaterial, goal: Goal) -> tuple[Fact, ...]:
    m, f = goal.measure, goal.follow_up
    newest = newest_text(material.standing(goal))
    found = facts(
        ("Sorts mål", capital(GOAL_KIND[goal.kind]) if goal.kind else MISSING),
        ("För vem", goal.target_group or MISSING),
        ("Vad som mäts", (m.description if m else None) or MISSING),
        ("Källa till måttet", (m.source if m else None) or MISSING),
        ("Från och till", f"{path_text(goal)}, senast {by_text(goal)}"),
        ("Läge", f"{capital(material.state_text(goal))}. {capital(newest)}."),
        ("Varför", goal.why),
        ("Orsaker", listing(goal.causes)),
        ("Nytta för brukaren", goal.benefit),
        ("Brukarnas medverkan", goal.participation),
        ("Får inte bli sämre", goal.balance),
        ("Om inget görs", goal.if_nothing),
        ("Risk", goal.risk.description if goal.risk else None),
    )
    if f is None:
        return found
    when = [d.isoformat() for d in f.dates]
    if f.recurring:
        when.append(INTERVAL[f.recurring.every])
    told = f.reporting
    days = listing([d.isoformat() for d in told.dates]) if told else None
    return found + facts(
        ("Följs upp", joined(listing(when), f.how, f.who) or MISSING),
        ("Stöd", f.support),
        ("Redovisas", joined(told.to if told else None, days)),
        ("Återkoppling", f.feedback),
    )


def _activities(head: PlanHead, goal: Goal) -> Section:
    id = f"aktiviteter-{slug(goal.id)}"
    made = table_of(
        f"tabell-{id}",
        f"Aktiviteter för mål {goal.id}",
        goal.activities,
        (
            (Column("Vad", width=2.6), lambda a: f"{a.id}: {a.what or MISSING}"),
            (Column("Ansvarig", width=1.6), lambda a: owner_text(head, a.owners) or MISSING),
            (Column("Klart", width=0.9), lambda a: a.due.isoformat() if a.due else MISSING),
            (Column("Läge", width=1.4), _status),
            (Column("Kostnad", width=1.1), _cost),
        ),
    )
    return section("Aktiviteter", made if made.rows else "Målet har inga aktiviteter än.", id=id)


def _status(a: Activity) -> str:
    text = ACTIVITY_STATUS[a.status]
    return f"{text}: {a.reason}" if a.reason else text


def _cost(a: Activity) -> str:
    if a.cost is None or a.cost.change is None:
        return MISSING
    if a.cost.change == 0:
        return "ingen ändring"
    more = joined(a.cost.period, a.cost.funding)
    text = f"{bare_number(a.cost.change)} kronor"
    return f"{text} ({more})" if more else text


def _around(head: PlanHead) -> list[Block]:
    parties = [p.name for p in head.parties] if len(head.parties) > 1 else []
    blocks: list[Block] = [*listed("Planen delas av:", parties)]
    c = head.comparison
    if c is not None and (c.name or c.kind):
        why = f" Skäl: {c.why}." if c.why else ""
        blocks.append(Paragraph(f"Jämförelser görs med {c.name or c.kind}.{why}"))
    blocks += listed("Mål från nämnden eller fullmäktige:", head.board_goals)
    known = ((s.title or s.id, s.publisher, str(s.year) if s.year else None) for s in head.sources)
    blocks += listed("Källor:", (joined(*said) for said in known))
    blocks += listed("Bilagor:", head.appendices)
    return blocks
