"""Read what a party has filled in in its workbook.

Columns are found by their headings and rows by their ids, so that rows may be inserted or
moved. What is right is kept even if another row is wrong.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.grid import Cell, Sheet, Workbook, cell_name
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.plan import Activity, ActivityStatus, Goal, Plan
from oj_cli.domain.plan_changes import Answers
from oj_cli.domain.plan_words import ACTIVITY_STATUS, IN_COMMON, is_percent, party_name
from oj_cli.domain.report_sheet import (
    ACTIVITY,
    ANSWERS,
    COUNT,
    DATE,
    DECISION,
    DONE,
    GOAL,
    JUDGED,
    LEARNT,
    NEXT,
    PARTY_LINE,
    PLAN_LINE,
    REASON,
    SOURCE,
    STATUS,
    STATUS_BEFORE,
    VALUE,
    Filled,
    SheetOutcome,
    SheetStatus,
)
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.plan.answers import OutcomeForm
from oj_cli.plan.followup import refuse, warnings_of
from oj_cli.plan.values import code_of

_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)  # 2000 to 2099
_REMEDY = "Gör en ny arbetsbok med oj plan sheet, och låt rubrikerna stå."
_FIELDS = {
    VALUE: "value",
    COUNT: "n",
    JUDGED: "judgement",
    LEARNT: "learnt",
    DECISION: "decision",
    NEXT: "next_step",
    REASON: "reason",
    SOURCE: "source",
}


def plan_named(book: Workbook) -> str | None:
    """Return the id of the plan that a workbook says it belongs to."""
    return _about(book).get(fold(PLAN_LINE))


def _about(book: Workbook) -> dict[str, str]:
    """Return what stands in rows of two cells: `Plan | socpsyk-2027`."""
    found: dict[str, str] = {}
    for sheet in book.sheets:
        for row in sheet.rows:
            filled = [_text(cell) for cell in row if _text(cell)]
            if len(filled) == 2 and fold(filled[0]) in (fold(PLAN_LINE), fold(PARTY_LINE)):
                found.setdefault(fold(filled[0]), filled[1])
    return found


@dataclass
class _Reading:
    """What is found on the way through a workbook."""

    file: str
    plan: Plan
    today: datetime.date
    party: str | None = None
    outcomes: list[SheetOutcome] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    empty: dict[str, str] = field(default_factory=dict)
    """The goals with an answer in any row, and the cells of rows without one."""
    statuses: list[SheetStatus] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(
        self, rule: str, level: Level, cell: str | None, message: str, remedy: str = ""
    ) -> None:
        self.findings.append(Finding(rule, level, message, remedy, file=self.file, cell=cell))


@dataclass(frozen=True)
class _Table:
    """A sheet's headings: the row, and the column of each that is known."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def cell(self, row: int, heading: str) -> str:
        return cell_name(self.sheet.name, row, self.columns.get(heading, 0))

    def value(self, row: int, heading: str) -> Cell:
        at = self.columns.get(heading)
        return None if at is None else self.sheet.rows[row][at]

    def is_percent(self, row: int, heading: str) -> bool:
        return (row, self.columns.get(heading, -1)) in self.sheet.percent

    def below(self) -> Iterator[int]:
        yield from range(self.row + 1, len(self.sheet.rows))


def read_filled(
    book: Workbook, file: str, plan: Plan, today: datetime.date, party: str | None = None
) -> Filled:
    """Return what is filled in in a workbook of a plan. `party` goes before what the sheet says.

    Raises FileFault if no sheet has the columns, UsageFault for a party that there is not.
    """
    reading = _Reading(file, plan, today, _party(plan, party or _about(book).get(fold(PARTY_LINE))))
    tables = [table for sheet in book.sheets if (table := _table(sheet)) is not None]
    activities = [t for t in tables if {STATUS, ACTIVITY} <= set(t.columns)]
    goals = [t for t in tables if t not in activities and {VALUE, JUDGED} & set(t.columns)]
    if not goals:
        raise FileFault(
            f"Filen har inget blad med kolumnerna {GOAL}, {VALUE} och {JUDGED}.",
            place=file,
            hints=(_REMEDY,),
        )
    for table in goals:  # somebody may have copied the sheet for another day
        _read_goals(reading, table)
    for id, cell in reading.empty.items():
        if id not in reading.answered:
            message = f"Raden för {id} är inte ifylld."
            remedy = "Fråga efter den, om målet är uppföljt."
            reading.find("B06", "varn", cell, message, remedy)
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
    raise UsageFault(
        f"”{text}” är ingen part i planen {plan.head.id}.",
        hints=(*(f"Menade du {c}?" for c in close), "Ange vilken det är med --part."),
    )


# --- headings ---------------------------------------------------------------------------

_KNOWN = (GOAL, ACTIVITY, STATUS, *ANSWERS)


def _table(sheet: Sheet) -> _Table | None:
    """Return where the headings stand: the first row with the goal and two more of them."""
    for n, row in enumerate(sheet.rows):
        found = _headings(row)
        if GOAL in found and len(found) >= 3:
            return _Table(sheet, n, found)
    return None


def _headings(row: Sequence[Cell]) -> dict[str, int]:
    by_fold = {fold(h): h for h in _KNOWN}
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        known = by_fold.get(fold(_text(cell)))
        if known is not None and known not in found:
            found[known] = at
    for at, cell in enumerate(row):  # a heading that somebody has reworded
        text = _text(cell)
        if at in found.values() or not text or fold(text) in _GIVEN:
            continue
        close = near(text, [h for h in _KNOWN if h not in found], limit=1)
        if close:
            found[close[0]] = at
    return found


_GIVEN = {
    fold(h)
    for h in (
        "Målet", "Mått", "Utgångsläge", "Målvärde", "Senast rapporterat", "Gäller dag", "Vad",
        "Ansvarig", "Klart", STATUS_BEFORE,
    )
}  # fmt: skip
"""Headings of what is not to be filled in, some of them like those that are."""


def _say_headings(reading: _Reading, table: _Table, wanted: Sequence[str]) -> None:
    for heading in wanted:
        at = table.columns.get(heading)
        if at is None:
            place = cell_name(table.sheet.name, table.row, 0)
            message = f"Kolumnen ”{heading}” finns inte."
            reading.find("B02", "varn", place, message, _REMEDY)
        elif fold(_text(table.sheet.rows[table.row][at])) != fold(heading):
            said = _text(table.sheet.rows[table.row][at])
            message = f"Rubriken ”{said}” lästes som ”{heading}”."
            remedy = "Stäm av att kolumnen är rätt."
            place = cell_name(table.sheet.name, table.row, at)
            reading.find("B03", "varn", place, message, remedy)


# --- goals ------------------------------------------------------------------------------


def _read_goals(reading: _Reading, table: _Table) -> None:
    _say_headings(reading, table, ANSWERS)
    for row in table.below():
        answered = [h for h in ANSWERS if _text(table.value(row, h))]
        id = _text(table.value(row, GOAL))
        if not id and not answered:
            continue
        if not id:
            message = "Raden har svar men inget mål."
            remedy = f"Skriv målets id i kolumnen {GOAL}."
            reading.find("B04", "fel", table.cell(row, GOAL), message, remedy)
            continue
        goal = reading.plan.goal(id)
        if goal is None:
            if answered:
                ids = [g.id for g in reading.plan.goals]
                message = f"Planen har inget mål ”{id}”."
                remedy = f"Målen är {listing(ids)}."
                reading.find("B05", "fel", table.cell(row, GOAL), message, remedy)
            continue
        private = [h for h in answered if holds_identity(_text(table.value(row, h)))]
        if private:
            message = "Rutan har ett personnummer eller samordningsnummer. Raden sparas inte."
            remedy = "Skriv utan uppgifter om enskilda."
            reading.find("B12", "fel", table.cell(row, private[0]), message, remedy)
            continue
        if not answered:
            reading.empty.setdefault(goal.id, table.cell(row, VALUE))
            continue
        reading.answered.add(goal.id)
        _read_goal(reading, table, row, goal)


def _read_goal(reading: _Reading, table: _Table, row: int, goal: Goal) -> None:
    before = len(reading.findings)
    answers = Answers(
        goal=goal.id,
        party=reading.party or IN_COMMON,
        date=_date(reading, table, row),
        done=tuple(_text(table.value(row, DONE)).splitlines() or ()),
        **{name: _answer(reading, table, row, h, goal) for h, name in _FIELDS.items()},
    )
    if any(f.level == "fel" for f in reading.findings[before:]):
        return
    try:
        _, outcome = OutcomeForm(Path(reading.file), reading.plan, reading.today).outcome(answers)
        refuse(goal, outcome, reading.today)
    except UsageFault as fault:
        cell = table.cell(row, _blamed(fault))
        hint = "" if not fault.hints or "--" in fault.hints[-1] else fault.hints[-1]
        reading.find("B07", "fel", cell, f"{goal.id}: {fault.message}", hint)
        return
    for warning in warnings_of(reading.plan, goal, outcome):
        reading.find("B09", "rad", table.cell(row, VALUE), f"{goal.id}: {warning}")
    reading.outcomes.append(SheetOutcome(goal.id, outcome, table.cell(row, GOAL)))


def _blamed(fault: UsageFault) -> str:
    """Return the heading of the cell that a fault is about."""
    starts = {
        "Värde": VALUE,
        "n": COUNT,
        "Antalet (n)": COUNT,
        "Datum": DATE,
        "Bedömning": JUDGED,
        "Beslut": DECISION,
        "Skriv varför": REASON,
    }
    for start, heading in starts.items():
        if fault.message.startswith((f"{start}:", f"{start} ")):
            return heading
    if "har inte varit än" in fault.message:
        return DATE
    return DONE if "aktivitet" in fault.message and "ingen" in fault.message else VALUE


def _date(reading: _Reading, table: _Table, row: int) -> str | None:
    value, cell = table.value(row, DATE), table.cell(row, DATE)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value in _EXCEL_DAYS:
        day = _EXCEL_EPOCH + datetime.timedelta(days=int(value))
        message = f"Datumet är skrivet som talet {int(value)} och lästes som {day}."
        reading.find("B10", "varn", cell, message, "Stäm av att dagen är rätt.")
        return day.isoformat()
    text = _text(value)
    if not text:
        remedy = "Skriv dagen då ni följde upp, till exempel 2027-06-30."
        reading.find("B08", "fel", cell, "Datum saknas.", remedy)
        return None
    return text


def _answer(reading: _Reading, table: _Table, row: int, heading: str, goal: Goal) -> str | None:
    value = table.value(row, heading)
    if isinstance(value, bool | datetime.date) and heading in (VALUE, COUNT):
        message = f"{heading} är inget tal: {_text(value)}."
        reading.find("B07", "fel", table.cell(row, heading), message, "Skriv ett tal, som 55.")
        return None
    text = _text(value)
    if heading != VALUE or not isinstance(value, float):
        return text or None
    is_share = is_percent(goal.measure)
    cell = table.cell(row, heading)
    if is_share and table.is_percent(row, heading):
        value = round(value * 100, 10)
        message = f"Värdet är skrivet med procenttecken och lästes som {_text(value)} procent."
        reading.find("B10", "varn", cell, message, "Stäm av att värdet är rätt.")
    elif is_share and 0 < value < 1:
        message = f"Värdet {_text(value)} är under 1 procent."
        remedy = "Skriv 55 för 55 procent. Är det så lågt: skriv det med procenttecken."
        reading.find("B07", "fel", cell, message, remedy)
        return None
    return _text(value)


# --- activities -------------------------------------------------------------------------


def _read_activities(reading: _Reading, table: _Table) -> None:
    for row in table.below():
        said = _text(table.value(row, STATUS))
        if not said:
            continue
        cell = table.cell(row, STATUS)
        goal = reading.plan.goal(_text(table.value(row, GOAL)))
        id = _text(table.value(row, ACTIVITY)).casefold()
        activity = (
            next((a for a in goal.activities if a.id.casefold() == id), None) if goal else None
        )
        if goal is None or activity is None:
            remedy = "Skriv målets och aktivitetens id som de står i planen."
            reading.find("B05", "fel", cell, "Raden hör inte till någon aktivitet.", remedy)
            continue
        _read_status(reading, table, row, goal, activity, said)


def _read_status(
    reading: _Reading, table: _Table, row: int, goal: Goal, activity: Activity, said: str
) -> None:
    name = f"{goal.id} {activity.id}"
    try:
        status = code_of(said, tuple(ACTIVITY_STATUS), name, ACTIVITY_STATUS)
    except UsageFault as fault:
        reading.find("B11", "fel", table.cell(row, STATUS), fault.message, fault.hints[-1])
        return
    reason = _text(table.value(row, REASON)) or None
    if status == "ej_genomford" and not (reason or activity.reason):
        message = f"{name} är inte genomförd, men inget skäl är skrivet."
        reading.find("B11", "fel", table.cell(row, REASON), message, "Skriv varför.")
        return
    cell = table.cell(row, STATUS)
    found = SheetStatus(goal.id, activity.id, status, reason, cell, _before(table, row))  # type: ignore[arg-type]
    reading.statuses.append(found)


def _before(table: _Table, row: int) -> ActivityStatus | None:
    """Return the status that an activity had when the workbook was made, if it still says."""
    headings = table.sheet.rows[table.row]
    at = next((n for n, h in enumerate(headings) if fold(_text(h)) == fold(STATUS_BEFORE)), None)
    said = "" if at is None else fold(_text(table.sheet.rows[row][at]))
    codes: tuple[ActivityStatus, ...] = get_args(ActivityStatus)
    return next((c for c in codes if fold(ACTIVITY_STATUS[c]) == said), None)


def _text(cell: Cell) -> str:
    """Return a cell as it would be typed; line breaks in it stay."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}".replace(".", ",")
    if cell is None:
        return ""
    lines = (" ".join(line.split()) for line in str(cell).splitlines())
    return "\n".join(line for line in lines if line)
