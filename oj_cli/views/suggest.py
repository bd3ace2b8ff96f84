"""What step 2 can add, as a document."""

import re
from collections.abc import Sequence

from oj_cli.domain.complement import (
    COMPUTED,
    CREDIT,
    AreaSuggestion,
    KeyFigure,
    Suggestions,
    View,
    plain,
)
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Shown,
    Table,
)
from oj_cli.views.analysis import heading
from oj_cli.views.chosen import same_item
from oj_cli.views.evidence import ONLY_SUPPORTS

NOBODY = "ingen kommun i länet har värde i data"

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


def document(found: Suggestions) -> Document:
    """Return the suggestions, one section for each chosen area."""
    sections = [_area(area, found) for area in found.areas]
    if found.key_figures is not None and any(a.figures for a in found.areas):
        remark = found.key_figures.remark or ""
        sections.append(Section("Om nyckeltalen", (Paragraph(remark),)))
    return Document(
        title=f"Att komplettera med: {heading(found.of)}",
        sections=(*sections, _next_steps(found)),
    )


def _area(area: AreaSuggestion, found: Suggestions) -> Section:
    blocks: list[Block] = []
    n = counted(area.n_evidence, "underlag", "underlag")
    if area.missing:
        have = n if area.n_evidence else "inget underlag än"
        blocks.append(Paragraph(f"Ni har {have}. Det här saknas:"))
        blocks.append(Bullets(tuple(Item(": ".join(VIEW_WORDS[v])) for v in area.missing)))
    else:
        blocks.append(Paragraph(f"Ni har {n}, och området är belyst från alla håll."))
    if area.only_supports:
        blocks.append(Paragraph(f"Allt underlag {ONLY_SUPPORTS}", "strong"))
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
        items = tuple(Item(f"{f.indicator.name}: {f.known_by or NOBODY}.") for f in without)
        blocks += [Bullets(items), _note(CREDIT)]
    return blocks


def _has_value(figure: KeyFigure, found: Suggestions) -> bool:
    return figure.own is not None or (figure.year is not None and found.kommun is None)


def _as_published(figures: Sequence[KeyFigure], found: Suggestions) -> list[Block]:
    """Return the kommun's own values and riket's, which Kolada is named for."""
    if found.kommun is None:
        return []
    columns = _columns("Ni", "Riket")
    rows = tuple((_name(f), str(f.year), _cell(f.own, f), _cell(f.riket, f)) for f in figures)
    return [Table(columns, rows, "Nyckeltal som de står i Kolada."), _note(CREDIT)]


def _columns(*headings: str) -> tuple[Column, ...]:
    figures = (Column(heading, align="right") for heading in ("År", *headings))
    return (Column("Nyckeltal", weight=1), *figures)


def _of_lan(figures: Sequence[KeyFigure], found: Suggestions) -> list[Block]:
    """Return the län's medians, which are computed here."""
    columns = _columns("Median", "Kommuner")
    rows = tuple((_name(f), str(f.year), _cell(f.lan_median, f), f.lan_n) for f in figures)
    caption = f"{'Samma n' if found.kommun else 'N'}yckeltal i {found.lan_name}."
    return [Table(columns, rows, caption), _note(COMPUTED)]


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


def _cell(value: float | None, figure: KeyFigure) -> Shown:
    """Return a value as a cell: its unit stands after the name, unless it is percent."""
    text = figure.text(value) if value is None or figure.indicator.is_percent else plain(value)
    return Shown(text, value)


def _name(figure: KeyFigure) -> str:
    indicator = figure.indicator
    if figure.indicator.is_percent:
        return indicator.name
    unit = re.sub(r"(?<=\d) (?=\d{3})", "\u00a0", indicator.unit or "")  # no break within a number
    return f"{indicator.name}, {unit}"


def _next_steps(found: Suggestions) -> Section:
    commands = []
    figure = next((f for a in found.areas for f in a.figures if f.own is not None), None)
    if figure is not None:
        line = f"oj complement add --nyckeltal {figure.indicator.id}{found.of.flags}"
        commands.append(Command(line, "ta med ett nyckeltal i underlaget"))
    missing = next((v for a in found.areas for v in a.missing if v != "jamforelser"), None)
    if missing is not None:
        area = next(a for a in found.areas if missing in a.missing)
        line = f"oj complement add --typ {_FLAGS[missing]} --galler {area.theme.id}{found.of.flags}"
        commands.append(Command(line, "lägg till det som saknas"))
    commands.append(Command(f"oj complement list{found.of.flags}", "allt underlag"))
    return Section("Nästa steg", (Commands(tuple(commands)),))
