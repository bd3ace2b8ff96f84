"""The stops that a guide's answers lead by: pure functions of the guide and the answers."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from oj_cli.documents.ways import put, value
from oj_cli.domain.analysis import BEGUN, RESUME, WRITTEN
from oj_cli.domain.guide import Condition, Guide, Question, Step, below
from oj_cli.domain.guide_walk import Place, Spot, Tree

MARKS = (RESUME, "klar", "plan", BEGUN, "fordjupat")
"""Keys among a guide's answers that are no questions: where to go on, when the walk was done,
which plan it has written, which it has begun, and which steps are asked whole."""

RESERVED = frozenset({*MARKS, WRITTEN, "guide"})
"""Keys that no question may have. In a round `skrivet` is the id of its item."""


def rounds(group: Question, found: Any) -> list[Tree]:
    """Return the rounds of a group; a group that was never answered has one, empty."""
    given = found if isinstance(found, list) else [found]
    result: list[Tree] = [one for one in given if isinstance(one, Mapping)]
    return (result if group.again else result[:1]) or [{}]


def walk(guide: Guide, answers: Tree) -> tuple[tuple[Spot, ...], Tree]:
    """Return every stop, and of the answers those that are asked for as the others stand."""
    seen: dict[str, Any] = {}
    result: list[Spot] = []
    for n, step in enumerate(guide.steps):
        above = Spot(n, Question(step.id, step.name, "grupp"), (), beside=step.questions)
        result += _through(answers, seen, seen, above)
    return tuple(result), seen


def _through(answers: Tree, seen: dict[str, Any], every: Tree, above: Spot) -> Iterator[Spot]:
    """Give the stops among the questions beside a stop, and note in `seen` what was answered.

    `above` has where they stand: the step, the place and the groups around them; `every` is what
    is seen of the whole guide.
    """
    beyond: set[str] = set()
    for question in above.beside:
        there = answers.get(question.id)
        if question.deep and not question.fills and is_blank(there):
            beyond.add(question.id)  # left out of the short way
            continue
        here = replace(above, question=question, place=(*above.place, question.id))
        when = question.when
        is_free = when is None or when.question in beyond or _holds(when, every, here.place)
        if not is_free and not (when and when.or_answered and question.id in answers):
            continue
        gates = [q for q in above.beside if question.id in q.opens]
        if is_blank(there) and not all(answers.get(gate.id) == "Ja" for gate in gates):
            continue
        if question.kind != "grupp":
            if question.id in answers:
                seen[question.id] = there
            yield here
            continue
        found, made = rounds(question, there), list[Tree]()
        if question.id in answers:
            seen[question.id] = made
        for n, answered in enumerate(found):
            inner: dict[str, Any] = {k: answered[k] for k in (WRITTEN,) if k in answered}
            made.append(inner)  # an empty one too: the numbers of the rounds are kept
            around = (*above.inside, (question, n + 1 if question.again else 0))
            one = replace(above, place=(*here.place, n), inside=around, beside=question.questions)
            yield from _through(answered, inner, every, one)
        is_more = question.again and not question.again_deep and not is_blank(made[-1])
        if is_more and len(found) < (question.bounds.most or math.inf):
            yield replace(here, place=(*here.place, len(found)), is_again=True)


def _holds(condition: Condition, answers: Tree, place: Place) -> bool:
    answer = nearest(answers, place, condition.question)
    given = answer if isinstance(answer, list) else [answer]
    is_so = not condition.answers or any(one in condition.answers for one in given)
    return answer is not None and is_so


def walked(guide: Guide, deep: Collection[str], *, has_plan: bool = False) -> Guide:
    """Return a guide with all of these steps asked, without the questions of a plan it has."""
    steps = []
    for step in guide.steps:
        asked = (q for q in step.questions if not (has_plan and q.target == "plan"))
        questions = map(_asked, asked) if step.id in deep else asked
        steps.append(replace(step, questions=tuple(questions)))
    return replace(guide, steps=tuple(steps))


def _asked(question: Question) -> Question:
    is_short = question.only_short or bool(question.corrects)
    return replace(
        question,
        deep=is_short,
        only_short=is_short,
        fills=False,
        again_deep=False,
        when=question.when and (None if question.when.or_answered else question.when),
        corrects=(),
        parts=(),
        short=None,
        questions=tuple(map(_asked, question.questions)),
    )


def deep_questions(step: Step) -> int:
    """Return how many questions a step has that the short way leaves out or fills in."""
    return sum(
        q.fills or any(one.deep for one in (*around, q))
        for around, q in below(step.questions)
        if q.kind != "grupp" and not q.only_short
    )


def is_answered(answers: Tree, place: Place) -> bool:
    """Tell whether a question was answered or skipped."""
    around = value(answers, place[:-1])
    return isinstance(around, Mapping) and place[-1] in around


def is_blank(part: Any) -> bool:
    """Tell whether nothing in a round is answered; skipped questions do not count."""
    if isinstance(part, Mapping | list):
        return all(map(is_blank, part.values() if isinstance(part, Mapping) else part))
    return part is None


def nearest(answers: Tree, place: Place, id: str) -> Any:
    """Return the answer to a question, of those with this id the one nearest around a place."""
    scopes = (value(answers, place[:end]) for end in range(len(place) - 1, -1, -1))
    return next((s[id] for s in scopes if isinstance(s, Mapping) and id in s), None)


def round_of(answers: Tree, spot: Spot) -> Tree:
    """Return the round that a stop is in, empty if it is in none or nothing is said of it."""
    found = value(answers, spot.place[:-1]) if spot.inside else None
    return found if isinstance(found, Mapping) else {}


def is_needed(spot: Spot, answers: Tree) -> bool:
    """Tell whether a stop may not be skipped.

    What a group asks for must be given only where something in that round is, unless the
    group itself must be answered.
    """
    if spot.is_again or not spot.question.bounds.required:
        return False
    for n, (group, _) in enumerate(spot.inside, 1):
        here = spot.place[: 2 * n]
        if not (group.bounds.required and here[-1] == 0) and is_blank(value(answers, here)):
            return False
    return True


def unanswered(guide: Guide, answers: Tree) -> tuple[Spot, ...]:
    """Return the stops neither answered nor skipped, of an item only those that it must have."""
    stops, seen = walk(guide, answers)
    left = []
    for spot in stops:
        question = spot.question
        if spot.is_again or question.corrects or (question.deep and question.fills):
            continue
        if WRITTEN in round_of(answers, spot) and question.field:
            is_left = is_needed(spot, seen) and value(answers, spot.place) is None
        else:
            is_left = not is_answered(answers, spot.place)
        left += [spot] if is_left else []
    return tuple(left)


def ahead(guide: Guide, answers: Tree, place: Place | None = None) -> int:
    """Return about how many times something will be asked after a place, or in all.

    As if each question that is sure to be asked got one answer, and each step were gone on from.
    """
    while True:
        spots, _ = walk(guide, answers)
        sure = (s for s in spots if not (s.is_again or s.question.fills or s.question.corrects))
        first = next((s for s in sure if not is_answered(answers, s.place)), None)
        if first is None:
            break
        said = first.question.choices[0] if first.question.choices else "-"
        answers = put(answers, first.place, [said] if first.question.many else said)
    at = next((n for n, s in enumerate(spots) if s.place == place), -1)
    left = [s for s in spots[at + 1 :] if not s.question.fills]
    return len(left) + len({s.step for s in spots[max(at, 0) :]})


def clash(guide: Guide, answers: Tree, spot: Spot, answer: Any) -> str | None:
    """Say how an answer goes against another one, None if it does not.

    A date may be before or after that of another question, a theme be the same as in
    another round, and what is to wait be chosen.
    """
    question, around = spot.question, spot.place[:-1]
    if question.kind == "tema" and around:
        *way, at = around
        others = [one for n, one in enumerate(value(answers, way) or []) if n != at]
        if answer in [one.get(question.id) for one in others]:
            return "Det har ni redan svarat. Välj något annat."
        areas = (g for g in guide.questions if g.target == "val")
        themes = ((g, q) for g in areas for q in g.questions if q.field == "tema")
        chosen = (value(answers, (g.id, "*", q.id)) for g, q in themes)
        is_waiting = spot.inside[-1][0].target == "valts_bort"
        if is_waiting and any(answer in (found or ()) for found in chosen):
            return "Det området har ni valt att arbeta med. Välj ett annat."
    bounds = question.bounds
    for id, word in ((bounds.not_before, "före"), (bounds.not_after, "efter")):
        other = nearest(answers, spot.place, id) if id else None
        for day in answer if isinstance(answer, list) else [answer]:
            early, late = (str(day), other) if word == "före" else (other, str(day))
            if early and late and early < late and not late.startswith(early):
                return f"{day} är {word} {other}, som ni svarade på en tidigare fråga."
    return None


def written(place: Place) -> str:
    """Return a place as text, to be saved as where to go on."""
    return "/".join(str(key) for key in place)


def after(guide: Guide, answers: Tree, place: Place) -> Spot | None:
    """Return the stop after a place, None at the end. A group that goes on is gone into."""
    spots = iter(walk(guide, answers)[0])
    for one in spots:
        if one.place == place:
            return next(spots, None)
        if one.place[: len(place)] == place:
            return one
    return None


def resume(guide: Guide, answers: Tree, saved: str | None) -> Spot | None:
    """Return the stop to go on from: the saved one, else the first unanswered, else None."""
    at_saved = (spot for spot in walk(guide, answers)[0] if written(spot.place) == saved)
    return next(at_saved, next(iter(unanswered(guide, answers)), None))
