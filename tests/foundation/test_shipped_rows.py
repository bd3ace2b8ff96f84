"""Every number that is shipped, against what it was read from, read in another way.

The files of values are read by `independent.values`, what they came from with the csv module and
the catalogues with PyYAML's own loader. What they came from is no part of the repository; it may
lie beside it.
"""

import csv
import gzip
import hashlib
import statistics
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from independent import values
from independent.values import Result

from oj_cli.store import Store
from oj_cli.workspace import OMRADEN

AREAS = sorted(p.parent.name for p in OMRADEN.glob("*/varden.db"))
LARGE = 1_000_000  # bytes: what takes seconds to read a second time is read where slow tests are
EACH = [
    pytest.param(a, marks=pytest.mark.slow)
    if (OMRADEN / a / "varden.db").stat().st_size > LARGE
    else a
    for a in AREAS
]
PSYKIATRI, LSS = "socialpsykiatri", "lss-enheter"
SHARED = Path(__file__).parents[3] / "shared/data"
KOLADA = (
    "lss_enheter_2018-2022",
    "dalarna_socialpsykiatri_1994-2022",
    "all_kommuner_1994-2022",
)
beside = pytest.mark.skipif(not SHARED.is_dir(), reason="det som lästes in finns inte bredvid")


def read_yaml(area: str, name: str) -> Any:
    return yaml.safe_load((OMRADEN / area / name).read_text(encoding="utf-8"))


def read_csv(path: Path) -> list[dict[str, str]]:
    is_packed = path.suffix == ".gz"
    opened = gzip.open if is_packed else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=EACH)
def area(request: pytest.FixtureRequest) -> str:
    """Each område with all of its tests, so that it need not be kept after them."""
    return str(request.param)


@lru_cache(maxsize=2)
def shipped(area: str) -> list[Result]:
    return values.blocks(OMRADEN / area / "varden.db", located=True)


def of_source(area: str, source: str) -> set[Result]:
    return {r for r in shipped(area) if r.source == source}


# ---------------------------------------------------------------- the files agree with each other


def test_the_lines_hold_what_the_blocks_hold(area: str) -> None:
    lines = values.lines(OMRADEN / area / "varden.db")
    assert {r._replace(locator=None) for r in shipped(area)} == set(lines)
    assert len(lines) == len(shipped(area)) > 0


def test_the_store_gives_what_the_file_holds(store: Store, area: str) -> None:
    names = ("indicator", "year", "gender", "unit_kind", "unit")
    others = ("answer", "value", "n_yes", "n", "locator")
    rows = store.rows(area, gender=None)
    plain = rows.astype(dict.fromkeys(rows, object))
    table = plain.where(plain.notna(), None)[["source", *names, *others]].to_numpy().tolist()
    given = {Result(*row) for row in table}
    held = {r._replace(value=None if r.value is None else float(r.value)) for r in shipped(area)}
    few = held - given  # persons who are so few that nobody is told how many
    assert all(r.value is not None and 0 < r.value < 5 for r in few)
    assert given - held == {r._replace(answer="SEKRETESS", value=None) for r in few}
    assert len(table) == len(held)


def of_kommuner(area: str) -> dict[tuple[str, str], dict[int, dict[str, Result]]]:
    """Return what kommuner have by indicator and gender, year, kommun; the last source counts."""
    order = [source["id"] for source in read_yaml(area, "kalla.yaml")["kallor"]]
    found: dict[tuple[str, str], dict[int, dict[str, Result]]] = {}
    for r in sorted(shipped(area), key=lambda r: order.index(r.source)):
        if r.kind == "kommun":
            years = found.setdefault((r.indicator, r.gender), {})
            years.setdefault(r.year, {})[r.unit] = r
    return found


def test_the_summaries_sum_up_all_kommuner(area: str) -> None:
    told = values.summaries(OMRADEN / area / "varden.db")
    for (indicator, gender), years in of_kommuner(area).items():
        before: dict[str, float] = {}
        for year, rows in sorted(years.items()):
            n, n_yes, *spread, moved = told.pop((indicator, year, gender))
            numbers = {unit: float(r.value) for unit, r in rows.items() if r.value is not None}
            answers = [r.answer for r in rows.values() if r.answer in ("JA", "NEJ", "DELVIS")]
            assert n == (len(numbers) or len(answers))
            assert n_yes == (answers.count("JA") if answers else None)
            if numbers:
                several = [*numbers.values()] * (1 if len(numbers) > 1 else 2)
                q1, median, q3 = statistics.quantiles(several, n=4, method="inclusive")
                low, high = min(several), max(several)
                assert spread == pytest.approx([low, q1, median, q3, high])
                moves = [abs(x - before[unit]) for unit, x in numbers.items() if unit in before]
                assert moved == (pytest.approx(statistics.median(moves)) if moves else None)
            before = numbers or before
    assert told == {}


def test_each_result_is_of_what_is_told_of(area: str) -> None:
    catalogue, told = read_yaml(area, "katalog.yaml"), read_yaml(area, "kalla.yaml")["kallor"]
    assert {r.source for r in shipped(area)} == {source["id"] for source in told}
    assert {r.indicator for r in shipped(area)} <= {i["id"] for i in catalogue["indikatorer"]}
    kommuner = read_csv(OMRADEN / "kommuner.csv")
    units = {("kommun", r["code"]) for r in kommuner} | {("lan", r["lan_code"]) for r in kommuner}
    assert {(r.kind, r.unit) for r in shipped(area)} <= units | {("riket", "riket")}
    results = [(r.answer, r.value, r.n_yes, r.n) for r in shipped(area)]
    assert (None, None, None, None) not in results


def test_each_source_says_what_the_file_was(store: Store, area: str) -> None:
    for source in read_yaml(area, "kalla.yaml")["kallor"]:
        [record] = store.sources([source["id"]])
        assert (record.title, record.year, record.file, record.sha256) == (
            source["titel"],
            source["ar"],
            source["fil"],
            source["sha256"],
        )
        assert len(bytes.fromhex(record.sha256)) == 32
        assert record.credit.startswith("Egen bearbetning")
        assert record.publisher
        assert record.is_shipped


def test_a_source_stands_in_one_area() -> None:
    ids = [s["id"] for area in AREAS for s in read_yaml(area, "kalla.yaml")["kallor"]]
    assert [id for id, times in Counter(ids).items() if times > 1] == []


# ---------------------------------------------------------------- as they were published


def kommun_codes() -> dict[str, str]:
    return {r["name"]: r["code"] for r in read_csv(SHARED / "kommuner.csv")}


@beside
def test_the_answers_of_dalarna() -> None:
    source, codes = "socialpsykiatri-2016-dalarna", kommun_codes()
    wanted = {
        Result(
            source, r["indicator_id"], 2016, "T", "kommun", codes[r["kommun"]], r["answer"],
            None, None, None, f"länsrapporten, tabell {r['table']}; filen, rad {row}",
        )
        for row, r in enumerate(read_csv(SHARED / "dalarna-2016/answers.csv"), 2)
    }  # fmt: skip
    assert len(wanted) == 555 == 37 * 15
    assert of_source(PSYKIATRI, source) == wanted


@beside
def test_the_shares_of_the_county_report() -> None:
    source = "socialpsykiatri-2016-andelar"
    records = read_csv(SHARED / "dalarna-2016/indicators.csv")
    columns = {"riket_pct": ("riket", "riket"), "dalarna_pct_printed": ("lan", "20")}
    printed = [(r, column, *unit) for r in records for column, unit in columns.items()]
    wanted = {
        Result(
            source, r["indicator_id"], 2016, "T", kind, unit, None, Decimal(r[column]),
            None, None, f"länsrapporten, tabell {r['table']}; filen, rad {row}",
        )
        for row, (r, column, kind, unit) in enumerate(printed, 2)
    }  # fmt: skip
    assert len(wanted) == 37 * 2
    assert of_source(PSYKIATRI, source) == wanted


@beside
def test_what_dalarna_said_yes_to_the_year_before() -> None:
    wanted = {
        (r["indicator_id"], int(r["year"]), "lan", "20", int(r["n_ja"]), int(r["n"]))
        for r in read_csv(SHARED / "series/lan_dalarna.csv")
    }
    got = of_source(PSYKIATRI, "socialpsykiatri-dalarna-2015")
    assert {(r.indicator, r.year, r.kind, r.unit, r.n_yes, r.n) for r in got} == wanted


@beside
def test_the_shares_of_riket_through_the_years() -> None:
    wanted = {
        (r["indicator_id"], int(r["year"]), Decimal(r["riket_pct"]))
        for r in read_csv(SHARED / "series/riket.csv")
    }
    shares = {(r.indicator, r.year, r.value) for r in shipped(PSYKIATRI) if r.kind == "riket"}
    assert wanted <= shares
    assert {year for _, year, _ in shares - wanted} == {2016}  # from the county report


@beside
def test_every_value_of_the_units_in_lss() -> None:
    path = SHARED / "kolada/lss_enheter_2018-2022.csv.gz"
    [source] = read_yaml(LSS, "kalla.yaml")["kallor"]
    assert hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest() == source["sha256"]
    ids = {i["kolada"]: i["id"] for i in read_yaml(LSS, "katalog.yaml")["indikatorer"]}
    wanted = {
        Result(
            source["id"], ids[r["kpi"]], int(r["period"]), r["gender"],
            *(("riket", "riket") if r["municipality"] == "0000" else ("kommun", r["municipality"])),
            None, Decimal(r["value"]), None, None, row,
        )
        for row, r in enumerate(read_csv(path), 2)
    }  # fmt: skip
    assert len(wanted) == 25_258
    assert set(shipped(LSS)) == wanted


def in_kolada(kpis: set[str]) -> Iterator[tuple[tuple[str, str, str, str], Decimal]]:
    """Yield what Kolada has of some KPIs; a value may be there with more and with fewer digits."""
    for name in KOLADA:
        path = SHARED / f"kolada/{name}.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                if row[0] in kpis:
                    yield (row[0], row[1], row[2], row[3]), Decimal(row[4])


@pytest.mark.slow
@beside
def test_every_result_with_a_kolada_id_is_as_kolada_has_it() -> None:
    catalogues = {area: read_yaml(area, "katalog.yaml") for area in AREAS}
    indicators = {
        (area, i["id"]): i
        for area, catalogue in catalogues.items()
        if catalogue.get("kommer_fran", {}).get("satt") == "kolada"
        for i in catalogue["indikatorer"]
        if i.get("kolada")
    }
    published: dict[tuple[str, str, str, str], set[Decimal]] = {}
    for cell, value in in_kolada({i["kolada"] for i in indicators.values()}):
        published.setdefault(cell, set()).add(value)
    wrong, n = [], 0
    for area in AREAS:
        for r in shipped(area):
            i = indicators.get((area, r.indicator))
            if i is not None:
                unit = {"riket": "0000", "lan": f"00{r.unit}"}.get(r.kind, r.unit)
                known = published.get((i["kolada"], unit, str(r.year), r.gender), set())
                codes = {str(number): said for number, said in i.get("koder", {}).items()}
                said = {codes.get(str(int(value))) for value in known}
                n += 1
                if r.value not in known if r.answer is None else r.answer not in said:
                    wrong.append((area, r, known))
    assert wrong[:3] == []
    assert n > 25_000


@beside
def test_the_sorting_keys_are_those_of_the_publishers() -> None:
    kommuner = (SHARED / "kommuner.csv").read_text(encoding="utf-8").splitlines()
    ours = (OMRADEN / "kommuner.csv").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(",")[0] for line in ours] == kommuner  # other names come after
    wanted = {
        (r["code"], r["year"], r["population"])
        for r in read_csv(SHARED / "population_1994-2022.csv")
    }
    got = {
        (r["code"], year, number)
        for r in read_csv(OMRADEN / "folkmangd.csv")
        for year, number in r.items()
        if year != "code" and number
    }
    assert got == wanted


# As they stand in the county report for Dalarna 2016, on Socialstyrelsen's pages and in Kolada.
SPOTS = [
    ("socialpsykiatri-2016-dalarna", "lattlast_svenska", 2016, "2084", "answer", "NEJ"),
    ("socialpsykiatri-2016-andelar", "lattlast_svenska", 2016, "riket", "value", 23),
    ("socialpsykiatri-2016-andelar", "lattlast_svenska", 2016, "20", "value", 13),
    ("socialpsykiatri-dalarna-2015", "oppen_verksamhet", 2015, "20", "n_yes", 9),
    ("socialpsykiatri-dalarna-2015", "oppen_verksamhet", 2015, "20", "n", 15),
    ("socialpsykiatri-riket-webb-2015", "uppsokande_verksamhet", 2015, "riket", "value", 41),
    ("socialpsykiatri-riket-webb-2022", "uppsokande_verksamhet", 2022, "riket", "value", 25),
    ("socialpsykiatri-riket-webb-2023", "oppen_verksamhet", 2023, "riket", "value", 69),
    ("lss-enheter-2018-2022", "boende_genomforandeplan", 2018, "riket", "value", 84),
    ("lss-enheter-2018-2022", "boende_genomforandeplan", 2018, "0114", "value", 63),
]


@pytest.mark.parametrize("spot", SPOTS)
def test_a_known_figure_stands_where_it_should(spot: tuple[str, str, int, str, str, Any]) -> None:
    source, indicator, year, unit, column, wanted = spot
    [got] = [
        getattr(r, column)
        for area in ("socialpsykiatri", "lss-enheter")
        for r in shipped(area)
        if (r.source, r.indicator, r.year, r.unit, r.gender) == (source, indicator, year, unit, "T")
    ]
    assert got == wanted


def test_the_folders_hold_nothing_that_nobody_reads() -> None:
    for area in AREAS:
        names = {p.name for p in (OMRADEN / area).iterdir()} - {".kompilerat"}
        assert names == {"katalog.yaml", "kalla.yaml", "varden.db"}
    assert {p.name for p in OMRADEN.iterdir() if p.is_file()} == {
        "kommuner.csv",
        "folkmangd.csv",
        "kommungrupper.yaml",
        "liknande.csv",
        "teman.yaml",
    }
