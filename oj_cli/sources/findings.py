"""Findings of an import, whose words are data."""

from oj_cli.domain.errors import words_of
from oj_cli.domain.findings import Finding


def finding(
    fault: str,
    /,
    *,
    file: str | None = None,
    line: int | None = None,
    cell: str | None = None,
    subject: str | None = None,
    quote: str | None = None,
    fields: dict[str, object] | None = None,
    **values: object,
) -> Finding:
    """Return a finding whose rule, level and words stand in `domain/faults`."""
    words = words_of(fault) or {}
    message, remedy, why = (words.get(k, "").format(**values) for k in ("text", "remedy", "why"))
    return Finding(
        words["rule"],
        words["level"],
        message,
        remedy,
        why,
        file,
        line,
        cell,
        subject,
        quote,
        fields or {},
    )
