"""What came with a command, by flags and an answers file, and what it does to the answers.

A flag goes before the answers file, the file before what was saved, and that before a
question's default. An item of the analysis is never made into another: an area or an event that
is not there yet is added beside those that are.
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
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.domain.swedish import capital, listing, number
from oj_cli.guide.answers import Names, read_answer, read_flags, read_tree, shown
from oj_cli.guide.sheet import NoPlace, Sheet
from oj_cli.guide.targets import IDENTITY
from oj_cli.guide.walk import as_rounds, is_answered, is_blank, round_of, rounds, value, walk

_LONGEST = 100


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


def beneath(within: Guide | Question, first: Tree, second: Tree) -> dict[str, Any]:
    """Return answers with others where nothing is said, not even that it is skipped.

    Rounds are paired by their number, but not those of different areas.
    """
    result = {**second, **first}
    for group in within.questions:
        id = group.id
        if group.kind == "grupp" and id in first and id in second:
            ones, others = rounds(group, first[id]), rounds(group, second[id])
            key = key_of(group)
            if group.target in IDENTITY and ones[0].get(key) not in (None, others[0].get(key)):
                others = [{}, *others]
            pairs = zip_longest(ones, others)
            both = [beneath(group, one or {}, other or {}) for one, other in pairs]
            result[id] = as_rounds(group, list[Tree](both))
    return result


def take(sheet: Sheet, given: Tree) -> set[Place]:
    """Put what was given among the answers; return the places where it stands.

    What that has changed is told by the sheet. A question that is skipped leaves the answer
    that was saved. Raises NoPlace.
    """
    taken: set[Place] = set()
    for question in sheet.guide.questions:
        if question.id not in given:
            continue
        if question.kind != "grupp":
            _take_one(sheet, (question.id,), question, given[question.id], taken, "")
            continue
        used: set[int] = set()
        is_list = question.target not in (None, "plan")
        for n, one in enumerate(rounds(question, given[question.id])):
            if is_list and is_blank(one) and not is_blank(sheet.answers.get(question.id)):
                continue
            at = _number(sheet, question, one, used) if is_list and not is_blank(one) else n
            used.add(at)
            before = value(sheet.answers, (question.id, at))
            where = _which(question, before or {}, at, sheet.names)
            _take_round(sheet, question, (question.id, at), one, taken, where)
            taken.add((question.id, at))
    return taken


def _take_round(
    sheet: Sheet, group: Question, place: Place, one: Tree, taken: set[Place], where: str
) -> None:
    for question in group.questions:
        if question.id not in one:
            continue
        here = (*place, question.id)
        if question.kind != "grupp":
            _take_one(sheet, here, question, one[question.id], taken, where)
            continue
        for n, inner in enumerate(rounds(question, one[question.id])):
            which = where + _which(question, inner, n, sheet.names)
            _take_round(sheet, question, (*here, n), inner, taken, which)


def _take_one(
    sheet: Sheet, place: Place, question: Question, answer: Any, taken: set[Place], where: str
) -> None:
    taken.add(place)
    old = value(sheet.answers, place)
    if answer is None and old is not None:
        return
    sheet.put(place, answer)
    if old is not None and old != answer:
        was, now = (_said(question, said, sheet.names) for said in (old, answer))
        sheet.told.append(f"{question.text}{where} Ändrat från ”{was}” till ”{now}”.")


def _number(sheet: Sheet, group: Question, one: Tree, used: set[int]) -> int:
    """Return which round of a list is meant: one of the same, a blank one, or one that is begun."""
    found = rounds(group, sheet.answers.get(group.id))
    key, free = key_of(group), [n for n in range(len(found)) if n not in used]
    for n in free:
        said = {key: one[key]} if one.get(key) is not None else one
        is_same = all(found[n].get(k) == a for k, a in said.items() if a is not None)
        if is_same or (WRITTEN in one and found[n].get(WRITTEN) == one[WRITTEN]):
            return n
    blank = [n for n in free if is_blank(found[n])]
    standing = [found[n] for n in range(len(found)) if not is_blank(found[n])]
    if one.get(key) is None:
        if len(standing) > 1 or (used and standing):
            raise NoPlace(group, standing, is_full=False)
        return free[0] if free else len(found)
    if blank:
        return blank[0]
    at = int(sheet.begin(group)[1])
    kept = capital(listing([f"”{called(group, r, sheet.names)}”" for r in standing]))
    if standing and not used:
        new = called(group, one, sheet.names)
        sheet.told.append(f"{group.text}: ”{new}” är tillagt. {kept} står kvar.")
    return at


def fill(sheet: Sheet, known: Tree) -> None:
    """Take what is known as the answers of questions that nothing is said of."""
    for place, answer in _leaves(sheet.guide, known, ()):
        if not is_answered(sheet.answers, place):
            sheet.put(place, answer)


def _leaves(within: Guide | Question, tree: Tree, place: Place) -> Iterator[tuple[Place, Any]]:
    for question in (q for q in within.questions if q.id in tree):
        here = (*place, question.id)
        if question.kind != "grupp":
            yield here, tree[question.id]
            continue
        for n, one in enumerate(rounds(question, tree[question.id])):
            yield from _leaves(question, one, (*here, n))


def fill_defaults(sheet: Sheet) -> None:
    """Answer each question that is asked and has none with its default.

    Not one that only opens others: nothing is answered by it. In a group only where something
    else in that round is answered, and it is not in the analysis already.
    """
    while True:
        stops, seen = walk(sheet.guide, sheet.answers)
        for spot in stops:
            default = spot.question.default
            if spot.is_again or default is None or spot.question.is_gate:
                continue
            around = round_of(seen, spot)
            is_out = spot.inside and (not around or WRITTEN in around)
            if is_out or is_answered(sheet.answers, spot.place):
                continue
            sheet.put(spot.place, read_answer(spot.question, default, sheet.names))
            break  # it may decide what else is asked
        else:
            return


# --- what is told ------------------------------------------------------------------------


def key_of(group: Question) -> str:
    """Return the id of the question that says what a round of a group is of."""
    field = IDENTITY.get(group.target) if group.target else None
    return next(
        (q.id for q in group.questions if field is not None and q.field == field),
        group.questions[0].id,
    )


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
