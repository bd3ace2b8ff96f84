"""The workbook in which a party reports, as XLSX: instructions, goals, activities."""

import datetime
import textwrap
from io import BytesIO
from typing import Any

from oj_cli.domain.plan_words import ACTIVITY_STATUS, DECISION, JUDGEMENT
from oj_cli.domain.report_sheet import (
    ACTIVITY,
    ANSWERS,
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

READ_FIRST, REPORT, ACTIVITIES = "Läs först", "Rapport", "Aktiviteter"
_GIVEN = (GOAL, "Målet", "Mått", "Utgångsläge", "Målvärde", "Senast rapporterat", "Gäller dag")
_WIDTHS = (6, 40, 26, 15, 10, 24, 21, 12, 10, 10, 15, 18, 26, 12, 26, 22, 20)
_ACTIVITY_GIVEN = (GOAL, ACTIVITY, "Vad", "Ansvarig", "Klart", STATUS_BEFORE)
_ACTIVITY_WIDTHS = (6, 10, 50, 32, 12, 16, 16, 40)
_JUDGEMENTS = tuple(word for code, word in JUDGEMENT.items() if code != "oklart")
_TOP = 3  # the row of the headings, from 0
_LINE = 15.0  # points
_FIRST_YEAR = 1901  # spreadsheets know no day before 1900
_LATEST = datetime.date(2100, 12, 31)
_ALLOWED = {"format_columns": True, "format_rows": True, "sort": True}
"""What one may do in a protected sheet beside filling in."""


def report_workbook(sheet: ReportSheet, today: datetime.date) -> bytes:
    """Return the workbook. The same sheet on the same day gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False})
    created = datetime.datetime(today.year, today.month, today.day)
    title = f"Rapport: {sheet.title}, {sheet.receiver}"
    book.set_properties({"title": title, "created": created, "language": "sv-SE"})
    looks = _Looks(book)
    _read_first(book, looks, sheet, title)
    _report(book, looks, sheet, title)
    if sheet.activities:
        _activities(book, looks, sheet, title)
    book.close()
    return content.getvalue()


class _Looks:
    """The formats of cells. What is to be filled in is unlocked, yellow and framed."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top", "text_wrap": True}
        open_cell = {**top, "bg_color": "#FFF6D6", "border": 1, "locked": False}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrap = book.add_format(top)
        self.day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.open = book.add_format(open_cell)
        self.open_day = book.add_format({**open_cell, "num_format": "yyyy-mm-dd", "align": "left"})


def _read_first(book: Any, looks: _Looks, sheet: ReportSheet, title: str) -> None:
    page = book.add_worksheet(READ_FIRST)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, title, looks.title)
    for n, (left, right) in enumerate(_instructions(sheet), start=2):
        page.write_string(n, 0, left, looks.bold)
        page.write_string(n, 1, right, looks.wrap)
    page.protect("", {})


def _instructions(sheet: ReportSheet) -> tuple[tuple[str, str], ...]:
    own = f" ({sheet.receiver})" if sheet.party else sheet.receiver
    return (
        (PLAN_LINE, sheet.plan),
        (PARTY_LINE, sheet.party or "gemensamt"),
        ("Rapporteras av", own.strip(" ()")),
        ("", ""),
        ("Så här", f"Gå till bladet {REPORT}. Fyll i de gula rutorna, ett mål på varje rad."),
        ("", "Skriv dagen då ni följde upp, värdet och hur många värdet bygger på."),
        ("", "Värdet skrivs i målets enhet: 55 för 55 procent. Decimaler skrivs med komma."),
        ("", "Lämna raden tom om ni inte har följt upp målet, så frågar vi igen."),
        (
            "",
            "Inte genomfört eller inte mätt: välj det i Bedömning, och skriv varför i Skäl.",
        ),
        ("", "I Gjort: aktiviteternas id med komma emellan (A1, A2), eller en egen text."),
        *(
            (("", f"I bladet {ACTIVITIES}: välj ny status för det som har ändrats."),)
            if sheet.activities
            else ()
        ),
        ("", "Skriv funktioner, aldrig namn på personer eller andra uppgifter om enskilda."),
        ("", "Spara filen och skicka tillbaka den. Rubrikerna och de vita rutorna är låsta."),
        ("", ""),
        ("Till mottagaren", f"Läs in den ifyllda filen med: oj plan collect {sheet.file_name}"),
    )


def _report(book: Any, looks: _Looks, sheet: ReportSheet, title: str) -> None:
    page = _page(book, looks, REPORT, title, _WIDTHS)
    headings = (*_GIVEN, *ANSWERS)
    for n, goal in enumerate(sheet.goals, start=_TOP + 1):
        given = _given(goal)
        page.set_row(n, _height(given, _WIDTHS))
        for column, text in enumerate(given):
            page.write_string(n, column, text, looks.wrap)
        for column, heading in enumerate(ANSWERS, start=len(given)):
            look = looks.open_day if heading == DATE else looks.open
            if heading in (VALUE, COUNT) and not goal.asks_value:
                look = looks.wrap
            page.write_blank(n, column, None, look)
            rule = _rule(heading, goal, sheet)
            if rule:
                page.data_validation(n, column, n, column, rule)
    _table(page, looks, "Rapport", headings, len(sheet.goals))


def _given(goal: SheetGoal) -> tuple[str, ...]:
    return (
        goal.id,
        goal.text,
        goal.measure,
        goal.baseline,
        goal.target,
        goal.latest,
        goal.asked_for,
    )


def _activities(book: Any, looks: _Looks, sheet: ReportSheet, title: str) -> None:
    page = _page(book, looks, ACTIVITIES, title, _ACTIVITY_WIDTHS)
    headings = (*_ACTIVITY_GIVEN, *STATUS_ANSWERS)
    for n, activity in enumerate(sheet.activities, start=_TOP + 1):
        given = (activity.goal, activity.id, activity.text, activity.owner)
        page.set_row(n, _height(given, _ACTIVITY_WIDTHS))
        for column, text in enumerate(given):
            page.write_string(n, column, text, looks.wrap)
        if activity.due is None or activity.due.year < _FIRST_YEAR:
            said = str(activity.due or "ingen dag")
            page.write_string(n, len(given), said, looks.wrap)
        else:
            day = datetime.datetime(activity.due.year, activity.due.month, activity.due.day)
            page.write_datetime(n, len(given), day, looks.day)
        page.write_string(n, len(given) + 1, activity.status, looks.wrap)
        for column in range(len(_ACTIVITY_GIVEN), len(headings)):
            page.write_blank(n, column, None, looks.open)
        column = headings.index(STATUS)
        page.data_validation(n, column, n, column, _list(STATUS, tuple(ACTIVITY_STATUS.values())))
    _table(page, looks, "Aktiviteter", headings, len(sheet.activities))


def _page(book: Any, looks: _Looks, name: str, title: str, widths: tuple[int, ...]) -> Any:
    page = book.add_worksheet(name)
    page.write_string(0, 0, title, looks.title)
    page.write_string(1, 0, "Fyll i de gula rutorna.")
    for n, width in enumerate(widths):
        page.set_column(n, n, width)
    page.freeze_panes(_TOP + 1, 2)
    page.set_landscape()
    page.set_paper(8)  # A3: the row is long
    page.fit_to_pages(1, 0)
    page.repeat_rows(_TOP)
    page.protect("", _ALLOWED)
    return page


def _table(page: Any, looks: _Looks, name: str, headings: tuple[str, ...], rows: int) -> None:
    page.add_table(
        _TOP,
        0,
        _TOP + rows,
        len(headings) - 1,
        {
            "name": name,
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [{"header": h, "header_format": looks.heading} for h in headings],
        },
    )


def _height(texts: tuple[str, ...], widths: tuple[int, ...]) -> float:
    lines = max(len(textwrap.wrap(t, w)) for t, w in zip(texts, widths, strict=False))
    return max(_LINE * lines, 2 * _LINE) + 3


def _rule(heading: str, goal: SheetGoal, sheet: ReportSheet) -> dict[str, Any] | None:
    """Return what a cell takes; what it does not is said in Swedish."""
    if heading == DATE:
        first = sheet.first_day or datetime.date(2000, 1, 1)
        first = datetime.date(min(max(first.year - 1, _FIRST_YEAR), _LATEST.year), 1, 1)
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": first,
            "maximum": _LATEST,
            "error_title": "Inget datum",
            "error_message": "Skriv dagen då ni följde upp, till exempel 2027-06-30.",
        }
    if heading == VALUE:
        most = 100 if goal.is_share else 1e12
        said = "Skriv ett tal från 0 till 100." if goal.is_share else "Skriv ett tal."
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0 if goal.is_share else -1e12,
            "maximum": most,
            "error_title": "Inget tal",
            "error_message": said,
        }
    if heading == COUNT:
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": "Inget heltal",
            "error_message": "Skriv hur många värdet bygger på, till exempel 31.",
        }
    if heading == JUDGED:
        return _list(heading, _JUDGEMENTS)
    return _list(heading, tuple(DECISION.values())) if heading == DECIDED else None


def _list(heading: str, words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(words),
        "error_title": f"{heading} finns inte",
        "error_message": f"Välj i listan: {', '.join(words)}.",
    }
