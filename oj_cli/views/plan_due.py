"""What is due in plans, as a document."""

from collections.abc import Iterator

from oj_cli.domain.following import DueList, DueState
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Block, Document
from oj_cli.presentation.parts import compose, note, section, strong
from oj_cli.views.plan_parts import days_note, due_table, go_on, late_text

_HEADINGS: dict[DueState, str] = {
    "sen": "Försenat",
    "kommande": "Kommer",
    "passerad": "Redovisningar som har passerat",
}


def document(found: DueList) -> Document:
    """Return what is due, the latest first, as a document."""
    sections = (section(heading, *_blocks(state, found)) for state, heading in _HEADINGS.items())
    return compose(
        f"Att göra till och med {found.until.isoformat()}",
        strong(_summary(found)),
        sections=(*sections, go_on(*_steps(found))),
    )


def _summary(found: DueList) -> str:
    states = [d.state for d in found.due]
    late, coming = states.count("sen"), states.count("kommande")
    where = f"i {counted(found.plans, 'plan', 'planer')}, räknat {found.today.isoformat()}"
    if not late and not coming:
        return f"Inget är försenat och inget kommer {where}."
    return f"{late_text(found.due)} och {coming} som kommer {where}."


def _blocks(state: DueState, found: DueList) -> Iterator[Block | None]:
    items = [d for d in found.due if d.state == state]
    yield due_table(items, found.today)
    yield note(days_note(items))
    if items and state == "passerad":
        yield note("En plan säger inte om en redovisning är gjord. Kontrollera att den är det.")
    drafts = {d.plan for d in items if d.is_draft}
    if drafts and len({d.plan for d in items}) == 1:
        yield note(f"Planen {listing(sorted(drafts))} är ett utkast.")


def _steps(found: DueList) -> Iterator[tuple[str, str]]:
    late = next((d for d in found.due if d.kind == "uppfoljning"), None)
    if late:
        yield f"oj plan followup {shell_word(late.plan)} --mal {late.goal}", "skriv in utfallet"
    activity = next((d for d in found.due if d.kind == "aktivitet"), None)
    if activity:
        where = f"mal.{activity.goal}.aktiviteter.{activity.activity}.status"
        yield f"oj plan set {shell_word(activity.plan)} {where} klar", "när aktiviteten är klar"
    if found.due:
        yield f"oj plan calendar {shell_word(found.due[0].plan)}", "till kalendern"
