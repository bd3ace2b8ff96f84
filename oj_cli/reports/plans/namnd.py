"""The page for the nämnd, one side of A4: why, what for whom, how it goes, what is asked."""

from collections.abc import Iterator

from oj_cli.domain.plan_words import shortened
from oj_cli.domain.swedish import counted, listing
from oj_cli.presentation.document import Bullets, Column, Document, Item
from oj_cli.presentation.parts import bullets, note, section
from oj_cli.reports.plans.words import NO_GOALS, PlanMaterial, due_text, path_text, tie_text

MOST_GOALS = 5
MOST_REASONS = 4
MOST_DUE = 3
MOST_ASKED = 5
LONGEST = 170
"""Letters of a sentence: a page is soon full."""


def namnd_page(material: PlanMaterial) -> Document:
    """Return the page for the nämnd, not yet finished."""
    goals = material.goals_table(
        (
            (Column("För vem", width=1.3), lambda g: g.target_group or "inte angivet"),
            (Column("Från och till", width=1.2), path_text),
        ),
        MOST_GOALS,
        LONGEST,
    )
    left = len(material.plan.goals) - MOST_GOALS
    more = note(f"{counted(left, 'mål', 'mål')} till finns i planen." if left > 0 else "")
    asked = list(_asked(material)) or ["Ta del av läget. Inget beslut behövs nu."]
    return material.document(
        "namndsida",
        f"Till {material.plan.head.responsible_body or 'nämnden'}",
        section("Varför", _why(material), id="varfor"),
        section(
            "Vad vi vill nå, för vem, och hur det går",
            goals if material.plan.goals else NO_GOALS,
            more,
            id="mal",
        ),
        section("Vad som är försenat och vad som kommer", _ahead(material), id="lage"),
        section("Det här ber vi nämnden om", bullets(asked[:MOST_ASKED]), id="begaran"),
    )


def _why(material: PlanMaterial) -> Bullets | str:
    items = []
    for goal in material.plan.goals:
        ties = tuple(tie_text(t, material) for t in goal.ties[:1])
        why = goal.why or goal.if_nothing
        if why:
            items.append(Item(f"{goal.id}: {shortened(why, LONGEST)}", ties))
        elif ties:
            items.append(Item(f"{goal.id}: {ties[0]}"))
    return bullets(items[:MOST_REASONS]) if items else "Planen säger inte varför målen är valda."


def _ahead(material: PlanMaterial) -> Bullets | str:
    late, coming = material.late, material.coming
    said = [f"Försenat sedan {due.date}: {due_text(due)}" for due in late[:MOST_DUE]]
    if len(late) > MOST_DUE:
        said.append(f"{counted(len(late) - MOST_DUE, 'sak', 'saker')} till är försenade.")
    said += [f"{due.date}: {due_text(due)}" for due in coming[:MOST_DUE]]
    none = "Inget är försenat, och inget har ett datum det närmaste året."
    return bullets(said) if said else none


def _asked(material: PlanMaterial) -> Iterator[str]:
    yield from material.asked
    is_draft = material.plan.head.status == "utkast"
    if is_draft:
        yield "Besluta om planen, eller säg vad som ska ändras."
    for goal in material.plan.goals:
        standing = material.standing(goal)
        wanted = {p.newest.decision for p in standing.parties if p.newest is not None}
        if "andra" in wanted:
            yield f"Ta ställning till förslaget att ändra {goal.id}."
        if "avsluta" in wanted and standing.state != "nadd":
            yield f"Ta ställning till förslaget att avsluta {goal.id}."
        if standing.state in ("samre", "oforandrad"):
            yield f"Fråga vad som krävs för att {goal.id} ska vända."
    if material.late:
        yield "Fråga varför något är försenat, och när det blir klart."
    waiting = [s.goal.id for s in material.standings if s.state == "inte_matt"]
    if waiting and not is_draft:
        yield f"Efterfråga värden för {listing(waiting)}."
