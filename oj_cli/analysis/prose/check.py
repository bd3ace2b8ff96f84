"""The check of a text: what a report, a plan or a comment says, against the data."""

from collections.abc import Sequence

from oj_cli.analysis.prose.figures import Figures
from oj_cli.analysis.prose.reading import sentences
from oj_cli.analysis.prose.statements import understand
from oj_cli.analysis.prose.trends import unchecked, word_findings
from oj_cli.domain.findings import LEVELS
from oj_cli.domain.prose import Facts, Passage, TextReport
from oj_cli.domain.quality import QualityRules


def check_passages(passages: Sequence[Passage], facts: Facts, rules: QualityRules) -> TextReport:
    """Return what is found in a document, and how much of it could be tried."""
    reading = understand(sentences(passages), facts)
    figures = Figures(reading, facts, rules)
    found = [*figures.findings(), *word_findings(reading, facts, rules)]
    found.sort(key=lambda f: (LEVELS.index(f.level), f.rule, f.line or 0))
    left = (*figures.unchecked, *unchecked(reading))
    return TextReport(tuple(found), figures.n_tried, figures.n_agree, left)
