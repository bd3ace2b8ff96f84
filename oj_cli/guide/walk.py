"""The answers as a tree, and the stops that they lead by: pure functions.

No tree is changed: each function returns a new one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from oj_cli.domain.analysis import RESUME, WRITTEN
from oj_cli.domain.guide import Condition, Guide, Question, Step
from oj_cli.domain.guide_walk import Place, Spot, Tree

DONE = "klar"
PLAN = "plan"
DEEP = "fordjupat"
RESERVED = frozenset({RESUME, DONE, PLAN, DEEP, WRITTEN, "guide"})
"""Keys among the answers that are not questions: where to go on, when the walk was done, which
plan it wrote, which steps are asked whole, and in a round the id of the item that it has become."""


def rounds(group: Question, value: Any) -> list[Tree]:
    """Return the rounds of a group; a group that was never answered has one, empty."""
    if isinstance(value, Mapping):
        return [value]
    found: list[Tree] = []
    if isinstance(value, list):
        found = [r for r in value if isinstance(r, Mapping)]
    return (found if group.again else found[:1]) or [{}]


def as_rounds(group: Question, value: list[Tree]) -> Any:
    """Return rounds as they stand in the tree: a list only where there can be several."""
    return list(value) if group.again else (value[0] if value else {})


def walk(guide: Guide, answers: Tree) -> tuple[tuple[Spot, ...], Tree]:
    """Return every stop, given the answers, and the answers that they ask for.

    An answer to a question that is not asked any more, since an earlier answer was changed,
    is not among them.
    """
    seen: dict[str, Any] = {}
    result: list[Spot] = []
    for n, step in enumerate(guide.steps):
        above = Spot(n, Question(step.id, step.name, "grupp"), ())
        spots = list(_through(step.questions, answers, seen, (seen,), above))
        total = sum(spot.is_counted for spot in spots)
        at = 0
        for spot in spots:
            at += spot.is_counted
            result.append(replace(spot, number=at, of=total))
    return tuple(result), seen


def _through(
    questions: tuple[Question, ...],
    answers: Tree,
    seen: dict[str, Any],
    scopes: tuple[Tree, ...],
    above: Spot,
) -> Iterator[Spot]:
    """Give the stops among some questions, and note in `seen` what was answered on the way.

    `above` is where they stand: the step, the place and the groups around them.
    """
    beyond: set[str] = set()
    for question in questions:
        if _is_beyond(question, answers):
            beyond.add(question.id)
            continue
        when = question.when
        is_free = when is None or when.question in beyond or _holds(when, scopes)
        if not is_free and not (when and when.or_answered and question.id in answers):
            continue
        if not _is_open(question, questions, answers):
            continue
        here = replace(above, question=question, place=(*above.place, question.id))
        if question.kind != "grupp":
            if question.id in answers:
                seen[question.id] = answers[question.id]
            yield here
            continue
        made: list[Tree] = []
        found = rounds(question, answers.get(question.id))
        for n, answered in enumerate(found):
            inner: dict[str, Any] = {WRITTEN: answered[WRITTEN]} if WRITTEN in answered else {}
            around = (*above.inside, (question, n + 1 if question.again else 0))
            one = replace(above, place=(*here.place, n), inside=around)
            yield from _through(question.questions, answered, inner, (inner, *scopes), one)
            made.append(inner)  # an empty one too: the numbers of the rounds are kept
        if question.id in answers:
            seen[question.id] = as_rounds(question, made)
        is_more = question.again and not question.again_deep and not is_blank(made[-1])
        if is_more and not is_full(question, len(found)):
            yield replace(here, place=(*here.place, len(found)), is_again=True)


def _is_open(question: Question, questions: tuple[Question, ...], answers: Tree) -> bool:
    """Tell whether the questions that decide of another one let it be asked."""
    gates = [q for q in questions if question.id in q.opens]
    return all(answers.get(gate.id) == "Ja" for gate in gates) or not is_blank(
        answers.get(question.id)
    )


def _is_beyond(question: Question, answers: Tree) -> bool:
    """Tell whether a question is left out of the short way: nothing is said of it, nor known."""
    return question.deep and not question.fills and is_blank(answers.get(question.id))


def deepened(guide: Guide, steps: Collection[str]) -> Guide:
    """Return a guide in which every question of these steps is asked."""
    return replace(
        guide,
        steps=tuple(
            replace(step, questions=tuple(map(_asked, step.questions)))
            if step.id in steps
            else step
            for step in guide.steps
        ),
    )


def _asked(question: Question) -> Question:
    inner = tuple(map(_asked, question.questions))
    when = question.when and (None if question.when.or_answered else question.when)
    return replace(
        question,
        deep=question.only_short or bool(question.corrects),
        only_short=question.only_short or bool(question.corrects),
        fills=False,
        again_deep=False,
        when=when,
        corrects=(),
        parts=(),
        short=None,
        questions=inner,
    )


def ahead(guide: Guide, answers: Tree, place: Place | None = None) -> int:
    """Return about how many times something will be asked after a place, or in all.

    As if each question that is sure to be asked got one answer, and each step were gone on from.
    """
    while True:
        spots, _ = walk(guide, answers)
        open_ = [s for s in spots if s.is_counted and not is_answered(answers, s.place)]
        if not open_:
            break
        question = open_[0].question
        said = question.choices[0] if question.choices else "-"
        answers = put(guide, answers, open_[0].place, [said] if question.many else said)
    at = next((n for n, s in enumerate(spots) if s.place == place), -1)
    left = [s for s in spots[at + 1 :] if not s.question.fills]
    steps = {s.step for s in spots[max(at, 0) :]}
    return len(left) + len(steps)


def deep_questions(step: Step) -> int:
    """Return how many questions a step has that the short way leaves out or fills in."""
    return sum(_deep(question) for question in step.questions)


def _deep(question: Question) -> int:
    if question.kind == "grupp":
        inner = (replace(q, deep=q.deep or question.deep) for q in question.questions)
        return sum(map(_deep, inner))
    return int((question.deep or question.fills) and not question.only_short)


def is_full(group: Question, n: int) -> bool:
    """Tell whether a group with this many rounds may have no more."""
    return group.most is not None and n >= group.most


def _holds(condition: Condition, scopes: tuple[Tree, ...]) -> bool:
    for scope in scopes:
        if condition.question in scope:
            answer = scope[condition.question]
            if answer is None:
                return False
            given = answer if isinstance(answer, list) else [answer]
            return not condition.answers or any(a in condition.answers for a in given)
    return False


# --- the tree ----------------------------------------------------------------------------


def value(answers: Tree, place: Place) -> Any:
    """Return what stands at a place, None if nothing does or the question was skipped."""
    found: Any = answers
    for key in place:
        if isinstance(key, int):
            if isinstance(found, Mapping):  # the only round of a group that is not repeated
                found = found if key == 0 else None
            else:
                found = found[key] if isinstance(found, list) and key < len(found) else None
        else:
            found = found.get(key) if isinstance(found, Mapping) else None
    return found


def nearest(answers: Tree, place: Place, id: str) -> Any:
    """Return the answer to another question, of those with this id the one nearest around."""
    for end in range(len(place) - 1, -1, -1):
        scope = value(answers, place[:end]) if end else answers
        if isinstance(scope, Mapping) and id in scope:
            return scope[id]
    return None


def is_answered(answers: Tree, place: Place) -> bool:
    """Tell whether a question was answered or skipped."""
    *way, last = place
    around = value(answers, tuple(way))
    return isinstance(around, Mapping) and last in around


def put(within: Guide | Question, answers: Tree, place: Place, answer: Any) -> Tree:
    """Return the answers with one more, or another. None means skipped."""
    key = str(place[0])
    if len(place) == 1:
        return {**answers, key: answer}
    group = next(q for q in within.questions if q.id == key)
    at = int(place[1])
    found = rounds(group, answers.get(key))
    found += [{} for _ in range(at + 1 - len(found))]
    if len(place) > 2:
        found[at] = put(group, found[at], place[2:], answer)
    return {**answers, key: as_rounds(group, found)}


def without_round(within: Guide | Question, answers: Tree, place: Place) -> Tree:
    """Return the answers without a round of a repeated group; `place` ends with its number."""
    key, at = str(place[0]), int(place[1])
    group = next(q for q in within.questions if q.id == key)
    found = rounds(group, answers.get(key))
    if at >= len(found):
        return answers
    if len(place) > 2:
        found[at] = without_round(group, found[at], place[2:])
    else:
        del found[at]
    return {**answers, key: as_rounds(group, found)}


def round_of(answers: Tree, spot: Spot) -> Tree:
    """Return the round that a stop is in, empty if it is in none or nothing is said of it."""
    found = value(answers, spot.place[:-1]) if spot.inside else None
    return found if isinstance(found, Mapping) else {}


def is_blank(part: Any) -> bool:
    """Tell whether nothing in a round is answered; skipped questions do not count."""
    if isinstance(part, Mapping):
        return all(is_blank(v) for v in part.values())
    if isinstance(part, list):
        return all(is_blank(v) for v in part)
    return part is None


def clash(guide: Guide, answers: Tree, spot: Spot, answer: Any) -> str | None:
    """Say how an answer goes against another one, None if it does not.

    A date may be before or after that of another question, a theme be the same as in
    another round, and what is to wait be chosen.
    """
    return (
        _out_of_order(answers, spot, answer)
        or _named_twice(answers, spot, answer)
        or _waits_and_is_chosen(guide, answers, spot, answer)
    )


def _out_of_order(answers: Tree, spot: Spot, answer: Any) -> str | None:
    limits = spot.question.limits
    if limits is None:
        return None
    given = answer if isinstance(answer, list) else [answer]
    for id, is_before in ((limits.not_before, True), (limits.not_after, False)):
        other = nearest(answers, spot.place, id) if id else None
        if not isinstance(other, str):
            continue
        for day in given:
            early, late = (str(day), other) if is_before else (other, str(day))
            if early < late and not late.startswith(early):
                word = "före" if is_before else "efter"
                return f"{day} är {word} {other}, som ni svarade på en tidigare fråga."
    return None


def _named_twice(answers: Tree, spot: Spot, answer: Any) -> str | None:
    if spot.question.kind != "tema" or len(spot.place) < 3:
        return None
    *way, at, id = spot.place
    found = value(answers, tuple(way))
    others = [r for n, r in enumerate(found) if n != at] if isinstance(found, list) else []
    is_there = any(isinstance(r, Mapping) and r.get(str(id)) == answer for r in others)
    return "Det har ni redan svarat. Välj något annat." if is_there else None


def _waits_and_is_chosen(guide: Guide, answers: Tree, spot: Spot, answer: Any) -> str | None:
    if not spot.inside or spot.inside[-1][0].target != "valts_bort" or spot.question.field != "vad":
        return None
    if answer not in themes_in(guide, answers):
        return None
    return "Det området har ni valt att arbeta med. Välj ett annat."


def themes_in(guide: Guide, answers: Tree) -> tuple[str, ...]:
    """Return the themes that are chosen among the answers."""
    return tuple(
        str(answered[q.id])
        for group in guide.questions
        if group.target == "val"
        for q in group.questions
        if q.field == "tema"
        for answered in rounds(group, answers.get(group.id))
        if answered.get(q.id) is not None
    )


# --- where one is ------------------------------------------------------------------------


def written(place: Place) -> str:
    """Return a place as text, to be saved as where to go on."""
    return "/".join(str(key) for key in place)


def after(guide: Guide, answers: Tree, place: Place) -> Spot | None:
    """Return the stop after a place, None at the end. A group that goes on is gone into."""
    spots = walk(guide, answers)[0]
    for n, one in enumerate(spots):
        if one.place == place:
            return spots[n + 1] if n + 1 < len(spots) else None
    return next((s for s in spots if s.place[: len(place)] == place), None)


def resume(guide: Guide, answers: Tree, saved: str | None) -> int | None:
    """Return the number of the stop to go on from: the saved one, else the first unanswered.

    None if every question is answered or skipped.
    """
    stops, _ = walk(guide, answers)
    for n, spot in enumerate(stops):
        if saved is not None and written(spot.place) == saved:
            return n
    open_ = {spot.place for spot in unanswered(guide, answers)}
    return next((n for n, spot in enumerate(stops) if spot.place in open_), None)


def missing(guide: Guide, answers: Tree) -> tuple[Spot, ...]:
    """Return the stops that must have an answer and have none.

    What a group asks for must be given only where something in that round is, unless the
    group itself must be answered.
    """
    stops, seen = walk(guide, answers)
    return tuple(s for s in stops if is_needed(s, seen) and value(answers, s.place) is None)


def unanswered(guide: Guide, answers: Tree) -> tuple[Spot, ...]:
    """Return the stops that are neither answered nor skipped.

    What has become an item of the analysis holds all that was said of it, but for what it
    must have.
    """
    stops, seen = walk(guide, answers)
    left = []
    for spot in stops:
        if WRITTEN in round_of(answers, spot) and spot.question.field:
            is_left = is_needed(spot, seen) and value(answers, spot.place) is None
        else:
            is_left = not is_answered(answers, spot.place)
        is_optional = (
            spot.is_again or spot.question.corrects or (spot.question.deep and spot.question.fills)
        )
        if is_left and not is_optional:
            left.append(spot)
    return tuple(left)


def lacks(group: Question, answered: Tree) -> bool:
    """Tell whether a round has no answer to what it must have, so that it is only begun."""
    return any(q.required and answered.get(q.id) is None for q in group.questions)


def is_needed(spot: Spot, answers: Tree) -> bool:
    """Tell whether a stop may not be skipped."""
    if spot.is_again or not spot.question.required:
        return False
    for n, (group, _) in enumerate(spot.inside, 1):
        here = spot.place[: 2 * n]
        if not (group.required and here[-1] == 0) and is_blank(value(answers, here)):
            return False
    return True


# --- for the file ------------------------------------------------------------------------


def without_skipped(tree: Any) -> Any:
    """Return answers without the skipped ones, and without rounds of which nothing is left."""
    if isinstance(tree, Mapping):
        inner = {k: without_skipped(v) for k, v in tree.items()}
        return {k: v for k, v in inner.items() if v not in (None, {}, [])}
    if isinstance(tree, list) and any(isinstance(v, Mapping) for v in tree):
        return [v for v in (without_skipped(v) for v in tree) if v]
    return tree


def ordered(within: Guide | Question, tree: Tree) -> dict[str, Any]:
    """Return answers in the order of the guide, what it does not ask for last."""
    result: dict[str, Any] = {k: tree[k] for k in (WRITTEN,) if k in tree}
    for question in within.questions:
        if question.id not in tree:
            continue
        found = tree[question.id]
        if question.kind == "grupp" and isinstance(found, Mapping):
            found = ordered(question, found)
        elif question.kind == "grupp" and isinstance(found, list):
            found = [ordered(question, r) for r in found]
        result[question.id] = found
    return result | {k: v for k, v in tree.items() if k not in result}


def unfilled(question: Question, answer: Any) -> Any:
    """Return what is left of an answer when all that fills a field is taken away."""
    if question.kind != "grupp":
        return None
    left: list[Tree] = [
        {
            inner.id: unfilled(inner, found) if inner.kind == "grupp" else found
            for inner in question.questions
            if not inner.is_gate and (inner.kind == "grupp" or inner.field is None)
            if (found := answered.get(inner.id)) is not None
        }
        for answered in rounds(question, answer)
    ]
    return without_skipped(as_rounds(question, left))


def without_plan(guide: Guide) -> Guide:
    """Return a guide without the questions whose answers make a plan."""
    steps = tuple(
        replace(step, questions=tuple(q for q in step.questions if q.target != "plan"))
        for step in guide.steps
    )
    return replace(guide, steps=steps)
