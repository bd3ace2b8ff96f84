"""What it costs to read values, as ratios to reading the same bytes and no more.

Run with `python -m pytest -m benchmark tests/benchmarks/test_store.py -n 0 -s`. Nothing is asserted
but that all is there.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from measuring import ROUNDS

from oj_cli.store import open_store
from oj_cli.store.values import FILE
from oj_cli.workspace import OMRADEN, own_areas

pytestmark = pytest.mark.benchmark

LEKSAND = ("kommun", "2029")
UNLIKE = ("socialpsykiatri", "lss-enheter", "lss-brukare", "sarskilt-boende")


def least(*work: Callable[[], int]) -> list[tuple[float, int]]:
    """Do each in turns; return the least processor time of each, and how much it found."""
    found: list[list[tuple[float, int]]] = [[] for _ in work]
    for _ in range(ROUNDS):
        for do, times in zip(work, found, strict=True):
            start = process_time()
            n = do()
            times.append((process_time() - start, n))
    return [min(times) for times in found]


def tell(what: str, floor: tuple[float, int], measured: tuple[float, int]) -> None:
    seconds, n = measured
    print(
        f"\n{what}: {n} values in {1000 * seconds:.1f} ms,"
        f" {seconds / floor[0]:.1f} × reading their bytes ({1000 * floor[0]:.1f} ms)"
    )


def size_of(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def reading(folder: Path | None, areas: list[tuple[str, Path]]) -> None:
    """Tell of all values of each område, and of one kommun over all of them."""
    for area, place in areas:

        def raw(place: Path = place) -> int:
            db = sqlite3.connect(f"file:{place / FILE}?mode=ro&immutable=1", uri=True)
            rows = db.execute("SELECT unit, answer, value, n_yes, n FROM block").fetchall()
            db.close()
            return len(rows)

        def all_values(area: str = area) -> int:
            with open_store(folder) as store:
                return sum(len(c.units) for c in store.columns(area, gender=None))

        def summaries(area: str = area) -> int:
            with open_store(folder) as store:
                return len(store.summaries(area))

        def kommun(area: str = area) -> int:
            with open_store(folder) as store:
                return sum(1 for _ in store.results(area, LEKSAND))

        floor, whole, counted, line = least(raw, all_values, summaries, kommun)
        tell(f"{area}, all values", floor, whole)
        tell(f"{area}, how all kommuner stood", floor, counted)
        tell(f"{area}, one kommun", floor, line)

    def everywhere() -> int:
        with open_store(folder) as store:
            return sum(1 for area in store.heads for _ in store.results(area, LEKSAND))

    [(seconds, n)] = least(everywhere)
    print(f"\none kommun over all områden: {n} values in {1000 * seconds:.1f} ms")


def test_reading_what_comes_with_oj() -> None:
    reading(None, [(area, OMRADEN / area) for area in UNLIKE])
    print(f"\nwhat comes with oj: {size_of(OMRADEN):.1f} MB (goal 30)")


def test_reading_all_of_kolada(nationell: Path) -> None:
    area = "kolada-alla"
    place = own_areas(nationell) / area
    reading(nationell, [(area, place)])
    with open_store(nationell) as store:
        rows = sum(c.rows for c in store.coverage() if not store.sources([c.source])[0].is_shipped)
    values = sum(p.stat().st_size for p in own_areas(nationell).rglob(FILE)) / 1e6
    print(
        f"\nthe workspace with {rows} values: {size_of(nationell):.1f} MB,"
        f" {values:.1f} MB of it the values both ways ({1e6 * values / rows:.1f} bytes each),"
        f" {size_of(nationell / 'data'):.1f} MB the file as it came"
    )
