"""`oj.sources`, `oj.source` and `oj.rows`: the data as an analyst reads them."""

from collections.abc import Callable
from typing import Any

import pytest

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.store import open_store

DALARNA = "socialpsykiatri-2016-dalarna"


def test_a_source_counts_its_rows_by_kind(oj: Callable[..., Any]) -> None:
    found = api.open().source(DALARNA)
    assert found.rows == 15 * 37
    assert found.indicators == 37
    assert [(year, kind, n) for year, kind, n in found.units] == [(2016, "kommun", 15)]
    frame = found.to_frame()
    assert frame["rader"].sum() == 15 * 37
    assert encode(found) == oj("data", "show", DALARNA, "--format", "json").json


def test_the_sources_are_what_the_command_lists(oj: Callable[..., Any]) -> None:
    found = api.open().sources()
    assert encode(found) == oj("data", "list", "--format", "json").json
    rows = found.to_frame().set_index("id")["rader"]
    with open_store() as store:
        assert rows.to_dict() == {c.source: c.rows for c in store.coverage()}


def test_rows_keep_exact_values_and_missing_ones() -> None:
    rows = api.open().rows(source=DALARNA)
    frame = rows.to_frame()
    assert len(frame) == 15 * 37
    one = frame[(frame["indicator"] == "lattlast_svenska") & (frame["unit"] == "2029")]
    assert one["value"].isna().all()
    assert frame["answer"].isin(["JA", "NEJ", "DELVIS", "EA", "BORTFALL"]).all()
    assert len(list(rows)) == len(frame)  # they can be read again


def test_rows_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(UsageFault):
        api.open().rows(area="lss-enheter", year=1950)
    with pytest.raises(UsageFault) as fault:
        api.open().rows(source="dalarna")
    assert "oj data list" in fault.value.hints[-1]
