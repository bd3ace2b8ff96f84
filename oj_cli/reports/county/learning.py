"""Who can learn of whom, where one question has two answers, and what to talk about."""

from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import Verdict
from oj_cli.domain.swedish import counted, listing, number, sort_key
from oj_cli.presentation.document import Column, Item, Section, listed
from oj_cli.reports.county.summary import theme_text
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.parts import bullets, section, table
from oj_cli.reports.words import names

MIRRORED = "speglad_fraga"
MOST_TEACHERS = 8


def learning(material: CountyMaterial) -> Section | None:
    """Return which kommuner have what others lack, the rarest first."""
    found, is_numeric = material.found, material.is_numeric
    useful = [r for r in found.indicators if r.teachers and r.without]
    if not useful:
        return None
    useful.sort(key=lambda r: (len(r.teachers) / r.without, sort_key(r.indicator.name)))
    made = table(
        "tabell-lara",
        f"Kommuner i {found.lan.name} som andra kan fråga, {found.year}",
        useful,
        (
            (Column("Indikator", width=2.2), lambda r: r.indicator.name),
            (Column("Bland de bästa" if is_numeric else "Har det", width=3), _teachers),
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
        "lara",
        "Vem kan lära av vem",
        "Överst står det som få har och många skulle kunna lära sig. Att en kommun har något säger "
        "inte hur bra det fungerar där. Fråga hur de gjorde, vad det kostade och vad brukarna "
        "säger.",
        made,
        *listed(lead, () if is_numeric else nobody),
    )


def _teachers(r: LanIndicator) -> str:
    if len(r.teachers) <= MOST_TEACHERS:
        return names(r.teachers)
    shown = [k.name for k in r.teachers[:MOST_TEACHERS]]
    return listing([*shown, f"{number(len(r.teachers) - MOST_TEACHERS)} till"])


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
    made = table(
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
    return section("speglade", "Samma fråga i två områden", intro, text, made if found else None)


def to_discuss(material: CountyMaterial) -> Section | None:
    """Return a question for each theme in which the län lags, to talk about."""
    questions = bullets(
        (
            Item(t.question, (theme_text(t, material.is_numeric),))
            for t in material.found.themes
            if t.question and t.shortfall > 0
        ),
        numbered=True,
    )
    if not questions:
        return None
    return section(
        "tala-om",
        "Att tala om på analysdagen",
        "Frågorna hör till teman där länet ligger under riket, störst avstånd först. De har inget "
        "rätt svar. Ta en eller två, och låt både chefer, personal och brukare komma till tals.",
        questions,
    )
