"""The store: what the områden hold, those that come with `oj` and a workspace's own together.

The only room with SQL. An område's values are one SQLite file, opened read-only when they are asked
for; see `areas` for the folders, `values` for reading and `writing` for changing.
"""

from pathlib import Path
from typing import Self

from oj_cli.store.registers import Registers
from oj_cli.store.results import Coverage, Results
from oj_cli.store.schema import VERSION
from oj_cli.workspace import own_areas, shipped_areas

__all__ = ["VERSION", "Coverage", "Store", "open_store"]


class Store(Registers, Results):
    """All data. Use as a context manager, or close it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(workspace: Path | None = None) -> Store:
    """Open what comes with `oj`, and what a workspace's folder has of its own.

    Files are read when they are needed: what is asked raises FileFault for one that is missing,
    damaged, wrong, or made by another version of `oj`.
    """
    own = () if workspace is None else (own_areas(workspace),)
    return Store([shipped_areas(), *own])
