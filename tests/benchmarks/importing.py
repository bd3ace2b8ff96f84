"""Programs that the benchmark of import starts: each tells what its own work took, as JSON.

What is imported before the clock starts is not counted: the libraries are the same size however
large the workbook is. Processor time is that of the process and of those that it started.
"""

import gc
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter


def with_pandas(path: Path) -> int:
    """Read a workbook of ten sheets as pandas and openpyxl do; return the number of values."""
    import pandas as pd

    sheets = pd.read_excel(
        path, sheet_name=None, engine="openpyxl", header=2, dtype={"Kommunkod": str}
    )
    long = [s.melt(id_vars=["Kommunkod", "Kommun"]).assign(blad=n) for n, s in sheets.items()]
    return int(pd.concat(long)["value"].notna().sum())


def read_only(path: Path) -> int:
    """Read the cells of a workbook; return how many there are."""
    from oj_cli.sources.workbook import read_workbook

    return sum(len(sheet.cells.codes) for sheet in read_workbook(path).sheets)


def imported(path: Path) -> int:
    """Import a file into the workspace that this process stands in; return the number of rows."""
    from oj_cli import api
    from oj_cli.api.importing import apply_import, prepare_import

    oj = api.open(today="2027-03-31")
    said = [("--nya", ["bakgrund"]), ("--nytt-omrade", ["Prov"])]  # made once, and then known
    found = prepare_import(oj, path, said, replacing=True)
    apply_import(oj, found)
    return found.preview.n_rows


WORK: dict[str, Callable[[Path], int]] = {
    "pandas": with_pandas,
    "las": read_only,
    "import": imported,
}


def main() -> None:
    import filelock  # noqa: F401
    import numpy  # noqa: F401
    import openpyxl  # noqa: F401
    import pandas  # noqa: F401

    import oj_cli.api.importing
    import oj_cli.store.bulk  # noqa: F401

    if sys.argv[1] == "import":
        gc.set_threshold(100_000)  # as the program itself does when it starts
    work = WORK[sys.argv[1]]
    before, start = os.times(), perf_counter()
    values = work(Path(sys.argv[2]))
    seconds, after = perf_counter() - start, os.times()
    peak = max(
        resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        json.dumps(
            {
                "values": values,
                "seconds": seconds,
                "cpu": sum(after[:4]) - sum(before[:4]),
                "peak_mb": peak // 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
