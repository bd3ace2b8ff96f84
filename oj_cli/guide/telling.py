"""What is said of answers that were there already, when a command gives others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import WRITTEN, Guide, Question, flag_of
from oj_cli.domain.guide_walk import Spot, Tree
from oj_cli.domain.swedish import capital, listing, number
from oj_cli.guide.answers import Names, shown
from oj_cli.guide.merging import Full, Unclear, key_of
from oj_cli.guide.walk import is_blank, round_of, rounds, themes_in

_LONGEST = 100


@dataclass(frozen=True)
class Told:
    """A sentence on an answer; with `is_replaced` another one stood in its place."""

    text: str
    is_replaced: bool


def differences(
    within: Guide | Question, before: Tree, after: Tree, names: Names, where: str = ""
) -> Iterator[Told]:
    """Give what became of answers that stood there: changed, or with more beside them."""
    for question in within.questions:
        old, new = before.get(question.id), after.get(question.id)
        if question.kind == "grupp":
            yield from _in_group(question, old, new, names, where)
        elif old is not None and old != new:
            was = f"från ”{_said(question, old, names)}”"
            now = "till inget" if new is None else f"till ”{_said(question, new, names)}”"
            yield Told(f"{question.text}{where} Ändrat {was} {now}.", is_replaced=True)


def _in_group(group: Question, old: Any, new: Any, names: Names, where: str) -> Iterator[Told]:
    olds, news = rounds(group, old), rounds(group, new)
    standing = [r for r in olds if not is_blank(r)]
    if not standing:
        return
    for n, now in enumerate(news):
        is_new = n >= len(olds) or (WRITTEN in olds[n] and now.get(WRITTEN) != olds[n][WRITTEN])
        if not is_new:
            here = f"{where}{_which(group, olds[n], n, names)}"
            yield from differences(group, olds[n], now, names, here)
        elif not is_blank(now):
            kept = listing([f"”{called(group, r, names)}”" for r in standing])
            added = f"{group.text}: ”{called(group, now, names)}” är tillagt."
            yield Told(f"{added} {capital(kept)} står kvar.", is_replaced=False)


def woken(guide: Guide, before: Tree, after: Tree, names: Names) -> tuple[Told, ...]:
    """Return which areas wait no longer, since they are chosen now, and why they did."""
    new = set(themes_in(guide, after)) - set(themes_in(guide, before))
    found = []
    for group in (g for g in guide.questions if g.target == "valts_bort"):
        for answered in rounds(group, before.get(group.id)):
            if answered.get(key_of(group)) in new:
                why = [
                    w for q in group.questions if q.field == "motiv" and (w := answered.get(q.id))
                ]
                said = [f"Det stod: ”{text}”." for text in why]
                name = called(group, answered, names)
                found.append(Told(" ".join([f"{name} väntar inte längre.", *said]), True))
    return tuple(found)


def meaning(
    guide: Guide, before: Tree, after: Tree, spot: Spot, answer: Any, names: Names
) -> tuple[str, ...]:
    """Return which area waits no longer after an answer, and that the rest was of another one."""
    told = tuple(t.text for t in woken(guide, before, after, names))
    around = round_of(before, spot)
    if spot.question.kind != "tema" or WRITTEN in around:
        return told
    there = around.get(spot.question.id)
    others = {id: said for id, said in around.items() if id != spot.question.id}
    if there in (None, answer) or is_blank(others):
        return told
    name = shown(spot.question, there, names)
    return (*told, f"Det som ni har skrivit här gällde {name}. Ändra det som inte passar.")


def _which(group: Question, answered: Tree, n: int, names: Names) -> str:
    if not group.again:
        return ""
    if group.target in (None, "plan"):
        return f" ({group.text.lower()} {n + 1})"
    return f" (”{called(group, answered, names)}”)"


def called(group: Question, answered: Tree, names: Names) -> str:
    """Return a round by what it is of: the theme's name, the beginning of what happened."""
    id = key_of(group)
    question = next(q for q in group.questions if q.id == id)
    answer = answered.get(id)
    return group.text.lower() if answer is None else _said(question, answer, names)


def _said(question: Question, answer: Any, names: Names) -> str:
    text = shown(question, answer, names)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


# --- what cannot be done -----------------------------------------------------------------


def refused(error: Unclear | Full, names: Names) -> UsageFault:
    """Return what to tell of an answer without a place, and what to type instead."""
    group = error.group
    found = listing([called(group, r, names) for r in error.found if not is_blank(r)])
    key = next(q for q in group.questions if q.id == key_of(group))
    if isinstance(error, Unclear):
        flag, way = flag_of((group,), key), f"{group.id}.{key.id}"
        return UsageFault("guide.unclear_round", found=found, flag=flag, key=way)
    return UsageFault(
        "guide.no_room",
        group=group.text,
        n=number(len(error.found)),
        found=found,
        to_wait=error.found[0].get(key.id) if group.target == "val" else None,
    )
