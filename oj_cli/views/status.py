"""Where one is in the four steps, as a document."""

from collections.abc import Sequence

from oj_cli.domain.chosen import Difference
from oj_cli.domain.plan_words import PLAN_STATUS
from oj_cli.domain.status import AnalysisStatus, Moved, PlanStatus, Status, StepState
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.analysis import under_way
from oj_cli.views.plan_parts import what_text, who_text

OUTSIDE = (
    "Här finns ingen arbetsmapp. Utan en svarar kommandona på uppgifterna som följer med oj, "
    "och inget sparas."
)
STATE_WORDS: dict[StepState, str] = {
    "klart": "klart",
    "paborjat": "påbörjat",
    "inte_borjat": "inte börjat",
}
MOST_DUE = 8


def document(found: Status) -> Document:
    """Return a workspace's status, or what to do where there is none."""
    sections = [_analysis(a) for a in found.analyses]
    sections += [s for s in (_due(found), _plans(found.plans), _unreadable(found)) if s]
    if found.next_steps:
        commands = tuple(Command(line, gives) for line, gives in found.next_steps)
        sections.append(Section("Nästa steg", (Commands(commands),)))
    return Document(
        title=f"Var ni är: {found.who}" if found.folder else "Var ni är",
        lead=(Paragraph(_lead(found), "strong") if found.folder else Paragraph(OUTSIDE),),
        sections=tuple(sections),
    )


def _lead(found: Status) -> str:
    late = sum(d.state == "sen" for d in found.due)
    said = f", och {_few(late, 'en sak', 'saker')} är {'försenad' if late == 1 else 'försenade'}"
    said = said if late else ""
    return f"{_where(found)}{said}. Räknat {found.today.isoformat()}."


def _where(found: Status) -> str:
    """Return how far one has come, without claiming it of what cannot be read."""
    steps = [f"steg {a.current.number} av 4" for a in found.analyses]
    if len(steps) == 1:
        return f"Ni är i {steps[0]}"
    if steps:
        return f"Analyserna är i {listing(steps)}"
    if found.faults:
        files = _few(len(found.faults), "en fil", "filer")
        return f"Hur långt ni har kommit går inte att säga, för {files} går inte att läsa"
    if found.plans:
        return f"Ni har {_few(len(found.plans), 'en plan', 'planer')} men ingen analys"
    return "Ni har inte börjat"


def _few(n: int, one: str, many: str) -> str:
    return one if n == 1 else f"{n} {many}"


def _analysis(status: AnalysisStatus) -> Section:
    analysis = status.analysis
    is_lacking = any(s.missing for s in status.steps)
    columns = [Column("Steg", weight=1), Column("Läge"), Column("Vad som finns", weight=2)]
    columns += [Column("Saknas", weight=2)] if is_lacking else []
    rows: list[tuple[Cell, ...]] = []
    for s in status.steps:
        missing = (capital(listing(s.missing)),) if is_lacking else ()
        rows.append((f"{s.number}. {s.name}", STATE_WORDS[s.state], capital(s.has), *missing))
    filed = Paragraph(f"Filen är {status.path}.", "note")
    blocks: list[Block] = [Table(tuple(columns), tuple(rows)), *under_way(analysis), filed]
    if status.newer_year is not None:
        text = f"Det finns nyare svar, för {status.newer_year}. Analysen gäller {analysis.year}."
        blocks.append(Paragraph(text, "strong"))
    blocks += [Paragraph(text, "strong") for text in status.unknown]
    if status.moved:
        blocks.append(
            Paragraph(
                "Nyare uppgifter har ändrat siffror som ni valde på. Analysen är som den var:",
                "strong",
            )
        )
        blocks.append(Bullets(tuple(Item(m.name, tuple(_moved(m))) for m in status.moved)))
    return Section(f"{analysis.who}, {status.area_name} {analysis.year}", tuple(blocks))


_FIGURES = {"riket": "Riket", "lan": "Länet", "group": "Kommungruppen"}


def _moved(moved: Moved) -> list[str]:
    return [_difference(d, moved) for d in moved.differences]


def _difference(found: Difference, moved: Moved) -> str:
    if found.field in ("answer", "value"):
        what = "Ert svar" if found.field == "answer" else "Ert värde"
    else:
        what = _FIGURES[found.field]
    return f"{what}: {_figure(found.then, moved)} då, {_figure(found.now, moved)} nu."


def _figure(value: str | float | None, moved: Moved) -> str:
    if value is None:
        return "inget"
    if isinstance(value, str):
        return value
    return number(value, 1) if moved.numeric else percent(value)


def _due(found: Status) -> Section | None:
    late = [d for d in found.due if d.state == "sen"]
    coming = [d for d in found.due if d.state == "kommande"]
    if not late and not coming:
        return None
    shown = (*late, *coming)[:MOST_DUE]
    rows = tuple(
        (
            d.date.isoformat(),
            f"{counted(d.days_late(found.today), 'dag', 'dagar')} sent"
            if d.state == "sen"
            else "kommer",
            what_text(d, 60),
            who_text(d),
        )
        for d in shown
    )
    columns = (Column("Datum"), Column("Läge"), Column("Vad", weight=2), Column("Vem", weight=1))
    blocks: list[Block] = [Table(columns, rows)]
    left = len(late) + len(coming) - len(shown)
    if left:
        blocks.append(Paragraph(f"{left} till visas med oj plan due.", "note"))
    return Section(f"Att göra till och med {found.until.isoformat()}", tuple(blocks))


def _plans(plans: Sequence[PlanStatus]) -> Section | None:
    if not plans:
        return None
    items = tuple(
        Item(f"{p.id}: {p.title} ({PLAN_STATUS[p.state]}, {counted(p.goals, 'mål', 'mål')})")
        for p in plans
    )
    return Section("Planer", (Bullets(items),))


def _unreadable(found: Status) -> Section | None:
    if not found.faults:
        return None
    items = tuple(Item(f"{f.place or ''}: {f.message}", f.details) for f in found.faults)
    return Section("Går inte att läsa", (Bullets(items),))
