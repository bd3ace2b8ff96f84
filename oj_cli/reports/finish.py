"""The last touch before a report is laid out: numbers, explained words, ids that are unique."""

from collections.abc import Sequence

from oj_cli.presentation.document import Document, complete
from oj_cli.presentation.write import Format, write
from oj_cli.reports.glossary import Glossary, explained


def files_of(
    report: Document, glossary: Glossary, formats: Sequence[Format]
) -> list[tuple[Format, bytes]]:
    """Return a report as files: format and content. See `finish`."""
    return list(write(finish(report, glossary), formats))


def finish(report: Document, glossary: Glossary) -> Document:
    """Return the report complete, with abbreviations explained. Raises ValueError as that does."""
    return complete(explained(report, glossary))
