"""Findings of an import, whose words are data, and its questions."""

from oj_cli.domain.errors import words_of
from oj_cli.domain.findings import Finding
from oj_cli.domain.importing import Option, Question


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


def question(
    flag: str, text: str, *options: tuple[str, str], start: str = "", about: tuple[str, ...] = ()
) -> Question:
    """Return a question; an option is the value of the flag and what it means."""
    return Question(flag, start, text, tuple(Option(*option) for option in options), about)


def typed(flag: str, value: str) -> str:
    """Return a flag with a value, as it is typed."""
    return Question(flag, "", "").typed(value)
