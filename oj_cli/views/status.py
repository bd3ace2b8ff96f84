"""Where one is in the four steps, as a document and as `oj-status/1`."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from oj_cli.domain.chosen import Difference
from oj_cli.domain.guide import RESUME
from oj_cli.domain.status import AnalysisStatus, Moved, PlanStatus, Status, StepState
from oj_cli.domain.swedish import capital, counted, fold, listing, number, percent
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
from oj_cli.views.words import shell_word

SCHEMA = "oj-status/1"
STATE_WORDS: dict[StepState, str] = {
    "klart": "klart",
    "paborjat": "påbörjat",
    "inte_borjat": "inte börjat",
}
PLAN_WORDS = {
    "utkast": "utkast",
    "beslutad": "beslutad",
    "pagar": "pågår",
    "avslutad": "avslutad",
}
MOST_DUE = 8


def outside() -> Document:
    """Return what to say where there is no workspace."""
    commands = (
        Command("oj identify --kommun Leksand", "se på uppgifterna som följer med"),
        Command("oj init MAPP --kommun Leksand", "gör en arbetsmapp att spara i"),
    )
    text = (
        "Här finns ingen arbetsmapp. Utan en svarar kommandona på uppgifterna som följer med oj, "
        "och inget sparas."
    )
    return Document(
        title="Var ni är",
        lead=(Paragraph(text),),
        sections=(Section("Nästa steg", (Commands(commands),)),),
        data=Table((), ()),
        payload={"schema": SCHEMA, "arbetsmapp": None, "analyser": [], "planer": []},
    )


def document(found: Status) -> Document:
    """Return a workspace's status."""
    sections = [_analysis(a) for a in found.analyses]
    sections += [s for s in (_due(found), _plans(found.plans), _unreadable(found)) if s]
    commands = next_steps(found)
    if commands:
        sections.append(Section("Nästa steg", (Commands(commands),)))
    lead = _lead(found)
    return Document(
        title=f"Var ni är: {found.who}",
        lead=(Paragraph(lead, "strong"),),
        sections=tuple(sections),
        data=_flat(found),
        payload=payload(found),
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
    if found.unreadable:
        files = _few(len(found.unreadable), "en fil", "filer")
        return f"Hur långt ni har kommit går inte att säga, för {files} går inte att läsa"
    if found.plans:
        return f"Ni har {_few(len(found.plans), 'en plan', 'planer')} men ingen analys"
    return "Ni har inte börjat"


def _few(n: int, one: str, many: str) -> str:
    return one if n == 1 else f"{n} {many}"


def _analysis(status: AnalysisStatus) -> Section:
    analysis = status.analysis
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "steg": f"{s.number}. {s.name}",
            "lage": STATE_WORDS[s.state],
            "har": capital(s.has),
            "saknas": capital(listing(s.missing)),
        }
        for s in status.steps
    )
    columns: tuple[Column, ...] = (
        Column("steg", "Steg", weight=1),
        Column("lage", "Läge"),
        Column("har", "Vad som finns", weight=2),
    )
    if any(s.missing for s in status.steps):
        columns += (Column("saknas", "Saknas", weight=2),)
    filed = Paragraph(f"Filen är {status.path}.", "note")
    blocks: list[Block] = [Table(columns, rows), *under_way(analysis), filed]
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
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "datum": d.date.isoformat(),
            "lage": (
                f"{counted(d.days_late(found.today), 'dag', 'dagar')} sent"
                if d.state == "sen"
                else "kommer"
            ),
            "vad": what_text(d, 60),
            "vem": who_text(d),
        }
        for d in shown
    )
    columns = (
        Column("datum", "Datum"),
        Column("lage", "Läge"),
        Column("vad", "Vad", weight=2),
        Column("vem", "Vem", weight=1),
    )
    blocks: list[Block] = [Table(columns, rows)]
    left = len(late) + len(coming) - len(shown)
    if left:
        blocks.append(Paragraph(f"{left} till visas med oj plan due.", "note"))
    return Section(f"Att göra till och med {found.until.isoformat()}", tuple(blocks))


def _plans(plans: Sequence[PlanStatus]) -> Section | None:
    if not plans:
        return None
    items = tuple(
        Item(f"{p.id}: {p.title} ({PLAN_WORDS[p.state]}, {counted(p.goals, 'mål', 'mål')})")
        for p in plans
    )
    return Section("Planer", (Bullets(items),))


def _unreadable(found: Status) -> Section | None:
    if not found.unreadable:
        return None
    items = tuple(Item(text, details) for text, details in found.unreadable)
    return Section("Går inte att läsa", (Bullets(items),))


def next_steps(found: Status) -> tuple[Command, ...]:
    """Return what to type next, the most important first."""
    commands = []
    late = next((d for d in found.due if d.state == "sen" and d.kind == "uppfoljning"), None)
    if late is not None:
        line = f"oj plan followup {shell_word(late.plan)} --mal {late.goal}"
        commands.append(Command(line, "skriv in det som skulle ha följts upp"))
    for status in found.analyses:
        commands += _next_in(status, found)
    if not found.analyses and not found.unreadable:
        commands.append(Command("oj identify", "se vad som är viktigast att förbättra"))
        commands.append(Command("oj guide", "gå igenom alla fyra stegen, fråga för fråga"))
    for plan in found.plans:
        if plan.state == "utkast":
            line = f"oj plan check {shell_word(plan.id)}"
            commands.append(Command(line, "se vad som saknas i utkastet"))
    if found.plans:
        commands.append(Command("oj plan due", "allt som är försenat eller kommer"))
    return tuple(dict.fromkeys(commands))


def _next_in(status: AnalysisStatus, found: Status) -> list[Command]:
    analysis = status.analysis
    several = len(found.analyses) > 1
    who = ""
    if fold(analysis.who) != fold(found.who):
        flag = "--kommun" if analysis.kommun else "--lan"
        who = f" {flag} {shell_word(analysis.who)}"
    where = who + (f" --omrade {analysis.area}" if several else "")
    commands = []
    if status.moved:
        ids = ",".join(m.indicator for m in status.moved)
        of = f"{who} --omrade {analysis.area} --ar {analysis.year}"
        line = f"oj identify --valj {ids} --uppdatera{of}"
        commands.append(Command(line, "ta in de nya siffrorna i analysen"))
    if status.newer_year is not None:
        line = f"oj identify{who} --omrade {analysis.area} --ar {status.newer_year}"
        commands.append(Command(line, "se de nyare svaren"))
    for guide, answers in analysis.answers.items():
        if RESUME in answers and not (guide == "fyra-steg" and status.plans):
            named = "" if guide == "fyra-steg" else f" --guide {guide}"
            commands.append(Command(f"oj guide{named}{where}", "fortsätt där ni slutade i guiden"))
    step = status.current
    if step.number == 1:
        gives = "välj vad ni ska arbeta med"
        commands.append(Command(f'oj identify --valj TEMA --motiv "…"{where}', gives))
    elif step.number == 2:
        commands.append(Command(f"oj complement suggest{where}", "vad som saknas i underlaget"))
    elif step.number == 3:
        first = analysis.frozen[0].indicator if analysis.frozen else ""
        line = f"oj trend --indicator {first}{where}" if first else f"oj trend{where}"
        commands.append(Command(line, "hur det har gått över åren"))
        commands.append(Command(f'oj trend note "…"{where}', "skriv vad ni drar för slutsats"))
    elif not status.plans:
        of = f" --analys {PurePath(status.path).stem}" if several else ""
        commands.append(Command(f"oj plan new{of}", "skriv handlingsplanen"))
    return commands


def _flat(found: Status) -> Table:
    """Return one row for each step of each analysis, for CSV."""
    keys = ("fil", "kommun", "lan", "omrade", "ar", "steg", "namn", "lage", "finns", "saknas")
    rows: list[dict[str, Cell]] = [
        {
            "fil": a.path,
            "kommun": a.analysis.kommun,
            "lan": a.analysis.lan,
            "omrade": a.analysis.area,
            "ar": a.analysis.year,
            "steg": s.number,
            "namn": s.name,
            "lage": s.state,
            "finns": s.has,
            "saknas": "; ".join(s.missing),
        }
        for a in found.analyses
        for s in a.steps
    ]
    return Table(tuple(Column(k, k) for k in keys), tuple(rows))


def payload(found: Status) -> dict[str, Any]:
    """Return plain data."""
    return {
        "schema": SCHEMA,
        "arbetsmapp": found.folder,
        "idag": found.today.isoformat(),
        "till": found.until.isoformat(),
        "analyser": [
            {
                "fil": a.path,
                "kommun": a.analysis.kommun,
                "lan": a.analysis.lan,
                "omrade": a.analysis.area,
                "ar": a.analysis.year,
                "steg": [
                    {
                        "nummer": s.number,
                        "namn": s.name,
                        "lage": s.state,
                        "finns": s.has,
                        "saknas": list(s.missing),
                    }
                    for s in a.steps
                ],
                "planer": list(a.plans),
                "nyare_ar": a.newer_year,
                "okant": list(a.unknown),
                "andrade_siffror": [
                    {"indikator": m.indicator, "skillnader": [_plain(d) for d in m.differences]}
                    for m in a.moved
                ],
            }
            for a in found.analyses
        ],
        "planer": [
            {"id": p.id, "titel": p.title, "status": p.state, "antal_mal": p.goals}
            for p in found.plans
        ],
        "att_gora": [
            {
                "datum": d.date.isoformat(),
                "status": d.state,
                "typ": d.kind,
                "plan": d.plan,
                "mal": d.goal,
                "vad": d.what,
            }
            for d in found.due
        ],
        "gar_inte_att_lasa": [
            {"fel": text, "detaljer": list(details)} for text, details in found.unreadable
        ],
        "nasta": [c.line for c in next_steps(found)],
    }


_FIELD_KEYS = {"answer": "svar", "value": "varde", "riket": "riket", "lan": "lan", "group": "grupp"}


def _plain(found: Difference) -> dict[str, Any]:
    return {"vad": _FIELD_KEYS[found.field], "da": found.then, "nu": found.now}
