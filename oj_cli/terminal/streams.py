"""The program's streams: text gets there unharmed, and talk beside the data."""

import codecs
import sys
import unicodedata

from oj_cli.presentation.console import PROSE_WIDTH, Terminal, clean, fill, is_terminal, plain

_READABLE = "oj-readable"  # our way to encode what a code page lacks


def _readable(error: UnicodeError) -> tuple[str, int]:
    """Write what the encoding lacks as the nearest ASCII: `Alvdalen`, not `?lvdalen`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = plain(error.object[error.start : error.end])
    letters = unicodedata.normalize("NFKD", lost)
    shown = "".join(c for c in letters if not unicodedata.combining(c))
    return "".join(c if c.isascii() else "?" for c in shown), error.end


codecs.register_error(_READABLE, _readable)


def setup_streams() -> None:
    """Let stdout and stderr write any text in the encoding that they have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_READABLE)


def say(text: str) -> None:
    """Say something to the user on stderr, beside the data on stdout."""
    stream = sys.stderr
    if stream is None:
        return
    text = clean(text)
    if is_terminal(stream):
        text = fill(text, min(Terminal.of(stream).width, PROSE_WIDTH))
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except (OSError, ValueError):  # ValueError: the stream is closed
        return  # nobody is listening, and there is nowhere to say so
