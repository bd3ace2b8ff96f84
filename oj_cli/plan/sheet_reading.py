"""Read what a party has filled in in its workbook.

Rows are found by their ids, so that they may be inserted or moved. What is right is kept even if
another row is wrong.
"""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from oj_cli.domain import report_sheet as sheet
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.locators import cell_name
from oj_cli.domain.plan import Activity, ActivityStatus, Goal, Plan
from oj_cli.domain.plan_changes import Answers
from oj_cli.domain.plan_words import ACTIVITY_STATUS, IN_COMMON, is_percent, party_name
from oj_cli.domain.report_sheet import Filled, SheetOutcome, SheetStatus
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.plan.followup import OutcomeForm, refuse, warnings_of
from oj_cli.plan.sheet_table import SheetTable, about, finding, table_of, text_of
from oj_cli.plan.values import code_of

_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)  # 2000 to 2099
_FIELDS = {
    sheet.VALUE: "value",
    sheet.COUNT: "n",
    sheet.JUDGED: "judgement",
    sheet.LEARNT: "learnt",
    sheet.DECISION: "decision",
    sheet.NEXT: "next_step",
    sheet.REASON: "reason",
    sheet.SOURCE: "source",
}
_BLAMED = {
    "n": sheet.COUNT,
    "plan.negative_count": sheet.COUNT,
    "plan.future_outcome": sheet.DATE,
    "plan.outcome_without_reason": sheet.REASON,
    "plan.unknown_activity": sheet.DONE,
}
"""The heading of the cell that a fault is about, by the fault or by what it names."""


def plan_named(book: Workbook) -> str | None:
    """Return the id of the plan that a workbook says it belongs to."""
    return about(book).get(fold(sheet.PLAN_LINE))


@dataclass
class _Reading:
    """What is found on the way through a workbook.

    `answered` are the goals with an answer in any row, `empty` the cells of rows without one.
    """

    file: str
    plan: Plan
    today: datetime.date
    party: str | None = None
    outcomes: list[SheetOutcome] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    empty: dict[str, str] = field(default_factory=dict)
    statuses: list[SheetStatus] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, kind: str, cell: str, **values: object) -> None:
        self.findings.append(finding(kind, self.file, cell, **values))


def read_filled(
    book: Workbook, file: str, plan: Plan, today: datetime.date, party: str | None = None
) -> Filled:
    """Return what is filled in in a workbook of a plan. `party` goes before what the sheet says.

    Raises FileFault if no sheet has the columns, UsageFault for a party that there is not.
    """
    reading = _Reading(
        file, plan, today, _party(plan, party or about(book).get(fold(sheet.PARTY_LINE)))
    )
    tables = [table for page in book.sheets if (table := table_of(page)) is not None]
    activities = [t for t in tables if {sheet.STATUS, sheet.ACTIVITY} <= set(t.columns)]
    goals = [
        t for t in tables if t not in activities and {sheet.VALUE, sheet.JUDGED} & set(t.columns)
    ]
    if not goals:
        raise FileFault(
            "plan.no_sheet", place=file, goal=sheet.GOAL, value=sheet.VALUE, judged=sheet.JUDGED
        )
    for table in goals:  # somebody may have copied the sheet for another day
        _read_goals(reading, table)
    for id, cell in reading.empty.items():
        if id not in reading.answered:
            goal = plan.goal(id)
            who = goal.follow_up.who if goal and goal.follow_up else None
            vem = who or party_name(plan.head, reading.party)
            reading.find("inte_ifylld", cell, mal=id, vem=vem)
    for table in activities:
        _read_activities(reading, table)
    return Filled(
        file,
        reading.party,
        party_name(plan.head, reading.party),
        tuple(reading.outcomes),
        tuple(reading.statuses),
        tuple(reading.findings),
    )


def _party(plan: Plan, text: str | None) -> str | None:
    ids = [p.id for p in plan.head.parties]
    ids += [p for g in plan.goals for p in g.parties if p not in ids]
    if text is None or fold(text) == IN_COMMON:
        return None
    for id in ids:
        if fold(text) in (fold(id), fold(party_name(plan.head, id))):
            return id
    close = near(text, ids, limit=1)
    raise UsageFault("plan.unknown_sheet_party", text=text, plan=plan.head.id, near=close)


# --- goals ------------------------------------------------------------------------------


def _read_goals(reading: _Reading, table: SheetTable) -> None:
    for heading in sheet.ANSWERS:
        at = table.columns.get(heading)
        if at is None:
            reading.find("kolumn_saknas", cell_name(table.sheet.name, table.row, 0), rubrik=heading)
        elif fold(said := table.text(table.row, heading)) != fold(heading):
            cell = table.cell(table.row, heading)
            reading.find("omskriven_rubrik", cell, text=said, rubrik=heading)
    for row in table.below():
        _read_row(reading, table, row)


def _read_row(reading: _Reading, table: SheetTable, row: int) -> None:
    answered = [h for h in sheet.ANSWERS if table.text(row, h)]
    id, cell = table.text(row, sheet.GOAL), table.cell(row, sheet.GOAL)
    if not id:
        if answered:
            reading.find("svar_utan_mal", cell)
        return
    goal = reading.plan.goal(id)
    if goal is None:
        if answered:
            ids = listing([g.id for g in reading.plan.goals])
            reading.find("okant_mal", cell, text=id, ids=ids)
        return
    private = [h for h in answered if holds_identity(table.text(row, h))]
    if private:
        reading.find("personnummer", table.cell(row, private[0]))
    elif answered:
        reading.answered.add(goal.id)
        _read_goal(reading, table, row, goal)
    else:
        if not _others(table, row):
            reading.empty.setdefault(goal.id, table.cell(row, sheet.VALUE))


def _others(table: SheetTable, row: int) -> str:
    """Return who else is asked for a goal's value, empty where the receiver of the sheet is."""
    said = table.text(row, sheet.ASKED)
    return said.removeprefix(sheet.OTHERS) if said.startswith(sheet.OTHERS) else ""


def _read_goal(reading: _Reading, table: SheetTable, row: int, goal: Goal) -> None:
    before = len(reading.findings)
    answers = Answers(
        goal=goal.id,
        party=reading.party or IN_COMMON,
        date=_date(reading, table, row),
        done=tuple(table.text(row, sheet.DONE).splitlines()),
        **{name: _answer(reading, table, row, h, goal) for h, name in _FIELDS.items()},
    )
    if any(f.level == "fel" for f in reading.findings[before:]):
        return
    others, form = _others(table, row), OutcomeForm(Path(reading.file), reading.plan, reading.today)
    try:
        _, outcome = form.outcome(answers)
        is_without = outcome.value is None and outcome.judgement is None
        if others and is_without:
            reading.find("andra_rapporterar", table.cell(row, sheet.VALUE), mal=goal.id, vem=others)
        else:
            refuse(goal, outcome, reading.today)
    except UsageFault as fault:
        what = str(fault.values.get("what", fault.fault))
        heading = _BLAMED.get(what, what if what in table.columns else sheet.VALUE)
        hint = "" if not fault.hints or "--" in fault.hints[-1] else fault.hints[-1]
        cell = table.cell(row, heading)
        reading.find("fel_svar", cell, mal=goal.id, fel=fault.message, atgard=hint)
        return
    for warning in () if others and is_without else warnings_of(reading.plan, goal, outcome):
        reading.find("att_veta", table.cell(row, sheet.VALUE), mal=goal.id, text=warning)
    reading.outcomes.append(SheetOutcome(goal.id, outcome, table.cell(row, sheet.GOAL)))


def _date(reading: _Reading, table: SheetTable, row: int) -> str | None:
    value, cell = table.value(row, sheet.DATE), table.cell(row, sheet.DATE)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value in _EXCEL_DAYS:
        day = _EXCEL_EPOCH + datetime.timedelta(days=int(value))
        reading.find("datum_som_tal", cell, text=int(value), dag=day)
        return day.isoformat()
    if not text_of(value):
        reading.find("datum_saknas", cell)
    return text_of(value) or None


def _answer(reading: _Reading, table: SheetTable, row: int, heading: str, goal: Goal) -> str | None:
    value, cell = table.value(row, heading), table.cell(row, heading)
    if isinstance(value, bool | datetime.date) and heading in (sheet.VALUE, sheet.COUNT):
        reading.find("inget_tal", cell, rubrik=heading, text=text_of(value))
        return None
    if heading == sheet.VALUE and isinstance(value, float) and is_percent(goal.measure):
        if table.is_percent(row, heading):
            value = round(value * 100, 10)
            reading.find("procenttecken", cell, text=text_of(value))
        elif 0 < value < 1:
            reading.find("under_en_procent", cell, text=text_of(value))
            return None
    return text_of(value) or None


# --- activities -------------------------------------------------------------------------


def _read_activities(reading: _Reading, table: SheetTable) -> None:
    for row in table.below():
        if not table.text(row, sheet.STATUS):
            continue
        goal = reading.plan.goal(table.text(row, sheet.GOAL))
        id = table.text(row, sheet.ACTIVITY).casefold()
        activities = goal.activities if goal else ()
        activity = next((a for a in activities if a.id.casefold() == id), None)
        if goal is None or activity is None:
            reading.find("okand_aktivitet", table.cell(row, sheet.STATUS))
        else:
            _read_status(reading, table, row, goal, activity)


def _read_status(
    reading: _Reading, table: SheetTable, row: int, goal: Goal, activity: Activity
) -> None:
    name, cell = f"{goal.id} {activity.id}", table.cell(row, sheet.STATUS)
    try:
        code = code_of(table.text(row, sheet.STATUS), tuple(ACTIVITY_STATUS), name, ACTIVITY_STATUS)
    except UsageFault as fault:
        reading.find("fel_status", cell, fel=fault.message, atgard=fault.hints[-1])
        return
    reason = table.text(row, sheet.REASON) or None
    if code == "ej_genomford" and not (reason or activity.reason):
        reading.find("utan_skal", table.cell(row, sheet.REASON), namn=name)
        return
    # the status that the activity had when the workbook was made, if it still says
    said = fold(table.text(row, sheet.STATUS_BEFORE))
    codes: tuple[ActivityStatus, ...] = get_args(ActivityStatus)
    before = next((c for c in codes if fold(ACTIVITY_STATUS[c]) == said), None)
    status = cast(ActivityStatus, code)
    reading.statuses.append(SheetStatus(goal.id, activity.id, status, reason, cell, before))
