"""A workspace, and a way to import into it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from incoming_made import TODAY, Given, incoming, original, result_rows

from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.keeping import store_sources

Import = Callable[..., tuple[SourceRecord, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a workspace in which nothing is imported yet."""
    place = tmp_path / "arbete"
    place.mkdir()
    (place / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    return place


@pytest.fixture
def put_in(folder: Path) -> Import:
    """Import rows: `put_in("ett", ("sip_rutin", "2029", "JA"), replacing=("noll",))`."""

    def call(
        id: str,
        *given: Given,
        year: int = 2011,
        replacing: tuple[str, ...] = (),
        areas: dict[int, str] | None = None,
    ) -> tuple[SourceRecord, ...]:
        file = original(repr((id, given, areas or {})).encode(), f"{id}.csv")
        rows = result_rows(*given, year=year)
        for n, area in (areas or {}).items():
            rows.loc[n, "area"] = area
        source = incoming(id, file.sha256, rows, file.name)
        return store_sources(folder, file, [source], today=TODAY, replacing=replacing)

    return call
