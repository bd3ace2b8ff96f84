"""Words and figures that screens and reports share."""

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.swedish import number, percent


def area_word(catalogue: Catalogue) -> str:
    """Return an område's short name inside a sentence: `socialpsykiatri`, `LSS-enheter`."""
    first, rest = catalogue.short[:1], catalogue.short[1:]
    return catalogue.short if rest[:1].isupper() else first.lower() + rest


def value_text(value: float, indicator: Indicator) -> str:
    """Return a numeric indicator's value with its unit, short."""
    if (indicator.unit or "").startswith("procent"):
        return percent(value)
    return f"{number(value, 1)} {indicator.unit or ''}".strip()
