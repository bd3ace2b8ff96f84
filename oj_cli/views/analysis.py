"""What views of an analysis share: where it lies, and what is not in it yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from oj_cli.domain.analysis import RESUME, WRITTEN, Analysis
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import Paragraph
from oj_cli.views.chosen import name_of


def under_way(analysis: Analysis) -> tuple[Paragraph, ...]:
    """Return a note where answers wait: those of a step are put in when it is done."""
    walks = [answers for answers in analysis.answers.values() if RESUME in answers]
    if not any(_waits(answer) for answers in walks for answer in answers.values()):
        return ()
    text = (
        "Ni är mitt i ett steg av guiden. Det ni har svarat där räknas in här när steget är klart."
    )
    return (Paragraph(text, "note"),)


def _waits(answer: Any) -> bool:
    """Tell whether an answer is a round, or has one, that has become no item yet."""
    if isinstance(answer, list):
        return any(_waits(round_) for round_ in answer)
    if not isinstance(answer, Mapping) or WRITTEN in answer:
        return False
    return any(said is not None for said in answer.values())


def concerned(ids: Sequence[str], of: OpenAnalysis) -> str:
    """Return the names of the themes and indicators that something concerns, `allt` if none."""
    return listing([name_of(id, of.asked, of.themes.names) for id in ids]) or "allt"


def removed(id: str, what: str, of: OpenAnalysis) -> list[str]:
    """Return what to say when an item has been taken out of an analysis."""
    assert of.path is not None  # noqa: S101  # it was taken out of a file
    return [
        f"Tog bort {id} ur {of.path}: {what}.",
        f"Filen som den var ligger kvar som {of.path.name}.bak.",
    ]
