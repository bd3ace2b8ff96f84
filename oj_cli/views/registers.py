"""The lists of indicators and of kommuner as documents."""

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import invanargrupp_name, short_lan
from oj_cli.domain.registers import IndicatorList, KommunList
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import (
    Block,
    Column,
    Command,
    Commands,
    Document,
    Paragraph,
    Table,
)


def indicator_document(found: IndicatorList) -> Document:
    """Return a list of indicators as a document."""
    columns = (
        Column("Id", weight=2),
        Column("Namn", weight=3),
        Column("Tema", weight=1),
        Column("År"),
    )
    lead: list[Block] = []
    for area in dict.fromkeys(x.catalogue.area for x in found.indicators):
        of_area = [x for x in found.indicators if x.catalogue.area == area]
        rows = tuple((i.id, i.name, i.theme, _years(i)) for i in (x.indicator for x in of_area))
        lead.append(Table(columns, rows, f"{of_area[0].catalogue.name} ({area})"))
    if not found.indicators:
        lead.append(Paragraph("Inget namn, tema eller id innehåller det ordet."))
        lead.append(Commands((Command("oj indicators", "alla indikatorer"),)))
    title = counted(len(found.indicators), "indikator", "indikatorer")
    return Document(title + _with_word(found.word), tuple(lead))


def _with_word(word: str | None) -> str:
    return f" med ”{word}”" if word else ""


def _years(indicator: Indicator) -> str:
    first, last = indicator.first_year, indicator.last_year
    return f"{first or ''}–{last or ''}" if first or last else ""


def kommun_document(found: KommunList) -> Document:
    """Return a list of kommuner as a document."""
    rows = tuple(
        (
            *(k.kommun.code, k.kommun.name, short_lan(k.lan.name)),
            f"{k.kommungrupp or ''} {k.kommungrupp_name or ''}".strip(),
            *(k.invanargrupp, k.population),
        )
        for k in found.kommuner
    )
    columns = (
        Column("Kod"),
        Column("Kommun", weight=1),
        Column("Län", weight=1),
        Column("Kommungrupp", weight=2),
        Column("Inv. grupp"),
        Column("Invånare", align="right"),
    )
    years = sorted({str(k.population_year) for k in found.kommuner if k.population_year})
    sizes = "; ".join(f"{g}: {invanargrupp_name(g)}" for g in range(1, 6))
    notes = (
        Paragraph(f"Kommungrupp: {found.edition.name}.", "note"),
        Paragraph(f"Folkmängd i slutet av {', '.join(years) or 'okänt år'}. Källa: SCB.", "note"),
        Paragraph(f"Invånargrupper: {sizes}.", "note"),
    )
    empty = Paragraph("Ingen kommun innehåller det ordet. Alla kommuner: oj kommuner.")
    title = counted(len(found.kommuner), "kommun", "kommuner")
    return Document(
        title + _with_word(found.word), (Table(columns, rows), *notes) if rows else (empty,)
    )
