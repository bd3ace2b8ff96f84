"""What the goal coach says, sentence by sentence."""

from collections.abc import Sequence

from oj_cli.domain.coach import KIND_WORDS, VERDICT_WORDS, Judgement
from oj_cli.domain.swedish import capital, listing, number
from oj_cli.presentation.document import Block, Bullets, Column, Document, Item, Paragraph, Table

_KEYS = ("mening", "bedomning", "typ", "skal", "fraga")
_MISTAKEN = (
    "Coachen ser bara på orden i meningen och kan ha fel. Stämmer det inte skriver ni "
    "typ: brukarmal eller typ: processmal vid målet i planen."
)


def coach_document(judged: Sequence[tuple[str, Judgement]]) -> Document:
    """Return what the coach said of each sentence, in the same order."""
    rows = [
        {"mening": text, "bedomning": j.bedomning, "typ": j.typ, "skal": j.skal, "fraga": j.fraga}
        for text, j in judged
    ]
    items = Bullets(tuple(_item(text, judgement) for text, judgement in judged), len(judged) > 1)
    blocks: list[Block] = [items, Paragraph(_MISTAKEN, "note")]
    if len(judged) > 1:
        blocks.insert(0, Paragraph(_summary([j for _, j in judged]), "strong"))
    return Document(
        title="Mål eller aktivitet?",
        lead=tuple(blocks),
        data=Table(tuple(Column(k, k) for k in _KEYS), tuple(rows)),
        payload=rows,
    )


def _item(text: str, judgement: Judgement) -> Item:
    said = capital(VERDICT_WORDS[judgement.bedomning])
    if judgement.typ is not None:
        said += f" ({KIND_WORDS[judgement.typ]})"
    question = (f"Fråga er: {judgement.fraga}",) if judgement.fraga else ()
    return Item(f"{said}: ”{text}”", (judgement.skal, *question))


def _summary(judgements: Sequence[Judgement]) -> str:
    counts = {v: sum(j.bedomning == v for j in judgements) for v in VERDICT_WORDS}
    words = {
        "mal": "mål",
        "aktivitet": "aktivitet" if counts["aktivitet"] == 1 else "aktiviteter",
        "oklart": "oklart" if counts["oklart"] == 1 else "oklara",
    }
    said = [f"{number(n)} {words[v]}" for v, n in counts.items() if n]
    return f"{number(len(judgements))} meningar: {listing(said)}."
