"""What went along to the next period's plan, as a document."""

from collections.abc import Iterator

from oj_cli.domain.next_plan import Carried, NextPlan
from oj_cli.domain.plan_words import shortened
from oj_cli.domain.swedish import listing
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Document, Paragraph, Section
from oj_cli.views.plan_parts import bullets, go_on


def document(made: NextPlan) -> Document:
    """Return what became of each goal of the old plan as a document."""
    name = shell_word(made.path)
    to_do = (
        Paragraph("Det som börjar med ATT GÖRA i filen är inte bestämt."),
        bullets(made.to_do),
    )
    lead = f"{len(made.goals)} mål följde med från {made.previous}. Den gamla planen är orörd."
    return Document(
        title=f"Ny plan: {made.id}",
        lead=(Paragraph(lead),),
        sections=(
            *(Section(_heading(g), (bullets(_lines(g)),)) for g in made.goals),
            Section("Att bestämma", to_do),
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
