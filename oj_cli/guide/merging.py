"""Which answer counts where several are given, and what is told of the others.

A flag goes before the answers file, the file before what was saved, and that before a
question's default: `beneath`, `settle` and `with_defaults` say so, and nothing else. An answer
takes the place of another one to the same question, but an item of the analysis is never made
into another: an area or an event that is not there yet is added beside those that are.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from oj_cli.documents.decode import Fault, refuse
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.analysis import WRITTEN
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide, Question, flag_of
from oj_cli.domain.guide_walk import Place, Spot, Tree
from oj_cli.domain.swedish import capital, listing, number
from oj_cli.guide.answers import Names, read_answer, read_flags, read_tree, shown
from oj_cli.guide.targets import IDENTITY
from oj_cli.guide.walk import (
    as_rounds,
    is_answered,
    is_blank,
    is_full,
    put,
    round_of,
    rounds,
    themes_in,
    value,
    walk,
)


class NoPlace(Exception):
    """An answer without a place: of no round that it names, or of one more than there may be."""

    def __init__(self, group: Question, found: Sequence[Tree], *, is_full: bool) -> None:
        super().__init__(group.id)
        self.group = group
        self.found = tuple(found)
        self.is_full = is_full


def beneath(guide: Guide, answers: Tree, known: Tree) -> Tree:
    """Return answers with others where nothing is said, not even that it is skipped.

    Rounds are paired by their number: a flag is for the first round of a group in a file.
    """
    return _merged(guide, answers, known, by_item=False)


def settle(guide: Guide, said: Tree, saved: Tree) -> Tree:
    """Return the answers that count, of those that came with a command and those saved.

    Both are kept of the rounds of different things. Raises NoPlace.
    """
    return _merged(guide, said, saved, by_item=True)


def given_answers(
    guide: Guide, flags: Sequence[str], file: Path | None, names: Names, command: str
) -> Tree:
    """Return the answers of the flags, and of the answers file beneath them.

    Raises UsageFault for a flag, FileFault for lines in the file that no question takes.
    """
    given = read_flags(guide, flags, names)
    if file is None:
        return given
    found = read_yaml(file)
    said = found.data.get("guide") if isinstance(found.data, dict) else None
    if said is not None and said != guide.id:
        place = found.place(("guide",))
        raise FileFault("guide.other_guide", place=place, said=said, id=guide.id)
    reading = read_tree(guide, found.data, names)
    faults = [Fault(where, message) for where, message in (*reading.gone, *reading.wrong)]
    refuse(found, faults, "Svarsfilen")
    if not reading.answers:
        raise FileFault("guide.empty_answers", place=str(file), command=command)
    return beneath(guide, given, reading.answers)


def in_place(within: Guide | Question, said: Tree, answers: Tree) -> Tree:
    """Return what was said, each round at the number that it has among the answers."""
    result: dict[str, Any] = {}
    for question in (q for q in within.questions if q.id in said):
        found = said[question.id]
        if question.kind == "grupp":
            others = rounds(question, answers.get(question.id))
            pairs = _paired(question, rounds(question, found), others, by_item=True)
            found = as_rounds(question, [in_place(question, one, other) for one, other in pairs])
        result[question.id] = found
    return result


def _merged(within: Guide | Question, first: Tree, second: Tree, *, by_item: bool) -> Tree:
    """Lay two trees together. With `by_item` a question that is skipped in the first hides none.

    With it the rounds of an analysis' lists are paired by what they are of, else by number.
    """
    result: dict[str, Any] = {}
    written = first.get(WRITTEN, second.get(WRITTEN))
    if written is not None:
        result[WRITTEN] = written
    for question in within.questions:
        id = question.id
        if id in first and id in second and question.kind == "grupp":
            ones, others = rounds(question, first[id]), rounds(question, second[id])
            pairs = _paired(question, ones, others, by_item=by_item)
            made = [_merged(question, one, other, by_item=by_item) for one, other in pairs]
            if len(made) > len(others) and is_full(question, len(made) - 1):
                raise NoPlace(question, others, is_full=True)
            result[id] = as_rounds(question, made)
        elif id in first and (first[id] is not None or not by_item or second.get(id) is None):
            result[id] = first[id]
        elif id in second:
            result[id] = second[id]
    return result


def _paired(
    group: Question, first: list[Tree], second: list[Tree], *, by_item: bool
) -> Iterator[tuple[Tree, Tree]]:
    """Give each round of the second with the one of the first that goes with it, then the rest."""
    is_item = group.target in IDENTITY or (by_item and group.target not in (None, "plan"))
    if not is_item:
        for one, other in zip_longest(first, second):
            yield one or {}, other or {}
        return
    pairs = _same(group, first, second)
    more: list[Tree] = []
    for m, one in enumerate(first):
        if m in pairs.values():
            continue
        if one.get(key_of(group)) is not None:
            more.append(one)
        elif not pairs and len(second) == 1:
            pairs[0] = m
        elif not is_blank({k: v for k, v in one.items() if k != WRITTEN}):
            raise NoPlace(group, second, is_full=False)
    if more and not group.again:
        yield more[0], {}
        return
    for n, other in enumerate(second):
        yield (first[pairs[n]] if n in pairs else {}), other
    for one in more:
        yield one, {}


def _same(group: Question, first: list[Tree], second: list[Tree]) -> dict[int, int]:
    """Return which rounds are of the same thing: number in the second to number in the first.

    A round that was skipped is of nothing yet, and can become any. What is most certain is
    paired first, over all rounds: one that does not say what it is of takes none from one
    that does.
    """
    key = key_of(group)
    said = [None, *(other.get(key) for other in second)]

    def has_same_id(one: Tree, other: Tree) -> bool:
        id = None if group.target in IDENTITY else one.get(WRITTEN)
        return id is not None and other.get(WRITTEN) == id

    def is_of_same(one: Tree, other: Tree) -> bool:
        return one.get(key) is not None and other.get(key) == one[key]

    def can_become(one: Tree, other: Tree) -> bool:
        return one.get(key) not in said and is_blank(other)

    def says_the_same(one: Tree, other: Tree) -> bool:
        said = {id: answer for id, answer in one.items() if answer is not None}
        is_within = all(other.get(id) == answer for id, answer in said.items())
        return is_within and is_blank(one) == is_blank(other)

    pairs: dict[int, int] = {}
    for is_same in (has_same_id, is_of_same, can_become, says_the_same):
        for m, one in enumerate(first):
            free = [n for n, other in enumerate(second) if n not in pairs and is_same(one, other)]
            if free and m not in pairs.values():
                pairs[free[0]] = m
    return pairs


def key_of(group: Question) -> str:
    """Return the id of the question that says what a round of a group is of."""
    field = IDENTITY.get(group.target) if group.target else None
    return next(
        (q.id for q in group.questions if field is not None and q.field == field),
        group.questions[0].id,
    )


def apart(guide: Guide, answers: Tree, spot: Spot, answer: Any) -> Place:
    """Return where an answer goes: its place, or that of a new round.

    An area that is in the analysis already is never made into another one: that is added
    beside it. Raises NoPlace if there is no room for one more.
    """
    if not spot.inside:
        return spot.place
    group = spot.inside[-1][0]
    *around, _, id = spot.place
    here = round_of(answers, spot)
    is_key = group.target in IDENTITY and id == key_of(group)
    if not is_key or WRITTEN not in here or here.get(str(id)) in (None, answer):
        return spot.place
    found = rounds(group, value(answers, tuple(around)))
    if is_full(group, len(found)):
        raise NoPlace(group, found, is_full=True)
    return (*around, len(found), id)


# --- defaults ----------------------------------------------------------------------------


def with_defaults(guide: Guide, answers: Tree, names: Names) -> Tree:
    """Return the answers with the default of each question that is asked and has none.

    Not of one that only opens others: nothing is answered by it. In a group only where
    something else in that round is answered, and it is not in the analysis already.
    """
    while True:
        stops, seen = walk(guide, answers)
        for spot in stops:
            default = spot.question.default
            if spot.is_again or default is None or spot.question.is_gate:
                continue
            if is_answered(answers, spot.place):
                continue
            around = round_of(seen, spot)
            if spot.inside and (not around or WRITTEN in around):
                continue
            answer = read_answer(spot.question, default, names)
            answers = put(guide, answers, spot.place, answer)
            break  # it may decide what else is asked
        else:
            return answers


_LONGEST = 100


def differences(
    within: Guide | Question, before: Tree, after: Tree, names: Names, where: str = ""
) -> Iterator[str]:
    """Give what became of answers that stood there: changed, or with more beside them."""
    for question in within.questions:
        old, new = before.get(question.id), after.get(question.id)
        if question.kind == "grupp":
            yield from _in_group(question, old, new, names, where)
        elif old is not None and old != new:
            was = f"från ”{_said(question, old, names)}”"
            now = "till inget" if new is None else f"till ”{_said(question, new, names)}”"
            yield f"{question.text}{where} Ändrat {was} {now}."


def _in_group(group: Question, old: Any, new: Any, names: Names, where: str) -> Iterator[str]:
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
            yield f"{added} {capital(kept)} står kvar."


def woken(guide: Guide, before: Tree, after: Tree, names: Names) -> tuple[str, ...]:
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
                found.append(" ".join([f"{name} väntar inte längre.", *said]))
    return tuple(found)


def meaning(
    guide: Guide, before: Tree, after: Tree, spot: Spot, answer: Any, names: Names
) -> tuple[str, ...]:
    """Return which area waits no longer after an answer, and that the rest was of another one."""
    told = woken(guide, before, after, names)
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


def refused(error: NoPlace, names: Names) -> UsageFault:
    """Return what to tell of an answer without a place, and what to type instead."""
    group = error.group
    found = listing([called(group, r, names) for r in error.found if not is_blank(r)])
    key = next(q for q in group.questions if q.id == key_of(group))
    if not error.is_full:
        flag, way = flag_of((group,), key), f"{group.id}.{key.id}"
        return UsageFault("guide.unclear_round", found=found, flag=flag, key=way)
    return UsageFault(
        "guide.no_room",
        group=group.text,
        n=number(len(error.found)),
        found=found,
        to_wait=error.found[0].get(key.id) if group.target == "val" else None,
    )
