"""Programs that the tests start and stop: `python hammering.py log|hold ...`."""

import errno
import os
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from oj_cli.documents.locks import locked
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.plan import Outcome
from oj_cli.plan.followup import log

TODAY = date(2027, 7, 1)
TEXT = "en ganska lång lärdom som inte får bli avhuggen på mitten; " * 20


def outcome(party: str, n: int) -> Outcome:
    return Outcome(TODAY, party, 50.0, n, "pa_vag", (), TEXT)


def write(path: Path, party: str, count: int) -> None:
    for n in range(count):
        log(path, "M1", outcome(party, n), TODAY)


def hold(path: Path) -> None:
    with locked(path):
        print("holds", flush=True)
        time.sleep(600)


def readonly(path: Path) -> None:
    """Log as an ordinary user in a file that only may be read."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        copy = Path(name) / path.name
        shutil.copyfile(path, copy)
        copy.chmod(0o444)
        before = copy.read_bytes()
        # an ordinary user may not read our modules and words: they are read before
        log(path, "M1", outcome("region", 0), TODAY)
        file_fault(PermissionError(errno.EACCES, ""), copy, "spara").message  # noqa: B018  # is read
        if os.geteuid() == 0:
            os.chown(name, 65534, 65534)
            os.chown(copy, 65534, 65534)
            os.setresuid(65534, 65534, 0)
        try:
            log(copy, "M1", outcome("region", 1), TODAY)
        except FileFault as fault:
            print(fault.message)
        assert copy.read_bytes() == before
        if os.getresuid()[2] == 0:
            os.setresuid(0, 0, 0)


if __name__ == "__main__":
    what, file, *rest = sys.argv[1:]
    if what == "log":
        write(Path(file), rest[0], int(rest[1]))
    elif what == "hold":
        hold(Path(file))
    elif what == "readonly":
        readonly(Path(file))
