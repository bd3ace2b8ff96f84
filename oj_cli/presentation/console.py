"""What a terminal, or a text file in its place, can show, and text made fit for it."""

import os
import textwrap
from typing import NamedTuple, TextIO

from oj_cli.domain.identity import mask
from oj_cli.domain.signs import steerless

PROSE_WIDTH = 100  # longer lines are hard to read, however wide the window
_TRIED = "åäöÅÄÖé–→…”•≥─█"  # what a stream must be able to show to count as unicode

# Written instead of a sign that cannot be shown. Some change the width of the text,
# so `plain` puts them in before a table is laid out.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("–—−‑•·─", "-"),
        **dict.fromkeys("”“", '"'),
        **dict.fromkeys("’‘", "'"),
        **{"→": "->", "←": "<-", "↑": "upp", "↓": "ned", "…": "...", "×": "x"},
        **{"≥": ">=", "≤": "<=", "€": "EUR", "█": "#"},
    }
)


def plain(text: str) -> str:
    """Return text with typographic signs written in ASCII; letters such as å stay."""
    return text.translate(_SIGNS)


def clean(text: str) -> str:
    """Return text as it may be shown: no personnummer, nothing that could steer a terminal.

    Line breaks and tabs stay.
    """
    return mask(steerless(text))


class Terminal(NamedTuple):
    """What the reader's terminal can show."""

    width: int = 80
    unicode: bool = True
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO | None, no_color: bool = False) -> "Terminal":
        """Return what `stream` can show; a file or a pipe is 80 wide and has no colour."""
        return cls(_width(stream), _shows_unicode(stream), not no_color and _has_colour(stream))

    def line(self, text: str) -> str:
        """Return text with only such signs as the terminal shows."""
        text = clean(text)
        return text if self.unicode else plain(text)

    def bold(self, text: str) -> str:
        """Return text in bold where the terminal has that."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour and text else text


def fill(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Wrap each line of text between words; paths and flags are never broken."""
    lines = (
        textwrap.fill(
            line,
            max(width, len(rest) + 12),
            initial_indent=first if number == 0 else rest,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(text.split("\n"))
    )
    return "\n".join(lines)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person sees what is written to a stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _width(stream: TextIO | None) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return max(int(columns), 20)
    if stream is not None and is_terminal(stream):
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            return 80
        # the old Windows console begins a new line when the last column is written
        return max(width - (os.name == "nt"), 20) if width else 80
    return 80


def _shows_unicode(stream: TextIO | None) -> bool:
    try:
        _TRIED.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _has_colour(stream: TextIO | None) -> bool:
    if not is_terminal(stream) or os.environ.get("NO_COLOR"):
        return False
    if os.name == "nt":  # the old console would show the codes themselves
        return bool(os.environ.get("WT_SESSION") or os.environ.get("TERM"))
    return os.environ.get("TERM", "dumb") != "dumb"
