"""What step 2 can add, as a document."""

import re
from collections.abc import Iterable, Sequence

from oj_cli.domain.complement import (
    COMPUTED,
    CREDIT,
    AreaSuggestion,
    KeyFigure,
    Suggestions,
    View,
)
from oj_cli.domain.swedish import counted
from oj_cli.domain.wording import plain
from oj_cli.presentation.document import Block, Document, Row, Section, Shown, Table
from oj_cli.presentation.parts import (
    bullets,
    compose,
    listed,
    next_steps,
    note,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.chosen import heading, same_item
from oj_cli.views.evidence import ONLY_SUPPORTS

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
    "kostnader": "kostnad",
    "behov": "inventering",
    "brister": "klagomal",
    "egen_bild": "egen_bedomning",
    "jamforelser": "nyckeltal",
}


def document(found: Suggestions) -> Document:
    """Return the suggestions, one section for each chosen area."""
    of_kolada = found.key_figures is not None and any(a.figures for a in found.areas)
    remark = found.key_figures.remark if found.key_figures and of_kolada else ""
    return compose(
        f"Att komplettera med: {heading(found.of.analysis, found.of.asked)}",
        sections=(
            *(_area(area, found) for area in found.areas),
            section("Om nyckeltalen", remark or ""),
            _next_steps(found),
        ),
    )


def _area(area: AreaSuggestion, found: Suggestions) -> Section:
    n = counted(area.n_evidence, "underlag", "underlag") if area.n_evidence else "inget underlag än"
    lit = f"Ni har {n}, och området är belyst från alla håll."
    return section(
        area.theme.name,
        f"Ni har {n}. Det här saknas:" if area.missing else lit,
        bullets(": ".join(VIEW_WORDS[v]) for v in area.missing),
        strong(f"Allt underlag {ONLY_SUPPORTS}" if area.only_supports else ""),
        *listed("Samma tema i andra jämförelser:", map(same_item, area.same)),
        *_figures(area, found),
    )


def _figures(area: AreaSuggestion, found: Suggestions) -> list[Block]:
    if not area.figures:
        return [note("Inga nyckeltal om temat har värden i länet.")]
    own = [f for f in area.figures if _has_value(f, found)]
    blocks = [*_as_published(own, found), *_of_lan(own, found)] if own else []
    who = found.kommun.name if found.kommun else found.lan_name
    without = [f"{f.indicator.name}: {f.known_by}." for f in area.figures if f not in own]
    if without:
        lacking = listed(f"{who} saknar värde. Fråga grannar som har:", without)
        blocks += [*lacking, note(f"{CREDIT}.")]
    return blocks


def _has_value(figure: KeyFigure, found: Suggestions) -> bool:
    return figure.own is not None or (figure.year is not None and found.kommun is None)


def _as_published(figures: Sequence[KeyFigure], found: Suggestions) -> list[Block]:
    """Return the kommun's own values and riket's, which Kolada is named for."""
    if found.kommun is None:
        return []
    rows = ((_name(f), str(f.year), _cell(f.own, f), _cell(f.riket, f)) for f in figures)
    return [_table(("Ni", "Riket"), rows, "Nyckeltal som de står i Kolada."), note(f"{CREDIT}.")]


def _of_lan(figures: Sequence[KeyFigure], found: Suggestions) -> list[Block]:
    """Return the medians of the län and of like kommuner, which are computed here."""
    has_like = any(f.like_n for f in figures)
    rows = (
        (
            *(_name(f), str(f.year), _cell(f.lan_median, f), f.lan_n),
            *((_cell(f.like_median, f), f.like_n) if has_like else ()),
        )
        for f in figures
    )
    caption = f"{'Samma n' if found.kommun else 'N'}yckeltal i {found.lan_name}"
    caption += ", och bland kommuner som liknar er (Kolada)." if has_like else "."
    headings = ("Länet", "Kommuner", *(("Liknande", "Kommuner") if has_like else ()))
    return [
        _table(headings, rows, f"Median: {caption[0].lower()}{caption[1:]}"),
        note(f"{COMPUTED}."),
    ]


def _table(headings: Sequence[str], rows: Iterable[Row], caption: str) -> Table:
    return table((wide("Nyckeltal"), *right("År", *headings)), rows, caption)


def key_figure_blocks(found: Suggestions, *, costs: bool) -> list[Block | str]:
    """Return the nyckeltal of the chosen themes that have a value: costs, or all but those."""
    of_kind = [f for area in found.areas for f in area.figures if f.indicator.is_cost == costs]
    figures = [f for f in of_kind if _has_value(f, found)]
    if figures:
        return [*(_as_published(figures, found) or _of_lan(figures, found))]
    if any(f.neighbours for f in of_kind):
        return ["Ni har inget värde i data. Vilka grannar som har visar oj complement suggest."]
    return []


def _cell(value: float | None, figure: KeyFigure) -> Shown:
    """Return a value as a cell: its unit stands after the name, unless it is percent."""
    text = figure.text(value) if value is None or figure.indicator.is_percent else plain(value)
    return Shown(text, value)


def _name(figure: KeyFigure) -> str:
    indicator = figure.indicator
    if indicator.is_percent or not indicator.known_unit:
        return indicator.name
    unit = re.sub(r"(?<=\d) (?=\d{3})", "\u00a0", indicator.known_unit)  # no break within a number
    return f"{indicator.name}, {unit}"


def _next_steps(found: Suggestions) -> Section:
    flags, steps = found.of.flags, []
    own = [f for a in found.areas for f in a.figures if f.own is not None]
    if own:
        until = f" --senast {found.latest}" if found.latest else ""
        line = f"oj complement add --nyckeltal {own[0].indicator.id}{until}{flags}"
        steps.append((line, "ta med ett nyckeltal i underlaget"))
    missing = [(a.theme.id, v) for a in found.areas for v in a.missing if v != "jamforelser"]
    for theme, view in missing[:1]:
        line = f"oj complement add --typ {_FLAGS[view]} --galler {theme}{flags}"
        steps.append((line, "lägg till det som saknas"))
    return next_steps(*steps, (f"oj complement list{flags}", "allt underlag"))
