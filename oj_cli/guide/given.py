"""What came with a command, by flags and an answers file, and what it does to the answers.

A flag goes before the answers file, the file before what was saved, and that before a
question's default. An item of the analysis is never made into another: an area or an event that
is not there yet is added beside those that are.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

from oj_cli.documents.decode import refuse
from oj_cli.documents.reader import read_yaml
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import WRITTEN
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide, Question, flag_of
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.domain.swedish import capital, listing, number
from oj_cli.guide.answers import Names, read_answer, read_flags, read_tree, shown
from oj_cli.guide.sheet import Sheet
from oj_cli.guide.stops import is_answered, is_blank, round_of, rounds, walk
from oj_cli.guide.targets import beneath, key_of


def given_answers(guide: Guide, flags: Sequence[str], file: Path | None, names: Names) -> Tree:
    """Return the answers of the flags, beneath them those of the file; raise for what is none."""
    given = read_flags(guide, flags, names)
    if file is None:
        return given
    found = read_yaml(file)
    said = found.data.get("guide") if isinstance(found.data, dict) else None
    if said is not None and said != guide.id:
        place = found.place(("guide",))
        raise FileFault("guide.other_guide", place=place, said=said, id=guide.id)
    answers, faults = read_tree(guide, found.data, names)
    refuse(found, faults, "Svarsfilen")
    if not answers:
        raise FileFault("guide.empty_answers", place=str(file), command=guide.command)
    return beneath(guide, given, answers)


def take(sheet: Sheet, given: Tree, names: Names) -> set[Place]:
    """Put what was given among the answers; return the places where it stands.

    What that has changed is told by the sheet. A question that is skipped leaves the answer
    that was saved. Raises UsageFault for an answer that has no place.
    """
    taken: set[Place] = set()
    for group in (q for q in sheet.guide.questions if q.id in given):
        is_list = group.target not in (None, "plan")
        of_list = _of_list(sheet, group, given[group.id], names)
        for place, question, answer, where in of_list if is_list else _leaves((group,), given):
            taken |= {place, place[:2]}
            old = value(sheet.answers, place)
            if answer is not None or old is None:
                sheet.put(place, answer)
            if answer is not None and old not in (None, answer):
                was, now = (_said(question, said, names) for said in (old, answer))
                sheet.told.append(f"{question.text}{where} Ändrat från ”{was}” till ”{now}”.")
    sheet.settle()
    return taken


Leaf = tuple[Place, Question, Any, str]
"""A place, its question, the answer, and in words which round it is in."""


def _leaves(
    questions: Sequence[Question], tree: Tree, place: Place = (), where: str = ""
) -> Iterator[Leaf]:
    for question in (q for q in questions if q.id in tree):
        here, said = (*place, question.id), tree[question.id]
        if question.kind != "grupp":
            yield here, question, said, where
            continue
        for n, one in enumerate(rounds(question, said)):
            which = f" ({question.text.lower()} {n + 1})" if question.again else ""
            yield from _leaves(question.questions, one, (*here, n), where + which)


def _of_list(sheet: Sheet, group: Question, given: Any, names: Names) -> Iterator[Leaf]:
    """Give what was given of a list, in the rounds that are meant."""
    used: set[int] = set()
    for n, one in enumerate(rounds(group, given)):
        if is_blank(one):
            at = n if is_blank(sheet.answers.get(group.id)) else None
        else:
            at = _number(sheet, group, one, used, names)
        if at is not None:
            used.add(at)
            there = value(sheet.answers, (group.id, at)) or {}
            which = f" (”{called(group, there, names)}”)" if group.again else ""
            yield from _leaves(group.questions, one, (group.id, at), which)


def _number(sheet: Sheet, group: Question, one: Tree, used: set[int], names: Names) -> int:
    """Return which round of a list is meant: one of the same, a blank one, or one that is begun."""
    found: list[Tree] = sheet.answers.get(group.id, [])
    key, free = key_of(group).id, [n for n in range(len(found)) if n not in used]
    wanted = {key: one[key]} if one.get(key) is not None else one
    for n in free:
        if all(found[n].get(k) == said for k, said in wanted.items() if said is not None):
            return n
    standing = [called(group, r, names) for r in found if not is_blank(r)]
    if wanted is one:
        if len(standing) > 1 or (used and standing):
            flag, way = flag_of((group,), key_of(group)), f"{group.id}.{key}"
            raise UsageFault("guide.unclear_round", found=listing(standing), flag=flag, key=way)
        return free[0] if free else len(found)
    blank = [n for n in free if is_blank(found[n])]
    if blank:
        return blank[0]
    if group.again and len(found) >= (group.bounds.most or math.inf):
        raise UsageFault(
            "guide.no_room",
            group=group.text,
            n=number(len(found)),
            found=listing(standing),
            to_wait=found[0].get(key) if group.target == "val" else None,
        )
    if standing and not used:
        kept = capital(listing([f"”{name}”" for name in standing]))
        new = called(group, one, names)
        sheet.told.append(f"{group.text}: ”{new}” är tillagt. {kept} står kvar.")
    if not group.again:
        sheet.put((group.id,), [])  # what stands there is an item still
        return 0
    return len(found)


def fill(sheet: Sheet, known: Tree) -> None:
    """Take what is known of rounds that are begun as the answers where nothing is said."""
    for place, _, answer, _ in _leaves(sheet.guide.questions, known):
        is_begun = len(place) > 2 and value(sheet.answers, place[:2]) is not None
        if is_begun and not is_answered(sheet.answers, place):
            sheet.put(place, answer)


def fill_defaults(sheet: Sheet, names: Names) -> None:
    """Answer what is asked and has no answer with its default; no question that opens others.

    In a group only where that round is begun, and not in the analysis already.
    """
    while True:  # an answer may decide what else is asked
        stops, seen = walk(sheet.guide, sheet.answers)
        open_ = (
            spot
            for spot in stops
            if not (spot.is_again or spot.question.default is None or spot.question.is_gate)
            and not is_answered(sheet.answers, spot.place)
            and not (spot.inside and WRITTEN in (round_of(seen, spot) or (WRITTEN,)))
        )
        spot = next(open_, None)
        if spot is None:
            return
        sheet.put(spot.place, read_answer(spot.question, spot.question.default, names))


def called(group: Question, answered: Tree, names: Names) -> str:
    """Return a round by what it is of: the theme's name, the beginning of what happened."""
    question = key_of(group)
    answer = answered.get(question.id)
    return group.text.lower() if answer is None else _said(question, answer, names)


def _said(question: Question, answer: Any, names: Names) -> str:
    return shorten(shown(question, answer, names), 100, placeholder="…")
