"""One indicator over the years as a document."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.swedish import capital, counted, listing, number, sort_key
from oj_cli.domain.trend import Movement, Series, Trend, Turn, Turns
from oj_cli.domain.wording import area_word, shell_word, value_text
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
)
from oj_cli.views.events import event_section, note_section
from oj_cli.views.sources import how_counted
from oj_cli.views.trend_table import bar_table, gender_table, year_blocks
from oj_cli.views.trend_words import (
    difference,
    genitive,
    series_name,
    short_name,
    statement,
)

MOST_NAMES = 20
FEWEST_YEARS = 2  # with fewer nobody can have turned


def document(found: Trend) -> Document:
    """Return the development as a document, with what the group makes of it."""
    years = f"{found.years[0]}–{found.years[-1]}" if len(found.years) > 1 else str(found.years[0])
    sections = (
        _years(found),
        _changes(found),
        _places(found),
        _genders(found),
        _turns(found),
        _question(found),
        event_section(found.events),
        note_section(found.notes),
        _how(found),
        _next_steps(found),
    )
    return Document(
        title=found.indicator.name,
        lead=(
            Paragraph(f"{capital(area_word(found.catalogue))}. År i data: {years}."),
            Paragraph(f"{short_name(found.main)}: {_lead(found)}.", "strong"),
        ),
        sections=tuple(s for s in sections if s is not None),
    )


def _lead(found: Trend) -> str:
    main, indicator = found.main, found.indicator
    text = statement(main, indicator)
    one_way = main.movement in (Movement.OKAR, Movement.MINSKAR, Movement.ANDRAT)
    if main.measure != "svar" and main.whole and one_way:
        text += f", {difference(main.whole, indicator)}"
    return text


def _years(found: Trend) -> Section:
    bars = bar_table(found)
    return Section("År för år", (*year_blocks(found), *((bars,) if bars else ())))


# --- what changed ----------------------------------------------------------------------


def _changes(found: Trend) -> Section:
    items = tuple(_change(s, found) for s in found.series if s.points or s is found.main)
    return Section("Utvecklingen", (Bullets(items),))


def _change(series: Series, found: Trend) -> Item:
    indicator, details = found.indicator, []
    moved = series.measure != "svar" and series.movement != Movement.OFORANDRAT
    shifts = {s.before.year: s for s in (series.whole, series.latest) if s and moved}
    for year, shift in shifts.items():
        details.append(f"Sedan {year}: {difference(shift, indicator)}.")
    details += [f"Före brottet: {_earlier(series, n, found)}." for n in _earlier_runs(series)]
    return Item(f"{series_name(series)}: {statement(series, indicator)}.", tuple(details))


def _earlier_runs(series: Series) -> range:
    """Return the places of the periods before the newest, the latest of them first."""
    return range(len(series.periods) - 2, -1, -1)


def _earlier(series: Series, number: int, found: Trend) -> str:
    before = replace(
        series,
        points=series.periods[number],
        periods=(series.periods[number],),
        movements=(series.movements[number],),
    )
    return statement(before, found.indicator)


# --- places, women and men, and who turned -----------------------------------------------


def _places(found: Trend) -> Section | None:
    """Return the kommun's place each year, the newest first."""
    items = []
    for point in reversed(found.main.points):
        if point.place is None or point.figure is None:
            continue
        rank, of, shared = point.place.rank, point.place.of, point.place.shared_with
        text = f"{point.year}: plats {number(rank)} av {number(of)}"
        text += f", delad med {counted(shared, 'annan', 'andra')}" if shared else ""
        items.append(Item(f"{text} ({value_text(point.figure, found.indicator)})"))
    if not items:
        return None
    better = "högst" if found.indicator.direction == "hogre" else "lägst"
    text = f"Bland alla kommuner med värde; plats 1 har {better}, lika värden delar plats."
    blocks = (Bullets(tuple(items)), Paragraph(text, "note"))
    return Section(f"{genitive(found.main.name)} plats", blocks)


def _genders(found: Trend) -> Section | None:
    table = gender_table(found)
    return Section("Kvinnor och män", (table,)) if table else None


def _turns(found: Trend) -> Section | None:
    if found.indicator.kind == "numerisk":
        return None
    heading = f"Vilka som bytt svar {found.turns_in.phrase}"
    if found.turns:
        return Section(
            heading, (Bullets(tuple(_turn(t, found.answered) for t in found.turns)), *_back(found))
        )
    if len(found.answered) < FEWEST_YEARS:
        years = f"bara för {found.answered[0]}" if found.answered else "inte i data"
        text = f"Det går inte att säga: kommunernas egna svar finns {years}."
    else:
        text = "Det går inte att säga: inga två år med kommunernas svar är jämförbara."
    return Section(heading, (Paragraph(text),))


def _turn(turns: Turns, answered: Sequence[int]) -> Item:
    between = any(turns.before < year < turns.after for year in answered)
    n = counted(turns.n, "kommun", "kommuner")
    which = " men inget år däremellan" if between else ""
    lead = f"{turns.before}–{turns.after}: {n} svarade båda åren{which}, "
    if not turns.turns:
        return Item(f"{lead}ingen bytte svar.")
    details = []
    for before, after in dict.fromkeys((t.before, t.after) for t in turns.turns):
        names = [t.kommun.name for t in turns.turns if (t.before, t.after) == (before, after)]
        details.append(f"Från {before} till {after}: {_names(names)}.")
    return Item(f"{lead}{number(len(turns.turns))} bytte svar.", tuple(sorted(details)))


def _back(found: Trend) -> tuple[Block, ...]:
    """Say who got a JA and lost it, or the other way round."""
    by_kommun: dict[str, list[Turn]] = {}
    for turns in found.turns:
        for turn in turns.turns:
            by_kommun.setdefault(turn.kommun.name, []).append(turn)
    back = [
        name
        for name, turned in by_kommun.items()
        if any(a.before == b.after for a, b in combinations(turned, 2))
    ]
    return (Paragraph(f"Fram och tillbaka: {_names(back)}."),) if back else ()


def _names(names: Sequence[str]) -> str:
    shown = sorted(names, key=sort_key)
    if len(shown) <= MOST_NAMES:
        return listing(shown)
    left = len(shown) - MOST_NAMES
    return f"{', '.join(shown[:MOST_NAMES])} och {left} till (alla finns i --format json)"


# --- what there is to know ----------------------------------------------------------------


def _question(found: Trend) -> Section:
    i, oldest = found.indicator, found.years[0]
    first = f"Första år: {i.first_year}."
    if i.first_year is None:
        first = f"Första år: inte känt. Äldst i data är {oldest}."
    items = [Item(first)]
    if i.last_year:
        items.append(Item(f"Sista år: {i.last_year}. Frågan ställs inte längre."))
    if i.replaced_by:
        names = [s.name + (f" ({s.kolada})" if s.kolada else "") for s in i.replaced_by]
        items.append(Item(f"Ersatt av: {listing(names)}."))
    elif i.last_year:
        items.append(Item("Ersatt av: inget som är känt här."))
    items += [Item(f"Jämför inte före och efter {b.first_year}: {b.reason}.") for b in i.breaks]
    return Section("Frågan över tid", (Bullets(tuple(items)),))


def _how(found: Trend) -> Section:
    if found.indicator.kind == "ja_nej":
        rule = (
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS; ej aktuellt (EA) och bortfall "
            "räknas inte. En publicerad andel står som utgivaren skrev den."
        )
    else:
        rule = (
            "Medianen är det mittersta av kommunernas värden; hälften ligger mellan kvartilerna. "
            "Redovisat värde är utgivarens, för gruppen som helhet."
        )
    rule += " Ökar och minskar sägs bara när minst tre jämförbara år går åt samma håll."
    blocks: list[Block] = [Paragraph(rule), *_groups(found)]
    not_counted = _not_counted(found)
    if not_counted:
        blocks.append(Bullets(not_counted))
    return how_counted(blocks, found.catalogue, found.sources, found.around)


def _groups(found: Trend) -> tuple[Block, ...]:
    ids = {s.id for s in found.series}
    said = [f"kommungrupperna i {found.edition.name}"] if ids & {"kommungrupp", "urval"} else []
    if ids & {"invanargrupp", "urval"}:
        said.append(f"invånargrupperna efter folkmängden i slutet av {found.grouped_by - 1}")
    if not said:
        return ()
    text = f"Alla år har {listing(said)}: annars skulle grupperna byta kommuner mellan åren."
    return (Paragraph(text),)


def _not_counted(found: Trend) -> tuple[Item, ...]:
    items = []
    for s in found.series:
        by_reason: dict[str, list[str]] = {}
        for p in s.points:
            if not p.counts:
                by_reason.setdefault(p.why_not or "för få svar", []).append(str(p.year))
        items += [
            Item(f"{s.name} räknas inte {listing(years)}: {why}.")
            for why, years in by_reason.items()
        ]
    return tuple(items)


def _next_steps(found: Trend) -> Section:
    id, where = found.indicator.id, f"--omrade {found.catalogue.area}"
    if found.kommun:
        who = f"--kommun {shell_word(found.kommun.name)}"
        commands = [
            Command(f"oj explain {id} {who} {where}", "var varje siffra kommer ifrån"),
            Command(f"oj peers --indicator {id} {who} {where}", "vilka ni kan ringa"),
            Command(f"oj trend {who} {where}", "allt som ändrats"),
        ]
    elif found.lan:
        who = f"--lan {shell_word(short_lan(found.lan.name))}"
        commands = [
            Command(f"oj compare --indicator {id} {who} {where}", "kommunernas svar"),
            Command(f"oj trend {who} {where}", "allt som ändrats"),
        ]
    else:
        commands = [Command(f"oj compare --indicator {id} {where}", "alla kommuners svar")]
    return Section("Nästa steg", (Commands(tuple(commands)),))
