"""What went along to the next period's plan, as a document and as `oj-plan-next/1`."""

from pathlib import Path

from oj_cli.domain.following import Carried, NextPlan
from oj_cli.domain.plan_words import shortened
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.words import shell_word

SCHEMA = "oj-plan-next/1"


def document(made: NextPlan, path: Path, old_id: str) -> Document:
    """Return what became of each goal of the old plan as a document."""
    sections = [Section(_heading(g), (Bullets(_items(g)),)) for g in made.goals]
    sections.append(Section("Att bestämma", tuple(_to_do(made))))
    name = shell_word(str(path))
    commands = (
        Command(f"oj plan check {name}", "vad som saknas i den nya planen"),
        Command(f"oj plan show {name}", "hela den nya planen"),
    )
    sections.append(Section("Gå vidare", (Commands(commands),)))
    count = len(made.goals)
    keys = ("mal", "utgangslage", "foljer_med", "flyttas_upp", "lamnas_kvar", "att_gora")
    return Document(
        title=f"Ny plan: {made.id}",
        lead=(Paragraph(f"{count} mål följde med från {old_id}. Den gamla planen är orörd."),),
        sections=tuple(sections),
        data=Table(
            tuple(Column(k, k) for k in keys),
            tuple(
                {
                    "mal": g.goal,
                    "utgangslage": g.baseline,
                    "foljer_med": ", ".join(g.kept),
                    "flyttas_upp": ", ".join(g.moved_up),
                    "lamnas_kvar": ", ".join(g.left),
                    "att_gora": " ".join(g.to_do),
                }
                for g in made.goals
            ),
        ),
        payload={
            "schema": SCHEMA,
            "plan": made.id,
            "fil": str(path),
            "foregaende": old_id,
            "att_gora": list(made.to_do),
            "mal": [
                {
                    "id": g.goal,
                    "mal": g.text,
                    "utgangslage": g.baseline,
                    "foljer_med": list(g.kept),
                    "flyttas_upp": list(g.moved_up),
                    "lamnas_kvar": list(g.left),
                    "att_gora": list(g.to_do),
                }
                for g in made.goals
            ],
        },
    )


def _heading(goal: Carried) -> str:
    return f"{goal.goal}: {shortened(goal.text, 200)}" if goal.text else goal.goal


def _items(goal: Carried) -> tuple[Item, ...]:
    lines = [f"Nytt utgångsläge: {goal.baseline}"]
    if goal.kept:
        lines.append(f"Följer med: {listing(goal.kept)}.")
    if goal.moved_up:
        lines.append(f"Flyttas upp från nästa period: {listing(goal.moved_up)}.")
    if goal.left:
        lines.append(f"Lämnas kvar i den gamla planen: {listing(goal.left)}.")
    return tuple(Item(line) for line in (*lines, *(f"Att bestämma: {t}" for t in goal.to_do)))


def _to_do(made: NextPlan) -> list[Block]:
    lead = "Det som börjar med ATT GÖRA i filen är inte bestämt."
    return [Paragraph(lead), Bullets(tuple(Item(t) for t in made.to_do))]
