"""Many plans together, as a document."""

from collections.abc import Iterator

from oj_cli.domain.following import STATES
from oj_cli.domain.plan_summary import Promises, Summary, themes
from oj_cli.domain.plan_words import JUDGEMENT, PLAN_STATUS
from oj_cli.domain.swedish import capital, counted
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Block, Column, Document, Table
from oj_cli.presentation.parts import (
    bullets,
    compose,
    note,
    rest,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.plan_parts import days_note, due_table, go_on, late_text, states_text

MOST_LATE = 20


def document(found: Summary) -> Document:
    """Return plans on a day as a document."""
    files = counted(found.others, "annan fil", "andra filer")
    return compose(
        f"{counted(len(found.plans), 'handlingsplan', 'handlingsplaner')} tillsammans",
        strong(_summary(found)),
        note(f"I mappen finns {files}, som inte är planer." if found.others else ""),
        sections=(
            section("Mål efter tema", _themes(found)),
            section("Löften", bullets(_promises(found.promises))),
            section("Planerna", _plans(found)),
            section("Försenat", *_late(found), days_note(found.late)),
            go_on(_next(found)),
        ),
    )


def _summary(found: Summary) -> str:
    states = states_text(found.states.elements())
    goals = f"{found.states.total()} mål: {states}." if states else "Planerna har inga mål."
    return f"{found.today.isoformat()}. {goals} {late_text(found.late)}."


def _themes(found: Summary) -> Table:
    counts = themes(found.plans)
    used = [s for s in STATES if found.states[s]]
    columns = (
        wide("Tema"),
        *right("Mål", *(capital(JUDGEMENT[s]) for s in used)),
    )
    return table(
        columns, ((name, of.total(), *(of[s] for s in used)) for name, of in counts.items())
    )


def _promises(p: Promises) -> Iterator[str]:
    if p == Promises():
        yield "Inget skulle vara klart än."
    if p.activities_due:
        given_up = counted(p.activities_given_up, "blev inte genomförd", "blev inte genomförda")
        more = f", {given_up}" if p.activities_given_up else ""
        said = f"{p.activities_done} av {p.activities_due} är det{more}"
        yield f"Aktiviteter som skulle vara klara: {said}."
    if p.follow_ups_due:
        said = f"{p.follow_ups_kept} av {p.follow_ups_due} gjordes innan nästa skulle göras"
        yield f"Uppföljningar som skulle vara gjorda: {said}."
    if p.goals_due:
        yield f"Mål som skulle vara nådda: {p.goals_reached} av {p.goals_due} är det."


def _plans(found: Summary) -> Table:
    columns = (
        Column("vem", "Vem", weight=1),
        Column("plan", "Plan", weight=1),
        Column("status", "Status"),
        Column("mal", "Mål", align="right"),
        Column("nadd", "Nådda", align="right"),
        Column("inte_matt", "Inte mätta", align="right"),
        Column("forsenat", "Försenat", align="right"),
        Column("klara", "Aktiviteter klara"),
    )
    rows = [
        p.row()
        | {
            "vem": p.owner or "–",
            "status": PLAN_STATUS[p.status],
            "klara": f"{p.done} av {p.activities}",
        }
        for p in found.plans
    ]
    return table(columns, rows)


def _late(found: Summary) -> Iterator[Block | str]:
    yield due_table(found.late[:MOST_LATE], found.today, 40)
    yield rest(len(found.late) - MOST_LATE, "står i --format json")


def _next(found: Summary) -> tuple[str, str]:
    worst = max(found.plans, key=lambda p: len(p.late))
    if not worst.late:
        return "oj plan due", "vad som kommer"
    return f"oj plan due {shell_word(worst.path)}", "vad som är försenat, och för vem"
