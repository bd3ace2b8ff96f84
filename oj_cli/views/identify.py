"""Step 1 for a kommun as a document: areas first, then indicators, then how it was computed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oj_cli.domain.identification import Identification, IndicatorResult, ThemeResult, Verdict
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.references import ReferenceUse
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
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.sources import how_counted

if TYPE_CHECKING:  # of a kommun, its län is not looked at
    from oj_cli.domain.county import Step1

MOST_STRENGTHS = 5
MOST_OUTSIDE = 10
_SHORT = {
    "riket": "Riket",
    "lan": "Länet",
    "kommungrupp": "Grupp",
    "invanargrupp": "Inv. grupp",
    "liknande": "Liknande",
    "egen": "Egen",
    "urval": "Urval",
}

VERDICT_WORDS = {
    Verdict.FORBATTRINGSOMRADE: "förbättringsområde",
    Verdict.PABORJAT: "påbörjat",
    Verdict.KONTROLLERA: "stäm av svaret",
    Verdict.STYRKA: "styrka",
    Verdict.UPPFYLLT: "uppfyllt",
    Verdict.MITTEN: "i mitten",
    Verdict.EJ_AKTUELLT: "ej aktuellt",
    Verdict.INGET_SVAR: "inget svar",
    Verdict.BAKGRUND: "bakgrund",
}


def document(found: Identification, most: int, show_all: bool) -> Document:
    """Return step 1 as a document. `most` is how many indicators the short list has.

    With `show_all` every indicator stands in it too.
    """
    ranking = next(u for u in found.references if u.reference.id == found.ranking)
    remarks = (*_not_ranking(found, ranking), *found.notes)
    checked = found.of(Verdict.KONTROLLERA)
    check = "Stäm av de här svaren innan ni bygger något på dem. De räknas inte in ovan."
    ask = "Fråga: vad återstår innan svaret blir JA?"
    begun = bullets(_with_reasons(r, ask) for r in found.of(Verdict.PABORJAT))
    return compose(
        f"{found.kommun.name}: {comparison_word(found.catalogue)} {found.year}, "
        f"{area_word(found.catalogue)}",
        _counts(found),
        *(strong(f"Obs: {remark}") for remark in remarks),
        sections=(
            _areas(found),
            _short_list(found, most),
            section("Påbörjat", begun),
            section("Stäm av först", *listed(check, map(_with_reasons, checked))),
            _strengths(found),
            _outside(found),
            *([_everything(found)] if show_all else []),
            _how(found, ranking),
            _next_steps(found),
        ),
    )


def _not_ranking(found: Identification, ranking: ReferenceUse) -> list[str]:
    """Return what to say where the wanted reference, or any at all, cannot rank."""
    wanted = next(u for u in found.references if u.reference.id == found.wanted_ranking)
    if wanted.ranks:
        return []
    note = f"{wanted.reference.name} kan inte avgöra ordningen: {wanted.why_not}."
    if ranking.ranks:
        return [f"{note} {ranking.reference.name} gör det i stället."]
    others = listing(
        [f"--jamfor-med {u.reference.id}" for u in found.references if u.ranks], "eller"
    )
    return [f"{note} {f'Prova {others}' if others else 'Ingen annan jämförelse kan det heller'}."]


def _counts(found: Identification) -> str:
    words = {
        Verdict.FORBATTRINGSOMRADE: ("förbättringsområde", "förbättringsområden"),
        Verdict.PABORJAT: ("påbörjat", "påbörjade"),
        Verdict.KONTROLLERA: ("svar att stämma av", "svar att stämma av"),
    }
    parts = [counted(n, *said) for verdict, said in words.items() if (n := len(found.of(verdict)))]
    n_strong, n_met = len(found.of(Verdict.STYRKA)), len(found.of(Verdict.UPPFYLLT))
    if n_met:
        strong = f" (varav {n_strong} ovanligt bra)" if n_strong else ""
        parts.append(f"{counted(n_strong + n_met, 'uppfylld', 'uppfyllda')}{strong}")
    elif n_strong:
        parts.append(counted(n_strong, "styrka", "styrkor"))
    total = counted(len(found.results), "indikator", "indikatorer")
    return f"{total}: {listing(parts)}." if parts else f"{total}."


def _areas(found: Identification) -> Section:
    heading = "Områden att arbeta med"
    if not found.areas:
        none = "Inget tema sticker ut: minst två besvarade indikatorer behövs, och någon brist."
        return section(heading, none)
    return section(heading, bullets((_area(area, found) for area in found.areas), numbered=True))


def _area(area: ThemeResult, found: Identification) -> Item:
    if area.n_yes is not None:
        count = f"JA på {area.n_yes} av {area.n_answered}"
    else:
        count = f"svagt i {area.n_weak} av {area.n_answered}"
    results = {r.indicator.id: r for r in found.results}
    lacking = [_lacks(results[id]) for id in area.indicators]
    return item(
        f"{area.theme.name} – {count}",
        f"{'Svagt' if area.n_yes is None else 'Saknas'}: {listing(lacking)}.",
        f"Att tala om: {area.question}" if area.question else "",
        *(f"Lär av {p.kommun.name}: {p.why(found.catalogue.by_id)}." for p in area.peers),
    )


def _lacks(result: IndicatorResult) -> str:
    if result.value is not None:
        return f"{result.indicator.short} ({value_text(result.value, result.indicator)})"
    begun = ", påbörjat" if result.verdict == Verdict.PABORJAT else ""
    gap = "" if result.gap is None else f"{percent(result.gap)} har det"
    return f"{result.indicator.short} ({gap}{begun})"


def _short_list(found: Identification, most: int) -> Section:
    heading, weak = "Viktigast att förbättra", found.of(Verdict.FORBATTRINGSOMRADE)
    if not weak and not any(u.ranks for u in found.references):
        return section(heading, "Inget går att bedöma: ingen jämförelse räknas, se nedan.")
    if not weak:
        return section(heading, "Ingen indikator är ett förbättringsområde.")
    rows = ((r.priority, r.indicator.name, " ".join(_with_points(r))) for r in weak[:most])
    columns = (*right("Prio"), wide("Indikator", 2), wide("Varför", 3))
    left = counted(len(weak) - most, "förbättringsområde", "förbättringsområden")
    more = f"{left} till visas med --alla." if len(weak) > most else ""
    return section(heading, table(columns, rows), note(more))


def _with_points(result: IndicatorResult) -> list[str]:
    """Return the reasons as sentences, each addition with its points."""
    sentences = []
    for reason in result.reasons:
        if reason.points is None or reason.code == "gap":
            sentences.append(reason.text)
        else:
            sentences.append(f"{reason.text.removesuffix('.')} (+{number(reason.points)}).")
    if result.value is not None:
        sentences.insert(0, f"Ni har {value_text(result.value, result.indicator)}.")
    return sentences


def _with_reasons(result: IndicatorResult, *more: str) -> Item:
    reasons = (reason.text for reason in result.reasons)
    return item(f"{result.indicator.name}: {own(result)}", *reasons, *more)


def _strengths(found: Identification) -> Section:
    strong_ones = sorted(found.of(Verdict.STYRKA), key=lambda r: _rarity(r, found.ranking))
    n, shown = len(strong_ones), strong_ones[:MOST_STRENGTHS]
    more = f"Ni har {n} styrkor i allt; se --alla." if n > MOST_STRENGTHS else ""
    return section("Styrkor", bullets(map(_with_reasons, shown)), note(more))


def _rarity(result: IndicatorResult, ranking: str) -> tuple[float, float]:
    comparison = result.comparisons[ranking]
    if result.value is not None:
        return comparison.better or 0, comparison.median or 0
    return result.comparisons["riket"].share or 0, 0


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
    groups = right("Prio", *(_SHORT[id] for id in ids))
    rows = (
        (
            *(r.indicator.short, own(r), VERDICT_WORDS[r.verdict], r.priority),
            *(_figure(r, id) for id in ids),
        )
        for r in found.results
    )
    numeric = any(r.value is not None for r in found.results)
    what = "Median i gruppen" if numeric else "Andel JA i procent"
    caption = f"{what}; med stjärna (*) där jämförelsen inte räknas, se nedan."
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


def own_words(found: "Step1") -> dict[str, str]:
    """Return in words what a kommun has answered, or how far a län is behind riket."""
    if isinstance(found, Identification):
        return {r.indicator.id: own(r) for r in found.results}
    return {r.indicator.id: f"{number(r.shortfall or 0)} efter riket" for r in found.indicators}


def _how(found: Identification, ranking: ReferenceUse) -> Section:
    rows = (
        (
            u.reference.full_name,
            f"{number(u.n_in_data)} av {number(len(u.reference.members))}",
            _use(u, found),
        )
        for u in found.references
    )
    columns = (wide("Jämförelse", 2), *right("I data"), wide("Används", 2))
    judged = {i.kind for i in found.catalogue if i.is_judged}
    rules = []
    if judged != {"numerisk"}:
        rules.append(
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS. Ej aktuellt (EA) och bortfall "
            f"räknas inte. Prioritet = andelen JA {ranking.reference.phrase} plus tillägg för "
            "lag, riktlinje, överenskommelse och försämring."
        )
    if "numerisk" in judged:
        rules.append(
            "För mått med tal är prioritet hur många procent av de andra kommunerna "
            "som har ett bättre värde, plus tillägg. Lika värden är inte bättre."
        )
    return how_counted((table(columns, rows), *rules), found.catalogue, found.sources, found.around)


def _use(use: ReferenceUse, found: Identification) -> str:
    if use.reference.id == found.ranking and use.ranks:
        published = any(r.comparisons[found.ranking].is_published for r in found.results)
        return "avgör ordningen" + (", publicerade andelar" if published else "")
    if use.ranks:
        return "visas"
    return f"visas men räknas inte: {use.why_not}"


def _next_steps(found: Identification) -> Section:
    kommun = shell_word(found.kommun.name)
    where = f"--omrade {found.catalogue.area}{year_flag(found.around, found.year)}"
    steps = []
    if found.areas:
        theme = found.areas[0].theme.id
        if found.around.in_workspace:
            line = f'oj identify --valj {theme} --motiv "…" --kommun {kommun} {where}'
            steps.append((line, "spara vad ni väljer att arbeta med, och varför"))
        line = f"oj peers --tema {theme} --kommun {kommun} {where}"
        steps.append((line, "vilka kommuner ni kan ringa"))
    weak = found.of(Verdict.FORBATTRINGSOMRADE, Verdict.KONTROLLERA, Verdict.PABORJAT)
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
    for area in found.around.others:
        line = f"oj identify --kommun {kommun} --omrade {area}"
        steps.append((line, "samma sak i ett annat område"))
    return next_steps(*steps)
