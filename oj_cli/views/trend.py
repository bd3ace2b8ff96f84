"""One indicator over the years as a document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.swedish import capital, counted, listing, number, sort_key
from oj_cli.domain.trend import Movement, Series, Trend, Turn, Turns
from oj_cli.domain.wording import area_word, shell_word, value_text
from oj_cli.presentation.document import Document, Item, Section
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    note,
    section,
    strong,
)
from oj_cli.views.events import event_section
from oj_cli.views.explain import question_over_time
from oj_cli.views.sources import how_counted
from oj_cli.views.trend_table import bar_table, gender_table, year_blocks
from oj_cli.views.trend_words import (
    difference,
    genitive,
    series_name,
    short_name,
    span_text,
    statement,
)

MOST_NAMES = 20


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
            section("Kvinnor och män", gender_table(found)),
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


# --- what changed ----------------------------------------------------------------------


def _changes(found: Trend) -> Section:
    shown = (s for s in found.series if s.points or s is found.main)
    return section("Utvecklingen", bullets(_change(s, found) for s in shown))


def _change(series: Series, found: Trend) -> Item:
    indicator, details = found.indicator, []
    moved = series.measure != "svar" and series.movement != Movement.OFORANDRAT
    shifts = {s.before.year: s for s in (series.whole, series.latest) if s and moved}
    for year, shift in shifts.items():
        details.append(f"Sedan {year}: {difference(shift, indicator)}.")
    for n in reversed(range(len(series.periods) - 1)):  # those before the newest
        before = replace(
            series,
            points=series.periods[n],
            periods=(series.periods[n],),
            movements=(series.movements[n],),
        )
        details.append(f"Före brottet: {statement(before, indicator)}.")
    return item(f"{series_name(series)}: {statement(series, indicator)}.", *details)


# --- places, women and men, and who turned -----------------------------------------------


def _places(found: Trend) -> Section:
    """Return the kommun's place each year, the newest first."""
    lines = []
    for point in reversed(found.main.points):
        if point.place is None or point.figure is None:
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
        return section(heading, turned, _back(found))
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


def _back(found: Trend) -> str:
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
    return f"Fram och tillbaka: {_names(back)}." if back else ""


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
    rule += " Ökar och minskar sägs bara när minst tre jämförbara år går åt samma håll."
    rules = (rule, _groups(found), bullets(_not_counted(found)))
    return how_counted(rules, found.catalogue, found.sources, found.around)


def _groups(found: Trend) -> str:
    ids = {s.id for s in found.series}
    said = [f"kommungrupperna i {found.edition.name}"] if ids & {"kommungrupp", "urval"} else []
    if ids & {"invanargrupp", "urval"}:
        said.append(f"invånargrupperna efter folkmängden i slutet av {found.grouped_by - 1}")
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
