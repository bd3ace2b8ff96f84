"""What is said where a guide has answers that are not in the analysis yet."""

from collections.abc import Mapping
from typing import Any

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.guide import RESUME, WRITTEN
from oj_cli.presentation.document import Paragraph


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
