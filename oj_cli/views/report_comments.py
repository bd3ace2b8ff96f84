"""Suggested marks as a document, and as `oj-report-comments/1`."""

from collections.abc import Sequence
from typing import Any

from oj_cli.domain.comments import MARK_WORDS, Suggestion
from oj_cli.domain.county import LanIdentification
from oj_cli.domain.swedish import counted, listing
from oj_cli.presentation.document import (
    Bullets,
    Cell,
    Column,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.words import area_word

SCHEMA = "oj-report-comments/1"
_KEYS = ("indikator", "namn", "marke", "skal", "text", "fraga")


def document(found: LanIdentification, suggestions: Sequence[Suggestion]) -> Document:
    """Return the suggestions, each with its reasons, by kvalitetsområde."""
    sections = []
    for area in found.catalogue.quality_areas:
        items = [
            _item(s, found)
            for s in suggestions
            if found.catalogue.by_id[s.indicator].quality_area == area.id
        ]
        if items:
            sections.append(Section(area.name, (Bullets(tuple(items)),)))
    n = counted(len(suggestions), "förslag", "förslag")
    lead = (
        f"{n}. Utropstecken (!) betyder uppmärksamma, plus (+) betyder bra. Frågetecken (?) sätter "
        "ni själva, när ni vill att andra ska fundera."
    )
    return Document(
        title=f"{found.lan.name}: kommentarer till {area_word(found.catalogue)} {found.year}",
        lead=(Paragraph(lead),),
        sections=tuple(sections),
        data=_flat(found, suggestions),
        payload=payload(found, suggestions),
    )


def _item(s: Suggestion, found: LanIdentification) -> Item:
    words = listing([MARK_WORDS[m].lower() for m in s.mark])
    details = [reason.text for reason in s.reasons]
    if s.question:
        details.append(f"Att tala om: {s.question}")
    return Item(f"{s.mark} {found.catalogue.by_id[s.indicator].name} ({words})", tuple(details))


def _flat(found: LanIdentification, suggestions: Sequence[Suggestion]) -> Table:
    rows: list[dict[str, Cell]] = [
        {
            "indikator": s.indicator,
            "namn": found.catalogue.by_id[s.indicator].name,
            "marke": s.mark,
            "skal": " ".join(reason.text for reason in s.reasons),
            "text": s.text,
            "fraga": s.question,
        }
        for s in suggestions
    ]
    return Table(tuple(Column(k, k) for k in _KEYS), tuple(rows))


def payload(found: LanIdentification, suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    """Return plain data."""
    return {
        "schema": SCHEMA,
        "lan": {"kod": found.lan.code, "namn": found.lan.name},
        "omrade": found.catalogue.area,
        "ar": found.year,
        "forslag": [
            {
                "indikator": s.indicator,
                "marke": s.mark,
                "text": s.text,
                "skal": [{"marke": r.mark, "kod": r.code, "text": r.text} for r in s.reasons],
                "fraga": s.question,
            }
            for s in suggestions
        ],
    }
