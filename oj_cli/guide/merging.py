"""Which answer counts where several are given, and how nothing that was saved goes with it.

A flag goes before the answers file, the file before what was saved, and that before a
question's default; `settle` and `with_defaults` are the only places that say so. An answer
takes the place of another one to the same question, but an item of the analysis is never made
into another: an area or an event that is not there yet is added beside those that are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oj_cli.domain.guide import WRITTEN, Guide, Question
from oj_cli.guide.answers import Names, read_answer
from oj_cli.guide.targets import IDENTITY
from oj_cli.guide.walk import (
    Place,
    Spot,
    Tree,
    as_rounds,
    is_answered,
    is_blank,
    put,
    rounds,
    value,
    walk,
)


class Unclear(Exception):
    """An answer that belongs to one of several rounds, and does not say to which."""

    def __init__(self, group: Question, answered: Tree, found: Sequence[Tree]) -> None:
        super().__init__(group.id)
        self.group = group
        self.answered = answered
        self.found = tuple(found)


class Full(Exception):
    """A group that has as many rounds as it may have, and would get one more."""

    def __init__(self, group: Question, found: Sequence[Tree]) -> None:
        super().__init__(group.id)
        self.group = group
        self.found = tuple(found)


@dataclass(frozen=True)
class _Way:
    """How two trees are laid together.

    With `by_item` the rounds of an analysis' lists are paired by what they are of, else by
    their number. With `skips` a question that is skipped in the first hides an answer in the
    second.
    """

    by_item: bool
    skips: bool


def settle(guide: Guide, flags: Tree, file: Tree, saved: Tree) -> Tree:
    """Return the answers that count: of flag, file and saved the first that has one.

    A flag is for the first round of a group in the file, which comes as often as there; both
    are added to what was saved. Raises Unclear and Full.
    """
    said = _merged(guide.questions, flags, file, _Way(by_item=False, skips=True))
    return _merged(guide.questions, said, saved, _Way(by_item=True, skips=False))


def beneath(guide: Guide, answers: Tree, known: Tree) -> Tree:
    """Return the answers with what is known already, where nothing is said, not even a skip."""
    return _merged(guide.questions, answers, known, _Way(by_item=False, skips=True))


def in_place(guide: Guide, said: Tree, answers: Tree) -> Tree:
    """Return what was said, each round at the number that it has among the answers."""
    return _laid_out(guide.questions, said, answers)


def _merged(questions: Sequence[Question], first: Tree, second: Tree, way: _Way) -> dict[str, Any]:
    result: dict[str, Any] = {}
    written = first.get(WRITTEN, second.get(WRITTEN))
    if written is not None:
        result[WRITTEN] = written
    for question in questions:
        id = question.id
        if id not in first and id not in second:
            continue
        if question.kind == "grupp":
            result[id] = _group(question, first, second, way)
        elif id in first and (first[id] is not None or way.skips or second.get(id) is None):
            result[id] = first[id]
        else:
            result[id] = second[id]
    return result


def _group(group: Question, first: Tree, second: Tree, way: _Way) -> Any:
    if group.id not in first:
        return second[group.id]
    if group.id not in second:
        return first[group.id]
    pairs = list(
        _paired(group, rounds(group, first[group.id]), rounds(group, second[group.id]), way)
    )
    made: list[Tree] = [_merged(group.questions, one, other, way) for one, other in pairs]
    most = None if group.limits is None else group.limits.most
    if most is not None and len(made) > most and len(made) > len(rounds(group, second[group.id])):
        raise Full(group, rounds(group, second[group.id]))
    return as_rounds(group, made)


def _laid_out(questions: Sequence[Question], said: Tree, answers: Tree) -> dict[str, Any]:
    result = {q.id: said[q.id] for q in questions if q.kind != "grupp" and q.id in said}
    for group in questions:
        if group.kind == "grupp" and group.id in said:
            ones, others = rounds(group, said[group.id]), rounds(group, answers.get(group.id))
            pairs = _paired(group, ones, others, _Way(by_item=True, skips=False))
            made: list[Tree] = [_laid_out(group.questions, one, other) for one, other in pairs]
            result[group.id] = as_rounds(group, made)
    return result


def _paired(
    group: Question, first: list[Tree], second: list[Tree], way: _Way
) -> Iterator[tuple[Tree, Tree]]:
    """Give each round of the second with the one of the first that goes with it, then the rest."""
    is_item = group.target in IDENTITY or (way.by_item and group.target not in (None, "plan"))
    if not is_item:
        for n in range(max(len(first), len(second))):
            yield (first[n] if n < len(first) else {}), (second[n] if n < len(second) else {})
        return
    taken: dict[int, Tree] = {}
    more: list[Tree] = []
    for one in first:
        free = [n for n in range(len(second)) if n not in taken]
        at = _same(group, one, second, free)
        if at is not None:
            taken[at] = one
        elif one.get(key_of(group)) is not None:
            more.append(one)
        elif free and len(second) == 1:
            taken[0] = one
        elif not is_blank({k: v for k, v in one.items() if k != WRITTEN}):
            raise Unclear(group, one, second)
    if more and not group.again:
        yield more[0], {}
        return
    for n, other in enumerate(second):
        yield taken.get(n, {}), other
    for one in more:
        yield one, {}


def _same(group: Question, one: Tree, others: Sequence[Tree], free: Sequence[int]) -> int | None:
    """Return the number of the round that is of the same thing as another, None if none is.

    A round that was skipped is of nothing yet, and can become any.
    """
    key, id = key_of(group), one.get(WRITTEN)
    wanted = one.get(key)
    tests = (
        lambda other: id is not None and group.target not in IDENTITY and other.get(WRITTEN) == id,
        lambda other: wanted is not None and other.get(key) == wanted,
        lambda other: wanted is not None and is_blank(other),
        lambda other: is_blank(one) == is_blank(other) and _says(other, one),
    )
    return next((n for test in tests for n in free if test(others[n])), None)


def _says(round_: Tree, part: Tree) -> bool:
    """Tell whether a round has all that another has, which does not say what it is of."""
    return all(answer is None or round_.get(id) == answer for id, answer in part.items())


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
    beside it. Raises Full if there is no room for one more.
    """
    if not spot.inside:
        return spot.place
    group = spot.inside[-1][0]
    *around, _, id = spot.place
    here = value(answers, spot.place[:-1])
    is_key = group.target in IDENTITY and id == key_of(group)
    if not is_key or not isinstance(here, Mapping) or WRITTEN not in here:
        return spot.place
    if here.get(str(id)) in (None, answer):
        return spot.place
    found = rounds(group, value(answers, tuple(around)))
    most = None if group.limits is None else group.limits.most
    if most is not None and len(found) >= most:
        raise Full(group, found)
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
            if spot.is_again or default is None or spot.question.opens:
                continue
            if is_answered(answers, spot.place):
                continue
            around = value(seen, spot.place[:-1]) if spot.inside else None
            if spot.inside and (not around or WRITTEN in around):
                continue
            answer = read_answer(spot.question, default, names)
            answers = put(guide, answers, spot.place, answer)
            break  # it may decide what else is asked
        else:
            return answers
