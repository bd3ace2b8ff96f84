"""One indicator over the years as a document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.swedish import capital, counted, listing, number, percent, sort_key
from oj_cli.domain.trend import Movement, Point, Series, Trend, Turns
from oj_cli.domain.wording import (
    area_word,
    figure_text,
    n_text,
    points_text,
    shell_word,
    value_text,
)
from oj_cli.presentation.document import Block, Cell, Column, Document, Item, Section, Shown, Table
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    note,
    section,
    strong,
    table,
)
from oj_cli.views.happened import event_section
from oj_cli.views.question import question_over_time
from oj_cli.views.sources import how_counted
from oj_cli.views.trend_words import (
    AS_KOMMUNER_DO,
    UNKNOWN_NEXT,
    difference,
    expected_text,
    genitive,
    interval_text,
    series_name,
    short_name,
    span_text,
    statement,
)

MOST_NAMES = 20
NOTHING = "–"
BAR = "█"
BAR_WIDTH = 20
MOST_BARS = 2  # series beside each other: more do not fit a terminal
_GENDERS = {"K": "kvinnor", "M": "män"}


def document(found: Trend) -> Document:
    """Return the development as a document, with what the group makes of it."""
    return compose(
        found.indicator.name,
        f"{capital(area_word(found.catalogue))}. År i data: {span_text(found.years)}.",
        strong(f"{short_name(found.main)}: {_lead(found)}."),
        sections=(
            section("År för år", *year_blocks(found), bar_table(found)),
            _changes(found),
            _places(found),
            _next_time(found),
            section("Kvinnor och män", gender_table(found), note(_genders(found))),
            _turns(found),
            _question(found),
            event_section(found.events),
            section("Era slutsatser", bullets(n.text for n in found.notes)),
            _how(found),
            _next_steps(found),
        ),
    )


def _lead(found: Trend) -> str:
    main, indicator = found.main, found.indicator
    text = statement(main, indicator)
    one_way = main.movement in (Movement.OKAR, Movement.MINSKAR, Movement.ANDRAT)
    if main.measure != "svar" and main.whole and one_way:
        text += f", {difference(main.whole, indicator)}"
    return text


# --- the years as tables -----------------------------------------------------------------


def year_blocks(found: Trend) -> tuple[Block | str, ...]:
    """Return the table of all years, and below it what each break means."""
    shown = [s for s in found.series if s.points]
    rows: list[tuple[Cell, ...]] = [
        (_year(year, found), *(_cell(s, year, found) for s in shown)) for year in found.years
    ]
    notes = (
        f"Brott {b.first_year}: {b.reason}. Åren före går inte att jämföra med senare år."
        for b in found.breaks
    )
    return (table(["År", *map(_heading, shown)], rows, _caption(found)), *notes)


def _caption(found: Trend) -> str:
    if found.indicator.kind == "ja_nej":
        return "Andel JA, och hur många kommuner av dem som svarat."
    groups = "Gruppernas median, kvartiler inom parentes, och antal kommuner med värde."
    if not found.kommun:
        return groups
    return (
        "Kommunens värde, inom parentes hur mycket slumpen kan göra, och hur många som står bakom. "
        f"{groups}"
    )


def _heading(series: Series) -> str:
    is_other = series.measure == "redovisat" and series.id != "riket"
    return short_name(series) + (", redovisat" if is_other else "")


def _year(year: int, found: Trend) -> str:
    earlier = [y for y in found.years if y < year]
    broken = earlier and found.indicator.break_between(earlier[-1], year)
    return f"{year}\n(brott)" if broken else str(year)


def _cell(series: Series, year: int, found: Trend) -> Shown:
    """Return a cell: a number for a spreadsheet, unless a word in it says that it is none."""
    point = series.at(year)
    if point is None:
        return Shown(NOTHING)
    text = "\n".join(_lines(point, series, found))
    return Shown(text, point.figure if point.counts else None)


def _lines(point: Point, series: Series, found: Trend) -> Iterator[str]:
    """Yield the lines of a cell: the figure, what it stands on, and whether it counts."""
    yield _figure(point, found)
    if series.reference is None:
        fixed = [c.answer for c in found.corrections if c.year == point.year]
        yield from (f"rättat: {answer}" for answer in fixed)
    if point.q1 is not None and point.q3 is not None:
        quartiles = (figure_text(q, found.indicator) for q in (point.q1, point.q3))
        yield f"({'–'.join(quartiles)})"
    if point.uncertainty is not None:
        between = interval_text(point, found.indicator)
        yield from (f"({text})" for text in [between] if text)
        yield from (text for text in [n_text(point.uncertainty)] if text)
    if series.measure == "median":
        yield counted(point.n or 0, "kommun", "kommuner")
    elif point.n_yes is not None:
        yield f"{point.n_yes} av {point.n}"
    left_out = ((point.n_ea, "EA"), (point.n_missing, "bortfall"))
    yield from (f"{number(n)} {what}" for n, what in left_out if n)
    if point.origin == "publicerad" and series.measure == "andel":
        yield "publicerad"
    if not point.counts:
        yield "räknas inte"


def _figure(point: Point | None, found: Trend) -> str:
    if point is None or point.figure is None:
        return (point.answer if point else None) or NOTHING
    return value_text(point.figure, found.indicator)


def bar_table(found: Trend) -> Table:
    """Return bars of the own series and riket's, a row a year; no row where there is one year.

    A year without a value, and one that is not counted, say so; nothing is joined.
    """
    drawn = [s for s in found.series if s.measure != "svar" and s.points]
    drawn.sort(key=lambda s: (s is not found.main, s.id != "riket", s.measure == "median"))
    shown = drawn[:MOST_BARS]
    years = sorted({p.year for s in shown for p in s.points})
    if len(years) < 2:
        return table((), ())
    highest = max(p.figure or 0.0 for s in shown for p in s.points)
    whole = 100.0 if found.indicator.is_percent else highest or 1.0
    rows = ((_year(year, found), *(_bar(s, year, whole, found) for s in shown)) for year in years)
    caption = f"En hel stapel är {value_text(whole, found.indicator)}."
    between = [str(year) for year in range(years[0], years[-1]) if year not in years]
    if between:
        caption += f" Det finns inga uppgifter för {listing(between)}."
    columns = (Column("År"), *(Column(series_name(s)) for s in shown))
    return Table(columns, tuple(rows), caption, is_drawing=True)


def _bar(series: Series, year: int, whole: float, found: Trend) -> str:
    point = series.at(year)
    if point is None or point.figure is None:
        return "inget värde"
    bar = BAR * max(round(BAR_WIDTH * point.figure / whole), 0)
    text = f"{bar} {value_text(point.figure, found.indicator)}".strip()
    return text if point.counts else f"{text}\nräknas inte"


def gender_table(found: Trend) -> Table:
    """Return what is known of women and men apart, without rows if nothing is."""
    shown = [s for s in found.by_gender if s.points]
    headings = (f"{series_name(s)}, {_GENDERS[s.gender]}" for s in shown)
    years = sorted({p.year for s in shown for p in s.points})
    rows = ((str(year), *(_figure(s.at(year), found) for s in shown)) for year in years)
    return table(["År", *headings], rows)


def _genders(found: Trend) -> str:
    """Say whether women and men differ beyond chance, or why that cannot be told."""
    both = found.genders
    if both is None:
        return ""
    if both.n_women is None or both.n_men is None:
        return f"Det går inte att säga om skillnaden är mer än slumpen: {both.why_not}."
    size = points_text(both.women - both.men, found.indicator)
    n = f"ungefär {number(both.n_women)} kvinnor och {number(both.n_men)} män svarade"
    if both.is_clear:
        who = "kvinnor" if both.women > both.men else "män"
        return f"{both.year}: tydlig skillnad, {size} högre för {who} ({n})."
    return f"{both.year}: skillnaden mellan kvinnor och män kan bero på slumpen ({n})."


# --- what changed ----------------------------------------------------------------------


def _changes(found: Trend) -> Section:
    shown = (s for s in found.series if s.points or s is found.main)
    return section("Utvecklingen", bullets(_change(s, found) for s in shown))


def _change(series: Series, found: Trend) -> Item:
    indicator, details = found.indicator, []
    moved = series.measure != "svar" and series.movement != Movement.OFORANDRAT
    shifts = {s.before.year: s for s in (series.whole, series.latest) if s and moved}
    for year, shift in shifts.items():
        chance = ", men det kan bero på slumpen" if _may_be_chance(series) and shift.points else ""
        details.append(f"Sedan {year}: {difference(shift, indicator)}{chance}.")
    for n in reversed(range(len(series.periods) - 1)):  # those before the newest
        before = replace(
            series,
            points=series.periods[n],
            periods=(series.periods[n],),
            movements=(series.movements[n],),
        )
        details.append(f"Före brottet: {statement(before, indicator)}.")
    return item(f"{series_name(series)}: {statement(series, indicator)}.", *details)


def _may_be_chance(series: Series) -> bool:
    return series.movement == Movement.INGEN_TYDLIG


def _next_time(found: Trend) -> Section:
    """Return what the value is likely to be, or that it cannot be told."""
    heading, indicator, main = "Nästa gång", found.indicator, found.main
    if main.measure != "varde" or not indicator.is_judged or not main.points:
        return section(heading)
    next_one = found.expected
    if next_one is None:
        return section(
            heading,
            f"Det går inte att säga vad som är att vänta: {UNKNOWN_NEXT}",
        )
    years = listing([str(year) for year in next_one.years])
    return section(
        heading,
        strong(f"Nästa gång väntas {expected_text(next_one, indicator)}, {AS_KOMMUNER_DO}"),
        f"Räknat på era värden {years} och på hur {number(next_one.kommuner)} kommuners värden har "
        f"rört sig: {percent(100 * next_one.weight)} av ert avstånd till medianen, "
        f"{value_text(next_one.median, indicator)}, brukar vara kvar. Inom parentes ryms 95 av 100 "
        "sådana värden.",
    )


# --- places, women and men, and who turned -----------------------------------------------


def _places(found: Trend) -> Section:
    """Return the kommun's place each year, the newest first."""
    lines = []
    for point in reversed(found.main.points):
        if point.place is None or point.figure is None or point.place.of == 1:
            continue
        rank, of, shared = point.place.rank, point.place.of, point.place.shared_with
        tie = f", delad med {counted(shared, 'annan', 'andra')}" if shared else ""
        value = value_text(point.figure, found.indicator)
        lines.append(f"{point.year}: plats {number(rank)} av {number(of)}{tie} ({value})")
    better = "högst" if found.indicator.direction == "hogre" else "lägst"
    text = f"Bland alla kommuner med värde; plats 1 har {better}, lika värden delar plats."
    return section(
        f"{genitive(found.main.name)} plats", bullets(lines), note(text if lines else "")
    )


def _turns(found: Trend) -> Section:
    heading = f"Vilka som bytt svar {found.turns_in.phrase}"
    if found.indicator.kind == "numerisk":
        return section(heading)
    if found.turns:
        turned = bullets(_turn(t, found.answered) for t in found.turns)
        return section(heading, turned)
    years = listing([str(y) for y in found.answered]) if found.answered else "inget år"
    why = f"kommunernas svar finns för {years}, och det krävs två år som går att jämföra"
    return section(heading, f"Det går inte att säga: {why}.")


def _turn(turns: Turns, answered: Sequence[int]) -> Item:
    between = any(turns.before < year < turns.after for year in answered)
    n = counted(turns.n, "kommun", "kommuner")
    which = " men inget år däremellan" if between else ""
    lead = f"{turns.before}–{turns.after}: {n} svarade båda åren{which}, "
    details = []
    for before, after in dict.fromkeys((t.before, t.after) for t in turns.turns):
        names = [t.kommun.name for t in turns.turns if (t.before, t.after) == (before, after)]
        details.append(f"Från {before} till {after}: {_names(names)}.")
    return item(
        f"{lead}{number(len(turns.turns)) if turns.turns else 'ingen'} bytte svar.",
        *sorted(details),
    )


def _names(names: Sequence[str]) -> str:
    shown = sorted(names, key=sort_key)
    if len(shown) <= MOST_NAMES:
        return listing(shown)
    left = len(shown) - MOST_NAMES
    return f"{', '.join(shown[:MOST_NAMES])} och {left} till (alla finns i --format json)"


# --- what there is to know ----------------------------------------------------------------


def _question(found: Trend) -> Section:
    lines = question_over_time(found.indicator)
    if found.indicator.first_year is None:
        lines.insert(0, f"Första år: inte känt. Äldst i data är {found.years[0]}.")
    return section("Frågan över tid", bullets(lines))


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
    rule += " Att en grupp ökar eller minskar sägs när minst tre jämförbara år går åt samma håll."
    if found.main.measure == "varde":
        rule += (
            " Att kommunens värde ökar, minskar eller varierar sägs när ändringen är större än "
            "slumpen rimligen gör (95 %), mellan två år i rad eller sedan det första. För ett år "
            "utan antal svar räknas med det närmaste årets."
        )
    rules = (rule, _groups(found), bullets(_not_counted(found)))
    return how_counted(rules, found.catalogue, found.sources, found.around)


def _groups(found: Trend) -> str:
    ids = {s.id for s in found.series}
    said = [f"kommungrupperna i {found.edition.name}"] if ids & {"kommungrupp", "urval"} else []
    if ids & {"invanargrupp", "urval"}:
        said.append(f"invånargrupperna efter folkmängden i slutet av {found.grouped_by - 1}")
    said += [
        f"de liknande kommunerna ({s.reference.edition})"
        for s in found.series
        if s.id == "liknande" and s.reference and s.measure != "redovisat"
    ]
    text = f"Alla år har {listing(said)}: annars skulle grupperna byta kommuner mellan åren."
    return text if said else ""


def _not_counted(found: Trend) -> Iterator[str]:
    for s in found.series:
        by_reason: dict[str, list[str]] = {}
        for p in s.points:
            if not p.counts:
                by_reason.setdefault(p.why_not or "för få svar", []).append(str(p.year))
        for why, years in by_reason.items():
            yield f"{s.name} räknas inte {listing(years)}: {why}."


def _next_steps(found: Trend) -> Section:
    id, where = found.indicator.id, f"--omrade {found.catalogue.area}"
    if found.kommun:
        who = f"--kommun {shell_word(found.kommun.name)} {where}"
        answers = f"oj explain {id} {who}", "var varje siffra kommer ifrån"
        others = [(f"oj peers --indicator {id} {who}", "vilka ni kan ringa")]
    else:
        who = f"--lan {shell_word(short_lan(found.lan.name))} {where}" if found.lan else where
        answers, others = (f"oj compare --indicator {id} {who}", "kommunernas svar"), []
    return next_steps(answers, *others, (f"oj trend {who}", "allt som ändrats"))
