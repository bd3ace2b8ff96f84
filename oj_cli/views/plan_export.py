"""A plan as the table that nämnder know."""

from collections.abc import Iterable

from oj_cli.domain.following import PlanTable
from oj_cli.domain.plan import Goal, PlanHead
from oj_cli.domain.plan_words import activity_text, follow_up_texts, next_texts, owner_text
from oj_cli.presentation.document import Document
from oj_cli.presentation.parts import compose, table, wide

_HEADINGS = (
    *("Mål", "Aktivitet", "Uppföljning", "Ansvarig"),
    *("Aktivitet nästa period", "Kommentar"),
)


def document(found: PlanTable) -> Document:
    """Return a plan's table as a document: a row for each goal."""
    head = found.plan.head
    first, last = head.days
    when = f"Gäller {first} till {last}." if first and last else ""
    rows = (_by_goal(head, goal) for goal in found.plan.goals)
    return compose(head.name, when, table(map(wide, _HEADINGS), rows))


def _by_goal(head: PlanHead, goal: Goal) -> tuple[str, ...]:
    done = (f"{a.id}: {activity_text(a)}" for a in goal.activities)
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
