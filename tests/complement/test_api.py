"""Step 2 and 3 without a terminal: an item put in, read and taken out; JSON is the result."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.api.open_analysis import prepare, put, take
from oj_cli.domain.analysis import Event, Evidence, Measurement, TrendNote
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.logs import EVENTS, EVIDENCE, NOTES, Log
from oj_cli.domain.selection import Which


@pytest.fixture
def chosen(oj: Callable[..., Any], leksand: Path) -> api.Oj:
    ran = oj("identify", "--valj", "arbete,bostad", "--motiv", "Därför.")
    assert ran.code == 0, ran.err
    return api.open()


@pytest.mark.parametrize(
    ("log", "item", "letter"),
    [
        (EVIDENCE, Evidence("", "hearing", "Brukarrådet", "Väntan är lång.", "2016-10"), "U"),
        (EVENTS, Event("", "2015-09", "Ny chef", "personal"), "H"),
        (NOTES, TrendNote("", "Det gick nedåt."), "T"),
    ],
)
def test_an_item_is_put_in_changed_and_taken_out(
    leksand: Path, log: Log[Any], item: Any, letter: str
) -> None:
    oj = api.open()
    of = prepare(oj, Which())
    assert (of.path, of.analysis.year) == (None, 2016)  # nothing is made yet
    assert not (leksand / "analys").exists()
    of, first = put(oj, of, log, item)
    of, second = put(oj, of, log, item)
    assert [i.id for i in log.of(of.analysis)] == [f"{letter}1", f"{letter}2"]
    of, again = put(oj, of, log, second)
    assert again == second
    of, gone = take(oj, Which(), log, first.id.lower())
    assert gone == first
    assert log.of(prepare(oj, Which()).analysis) == (second,)
    with pytest.raises(UsageFault) as fault:
        take(oj, Which(), log, first.id)
    assert fault.value.hints[0] == f"De som finns är {letter}2."


def test_json_is_the_result(oj: Callable[..., Any], chosen: api.Oj) -> None:
    of = prepare(chosen, Which())
    shows = Evidence("", "egen_statistik", "Egen", "Väntan", "2016", Measurement(41.5, "dagar", 12))
    of, _ = put(chosen, of, EVIDENCE, shows)
    put(chosen, of, EVENTS, Event("", "2015-09", "Ny chef", "personal", concerns=("arbete",)))
    for asked, found in (
        (("complement", "list"), chosen.evidence()),
        (("complement", "list", "--galler", "bostad"), chosen.evidence(concerns="bostad")),
        (("complement", "suggest", "--senast", "2016"), chosen.suggest(latest=2016)),
        (("trend", "event", "list"), chosen.events()),
    ):
        written = oj(*asked, "--format", "json").json
        assert json.loads(json.dumps(encode(found))) == written
    row = chosen.evidence().to_frame().iloc[0]
    assert (row["varde"], row["enhet"], row["n"]) == (41.5, "dagar", 12)


def test_without_a_workspace_there_is_no_analysis() -> None:
    with pytest.raises(UsageFault, match="arbetsmapp"):
        api.open().evidence()
