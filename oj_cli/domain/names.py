"""What an id is: a word that can stand in a command and in other files, and be a file's name.

Ids in a user's files become names of files that are read, written and removed, on any system.
"""

import re

from oj_cli.domain.signs import STEERING

LONGEST = 200
"""So many bytes: the name of a file has 255, and endings are added to it."""

_NEVER = re.compile(rf'[{STEERING}\ud800-\udfff<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: the name of a file on every system, and of no device."""
    return (
        0 < len(text.encode("utf-8", "replace")) <= LONGEST
        and is_file_name(text)
        and text == text.lstrip(" .-")  # hidden, or a flag
    )


def is_file_name(text: str) -> bool:
    """Tell whether every system can have a file of this name; Windows cuts dots at the end."""
    return not (_NEVER.search(text) or _RESERVED.fullmatch(text) or text.endswith((" ", ".")))
