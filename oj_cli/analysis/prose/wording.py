"""How figures and tallies are said in findings, and how a finding is made of them."""

from collections.abc import Mapping

from oj_cli.analysis.prose.claims import Claim
from oj_cli.analysis.prose.reading import Sentence
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.prose import Tally
from oj_cli.domain.quality import Rule
from oj_cli.domain.swedish import counted, number, percent

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


_BOUND_WORDS = {"mer": "mer än", "mindre": "mindre än", "hogst": "högst"}


def said(claim: Claim) -> str:
    """Return a figure as the text says it, with the word that makes a border of it."""
    bound = _BOUND_WORDS.get(claim.bound, claim.bound)
    return f"{bound} {_figure(claim)}".strip()


def _figure(claim: Claim) -> str:
    match claim.kind:
        case "andel" if claim.word:
            return f"”{claim.word}”"
        case "andel":
            decimals = 0 if claim.value == int(claim.value) else 1
            return f"{number(claim.value, decimals)}\u00a0%"
        case "brak":
            return f"{number(claim.value)} av {claim.of}"
        case "antal":
            lacks = " som saknar det" if claim.negated else ""
            partly = " delvis" if claim.partly else ""
            return counted(int(claim.value), "kommun", "kommuner") + partly + lacks
        case "mangd":
            lacks = " saknar" if claim.negated else ""
            return f"”{claim.word}{lacks}”"


def of_text(t: Tally) -> str:
    """Return a tally in words: `1 JA av 13, 8 % (1 delvis, 2 ej aktuellt)`."""
    if not t.is_counted:
        return "okänt" if t.share is None else percent(t.share)
    words = ((t.n_partly, "delvis"), (t.n_ea, "ej aktuellt"), (t.n_missing, "utan svar"))
    more = ", ".join(f"{n} {word}" for n, word in words if n)
    share = f", {percent(t.share)}" if t.share is not None else ""
    return f"{t.n_yes} JA av {t.n}{share}" + (f" ({more})" if more else "")
