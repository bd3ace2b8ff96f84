"""Who can learn of whom, where one question has two answers, and what to talk about."""

from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import Verdict
from oj_cli.domain.swedish import listing, number, sort_key
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Bullets,
    Column,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.county.summary import theme_text
from oj_cli.reports.words import kommuner_word, names

MIRRORED = "speglad_fraga"
MOST_TEACHERS = 8


def learning(material: CountyMaterial) -> Section | None:
    """Return which kommuner have what others lack, the rarest first."""
    useful = [r for r in material.found.indicators if r.teachers and r.without]
    if not useful:
        return None
    useful.sort(key=lambda r: (len(r.teachers) / r.without, sort_key(r.indicator.name)))
    rows = tuple((r.indicator.name, _teachers(r), r.without) for r in useful)
    has = "Bland de bästa" if material.is_numeric else "Har det"
    others = "Andra som svarat" if material.is_numeric else "Saknar det"
    table = Table(
        (
            Column("Indikator", width=2.2),
            Column(has, width=3),
            Column(others, align="right", width=0.7),
        ),
        rows,
        caption=f"Kommuner i {material.found.lan.name} som andra kan fråga, {material.found.year}",
        id="tabell-lara",
        notes=("Saknar det: så många av länets kommuner har svarat NEJ eller DELVIS.",)
        if not material.is_numeric
        else ("Bland de bästa: den fjärdedel av länets kommuner som har bäst värde.",),
        source=credit(material.found.sources),
    )
    intro = (
        "Överst står det som få har och många skulle kunna lära sig. Att en kommun har något säger "
        "inte hur bra det fungerar där. Fråga hur de gjorde, vad det kostade och vad brukarna "
        "säger."
    )
    nobody = [r.indicator.name for r in material.found.indicators if not r.teachers and r.without]
    tail = (
        (
            Paragraph("Ingen kommun i länet har det här, så ni får leta utanför länet:"),
            Bullets(tuple(Item(name) for name in nobody)),
        )
        if nobody and not material.is_numeric
        else ()
    )
    return Section("Vem kan lära av vem", (Paragraph(intro), table, *tail), id="lara")


def _teachers(r: LanIndicator) -> str:
    if len(r.teachers) <= MOST_TEACHERS:
        return names(r.teachers)
    shown = [k.name for k in r.teachers[:MOST_TEACHERS]]
    return listing([*shown, f"{number(len(r.teachers) - MOST_TEACHERS)} till"])


def mirrored(material: CountyMaterial) -> Section | None:
    """Return where a kommun answers the same question differently in two områden."""
    asked = [i for i in material.found.catalogue if i.mirrors and material.has_results(i)]
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
        "Rutiner för samordning frågas det om från två håll. Om socialpsykiatrin svarar JA och den "
        "andra verksamheten NEJ är det något att reda ut: finns rutinen, och känner båda till den?"
    )
    intro = (
        intro
        if "samordning" in {i.theme for i in asked}
        else (
            "Samma sak frågas det om i flera områden. Svarar en kommun olika är det något att reda "
            "ut."
        )
    )
    id, heading = "speglade", "Samma fråga i två områden"
    if not material.mirrored_areas:
        text = (
            f"{len(asked)} av rapportens indikatorer har en motsvarighet i ett annat område, men "
            "svaren därifrån finns inte i data. Det går därför inte att se om svaren stämmer "
            "överens. Fråga era kollegor där."
        )
        return Section(heading, (Paragraph(intro), Paragraph(text)), id=id)
    if not found:
        text = f"I {listing(material.mirrored_areas)} stämmer svaren överens med svaren här."
        return Section(heading, (Paragraph(intro), Paragraph(text)), id=id)
    table = Table(
        (Column("Kommun"), Column("Indikator", width=1.8), Column("Vad som skiljer", width=3)),
        tuple((who, what, why) for who, what, why in found),
        caption=f"Olika svar på samma fråga i två områden, {material.found.year}",
        id="tabell-speglade",
        source=credit(material.found.sources),
    )
    text = f"{kommuner_word(len({who for who, _, _ in found}))} har svarat olika."
    return Section(heading, (Paragraph(intro), Paragraph(text), table), id=id)


def to_discuss(material: CountyMaterial) -> Section | None:
    """Return a question for each theme in which the län lags, to talk about."""
    items = [
        Item(t.question, (theme_text(t, material.is_numeric),))
        for t in material.found.themes
        if t.question and t.shortfall > 0
    ]
    if not items:
        return None
    intro = (
        "Frågorna hör till teman där länet ligger under riket, störst avstånd först. De har inget "
        "rätt svar. Ta en eller två, och låt både chefer, personal och brukare komma till tals."
    )
    return Section(
        "Att tala om på analysdagen",
        (Paragraph(intro), Bullets(tuple(items), numbered=True)),
        id="tala-om",
    )
