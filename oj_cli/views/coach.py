"""What the goal coach says, sentence by sentence."""

from oj_cli.domain.coach import KIND_WORDS, VERDICT_WORDS, Coached, Judged
from oj_cli.domain.swedish import capital, listing, number
from oj_cli.presentation.document import Bullets, Document, Item, Paragraph

_MISTAKEN = (
    "Coachen ser bara på orden i meningen och kan ha fel. Stämmer det inte skriver ni "
    "typ: brukarmal eller typ: processmal vid målet i planen."
)


def document(found: Coached) -> Document:
    """Return what the coach said of each sentence, in the same order."""
    several = len(found) > 1
    items = Bullets(tuple(map(_item, found)), several)
    count = (Paragraph(_summary(found), "strong"),) if several else ()
    lead = (*count, items, Paragraph(_MISTAKEN, "note"))
    return Document(title="Mål eller aktivitet?", lead=lead)


def _item(judged: Judged) -> Item:
    said = capital(VERDICT_WORDS[judged.said.bedomning])
    if judged.said.typ is not None:
        said += f" ({KIND_WORDS[judged.said.typ]})"
    question = (f"Fråga er: {judged.said.fraga}",) if judged.said.fraga else ()
    return Item(f"{said}: ”{judged.text}”", (judged.said.skal, *question))


def _summary(found: Coached) -> str:
    counts = {v: sum(j.said.bedomning == v for j in found) for v in VERDICT_WORDS}
    words = {
        "mal": "mål",
        "aktivitet": "aktivitet" if counts["aktivitet"] == 1 else "aktiviteter",
        "oklart": "oklart" if counts["oklart"] == 1 else "oklara",
    }
    said = [f"{number(n)} {words[v]}" for v, n in counts.items() if n]
    return f"{number(len(found))} meningar: {listing(said)}."
