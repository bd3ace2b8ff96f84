"""The last touch before a report is laid out: numbers, explained words, ids that are unique."""

from oj_cli.presentation.document import Document, complete
from oj_cli.reports.glossary import Glossary, explained
from oj_cli.reports.text import cleaned


def finish(report: Document, glossary: Glossary) -> Document:
    """Return the report complete, with abbreviations explained. Raises ValueError as that does."""
    return complete(explained(cleaned(report), glossary))
