"""The check of a text: what a report, a plan or a comment says, against the data."""

from collections.abc import Sequence

from oj_cli.analysis.prose.figures import Figures
from oj_cli.analysis.prose.reading import sentences
from oj_cli.analysis.prose.statements import understand
from oj_cli.analysis.prose.trends import unchecked, word_findings
from oj_cli.domain.findings import LEVELS, Finding
from oj_cli.domain.prose import Facts, Passage, TextReport
from oj_cli.domain.quality import QualityRules


def check_text(text: str, facts: Facts, rules: QualityRules) -> list[Finding]:
    """Return what is wrong or unsure in a text: a comment, a paragraph or a whole report.

    Line numbers are those of `text`. Nothing is said of a sentence whose figures agree.
    """
    lines = [Passage(line, n) for n, line in enumerate(text.split("\n"), start=1)]
    return list(check_passages(lines, facts, rules).findings)


def check_passages(passages: Sequence[Passage], facts: Facts, rules: QualityRules) -> TextReport:
    """Return what is found in a document, and how much of it could be tried."""
    reading = understand(sentences(passages), facts)
    figures = Figures(reading, facts, rules)
    found = [*figures.findings(), *word_findings(reading, facts, rules)]
    found.sort(key=lambda f: (LEVELS.index(f.level), f.rule, f.line or 0))
    left = (*figures.unchecked, *unchecked(reading))
    return TextReport(tuple(found), figures.n_tried, figures.n_agree, left)
