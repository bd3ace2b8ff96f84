"""A plan as a table: a document, and `oj-plan-export/1`."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.following import PlanRow
from oj_cli.domain.plan import Plan
from oj_cli.domain.plan_words import ACTIVITY_STATUS
from oj_cli.presentation.document import Cell, Column, Document, Paragraph, Table

SCHEMA = "oj-plan-export/1"
_HEADINGS = (
    ("mal", "Mål"),
    ("aktivitet", "Aktivitet"),
    ("uppfoljning", "Uppföljning"),
    ("ansvarig", "Ansvarig"),
    ("aktivitet_nasta_period", "Aktivitet nästa period"),
    ("kommentar", "Kommentar"),
)
_MORE = ("mal_id", "aktivitet_id", "klart", "status")


def document(plan: Plan, rows: Sequence[PlanRow]) -> Document:
    """Return a plan's table as a document: a row for each goal, in CSV for each activity."""
    columns = tuple(Column(key, heading, weight=1) for key, heading in _HEADINGS)
    head = plan.head
    validity = head.validity
    when = f"Gäller {validity.first} till {validity.last}." if validity else ""
    return Document(
        title=head.title or head.id,
        lead=(
            *((Paragraph(when),) if when and "None" not in when else ()),
            Table(columns, tuple(_by_goal(row) for row in rows)),
        ),
        data=Table(
            tuple(Column(key, key) for key in (*(k for k, _ in _HEADINGS), *_MORE)),
            tuple(cells for row in rows for cells in _by_activity(row)),
        ),
        payload={
            "schema": SCHEMA,
            "plan": head.id,
            "titel": head.title,
            "rader": [dict(cells) for row in rows for cells in _by_activity(row)],
        },
    )


def _by_goal(row: PlanRow) -> dict[str, Cell]:
    return {
        "mal": f"{row.goal}: {row.text}".rstrip(": "),
        "aktivitet": _lines(
            [
                f"{id}: {what} ({ACTIVITY_STATUS[status]}{f', {due}' if due else ''})"
                for id, what, status, due in zip(
                    row.activity_ids, row.activities, row.statuses, row.due, strict=True
                )
            ]
        ),
        "uppfoljning": _lines(row.follow_up),
        "ansvarig": _lines(
            [f"{id}: {o}" for id, o in zip(row.activity_ids, row.owners, strict=True)]
        ),
        "aktivitet_nasta_period": _lines(row.next_period),
        "kommentar": row.comment or "–",
    }


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts) or "–"


def _by_activity(row: PlanRow) -> Iterator[dict[str, Cell]]:
    shared: dict[str, Cell] = {
        "mal": row.text or None,
        "uppfoljning": " ".join(row.follow_up) or None,
        "aktivitet_nasta_period": "; ".join(row.next_period) or None,
        "kommentar": row.comment or None,
        "mal_id": row.goal,
    }
    if not row.activities:
        yield shared
    for n, id in enumerate(row.activity_ids):
        due = row.due[n]
        yield shared | {
            "aktivitet": row.activities[n] or None,
            "ansvarig": row.owners[n],
            "aktivitet_id": id,
            "klart": due.isoformat() if due else None,
            "status": row.statuses[n],
        }
