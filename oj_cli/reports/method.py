"""How figures came about and where they come from: the same words in every report."""

from collections.abc import Sequence

from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Edition
from oj_cli.domain.references import FEWEST_OTHERS
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import Column, Section
from oj_cli.presentation.parts import bullets, section, strong, table_of

DIGITS = 16
"""How much of a checksum is shown."""


def how_counted(is_numeric: bool, catalogue: Catalogue, year: int, edition: Edition) -> Section:
    """Return how shares, medians and groups are worked out."""
    items = _numeric() if is_numeric else _yes_no()
    items += [
        (
            "Ett tema samlar indikatorer som hör ihop för den som får stödet. Ett temas siffra är "
            "genomsnittet av dess indikatorer. Indelningen i teman är gjord för de här "
            "rapporterna, inte av Socialstyrelsen."
        ),
        (
            "Invånargrupperna är Socialstyrelsens fem storleksgrupper. De följer folkmängden i "
            f"slutet av {year - 1}, eller det senaste året före som är känt."
        ),
        f"Kommungrupperna följer indelningen {edition.name}.",
        (
            f"En grupp med färre än {FEWEST_OTHERS} andra kommuner som svarat visas, men får "
            "aldrig avgöra vad som är bra eller dåligt."
        ),
        "Två år jämförs bara om frågan och insamlingen är desamma.",
        ("Hela procent är avrundade uppåt från en halv. Skillnader är räknade före avrundningen."),
    ]
    return section(
        "Så är det räknat",
        strong(catalogue.remark or ""),
        bullets(items),
        "Att jämföra sina resultat med andras och med sina egna från tidigare år är en form av "
        "egenkontroll enligt föreskriften om ledningssystem (SOSFS 2011:9). Rapporten kan vara "
        "ett underlag i den.",
        id="sa-ar-det-raknat",
    )


def _yes_no() -> list[str]:
    return [
        "Andel är hur många procent som svarat JA av dem som svarat JA, NEJ eller DELVIS.",
        (
            "Ej aktuellt och bortfall räknas inte i andelen. Ej aktuellt betyder att frågan inte "
            "gäller kommunen, bortfall att den inte har svarat. DELVIS räknas, men inte som ett JA."
        ),
        (
            "Länets andelar är beräknade av kommunernas svar. Rikets är de som utgivaren har "
            "publicerat, när inte alla kommuners svar finns i data."
        ),
    ]


def _numeric() -> list[str]:
    return [
        (
            "Länets, gruppernas och rikets siffra är medianen av kommunernas värden, alltså värdet "
            "i mitten. Den kan skilja sig från det värde som utgivaren redovisar för riket."
        ),
        (
            "Hur stor andel som har ett bättre värde räknas bland de andra kommunerna. Lika värden "
            "är inte bättre."
        ),
        "En kommun utan värde räknas inte. ”n” är antalet kommuner med värde.",
    ]


def sources(records: Sequence[SourceRecord]) -> Section:
    """Return where every figure comes from, with what is needed to verify it."""
    made = table_of(
        "tabell-kallor",
        "Källor till rapportens siffror",
        records,
        (
            (Column("Titel", width=2.4), lambda r: r.title),
            (Column("Utgivare", width=1.8), _publisher),
            (Column("Fil eller adress", width=1.6), lambda r: r.file),
            (Column("Villkor", width=1.4), lambda r: r.licence or "inte angivet"),
            (Column("Kontrollsumma", width=1.2), lambda r: r.sha256[:DIGITS]),
        ),
        (
            f"Kontrollsumman är de {DIGITS} första tecknen av filens SHA-256. Med den kan ett "
            "arkiv se att filen är densamma.",
            *(r.remark or "" for r in records),
        ),
    )
    return section("Källor", credit(records), made, id="kallor")


def _publisher(record: SourceRecord) -> str:
    if record.year and not record.publisher.endswith(str(record.year)):
        return f"{record.publisher}, {record.year}"
    return record.publisher
