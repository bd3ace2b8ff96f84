"""Parties against goals: who has reported what, as a document and as `oj-plan-matrix/1`."""

import datetime
from collections.abc import Sequence

from oj_cli.domain.following import Reported
from oj_cli.domain.plan import Plan
from oj_cli.domain.plan_words import JUDGEMENT, counted_value, goal_name
from oj_cli.domain.swedish import capital, listing
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
from oj_cli.views.words import shell_word

SCHEMA = "oj-plan-matrix/1"
MANY_GOALS = 4
"""With more than so many, the cells say only whether there is a report."""
_SHORT = {
    "rapporterat": "ja",
    "gammalt": "äldre",
    "saknas": "nej",
    "inte_an": "inte än",
    "delas_inte": "–",
}
_SHORT_MEANS = (
    "ja: har rapporterat. nej: har inte rapporterat. äldre: har rapporterat, men en senare "
    "uppföljning saknas. inte än: dagen har inte kommit. Ett streck: delar inte målet."
)
_KEYS = ("part", "namn", "mal", "rapport", "datum", "varde", "n", "bedomning", "saknas_sedan")


def document(plan: Plan, cells: Sequence[Reported], today: datetime.date) -> Document:
    """Return who has reported what on a day as a document."""
    goals = plan.goals
    sections = [
        Section("Målen", (Bullets(tuple(Item(goal_name(g, 200)) for g in goals)),)),
    ]
    silent = _silent(cells)
    lacking = [c for c in cells if c.state in ("saknas", "gammalt")]
    notes: list[Block] = []
    if silent and plan.head.parties:
        notes.append(Paragraph(f"Har inte rapporterat något: {listing(silent)}."))
    if lacking:
        name = shell_word(plan.head.id)
        per = "part" if plan.head.parties else "enhet"
        line = f"oj plan sheet {name} --per {per}"
        notes.append(Commands((Command(line, "en arbetsbok för var och en att fylla i"),)))
    if notes:
        sections.append(Section("Att gå vidare med", tuple(notes)))
    return Document(
        title=f"Vem har rapporterat: {plan.head.title or plan.head.id}",
        lead=(
            Paragraph(_summary(cells, today), "strong"),
            _table(plan, cells),
            *((Paragraph(_SHORT_MEANS, "note"),) if len(goals) > MANY_GOALS else ()),
        ),
        sections=tuple(sections) if goals else (),
        data=Table(tuple(Column(k, k) for k in _KEYS), tuple(_row(c) for c in cells)),
        payload={
            "schema": SCHEMA,
            "plan": plan.head.id,
            "idag": today.isoformat(),
            "mal": [{"id": g.id, "mal": g.text} for g in goals],
            "rapporter": [_row(c) for c in cells],
        },
    )


def _summary(cells: Sequence[Reported], today: datetime.date) -> str:
    shared = [c for c in cells if c.state != "delas_inte"]
    if not shared:
        return "Planen har inga mål att rapportera om."
    done = sum(c.state == "rapporterat" for c in shared)
    late = sum(c.state in ("saknas", "gammalt") for c in shared)
    valued = sum(c.newest is not None and c.newest.value is not None for c in shared)
    waiting = len(shared) - done - late
    parts = [
        f"{done} av {len(shared)} rapporter är inne",
        *([f"{late} saknas eller är för gamla"] if late else []),
        *([f"{waiting} väntas senare"] if waiting else []),
    ]
    ever = f"Ett värde finns i {valued} av {len(shared)}." if done + late else ""
    return f"{today.isoformat()}: {listing(parts)}. {ever}".strip()


def _silent(cells: Sequence[Reported]) -> list[str]:
    """Return those who should have reported and never have, on any goal."""
    names = dict.fromkeys(c.name for c in cells if c.state == "saknas")
    spoken = {c.name for c in cells if c.newest is not None}
    return [name for name in names if name not in spoken]


def _table(plan: Plan, cells: Sequence[Reported]) -> Table:
    columns = (
        Column("part", "Part", weight=1),
        *(Column(g.id, g.id, weight=int(len(plan.goals) <= MANY_GOALS)) for g in plan.goals),
    )
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        row = rows.setdefault(cell.name, {"part": capital(cell.name)})
        row[cell.goal] = _cell(plan, cell)
    return Table(columns, tuple(rows.values()))


def _cell(plan: Plan, cell: Reported) -> str:
    if len(plan.goals) > MANY_GOALS:
        return _SHORT[cell.state]
    match cell.state:
        case "delas_inte":
            return "delar inte målet"
        case "inte_an":
            return "inte än"
        case "saknas":
            return f"saknas sedan {cell.since}" if cell.since else "saknas"
    said = _said(plan, cell)
    return f"{said}; ny saknas sedan {cell.since}" if cell.state == "gammalt" else said


def _said(plan: Plan, cell: Reported) -> str:
    newest = cell.newest
    if newest is None:
        return "inget"
    goal = plan.goal(cell.goal)
    unit = goal.measure.unit if goal and goal.measure else None
    parts = []
    if newest.value is not None:
        parts.append(counted_value(newest.value, unit, newest.n))
    if newest.judgement is not None:
        parts.append(JUDGEMENT[newest.judgement])
    return f"{newest.date or 'utan datum'}: {', '.join(parts) or 'utan värde'}"


def _row(cell: Reported) -> dict[str, Cell]:
    newest = cell.newest
    return {
        "part": cell.party,
        "namn": cell.name,
        "mal": cell.goal,
        "rapport": cell.state,
        "datum": newest.date.isoformat() if newest and newest.date else None,
        "varde": newest.value if newest else None,
        "n": newest.n if newest else None,
        "bedomning": newest.judgement if newest else None,
        "saknas_sedan": cell.since.isoformat() if cell.since else None,
    }
