"""Where one is in the four steps, as a document."""

from collections.abc import Sequence

from oj_cli.domain.chosen import FIGURES, Difference
from oj_cli.domain.identification import CLEAR, STRONG
from oj_cli.domain.kommun_map import AreaPart, by_area
from oj_cli.domain.plan_words import PLAN_STATUS
from oj_cli.domain.status import AnalysisStatus, Moved, Status, StepState
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.presentation.document import Column, Document, Section
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    note,
    rest,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.kommun_map import age
from oj_cli.views.plan_parts import what_text, who_text
from oj_cli.views.whole import some
from oj_cli.views.year import day_text

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
MOST_NAMED = 2


def document(found: Status) -> Document:
    """Return a workspace's status, or what to do where there is none."""
    if not found.folder:
        return compose("Var ni är", OUTSIDE, sections=[next_steps(*found.next_steps)])
    plans = (
        f"{p.id}: {p.title} ({PLAN_STATUS[p.state]}, {counted(p.goals, 'mål', 'mål')})"
        for p in found.plans
    )
    unreadable = (item(f"{f.place or ''}: {f.message}", *f.details) for f in found.faults)
    return compose(
        f"Var ni är: {found.who}",
        strong(_lead(found)),
        f"Härnäst i årshjulet: {day_text(found.in_year, found.today)}." if found.in_year else "",
        sections=(
            *map(_analysis, found.analyses),
            _areas(found),
            _due(found),
            section("Planer", bullets(plans)),
            section("Går inte att läsa", bullets(unreadable)),
            next_steps(*found.next_steps),
        ),
    )


def _lead(found: Status) -> str:
    late = sum(d.state == "sen" for d in found.due)
    said = f" Försenat: {late}." if late else ""
    return f"{_where(found)}.{said} Räknat {found.today.isoformat()}."


def _where(found: Status) -> str:
    """Return how far one has come, without claiming it of what cannot be read."""
    steps = sorted({a.current.number for a in found.analyses})
    if steps:
        n, said = len(found.analyses), listing([str(n) for n in steps])
        return f"Ni är i steg {said} av 4" + (f", med {n} analyser" if n > 1 else "")
    if found.faults:
        return "Hur långt ni har kommit går inte att säga, för en del går inte att läsa"
    if found.plans:
        return f"Ni har {counted(len(found.plans), 'plan', 'planer')} men ingen analys"
    return "Ni har inte börjat"


def _analysis(status: AnalysisStatus) -> Section:
    analysis = status.analysis
    is_lacking = any(s.missing for s in status.steps)
    columns = [wide("Steg"), Column("Läge"), wide("Vad som finns", 2)]
    columns += [wide("Saknas", 2)] if is_lacking else []
    rows = (
        (
            *(f"{s.number}. {s.name}", STATE_WORDS[s.state], capital(s.has)),
            *([capital(listing(s.missing))] if is_lacking else []),
        )
        for s in status.steps
    )
    newer = f"Det finns nyare svar, för {status.newer_year}. Analysen gäller {analysis.year}."
    moved = "Nyare uppgifter har ändrat siffror som ni valde på. Analysen är som den var:"
    return section(
        f"{analysis.who}, {status.area_name} {analysis.year}",
        table(columns, rows),
        note(f"Filen är {status.path}."),
        strong(newer if status.newer_year is not None else ""),
        *map(strong, status.unknown),
        strong(moved if status.moved else ""),
        bullets(item(m.name, *(_difference(d, m) for d in m.differences)) for m in status.moved),
    )


def _areas(found: Status) -> Section:
    """Return what the map says of each område in a line, and how far the work has come there."""
    newest = max((part.year or 0 for part in found.areas), default=0)
    step = {
        part.area: f"steg {status.current.number}"
        for status in found.analyses
        for part in status.analysis.parts
    }
    in_areas = by_area(found.areas)
    rows = [
        (*_in_short(parts), *([step.get(area, "")] if step else []))
        for area, parts in in_areas.items()
    ]
    weak = wide("Tydligt svagt, eller saknas", 3)
    columns = [wide("Område"), Column("År"), weak, *right("Tydligt starkt", "Stäm av")]
    older = listing(
        [of[0].head.short for of in in_areas.values() if all(p.year != newest for p in of)]
    )
    return section(
        "Hela kommunen",
        table([*columns, *([Column("Arbete")] if step else [])], rows),
        note(f"Äldre än {newest}: {older}." if older else ""),
        age(counted(len(rows), "område", "områden"), newest, found.today.year) if rows else "",
    )


def _in_short(parts: Sequence[AreaPart]) -> tuple[str | int, ...]:
    """Return an område with its years, the first of what is clear, and how much is strong."""
    clear = [r.indicator.short for part in parts for r in part.results if r.verdict in CLEAR]
    return (
        parts[0].head.short,
        ", ".join(str(part.year) for part in parts),
        some(clear, MOST_NAMED) or "inget",
        sum(part.n(*STRONG) for part in parts),
        sum(part.n_checks for part in parts),
    )


def _difference(found: Difference, moved: Moved) -> str:
    then, now = _figure(found.then, moved), _figure(found.now, moved)
    return f"{capital(FIGURES[found.field])}: {then} då, {now} nu."


def _figure(value: str | float | None, moved: Moved) -> str:
    if value is None:
        return "inget"
    if isinstance(value, str):
        return value
    return number(value, 1) if moved.numeric else percent(value)


def _due(found: Status) -> Section:
    late = [d for d in found.due if d.state == "sen"]
    due = [*late, *(d for d in found.due if d.state == "kommande")]
    rows = []
    for d in due[:MOST_DUE]:
        days = counted(d.days_late(found.today), "dag", "dagar")
        state = f"{days} sent" if d.state == "sen" else "kommer"
        rows.append((d.date.isoformat(), state, what_text(d, 60), who_text(d)))
    columns = (Column("Datum"), Column("Läge"), wide("Vad", 2), wide("Vem"))
    more = note(rest(len(due) - len(rows), "visas med oj plan due"))
    return section(f"Att göra till och med {found.until.isoformat()}", table(columns, rows), more)
