"""The lists of indicators and of kommuner as documents, and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Register, invanargrupp_name, short_lan
from oj_cli.domain.swedish import counted, number
from oj_cli.presentation.document import (
    Block,
    Column,
    Command,
    Commands,
    Document,
    Paragraph,
    Table,
)


@dataclass(frozen=True)
class Listed:
    """An indicator with its catalogue and the name of its theme."""

    catalogue: Catalogue
    indicator: Indicator
    theme: str

    def searched(self) -> tuple[str, ...]:
        """Return the texts that a search word is looked for in."""
        i = self.indicator
        quality = self.catalogue.quality_area_names[i.quality_area]
        return i.id, i.name, i.short, i.theme, self.theme, quality, i.definition, i.kolada or ""

    def years(self) -> str:
        """Return the indicator's first and last year, as far as they are known."""
        first, last = self.indicator.first_year, self.indicator.last_year
        if first is None and last is None:
            return ""
        return f"{first or ''}–{last or ''}"


def indicator_document(found: Sequence[Listed], word: str | None) -> Document:
    """Return a list of indicators as a document."""
    what = f" med ”{word}”" if word else ""
    title = f"{counted(len(found), 'indikator', 'indikatorer')}{what}"
    columns = (
        Column("id", "Id", weight=2),
        Column("namn", "Namn", weight=3),
        Column("tema", "Tema", weight=1),
        Column("ar", "År"),
    )
    lead: list[Block] = []
    for area in dict.fromkeys(x.catalogue.area for x in found):
        of_area = [x for x in found if x.catalogue.area == area]
        rows = tuple(
            {
                "id": x.indicator.id,
                "namn": x.indicator.name,
                "tema": x.indicator.theme,
                "ar": x.years(),
            }
            for x in of_area
        )
        lead.append(Table(columns, rows, f"{of_area[0].catalogue.name} ({area})"))
    if not found:
        lead.append(Paragraph("Inget namn, tema eller id innehåller det ordet."))
        lead.append(Commands((Command("oj indicators", "alla indikatorer"),)))
    flat = tuple(
        {
            "omrade": x.catalogue.area,
            "id": x.indicator.id,
            "namn": x.indicator.name,
            "kort": x.indicator.short,
            "kvalitetsomrade": x.catalogue.quality_area_names[x.indicator.quality_area],
            "tema": x.indicator.theme,
            "typ": x.indicator.kind,
            "enhet": x.indicator.unit,
            "roll": x.indicator.role,
            "forsta_ar": x.indicator.first_year,
            "sista_ar": x.indicator.last_year,
            "kolada_id": x.indicator.kolada,
        }
        for x in found
    )
    keys = (
        "omrade",
        "id",
        "namn",
        "kort",
        "kvalitetsomrade",
        "tema",
        "typ",
        "enhet",
        "roll",
        "forsta_ar",
        "sista_ar",
        "kolada_id",
    )
    return Document(
        title=title,
        lead=tuple(lead),
        data=Table(tuple(Column(k, k) for k in keys), flat),
        payload={"schema": "oj-indicators/1", "indikatorer": [dict(row) for row in flat]},
    )


def kommun_document(
    found: Sequence[Kommun], register: Register, edition: Edition, year: int, word: str | None
) -> Document:
    """Return a list of kommuner with the groups of data of `year` as a document."""
    what = f" med ”{word}”" if word else ""
    population_years = {}
    rows = []
    for k in found:
        known = register.population_before(k.code, year)
        group = register.kommungrupp(k.code, edition)
        population_years[k.code] = known[0] if known else None
        rows.append(
            {
                "kod": k.code,
                "kommun": k.name,
                "lan": register.lan_by_code[k.lan].name,
                "kommungrupp": group,
                "kommungrupp_namn": edition.group_names[group] if group else None,
                "invanargrupp": register.invanargrupp(k.code, year),
                "folkmangd": known[1] if known else None,
                "folkmangd_ar": known[0] if known else None,
            }
        )
    shown = tuple(
        {
            **row,
            "lan": short_lan(str(row["lan"])),
            "kommungrupp": f"{row['kommungrupp'] or ''} {row['kommungrupp_namn'] or ''}".strip(),
            "folkmangd": number(row["folkmangd"]) if isinstance(row["folkmangd"], int) else "",
        }
        for row in rows
    )
    columns = (
        Column("kod", "Kod"),
        Column("kommun", "Kommun", weight=1),
        Column("lan", "Län", weight=1),
        Column("kommungrupp", "Kommungrupp", weight=2),
        Column("invanargrupp", "Inv. grupp"),
        Column("folkmangd", "Invånare", "right"),
    )
    years = sorted({str(y) for y in population_years.values() if y})
    sizes = "; ".join(f"{g}: {invanargrupp_name(g)}" for g in range(1, 6))
    notes = (
        Paragraph(f"Kommungrupp: {edition.name}.", "note"),
        Paragraph(f"Folkmängd i slutet av {', '.join(years) or 'okänt år'}. Källa: SCB.", "note"),
        Paragraph(f"Invånargrupper: {sizes}.", "note"),
    )
    empty = Paragraph("Ingen kommun innehåller det ordet. Alla kommuner: oj kommuner.")
    keys = (
        "kod",
        "kommun",
        "lan",
        "kommungrupp",
        "kommungrupp_namn",
        "invanargrupp",
        "folkmangd",
        "folkmangd_ar",
    )
    return Document(
        title=f"{counted(len(found), 'kommun', 'kommuner')}{what}",
        lead=(Table(columns, shown), *notes) if found else (empty,),
        data=Table(tuple(Column(k, k) for k in keys), tuple(rows)),
        payload={
            "schema": "oj-kommuner/1",
            "ar": year,
            "utgava": edition.name,
            "kommuner": rows,
        },
    )
