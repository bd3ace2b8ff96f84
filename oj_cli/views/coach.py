"""What the goal coach says, sentence by sentence."""

from oj_cli.domain.coach import VERDICT_WORDS, Coached, Judged
from oj_cli.domain.plan_words import GOAL_KIND
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import Document, Item
from oj_cli.presentation.parts import bullets, compose, item, note, strong

_MISTAKEN = (
    "Coachen ser bara på orden i meningen och kan ha fel. Stämmer det inte skriver ni "
    "typ: brukarmal eller typ: processmal vid målet i planen."
)


def document(found: Coached) -> Document:
    """Return what the coach said of each sentence, in the same order."""
    several = len(found) > 1
    return compose(
        "Mål eller aktivitet?",
        strong(_summary(found) if several else ""),
        bullets(map(_item, found), numbered=several),
        note(_MISTAKEN),
    )


def _item(judged: Judged) -> Item:
    said = capital(VERDICT_WORDS[judged.said.bedomning])
    if judged.said.typ is not None:
        said += f" ({GOAL_KIND[judged.said.typ]})"
    question = f"Fråga er: {judged.said.fraga}" if judged.said.fraga else ""
    return item(f"{said}: ”{judged.text}”", judged.said.skal, question)


def _summary(found: Coached) -> str:
    words = {"mal": ("mål", "mål"), "aktivitet": ("aktivitet", "aktiviteter")}
    words["oklart"] = ("oklart", "oklara")
    counts = {v: sum(j.said.bedomning == v for j in found) for v in VERDICT_WORDS}
    said = [counted(n, *words[v]) for v, n in counts.items() if n]
    return f"{number(len(found))} meningar: {listing(said)}."
