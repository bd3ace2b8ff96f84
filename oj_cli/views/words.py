"""Words and figures that several views share."""

from oj_cli.domain.wording import area_word, value_text

__all__ = ["area_word", "shell_word", "value_text"]


def shell_word(text: str) -> str:
    """Return a word as it is typed in a shell: in quotation marks where it holds a space."""
    return f'"{text}"' if " " in text else text
