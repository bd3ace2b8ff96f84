"""Programs that the tests start, kill and let loose on one workspace at once.

In the folder `tests`: `python -m faults.hammering kill GROUND PART PARTS` or `... together GROUND`.
"""

import contextlib
import io
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from faults.injecting import Disk, writing_to
from faults.world import EVERY, TODAY, Tried, files, lay

KILLS = int(os.environ.get("OJ_DODA", "4"))
PROCESSES = 8
TIMES = 6


def quietly(one: Tried) -> tuple[int, str]:
    """Run a command; return its exit code and what it says."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        return one.run(), err.getvalue()


def laid(ground: Path, place: Path) -> Path:
    """Lay the workspace anew, and make it the current folder."""
    os.chdir(place)
    lay(ground.parent, place / "prov")
    os.chdir(place / "prov" / "arbete")
    return Path.cwd()


def kill(ground: Path, part: int, parts: int) -> None:
    """Kill each command that writes, at random moments and before random steps to the disk."""
    chance = random.Random()  # noqa: S311 - no secret
    hits = Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        for one in EVERY[part::parts]:
            before = files(laid(ground, Path(place)))
            if one.name == "data fetch" or not is_seen_to_write(one, before):
                continue
            folder = laid(ground, Path(place))
            disk, start = Disk(), time.perf_counter()
            with writing_to(disk):
                assert quietly(one)[0] == 0, one
            took, after = time.perf_counter() - start, files(folder)
            home = f"{folder.parent}/"
            ways = {f.removeprefix(home): texts for f, texts in disk.versions.items()}
            for n in range(KILLS):
                folder = laid(ground, Path(place))
                child = os.fork()
                if not child:
                    step = chance.randint(1, len(disk.steps)) if n % 2 else 0
                    with writing_to(Disk(step, kills=True)):
                        os._exit(quietly(one)[0])
                if n % 2 == 0:
                    time.sleep(chance.uniform(0, took))
                    os.kill(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                now = without_leftovers(folder)
                for name in {*before, *after, *now}:
                    fits = [before.get(name), after.get(name), *ways.get(name, [])]
                    assert now.get(name) in fits, f"{one}: {name}"
                hits["killed"] += os.WIFSIGNALED(status)
                hits["before" if now == before else "after" if now == after else "between"] += 1
                if now not in (before, after) and not after.items() <= now.items():
                    code, said = quietly(one)
                    assert code == 0, f"{one}: {said}"
                    assert held(without_leftovers(folder)) == held(after), one
    print(dict(hits))


def without_leftovers(folder: Path) -> dict[str, bytes]:
    """Return the files but for hidden ones that a program was writing when it was killed."""
    return {f: c for f, c in files(folder).items() if not f.endswith(".tmp")}


def held(files: dict[str, bytes]) -> dict[str, object]:
    """Return what files hold: SQLite counts in its own how often it was changed."""
    return {name: dumped(c) if name.endswith(".db") else c for name, c in files.items()}


def dumped(content: bytes) -> list[str]:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(content)
        return list(db.iterdump())


def is_seen_to_write(one: Tried, before: dict[str, bytes]) -> bool:
    """Run a command, which loads what it needs too, and tell whether it changed any file."""
    quietly(one)
    return files(Path.cwd()) != before


def together(ground: Path) -> None:
    """Let eight processes write at the same time; what each says is done is there."""
    with tempfile.TemporaryDirectory() as place:
        folder = laid(ground, Path(place))
        for one in work(0, 0):
            assert quietly(one)[0] == 0, one  # all is loaded
        children = []
        for who in range(1, PROCESSES + 1):
            child = os.fork()
            if not child:
                os._exit(write_much(who, folder.parent / f"{who}.txt"))
            children.append(child)
        assert all(os.waitpid(child, 0)[1] == 0 for child in children)
        done = [line for n in range(1, PROCESSES + 1) for line in lines(folder.parent / f"{n}.txt")]
        texts = "\n".join(
            (folder / name).read_text("utf-8")
            for name in (
                "planer/arbete-2017.yaml",
                "analys/leksand-socialpsykiatri-2016.yaml",
            )
        )
        missing = [line for line in done if texts.count(line) != 1]
        assert not missing, missing
        assert not [f for f in files(folder) if f.endswith(".tmp")]
        print(len(done))


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[:-1]


def work(who: int, n: int) -> list[Tried]:
    """Return commands that each write a text of their own."""
    text = f"nr {who}-{n}."
    return [
        Tried("plan followup", ("arbete-2017", "--mal", "M1", "--varde", "5", "--larde", text)),
        Tried("complement add", (*EVIDENCE, "--visar", text)),
        Tried("trend note", (text, "--galler", "arbete")),
    ]


EVIDENCE = (
    *("--typ", "hearing", "--kalla", "Brukarrådet", "--datum", "2016-10", "--galler", "arbete"),
    *("--bedomning", "stodjer"),
)


def write_much(who: int, place: Path) -> int:
    """Write again and again; note each text that was written. Return 0 unless one was refused

    without the words for it.
    """
    with place.open("w", encoding="utf-8") as noted:
        for n in range(TIMES):
            one = work(who, n)[n % 3]
            code, said = quietly(one)
            if code == 0:
                noted.write(f"nr {who}-{n}.\n")
            elif code != 3 or "används just nu" not in said:
                sys.stderr.write(said)
                return 1
    return 0


if __name__ == "__main__":
    os.environ["OJ_IDAG"] = TODAY
    what, where, *rest = sys.argv[1:]
    if what == "kill":
        kill(Path(where), *map(int, rest))
    else:
        together(Path(where))
