"""Kill an import at random, many times: `python killing.py 100`.

Each time a process replaces one edition by the next until it is killed. What it leaves is a
store with one whole edition, whose original is kept; and the next import works.
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

from oj_cli.sources.keeping import recipe_of, store_sources
from oj_cli.store import open_store
from oj_cli.workspace import originals, own_store

UNITS = 9_000
EDITION = "utgava-"


def put_in(folder: Path, number: int) -> None:
    """Import edition `number` in place of the one before: its number stands in each row."""
    file = original(f"utgåva {number}".encode() * 50_000, f"{number}.csv")
    rows = result_rows(*[("sip_rutin", str(u), float(number)) for u in range(UNITS)], year=2011)
    source = incoming(f"{EDITION}{number}", file.sha256, rows)
    store_sources(folder, file, [source], today=TODAY, replacing=[f"{EDITION}{number - 1}"])


def check(folder: Path) -> int:
    """Return which edition the store holds. Raises if it is not whole."""
    db = sqlite3.connect(f"file:{own_store(folder)}?immutable=1", uri=True)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()
    with open_store(own_store(folder)) as store:
        [record] = [r for r in store.sources() if not r.is_shipped]
        rows = store.rows("socialpsykiatri", source=record.id)
    number = int(record.id.removeprefix(EDITION))
    assert len(rows) == UNITS
    assert set(rows["value"]) == {float(number)}
    assert (originals(folder) / str(record.original)).read_bytes().startswith(b"utg")
    assert recipe_of(folder, record.id).is_file()
    return number


def kill_once(folder: Path, chance: random.Random) -> tuple[int, int]:
    """Start importing from the edition that is there, kill it; return editions before and after."""
    before = check(folder)
    process = subprocess.Popen(
        [sys.executable, __file__, "importera", str(folder), str(before + 1)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"."  # all is loaded, the import begins
    time.sleep(chance.uniform(0, 0.25))
    process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    process.wait()
    process.stdout.close()
    return before, check(folder)


def kill(folder: Path, times: int, seed: int = 1) -> dict[str, int]:
    """Kill so many imports; return how often the store was before, after, and what was left."""
    chance = random.Random(seed)  # noqa: S311 - the same moments each time
    put_in(folder, 0)
    moved = 0
    for _ in range(times):
        before, after = kill_once(folder, chance)
        assert after >= before
        moved += after > before
    number = check(folder)
    put_in(folder, number + 1)  # what was left behind stands in nobody's way
    assert check(folder) == number + 1
    left = len([p for p in own_store(folder).parent.iterdir() if p.name.endswith(".tmp")])
    return {"killed": times, "after": moved, "before": times - moved, "temporary": left}


def main() -> None:
    if sys.argv[1] == "importera":
        folder, number = Path(sys.argv[2]), int(sys.argv[3])
        import pandas  # noqa: F401 - loaded before the clock starts

        print(".", end="", flush=True)
        while True:
            put_in(folder, number)
            number += 1
    with tempfile.TemporaryDirectory() as place:
        print(kill(Path(place), int(sys.argv[1])))


if __name__ == "__main__":
    main()
