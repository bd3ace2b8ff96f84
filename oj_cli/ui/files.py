"""Files that a command writes: whole or not at all, and Swedish when it fails."""

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from oj_cli.domain.errors import FileFault

WINDOWS = os.name == "nt"
_FREE_SPACE = "Töm papperskorgen eller välj en annan disk, och kör kommandot igen."
_NOT_ALLOWED = (
    "Stäng filen om den är öppen i Excel, Word eller något annat program.",
    "Välj annars en mapp som du får skriva i, till exempel Dokument.",
)
_REASONS: dict[int, tuple[str, tuple[str, ...]]] = {
    errno.ENOENT: ("den finns inte.", ("Kontrollera stavningen av sökvägen.",)),
    errno.EACCES: ("den är låst eller skyddad.", _NOT_ALLOWED),
    errno.EPERM: ("den är låst eller skyddad.", _NOT_ALLOWED),
    errno.EBUSY: ("den är låst eller skyddad.", _NOT_ALLOWED),
    errno.ENOSPC: ("disken är full.", (_FREE_SPACE,)),
    errno.EDQUOT: ("ditt utrymme på disken är slut.", (_FREE_SPACE,)),
    errno.EISDIR: ("det är en mapp, inte en fil.", ("Skriv ett filnamn efter mappens namn.",)),
    errno.ENOTDIR: ("en del av sökvägen är en fil, inte en mapp.", ()),
    errno.EROFS: ("platsen är skrivskyddad.", (_NOT_ALLOWED[1],)),
    errno.ENAMETOOLONG: ("namnet är för långt.", ("Välj ett kortare namn.",)),
    errno.EIO: ("disken eller nätverket svarar inte.", ("Kontrollera att disken är ansluten.",)),
}


def file_fault(error: OSError, path: Path | None = None, doing: str = "använda") -> FileFault:
    """Return what an error from the operating system means, with a remedy.

    `path` is the file that the user knows; without it the one in the error is named.
    """
    name = path if path is not None else error.filename
    reason, hints = _REASONS.get(
        error.errno or 0, (f"systemet svarade med felkod {error.errno}.", ())
    )
    subject = f"filen ”{os.fsdecode(name)}”" if isinstance(name, str | bytes | Path) else "data"
    return FileFault(f"Det gick inte att {doing} {subject}: {reason}", hints=hints)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old or the new one, never half of it."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "directory", str(path))
        if not path.parent.is_dir():
            raise FileFault(
                f"Mappen ”{path.parent}” finns inte.",
                hints=("Skapa mappen först, eller välj en mapp som finns.",),
            )
        if path.exists() and not path.is_file():  # a device such as /dev/stdout
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as error:
        raise file_fault(error, path, "skriva") from error


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then put the new one in its place."""
    if path.exists() and not os.access(path, os.W_OK):  # a rename would not ask
        raise PermissionError(errno.EACCES, "read-only", str(path))
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        _rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _rename(source: Path, target: Path, attempts: int = 5) -> None:
    """Rename; on Windows again if a virus scanner or indexer holds the file for a moment."""
    for left in reversed(range(attempts)):
        try:
            source.replace(target)
        except PermissionError:
            if not WINDOWS or not left:
                raise
            time.sleep(0.1)
        else:
            return
