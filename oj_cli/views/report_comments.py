"""Suggested marks as a document."""

from oj_cli.domain.comments import MARK_WORDS, Suggestion, Suggestions
from oj_cli.domain.county import LanIdentification
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import Bullets, Document, Item, Paragraph, Section


def document(suggested: Suggestions) -> Document:
    """Return the suggestions, each with its reasons, by kvalitetsområde."""
    found = suggested.found
    sections = []
    for area in found.catalogue.quality_areas:
        items = [
            _item(s, found)
            for s in suggested.suggestions
            if found.catalogue.by_id[s.indicator].quality_area == area.id
        ]
        if items:
            sections.append(Section(area.name, (Bullets(tuple(items)),)))
    n = counted(len(suggested.suggestions), "förslag", "förslag")
    lead = (
        f"{n}. Utropstecken (!) betyder uppmärksamma, plus (+) betyder bra. Frågetecken (?) sätter "
        "ni själva, när ni vill att andra ska fundera."
    )
    return Document(
        title=f"{found.lan.name}: kommentarer till {area_word(found.catalogue)} {found.year}",
        lead=(Paragraph(lead),),
        sections=tuple(sections),
    )


def _item(s: Suggestion, found: LanIdentification) -> Item:
    words = listing([MARK_WORDS[m].lower() for m in s.mark])
    details = [reason.text for reason in s.reasons]
    if s.question:
        details.append(f"Att tala om: {s.question}")
    return Item(f"{s.mark} {found.catalogue.by_id[s.indicator].name} ({words})", tuple(details))
