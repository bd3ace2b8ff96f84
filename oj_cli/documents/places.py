"""What may be read and written: ordinary files, and in a workspace only those that lie in it.

A workspace may be a folder that somebody sent: a link in it must not lead to other files of the
user's, and a pipe with nobody at its other end would be waited for without end.
"""

import errno
import os
import stat
from pathlib import Path

from oj_cli.domain.errors import FileFault

SETTINGS_FILE = "oj.yaml"


def refuse_special(path: Path) -> None:
    """Raise FileFault for a pipe or a device. Raises OSError as `stat` does."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "directory", str(path))
    if not stat.S_ISREG(mode):
        raise FileFault("file.no_file", place=str(path), name=path.name)


def refuse_link_out(path: Path) -> None:
    """Raise FileFault if a path in a workspace leads out of it. Raises OSError for a loop."""
    typed = Path(os.path.normpath(path.absolute()))  # `..` as it is typed
    real = real_path(typed)
    if real == typed:
        return
    for folder in typed.parents:
        if (folder / SETTINGS_FILE).is_file():
            if not real.is_relative_to(folder.resolve()):
                raise FileFault("file.link_out", place=str(path), real=real, folder=folder)
            return


def real_path(path: Path) -> Path:
    """Return the file itself, which a link may point to. Raises OSError for a link to itself."""
    try:
        target = path.resolve()
    except RuntimeError as error:  # Python before 3.13
        raise OSError(errno.ELOOP, "link to itself", str(path)) from error
    if target.is_symlink():
        raise OSError(errno.ELOOP, "link to itself", str(path))
    return target
