"""Two pages: the message and a picture of the whole, then what to do; the rest behind a fold."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from oj_cli.domain.identification import CLEAR, IndicatorResult
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.swedish import counted, slug
from oj_cli.presentation.document import Block, Document, Facts, Figure, Item, Section
from oj_cli.presentation.parts import bullets, facts, filled, note, section
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.words import result_cell

MOST_WHY = 3
MOST_CHECKS = 4
CLEARLY = (
    "Tydligt svagt är det som är sämre än jämförelsen mer än slumpen gör, och så mycket att det "
    "märks. Annat som är sämre kan bero på slumpen: välj det bara om något annat ni vet säger "
    "samma sak."
)
SUGGESTED = "Områdena är förslag ur siffrorna. Kommunen vet själv vad som är viktigast."
ELSEWHERE = (
    "Alla svar, metod och källor finns i samma rapport som webbsida, längst ned, och i Excel."
)


def two_pages(
    kommun: Kommun,
    lan: Lan,
    kind: str,
    of_what: Sequence[str],
    heading: str,
    *,
    today: datetime.date,
    known: Sequence[tuple[str, str | None]],
    message: Sequence[tuple[str, str | None]],
    picture: Figure | None,
    sections: Sequence[Section],
    details: Sequence[Section],
    shares_name: bool,
) -> Document:
    """Return the document. `shares_name`: another kommun's file would have its name."""
    who = f"{kommun.name} {kommun.code}" if shares_name else kommun.name
    said = Facts(facts(*message))
    lead: tuple[Block | None, ...] = (
        said,
        picture,
    )
    behind = (*filled(details), Section("Ordlista", id=SECTION_ID))
    return Document(
        id=slug(" ".join((kind, who, *of_what))),
        title=f"{kommun.name}: {heading}",
        date=today.isoformat(),
        facts=facts(("Kommun", f"{kommun.name}, {lan.name}"), *known, ("Gjord", today.isoformat())),
        lead=tuple(block for block in lead if block is not None),
        sections=(*filled(sections), *(replace(s, is_detail=True) for s in behind)),
        is_short=True,
        sides=2,
    )


def areas_section(made: Sequence[Section]) -> Section:
    """Return the areas to begin with, numbered."""
    numbered = (replace(s, heading=f"{n}. {s.heading}") for n, s in enumerate(made, start=1))
    return section("Områden att börja med", *numbered, id="omraden")


def area_section(
    heading: str, why: Sequence[str], id: str, *more: tuple[str, str | None]
) -> Section:
    """Return an area: what is weak in it and why, then lines with a label each."""
    left = len(why) - MOST_WHY
    known = facts(("Dessutom", f"{left} till." if left > 0 else None), *more)
    return section(heading, bullets(why[:MOST_WHY]), Facts(known) if known else None, id=id)


def why(r: IndicatorResult, year: int | None = None) -> str:
    """Return an indicator, its answer and the reasons, which say what a number is.

    That something clear is no chance is said of all at once. `year` is told where it is given.
    """
    name = f"{r.indicator.name} ({year})" if year else r.indicator.name
    told = f"{name}: {result_cell(r).text}." if r.value is None else f"{name}."
    is_clear = r.verdict in CLEAR
    reasons = (reason.text for reason in r.reasons if not is_clear or reason.code != "osakerhet")
    return " ".join((told, *reasons))


def to_check(doubtful: Sequence[Item | str]) -> Section:
    """Return what should be checked before anything is built on it."""
    left = len(doubtful) - MOST_CHECKS
    return section(
        "Stäm av innan ni bygger på det",
        "Det här kan ha blivit fel i inrapporteringen. Fråga den som svarade."
        if doubtful
        else "Inget svar sticker ut som ett möjligt fel.",
        bullets(doubtful[:MOST_CHECKS]),
        note(f"{counted(left, 'svar', 'svar')} till att stämma av." if left > 0 else ""),
        id="stam-av",
    )
