"""How figures and tallies are said in findings, and how a finding is made of them."""

from collections.abc import Mapping

from oj_cli.analysis.prose.reading import Sentence
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.prose import Tally
from oj_cli.domain.quality import Rule
from oj_cli.domain.swedish import percent

_LONGEST_QUOTE = 300


def finding(
    rule: Rule,
    variant: str,
    values: Mapping[str, object],
    sentence: Sentence,
    level: Level | None = None,
    **fields: object,
) -> Finding:
    """Return what a rule says of a sentence."""
    return rule.finding(
        variant,
        values,
        level,
        line=sentence.line,
        subject=sentence.label,
        quote=quote(sentence.text),
        fields=fields,
    )


def quote(text: str) -> str:
    """Return a sentence to be quoted, cut where it is very long."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def of_text(t: Tally) -> str:
    """Return a tally in words: `1 JA av 13, 8 % (1 delvis, 2 ej aktuellt)`."""
    if not t.is_counted:
        return "okänt" if t.share is None else percent(t.share)
    words = ((t.n_partly, "delvis"), (t.n_ea, "ej aktuellt"), (t.n_missing, "utan svar"))
    more = ", ".join(f"{n} {word}" for n, word in words if n)
    share = f", {percent(t.share)}" if t.share is not None else ""
    return f"{t.n_yes} JA av {t.n}{share}" + (f" ({more})" if more else "")
