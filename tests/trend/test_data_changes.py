"""`oj data changes`: two real years, counted a second time; and a value that was revised."""

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from independent import trends, values

from oj_cli import api
from oj_cli.workspace import OMRADEN

FIVE = {
    "Leksand": "2029",
    "Västerås": "1980",
    "Ydre": "0512",
    "Göteborg": "1480",
    "Kiruna": "2584",
}
MOST_LINES = 56
MOTEN = "boende_gemensamma_moten"
HEADING = "Bostad med särskild service: regelbundna gemensamma möten"
PLAN = f"""\
schema: oj-plan/1
plan: {{id: lss, titel: Fler möten, status: beslutad, kommun: Leksand, omrade: lss-enheter}}
mal:
  - id: M1
    mal: Alla bostäder har möten
    koppling:
      - {{indikator: lss-enheter/{MOTEN}, ar: 2019, eget_varde: 80}}
    matt: {{enhet: procent, utgangslage: {{varde: 80}}, malvarde: 100}}
  - id: M2
    mal: Alla har en plan
    koppling:
      - {{indikator: lss-enheter/boende_samlad_kompetensplan, ar: 2019, eget_varde: 20}}
"""


@cache
def lss() -> trends.Area:
    return trends.area("lss-enheter")


def told(kommun: str) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What LSS units 2022 tells: (year before, value, value of 2022) by indicator, by kind."""
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for c in api.open().data_changes(kommun, area="lss-enheter").changes:
        assert c.after.year == 2022
        before = (c.before.year, c.before.said) if c.before else (None, None)
        found.setdefault(c.kind, {})[c.indicator.id] = (*before, c.after.said)
    return found


@pytest.mark.parametrize("kommun", FIVE)
def test_what_is_clear_is_counted_a_second_time(kommun: str) -> None:
    data, code = lss(), FIVE[kommun]
    clear = data.clear(code, 2022)
    expected: dict[str, dict[str, tuple[Any, ...]]] = {}
    for id in data.indicators:
        run = data.run(id, code)[-2:]
        if len(run) < 2 or run[-1][0] != 2022:
            continue
        (before, then), (_, now) = run
        gain = data.better(id, now - then)
        kind = "tydligt_battre" if gain > 0 else "tydligt_samre"
        if not clear[id] and gain <= -40:
            kind = "stort_fall"
        if clear[id] or kind == "stort_fall":
            expected.setdefault(kind, {})[id] = (before, then, now)
    found = told(kommun)
    shown = ("tydligt_samre", "stort_fall", "tydligt_battre")
    assert {kind: found[kind] for kind in shown if kind in found} == expected


@pytest.mark.parametrize("kommun", FIVE)
def test_what_is_gone_or_new_and_how_many_are_compared(kommun: str) -> None:
    data, code = lss(), FIVE[kommun]
    gone: dict[str, tuple[Any, ...]] = {}
    new: dict[str, tuple[Any, ...]] = {}
    compared = same = 0
    for id in data.indicators:
        every = data.values[id, "T"]
        had = max(y for y in every if y < 2022)  # all were asked before
        own, then = data.own(id, code, 2022), data.own(id, code, had)
        if own is None and then is not None:
            gone[id] = (had, then, None)
        elif own is not None and all(code not in every[y] for y in every if y < 2022):
            new[id] = (None, None, own)
        elif own is not None:
            compared += 1
            same += data.run(id, code)[-2][1] == own
    found = told(kommun)
    assert found.get("borta", {}) == gone
    assert found.get("ny", {}) == new
    [area] = api.open().data_changes(kommun, area="lss-enheter").areas
    assert (area.year, area.compared, area.same) == (2022, compared, same)
    clear = sum(len(found.get(kind, {})) for kind in ("tydligt_samre", "tydligt_battre"))
    assert area.uncertain + area.same + clear == area.compared


def test_answers_that_turned() -> None:
    data: dict[int, dict[str, str]] = {2021: {}, 2022: {}}
    for r in values.blocks(OMRADEN / "valfardsteknik" / "varden.db"):
        if (r.kind, r.unit, r.gender) == ("kommun", "1980", "T") and r.answer:
            data[r.year][r.indicator] = r.answer
    judged = filter(trends.area("valfardsteknik").is_judged, data[2021].keys() & data[2022].keys())
    turned = {i: data[2022][i] for i in judged if data[2021][i] != data[2022][i]}
    found = api.open().data_changes("Västerås", area="valfardsteknik")
    assert {c.indicator.id: c.after.answer for c in found.changes} == turned
    words = {"NEJ": "blev_nej", "JA": "blev_ja", "DELVIS": "blev_delvis"}
    assert all(c.kind == words[str(c.after.answer)] for c in found.changes)


@pytest.mark.parametrize("kommun", FIVE)
def test_it_is_one_screen(
    oj: Callable[..., Any], kommun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    text = oj("data", "changes", "--kommun", kommun).out
    assert text.startswith(f"{kommun}: vad som har ändrats, ")
    assert len(text.splitlines()) <= MOST_LINES
    assert max(len(line) for line in text.splitlines() if not line.startswith("  oj ")) <= 100


def test_all_areas_as_data(oj: Callable[..., Any], tmp_path: Path) -> None:
    found = oj("data", "andringar", "--kommun", "Leksand", "--format", "json").json
    assert found["schema"] == "oj-data-andringar/1"
    kinds = [c["slag"] for c in found["andringar"]]
    order = list(dict.fromkeys(kinds))
    assert order == ["blev_nej", "tydligt_samre", "stort_fall", "tydligt_battre", "blev_ja",
                     "borta", "ny"]  # fmt: skip
    assert kinds == sorted(kinds, key=order.index)
    text = oj("data", "changes", "--kommun", "Leksand", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(kinds)
    assert set(rows[0]) == {"slag", "omrade", "indikator", "namn", "fran_ar", "fran", "till_ar",
                            "till", "andring", "skal"}  # fmt: skip
    alla = oj("data", "changes", "--kommun", "Leksand", "--alla").out
    assert "till visas med --alla" not in alla


def test_a_year_and_what_belongs_together(oj: Callable[..., Any]) -> None:
    asked = ("data", "changes", "--kommun", "Västerås", "--format", "json")
    found = oj(*asked, "--omrade", "lss").json
    assert {a["omrade"] for a in found["omraden"]} == {"lss-enheter", "lss-brukare"}
    found = oj(*asked, "--omrade", "hemtjanst", "--ar", "2021").json
    # the survey was not made in 2021, and came back: nothing ended
    assert not {"borta", "upphord"} & {c["slag"] for c in found["andringar"]}
    assert oj(*asked, "--ar", "2031").code == 2
    single = oj("data", "changes", "--kommun", "Leksand", "--omrade", "socialpsykiatri")
    assert "Inget går att jämföra" in single.out


def test_what_was_revised_and_what_rests_on_it(
    leksand: Path, oj: Callable[..., Any], tmp_path: Path
) -> None:
    (leksand / "planer").mkdir()
    (leksand / "planer" / "lss.yaml").write_text(PLAN, encoding="utf-8")
    chosen = oj("identify", "--omrade", "lss-enheter", "--valj", MOTEN, "--motiv", "Därför.")
    assert chosen.code == 0, chosen.err
    asked = ("data", "changes", "--omrade", "lss-enheter", "--format", "json")
    before = oj(*asked).json
    assert "andrad_i_efterhand" not in {c["slag"] for c in before["andringar"]}
    assert all(not r["skillnader"] for r in before["vilar_pa"])
    for year, value in ((2019, 60), (2022, 20)):
        file = tmp_path / f"rattat-{year}.csv"
        file.write_text(f"Kommun;{HEADING}\nLeksand;{value}\nMora;55\n", encoding="utf-8")
        args = ("--omrade", "lss-enheter", "--ar", str(year), "--no-input")
        got = oj("data", "import", str(file), *args)
        assert got.code == 0, got.err
        assert got.err.rstrip().endswith("oj data changes")
    found = oj(*asked).json
    revised = [c for c in found["andringar"] if c["slag"] == "andrad_i_efterhand"]
    assert [(c["indikator"], c["fran_ar"], c["fran"], c["till"]) for c in revised] == [
        (MOTEN, 2022, 0.0, 20.0),
        (MOTEN, 2019, 80.0, 60.0),
    ]
    assert revised[0]["skal"] == "enligt rattat-2022.csv"
    [frozen, tied] = [r for r in found["vilar_pa"] if r["indikator"] == MOTEN]
    assert frozen["fil"] == "analys/leksand-lss-enheter-2022.yaml"
    assert {"vad": "value", "da": 0.0, "nu": 20.0} in frozen["skillnader"]
    assert (tied["fil"], tied["mal"], tied["ar_utgangslage"]) == ("planer/lss.yaml", "M1", True)
    assert tied["skillnader"] == [{"vad": "value", "da": 80.0, "nu": 60.0}]
    assert tied["slag"] == ["stort_fall"]
    text = " ".join(oj("data", "changes", "--omrade", "lss-enheter").out.split())
    assert "2019 års värde har ändrats från 80 % till 60 %, enligt rattat-2019.csv" in text
    assert "ert värde var 80 % och är nu 60 %; målets utgångsläge är samma värde" in text
    # a file that is wrong hides nothing
    broken = (leksand / frozen["fil"]).read_text("utf-8").replace("kommun: Leksand", "lan: Narnia")
    (leksand / "analys" / "annan.yaml").write_text(broken, encoding="utf-8")
    got = oj(*asked)
    assert "annan.yaml" in got.err
    assert got.json == found
    # what another kommun's own work rests on is not told
    (leksand / "analys" / "annan.yaml").unlink()
    assert oj(*asked, "--kommun", "Mora").json["vilar_pa"] == []


def test_a_file_that_gives_the_same_changes_nothing(
    leksand: Path, oj: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "samma.csv"
    file.write_text(f"Kommun;{HEADING}\nLeksand;80\n", encoding="utf-8")
    got = oj("data", "import", str(file), "--omrade", "lss-enheter", "--ar", "2019", "--no-input")
    assert got.code == 0, got.err
    found = oj("data", "changes", "--omrade", "lss-enheter", "--format", "json").json
    assert "andrad_i_efterhand" not in {c["slag"] for c in found["andringar"]}


def test_questions_that_ended(
    leksand: Path, oj: Callable[..., Any], alter_results: Callable[..., None]
) -> None:
    """The year after, with nothing of a question that the catalogue says has ended."""

    def next_year(rows: Any) -> Any:
        import pandas as pd

        later = rows[(rows["year"] == 2016) & (rows["indicator"] != "sip_rutin")]
        return pd.concat([rows, later.assign(year=2017)], ignore_index=True)

    alter_results(leksand, "socialpsykiatri", next_year)
    asked = ("data", "changes", "--omrade", "socialpsykiatri", "--format", "json")
    found = oj(*asked).json
    ended = {c["indikator"]: c["skal"] for c in found["andringar"] if c["slag"] == "upphord"}
    assert ended == {"sip_rutin": "ingen har värde än"}
