"""Suggested marks as a document."""

from oj_cli.domain.comments import MARK_WORDS, Suggestion, Suggestions
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import Document, Item
from oj_cli.presentation.parts import bullets, compose, item, section


def document(suggested: Suggestions) -> Document:
    """Return the suggestions, each with its reasons, by kvalitetsområde."""
    found, by_id = suggested.found, suggested.found.catalogue.by_id
    n = counted(len(suggested.suggestions), "förslag", "förslag")
    return compose(
        f"{found.lan.name}: kommentarer till {area_word(found.catalogue)} {found.year}",
        f"{n}. Utropstecken (!) betyder uppmärksamma, plus (+) betyder bra. Frågetecken (?) sätter "
        "ni själva, när ni vill att andra ska fundera.",
        sections=(
            section(
                area.name,
                bullets(
                    _item(s, by_id[s.indicator].name)
                    for s in suggested.suggestions
                    if by_id[s.indicator].quality_area == area.id
                ),
            )
            for area in found.catalogue.quality_areas
        ),
    )


def _item(s: Suggestion, indicator: str) -> Item:
    words = listing([MARK_WORDS[m].lower() for m in s.mark])
    question = f"Att tala om: {s.question}" if s.question else ""
    return item(f"{s.mark} {indicator} ({words})", *(r.text for r in s.reasons), question)
