"""Files on the disk: which one is meant, a rename that lasts, and the hidden folder beside them.

That is `.oj` in the workspace that a file lies in, and beside the file where it lies in none. In it
are locks and the versions before.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from oj_cli.documents.places import SETTINGS_FILE

WINDOWS = os.name == "nt"
ATTEMPTS = 21
PAUSE = 0.1  # seconds between attempts: two seconds in all
HIDDEN = ".oj"
_HIDDEN_ATTRIBUTE = 2  # FILE_ATTRIBUTE_HIDDEN: there a dot hides nothing


def workspace_of(target: Path) -> Path | None:
    """Return the workspace that a file lies in, None if in none."""
    return next((f for f in target.parents if (f / SETTINGS_FILE).is_file()), None)


def hidden(home: Path, name: str) -> Path:
    """Return a folder in the hidden one of a folder, made if it is not there. Raises OSError."""
    folder = home / HIDDEN
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        if WINDOWS:
            _hide(folder)
    (folder / name).mkdir(exist_ok=True)
    return folder / name


def _hide(folder: Path) -> None:
    import ctypes

    with suppress(AttributeError, OSError):  # a disk that hides nothing
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # only there on Windows
        kernel.SetFileAttributesW(str(folder), _HIDDEN_ATTRIBUTE)


def rename(source: Path, target: Path) -> None:
    """Rename; on Windows again while another program holds the file, as virus scanners do."""
    for left in reversed(range(ATTEMPTS)):
        try:
            source.replace(target)
        except PermissionError:
            if not WINDOWS or not left:
                raise
            time.sleep(PAUSE)
        else:
            return


def settle(folder: Path) -> None:
    """See to it that a rename survives a power cut, where folders can be flushed."""
    if WINDOWS:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
