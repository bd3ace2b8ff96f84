"""The sheet that a kommun fills its answers in before it reports them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.presentation import csvtext
from oj_cli.reports.book import Book, Fill, Rule, choose

COLUMNS = (
    *(("Id", 38), ("Grupp", 24), ("Fråga", 36), ("Vad frågan gäller", 60)),
    *(("Svar", 12), ("Kommentar", 36)),
)
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
    book = Book(sheet.title, today)
    book.read_first(_instructions(sheet, file_name))
    rows = [(i.id, i.group, i.name, explanation(i), Fill(_rule(i)), "") for i in sheet.indicators]
    note = "Välj svar i listan i den gula kolumnen. Lämna inget tomt."
    book.table("Svar", COLUMNS, rows, note=note)
    return book.content()


def _rule(indicator: Indicator) -> Rule:
    return choose(options(indicator), "Det svaret finns inte", asked="Svar")


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


def as_csv(sheet: AnswerSheet) -> bytes:
    """Return the sheet as a text file that a Swedish Excel opens."""
    keys = ("kommun", "omrade", "ar", "id", "fraga", "galler", "svar", "kommentar")
    rows = [
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
    return csvtext.render((keys, rows), "svensk").encode()
