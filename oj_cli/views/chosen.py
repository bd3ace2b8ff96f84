"""What is chosen in step 1, with the figures it was chosen on, and where else it shows."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.analysis import Analysis, Chosen, Frozen
from oj_cli.domain.chosen import Choice, Elsewhere, SameTheme
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.local import Correction
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.references import FEWEST_OTHERS
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.wording import WHOLE, area_word, figure_text, signed_apart, value_text
from oj_cli.presentation.document import Cell, Column, Document, Item, Section, Shown
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    note,
    right,
    section,
    strong,
    table,
    wide,
)


def document(found: Choice) -> Document:
    """Return what is chosen now as a document."""
    analysis, asked, names = found.analysis, found.asked, found.themes.names
    set_aside = (
        f"{name_of(aside.what, asked, names)}: {aside.why}" for aside in analysis.set_aside
    )
    return compose(
        f"Valt i steg 1: {heading(analysis, asked)}",
        f"Sparat i {found.path}.",
        sections=(
            *(
                chosen_section(chosen, analysis, asked, names, found.corrections)
                for chosen in analysis.chosen
            ),
            section("Väntar", bullets(set_aside)),
            _same_section(found),
            _tables_section(found),
            _next_steps(found),
        ),
    )


def heading(analysis: Analysis, asked: Catalogues) -> str:
    """Return what an analysis is of: `Leksand, socialpsykiatri 2016`."""
    area = area_word(asked.own) if asked.own else WHOLE
    return f"{analysis.who}, {area} {analysis.year}"


def chosen_section(
    chosen: Chosen,
    analysis: Analysis,
    asked: Catalogues,
    names: Mapping[str, str],
    corrections: Sequence[Correction] = (),
) -> Section:
    """Return one chosen area with its motive and its frozen figures."""
    is_lan = analysis.kommun is None
    whole = "Hela landet" if _is_numeric(chosen, asked) else "Riket"
    groups = right("Länet", whole, "Skillnad")
    if not is_lan:
        groups = (Column("Ni"), *right(whole, "Länet", "Grupp", "Plats"))
    rows, notes = [], []
    for frozen in chosen.indicators:
        indicator = asked.by_id.get(frozen.indicator)
        name, *figures = _row(frozen, indicator, is_lan)
        where = _where(frozen, analysis, asked)
        rows.append((f"{name} ({where})" if where else name, *figures))
        notes += _corrections(frozen, indicator, analysis, corrections)
    return section(
        names.get(chosen.theme, chosen.theme),
        chosen.why or strong("Motiv saknas."),
        worth(chosen),
        table((wide("Indikator"), *groups), rows, _caption(chosen, asked)),
        *notes,
    )


def worth(chosen: Chosen) -> str:
    """Return what the group thinks that an area gives and takes, empty where it has not said."""
    judged = (("Nytta för brukaren", chosen.benefit), ("insats", chosen.effort))
    said = ", ".join(f"{what} {n} av 3" for what, n in judged if n is not None)
    return f"{capital(said)}." if said else ""


def _where(frozen: Frozen, analysis: Analysis, asked: Catalogues) -> str:
    """Return an indicator's område and year, where they are not the analysis' own."""
    area = analysis.whole(frozen.indicator).rpartition("/")[0]
    if area == analysis.area:
        return "" if frozen.year is None else str(frozen.year)
    word = next((area_word(c) for c in asked if c.area == area), area)
    return f"{word} {analysis.year_of(frozen)}"


def _row(frozen: Frozen, indicator: Indicator | None, is_lan: bool) -> tuple[Cell, ...]:
    def figure(value: float | None, n_yes: int | None, n: int | None) -> Shown:
        if value is None:
            return Shown("-")
        if indicator is None or indicator.kind == "numerisk":
            if indicator is None:
                return Shown(number(value, 1), value)
            unit = "\u00a0%" if indicator.is_percent else ""
            return Shown(figure_text(value, indicator) + unit, value)
        counts = f" ({n_yes} av {n})" if n_yes is not None and n is not None else ""
        return Shown(percent(value) + counts, value)

    name = frozen.indicator if indicator is None else indicator.name
    riket = figure(frozen.riket, None, None)
    lan = figure(frozen.lan, frozen.lan_yes, frozen.lan_n)
    if is_lan:
        return name, lan, riket, _apart(frozen, indicator)
    group = figure(frozen.group, frozen.group_yes, frozen.group_n)
    return name, _own_text(frozen, indicator), riket, lan, group, frozen.priority


def _apart(frozen: Frozen, indicator: Indicator | None) -> Cell:
    if indicator is None or frozen.lan is None or frozen.riket is None:
        return Shown("-")
    return Shown(signed_apart(frozen.lan, frozen.riket, indicator), frozen.lan - frozen.riket)


def _own_text(frozen: Frozen, indicator: Indicator | None) -> str:
    """Return a frozen own answer or value in words."""
    if frozen.value is not None:
        return number(frozen.value, 1) if indicator is None else value_text(frozen.value, indicator)
    return frozen.answer or "inget svar"


def _is_numeric(chosen: Chosen, asked: Catalogues) -> bool:
    found = (asked.by_id.get(f.indicator) for f in chosen.indicators)
    return any(i is not None and i.kind == "numerisk" for i in found)


def _caption(chosen: Chosen, asked: Catalogues) -> str:
    what = "Andel JA"
    if _is_numeric(chosen, asked):
        what = "Medianer, och för hela landet rikets publicerade värde där ett finns"
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
    key, year = analysis.whole(frozen.indicator), analysis.year_of(frozen)
    return [
        f"Er rättelse: {indicator.name if indicator else c.indicator} borde ha varit {c.answer}. "
        f"{c.reason} Det publicerade svaret ändras inte."
        for c in corrections
        if c.indicator == key and c.year == year
    ]


def name_of(what: str, asked: Catalogues, names: Mapping[str, str]) -> str:
    """Return the name of a theme or an indicator; what is unknown stands as it was written."""
    if what in names:
        return names[what]
    indicator = asked.by_id.get(what)
    return indicator.name if indicator else what


def _same_section(found: Choice) -> Section:
    """Return whether the chosen themes are weak in other områden too."""
    analysis, names = found.analysis, found.themes.names
    there = {s.theme.id for s in found.same}
    without = [names.get(c.theme, c.theme) for c in analysis.chosen if c.theme not in there]
    whose, of = "er" if analysis.kommun else "länets kommuner", listing(without, "eller")
    text = f"Inget annat område i data har svar från {whose} på temat {of}."
    if analysis.is_of_all:
        text = f"Inget annat område än de valda är tydligt svagt på temat {of}."
    return section(
        "Finns samma brist i flera verksamheter?",
        bullets(map(same_item, found.same)),
        note(text if without else ""),
    )


def same_item(found: SameTheme) -> Item:
    """Return a theme in another område: in how many of its indicators it is weak, and which."""
    known = counted(found.n_known, "indikator", "indikatorer")
    head = f"{found.theme.name} i {area_word(found.catalogue)} {found.year}"
    if not found.n_known:
        return Item(f"{head}: inget går att säga tydligt.")
    if not found.n_weak:
        return Item(f"{head}: inget är tydligt svagt.")
    weak = (_elsewhere(e) for e in found.indicators if e.is_weak)
    numeric = all(e.indicator.kind == "numerisk" for e in found.indicators)
    lacks = "tydligt svagt i" if numeric else "svagt i"
    return item(f"{head}: {lacks} {found.n_weak} av {known}", *weak)


def _elsewhere(found: Elsewhere) -> str:
    numeric = found.indicator.kind == "numerisk"
    own = found.answer or ""
    if found.own is not None:
        own = value_text(found.own, found.indicator) if numeric else percent(found.own)
    riket = found.riket.figure
    if riket is None:
        return f"{found.indicator.name}: {own}."
    if numeric:
        whose = "riket" if found.riket.is_of_riket("riket") else "medianen"
        return f"{found.indicator.name}: {own}, {whose} {value_text(riket, found.indicator)}."
    return f"{found.indicator.name}: {own}, i riket {percent(riket)} har det."


def _tables_section(found: Choice) -> Section:
    """Return which of the publisher's tables a theme is spread over."""
    items = (
        item(
            f"{found.themes.names.get(theme, theme)} står i {len(tables)} tabeller",
            *(
                f"{t.quality_area}, {t.group}: {listing([i.short for i in t.indicators])}."
                for t in tables
            ),
        )
        for theme, tables in found.tables.items()
        if len(tables) > 1
    )
    return section("Tabeller som hör ihop", bullets(items))


def _next_steps(found: Choice) -> Section:
    analysis, where, steps = found.analysis, found.flags, []
    if analysis.chosen:
        steps.append((f"oj complement suggest{where}", "vad ni kan ta reda på mer (steg 2)"))
    if analysis.frozen:
        line = f"oj trend --indicator {analysis.frozen[0].indicator}{where}"
        steps.append((line, "hur det har gått över åren (steg 3)"))
    return next_steps(*steps)
