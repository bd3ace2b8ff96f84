"""The nyckeltal of step 2: costs, staff and volumes of every kommun, none of them ranked.

That the values are those that were published, and that the store gives them, is held for all
områden at once in `foundation/test_shipped_rows.py`.
"""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml
from independent import values

from oj_cli.catalogue import load_catalogue, load_themes
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.lookup import find_indicator
from oj_cli.store import Store, open_store
from oj_cli.workspace import OMRADEN

AREA = "nyckeltal"
SOURCE = "nyckeltal-1994-2022"
OTHERS = sorted(p.parent.name for p in OMRADEN.glob("*/katalog.yaml") if p.parent.name != AREA)
Cell = tuple[str, str, int, str]
Stored = dict[str, dict[tuple[str, int, str], Decimal]]

# Read by hand in Kolada's file, under the title that the nyckeltal has there: Stockholm 0180,
# Ydre 0512, Göteborg 1480, Leksand 2029, Umeå 2480, Övertorneå 2518 and Kiruna 2584.
KNOWN = {
    ("kostnad_aldreomsorg", "riket", 2022, "T"): "251802.518086",
    ("kostnad_aldreomsorg", "2584", 2003, "T"): "304642.378753",
    ("hemtjanst_80", "0512", 2015, "K"): "32.653061",
    ("hemtjanst_80", "0512", 2015, "M"): "16.037736",
    ("hemtjanst_80", "0180", 2022, "T"): "22.949435",
    ("fallskador_80", "2480", 2022, "K"): "7694.6",
    ("fallskador_80", "2480", 2022, "M"): "6502.7",
    ("fallskador_80", "1480", 2019, "T"): "5496.4",
    ("utskrivningsklara", "2029", 2022, "T"): "5.75700935",
    ("vardtid_sarskilt_boende", "2518", 2015, "T"): "1614",
    ("heltidsarbetande", "2584", 2022, "K"): "88.288288",
    ("heltidsarbetande", "2584", 2022, "M"): "92.948718",
    ("heltidsarbetande", "2029", 2022, "T"): "31.865828",
    ("avvikelse_lss", "2480", 2022, "T"): "-2.3241",
    ("personer_assistans_sfb", "2518", 2015, "M"): "53.126277",
    ("personer_assistans_sfb", "0512", 2022, "T"): "0",
    ("kostnad_sol", "0512", 2022, "T"): "454.249253",
    ("kostnad_sol", "riket", 2019, "T"): "1435.26577",
    ("avvikelse_ifo", "0180", 2003, "T"): "-11.40403393",
    ("bistand_invanare", "1480", 2003, "T"): "8.723682",
    ("bistand_per_hushall", "2518", 2022, "T"): "31911.17391",
    ("hinder_arbetslosa", "2480", 2019, "T"): "53.608247",
    ("kostnad_barn_unga", "2518", 2003, "T"): "196",
    ("kostnad_missbruk", "2029", 2022, "T"): "440.079439",
}

# Better for people the less it is. No cost, and no volume, is good or bad in itself.
LOWER = {"utskrivningsklara", "fallskador_80"}

# What a model expects has no value of riket's.
WITHOUT_RIKET = {"avvikelse_aldreomsorg", "avvikelse_lss", "avvikelse_ifo"}


@pytest.fixture(scope="module")
def themes() -> Themes:
    return load_themes(OMRADEN / "teman.yaml")


@pytest.fixture(scope="module")
def catalogue(themes: Themes) -> Catalogue:
    return load_catalogue(OMRADEN / AREA / "katalog.yaml", themes)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store() as opened:
        yield opened


@pytest.fixture(scope="module")
def stored() -> Stored:
    """Every value by nyckeltal, then by unit, year and gender; of riket and kommuner."""
    cells: Stored = defaultdict(dict)
    for r in values.blocks(OMRADEN / AREA / "varden.db"):
        assert r.value is not None
        if r.kind != "lan":
            cells[r.indicator][r.unit, r.year, r.gender] = r.value
    return cells


def _by_year(cells: dict[tuple[str, int, str], Decimal]) -> dict[int, dict[str, float]]:
    """Return the values of kommuner for women and men together, by year and kommunkod."""
    years: dict[int, dict[str, float]] = defaultdict(dict)
    for (unit, year, gender), value in cells.items():
        if gender == "T" and unit != "riket":
            years[year][unit] = float(value)
    return years


# ---------------------------------------------------------------- the values


@pytest.mark.parametrize("cell", KNOWN)
def test_values_read_by_hand(cell: Cell, stored: Stored, store: Store) -> None:
    indicator, unit, year, gender = cell
    value = Decimal(KNOWN[cell])
    assert stored[indicator][unit, year, gender] == pytest.approx(value, abs=Decimal("0.000005"))
    kind = "riket" if unit == "riket" else "kommun"
    columns = store.columns(
        AREA, year=year, indicators=[indicator], units=[(kind, unit)], gender=gender
    )
    told = [given for c in columns for _, _, given, *_ in c.results()]
    assert told == [pytest.approx(float(value), abs=0.000005)]


def test_the_whole_country_has_values(catalogue: Catalogue, stored: Stored) -> None:
    with (OMRADEN / "kommuner.csv").open(encoding="utf-8") as file:
        codes = {line.split(",")[0] for line in file} - {"code"}
    assert len(codes) == 290
    assert set(stored) == {i.id for i in catalogue}
    for indicator, cells in stored.items():
        have = {unit for unit, _, _ in cells}
        assert have - {"riket"} <= codes
        assert len(have & codes) >= 276, indicator  # what few have is lacking in some small ones
        assert ("riket" in have) == (indicator not in WITHOUT_RIKET), indicator
        newest = max(year for _, year, _ in cells)
        assert newest == 2022, indicator
    for kommun in codes:  # each has most of them, and nobody's step 2 is empty
        newest = [cells for cells in stored.values() if (kommun, 2022, "T") in cells]
        assert len(newest) >= 2 / 3 * len(stored), kommun


def test_shares_are_shares_of_a_hundred(catalogue: Catalogue, stored: Stored) -> None:
    """What is said to be percent without being such a scale is so since some are beyond it."""
    percent = [i for i in catalogue if (i.unit or "").startswith("procent")]
    assert {i for i in catalogue if i.scale == "procent"} <= set(percent)
    for i in percent:
        found = stored[i.id].values()
        assert (i.scale == "procent") == (min(found) >= 0 and max(found) <= 100), i.id
        assert max(found) > 1, i.id  # not shares of one


def test_costs_are_in_whole_kronor(catalogue: Catalogue, stored: Stored) -> None:
    money = [i for i in catalogue if i.is_cost]
    assert {i.id for i in money} == {i.id for i in catalogue if "kronor" in (i.unit or "")}
    assert {i.quality_area for i in money} == {"kostnader"}
    for i in money:
        riket = stored[i.id]["riket", 2022, "T"]
        of_kommuner = statistics.median(_by_year(stored[i.id])[2022].values())
        assert 100 < riket < 2_000_000, i.id
        assert 0.4 < of_kommuner / float(riket) < 2, i.id  # the same unit in both


# ---------------------------------------------------------------- men and women


def test_women_and_men_are_kept_where_they_exist(catalogue: Catalogue, stored: Stored) -> None:
    for i in catalogue:
        genders = {gender for _, _, gender in stored[i.id]}
        assert genders == ({"T", "K", "M"} if i.by_gender else {"T"}), i.id
    assert sum(i.by_gender for i in catalogue) == 20


def test_all_lie_between_women_and_men(catalogue: Catalogue, stored: Stored) -> None:
    """A share of all is between women's and men's: no gender has changed place with all."""
    for i in catalogue:
        cells = stored[i.id]
        both = [
            (cells[unit, year, "K"], value, cells[unit, year, "M"])
            for (unit, year, gender), value in cells.items()
            if gender == "T" and (unit, year, "K") in cells and (unit, year, "M") in cells
        ]
        outside = sum(not min(k, m) - 1 <= both_of <= max(k, m) + 1 for k, both_of, m in both)
        assert outside <= len(both) / 50, i.id


# ---------------------------------------------------------------- the catalogue


def test_each_is_found_by_id_kolada_id_and_names(catalogue: Catalogue) -> None:
    for i in catalogue:
        for text in (i.id, f"{AREA}/{i.id}", str(i.kolada), i.name, i.short):
            assert find_indicator(text, [catalogue]) == (catalogue, i)


def test_the_store_gives_the_catalogue_as_it_lies(catalogue: Catalogue, store: Store) -> None:
    assert store.catalogue(AREA) == catalogue


@pytest.mark.parametrize("other", OTHERS)
def test_no_nyckeltal_is_an_indicator_of_an_omrade(
    other: str, catalogue: Catalogue, themes: Themes
) -> None:
    others = load_catalogue(OMRADEN / other / "katalog.yaml", themes)
    assert not {i.kolada for i in catalogue} & {i.kolada for i in others}
    assert not {i.id for i in catalogue} & {i.id for i in others}


def test_each_reaches_a_theme_that_can_be_chosen(catalogue: Catalogue, themes: Themes) -> None:
    """Each stands beside a theme of an område that it says something of, or beside all of it."""
    whole = {t.id for t in themes.themes if t.is_whole}
    served: set[tuple[str | None, str]] = set()
    for other in OTHERS:
        text = (OMRADEN / other / "katalog.yaml").read_text(encoding="utf-8")
        area = yaml.load(text, yaml.CSafeLoader)
        served |= {(area.get("hor_till"), i["tema"]) for i in area["indikatorer"] or []}
    for i in catalogue:
        assert i.concerns, i.id
        assert {about for about, _ in served} >= set(i.concerns), i.id
        is_served = any((about, i.theme) in served for about in i.concerns)
        assert is_served or i.theme in whole, i.id


def test_every_nyckeltal_is_background_with_a_unit_and_a_reason(catalogue: Catalogue) -> None:
    assert catalogue.purpose == AREA
    for i in catalogue:
        assert (i.kind, i.role) == ("numerisk", "bakgrund"), i.id
        assert i.unit, i.id
        assert i.why, i.id
        assert (i.commitments, i.mirrors, i.replaced_by) == ((),) * 3, i.id


def test_directions_follow_the_meaning(catalogue: Catalogue) -> None:
    assert {i.id for i in catalogue if i.direction == "lagre"} == LOWER
    assert {i.id for i in catalogue if i.direction != "ingen"} == LOWER


def test_every_heading_is_used(catalogue: Catalogue) -> None:
    assert {i.quality_area for i in catalogue} == {q.id for q in catalogue.quality_areas}


def test_the_first_year_is_that_in_which_half_have_a_value(
    catalogue: Catalogue, stored: Stored
) -> None:
    for i in catalogue:
        n = {year: len(of_year) for year, of_year in _by_year(stored[i.id]).items()}
        first = min(year for year in n if n[year] >= max(n.values()) / 2)
        assert (i.first_year, i.last_year) == (first, None), i.id


def test_the_breaks_are_there_to_see(catalogue: Catalogue, stored: Stored) -> None:
    assert {i.id: [b.first_year for b in i.breaks] for i in catalogue if i.breaks} == {
        "avvikelse_aldreomsorg": [2003],
        "avvikelse_ifo": [2013],
    }
    older = _by_year(stored["avvikelse_aldreomsorg"])
    pairs = [(value, older[2003][k]) for k, value in older[2002].items() if k in older[2003]]
    assert round(100 * sum(new > old for old, new in pairs) / len(pairs)) == 93
    care = _by_year(stored["avvikelse_ifo"])
    before, after = (statistics.stdev(care[year].values()) for year in (2012, 2013))
    assert after / before == pytest.approx(2 / 3, abs=0.05)


# ---------------------------------------------------------------- the source's credit


def test_the_source_says_how_it_is_credited(store: Store) -> None:
    [record] = store.sources([SOURCE])
    assert record.credit == "Egen bearbetning av data från Kolada"
    assert record.publisher is not None
    assert "Kolada" in record.publisher
    assert record.licence == "Fri användning om källan anges"
    assert {c.source for c in store.columns(AREA, indicators=["kostnad_sol"], year=2022)} == {
        SOURCE
    }


# ---------------------------------------------------------------- never ranked, never listed


def test_nyckeltal_is_no_omrade_to_compare(store: Store) -> None:
    assert AREA not in store.areas()
    assert store.areas("nyckeltal") == (AREA,)
    assert AREA not in {c.area for c in store.catalogues()}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _named(catalogue: Catalogue) -> set[str]:
    def names(i: Indicator) -> set[str]:
        return {i.id, i.name, i.short, f"{AREA}/{i.id}", str(i.kolada)}

    return {AREA, SOURCE, catalogue.name}.union(*map(names, catalogue))


@pytest.mark.parametrize(
    "args",
    [
        ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
        ("identify", "--kommun", "Umeå", "--omrade", "hemtjanst"),
        ("identify", "--kommun", "Göteborg", "--omrade", "ekonomiskt-bistand"),
        ("identify", "--lan", "Dalarna", "--omrade", "lss-enheter"),
        ("indicators",),
    ],
    ids=" ".join,
)
def test_what_is_ranked_and_listed_names_no_nyckeltal(
    args: tuple[str, ...], catalogue: Catalogue, oj: Callable[..., Any]
) -> None:
    result = oj(*args, "--format", "json")
    assert result.code == 0, result.err
    texts = set(_texts(result.json))
    assert len(texts) > 50
    assert not texts & _named(catalogue)


def test_an_omrade_called_nyckeltal_cannot_be_asked_for(oj: Callable[..., Any]) -> None:
    result = oj("identify", "--kommun", "Leksand", "--omrade", AREA)
    assert result.code == 2
    assert "rangordnas aldrig" in result.err
    assert "oj complement suggest" in result.err
