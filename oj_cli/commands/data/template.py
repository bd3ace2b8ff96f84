"""`oj data template`: the sheet that a kommun fills its answers in before it reports them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.options import AreaOption, KommunOption
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.reports.answer_sheet import AnswerSheet


def template(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: Annotated[
        int | None,
        typer.Option(
            "--ar",
            "--year",
            metavar="ÅR",
            help="Vilket år svaren ska gälla. Annars året efter det senaste med svar.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FIL", help="Bladets namn: slutar på .xlsx eller .csv."
        ),
    ] = None,
    ersatt: Annotated[
        bool, typer.Option("--ersatt", help="Skriv över en fil som redan finns.")
    ] = False,
    idag: Annotated[str | None, typer.Option("--idag", hidden=True)] = None,
) -> None:
    """Gör ett blad att fylla i svaren på före inrapporteringen.

    Bladet har en rad för varje fråga, med vad den gäller och en lista att välja svar i.
    Kontrollera det sedan med oj check data --fore-inrapportering FIL.
    """
    from oj_cli.terminal.streams import say

    for line in make(kommun, omrade, ar, output, ersatt, idag):
        say(line)


def make(
    kommun: str | None,
    area: str | None,
    year: int | None,
    output: Path | None,
    replace: bool,
    idag: str | None,
) -> list[str]:
    """Write the sheet; return what was written and what to type next.

    Raises UsageFault if the file exists, FileFault if it cannot be written.
    """
    from oj_cli.documents.writer import write_bytes
    from oj_cli.reports.answer_sheet import answer_sheet
    from oj_cli.views.words import shell_word
    from oj_cli.workspace import today

    sheet = find(kommun, area, year)
    path = output or Path(f"{sheet.name}.xlsx")
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise UsageFault(
            f"Bladet kan inte skrivas som {path.suffix or 'en fil utan ändelse'}.",
            hints=(f"Skriv -o {path.with_suffix('.xlsx')} eller -o {path.with_suffix('.csv')}.",),
        )
    if path.exists() and not replace:
        raise UsageFault(
            "Filen finns redan. Det kan vara ett blad som någon har fyllt i.",
            place=str(path),
            hints=("Välj ett annat namn med -o, eller lägg till --ersatt.",),
        )
    is_text = path.suffix.lower() == ".csv"
    content = _as_csv(sheet) if is_text else answer_sheet(sheet, path.name, today(idag))
    write_bytes(path, content)
    check = f"oj check data --fore-inrapportering {shell_word(str(path))}"
    return [
        f"Skrev {path} med {len(sheet.indicators)} frågor.",
        f"Fyll i svaren, och kontrollera dem: {check}",
    ]


def find(kommun_text: str | None, area: str | None, wanted: int | None) -> "AnswerSheet":
    """Return whose sheet it is and which questions are asked that year."""
    from oj_cli.analysis.compare import is_asked
    from oj_cli.api import selecting
    from oj_cli.reports.answer_sheet import AnswerSheet

    with selecting.open_data() as (store, workspace):
        kommun = selecting.choose_kommun(store, kommun_text, workspace)
        catalogue = store.catalogue(selecting.choose_area(store, area, workspace))
        years = store.years(catalogue.area, None)
    year = wanted or (years[-1] + 1 if years else None)
    if year is None:
        raise UsageFault(
            "Ange vilket år svaren ska gälla.", hints=("Lägg till till exempel --ar 2027.",)
        )
    indicators = tuple(i for i in catalogue if i.kind == "ja_nej" and is_asked(i, year))
    if not indicators:
        raise UsageFault(
            f"{catalogue.short} har inga ja/nej-frågor {year}.",
            hints=("Välj ett annat område med --omrade, eller ett annat år med --ar.",),
        )
    return AnswerSheet(kommun, catalogue, year, indicators)


def _as_csv(sheet: "AnswerSheet") -> bytes:
    """Return the sheet as a text file that a Swedish Excel opens."""
    from oj_cli.presentation import csvtext
    from oj_cli.presentation.document import Cell, Column, Table
    from oj_cli.reports.answer_sheet import explanation

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
