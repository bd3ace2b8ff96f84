"""The page for the nämnd, one side of A4: why, what for whom, how it goes, what is asked."""

from oj_cli.domain.following import Due
from oj_cli.domain.plan_words import shortened
from oj_cli.domain.swedish import capital, counted, listing
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.reports.plans.material import PlanMaterial
from oj_cli.reports.plans.words import (
    by_text,
    head_facts,
    newest_text,
    path_text,
    state_text,
    tie_text,
)
from oj_cli.reports.words import slug

MOST_GOALS = 5
MOST_REASONS = 4
LONGEST = 170
"""Letters of a sentence: a page is soon full."""


def namnd_page(material: PlanMaterial) -> Document:
    """Return the page for the nämnd, not yet finished."""
    sections = (
        Section("Varför", _why(material), id="varfor"),
        Section("Vad vi vill nå, för vem, och hur det går", _goals(material), id="mal"),
        Section("Vad som är försenat och vad som kommer", _ahead(material), id="lage"),
        Section("Det här ber vi nämnden om", _asked(material), id="begaran"),
    )
    return Document(
        id=slug(f"namndsida {material.plan.head.id}"),
        title=material.title,
        subtitle=f"Till {material.plan.head.responsible_body or 'nämnden'}",
        date=material.today.isoformat(),
        facts=head_facts(material),
        sections=sections,
        status=material.status,
        is_short=True,
    )


def _why(material: PlanMaterial) -> tuple[Block, ...]:
    items = []
    for goal in material.plan.goals:
        ties = tuple(tie_text(t, material) for t in goal.ties[:1])
        why = goal.why or goal.if_nothing
        if why or ties:
            said = shortened(why, LONGEST) if why else ties[0]
            items.append(Item(f"{goal.id}: {said}", ties if why else ()))
    if not items:
        return (Paragraph("Planen säger inte varför målen är valda."),)
    return (Bullets(tuple(items[:MOST_REASONS])),)


def _goals(material: PlanMaterial) -> tuple[Block, ...]:
    goals = material.plan.goals
    if not goals:
        return (Paragraph("Planen har inga mål än."),)
    rows = []
    for goal in goals[:MOST_GOALS]:
        standing = material.standing(goal)
        rows.append(
            (
                f"{goal.id}: {shortened(goal.text or 'målet saknar text', LONGEST)}",
                goal.target_group or "inte angivet",
                path_text(goal),
                by_text(goal),
                newest_text(standing),
                capital(state_text(standing)),
            )
        )
    table = Table(
        (
            Column("Mål", width=2.8),
            Column("För vem", width=1.3),
            Column("Från och till", width=1.2),
            Column("Senast", width=0.9),
            Column("Senaste värdet", width=1.5),
            Column("Läge", width=0.8),
        ),
        tuple(rows),
        caption=f"Målen och läget {material.today.isoformat()}",
        id="tabell-mal",
    )
    left = len(goals) - MOST_GOALS
    more = (Paragraph(f"{counted(left, 'mål', 'mål')} till finns i planen.", "note"),)
    return (table, *more) if left > 0 else (table,)


def _ahead(material: PlanMaterial) -> tuple[Block, ...]:
    late = [d for d in material.due if d.state == "sen"]
    coming = [d for d in material.due if d.state == "kommande"]
    items = []
    for due in late[:3]:
        items.append(Item(f"Försenat sedan {due.date.isoformat()}: {due_text(due)}"))
    if len(late) > 3:
        items.append(Item(f"{counted(len(late) - 3, 'sak', 'saker')} till är försenade."))
    for due in coming[:3]:
        items.append(Item(f"{due.date.isoformat()}: {due_text(due)}"))
    if not items:
        return (Paragraph("Inget är försenat, och inget har ett datum det närmaste året."),)
    return (Bullets(tuple(items)),)


def due_text(due: Due) -> str:
    """Return what is due and who does it."""
    match due.kind:
        case "uppfoljning":
            what = f"uppföljning av {due.goal}"
        case "redovisning":
            what = f"redovisning av {due.goal} till {due.to or 'nämnden'}"
        case "aktivitet":
            what = f"{shortened(due.what, 90)} ({due.goal})"
    who = listing(due.parties) if due.kind == "uppfoljning" and due.parties else due.who or ""
    return f"{what}. {who}." if who else f"{what}."


def _asked(material: PlanMaterial) -> tuple[Block, ...]:
    items = [Item(text) for text in material.asked]
    if material.plan.head.status == "utkast":
        items.append(Item("Besluta om planen, eller säg vad som ska ändras."))
    for goal in material.plan.goals:
        standing = material.standing(goal)
        newest = [p.newest for p in standing.parties if p.newest is not None]
        wanted = {o.decision for o in newest if o.decision in ("andra", "avsluta")}
        if "andra" in wanted:
            items.append(Item(f"Ta ställning till förslaget att ändra {goal.id}."))
        if "avsluta" in wanted and standing.state != "nadd":
            items.append(Item(f"Ta ställning till förslaget att avsluta {goal.id}."))
        if standing.state in ("samre", "oforandrad"):
            items.append(Item(f"Fråga vad som krävs för att {goal.id} ska vända."))
    if any(d.state == "sen" for d in material.due):
        items.append(Item("Fråga varför något är försenat, och när det blir klart."))
    waiting = [s.goal.id for s in material.standings if s.state == "inte_matt"]
    if waiting and material.plan.head.status != "utkast":
        items.append(Item(f"Efterfråga värden för {listing(waiting)}."))
    if not items:
        items.append(Item("Ta del av läget. Inget beslut behövs nu."))
    return (Bullets(tuple(items[:5])),)
