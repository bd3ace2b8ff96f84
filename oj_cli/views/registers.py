"""The lists of indicators and of kommuner as documents."""

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import invanargrupp_name, short_lan
from oj_cli.domain.registers import IndicatorList, KommunList
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import Block, Column, Document
from oj_cli.presentation.parts import commands, compose, note, right, table, wide


def indicator_document(found: IndicatorList) -> Document:
    """Return a list of indicators as a document."""
    columns = (wide("Id", 2), wide("Namn", 3), wide("Tema"), Column("År"))
    lead: list[Block] = []
    for area in dict.fromkeys(x.catalogue.area for x in found.indicators):
        of_area = [x for x in found.indicators if x.catalogue.area == area]
        rows = ((i.id, i.name, i.theme, _years(i)) for i in (x.indicator for x in of_area))
        lead.append(table(columns, rows, f"{of_area[0].catalogue.name} ({area})"))
    title = counted(len(found.indicators), "indikator", "indikatorer") + _with_word(found.word)
    if not found.indicators:
        every = commands(("oj indicators", "alla indikatorer"))
        return compose(title, "Inget namn, tema eller id innehåller det ordet.", every)
    return compose(title, *lead)


def _with_word(word: str | None) -> str:
    return f" med ”{word}”" if word else ""


def _years(indicator: Indicator) -> str:
    first, last = indicator.first_year, indicator.last_year
    return f"{first or ''}–{last or ''}" if first or last else ""


def kommun_document(found: KommunList) -> Document:
    """Return a list of kommuner as a document."""
    title = counted(len(found.kommuner), "kommun", "kommuner") + _with_word(found.word)
    if not found.kommuner:
        return compose(title, "Ingen kommun innehåller det ordet. Alla kommuner: oj kommuner.")
    rows = (
        (
            *(k.kommun.code, k.kommun.name, short_lan(k.lan.name)),
            f"{k.kommungrupp or ''} {k.kommungrupp_name or ''}".strip(),
            *(k.invanargrupp, k.population),
        )
        for k in found.kommuner
    )
    places = (Column("Kod"), wide("Kommun"), wide("Län"), wide("Kommungrupp", 2))
    years = sorted({str(k.population_year) for k in found.kommuner if k.population_year})
    sizes = "; ".join(f"{g}: {invanargrupp_name(g)}" for g in range(1, 6))
    return compose(
        title,
        table((*places, Column("Inv. grupp"), *right("Invånare")), rows),
        note(f"Kommungrupp: {found.edition.name}."),
        note(f"Folkmängd i slutet av {', '.join(years) or 'okänt år'}. Källa: SCB."),
        note(f"Invånargrupper: {sizes}."),
    )
