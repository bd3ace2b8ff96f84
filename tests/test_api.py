"""The Python API: results as tables with exact values and types, and as what JSON prints.

What an analyst gets is counted here from the shipped source files, with nothing of `oj_cli`.
"""

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault

FILES = Path(__file__).parents[1] / "oj_cli/data/kallor"
UMEA, LEKSAND = "2480", "Leksand"


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def published() -> dict[str, dict[str, float]]:
    """The values of 2022 by Kolada id and kommunkod, as the file has them."""
    codes = {row["code"] for row in rows_of("kommuner.csv")}
    values: dict[str, dict[str, float]] = {}
    for row in rows_of("lss-enheter-2018-2022.csv"):
        of_2022 = row["period"] == "2022" and row["gender"] == "T" and row["value"]
        if of_2022 and row["municipality"] in codes:
            of_question = values.setdefault(row["kpi"], {})
            of_question[row["municipality"]] = float(row["value"])
    return values


def test_step_1_as_a_table(published: dict[str, dict[str, float]]) -> None:
    oj = api.open()
    frame = oj.identify("Umeå", area="lss-enheter").to_frame().set_index("indikator")
    kolada = oj.indicators(area="lss-enheter").to_frame().set_index("id")["kolada_id"]
    assert {id for id in frame.index if not pd.isna(frame["varde"][id])} == {
        id for id in frame.index if UMEA in published.get(kolada[id], {})
    }
    checked = 0
    for id, row in frame.dropna(subset=["varde"]).iterrows():
        values = published[kolada[id]]
        others = [value for code, value in values.items() if code != UMEA]
        better = 100 * sum(value > values[UMEA] for value in others) / len(others)
        assert row["varde"] == values[UMEA]
        assert row["riket"] == pytest.approx(median(values.values()), abs=1e-12)
        assert (row["bedomning"] == "forbattringsomrade") == (better >= 75)
        if better >= 75:
            assert row["gap"] == pytest.approx(better, abs=1e-12)
        checked += 1
    assert checked > 20


def test_the_types_of_a_table_are_those_of_its_values() -> None:
    oj = api.open()
    numbers = oj.identify("Umeå", area="lss-enheter").to_frame().dtypes
    assert {str(numbers[key]) for key in ("varde", "gap", "riket", "lan", "kommungrupp")} == {
        "Float64"
    }
    answers = oj.identify(LEKSAND).to_frame()
    assert str(answers["svar"].dtype) == "string"
    assert str(answers["riket"].dtype) == "Float64"
    assert set(answers["svar"].dropna()) <= {"JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS"}
    places = oj.kommuner("umeå").to_frame()
    assert places.loc[0, "kod"] == UMEA
    assert str(places["folkmangd"].dtype) == "Int64"


def test_a_lan_as_a_table() -> None:
    frame = api.open().identify_lan("Dalarna").to_frame().set_index("indikator")
    answers: dict[str, list[str]] = {}
    for row in rows_of("socialpsykiatri-2016-dalarna.csv"):
        answers.setdefault(row["indicator_id"], []).append(row["answer"])
    for id, row in frame.iterrows():
        given = [a for a in answers[str(id)] if a in ("JA", "NEJ", "DELVIS")]
        n_yes = given.count("JA")
        assert (row["n_ja"], row["n_svar"]) == (n_yes, len(given))
        assert row["lan"] == pytest.approx(100 * n_yes / len(given), abs=1e-12)
        assert len(row["har"].split(", ")) == n_yes or n_yes == 0
    assert str(frame["n_ja"].dtype) == "Int64"


def test_peers_as_a_table() -> None:
    found = api.open().peers("Ludvika", indicator="sip_rutin")
    frame = found.to_frame()
    having = {
        row["kommun"]
        for row in rows_of("socialpsykiatri-2016-dalarna.csv")
        if row["indicator_id"] == "sip_rutin" and row["answer"] == "JA"
    }
    assert set(frame["kommun"]) == having - {"Ludvika"}
    assert list(frame["likhet"]) == sorted(frame["likhet"])
    two = api.open().peers("Ludvika", indicator="sip_rutin", most=2)
    assert (len(two.peers), two.n_found) == (2, len(frame))


def test_an_explanation_as_a_table() -> None:
    found = api.open().explain("sip_rutin", LEKSAND, every_kommun=True)
    frame = found.to_frame()
    own = frame[frame["typ"] == "svar"].iloc[0]
    line = (
        (FILES / "socialpsykiatri-2016-dalarna.csv")
        .read_text("utf-8")
        .splitlines()[int(own["plats"].rpartition("rad ")[2]) - 1]
    )
    assert {"sip_rutin", LEKSAND, own["svar"]} <= set(line.split(","))
    counted = frame[(frame["typ"] == "jamforelse") & (frame["berakning"] == "beraknad")]
    assert list(counted["andel"]) == pytest.approx(list(100 * counted["n_ja"] / counted["n_svar"]))
    behind = frame[frame["typ"] == "kommun"]
    assert found.behind is not None
    assert len(behind) == len(found.behind)
    assert api.open().explain("sip_rutin", LEKSAND).behind is None


def test_where_a_result_was_found_is_in_it() -> None:
    found = api.open().identify(LEKSAND, area="socialpsykiatri")
    assert (found.around.is_shipped, found.around.in_workspace) == (True, False)
    assert "lss-enheter" in found.around.others
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
    ("identify --kommun Umeå", lambda oj: oj.identify("Umeå")),
    ("identify --kommun Leksand", lambda oj: oj.identify("Leksand")),
    ("identify --lan Dalarna", lambda oj: oj.identify_lan("Dalarna")),
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
