"""Words and figures that several views share."""

from oj_cli.domain.around import Around
from oj_cli.domain.wording import area_word, shell_word, signed, value_text

__all__ = ["area_word", "shell_word", "signed", "value_text", "year_flag"]


def year_flag(around: Around, year: int) -> str:
    """Return the flag that names a year, as it is added to a command; empty for the newest."""
    return "" if around.is_newest else f" --ar {year}"
