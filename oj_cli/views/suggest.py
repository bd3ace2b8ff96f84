"""What step 2 can add, as a document and as `oj-komplettera/1`."""

import re
from collections.abc import Sequence
from typing import Any

from oj_cli.domain.analysis import Analysis, Evidence, Measurement
from oj_cli.domain.complement import AreaSuggestion, KeyFigure, Suggestions, View
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.swedish import counted, listing, number
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.chosen import same_item
from oj_cli.views.words import area_word

SCHEMA = "oj-komplettera/1"
CREDIT = "Källa: Kolada"
COMPUTED = "Egen bearbetning av data från Kolada"

VIEW_WORDS: dict[View, tuple[str, str]] = {
    "brukarrost": (
        "Ingen brukarröst",
        "Fråga dem som får stödet: enkät, brukarråd, hearing eller brukarrevision.",
    ),
    "kostnader": (
        "Inget om kostnader",
        "Vad kostar stödet i dag, och vad skulle en ändring kosta?",
    ),
    "behov": (
        "Inget om hur många det gäller",
        "Räkna dem som behöver stödet: inventering eller egen statistik.",
    ),
    "brister": (
        "Inget om klagomål, avvikelser eller tillsyn",
        "Se efter i klagomål, avvikelser, lex Sarah, beslut från Inspektionen för vård och "
        "omsorg (IVO) och ej verkställda beslut.",
    ),
    "egen_bild": (
        "Inte verksamhetens egen bild",
        "Fråga dem som arbetar där, eller be någon i en annan kommun granska.",
    ),
    "jamforelser": (
        "Inga andra jämförelser eller nyckeltal",
        "Se efter nedan, och i öppna jämförelser för andra områden.",
    ),
}
_FLAGS: dict[View, str] = {
    "brukarrost": "brukarundersokning",
    "kostnader": "egen_statistik",
    "behov": "inventering",
    "brister": "klagomal",
    "egen_bild": "egen_bedomning",
    "jamforelser": "nyckeltal",
}


def document(analysis: Analysis, catalogue: Catalogue, found: Suggestions, where: str) -> Document:
    """Return the suggestions, one section for each chosen area.

    `where` are the flags that name the analysis, where commands must have them.
    """
    sections = [_area(area, found) for area in found.areas]
    if found.key_figures is not None and any(a.figures for a in found.areas):
        remark = found.key_figures.remark or ""
        sections.append(Section("Om nyckeltalen", (Paragraph(remark),)))
    sections.append(_next_steps(found, where))
    return Document(
        title=f"Att komplettera med: {analysis.who}, {area_word(catalogue)} {analysis.year}",
        sections=tuple(sections),
        data=_flat(found),
        payload=payload(analysis, found),
    )


def _area(area: AreaSuggestion, found: Suggestions) -> Section:
    blocks: list[Block] = []
    if area.missing:
        n = (
            counted(area.n_evidence, "underlag", "underlag")
            if area.n_evidence
            else "inget underlag än"
        )
        blocks.append(Paragraph(f"Ni har {n}. Det här saknas:"))
        blocks.append(Bullets(tuple(Item(": ".join(VIEW_WORDS[v])) for v in area.missing)))
    else:
        n = counted(area.n_evidence, "underlag", "underlag")
        blocks.append(Paragraph(f"Ni har {n}, och området är belyst från alla håll."))
    if area.only_supports:
        text = "Allt underlag talar för valet. Har ni letat efter något som talar emot?"
        blocks.append(Paragraph(text, "strong"))
    if area.same:
        blocks.append(Paragraph("Samma tema i andra öppna jämförelser:"))
        blocks.append(Bullets(tuple(same_item(s) for s in area.same)))
    blocks += _figures(area, found)
    return Section(area.theme.name, tuple(blocks))


def _figures(area: AreaSuggestion, found: Suggestions) -> list[Block]:
    if not area.figures:
        return [Paragraph("Inga nyckeltal i data hör till temat.", "note")]
    blocks: list[Block] = []
    own = [f for f in area.figures if _has_value(f, found)]
    if own:
        blocks += [*_as_published(own, found), *_of_lan(own, found)]
    without = [f for f in area.figures if f not in own]
    if without:
        who = found.kommun.name if found.kommun else found.lan_name
        blocks.append(Paragraph(f"{who} saknar värde. Fråga grannar som har:"))
        items = tuple(Item(f"{f.indicator.name}: {no_value(f)}") for f in without)
        blocks += [Bullets(items), _note(CREDIT)]
    return blocks


def _has_value(figure: KeyFigure, found: Suggestions) -> bool:
    return figure.own is not None or (figure.year is not None and found.kommun is None)


def _as_published(figures: Sequence[KeyFigure], found: Suggestions) -> list[Block]:
    """Return the kommun's own values and riket's, which Kolada is named for."""
    if found.kommun is None:
        return []
    columns = (
        Column("nyckeltal", "Nyckeltal", weight=1),
        Column("ar", "År", "right"),
        Column("ni", "Ni", "right"),
        Column("riket", "Riket", "right"),
    )
    rows = tuple(
        {
            "nyckeltal": _name(f.indicator),
            "ar": str(f.year),
            "ni": _cell(f.own, f.indicator),
            "riket": _cell(f.riket, f.indicator),
        }
        for f in figures
    )
    return [Table(columns, rows, "Nyckeltal som de står i Kolada."), _note(CREDIT)]


def _of_lan(figures: Sequence[KeyFigure], found: Suggestions) -> list[Block]:
    """Return the län's medians, which are computed here."""
    columns = (
        Column("nyckeltal", "Nyckeltal", weight=1),
        Column("ar", "År", "right"),
        Column("lan", "Median", "right"),
        Column("n", "Kommuner", "right"),
    )
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "nyckeltal": _name(f.indicator),
            "ar": str(f.year),
            "lan": _cell(f.lan_median, f.indicator),
            "n": f.lan_n,
        }
        for f in figures
    )
    heading = f"{'Samma n' if found.kommun else 'N'}yckeltal i {found.lan_name}."
    return [Table(columns, rows, heading), _note(COMPUTED)]


def same_blocks(found: Suggestions) -> list[Block]:
    """Return how the chosen themes stand in other områden, nothing where no other has them."""
    same = tuple(same_item(s) for area in found.areas for s in area.same)
    return [Bullets(same)] if same else []


def key_figure_blocks(found: Suggestions, *, costs: bool) -> list[Block]:
    """Return the nyckeltal of the chosen themes that have a value: costs, or all but those."""
    of_kind = [
        f
        for area in found.areas
        for f in area.figures
        if (f.indicator.unit or "").startswith("kronor") == costs
    ]
    figures = [f for f in of_kind if _has_value(f, found)]
    if figures:
        return _as_published(figures, found) or _of_lan(figures, found)
    if any(f.neighbours for f in of_kind):
        text = "Ni har inget värde i data. Vilka grannar som har visar oj complement suggest."
        return [Paragraph(text)]
    return []


def _note(text: str) -> Paragraph:
    return Paragraph(f"{text}.", "note")


def figure_text(value: float | None, indicator: Indicator) -> str:
    """Return a value with its unit, as a cell."""
    if value is None:
        return "saknas"
    return (
        f"{_plain(value)}\u00a0%" if _is_percent(indicator) else f"{_plain(value)} {indicator.unit}"
    )


def _cell(value: float | None, indicator: Indicator) -> str:
    """Return a value as a cell: its unit stands after the name, unless it is percent."""
    return (
        _plain(value)
        if value is not None and not _is_percent(indicator)
        else figure_text(value, indicator)
    )


def _name(indicator: Indicator) -> str:
    if _is_percent(indicator):
        return indicator.name
    unit = re.sub(r"(?<=\d) (?=\d{3})", "\u00a0", indicator.unit or "")  # no break within a number
    return f"{indicator.name}, {unit}"


def _plain(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)


def _is_percent(indicator: Indicator) -> bool:
    return (indicator.unit or "").startswith("procent")


def no_value(figure: KeyFigure) -> str:
    """Return which kommuner have a value, and when."""
    if figure.year is None or not figure.neighbours:
        return "ingen kommun i länet har värde i data."
    names = [f"{n.kommun.name} {figure_text(n.value, figure.indicator)}" for n in figure.neighbours]
    return f"{listing(names)} ({figure.year})."


def to_evidence(figure: KeyFigure, is_lan: bool, lan_name: str) -> Evidence:
    """Return a nyckeltal that has a value as evidence for the log."""
    i = figure.indicator
    value = figure.lan_median if is_lan else figure.own
    median = f"medianen i {lan_name} är {figure_text(figure.lan_median, i)}"
    counts = f"({counted(figure.lan_n, 'kommun', 'kommuner')})"
    own = "" if is_lan else f"{figure_text(figure.own, i)}, "
    riket = "" if figure.riket is None else f", i riket {figure_text(figure.riket, i)}"
    credit = f"{COMPUTED}, {i.kolada}" if is_lan else f"Kolada, {i.kolada}"
    return Evidence(
        id="",
        kind="nyckeltal",
        source=credit,
        shows=f"{i.name}: {own}{median} {counts}{riket}. Medianen är räknad här.",
        date=str(figure.year),
        measurement=Measurement(value or 0.0, i.unit),
        concerns=(i.theme,),
    )


def _next_steps(found: Suggestions, where: str) -> Section:
    commands = []
    figure = next(
        (f for a in found.areas for f in a.figures if f.own is not None),
        None,
    )
    if figure is not None:
        line = f"oj complement add --nyckeltal {figure.indicator.id}{where}"
        commands.append(Command(line, "ta med ett nyckeltal i underlaget"))
    missing = next((v for a in found.areas for v in a.missing if v != "jamforelser"), None)
    if missing is not None:
        area = next(a for a in found.areas if missing in a.missing)
        line = f"oj complement add --typ {_FLAGS[missing]} --galler {area.theme.id}{where}"
        commands.append(Command(line, "lägg till det som saknas"))
    commands.append(Command(f"oj complement list{where}", "allt underlag"))
    return Section("Nästa steg", (Commands(tuple(commands)),))


def _flat(found: Suggestions) -> Table:
    """Return one row for each nyckeltal, for CSV."""
    keys = ("tema", "nyckeltal", "kolada_id", "namn", "enhet", "ar", "eget", "riket")
    more = ("lan_median", "lan_antal")
    rows: list[dict[str, Cell]] = [
        {
            "tema": area.theme.id,
            "nyckeltal": f.indicator.id,
            "kolada_id": f.indicator.kolada,
            "namn": f.indicator.name,
            "enhet": f.indicator.unit,
            "ar": f.year,
            "eget": f.own,
            "riket": f.riket,
            "lan_median": f.lan_median,
            "lan_antal": f.lan_n,
        }
        for area in found.areas
        for f in area.figures
    ]
    return Table(tuple(Column(k, k) for k in (*keys, *more)), tuple(rows))


def payload(analysis: Analysis, found: Suggestions) -> dict[str, Any]:
    """Return plain data; medians are unrounded."""
    return {
        "schema": SCHEMA,
        "kommun": analysis.kommun,
        "lan": analysis.lan,
        "omrade": analysis.area,
        "ar": analysis.year,
        "omraden": [
            {
                "tema": area.theme.id,
                "antal_underlag": area.n_evidence,
                "saknas": list(area.missing),
                "bara_stod": area.only_supports,
                "andra_omraden": [
                    {
                        "omrade": s.catalogue.area,
                        "ar": s.year,
                        "svaga": s.n_weak,
                        "jamforbara": s.n_known,
                    }
                    for s in area.same
                ],
                "nyckeltal": [_figure_payload(f) for f in area.figures],
            }
            for area in found.areas
        ],
        "kallhanvisning": {"obearbetat": CREDIT, "beraknat": COMPUTED},
    }


def _figure_payload(figure: KeyFigure) -> dict[str, Any]:
    return {
        "id": figure.indicator.id,
        "kolada_id": figure.indicator.kolada,
        "namn": figure.indicator.name,
        "enhet": figure.indicator.unit,
        "ar": figure.year,
        "eget": figure.own,
        "riket": figure.riket,
        "lan_median": figure.lan_median,
        "lan_antal": figure.lan_n,
        "grannar": {n.kommun.name: n.value for n in figure.neighbours},
    }
