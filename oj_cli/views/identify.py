"""Step 1 for a kommun as a document: areas first, then indicators, then how it was computed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from oj_cli.domain.identification import (
    CLEAR,
    STRONG,
    VERDICT_WORDS,
    Identification,
    IndicatorResult,
    ThemeResult,
    Verdict,
)
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.references import Reference, ReferenceUse
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.wording import (
    area_word,
    comparison_word,
    figure_text,
    shell_word,
    value_text,
    year_flag,
)
from oj_cli.presentation.document import Column, Document, Item, Section, Shown
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    listed,
    next_steps,
    note,
    rest,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.judged_numbers import numbers_table, references_of
from oj_cli.views.sources import how_counted

if TYPE_CHECKING:  # of a kommun, its län is not looked at
    from oj_cli.domain.county import Step1

MOST_STRENGTHS = 5
MOST_OUTSIDE = 10
MOST_CHECKS = 5
_SHORT = {
    "riket": "Riket",
    "lan": "Länet",
    "kommungrupp": "Grupp",
    "invanargrupp": "Inv. grupp",
    "liknande": "Liknande",
    "egen": "Egen",
    "urval": "Urval",
}


def document(found: Identification, most: int, show_all: bool) -> Document:
    """Return step 1 as a document. `most` is how many indicators the short list has.

    With `show_all` every indicator stands in it too.
    """
    ranking = next(u for u in found.references if u.reference.id == found.ranking)
    remarks = (*_not_ranking(found, ranking), *found.notes)
    return compose(
        f"{found.kommun.name}: {comparison_word(found.catalogue)} {found.year}, "
        f"{area_word(found.catalogue)}",
        _counts(found),
        *(strong(f"Obs: {remark}") for remark in remarks),
        sections=(
            areas_section(found),
            *short_list(found, most),
            *not_clear(found),
            _to_check(found, show_all),
            _strengths(found),
            _outside(found),
            *([_everything(found)] if show_all else []),
            _how(found, ranking),
            _next_steps(found),
        ),
    )


def _not_ranking(found: Identification, ranking: ReferenceUse) -> list[str]:
    """Return what to say where the wanted reference cannot answer, for all or for some."""
    wanted = next(u for u in found.references if u.reference.id == found.wanted_ranking)
    if wanted.ranks:
        names = {u.reference.id: u.reference.short_name for u in found.references}
        instead: dict[str, list[str]] = {}
        for r in found.results:
            if r.reference != wanted.reference.id and r.is_compared:
                instead.setdefault(names[r.reference], []).append(r.indicator.short)
        return [
            f"{wanted.reference.short_name} har för få svar på {listing(_some(of))}. "
            f"{'Det' if len(of) == 1 else 'De'} jämförs med {name} i stället."
            for name, of in instead.items()
        ]
    note = f"{wanted.reference.name} går inte att jämföra med: {wanted.why_not}."
    if ranking.ranks:
        return [f"{note} {ranking.reference.name} används i stället."]
    others = [f"--jamfor-med {u.reference.id}" for u in found.references if u.ranks]
    try_ = f"Prova {listing(others, 'eller')}" if others else "Ingen annan jämförelse går heller"
    return [f"{note} {try_}."]


_COUNTED = {
    Verdict.TYDLIG_SVAGHET: ("tydligt svagt", "tydligt svaga"),
    Verdict.SAKNAS: ("saknas", "saknas"),
    Verdict.PABORJAT: ("påbörjat", "påbörjade"),
    Verdict.KONTROLLERA: ("svar att stämma av", "svar att stämma av"),
    Verdict.OSAKERT: ("osäkert", "osäkra"),
    Verdict.TYDLIG_STYRKA: ("tydligt starkt", "tydligt starka"),
    Verdict.OVANLIGT_BRA: ("ovanligt bra", "ovanligt bra"),
    Verdict.UPPFYLLT: ("uppfyllt", "uppfyllda"),
    Verdict.I_MITTEN: ("i mitten", "i mitten"),
}


def _counts(found: Identification) -> str:
    parts = [counted(n, *said) for v, said in _COUNTED.items() if (n := len(found.of(v)))]
    total = counted(len(found.results), "indikator", "indikatorer")
    n = sum(len(found.of(v)) for v in _COUNTED)
    judged = total if n == len(found.results) else f"{n} av {total} bedöms"
    return f"{judged}: {listing(parts)}." if parts else f"{total}."


def areas_section(found: Identification) -> Section:
    """Return the themes to work on, with what each lacks, to talk of and to learn from."""
    heading = "Teman att arbeta med"
    items = bullets((_area(area, found) for area in found.areas), numbered=True)
    return section(heading, items)


def _area(area: ThemeResult, found: Identification) -> Item:
    results = {r.indicator.id: r for r in found.results}
    lacking = [_lacks(results[id]) for id in area.indicators]
    return item(
        f"{area.theme.name} – {standing(area)}",
        f"{'Svagt' if area.n_yes is None else 'Saknas'}: {listing(lacking)}.",
        f"Att tala om: {area.question}" if area.question else "",
        *(f"Lär av {p.kommun.name}: {p.why(found.catalogue.by_id)}." for p in area.peers),
    )


def standing(area: ThemeResult) -> str:
    """Return how a theme stands: `JA på 1 av 4`, `tydligt svagt i 2 av 5, osäkert i 1`."""
    if area.n_yes is not None:
        return f"JA på {area.n_yes} av {area.n_answered}"
    parts = [f"tydligt svagt i {area.n_weak}"] if area.n_weak else []
    parts += [f"osäkert i {area.n_uncertain}"] if area.n_uncertain else []
    return f"{listing(parts)} av {area.n_answered}"


def _lacks(result: IndicatorResult) -> str:
    if result.value is not None:
        figure = result.compared.figure if result.compared.ranks else None
        other = "" if figure is None else f" mot {figure_text(figure, result.indicator)}"
        check = ", stäm av först" if result.checks else ""
        own_value = value_text(result.value, result.indicator)
        return f"{result.indicator.short} ({own_value}{other}{check})"
    share = result.compared.share if result.compared.ranks else None
    parts = [f"{percent(share)} har det"] if share is not None else []
    parts += ["påbörjat"] if result.verdict == Verdict.PABORJAT else []
    return f"{result.indicator.short} ({', '.join(parts)})" if parts else result.indicator.short


def short_list(found: Identification, most: int) -> Iterator[Section]:
    """Yield what is clearly weak, in numbers, and what is missing, each with the first `most`."""
    clear = found.of(*CLEAR)
    if not clear and not any(u.ranks for u in found.references):
        yield section("Tydligt svagt", "Inget går att bedöma: ingen jämförelse räknas, se nedan.")
    elif not clear and any(r.difference is not None for r in found.results):
        none = "Inget skiljer sig tydligt från jämförelsen åt det sämre hållet."
        yield section("Tydligt svagt", none)
    weak = [r for r in clear if r.value is not None]
    if weak:
        shown = numbers_table(weak[:most], references_of(found))
        yield section("Tydligt svagt", shown, note(rest(len(weak) - most)))
    missing = [r for r in clear if r.value is None]
    rows = ((r.indicator.name, " ".join(c.text for c in r.reasons)) for r in missing[:most])
    columns = (wide("Indikator", 2), wide("Varför", 3))
    table_ = table(columns, rows)
    yield section("Viktigast att förbättra", table_, note(rest(len(missing) - most)))


def not_clear(found: Identification) -> Iterator[Section]:
    """Yield what may be weak by chance, and what is begun."""
    yield _uncertain(found)
    ask = "Fråga: vad återstår innan svaret blir JA?"
    begun = found.of(Verdict.PABORJAT)
    yield section("Påbörjat", bullets(_with_reasons(r, ask) for r in begun))


def _uncertain(found: Identification) -> Section:
    """Return what is worse and may be so by chance, with what step 2 should look for."""
    doubtful = found.of(Verdict.OSAKERT)
    if not doubtful:
        return section("Osäkert, kan bero på slumpen")
    lead = (
        "Sämre än jämförelsen, som står efter ”mot”, men det kan vara slump. Välj det om annat "
        "underlag säger samma sak."
    )
    items = []
    for area in found.uncertain:
        results = {r.indicator.id: r for r in found.results}
        names = listing(_some([_lacks(results[id]) for id in area.indicators]))
        look = f"Leta efter i steg 2: {area.question}" if area.question else ""
        items.append(item(f"{area.theme.name}: {names}", look))
    named = {id for area in found.uncertain for id in area.indicators}
    rest = [_lacks(r) for r in doubtful if r.indicator.id not in named]
    return section(
        "Osäkert, kan bero på slumpen",
        lead,
        bullets(items),
        f"{'Dessutom: ' if items else ''}{listing(_some(rest))}." if rest else None,
    )


def _to_check(found: Identification, show_all: bool) -> Section:
    """Return answers and values to check before anything is built on them."""
    lead = "Stäm av det här innan ni bygger något på det. Svaren räknas inte in ovan."
    doubtful = found.of(Verdict.KONTROLLERA)
    answers = [_with_reasons(r, *(c.text for c in r.checks)) for r in doubtful]
    checked = [r for r in found.results if r.checks and r not in doubtful]
    values = [
        item(f"{r.indicator.name}: {own(r)}", *(c.text for c in r.checks))
        for r in (checked if show_all else checked[:MOST_CHECKS])
    ]
    more = note(rest(len(checked) - len(values)))
    return section("Stäm av först", *listed(lead, answers), bullets(values), more)


def _with_reasons(result: IndicatorResult, *more: str) -> Item:
    reasons = (reason.text for reason in result.reasons)
    return item(f"{result.indicator.name}: {own(result)}", *reasons, *more)


def _strengths(found: Identification) -> Section:
    strong_ones = sorted(found.of(*STRONG), key=_rarity)
    shown = strong_ones[:MOST_STRENGTHS]
    numbers = [r for r in shown if r.difference is not None]
    made = numbers_table(numbers, references_of(found)) if numbers else None
    items = bullets(_with_reasons(r) for r in shown if r.difference is None)
    return section("Styrkor", made, items, note(rest(len(strong_ones) - MOST_STRENGTHS)))


def _rarity(result: IndicatorResult) -> float:
    """Return a number that is smaller the more a strength stands out."""
    if result.distance is not None:
        return result.distance
    return (result.comparisons["riket"].share or 0) / 100


def _outside(found: Identification) -> Section:
    silent = found.of(Verdict.INGET_SVAR)
    not_asked = [r for r in silent if r.reasons[0].code == "stalldes_inte"]
    background = found.of(Verdict.BAKGRUND)
    outside = {
        "Inget svar": [r.indicator.short for r in silent if r not in not_asked],
        f"Frågan ställdes inte {found.year}": [r.indicator.short for r in not_asked],
        "Ej aktuellt (EA)": [r.indicator.short for r in found.of(Verdict.EJ_AKTUELLT)],
        "Bakgrund, rangordnas aldrig": [
            f"{r.indicator.short} ({own(r)})" for r in background if r.indicator.role == "bakgrund"
        ],
    }
    lines = [f"{text}: {listing(_some(names))}." for text, names in outside.items() if names]
    others = [r for r in background if r.indicator.role != "bakgrund"]
    if others:
        n = counted(len(others), "sammansatt eller dubbelt mått", "sammansatta eller dubbla mått")
        lines.append(f"{capital(n)} visas med --alla, och räknas inte.")
    return section("Utanför jämförelsen", bullets(lines))


def _some(names: Sequence[str]) -> list[str]:
    """Return the first names of a long list, and how many are left."""
    if len(names) <= MOST_OUTSIDE:
        return list(names)
    left = len(names) - MOST_OUTSIDE + 1
    return [*names[: MOST_OUTSIDE - 1], f"{left} till (se --alla)"]


def _everything(found: Identification) -> Section:
    """Return every indicator with its verdict and all that it is compared with."""
    ids = [u.reference.id for u in found.references]
    rows = (
        (
            *(Shown(t) for t in (r.indicator.short, own(r), VERDICT_WORDS[r.verdict])),
            *(_figure(r, id) for id in ids),
        )
        for r in found.results
    )
    numeric = any(r.value is not None for r in found.results)
    what = "Median i gruppen, för riket det publicerade" if numeric else "Andel JA i procent"
    caption = f"{what}; med stjärna (*) där jämförelsen inte räknas, se nedan."
    groups = right(*(_SHORT[id] for id in ids))
    columns = (wide("Indikator", 2), Column("Ni"), wide("Bedömning"), *groups)
    return section("Alla indikatorer", table(columns, rows, caption))


def _figure(result: IndicatorResult, reference: str) -> Shown:
    comparison = result.comparisons[reference]
    if comparison.figure is None:
        return Shown("-")
    star = "" if comparison.ranks else "*"
    return Shown(figure_text(comparison.figure, result.indicator) + star, comparison.figure)


def own(result: IndicatorResult) -> str:
    """Return the own answer or value in words."""
    if result.value is not None:
        return value_text(result.value, result.indicator)
    return result.answer or "saknas"


def own_words(found: "Step1 | KommunMap") -> dict[str, str]:
    """Return indicators with what a kommun has answered, or what a län has, by their names."""
    if isinstance(found, Identification):
        return {r.indicator.id: f"{r.indicator.name}: {own(r)}" for r in found.results}
    if isinstance(found, KommunMap):
        return {
            name: f"{of.result.indicator.name}: {own(of.result)} "
            f"({area_word(of.part.head)} {of.part.year})"
            for name, of in found.by_name.items()
        }
    return {
        r.indicator.id: f"{r.indicator.name}: {value_text(r.figure, r.indicator)} i länet"
        for r in found.indicators
        if r.figure is not None
    }


def _how(found: Identification, ranking: ReferenceUse) -> Section:
    rows = (
        (
            _reference_name(u.reference, found),
            f"{number(u.n_in_data)} av {number(len(u.reference.members))}",
            _use(u, found),
        )
        for u in found.references
    )
    columns = (wide("Jämförelse", 2), *right("I data"), wide("Används", 2))
    judged = {i.kind for i in found.catalogue if i.is_judged}
    rules = []
    if "ja_nej" in judged:
        rules.append(
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS. Ej aktuellt (EA) och bortfall "
            "räknas inte. Först står det som lag begär, sedan riktlinjer, sedan överenskommelser, "
            f"och inom varje steg det som flest {ranking.reference.phrase} har."
        )
    if "numerisk" in judged:
        rules.append(
            "Tydligt är det som skiljer sig mer än slumpen kan göra, i år och förra gången "
            "tillsammans, och så mycket att det är värt att tala om. Hur det är räknat: "
            "oj explain --metod"
        )
    return how_counted((table(columns, rows), *rules), found.catalogue, found.sources, found.around)


def _reference_name(reference: Reference, found: Identification) -> str:
    """Return what a reference is called: riket only where something is published of it."""
    compared = [c for r in found.results if (c := r.comparisons.get(reference.id))]
    if reference.id != "riket" or any(c.published_value is not None for c in compared):
        return reference.full_name
    return "Alla kommuner"


def _use(use: ReferenceUse, found: Identification) -> str:
    if use.reference.id == found.ranking and use.ranks:
        published = any(r.comparisons[found.ranking].is_published for r in found.results)
        return "jämförs ni med" + (", publicerade andelar" if published else "")
    if use.ranks:
        return "visas"
    return f"visas men räknas inte: {use.why_not}"


def _next_steps(found: Identification) -> Section:
    kommun = shell_word(found.kommun.name)
    where = f"--omrade {found.catalogue.area}{year_flag(found.around, found.year)}"
    steps = []
    areas = found.areas or found.uncertain
    if areas:
        theme = areas[0].theme.id
        if found.around.in_workspace:
            line = f'oj identify --valj {theme} --motiv "…" --kommun {kommun} {where}'
            steps.append((line, "spara vad ni väljer att arbeta med, och varför"))
        line = f"oj peers --tema {theme} --kommun {kommun} {where}"
        steps.append((line, "vilka kommuner ni kan ringa"))
    weak = found.of(*CLEAR, Verdict.KONTROLLERA, Verdict.PABORJAT)
    if not weak:
        steps.append((f"oj identify --alla --kommun {kommun} {where}", "alla indikatorer"))
        line = f"oj trend --kommun {kommun} --omrade {found.catalogue.area}"
        steps.append((line, "vad som har blivit bättre och sämre"))
    if weak:
        line = f"oj explain {weak[0].indicator.id} --kommun {kommun} {where}"
        steps.append((line, "vad frågan gäller och var svaret kommer ifrån"))
        quality = weak[0].indicator.quality_area
        lan = shell_word(short_lan(found.lan.name))
        line = f"oj compare --kvalitetsomrade {quality} --lan {lan} {where}"
        steps.append((line, "grannarnas svar sida vid sida"))
        if found.wanted_ranking == "liknande":
            among = f"--kommun {kommun} --jamfor-med liknande {where}"
            line = f"oj compare --kvalitetsomrade {quality} {among}"
            steps.append((line, "de liknande kommunernas svar sida vid sida"))
    return next_steps(*steps, (f"oj identify --kommun {kommun}", "alla områden på en skärm"))
