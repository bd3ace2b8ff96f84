"""A plan as the table that nämnder know."""

from collections.abc import Iterable

from oj_cli.domain.following import PlanTable
from oj_cli.domain.plan import Goal, PlanHead
from oj_cli.domain.plan_words import ACTIVITY_STATUS, follow_up_texts, next_texts, owner_text
from oj_cli.presentation.document import Column, Document, Paragraph, Table

_HEADINGS = (
    *("Mål", "Aktivitet", "Uppföljning", "Ansvarig"),
    *("Aktivitet nästa period", "Kommentar"),
)


def document(found: PlanTable) -> Document:
    """Return a plan's table as a document: a row for each goal."""
    columns = tuple(Column(heading, weight=1) for heading in _HEADINGS)
    head = found.plan.head
    first, last = head.days
    when = (Paragraph(f"Gäller {first} till {last}."),) if first and last else ()
    table = Table(columns, tuple(_by_goal(head, goal) for goal in found.plan.goals))
    return Document(title=head.name, lead=(*when, table))


def _by_goal(head: PlanHead, goal: Goal) -> tuple[str, ...]:
    done = (
        f"{a.id}: {a.what or ''} ({ACTIVITY_STATUS[a.status]}{f', {a.due}' if a.due else ''})"
        for a in goal.activities
    )
    owners = (f"{a.id}: {owner_text(head, a.owners) or 'ingen angiven'}" for a in goal.activities)
    return (
        f"{goal.id}: {goal.text or ''}".rstrip(": "),
        _lines(done),
        _lines(follow_up_texts(head, goal)),
        _lines(owners),
        _lines(next_texts(head, goal)),
        goal.comment or "–",
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts) or "–"
