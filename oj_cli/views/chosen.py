"""What is chosen in step 1, with the figures it was chosen on, and where else it shows."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.analysis import Analysis, Chosen, Frozen
from oj_cli.domain.chosen import Choice, Elsewhere, SameTheme
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.local import Correction
from oj_cli.domain.references import FEWEST_OTHERS
from oj_cli.domain.swedish import counted, listing, number, percent
from oj_cli.domain.wording import area_word, value_text
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
    Shown,
    Table,
)


def document(found: Choice) -> Document:
    """Return what is chosen now as a document."""
    analysis, catalogue, names = found.analysis, found.catalogue, found.themes.names
    sections = [
        *(
            chosen_section(chosen, analysis, catalogue, names, found.corrections)
            for chosen in analysis.chosen
        ),
        _aside_section(found),
        _same_section(found),
        _tables_section(found),
        _next_steps(found),
    ]
    return Document(
        title=f"Valt i steg 1: {analysis.who}, {area_word(catalogue)} {analysis.year}",
        lead=(Paragraph(f"Sparat i {found.path}."),),
        sections=tuple(s for s in sections if s is not None),
    )


def chosen_section(
    chosen: Chosen,
    analysis: Analysis,
    catalogue: Catalogue,
    names: Mapping[str, str],
    corrections: Sequence[Correction] = (),
) -> Section:
    """Return one chosen area with its motive and its frozen figures."""
    is_lan = analysis.kommun is None
    lan, riket = Column("lan", "Länet", "right"), Column("riket", "Riket", "right")
    columns = (
        Column("indikator", "Indikator", weight=1),
        *((lan, riket) if is_lan else (Column("ni", "Ni"), riket, lan)),
        *(() if is_lan else (Column("grupp", "Grupp", "right"),)),
        Column("prioritet", "Efter riket" if is_lan else "Prio", "right"),
    )
    rows, notes = [], []
    for frozen in chosen.indicators:
        indicator = catalogue.by_id.get(frozen.indicator)
        rows.append(_row(frozen, indicator))
        notes += _corrections(frozen, indicator, analysis, corrections)
    why = Paragraph(chosen.why or "Motiv saknas.", "plain" if chosen.why else "strong")
    blocks: list[Block] = [why, Table(columns, tuple(rows), _caption(chosen, catalogue))]
    blocks += [Paragraph(note) for note in notes]
    return Section(names.get(chosen.theme, chosen.theme), tuple(blocks))


def _row(frozen: Frozen, indicator: Indicator | None) -> dict[str, Cell]:
    def figure(value: float | None, n_yes: int | None, n: int | None) -> Shown:
        if value is None:
            return Shown("-")
        if indicator is None or indicator.kind == "numerisk":
            return Shown(number(value, 1), value)
        counts = f" ({n_yes} av {n})" if n_yes is not None and n is not None else ""
        return Shown(percent(value) + counts, value)

    return {
        "indikator": frozen.indicator if indicator is None else indicator.name,
        "ni": _own_text(frozen, indicator),
        "riket": figure(frozen.riket, None, None),
        "lan": figure(frozen.lan, frozen.lan_yes, frozen.lan_n),
        "grupp": figure(frozen.group, frozen.group_yes, frozen.group_n),
        "prioritet": frozen.priority,
    }


def _own_text(frozen: Frozen, indicator: Indicator | None) -> str:
    """Return a frozen own answer or value in words."""
    if frozen.value is not None:
        return number(frozen.value, 1) if indicator is None else value_text(frozen.value, indicator)
    return frozen.answer or "inget svar"


def _caption(chosen: Chosen, catalogue: Catalogue) -> str:
    numeric = any(
        catalogue.by_id[f.indicator].kind == "numerisk"
        for f in chosen.indicators
        if f.indicator in catalogue.by_id
    )
    what = "Median" if numeric else "Andel JA"
    groups = list(dict.fromkeys(f.group_name for f in chosen.indicators if f.group_name))
    group = f" Grupp är {listing([g[0].lower() + g[1:] for g in groups])}." if groups else ""
    few = any(f.group_n is not None and f.group_n < FEWEST_OTHERS for f in chosen.indicators)
    warning = " Så få svar i gruppen säger inte mycket." if few else ""
    return f"{what}, som siffrorna var när ni valde.{group}{warning}"


def _corrections(
    frozen: Frozen,
    indicator: Indicator | None,
    analysis: Analysis,
    corrections: Sequence[Correction],
) -> list[str]:
    key = f"{analysis.area}/{frozen.indicator}"
    return [
        f"Er rättelse: {indicator.name if indicator else c.indicator} borde ha varit {c.answer}. "
        f"{c.reason} Det publicerade svaret ändras inte."
        for c in corrections
        if c.indicator == key and c.year == analysis.year
    ]


def _aside_section(found: Choice) -> Section | None:
    """Return what was set aside and why, None if nothing was."""
    names = found.themes.names
    items = tuple(
        Item(f"{name_of(aside.what, found.catalogue, names)}: {aside.why}")
        for aside in found.analysis.set_aside
    )
    return Section("Väntar", (Bullets(items),)) if items else None


def name_of(what: str, catalogue: Catalogue | None, names: Mapping[str, str]) -> str:
    """Return the name of a theme or an indicator; what is unknown stands as it was written."""
    if what in names:
        return names[what]
    indicator = catalogue.by_id.get(what.rpartition("/")[2]) if catalogue else None
    return indicator.name if indicator else what


def _same_section(found: Choice) -> Section | None:
    """Return whether the chosen themes are weak in other områden too."""
    analysis, names = found.analysis, found.themes.names
    if not analysis.chosen:
        return None
    items = tuple(same_item(s) for s in found.same)
    there = {s.theme.id for s in found.same}
    without = [names.get(c.theme, c.theme) for c in analysis.chosen if c.theme not in there]
    blocks: list[Block] = [Bullets(items)] if items else []
    if without:
        whose = "er" if analysis.kommun else "länets kommuner"
        theme = listing(without, "eller")
        text = f"Inget annat område i data har svar från {whose} på temat {theme}."
        blocks.append(Paragraph(text, "note"))
    return Section("Finns samma brist i flera verksamheter?", tuple(blocks))


def same_item(found: SameTheme) -> Item:
    """Return a theme in another område: in how many of its indicators it is weak, and which."""
    known = counted(found.n_known, "indikator", "indikatorer")
    head = f"{found.theme.name} i {area_word(found.catalogue)} {found.year}"
    if not found.n_known:
        return Item(f"{head}: svaren går inte att jämföra.")
    return Item(
        f"{head}: svagt i {found.n_weak} av {known}",
        tuple(_elsewhere(e) for e in found.indicators if e.is_weak),
    )


def _elsewhere(found: Elsewhere) -> str:
    numeric = found.indicator.kind == "numerisk"
    own = found.answer or ""
    if found.own is not None:
        own = value_text(found.own, found.indicator) if numeric else percent(found.own)
    riket = found.riket.figure
    if riket is None:
        return f"{found.indicator.name}: {own}."
    said = value_text(riket, found.indicator) if numeric else f"{percent(riket)} har det"
    return f"{found.indicator.name}: {own}, i riket {said}."


def _tables_section(found: Choice) -> Section | None:
    """Return which of the publisher's tables a theme is spread over, None if over none."""
    items = []
    for theme, tables in found.tables.items():
        if len(tables) < 2:
            continue
        lines = tuple(
            f"{t.quality_area}, {t.group}: {listing([i.short for i in t.indicators])}."
            for t in tables
        )
        name = found.themes.names.get(theme, theme)
        items.append(Item(f"{name} står i {len(tables)} tabeller", lines))
    return Section("Tabeller som hör ihop", (Bullets(tuple(items)),)) if items else None


def _next_steps(found: Choice) -> Section | None:
    analysis, where = found.analysis, found.flags
    if not analysis.chosen:
        return None
    commands = [Command(f"oj complement suggest{where}", "vad ni kan ta reda på mer (steg 2)")]
    if analysis.frozen:
        line = f"oj trend --indicator {analysis.frozen[0].indicator}{where}"
        commands.append(Command(line, "hur det har gått över åren (steg 3)"))
    return Section("Nästa steg", (Commands(tuple(commands)),))
