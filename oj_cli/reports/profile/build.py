"""Put the kommun profile together, section by section."""

from oj_cli.domain.identification import CLEAR, STRONG, IndicatorResult, Verdict
from oj_cli.domain.kommuner import invanargrupp, invanargrupp_name
from oj_cli.domain.swedish import counted, number
from oj_cli.domain.wording import area_word, comparison_word
from oj_cli.presentation.document import Document, Fact, Item, Paragraph, Section
from oj_cli.presentation.parts import bullets, facts, filled, listed, note, section, strong
from oj_cli.reports.development import development
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.overview import overview
from oj_cli.reports.profile.answers import all_answers, years_table
from oj_cli.reports.profile.areas import work_areas
from oj_cli.reports.words import result_cell, slug

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
        has_contents=True,
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
    figures = {r.indicator.id: _figures(r) for r in material.answered}
    what = "genomsnitt av indikatorerna" if material.is_numeric else "andel JA av indikatorerna"
    return section(
        "Sammanfattning",
        Paragraph(_lead(material), "lead"),
        *(strong(f"Obs: {said}") for said in found.notes),
        _compared(material),
        *overview(found.catalogue, figures, material.name, found.year, found.sources, what),
        id="sammanfattning",
    )


def _figures(r: IndicatorResult) -> tuple[float | None, float | None]:
    """Return (own, riket) in percent: 100 for a JA, a numeric value as it is."""
    riket = r.comparisons["riket"]
    if r.indicator.kind == "numerisk":
        return r.value, riket.median
    own = {"JA": 100.0, "NEJ": 0.0, "DELVIS": 0.0}.get(r.answer or "")
    return own, riket.share


def _lead(material: ProfileMaterial) -> str:
    found = material.found
    strong, weak = len(found.of(*STRONG)), len(found.of(*CLEAR))
    parts = [
        f"{material.name} har {counted(strong, 'styrka', 'styrkor')} och "
        f"{counted(weak, 'sak', 'saker')} att förbättra bland {len(material.answered)} "
        "indikatorer med svar."
    ]
    check = len(found.of(Verdict.KONTROLLERA))
    if check:
        parts.append(f"{counted(check, 'svar', 'svar')} bör stämmas av innan ni bygger på det.")
    if material.analysis and material.analysis.chosen:
        n = len(material.analysis.chosen)
        parts.append(f"Kommunen har valt {counted(n, 'område', 'områden')} att arbeta med.")
    return " ".join(parts)


def _compared(material: ProfileMaterial) -> str:
    used = next(u for u in material.found.references if u.reference.id == material.found.ranking)
    edition = f" ({used.reference.edition})" if used.reference.edition else ""
    text = f"Ordningen avgörs av jämförelsen med {used.reference.name.lower()}{edition}."
    weak = [u for u in material.found.references if not u.ranks and u.why_not]
    said = [f"{u.reference.short_name}: {u.why_not}" for u in weak]
    if said:
        text += f" De här jämförelserna visas men avgör inget. {'. '.join(said)}."
    return text


# --- strengths and doubts -------------------------------------------------------------------


def _strengths(material: ProfileMaterial) -> Section:
    strong = material.found.of(*STRONG)
    met = (f"{r.indicator.name}." for r in material.found.of(Verdict.UPPFYLLT))
    more = counted(len(strong) - MOST_STRENGTHS, "styrka", "styrkor")
    is_cut = len(strong) > MOST_STRENGTHS
    return section(
        "Styrkor",
        "Det här har få andra kommuner, eller så har de ett sämre värde."
        if strong
        else "Inget svar sticker ut som en ovanlig styrka.",
        bullets(map(_told, strong[:MOST_STRENGTHS])),
        note(f"{more} till finns bland alla svar längre ned." if is_cut else ""),
        *listed("Det här finns också på plats, som hos många andra:", met),
        id="styrkor",
    )


def _to_check(material: ProfileMaterial) -> Section:
    lead = (
        "De här svaren kan ha blivit fel i inrapporteringen. Prata med den som svarade innan ni "
        "drar slutsatser av dem. De är inte med bland förbättringsområdena."
    )
    doubtful = map(_told, material.found.of(Verdict.KONTROLLERA))
    return section(
        "Svar att stämma av först",
        *listed(lead, doubtful),
        id="stam-av",
    )


def _told(r: IndicatorResult) -> Item:
    reasons = tuple(reason.text for reason in r.reasons)
    return Item(f"{r.indicator.name}: {result_cell(r).text}.", reasons)
