"""Programs that the tests start, stop and kill: `python hammering.py log|kill|hold ...`."""

import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from oj_cli.documents.locks import locked
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.plan import Outcome
from oj_cli.plan.files import read_plan
from oj_cli.plan.followup import log
from oj_cli.plan.setting import set_value

TODAY = date(2027, 7, 1)
TEXT = "en ganska lång lärdom som inte får bli avhuggen på mitten; " * 20


def outcome(party: str, n: int) -> Outcome:
    return Outcome(TODAY, party, 50.0, n, "pa_vag", (), TEXT)


def write(path: Path, party: str, count: int) -> None:
    for n in range(count):
        log(path, "M1", outcome(party, n), TODAY)


def numbers(path: Path) -> list[int]:
    """Return the numbers of the outcomes. Raises if the plan or any outcome is not whole."""
    plan = read_plan(path).plan
    assert [g.id for g in plan.goals] == ["M1", "M2"]
    assert len(plan.goals[1].outcomes) == 1
    outcomes = plan.goals[0].outcomes
    assert all(o.learnt == TEXT.strip() for o in outcomes)
    return [o.n or 0 for o in outcomes]


def kill(path: Path, count: int) -> None:
    """Kill a program that logs outcomes and sets values, at random moments."""
    rng = random.Random()  # noqa: S311 - no secret
    log(path, "M1", outcome("region", 0), TODAY)  # everything is loaded
    start = path.read_bytes()
    for _ in range(count):
        if len(numbers(path)) > 40:  # a plan this long is read slowly
            path.write_bytes(start)
        before = numbers(path)
        child = os.fork()
        if child == 0:
            n = before[-1]
            while True:
                n += 1
                log(path, "M1", outcome("region", n), TODAY)
                set_value(path, "mal.M2.matt.malvarde", str(80 + n % 20))
        time.sleep(rng.uniform(0.005, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        after = numbers(path)
        assert after == list(range(len(after)))
        assert after[: len(before)] == before
        for kept in sorted((path.parent / ".oj").rglob("*.yaml"))[-1:]:
            assert len(numbers(kept)) >= len(before) - 1
    log(path, "M1", outcome("region", len(numbers(path))), TODAY)
    assert not list(path.parent.glob("*.tmp")) + list(path.parent.glob(".*.tmp"))
    print("kills", count)


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
    elif what == "kill":
        kill(Path(file), int(rest[0]))
    elif what == "hold":
        hold(Path(file))
    elif what == "readonly":
        readonly(Path(file))
