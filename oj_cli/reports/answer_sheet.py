"""The sheet that a kommun fills its answers in before it reports them."""

import datetime
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.presentation import csvtext
from oj_cli.presentation.document import Cell, Column, Table

COLUMNS = ("Id", "Grupp", "Fråga", "Vad frågan gäller", "Svar", "Kommentar")
_WIDTHS = (38, 24, 36, 60, 12, 36)
_LINE = 15.0  # points
_ANSWER = COLUMNS.index("Svar")
_MEANINGS = (
    ("JA", "Det som frågan gäller finns eller har gjorts."),
    ("NEJ", "Det finns inte eller har inte gjorts."),
    ("DELVIS", "Bara på de frågor som har svaret i sin lista. Räknas inte som JA."),
    ("EA", "Ej aktuellt: frågan gäller inte er. Svaret tas bort ur andelen."),
)


@dataclass(frozen=True)
class AnswerSheet:
    """What the sheet is for: a kommun, an område and a year, with the questions that are asked."""

    kommun: Kommun
    catalogue: Catalogue
    year: int
    indicators: tuple[Indicator, ...]

    @property
    def title(self) -> str:
        """What stands at the top of the sheet."""
        return f"{self.kommun.name}: svar i öppna jämförelser, {self.catalogue.name} {self.year}"

    @property
    def name(self) -> str:
        """A name for the file, without its ending: `svar-leksand-socialpsykiatri-2017`."""
        kommun = self.kommun.name.lower().replace(" ", "-")
        return f"svar-{kommun}-{self.catalogue.area}-{self.year}"


def options(indicator: Indicator) -> tuple[str, ...]:
    """Return the answers that a question may get; all of them where they are not known."""
    return (*(indicator.options or ("JA", "NEJ", "DELVIS")), "EA")


def explanation(indicator: Indicator) -> str:
    """Return what a question asks, and what a JA takes."""
    means = f" JA betyder: {indicator.yes_means}" if indicator.yes_means else ""
    return f"{indicator.definition}{means}"


def answer_sheet(sheet: AnswerSheet, file_name: str, today: datetime.date) -> bytes:
    """Return the sheet as XLSX: instructions, and one row a question with a list of answers.

    `file_name` is what it will be called. The same questions on the same day give the same
    bytes.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False})
    created = datetime.datetime(today.year, today.month, today.day)
    book.set_properties({"title": sheet.title, "created": created, "language": "sv-SE"})
    title = book.add_format({"bold": True, "font_size": 14})
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    fill = book.add_format({"valign": "top", "bg_color": "#FFF6D6", "border": 1})

    first = book.add_worksheet("Läs först")
    first.set_column(0, 0, 14)
    first.set_column(1, 1, 80, wrap)
    first.set_landscape()
    first.fit_to_pages(1, 0)
    first.write_string(0, 0, sheet.title, title)
    for n, (left, right) in enumerate(_instructions(sheet, file_name), start=2):
        first.write_string(n, 0, left, bold)
        first.write_string(n, 1, right, wrap)

    answers = book.add_worksheet("Svar")
    answers.write_string(0, 0, sheet.title, title)
    answers.write_string(1, 0, "Välj svar i listan i den gula kolumnen. Lämna inget tomt.")
    top = 3
    for n, width in enumerate(_WIDTHS):
        answers.set_column(n, n, width)
    for n, indicator in enumerate(sheet.indicators, start=top + 1):
        texts = _row(indicator)
        answers.set_row(n, _height(texts))
        for column, text in enumerate(texts):
            answers.write_string(n, column, text, wrap)
        answers.write_blank(n, _ANSWER, None, fill)
        answers.write_blank(n, _ANSWER + 1, None, wrap)
        answers.data_validation(n, _ANSWER, n, _ANSWER, _validation(indicator))
    answers.add_table(
        top,
        0,
        top + len(sheet.indicators),
        len(COLUMNS) - 1,
        {
            "name": "Svar",
            "style": "Table Style Light 1",
            "columns": [{"header": c, "header_format": bold} for c in COLUMNS],
        },
    )
    answers.freeze_panes(top + 1, 0)
    answers.set_landscape()
    answers.fit_to_pages(1, 0)
    answers.repeat_rows(top)
    book.close()
    return content.getvalue()


def _instructions(sheet: AnswerSheet, file_name: str) -> Sequence[tuple[str, str]]:
    check = f"oj check data --fore-inrapportering {file_name}"
    return (
        ("Kommun", sheet.kommun.name),
        ("Område", sheet.catalogue.area),
        ("År", str(sheet.year)),
        ("", ""),
        ("Så här", "Gå till bladet Svar. Läs vad varje fråga gäller, och välj svar i listan."),
        (
            "",
            "Låt den som leder verksamheten svara. Skriv i Kommentar vilken funktion som svarade.",
        ),
        ("", "Förra årets svar står inte här, så att ingen skriver av dem."),
        ("", f"När allt är ifyllt: {check}"),
        ("", "Då visas vad som bör stämmas av, med förra svaret och länets svar bredvid."),
        ("", ""),
        *_MEANINGS,
    )


def _row(indicator: Indicator) -> tuple[str, ...]:
    return indicator.id, indicator.group, indicator.name, explanation(indicator)


def _height(texts: Sequence[str]) -> float:
    """Return a height in points in which every text of a row is seen, wrapped to its column."""
    lines = max(
        len(textwrap.wrap(text, width)) for text, width in zip(texts, _WIDTHS, strict=False)
    )
    return _LINE * max(lines, 1) + 3


def _validation(indicator: Indicator) -> dict[str, object]:
    allowed = options(indicator)
    return {
        "validate": "list",
        "source": list(allowed),
        "input_title": "Svar",
        "input_message": f"Välj {', '.join(allowed[:-1])} eller {allowed[-1]}.",
        "error_title": "Det svaret finns inte",
        "error_message": f"Välj {', '.join(allowed[:-1])} eller {allowed[-1]} i listan.",
    }


def as_csv(sheet: AnswerSheet) -> bytes:
    """Return the sheet as a text file that a Swedish Excel opens."""
    keys = ("kommun", "omrade", "ar", "id", "fraga", "galler", "svar", "kommentar")
    rows: list[dict[str, Cell]] = [
        {
            "kommun": sheet.kommun.name,
            "omrade": sheet.catalogue.area,
            "ar": sheet.year,
            "id": i.id,
            "fraga": i.name,
            "galler": explanation(i),
        }
        for i in sheet.indicators
    ]
    table = Table(tuple(Column(k, k) for k in keys), tuple(rows))
    return csvtext.render(table, "svensk").encode()
