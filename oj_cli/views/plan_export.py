"""A plan as the table that nämnder know."""

from collections.abc import Iterable

from oj_cli.domain.following import PlanRow, PlanTable
from oj_cli.domain.plan_words import ACTIVITY_STATUS
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
    table = Table(columns, tuple(_by_goal(row) for row in found.rows))
    return Document(title=head.name, lead=(*when, table))


def _by_goal(row: PlanRow) -> tuple[str, ...]:
    activities = zip(row.activity_ids, row.activities, row.statuses, row.due, strict=True)
    done = (
        f"{id}: {what} ({ACTIVITY_STATUS[status]}{f', {due}' if due else ''})"
        for id, what, status, due in activities
    )
    owners = zip(row.activity_ids, row.owners, strict=True)
    return (
        f"{row.goal}: {row.text}".rstrip(": "),
        _lines(done),
        _lines(row.follow_up),
        _lines(f"{id}: {owner}" for id, owner in owners),
        _lines(row.next_period),
        row.comment or "–",
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts) or "–"
