"""Texts on a plan to paste into other documents, as a document."""

from oj_cli.domain.plan_texts import FILL, PlanTexts, TextPart
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import Document, Section
from oj_cli.presentation.parts import bullets, compose, section, strong


def document(found: PlanTexts) -> Document:
    """Return the texts one after the other, first how much in them is to be filled in."""
    places = counted(found.to_fill, "uppgift", "uppgifter")
    lead = f"{places} finns inte i planen och står som {FILL.format('…')}." if found.to_fill else ""
    return compose(
        f"Texter att klistra in: {found.title}",
        strong(lead),
        sections=(section(text.title, *map(_part, text.parts)) for text in found.texts),
    )


def _part(part: TextPart) -> Section:
    if part.is_list:
        return section(part.heading, bullets(part.paragraphs))
    return section(part.heading, *part.paragraphs)
