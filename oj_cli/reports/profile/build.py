"""Put the kommun profile together, section by section."""

from collections.abc import Sequence

from oj_cli.domain.identification import CLEAR, STRONG, IndicatorResult, Reason, Verdict
from oj_cli.domain.kommuner import invanargrupp, invanargrupp_name
from oj_cli.domain.swedish import counted, number
from oj_cli.domain.wording import area_word, comparison_word, shell_word
from oj_cli.presentation.document import Document, Fact, Item, Paragraph, Section
from oj_cli.presentation.parts import bullets, facts, filled, listed, note, section, strong
from oj_cli.reports.development import development
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.overview import overview
from oj_cli.reports.profile.answers import all_answers, years_table
from oj_cli.reports.profile.areas import numbers_of, work_areas
from oj_cli.reports.words import (
    check_first,
    doubts,
    in_doubt,
    result_cell,
    slug,
    to_check,
)
from oj_cli.views import profile_picture
from oj_cli.views.judged_numbers import compared_with, references_of

MOST_STRENGTHS = 10


def kommun_profile(material: ProfileMaterial) -> Document:
    """Return the profile of a kommun, not yet finished."""
    found = material.found
    years = years_table(material)
    # Habo and Håbo would otherwise be one file
    who = f"{material.name} {found.kommun.code}" if material.shares_name else material.name
    sections = (
        _summary(material),
        _strengths(material),
        *work_areas(material),
        _to_check(material),
        development(material.trend, material.charts, material.name, (years,) if years else ()),
        all_answers(material),
        how_counted(material.method, found.catalogue.remark or ""),
    )
    last = (Section("Ordlista", id=SECTION_ID), sources(material.sources))
    return Document(
        id=slug(f"kommunprofil {who} {found.catalogue.area} {found.year}"),
        title=f"{material.name}: {comparison_word(found.catalogue)} {found.year}, "
        f"{area_word(found.catalogue)}",
        subtitle=f"Kommunprofil. {found.catalogue.name}",
        date=material.today.isoformat(),
        facts=_facts(material),
        sections=(*filled(sections), *last),
    )


def _facts(material: ProfileMaterial) -> tuple[Fact, ...]:
    found = material.found
    people, size, group, like = "", "", "", ""
    if material.population:
        year, n = material.population
        people = f"{number(n)} i slutet av {year}"
        size = f"{invanargrupp(n)}, {invanargrupp_name(invanargrupp(n))}"
    for use in found.references:
        if use.reference.id == "kommungrupp":
            name = use.reference.name.removeprefix("Kommungrupp ")
            group = f"{name} ({material.edition.name})"
        if use.reference.id == "liknande":
            like = use.reference.edition or ""
    return facts(
        ("Kommun", f"{material.name}, {found.lan.name}"),
        ("Invånare", people),
        ("Invånargrupp", size),
        ("Kommungrupp", group),
        ("Liknande kommuner", like),
        ("Jämförelsens år", str(found.year)),
        ("Rapporten gjord", material.today.isoformat()),
    )


# --- summary --------------------------------------------------------------------------------


def _summary(material: ProfileMaterial) -> Section:
    found = material.found
    verdicts = {r.indicator.id: r.verdict for r in material.answered}
    flags = f"--kommun {shell_word(material.name)} --omrade {found.catalogue.area}"
    command = f"oj check data {flags} --ar {found.year}"
    check = check_first(to_check(found.results), material.is_numeric, command)
    return section(
        "Sammanfattning",
        Paragraph(_lead(material), "lead"),
        strong(check),
        *(strong(f"Obs: {said}") for said in found.notes),
        _compared(material),
        profile_picture.figure(found, material.trend),
        overview(found.catalogue, verdicts, material.name, found.year, found.sources),
        id="sammanfattning",
    )


def _lead(material: ProfileMaterial) -> str:
    found = material.found
    clear, doubtful = len(found.of(*CLEAR)), len(found.of(Verdict.OSAKERT))
    weak = "är tydligt svag" if clear < 2 else "är tydligt svaga"
    what = weak if material.is_numeric else "saknas"
    n = counted(len(material.answered), "indikator", "indikatorer")
    parts = [f"{clear or 'Ingen'} av {n} med svar {what} i {material.name}."]
    if doubtful:
        parts.append(f"{doubtful} är sämre än jämförelsen, men det kan bero på slumpen.")
    if strong := len(found.of(*STRONG)):
        parts.append(f"{counted(strong, 'styrka', 'styrkor')} sticker ut.")
    if material.analysis and material.analysis.chosen:
        n = counted(len(material.analysis.chosen), "område", "områden")
        parts.append(f"Kommunen har valt {n} att arbeta med.")
    return " ".join(parts)


def _compared(material: ProfileMaterial) -> str:
    found = material.found
    text = f"Jämförelsen är {compared_with(material.answered, references_of(found))}."
    group = references_of(found)[found.ranking]
    if group.edition:
        text += f" Gruppen är {group.name.lower()} ({group.edition})."
    weak = [u for u in found.references if not u.ranks and u.why_not]
    said = [f"{u.reference.short_name}: {u.why_not}" for u in weak]
    if said:
        text += f" De här jämförelserna visas men avgör inget. {'. '.join(said)}."
    return text


# --- strengths and doubts -------------------------------------------------------------------


def _strengths(material: ProfileMaterial) -> Section:
    strong = material.found.of(*STRONG)
    shown = strong[:MOST_STRENGTHS]
    numbers = [r for r in shown if r.difference is not None]
    met = (f"{r.indicator.name}." for r in material.found.of(Verdict.UPPFYLLT))
    more = counted(len(strong) - MOST_STRENGTHS, "styrka", "styrkor")
    is_cut = len(strong) > MOST_STRENGTHS
    return section(
        "Styrkor",
        "" if strong else "Inget svar sticker ut som en ovanlig styrka.",
        numbers_of(material, numbers, "tabell-styrkor") if numbers else None,
        bullets(_told(r, r.reasons) for r in shown if r.difference is None),
        note(f"{more} till finns bland alla svar längre ned." if is_cut else ""),
        *listed("Det här finns också på plats, som hos många andra:", met),
        id="styrkor",
    )


def _to_check(material: ProfileMaterial) -> Section:
    lead = (
        "Det här kan ha blivit fel i inrapporteringen. Prata med den som svarade innan ni "
        "drar slutsatser av det."
    )
    doubtful = (_told(r, doubts(r)) for r in material.found.results if in_doubt(r))
    return section("Att stämma av först", *listed(lead, doubtful), id="stam-av")


def _told(r: IndicatorResult, reasons: Sequence[Reason]) -> Item:
    said = tuple(reason.text for reason in reasons)
    return Item(f"{r.indicator.name}: {result_cell(r).text}.", said)
