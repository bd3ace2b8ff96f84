"""Parties against goals: who has reported what, as a document."""

from typing import Literal

from oj_cli.domain.following import Reported, ReportMatrix
from oj_cli.domain.plan_words import JUDGEMENT, goal_name, outcome_value
from oj_cli.domain.swedish import capital, listing
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Cell, Column, Document, Look, Paragraph, Shown, Table
from oj_cli.presentation.parts import bullets, commands, compose, note, section, strong, table, wide

MANY_GOALS = 4
"""With more than so many, the cells say only whether there is a report."""
_SHORT = {
    "rapporterat": "ja",
    "gammalt": "äldre",
    "saknas": "nej",
    "inte_an": "ej än",
    "delas_inte": "–",
}
_LOOKS: dict[str, Look] = {"rapporterat": "ja", "gammalt": "delvis", "delas_inte": "ea"}
_SHORT_MEANS = (
    "ja: har rapporterat. nej: har inte rapporterat. äldre: har rapporterat, men en senare "
    "uppföljning saknas. ej än: dagen har inte kommit. Ett streck: delar inte målet."
)


def document(found: ReportMatrix) -> Document:
    """Return who has reported what on a day as a document."""
    head, goals = found.plan.head, found.plan.goals
    silent = listing(_silent(found)) if head.parties else ""
    sheet = f"oj plan sheet {shell_word(head.id)}"
    is_late = any(c.state in ("saknas", "gammalt") for c in found.reports)
    return compose(
        f"Vem har rapporterat: {head.name}",
        strong(matrix_summary(found)),
        matrix_table(found),
        matrix_note(found),
        sections=(
            section("Målen", bullets(goal_name(g, 200) for g in goals)),
            section(
                "Att gå vidare med",
                f"Har inte rapporterat något: {silent}." if silent else "",
                commands((sheet, "en arbetsbok för var och en att fylla i")) if is_late else "",
            ),
        ),
    )


def matrix_summary(found: ReportMatrix) -> str:
    """Return how many reports are in, are missing and are to come."""
    shared = [c for c in found.reports if c.state != "delas_inte"]
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
    return f"{found.today.isoformat()}: {listing(parts)}. {ever}".strip()


def _silent(found: ReportMatrix) -> list[str]:
    """Return those who should have reported and never have, on any goal."""
    names = dict.fromkeys(c.name for c in found.reports if c.state == "saknas")
    spoken = {c.name for c in found.reports if c.newest is not None}
    return [name for name in names if name not in spoken]


def matrix_note(found: ReportMatrix) -> Paragraph:
    """Return what the short words in the cells mean; empty where they are not short."""
    return note(_SHORT_MEANS if len(found.plan.goals) > MANY_GOALS else "")


def matrix_table(found: ReportMatrix) -> Table:
    """Return a row for each party and a column for each goal."""
    goals = found.plan.goals
    weight = int(len(goals) <= MANY_GOALS)
    align: Literal["left", "center"] = "left" if weight else "center"
    columns = (wide("Part"), *(Column(g.id, align=align, weight=weight) for g in goals))
    rows: dict[str, dict[str, Cell]] = {}
    for cell in found.reports:
        row = rows.setdefault(cell.name, {"Part": capital(cell.name)})
        row[cell.goal] = _cell(found, cell)
    return table(columns, rows.values())


def _cell(found: ReportMatrix, cell: Reported) -> str | Shown:
    if len(found.plan.goals) > MANY_GOALS:
        return Shown(_SHORT[cell.state], look=_LOOKS.get(cell.state, ""))
    match cell.state:
        case "delas_inte":
            return "delar inte målet"
        case "inte_an":
            return "inte än"
        case "saknas":
            return f"saknas sedan {cell.since}" if cell.since else "saknas"
    said = _said(found, cell)
    return f"{said}; ny saknas sedan {cell.since}" if cell.state == "gammalt" else said


def _said(found: ReportMatrix, cell: Reported) -> str:
    newest, goal = cell.newest, found.plan.goal(cell.goal)
    if newest is None or goal is None:
        return "inget"
    judged = JUDGEMENT[newest.judgement] if newest.judgement else ""
    said = ", ".join(filter(None, (outcome_value(goal, newest), judged)))
    return f"{newest.date or 'utan datum'}: {said or 'utan värde'}"
