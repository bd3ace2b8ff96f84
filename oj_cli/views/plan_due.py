"""What is due in plans as a document, and as `oj-plan-due/1`."""

import datetime
from collections.abc import Mapping, Sequence

from oj_cli.domain.following import Due, DueState
from oj_cli.domain.plan_words import shortened
from oj_cli.domain.swedish import counted, listing
from oj_cli.presentation.document import (
    Block,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.words import shell_word

SCHEMA = "oj-plan-due/1"
_HEADINGS: dict[DueState, str] = {
    "sen": "Försenat",
    "kommande": "Kommer",
    "passerad": "Redovisningar som har passerat",
}
_KIND = {"uppfoljning": "Följ upp", "aktivitet": "Aktivitet", "redovisning": "Redovisa"}
_KEYS = (
    "status",
    "datum",
    "dagar_sen",
    "typ",
    "plan",
    "mal",
    "aktivitet",
    "vad",
    "ansvarig",
    "saknas_fran",
    "redovisas_till",
    "missade",
    "utkast",
    "fil",
)


def document(
    found: Sequence[Due], plans: int, today: datetime.date, until: datetime.date
) -> Document:
    """Return what is due in so many plans, the latest first, as a document."""
    in_order = sorted(found, key=lambda d: (d.date, d.plan, d.goal))
    by_state = {s: [d for d in in_order if d.state == s] for s in _HEADINGS}
    several = len({d.plan for d in found}) > 1
    sections = [
        Section(_HEADINGS[state], tuple(_blocks(items, state, today, several)))
        for state, items in by_state.items()
        if items
    ]
    if found:
        sections.append(Section("Gå vidare", (Commands(_commands(in_order)),)))
    return Document(
        title=f"Att göra till och med {until.isoformat()}",
        lead=(Paragraph(_summary(by_state, plans, today), "strong"),),
        sections=tuple(sections),
        data=Table(tuple(Column(k, k) for k in _KEYS), tuple(_row(d, today) for d in in_order)),
        payload={
            "schema": SCHEMA,
            "idag": today.isoformat(),
            "till": until.isoformat(),
            "planer": plans,
            "att_gora": [_plain(d, today) for d in in_order],
        },
    )


def _summary(by_state: Mapping[DueState, Sequence[Due]], plans: int, today: datetime.date) -> str:
    late, coming = len(by_state["sen"]), len(by_state["kommande"])
    where = f"i {counted(plans, 'plan', 'planer')}, räknat {today.isoformat()}"
    if not late and not coming:
        return f"Inget är försenat och inget kommer {where}."
    said = f"{late} försenade" if late != 1 else "1 försenad"
    return f"{said if late else 'Inget försenat'} och {coming} som kommer {where}."


def _blocks(
    items: Sequence[Due], state: DueState, today: datetime.date, several: bool
) -> list[Block]:
    columns = [
        Column("datum", "Datum"),
        *((Column("sen", "Dagar", align="right"),) if state == "sen" else ()),
        Column("vad", "Vad", weight=3),
        Column("vem", "Vem", weight=2),
        *((Column("plan", "Plan", weight=1),) if several else ()),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "datum": d.date.isoformat(),
            "sen": d.days_late(today),
            "vad": what_text(d),
            "vem": who_text(d),
            "plan": d.plan + (" (utkast)" if d.is_draft else ""),
        }
        for d in items
    ]
    blocks: list[Block] = [Table(tuple(columns), tuple(rows))]
    if state == "passerad":
        note = "En plan säger inte om en redovisning är gjord. Kontrollera att den är det."
        blocks.append(Paragraph(note, "note"))
    drafts = listing(sorted({d.plan for d in items if d.is_draft}))
    if drafts and not several:
        blocks.append(Paragraph(f"Planen {drafts} är ett utkast.", "note"))
    return blocks


def what_text(due: Due, most: int = 90) -> str:
    """Return what is to be done, with the goal's and the activity's ids."""
    id = " ".join(i for i in (due.goal, due.activity) if i)
    to = f" till {due.to}" if due.kind == "redovisning" and due.to else ""
    missed = f" (missad {len(due.dates)} gånger)" if len(due.dates) > 1 else ""
    return f"{_KIND[due.kind]} {id}{to}: {shortened(due.what, most)}{missed}"


def who_text(due: Due) -> str:
    """Return for whom it is: the function, and the parties that have still to report."""
    lead = "saknas från" if due.state == "sen" else "rapporteras av"
    missing = f"{lead} {listing(due.parties)}" if due.parties else ""
    return "; ".join(part for part in (due.who or "", missing) if part) or "ingen angiven"


def _commands(found: Sequence[Due]) -> tuple[Command, ...]:
    commands = []
    late = next((d for d in found if d.kind == "uppfoljning"), None)
    if late:
        line = f"oj plan followup {shell_word(late.plan)} --mal {late.goal}"
        commands.append(Command(line, "skriv in utfallet"))
    activity = next((d for d in found if d.kind == "aktivitet"), None)
    if activity:
        where = f"mal.{activity.goal}.aktiviteter.{activity.activity}.status"
        line = f"oj plan set {shell_word(activity.plan)} {where} klar"
        commands.append(Command(line, "när aktiviteten är klar"))
    plan = shell_word(found[0].plan)
    commands.append(Command(f"oj plan calendar {plan} --ics plan.ics", "till kalendern"))
    return tuple(commands)


def _plain(due: Due, today: datetime.date) -> dict[str, object]:
    return {
        **_row(due, today),
        "titel": due.title,
        "saknas_fran": list(due.parties),
        "missade": [d.isoformat() for d in due.dates] if due.state == "sen" else [],
        "utkast": due.is_draft,
    }


def _row(due: Due, today: datetime.date) -> dict[str, Cell]:
    return {
        "status": due.state,
        "datum": due.date.isoformat(),
        "dagar_sen": due.days_late(today) if due.state == "sen" else None,
        "typ": due.kind,
        "plan": due.plan,
        "mal": due.goal,
        "aktivitet": due.activity,
        "vad": due.what,
        "ansvarig": due.who,
        "saknas_fran": ", ".join(due.parties) or None,
        "redovisas_till": due.to,
        "missade": len(due.dates) if due.state == "sen" else None,
        "utkast": "ja" if due.is_draft else "nej",
        "fil": due.path,
    }
