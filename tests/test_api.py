"""The Python API: results as tables with exact values and types, and as what JSON prints.

What an analyst gets is counted here from the shipped files of values, read by a reader that has
nothing of `oj_cli`.
"""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from independent import values

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.workspace import OMRADEN

UMEA, LEKSAND = "2480", "Leksand"
LEKSANDS_CODE, LUDVIKAS = "2029", "2085"


def given(area: str) -> list[values.Result]:
    """Return what the kommuner have in an område, women and men together."""
    found = values.blocks(OMRADEN / area / "varden.db", gender="T", located=True)
    return [r for r in found if r.kind == "kommun"]


def riket() -> list[values.Result]:
    """Return what is published of riket on the LSS units in 2022."""
    found = values.blocks(OMRADEN / "lss-enheter" / "varden.db", gender="T")
    return [r for r in found if (r.kind, r.year) == ("riket", 2022)]


@pytest.fixture(scope="module")
def published() -> dict[str, dict[str, float]]:
    """The values of 2022 by indicator and kommunkod, as the file has them."""
    found: dict[str, dict[str, float]] = {}
    for r in given("lss-enheter"):
        if r.year == 2022 and r.value is not None:
            found.setdefault(r.indicator, {})[r.unit] = float(r.value)
    return found


@pytest.fixture(scope="module")
def answers() -> list[values.Result]:
    """The answers of the kommuner of Dalarna 2016, as the file has them."""
    return [r for r in given("socialpsykiatri") if r.year == 2016 and r.answer is not None]


def test_step_1_as_a_table(published: dict[str, dict[str, float]]) -> None:
    oj = api.open()
    frame = oj.identify("Umeå", area="lss-enheter").to_frame().set_index("indikator")
    assert {id for id in frame.index if not pd.isna(frame["varde"][id])} == {
        id for id in frame.index if UMEA in published.get(str(id), {})
    }
    of_riket = {r.indicator: float(r.value) for r in riket() if r.value is not None}
    rows = frame.dropna(subset=["varde"])
    for id, row in rows.iterrows():
        assert row["varde"] == published[str(id)][UMEA]
        assert row["riket"] == of_riket[str(id)]  # what is published, no median of ours
        assert row["skillnad"] == pytest.approx(row["varde"] - row["riket"], abs=1e-12)
        assert row["lagst"] < row["varde"] + 1e-9
        assert row["varde"] - 1e-9 < row["hogst"]
        if row["bedomning"] == "tydlig_svaghet":
            assert row["skillnad"] <= -20
            assert row["hogst"] < row["riket"]
    assert len(rows) > 20
    assert "tydlig_svaghet" in set(rows["bedomning"])


def test_the_types_of_a_table_are_those_of_its_values() -> None:
    oj = api.open()
    numbers = oj.identify("Umeå", area="lss-enheter").to_frame().dtypes
    floats = ("varde", "skillnad", "lagst", "hogst", "riket", "lan", "kommungrupp")
    assert {str(numbers[key]) for key in floats} == {"Float64"}
    assert str(numbers["n"]) == "Int64"
    answers = oj.identify(LEKSAND).to_frame()
    assert str(answers["svar"].dtype) == "string"
    assert str(answers["riket"].dtype) == "Float64"
    assert set(answers["svar"].dropna()) <= {"JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS"}
    places = oj.kommuner("umeå").to_frame()
    assert places.loc[0, "kod"] == UMEA
    assert str(places["folkmangd"].dtype) == "Int64"


def test_a_lan_as_a_table(answers: list[values.Result]) -> None:
    frame = api.open().identify_lan("Dalarna").to_frame().set_index("indikator")
    by_indicator: dict[str, list[str | None]] = {}
    for result in answers:
        by_indicator.setdefault(result.indicator, []).append(result.answer)
    for id, row in frame.iterrows():
        said = [a for a in by_indicator[str(id)] if a in ("JA", "NEJ", "DELVIS")]
        n_yes = said.count("JA")
        assert (row["n_ja"], row["n_svar"]) == (n_yes, len(said))
        assert row["lan"] == pytest.approx(100 * n_yes / len(said), abs=1e-12)
        assert len(row["har"].split(", ")) == n_yes or n_yes == 0
    assert len(frame) > 30
    assert str(frame["n_ja"].dtype) == "Int64"


def test_peers_as_a_table(answers: list[values.Result]) -> None:
    oj = api.open()
    found = oj.peers("Ludvika", indicator="sip_rutin")
    frame = found.to_frame()
    having = {r.unit for r in answers if (r.indicator, r.answer) == ("sip_rutin", "JA")}
    codes = oj.kommuner().to_frame().set_index("kommun")["kod"]
    assert {codes[name] for name in frame["kommun"]} == having - {LUDVIKAS}
    assert list(frame["likhet"]) == sorted(frame["likhet"])
    two = oj.peers("Ludvika", indicator="sip_rutin", most=2)
    assert (len(two.peers), two.n_found) == (2, len(frame))


def test_an_explanation_as_a_table(answers: list[values.Result]) -> None:
    found = api.open().explain("sip_rutin", LEKSAND, every_kommun=True)
    frame = found.to_frame()
    own = frame[frame["typ"] == "svar"].iloc[0]
    [there] = [r for r in answers if (r.indicator, r.unit) == ("sip_rutin", LEKSANDS_CODE)]
    assert (own["svar"], own["kalla"], own["plats"]) == (there.answer, there.source, there.locator)
    counted = frame[(frame["typ"] == "jamforelse") & (frame["berakning"] == "beraknad")]
    assert list(counted["andel"]) == pytest.approx(list(100 * counted["n_ja"] / counted["n_svar"]))
    behind = frame[frame["typ"] == "kommun"]
    assert found.behind is not None
    assert len(behind) == len(found.behind)
    assert api.open().explain("sip_rutin", LEKSAND).behind is None


def test_where_a_result_was_found_is_in_it() -> None:
    found = api.open().identify(LEKSAND, area="socialpsykiatri")
    assert (found.around.is_shipped, found.around.in_workspace) == (True, False)
    assert found.weak[0] == found.results[0].indicator.id
    assert len(found.leading) == len(found.areas)


def test_what_is_unknown_is_a_fault_with_a_remedy() -> None:
    oj = api.open()
    for ask in (
        lambda: oj.identify("Umeå", ranking="granne"),
        lambda: oj.identify("Ume"),
        lambda: oj.peers("Umeå"),
        lambda: oj.schema("plna"),
        lambda: oj.identify("Umeå", ranking="egen"),
    ):
        with pytest.raises(UsageFault) as caught:
            ask()
        assert caught.value.hints


ASKED: list[tuple[str, Callable[[api.Oj], Any]]] = [
    ("identify --kommun Umeå", lambda oj: oj.kommun_map("Umeå")),
    (
        "identify --kommun Leksand --omrade lss",
        lambda oj: oj.kommun_map("Leksand", belonging="lss"),
    ),
    ("identify --kommun Leksand --ar 2016", lambda oj: oj.identify("Leksand")),
    ("compare --kommun Ydre", lambda oj: oj.compare_whole("Ydre")),
    ("peers --kommun Ydre", lambda oj: oj.peers_whole("Ydre", most=10)),
    ("identify --lan Dalarna", lambda oj: oj.lan_map("Dalarna")),
    ("identify --lan Dalarna --ar 2016", lambda oj: oj.identify_lan("Dalarna")),
    (
        "peers --indicator sip_rutin --kommun Ludvika",
        lambda oj: oj.peers("Ludvika", indicator="sip_rutin", most=10),
    ),
    ("explain sip_rutin --kommun Leksand", lambda oj: oj.explain("sip_rutin", "Leksand")),
    (
        "explain sip_rutin --kommun Leksand --alla",
        lambda oj: oj.explain("sip_rutin", "Leksand", every_kommun=True),
    ),
    ("compare --indicator sip_rutin", lambda oj: oj.compare(indicator="sip_rutin")),
    ("indicators rutin", lambda oj: oj.indicators("rutin")),
    ("kommuner alv", lambda oj: oj.kommuner("alv")),
]


@pytest.mark.parametrize(("typed", "ask"), ASKED, ids=[typed for typed, _ in ASKED])
def test_json_is_the_result(
    oj: Callable[..., Any], typed: str, ask: Callable[[api.Oj], Any]
) -> None:
    result = ask(api.open())
    assert oj(*typed.split(), "--format", "json").json == encode(result)
    columns, rows = result.records()
    lines = list(csv.reader(oj(*typed.split(), "--format", "csv").out.splitlines()))
    assert lines[0] == list(columns)
    assert len(lines) == 1 + len(rows)


def test_a_schema_is_printed_as_it_is(oj: Callable[..., Any]) -> None:
    assert oj("schema", "plan").json == api.open().schema("plan")


def test_every_function_of_the_api_is_found_where_it_is() -> None:
    from oj_cli.api.every import Every
    from oj_cli.api.session import Session

    places = {
        f"{kind.__module__.rpartition('.')[2]}:{kind.__name__}": {
            name for name in vars(kind) if not name.startswith("_")
        }
        for kind in Every.__mro__[1:]
        if kind not in (Session, object)
    }
    assert {place: {*names.split()} for place, names in api.CAPABILITIES.items()} == places
    assert {name for names in places.values() for name in names} <= {*dir(api.open())}


def test_capabilities_share_what_has_been_read(tmp_path: Path) -> None:
    oj = api.open(tmp_path, "2027-01-31")
    assert oj.today is oj.identify.__self__.today
    oj.note("Sagt.")
    assert oj.compare.__self__.notices == ["Sagt."]
    assert not hasattr(oj, "nothing_such")


def test_opening_loads_nothing_that_only_one_function_needs() -> None:
    code = (
        "import sys; from oj_cli import api; api.open();"
        "print(*{m.removeprefix('oj_cli.').split('.')[0] for m in sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"pandas", "numpy", "yaml", "typer", "rich"}
    assert not loaded & {"analysis", "guide", "plan", "reports", "sources", "views"}
