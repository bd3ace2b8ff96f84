"""One område of a kommun on two pages, and behind them what they are made of."""

from collections.abc import Iterator
from dataclasses import replace

from oj_cli.domain.identification import CLEAR, VERDICT_WORDS, IndicatorResult, Verdict
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.wording import area_word, comparison_word
from oj_cli.presentation.document import Document, Item, Section
from oj_cli.presentation.parts import bullets, note, section
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.profile.answers import ALL_ANSWERS, all_answers, years
from oj_cli.reports.profile.areas import work_areas
from oj_cli.reports.profile.pages import (
    CLEARLY,
    ELSEWHERE,
    SUGGESTED,
    areas_section,
    to_check,
    two_pages,
)
from oj_cli.reports.words import doubts, first_few, in_doubt
from oj_cli.views import profile_picture
from oj_cli.views.judged_numbers import compared_with, references_of

MOST_NAMED = 6
LONGEST_REMARK = 230
_MESSAGE = {v: capital(VERDICT_WORDS[v]) for v in (Verdict.TYDLIG_SVAGHET, Verdict.SAKNAS)} | {
    Verdict.PABORJAT: "Påbörjat",
    Verdict.OSAKERT: "Sämre, men kan bero på slumpen",
    Verdict.TYDLIG_STYRKA: "Tydligt starkt",
    Verdict.OVANLIGT_BRA: "Ovanligt bra",
}


def kommun_profile(material: ProfileMaterial) -> Document:
    """Return the profile of a kommun, not yet finished."""
    found = material.found
    picture = profile_picture.figure(found, material.trend)
    year, people = material.population or (0, 0)
    return two_pages(
        found.kommun,
        found.lan,
        "kommunprofil",
        (found.catalogue.area, str(found.year)),
        f"{comparison_word(found.catalogue)} {found.year}, {area_word(found.catalogue)}",
        today=material.today,
        known=(
            ("Invånare", f"{number(people)} ({year})" if people else None),
            ("Svaren gäller", str(found.year)),
        ),
        message=tuple(_message(material)),
        picture=replace(picture, data=ALL_ANSWERS) if picture else None,
        sections=(
            areas_section(work_areas(material)),
            to_check([_doubt(r) for r in found.results if in_doubt(r)]),
            _about(material),
        ),
        details=(
            all_answers(material),
            years(material),
            how_counted(material.method, found.catalogue.remark or ""),
            sources(material.sources),
        ),
        shares_name=material.shares_name,
    )


def _message(material: ProfileMaterial) -> Iterator[tuple[str, str]]:
    """Yield what is weak, what may be chance, what is good and what to check first, by name."""
    found = material.found
    named = profile_picture.names(found)
    if not found.of(*CLEAR):
        n = counted(len(material.answered), "indikator", "indikatorer")
        yield "Tydligt svagt", f"Inget, av {n} med svar."
    for verdict, label in _MESSAGE.items():
        if names := [named[r.indicator.id] for r in found.of(verdict)]:
            yield label, f"{first_few(names, MOST_NAMED)}."
    if doubtful := [
        named.get(r.indicator.id, r.indicator.short) for r in found.results if in_doubt(r)
    ]:
        yield "Stäm av först", f"{first_few(doubtful, MOST_NAMED)}."


def _doubt(r: IndicatorResult) -> Item:
    return Item(f"{r.indicator.short}: {' '.join(reason.text for reason in doubts(r))}")


def _about(material: ProfileMaterial) -> Section:
    """Return what one must know of the figures: what they are beside, who answered, what is not."""
    found = material.found
    answered = material.answered
    said = [_compared(material)]
    rates = [
        r.uncertainty.response_rate
        for r in answered
        if r.uncertainty and r.uncertainty.response_rate is not None
    ]
    if rates:
        least, most = percent(min(rates)), percent(max(rates))
        between = least if least == most else f"{least.removesuffix(chr(0xA0) + '%')}–{most}"
        said.append(f"{between} av dem som fick enkäten svarade.")
    if missing := sum(r.indicator.is_judged for r in found.of(Verdict.INGET_SVAR)):
        said.append(f"{counted(missing, 'indikator', 'indikatorer')} har inget svar från kommunen.")
    said.append(_opening(found.catalogue.remark or ""))
    numbers = CLEARLY if any(r.difference is not None for r in answered) else ""
    chosen = material.analysis.chosen if material.analysis else ()
    is_suggested = not chosen and bool((*found.areas, *found.uncertain))
    lines = (*found.notes, " ".join(said), numbers, SUGGESTED if is_suggested else "")
    return section("Att veta", bullets(filter(None, lines)), note(ELSEWHERE), id="att-veta")


def _opening(remark: str) -> str:
    """Return the first sentences of a remark that there is room for."""
    kept = ""
    for sentence in remark.split(". "):
        if len(kept) + len(sentence) > LONGEST_REMARK:
            break
        kept += f"{sentence.rstrip('.')}. "
    return kept.strip()


def _compared(material: ProfileMaterial) -> str:
    found = material.found
    text = f"Jämförelsen är {compared_with(material.answered, references_of(found))}."
    group = references_of(found)[found.ranking]
    if group.edition:
        text += f" Gruppen är {group.name.lower()} ({group.edition})."
    weak = [f"{u.reference.short_name} ({u.why_not})" for u in found.references if u.why_not]
    if weak:
        text += f" Visas men avgör inget: {listing(weak)}."
    return text
