"""Every number that is shipped, against the file it came from, read in another way.

The CSV files are read with the csv module and their descriptions with PyYAML's own loader;
nothing of the product's readers takes part.
"""

import csv
import hashlib
import re
from collections import Counter
from math import fsum
from pathlib import Path
from typing import Any

import pytest
import yaml

from oj_cli.store import Store
from oj_cli.workspace import DATA_FOLDER

KALLOR = DATA_FOLDER / "kallor"
SOURCES = [p.stem for p in sorted(KALLOR.glob("*.yaml"))]
PSYKIATRI = "socialpsykiatri"
Key = tuple[str, int, str, str, str]


def read_csv(name: str) -> list[dict[str, str]]:
    with (KALLOR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def describe(id: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((KALLOR / f"{id}.yaml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def in_store(store: Store) -> dict[str, dict[Key, tuple[Any, ...]]]:
    """What the store holds, by source and key: answer, value, n_yes, n, locator."""
    found: dict[str, dict[Key, tuple[Any, ...]]] = {}
    for area in sorted({describe(id)["omrade"] for id in SOURCES}):
        rows = store.rows(area, gender=None)
        plain = rows.astype(dict.fromkeys(rows, object))
        names = ("indicator", "year", "unit_kind", "unit", "gender", "source")
        others = ("answer", "value", "n_yes", "n", "locator")
        table = plain.where(plain.notna(), None)[[*names, *others]].to_numpy().tolist()
        for indicator, year, kind, unit, gender, source, *rest in table:
            key = (f"{area}/{indicator}", int(year), kind, unit, gender)
            found.setdefault(source, {})[key] = tuple(rest)
    return found


def units() -> dict[str, tuple[str, str]]:
    """Return (kind, key) of what stands in the files."""
    kommuner = read_csv("kommuner.csv")
    named = {r["name"]: ("kommun", r["code"]) for r in kommuner}
    named |= {r["code"]: ("kommun", r["code"]) for r in kommuner}
    named |= {r["lan_code"]: ("lan", r["lan_code"]) for r in kommuner}
    return named | {"riket": ("riket", "riket"), "0000": ("riket", "riket")}


def indicator_ids(area: str, by: str) -> dict[str, str]:
    path = DATA_FOLDER / "katalog" / f"{area}.yaml"
    catalogue = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {i[by]: f"{area}/{i['id']}" for i in catalogue["indikatorer"] if i.get(by)}


def expected(id: str) -> dict[Key, tuple[Any, ...]]:
    """Return what a source's CSV file says, by the same keys as in the store."""
    source = describe(id)
    layout = source["layout"]
    ids = indicator_ids(source["omrade"], layout.get("indikator_som", "id"))
    unit_of = units()

    def number(row: dict[str, str], column: str) -> float | None:
        text = row[layout[column]] if column in layout else ""
        return float(text) if text else None

    found: dict[Key, tuple[Any, ...]] = {}
    records = read_csv(source["fil"])
    for n, row in enumerate(records, 2):
        year = int(layout["ar"] if "ar" in layout else row[layout["ar_kolumn"]])
        gender = row[layout["kon"]] if "kon" in layout else "T"
        kind, unit = unit_of[row[layout["enhet"]]]
        place = layout.get("plats", n)
        for name, text in (*row.items(), ("rad", str(n))):
            place = place.replace(f"{{{name}}}", text) if isinstance(place, str) else place
        found[ids[row[layout["indikator"]]], year, kind, unit, gender] = (
            row[layout["svar"]] if "svar" in layout else None,
            number(row, "varde"),
            number(row, "antal_ja"),
            number(row, "antal"),
            place,
        )
    assert len(found) == len(records)
    return found


@pytest.mark.parametrize("id", SOURCES)
def test_every_row_of_a_source_is_the_row_of_its_file(
    in_store: dict[str, dict[Key, tuple[Any, ...]]], id: str
) -> None:
    wanted, got = expected(id), in_store[id]
    assert len(got) == len(wanted)
    differing = [(key, got.get(key), row) for key, row in wanted.items() if got.get(key) != row]
    assert differing[:3] == []


def test_nothing_else_is_shipped(in_store: dict[str, dict[Key, tuple[Any, ...]]]) -> None:
    assert sorted(in_store) == SOURCES


@pytest.mark.parametrize("id", SOURCES)
def test_a_source_record_names_the_very_file(store: Store, id: str) -> None:
    source = describe(id)
    [record] = store.sources([id])
    raw = (KALLOR / record.file).read_bytes()
    assert record.sha256 == hashlib.sha256(raw).hexdigest()
    assert (record.title, record.year) == (source["titel"], source["ar"])
    assert record.credit.startswith("Egen bearbetning")
    assert record.publisher


def test_all_555_answers_of_dalarna(in_store: dict[str, dict[Key, tuple[Any, ...]]]) -> None:
    got = in_store["socialpsykiatri-2016-dalarna"]
    assert len(got) == 555 == 37 * 15
    assert len({key[0] for key in got}) == 37
    assert {key[3][:2] for key in got} == {"20"}
    codes = {name: code for name, (kind, code) in units().items() if kind == "kommun"}
    wrong = [
        row
        for row in read_csv("socialpsykiatri-2016-dalarna.csv")
        if got[f"{PSYKIATRI}/{row['indicator_id']}", 2016, "kommun", codes[row["kommun"]], "T"][0]
        != row["answer"]
    ]
    assert wrong == []


def test_every_lss_value(in_store: dict[str, dict[Key, tuple[Any, ...]]]) -> None:
    got = in_store["lss-enheter-2018-2022"]
    records = read_csv("lss-enheter-2018-2022.csv")
    assert len(got) == len(records) == 25_258
    assert Counter(key[1] for key in got) == Counter(int(r["period"]) for r in records)
    assert fsum(row[1] for row in got.values()) == fsum(float(r["value"]) for r in records)
    ids = indicator_ids("lss-enheter", "kolada")
    wrong = [
        r
        for r in records
        if got[
            ids[r["kpi"]],
            int(r["period"]),
            *(("riket", "riket") if r["municipality"] == "0000" else ("kommun", r["municipality"])),
            r["gender"],
        ][1]
        != float(r["value"])
    ]
    assert wrong == []


# As they stand in the county report for Dalarna 2016 and on Socialstyrelsen's pages.
SPOTS = [
    ("socialpsykiatri-2016-dalarna", "lattlast_svenska", 2016, "kommun", "2084", "answer", "NEJ"),
    ("socialpsykiatri-2016-andelar", "lattlast_svenska", 2016, "riket", "riket", "value", 23),
    ("socialpsykiatri-2016-andelar", "lattlast_svenska", 2016, "lan", "20", "value", 13),
    ("socialpsykiatri-dalarna-2015", "oppen_verksamhet", 2015, "lan", "20", "n_yes", 9),
    ("socialpsykiatri-dalarna-2015", "oppen_verksamhet", 2015, "lan", "20", "n", 15),
    (
        "socialpsykiatri-riket-webb-2015",
        "uppsokande_verksamhet",
        2015,
        "riket",
        "riket",
        "value",
        41,
    ),
    (
        "socialpsykiatri-riket-webb-2022",
        "uppsokande_verksamhet",
        2022,
        "riket",
        "riket",
        "value",
        25,
    ),
    ("socialpsykiatri-riket-webb-2023", "oppen_verksamhet", 2023, "riket", "riket", "value", 69),
    ("lss-enheter-2018-2022", "boende_genomforandeplan", 2018, "riket", "riket", "value", 84),
    ("lss-enheter-2018-2022", "boende_genomforandeplan", 2018, "kommun", "0114", "value", 63),
]


@pytest.mark.parametrize("spot", SPOTS)
def test_a_known_figure_stands_where_it_should(
    store: Store, spot: tuple[str, str, int, str, str, str, object]
) -> None:
    source, indicator, year, kind, unit, column, wanted = spot
    area = describe(source)["omrade"]
    rows = store.rows(area, year=year, unit=(kind, unit), indicator=indicator, gender="T")
    [got] = rows[rows["source"] == source][column]
    assert got == wanted


def test_a_locator_leads_to_its_row(in_store: dict[str, dict[Key, tuple[Any, ...]]]) -> None:
    for id, rows in in_store.items():
        records = read_csv(describe(id)["fil"])
        for (_, _, _, _, _), (answer, value, n_yes, n, locator) in list(rows.items())[:50]:
            [row] = re.findall(r"(?:rad )?(\d+)$", str(locator))
            record = records[int(row) - 2].values()
            figures = [x for x in (answer, value, n_yes, n) if x is not None]
            assert figures
            for figure in figures:
                text = figure if isinstance(figure, str) else f"{figure:g}"
                assert text in record


def test_the_folder_holds_no_file_that_nothing_reads() -> None:
    described = {describe(id)["fil"] for id in SOURCES}
    register = {"kommuner.csv", "folkmangd-1994-2022.csv"}
    assert {p.name for p in Path(KALLOR).glob("*.csv")} == described | register
