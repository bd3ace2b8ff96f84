"""Kommun by kommun: what each could begin with, what it is good at, and what it should check.

And all of them: who can learn of whom, where one question has two answers, what to talk about.
"""

from collections.abc import Iterator

from oj_cli.domain.answers import IN_DENOMINATOR
from oj_cli.domain.identification import (
    CLEAR,
    STRONG,
    Identification,
    IndicatorResult,
    ThemeResult,
    Verdict,
)
from oj_cli.domain.peers import Peer
from oj_cli.domain.swedish import capital, counted, listing, percent, sort_key
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Column,
    Figure,
    Item,
    Section,
    Table,
)
from oj_cli.presentation.parts import bullets, figure, item, listed, section, strong, table_of
from oj_cli.presentation.pictures.model import HeatCell, HeatMap
from oj_cli.reports.county.summary import theme_text
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.words import doubts, first_few, in_doubt, result_cell, slug, value_cell

MOST_STRENGTHS = 5
MOST_FIRST = 3
MOST_TEACHERS = 8
MIRRORED = "speglad_fraga"
_ORDER = (
    "Först står det som lag begär, sedan riktlinjer, sedan överenskommelser, och inom varje steg "
    "det som flest andra kommuner har. Områdena är temana för det som står först, i samma ordning, "
    "högst tre. Svar att stämma av räknas inte."
)
_NUMERIC_ORDER = (
    "Tydligt är det som skiljer sig mer än slumpen kan göra, i år och förra gången tillsammans, "
    "och så mycket att det är värt att tala om. Områdena är temana för det som står först, i samma "
    "ordning, högst tre. Det som kan bero på slumpen står för sig."
)


def kommun_by_kommun(material: CountyMaterial) -> Section | None:
    """Return a table of kommuner and themes, its picture, and a section for each kommun."""
    if not material.kommuner:
        return None
    map_of_themes = () if material.is_numeric else _themes(material)
    return section(
        "Kommun för kommun",
        _NUMERIC_ORDER if material.is_numeric else _ORDER,
        "Listorna är förslag att pröva, inte ett facit: kommunen vet själv vad som är viktigast.",
        *map_of_themes,
        *(_kommun(k) for k in material.kommuner),
        id="kommuner",
    )


# --- themes ---------------------------------------------------------------------------------


def _themes(material: CountyMaterial) -> tuple[Figure, Table]:
    """Return how many of each theme's indicators each kommun says JA to, of those answered."""
    used = {i.theme for i in material.asked if i.is_judged}
    themes = {id: name for id, name in material.themes.items() if id in used}
    counts = {k.kommun.name: [_yes_of(k, id) for id in themes] for k in material.kommuner}
    said = {
        name: [f"{yes} av {n}" if n else "–" for yes, n in of_themes]
        for name, of_themes in counts.items()
    }
    made = Table(
        (Column("Kommun", width=1.3), *(Column(name, align="center") for name in themes.values())),
        tuple((name, *cells) for name, cells in said.items()),
        caption="Så många av temats indikatorer har varje kommun svarat JA på, "
        f"{material.found.year}",
        id="tabell-kommuner-teman",
        notes=("Ej aktuellt och bortfall är inte med. Bakgrundsfaktorer är inte med.",),
        source=credit(material.found.sources),
    )
    shares = [
        (sum(yes for yes, _ in of_themes) / answered, name)
        for name, of_themes in counts.items()
        if (answered := sum(n for _, n in of_themes))
    ]
    best, least = max(shares), min(shares)
    cells = (
        tuple(
            HeatCell(text, yes / n if n else None)
            for text, (yes, n) in zip(said[name], of_themes, strict=True)
        )
        for name, of_themes in counts.items()
    )
    picture = HeatMap(
        f"Flest JA i {best[1]} ({percent(100 * best[0])} av svaren), "
        f"färst i {least[1]} ({percent(100 * least[0])})",
        tuple(counts),
        tuple(themes.values()),
        tuple(cells),
        made.source,
        "Antal JA av de frågor som kommunen har svarat på. Mörkare ruta: större del JA.",
    )
    alt = (
        f"Rutmönster med {len(counts)} kommuner och {len(themes)} teman. I varje "
        "ruta står hur många JA kommunen har av temats frågor. Ju fler JA, desto mörkare ruta. "
        f"{picture.title}."
    )
    return figure("figur-kommuner-teman", picture, alt, made), made


def _yes_of(k: Identification, theme: str | None = None) -> tuple[int, int]:
    """Return how many JA there are of how many answers, in a theme or in all."""
    answers = [
        r.answer
        for r in k.results
        if r.indicator.is_judged
        and r.answer in IN_DENOMINATOR
        and theme in (None, r.indicator.theme)
    ]
    return answers.count("JA"), len(answers)


# --- one kommun -----------------------------------------------------------------------------


def _kommun(k: Identification) -> Section:
    strengths = [r.indicator.short for r in k.of(*STRONG)]
    items = (
        Item("Områden att arbeta med:", tuple(_area(a, k) for a in k.areas)),
        Item(
            "Enskilda saker att börja med:",
            tuple(_priority(r) for r in k.of(*CLEAR)[:MOST_FIRST]),
        ),
        Item("Osäkert, kan bero på slumpen:", tuple(_doubtful(k))),
        Item("Att stämma av först:", tuple(_doubt(r) for r in k.results if in_doubt(r))),
        Item("Att tänka på:", tuple(_uncertain(k))),
    )
    known = [i for i in items if i.details]
    if strengths:
        named = first_few(strengths, MOST_STRENGTHS)
        known.append(Item(f"Styrkor: {named}."))
    return section(
        k.kommun.name,
        _counts(k),
        *(strong(f"Obs: {said}") for said in k.notes),
        bullets(known),
        id=f"kommun-{slug(k.kommun.name)}",
    )


def _counts(k: Identification) -> str:
    asked = [r for r in k.results if r.indicator.is_judged]
    if any(r.indicator.kind == "numerisk" for r in asked):
        weak, unsure = len(k.of(*CLEAR)), len(k.of(Verdict.OSAKERT))
        said = counted(weak, "mått är tydligt svagt", "mått är tydligt svaga")
        parts = [said if weak else "inget mått är tydligt svagt"]
        parts += [f"{unsure} är sämre men kan bero på slumpen"] if unsure else []
        strong = len(k.of(*STRONG))
        parts += [counted(strong, "är tydligt starkt", "är tydligt starka")] if strong else []
        return f"{capital(listing(parts))}, av {len(asked)}."
    yes, n = _yes_of(k)
    if not n:
        return "Kommunen har inte svarat på några frågor."
    share = percent(100 * yes / n)
    text = f"JA på {yes} av {n} besvarade frågor ({share}), utan bakgrundsfaktorerna."
    outside = len(asked) - n
    return f"{text} {counted(outside, 'fråga', 'frågor')} räknas inte." if outside else text


def _area(area: ThemeResult, k: Identification) -> str:
    by_id = {r.indicator.id: r for r in k.results}
    lacking = listing([_lacks(by_id[i]) for i in area.indicators])
    text = f"{area.theme.name}: saknar {lacking}."
    if area.n_yes is None:
        text = f"{area.theme.name}: {'svagt' if area.n_weak else 'sämre'} i {lacking}."
    if area.peers:
        text += f" Kan lära av {listing([_peer(p, k) for p in area.peers])}."
    return text


def _peer(peer: Peer, k: Identification) -> str:
    """Return whom to ask about what: `Avesta (IPS)`."""
    return f"{peer.kommun.name} ({listing([k.catalogue.by_id[i].short for i in peer.has])})"


def _doubtful(k: Identification) -> Iterator[str]:
    """Yield each theme in which something is worse and may be so by chance."""
    named = {id for area in k.uncertain for id in area.indicators}
    yield from (_area(area, k) for area in k.uncertain)
    rest = [_lacks(r) for r in k.of(Verdict.OSAKERT) if r.indicator.id not in named]
    if rest:
        yield f"Dessutom: {first_few(rest, MOST_STRENGTHS)}."


def _lacks(r: IndicatorResult) -> str:
    """Return what is lacking, with how many in riket have it: `Vårdkedja (38 % i riket)`."""
    riket = r.comparisons["riket"]
    if r.value is not None:
        other = value_cell(r.compared.figure, r.indicator).text
        return f"{r.indicator.short} ({value_cell(r.value, r.indicator).text} mot {other})"
    if riket.share is None:
        return r.indicator.short
    return f"{r.indicator.short} ({percent(riket.share)} i riket)"


def _uncertain(k: Identification) -> Iterator[str]:
    """Yield what is uncertain in what the kommun is said to lack."""
    lacking = [r.indicator for r in k.of(*CLEAR)]
    without = sum(i.is_new(k.year) or i.is_broken(k.year) for i in lacking)
    if without:
        yield (
            f"{without} av de {len(lacking)} sakerna att förbättra är nya eller mäts på nytt "
            f"sätt {k.year}. Det går inte att se om det har blivit bättre eller sämre."
        )
    weak = [u.reference for u in k.references if not u.ranks and u.reference.id != "riket"]
    if weak:
        names = listing([r.short_name.lower() for r in weak])
        yield (
            f"Data har för få kommuner i {names} för att de ska få avgöra vad som är viktigast. "
            "Därför gör riket det. Gruppernas siffror står ändå i tabellerna."
        )


def _priority(r: IndicatorResult) -> str:
    return f"{r.indicator.name}. {' '.join(reason.text for reason in r.reasons)}"


def _doubt(r: IndicatorResult) -> str:
    what = result_cell(r).text
    return f"{r.indicator.short} ({what}): {' '.join(reason.text for reason in doubts(r))}"


# --- all kommuner ---------------------------------------------------------------------------


def learning(material: CountyMaterial) -> Section | None:
    """Return which kommuner have what others lack, the rarest first."""
    found, is_numeric = material.found, material.is_numeric
    useful = [r for r in found.indicators if r.teachers and r.without]
    if not useful:
        return None
    useful.sort(key=lambda r: (len(r.teachers) / r.without, sort_key(r.indicator.name)))
    made = table_of(
        "tabell-lara",
        f"Kommuner i {found.lan.name} som andra kan fråga, {found.year}",
        useful,
        (
            (Column("Indikator", width=2.2), lambda r: r.indicator.name),
            (
                Column("Bland de bästa" if is_numeric else "Har det", width=3),
                lambda r: first_few([k.name for k in r.teachers], MOST_TEACHERS),
            ),
            (
                Column(
                    "Andra som svarat" if is_numeric else "Saknar det", align="right", width=0.7
                ),
                lambda r: r.without,
            ),
        ),
        (
            "Bland de bästa: den fjärdedel av länets kommuner som har bäst värde."
            if is_numeric
            else "Saknar det: så många av länets kommuner har svarat NEJ eller DELVIS.",
        ),
        found.sources,
    )
    nobody = [r.indicator.name for r in found.indicators if not r.teachers and r.without]
    lead = "Ingen kommun i länet har det här, så ni får leta utanför länet:"
    return section(
        "Vem kan lära av vem",
        "Överst står det som få har och många skulle kunna lära sig. Att en kommun har något säger "
        "inte hur bra det fungerar där. Fråga hur de gjorde, vad det kostade och vad brukarna "
        "säger.",
        made,
        *listed(lead, () if is_numeric else nobody),
        id="lara",
    )


def mirrored(material: CountyMaterial) -> Section | None:
    """Return where a kommun answers the same question differently in two områden."""
    asked = [i for i in material.asked if i.mirrors]
    if not asked:
        return None
    found = [
        (k.kommun.name, r.indicator.name, reason.text)
        for k in material.kommuner
        for r in k.of(Verdict.KONTROLLERA)
        for reason in r.reasons
        if reason.code == MIRRORED
    ]
    intro = (
        "Samma sak frågas det om i flera områden. Svarar en kommun olika är det något att reda ut."
    )
    if "samordning" in {i.theme for i in asked}:
        intro = (
            "Rutiner för samordning frågas det om från två håll. Om socialpsykiatrin svarar JA och "
            "den andra verksamheten NEJ är det något att reda ut: finns rutinen, och känner båda "
            "till den?"
        )
    text = f"{counted(len({who for who, *_ in found}), 'kommun', 'kommuner')} har svarat olika."
    if not material.mirrored_areas:
        text = (
            f"{len(asked)} av rapportens indikatorer har en motsvarighet i ett annat område, men "
            "svaren därifrån finns inte i data. Det går därför inte att se om svaren stämmer "
            "överens. Fråga era kollegor där."
        )
    elif not found:
        text = f"I {listing(material.mirrored_areas)} stämmer svaren överens med svaren här."
    made = table_of(
        "tabell-speglade",
        f"Olika svar på samma fråga i två områden, {material.found.year}",
        found,
        (
            (Column("Kommun"), lambda of: of[0]),
            (Column("Indikator", width=1.8), lambda of: of[1]),
            (Column("Vad som skiljer", width=3), lambda of: of[2]),
        ),
        source=material.found.sources,
    )
    return section("Samma fråga i två områden", intro, text, made, id="speglade")


def to_discuss(material: CountyMaterial) -> Section:
    """Return a question for each theme in which the län lags, to talk about."""
    lead = (
        "Frågorna hör till teman där länet är sämre än riket, det tydliga först. De har inget "
        "rätt svar. Ta en eller två, och låt både chefer, personal och brukare komma till tals."
    )
    questions = (item(t.question, theme_text(t)) for t in material.found.themes if t.question)
    return section(
        "Att tala om på analysdagen",
        *listed(lead, questions, numbered=True),
        id="tala-om",
    )
