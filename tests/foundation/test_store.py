"""The store: what is asked of the områden that come with oj and of a workspace's own, together."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any

import pandas as pd
import pytest

from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Register
from oj_cli.store import Store, open_store
from oj_cli.store.values import FILE, uri_of
from oj_cli.workspace import OMRADEN, own_areas

PSYKIATRI = "socialpsykiatri"


def read_everything(store: Store, area: str = PSYKIATRI) -> list[Any]:
    """Ask all that can be asked of a store."""
    return [
        store.register(2016),
        store.themes(),
        store.areas(),
        store.catalogues(),
        store.indicator_names(),
        store.sources(),
        store.coverage(),
        store.years(area),
        store.summaries(area),
        list(store.results(area, ("kommun", "2029"))),
        store.rows(area, gender=None).to_csv(),
    ]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A workspace whose own område is what comes with oj, under another name."""
    folder = tmp_path / "arbete"
    place = own_areas(folder) / "egen"
    shutil.copytree(OMRADEN / PSYKIATRI, place, ignore=shutil.ignore_patterns(".*"))
    catalogue = place / "katalog.yaml"
    text = catalogue.read_text(encoding="utf-8")
    names = {"omrade: socialpsykiatri": "omrade: egen", "namn: ": "namn: Egen "}
    for before, after in names.items():
        text = text.replace(f"\n{before}", f"\n{after}", 1)
    catalogue.write_text(text, encoding="utf-8")
    (folder / "oj.yaml").touch()
    return folder


@pytest.fixture
def both(copied: Path) -> Iterator[Store]:
    """What comes with oj and that workspace's, together."""
    with open_store(copied) as store:
        yield store


# ---------------------------------------------------------------- what comes with oj


def test_the_register_is_that_of_the_files(store: Store, register: Register) -> None:
    assert store.register() == replace(register, population={})
    for year in (2003, 2016, 2030):
        population = store.register(population_before=year).population
        assert {c: list(p.items()) for c, p in population.items()} == {
            k.code: [found]
            for k in register.kommuner
            if (found := register.population_before(k.code, year)) is not None
        }


def test_the_catalogues_are_those_of_the_files(
    store: Store, catalogues: dict[str, Catalogue], themes: Themes
) -> None:
    assert store.themes() == themes
    assert store.areas()[0] == PSYKIATRI
    assert set(store.areas()) < set(catalogues)  # the rest are nyckeltal
    assert list(store.catalogues()) == [catalogues[a] for a in store.areas()]
    assert {c.area: c for c in store.every_catalogue()} == catalogues
    assert store.indicator_names() == [(i.id, i.name) for c in store.catalogues() for i in c]


@pytest.mark.parametrize(
    "text", ["socialpsykiatri", "SOCIALPSYKIATRI", "Social psykiatri", "lss-enheter", "LSS enheter"]
)
def test_an_area_is_found_however_it_is_typed(store: Store, text: str) -> None:
    assert store.find_area(text) in ("socialpsykiatri", "lss-enheter")


def test_an_area_is_found_by_its_names(store: Store) -> None:
    for catalogue in store.catalogues():
        assert store.find_area(catalogue.name.upper()) == catalogue.area
        assert store.find_area(catalogue.short.lower()) == catalogue.area


def test_an_unknown_area_has_suggestions(store: Store) -> None:
    with pytest.raises(UsageFault) as caught:
        store.find_area("socialpsykologi")
    assert caught.value.hints[0] == "Menade du socialpsykiatri?"
    assert "lss-enheter" in caught.value.hints[-1]


@pytest.mark.slow
def test_every_value_that_comes_with_oj_is_read_the_same_both_ways(store: Store) -> None:
    for area in store.heads:
        by_line: set[tuple[Any, ...]] = set()
        by_block: set[tuple[Any, ...]] = set()
        for gender in ("T", "K", "M"):
            columns = list(store.columns(area, gender=gender))
            by_block |= {
                (gender, unit, c.indicator, c.year, c.source, *given[:4])
                for c in columns
                for unit, *given in c.results()
            }
            by_line |= {
                (gender, unit, *result)
                for unit in {unit for c in columns for unit in c.units}
                for result in store.results(area, unit, gender)
            }
        assert by_block == by_line
        assert len(by_block) == sum(c.rows for c in store.coverage() if c.area == area)


# ---------------------------------------------------------------- as it lies


@pytest.mark.parametrize(
    "folder",
    ["enkel", "med mellanslag", "åäö", "nr #1", "100%25 klart", "vad?", "a&b=c;d", "%00"],
)
def test_any_path_can_be_opened(copied: Path, folder: str) -> None:
    place = copied.rename(copied.with_name(folder))
    with open_store(place) as store:
        assert len(store.rows("egen")) == len(store.rows(PSYKIATRI)) > 0


def test_a_relative_path_can_be_opened(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied.parent)
    with open_store(Path(copied.name)) as store:
        assert len(store.rows("egen")) > 0


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Users\Å\varden #1.db", "file:///C:/Users/%C3%85/varden%20%231.db"),
        (r"\\server\delad mapp\varden.db", "file:////server/delad%20mapp/varden.db"),
    ],
)
def test_a_windows_path_is_written_as_sqlite_reads_it(path: str, uri: str) -> None:
    assert uri_of(PureWindowsPath(path)) == uri


def test_values_are_read_where_nothing_can_be_written(copied: Path) -> None:
    place = own_areas(copied) / "egen"
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    for path in place.iterdir():
        path.chmod(0o444)
    place.chmod(0o555)
    try:
        with open_store(copied) as store:
            assert read_everything(store, "egen")
        names = set(os.listdir(place))  # noqa: PTH208 - the names alone
        assert names - {".kompilerat"} == set(before)  # the one who runs the tests may write
        assert {name: (place / name).read_bytes() for name in before} == before
    finally:
        place.chmod(0o755)


def test_what_another_program_holds_can_be_read(copied: Path) -> None:
    other = sqlite3.connect(own_areas(copied) / "egen" / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with open_store(copied) as store:
        assert read_everything(store, "egen")
    other.close()


def test_values_are_not_opened_before_they_are_asked_for(copied: Path) -> None:
    (own_areas(copied) / "egen" / FILE).write_bytes(b"x" * 9000)
    with open_store(copied) as store:
        assert store.find_area("egen") == "egen"
        assert store.sources()
        assert len(store.rows(PSYKIATRI)) > 0  # another område's are nobody's concern
        with pytest.raises(FileFault) as caught:
            store.rows("egen")
    assert caught.value.place == str(own_areas(copied) / "egen" / FILE)
    assert caught.value.hints


# ---------------------------------------------------------------- results


def test_rows_have_the_columns_and_types_of_a_result_row(store: Store) -> None:
    for rows in (
        store.rows(PSYKIATRI, gender=None),
        store.rows("lss-enheter", year=2022),
        store.rows(PSYKIATRI, year=1900),
    ):
        assert tuple(rows.columns) == ROW_COLUMNS
        kinds = {c: str(t) for c, t in rows.dtypes.items()}
        texts = ("area", "indicator", "unit", "unit_kind", "gender", "answer", "source")
        assert {kinds[c] for c in texts} == {"category"}
        assert kinds["year"].startswith("int")
        assert {kinds[c] for c in ("value", "n_yes", "n")} == {"float64"}
        assert kinds["locator"] == "object"


def test_results_can_be_asked_for_by_year_unit_indicator_and_gender(store: Store) -> None:
    def found(gender: str | None = None, **asked: Any) -> set[tuple[Any, ...]]:
        columns = store.columns("lss-enheter", gender=gender, places=True, **asked)
        return {(c.year, c.gender, c.indicator, *r) for c in columns for r in c.results()}

    every = found()
    one, plan = ("kommun", "0180"), "boende_genomforandeplan"
    assert len(every) == len(store.rows("lss-enheter", gender=None))
    assert found(year=2019) == {r for r in every if r[0] == 2019} != set()
    assert found("T") == {r for r in every if r[1] == "T"}
    assert found("K") == {r for r in every if r[1] == "K"}
    assert found(indicators=[plan]) == {r for r in every if r[2] == plan} != set()
    for unit in (one, ("riket", "riket")):
        assert found(units=[unit]) == {r for r in every if r[3] == unit} != set()
    some = found(year=2022, units=[one], indicators=[plan])
    assert some == {r for r in every if (r[0], r[2], r[3]) == (2022, plan, one)} != set()
    assert not found(units=[("lan", "2029"), ("kommun", "9999")])
    assert not found(indicators=["sip_rutin"])


def test_by_itself_rows_are_of_both_genders_together(store: Store) -> None:
    assert {c.gender for c in store.columns("lss-enheter", units=[("kommun", "2029")])} == {"T"}


def test_years_are_those_with_answers_from_kommuner(store: Store) -> None:
    assert store.years(PSYKIATRI) == (2016,)  # riket and Dalarna have more years, kommuner do not
    assert store.years("lss-enheter") == (2018, 2019, 2022)
    assert store.years(PSYKIATRI, ["2029"]) == (2016,)
    assert store.years(PSYKIATRI, ["0180", "2029"]) == (2016,)
    assert store.years(PSYKIATRI, ["0180"]) == ()
    assert store.years(PSYKIATRI, []) == ()
    assert store.years(PSYKIATRI, ["x') OR ('1'='1"]) == ()
    assert store.years("finns-inte") == ()


def test_sources_come_in_order_and_by_id(store: Store) -> None:
    every = store.sources()
    ids = [r.id for r in every]
    assert len(set(ids)) == len(ids)
    assert [r.id for r in store.sources(reversed(ids[:3]))] == ids[:3]
    assert store.sources(["finns-inte"]) == store.sources([]) == ()
    used = {s for a in store.areas() for s in store.rows(a, gender=None)["source"].unique()}
    assert used <= set(ids)


# ---------------------------------------------------------------- a workspace's own beside them


def test_an_own_area_says_the_same_as_a_shipped_one_like_it(both: Store) -> None:
    assert both.areas()[-1] == "egen"  # own ones come last
    own, shipped = (
        both.rows(area, gender=None).drop(columns="area").to_csv() for area in ("egen", PSYKIATRI)
    )
    assert own == shipped
    assert both.summaries("egen") == both.summaries(PSYKIATRI)
    assert both.years("egen") == both.years(PSYKIATRI)
    mine, theirs = (list(both.results(a, ("kommun", "2029"))) for a in ("egen", PSYKIATRI))
    assert mine == theirs
    assert list(both.own_folders) == ["egen"]
    assert not both.is_shipped


def test_what_is_in_both_folders_of_an_area_is_counted_together(
    copied: Path, store: Store, alter_results: Callable[..., None]
) -> None:
    folder = copied.with_name("tillagg")
    folder.mkdir()
    area, indicator, wanted = "lss-enheter", "boende_genomforandeplan", ("kommun", "2029")

    def only(rows: pd.DataFrame) -> pd.DataFrame | None:
        found = rows[(rows["indicator"] == indicator) & (rows["unit"] == "2029")]
        return None if found.empty else found.assign(value=100.0)

    alter_results(folder, area, only)
    with open_store(folder) as both:
        assert [r.value for r in both.results(area, wanted) if r.indicator == indicator][-1] == 100
        for year in both.years(area):
            values = {
                unit: value
                for c in both.columns(area, year=year, indicators=[indicator])
                for unit, _, value, *_ in c.results()
                if unit[0] == "kommun" and value is not None
            }  # what came last counts
            summary = both.summaries(area)[indicator, year]
            assert values[wanted] == 100
            assert (summary.n, summary.high) == (len(values), max(values.values()))
            assert summary.median == pytest.approx(pd.Series(values).median())
        others = {k: s for k, s in both.summaries(area).items() if k[0] != indicator}
        assert others == {k: s for k, s in store.summaries(area).items() if k[0] != indicator}


def test_a_newer_year_of_ones_own_is_compared_with_the_shipped_year_before(
    copied: Path, store: Store, alter_results: Callable[..., None]
) -> None:
    folder = copied.with_name("nyare")
    folder.mkdir()
    area, indicator = "lss-enheter", "boende_genomforandeplan"

    def newer(rows: pd.DataFrame) -> pd.DataFrame | None:
        found = rows[(rows["indicator"] == indicator) & (rows["year"] == 2022)]
        found = found[found["value"] <= 50]
        return None if found.empty else found.assign(year=2024, value=found["value"] + 7)

    alter_results(folder, area, newer)
    with open_store(folder) as both:
        for _ in range(2):  # counted, and then as it was kept
            assert both.summaries(area)[indicator, 2024].moved == pytest.approx(7)
        assert both.summaries(area)[indicator, 2022] == store.summaries(area)[indicator, 2022]
    alter_results(folder, area, lambda rows: rows.assign(value=rows["value"] + 1))
    with open_store(folder) as both:
        assert both.summaries(area)[indicator, 2024].moved == pytest.approx(8)
