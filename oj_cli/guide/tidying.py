"""Answers tidied for the file: in the guide's order, without what was skipped or is written."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from oj_cli.domain.guide import WRITTEN, Guide, Question
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.walk import as_rounds, rounds

Data = dict[str, Any]


def without_skipped(tree: Any) -> Any:
    """Return answers without the skipped ones, and without rounds of which nothing is left."""
    if isinstance(tree, Mapping):
        inner = {k: without_skipped(v) for k, v in tree.items()}
        return {k: v for k, v in inner.items() if v not in (None, {}, [])}
    if isinstance(tree, list) and any(isinstance(v, Mapping) for v in tree):
        return [v for v in (without_skipped(v) for v in tree) if v]
    return tree


def ordered(guide: Guide, tree: Tree) -> Data:
    """Return answers in the order of the guide, what it does not ask for last."""
    return _in_order(guide.questions, tree)


def _in_order(questions: tuple[Question, ...], tree: Tree) -> Data:
    result: Data = {k: tree[k] for k in (WRITTEN,) if k in tree}
    for question in questions:
        if question.id not in tree:
            continue
        found = tree[question.id]
        if question.kind == "grupp" and isinstance(found, list | Mapping):
            if isinstance(found, Mapping):
                found = _in_order(question.questions, found)
            else:
                found = [_in_order(question.questions, r) for r in found]
        result[question.id] = found
    result |= {k: v for k, v in tree.items() if k not in result}
    return result


def unfilled(question: Question, answer: Any) -> Any:
    """Return what is left of an answer when all that fills a field is taken away."""
    if question.kind != "grupp":
        return None
    left: list[Tree] = []
    for answered in rounds(question, answer):
        own: dict[str, Any] = {}
        for inner in question.questions:
            if inner.opens:
                continue
            if inner.id in answered and (inner.kind == "grupp" or inner.field is None):
                found = answered[inner.id]
                own[inner.id] = unfilled(inner, found) if inner.kind == "grupp" else found
        left.append(own)
    return without_skipped(as_rounds(question, left))


def without_plan(guide: Guide) -> Guide:
    """Return a guide without the questions whose answers make a plan."""
    steps = tuple(
        replace(step, questions=tuple(q for q in step.questions if q.target != "plan"))
        for step in guide.steps
    )
    return replace(guide, steps=steps)


def section_of(guide: Guide, answers: Tree) -> Data:
    """Return answers as a file would hold them: to be used as an answers file."""
    return ordered(guide, without_skipped(answers))
