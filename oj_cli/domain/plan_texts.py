"""Texts on a plan to paste into other documents."""

from typing import ClassVar

from oj_cli.domain.encoding import key
from oj_cli.domain.immutable import immutable

FILL = "[fyll i: {}]"
"""Stands where the plan and its analysis do not say what a text needs."""


def fill(what: str) -> str:
    """Return what stands in place of something that is to be filled in."""
    return FILL.format(what)


@immutable
class TextPart:
    """A heading with what stands below it. `is_list`: each paragraph is an entry of a list."""

    heading: str = key("rubrik")
    paragraphs: tuple[str, ...] = key("stycken")
    is_list: bool = key("lista", default=False)


@immutable
class PlanText:
    """A text with its parts, in the order they are read."""

    title: str = key("rubrik")
    parts: tuple[TextPart, ...] = key("delar")


@immutable
class PlanTexts:
    """The texts on a plan, and how many places in them are to be filled in."""

    plan: str = key("plan")
    title: str = key("titel")
    texts: tuple[PlanText, ...] = key("texter")
    to_fill: int = key("att_fylla_i")

    SCHEMA: ClassVar = "oj-report-text/1"
