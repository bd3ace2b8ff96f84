"""Kill an import at random, many times: `python killing.py 100`.

Each time a process replaces one edition by the next until it is killed. What it leaves answers
with one whole edition, whose original is kept: if need be the next command reads that again. And
the next import works.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from incoming_made import TODAY, incoming, original, result_rows

from oj_cli import api
from oj_cli.sources.incoming import Incoming, Original
from oj_cli.sources.keeping import recipe_of, store_sources
from oj_cli.sources.mending import READERS
from oj_cli.store.mending import lost
from oj_cli.store.values import FILE
from oj_cli.workspace import SETTINGS_FILE, SOURCES_FILE, originals, own_areas

UNITS = 3_000
EDITION = "utgava-"


AREA = "socialpsykiatri"


def edition(number: int) -> tuple[Original, Incoming]:
    """Return an edition, whose number stands in each row, and the file it came from."""
    file = original(f"utgåva {number}".encode() * 50_000, f"{number}.csv")
    rows = result_rows(*[("sip_rutin", str(u), float(number)) for u in range(UNITS)], year=2011)
    return file, incoming(f"{EDITION}{number}", file.sha256, rows, file.name)


def put_in(folder: Path, number: int) -> None:
    """Import an edition in place of the one before."""
    file, source = edition(number)
    store_sources(folder, file, [source], today=TODAY, replacing=[f"{EDITION}{number - 1}"])


def read_again(path: Path, recipe: Path, name: str, *_: object) -> Incoming:
    """Read an edition by what is kept of it."""
    assert recipe.is_file()
    file, source = edition(int(name.removesuffix(".csv")))
    assert path.read_bytes() == file.raw
    return source


READERS["prov"] = read_again


def check(folder: Path) -> tuple[int, bool]:
    """Return which edition there is, and whether it was read again. Raises if it is not whole."""
    is_lost = lost(folder)
    with api.open(folder).data() as store:
        [record] = store.own_sources()
        rows = store.rows(AREA, source=record.id)
        summary = store.summaries(AREA)["sip_rutin", 2011]
        [line] = [r.value for r in store.results(AREA, ("kommun", "7")) if r.year == 2011]
    db = sqlite3.connect(f"file:{own_areas(folder) / AREA / FILE}?immutable=1", uri=True)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()
    number = int(record.id.removeprefix(EDITION))
    assert len(rows) == UNITS
    assert set(rows["value"]) == {float(number)} == {line}
    assert (summary.n, summary.low, summary.high) == (UNITS, number, number)
    assert (originals(folder) / str(record.original)).read_bytes().startswith(b"utg")
    assert recipe_of(folder, record.id).is_file()
    assert (own_areas(folder) / AREA / SOURCES_FILE).is_file()
    return number, is_lost


def kill_once(folder: Path, chance: random.Random) -> tuple[int, int, bool]:
    """Start importing from the edition that is there, kill it; return editions before and after."""
    before, _ = check(folder)
    process = subprocess.Popen(
        [sys.executable, __file__, "importera", str(folder), str(before + 1)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"."  # all is loaded, the import begins
    time.sleep(chance.uniform(0, 0.5))
    process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    process.wait()
    process.stdout.close()
    return before, *check(folder)


def kill(folder: Path, times: int, seed: int = 1) -> dict[str, int]:
    """Kill so many imports; return how often the store was before, after, and what was left."""
    chance = random.Random(seed)  # noqa: S311 - the same moments each time
    put_in(folder, 0)
    moved = again = 0
    for _ in range(times):
        before, after, was_lost = kill_once(folder, chance)
        assert after >= before
        moved += after > before
        again += was_lost
    number, _ = check(folder)
    put_in(folder, number + 1)  # what was left behind stands in nobody's way
    assert check(folder) == (number + 1, False)
    left = len([p for p in own_areas(folder).rglob("*") if p.name.endswith(".tmp")])
    return {
        "killed": times,
        "after": moved,
        "before": times - moved,
        "read again": again,
        "temporary": left,
    }


def main() -> None:
    if sys.argv[1] == "importera":
        folder, number = Path(sys.argv[2]), int(sys.argv[3])
        import pandas  # noqa: F401 - loaded before the clock starts

        print(".", end="", flush=True)
        while True:
            put_in(folder, number)
            number += 1
    with tempfile.TemporaryDirectory() as place:
        Path(place, SETTINGS_FILE).touch()
        print(kill(Path(place), int(sys.argv[1])))


if __name__ == "__main__":
    main()
