"""Two versions of the same lines in one file, as git leaves them when it cannot choose."""

import re
from pathlib import Path

from oj_cli.domain.errors import FileFault

_START = re.compile(r"^<{7}(?: .*)?\r?$", re.MULTILINE)
_MIDDLE = re.compile(r"^={7}\r?$", re.MULTILINE)
_END = re.compile(r"^>{7}(?: .*)?\r?$", re.MULTILINE)


def refuse_conflict(text: str, path: Path) -> None:
    """Raise FileFault, with the lines, if a text holds the marks of a merge that stopped."""
    start = _START.search(text)
    middle = _MIDDLE.search(text, start.end()) if start else None
    end = _END.search(text, middle.end()) if middle else None
    if start is None or middle is None or end is None:
        return
    first, between, last = (text.count("\n", 0, m.start()) + 1 for m in (start, middle, end))
    raise FileFault(
        "documents.two_versions",
        place=f"{path}, rad {first}",
        details=(
            f"Den ena versionen står mellan rad {first} (<<<<<<<) och rad {between} (=======).",
            f"Den andra står mellan rad {between} (=======) och rad {last} (>>>>>>>).",
        ),
    )
