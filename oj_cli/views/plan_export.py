"""A plan as the table that nämnder know."""

from collections.abc import Sequence

from oj_cli.domain.following import PlanRow, PlanTable
from oj_cli.domain.plan_words import ACTIVITY_STATUS
from oj_cli.presentation.document import Cell, Column, Document, Paragraph, Table

_HEADINGS = (
    ("mal", "Mål"),
    ("aktivitet", "Aktivitet"),
    ("uppfoljning", "Uppföljning"),
    ("ansvarig", "Ansvarig"),
    ("aktivitet_nasta_period", "Aktivitet nästa period"),
    ("kommentar", "Kommentar"),
)


def document(found: PlanTable) -> Document:
    """Return a plan's table as a document: a row for each goal."""
    columns = tuple(Column(key, heading, weight=1) for key, heading in _HEADINGS)
    head = found.plan.head
    first, last = head.days
    when = (Paragraph(f"Gäller {first} till {last}."),) if first and last else ()
    table = Table(columns, tuple(_by_goal(row) for row in found.rows))
    return Document(title=head.name, lead=(*when, table))


def _by_goal(row: PlanRow) -> dict[str, Cell]:
    activities = zip(row.activity_ids, row.activities, row.statuses, row.due, strict=True)
    owners = zip(row.activity_ids, row.owners, strict=True)
    return {
        "mal": f"{row.goal}: {row.text}".rstrip(": "),
        "aktivitet": _lines(
            [
                f"{id}: {what} ({ACTIVITY_STATUS[status]}{f', {due}' if due else ''})"
                for id, what, status, due in activities
            ]
        ),
        "uppfoljning": _lines(row.follow_up),
        "ansvarig": _lines([f"{id}: {owner}" for id, owner in owners]),
        "aktivitet_nasta_period": _lines(row.next_period),
        "kommentar": row.comment or "–",
    }


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts) or "–"
