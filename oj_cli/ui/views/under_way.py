"""What is said where a guide has answers that are not in the analysis yet."""

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.document import Paragraph
from oj_cli.domain.guide import RESUME


def under_way(analysis: Analysis) -> tuple[Paragraph, ...]:
    """Return a note where a walk goes on: the answers of its step are put in when it is done."""
    if not any(RESUME in answers for answers in analysis.answers.values()):
        return ()
    text = (
        "Ni är mitt i ett steg av guiden. Det ni har svarat där räknas in här när steget är klart."
    )
    return (Paragraph(text, "note"),)
