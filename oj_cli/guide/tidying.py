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


def ordered(within: Guide | Question, tree: Tree) -> Data:
    """Return answers in the order of the guide, what it does not ask for last."""
    result: Data = {k: tree[k] for k in (WRITTEN,) if k in tree}
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
            if not inner.opens and (inner.kind == "grupp" or inner.field is None)
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
