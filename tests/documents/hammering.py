"""Programs that the tests start, stop and kill: `python hammering.py append|kill ...`."""

import contextlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Append, Change, Set
from oj_cli.documents.disk import HIDDEN
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.documents.history import FOLDER
from oj_cli.documents.locks import locked
from oj_cli.documents.reader import parse_yaml

TIMES = 300  # the text is this long, so that half a write would show


def append(path: Path, name: str, count: int) -> None:
    for n in range(count):
        edit(path, [Append(("bevis",), {"id": f"{name}{n}", "text": "a: b"})], wait=60)


def hold(path: Path) -> None:
    with locked(path):
        print("holds", flush=True)
        time.sleep(600)


def next_number(document: Document) -> list[Change]:
    number = document.data["nummer"] + 1
    return [Set(("nummer",), number), Set(("text",), f"{number} " * TIMES + "slut")]


def check(path: Path) -> int:
    """Return the number in a file. Raises if the file is not whole."""
    data: Any = parse_yaml(path.read_bytes(), path).data
    number = data["nummer"]
    if number:
        assert data["text"] == f"{number} " * TIMES + "slut"
    return int(number)


def leftovers(path: Path) -> int:
    return len([p for p in path.parent.iterdir() if p.name.endswith(".tmp")])


def result_of(path: Path, before: int) -> dict[str, int]:
    """Check what a killed program has left."""
    number = check(path)
    assert number >= before
    kept = sorted((path.parent / HIDDEN / FOLDER).glob("*.yaml"))
    if kept:  # what stood there before is whole too
        assert check(kept[-1]) in (number - 1, number)
    assert leftovers(path) <= 1
    return {"number": number, "temporary": leftovers(path)}


def kill(path: Path, count: int) -> None:
    """Kill a program that writes, at random moments."""
    rng = random.Random()  # noqa: S311 - no secret
    edit(path, next_number)  # everything is loaded
    results = [{"number": 1, "temporary": 0}]
    for _ in range(count):
        child = os.fork()
        if child == 0:
            while True:
                edit(path, next_number)
        wanted = results[-1]["number"] + rng.randint(0, 2)
        while check(path) < wanted:
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        results.append(result_of(path, results[-1]["number"]))
    edit(path, next_number)
    assert leftovers(path) == 0
    print(
        json.dumps(
            {
                "kills": count,
                "written": check(path),
                "temporary": sum(r["temporary"] for r in results),
            }
        )
    )


def step(path: Path) -> None:
    """Kill a program before its first, second, third ... dealing with a file, until it is done."""
    at, done, temporary = 0, False, 0
    edit(path, next_number)  # everything is loaded
    while not done:
        at += 1
        before = check(path)
        child = os.fork()
        if child == 0:
            die_at(at)
            edit(path, next_number)
            os._exit(7)
        _, status = os.waitpid(child, 0)
        done = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 7
        temporary += result_of(path, before)["temporary"]
    print(json.dumps({"steps": at, "temporary": temporary}))


def die_at(count: int) -> None:
    left = count

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in (
            "open",
            "os.rename",
            "os.link",
            "os.mkdir",
            "os.chmod",
            "os.remove",
            "os.listdir",
            "os.scandir",
            "fcntl.flock",
        ):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    for name in ("fsync", "close"):
        real = getattr(os, name)

        def counted(handle: int, real: Any = real) -> None:
            hook("open", None)
            real(handle)
            hook("open", None)

        setattr(os, name, counted)


if __name__ == "__main__":
    what, file, *rest = sys.argv[1:]
    with contextlib.suppress(KeyboardInterrupt):
        if what == "append":
            append(Path(file), rest[0], int(rest[1]))
        elif what == "hold":
            hold(Path(file))
        elif what == "kill":
            kill(Path(file), int(rest[0]))
        elif what == "step":
            step(Path(file))
        elif what == "read":
            read_document(Path(file))
