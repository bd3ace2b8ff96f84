"""The workbook in which a party reports, as XLSX: instructions, goals, activities."""

import datetime
from collections.abc import Iterator

from oj_cli.domain.plan import Measure
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    DECISION,
    JUDGEMENT,
    is_percent,
    outcome_text,
    outcome_value,
    owner_text,
    with_unit,
)
from oj_cli.domain.report_sheet import (
    ACTIVITY,
    ANSWERS,
    ASKED,
    COUNT,
    DATE,
    GOAL,
    JUDGED,
    PARTY_LINE,
    PLAN_LINE,
    STATUS,
    STATUS_ANSWERS,
    STATUS_BEFORE,
    VALUE,
    ReportSheet,
    SheetGoal,
)
from oj_cli.domain.report_sheet import DECISION as DECIDED
from oj_cli.reports.book import Book, Fill, Rule, choose

REPORT, ACTIVITIES = "Rapport", "Aktiviteter"
_GIVEN = (GOAL, "Målet", "Mått", "Utgångsläge", "Målvärde", "Senast rapporterat", ASKED)
_WIDTHS = (6, 40, 26, 15, 10, 24, 21, 12, 10, 10, 15, 18, 26, 12, 26, 22, 20)
_ACTIVITY_GIVEN = (GOAL, ACTIVITY, "Vad", "Ansvarig", "Klart", STATUS_BEFORE)
_ACTIVITY_WIDTHS = (6, 10, 50, 32, 12, 16, 16, 40)
_JUDGEMENTS = tuple(word for code, word in JUDGEMENT.items() if code != "oklart")
_NOTE = "Fyll i de gula rutorna."
_FIRST, _LAST = datetime.date(1901, 1, 1), datetime.date(2100, 12, 31)


def report_workbook(sheet: ReportSheet, today: datetime.date) -> bytes:
    """Return the workbook. The same sheet on the same day gives the same bytes."""
    book = Book(f"Rapport: {sheet.plan.head.name}, {sheet.receiver}", today)
    book.read_first(tuple(_instructions(sheet)), locked=True)
    columns = tuple(zip((*_GIVEN, *ANSWERS), _WIDTHS, strict=True))
    rows = [
        (
            *_given(g),
            *(_cell(heading, g, sheet) for heading in ANSWERS),
        )
        for g in sheet.goals
    ]
    book.table(REPORT, columns, rows, note=_NOTE, frozen=2, locked=True, is_wide=True)
    if sheet.activities:
        status = Fill(choose(tuple(ACTIVITY_STATUS.values()), f"{STATUS} finns inte"))
        columns = tuple(zip((*_ACTIVITY_GIVEN, *STATUS_ANSWERS), _ACTIVITY_WIDTHS, strict=True))
        of_activities = [
            (
                *(goal.id, a.id, a.said or ""),
                owner_text(sheet.plan.head, a.owners) or "ingen angiven",
                *(a.due or "ingen dag", ACTIVITY_STATUS[a.status], status, Fill()),
            )
            for goal, a in sheet.activities
        ]
        book.table(
            ACTIVITIES, columns, of_activities, note=_NOTE, frozen=2, locked=True, is_wide=True
        )
    return book.content()


def _given(asked: SheetGoal) -> tuple[str, ...]:
    goal, m = asked.goal, asked.goal.measure or Measure()
    labelled = (("", m.description), ("enhet: ", m.unit), ("källa: ", m.source))
    return (
        goal.id,
        goal.text or "",
        "; ".join(f"{label}{text}" for label, text in labelled if text) or "inget mått",
        outcome_value(goal, m.baseline) or "saknas",
        "saknas" if m.target is None else with_unit(m.target, m.unit),
        outcome_text(goal, asked.latest) or "inget",
        asked.asked_for,
    )


def _instructions(sheet: ReportSheet) -> Iterator[tuple[str, str]]:
    yield PLAN_LINE, sheet.plan.head.id
    yield PARTY_LINE, sheet.party or "gemensamt"
    yield "Rapporteras av", sheet.receiver
    yield "", ""
    yield "Så här", f"Gå till bladet {REPORT}. Fyll i de gula rutorna, ett mål på varje rad."
    yield "", "Skriv dagen då ni följde upp, värdet och hur många värdet bygger på."
    yield "", "Värdet skrivs i målets enhet: 55 för 55 procent. Decimaler skrivs med komma."
    yield "", "Lämna raden tom om ni inte har följt upp målet, så frågar vi igen."
    yield "", "Inte genomfört eller inte mätt: välj det i Bedömning, och skriv varför i Skäl."
    yield "", "I Gjort: aktiviteternas id med komma emellan (A1, A2), eller en egen text."
    if sheet.activities:
        yield "", f"I bladet {ACTIVITIES}: välj ny status för det som har ändrats."
    yield "", "Skriv funktioner, aldrig namn på personer eller andra uppgifter om enskilda."
    yield "", "Spara filen och skicka tillbaka den. Rubrikerna och de vita rutorna är låsta."
    yield "", ""
    yield "Till mottagaren", f"Läs in den ifyllda filen med: oj plan collect {sheet.file_name}"


def _cell(heading: str, goal: SheetGoal, sheet: ReportSheet) -> Fill | None:
    if heading in (VALUE, COUNT) and not goal.asks_value:
        return None
    return Fill(_rule(heading, goal, sheet), is_day=heading == DATE)


def _rule(heading: str, goal: SheetGoal, sheet: ReportSheet) -> Rule | None:
    """Return what a cell takes; what it does not is said in Swedish."""
    if heading == JUDGED:
        return choose(_JUDGEMENTS, f"{heading} finns inte")
    if heading == DECIDED:
        return choose(tuple(DECISION.values()), f"{heading} finns inte")
    if heading == DATE:
        first = sheet.plan.head.days[0] or datetime.date(2000, 1, 1)
        first = datetime.date(min(max(first.year - 1, _FIRST.year), _LAST.year), 1, 1)
        told = "Skriv dagen då ni följde upp, till exempel 2027-06-30."
        return _between("date", first, _LAST, "Inget datum", told)
    if heading == VALUE and is_percent(goal.goal.measure):
        return _between("decimal", 0, 100, "Inget tal", "Skriv ett tal från 0 till 100.")
    if heading == VALUE:
        return _between("decimal", -1e12, 1e12, "Inget tal", "Skriv ett tal.")
    if heading == COUNT:
        told = "Skriv hur många värdet bygger på, till exempel 31."
        return _between("integer", 0, 1e9, "Inget heltal", told)
    return None


def _between(kind: str, least: object, most: object, title: str, told: str) -> Rule:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_title": title,
        "error_message": told,
    }
