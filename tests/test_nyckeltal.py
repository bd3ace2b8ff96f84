"""The nyckeltal of step 2: every value as published, each on a theme, none of them ranked."""

import csv
import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from independent import values

from oj_cli.catalogue import load_catalogue, load_themes
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.store import Store, open_store
from oj_cli.workspace import OMRADEN

AREA = "nyckeltal"
SOURCE = "nyckeltal-dalarna-1994-2022"
FILE = f"{SOURCE}.csv"
VALUES = OMRADEN / AREA / "varden.db"
PUBLISHED = (
    Path(__file__).parents[2] / "shared/data/kolada/dalarna_socialpsykiatri_1994-2022.csv.gz"
)
OTHERS = sorted(p.parent.name for p in OMRADEN.glob("*/katalog.yaml") if p.parent.name != AREA)
Cell = tuple[str, str, int, str]

DALARNA = {
    *("2021", "2023", "2026", "2029", "2031", "2034", "2039", "2061", "2062"),
    *("2080", "2081", "2082", "2083", "2084", "2085"),
}

PER_THEME = {"arbete": 10, "information": 4, "inflytande": 10, "skydd": 15, "vardag": 6}

# Read by hand in Kolada's file, under the title that the nyckeltal has there.
KNOWN = {
    ("kostnad_sol", "0000", 2014, "T"): 1244.5,
    ("kostnad_sol", "2029", 2022, "T"): 842.301,
    ("kostnad_missbruk", "0000", 2022, "T"): 828.331,
    ("ekonomiskt_bistand_lange", "2029", 2022, "K"): 0.427416,
    ("ekonomiskt_bistand_lange", "2029", 2022, "M"): 0.654989,
    ("utredningstid_missbruk", "2029", 2021, "K"): 113.0,
    ("boendestod_bestammer", "2085", 2022, "K"): 78.0,
    ("dv_aldrig_radd", "2082", 2019, "M"): 78.9474,
}

# The most positive and the most negative of the three answers to one question.
OPPOSITES = [
    ("boendestod_bestammer", "boendestod_bestammer_inte"),
    ("boendestod_hjalp", "boendestod_aldrig_hjalp"),
    ("boendestod_trygg", "boendestod_otrygg"),
    ("boende_sol_bestammer", "boende_sol_bestammer_inte"),
    ("boende_sol_hjalp", "boende_sol_aldrig_hjalp"),
    ("boende_sol_trygg", "boende_sol_otrygg"),
    ("boende_sol_aldrig_radd", "boende_sol_ofta_radd"),
    ("sysselsattning_bestammer", "sysselsattning_bestammer_inte"),
    ("sysselsattning_hjalp", "sysselsattning_aldrig_hjalp"),
    ("sysselsattning_viktig", "sysselsattning_aldrig_viktig"),
    ("sysselsattning_trygg", "sysselsattning_otrygg"),
    ("sysselsattning_aldrig_radd", "sysselsattning_ofta_radd"),
]


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
def published(catalogue: Catalogue) -> list[tuple[Cell, Decimal]]:
    """Every value that Kolada has of them, with six digits, read without the product."""
    if not PUBLISHED.is_file():
        pytest.skip("det som lästes in finns inte bredvid")
    kolada = {i.kolada for i in catalogue}
    with gzip.open(PUBLISHED, "rt", encoding="utf-8", newline="") as file:
        return [
            ((r["kpi"], r["municipality"], int(r["period"]), r["gender"]), Decimal(r["value"]))
            for r in csv.DictReader(file)
            if r["kpi"] in kolada
        ]


@pytest.fixture(scope="module")
def stored(catalogue: Catalogue) -> dict[Cell, Decimal]:
    """Every value in the file of values, read without the product, under the names of Kolada."""
    kolada = {i.id: str(i.kolada) for i in catalogue}
    cells: dict[Cell, Decimal] = {}
    for r in values.blocks(VALUES):
        cell = (kolada[r.indicator], "0000" if r.kind == "riket" else r.unit, r.year, r.gender)
        assert cell not in cells
        assert r.value is not None
        cells[cell] = r.value
    return cells


def _lower_and_without_direction(catalogue: Catalogue) -> tuple[set[str], set[str]]:
    of: dict[str, set[str]] = {"lagre": set(), "ingen": set(), "hogre": set()}
    for i in catalogue:
        of[i.direction].add(i.id)
    return of["lagre"], of["ingen"]


# ---------------------------------------------------------------- the values


def test_every_value_is_the_one_that_was_published(
    published: list[tuple[Cell, Decimal]], stored: dict[Cell, Decimal]
) -> None:
    assert len(stored) == len(published) > 3000
    assert stored == dict(published)


def test_the_lines_hold_what_the_blocks_hold() -> None:
    blocks = {r._replace(locator=None) for r in values.blocks(VALUES)}
    assert len(blocks) > 3000
    assert blocks == set(values.lines(VALUES))


def test_the_store_gives_what_the_file_holds(store: Store) -> None:
    rows = store.rows(AREA, gender=None).to_dict("list")
    names = ("indicator", "unit_kind", "unit", "year", "gender", "value", "locator")
    given = set(zip(*(rows[name] for name in names), strict=True))
    held = {
        (r.indicator, r.kind, r.unit, r.year, r.gender, float(r.value or 0), r.locator)
        for r in values.blocks(VALUES)
    }
    assert given == held
    assert len(rows["value"]) == len(held)


@pytest.mark.parametrize("cell", KNOWN)
def test_values_read_by_hand(cell: Cell, catalogue: Catalogue, stored: dict[Cell, Decimal]) -> None:
    assert stored[(str(catalogue.by_id[cell[0]].kolada), *cell[1:])] == Decimal(str(KNOWN[cell]))


def test_the_values_are_those_of_dalarna_and_riket(store: Store) -> None:
    rows = store.rows(AREA, gender=None)
    assert set(rows["unit"].astype(str)[rows["unit_kind"] == "kommun"]) == DALARNA
    assert set(rows["unit"].astype(str)[rows["unit_kind"] != "kommun"]) == {"riket"}
    assert set(rows["source"]) == {SOURCE}
    assert rows["answer"].isna().all()
    assert rows["value"].notna().all()


def test_shares_are_shares(catalogue: Catalogue, stored: dict[Cell, Decimal]) -> None:
    shares = {i.kolada for i in catalogue if i.unit and i.unit.startswith("procent")}
    assert len(shares) == 41
    for cell, value in stored.items():
        assert value >= 0, cell
        assert cell[0] not in shares or value <= 100, cell


@pytest.mark.parametrize(("positive", "negative"), OPPOSITES)
def test_two_answers_to_one_question_leave_room_for_the_third(
    positive: str, negative: str, catalogue: Catalogue, stored: dict[Cell, Decimal]
) -> None:
    up, down = catalogue.by_id[positive], catalogue.by_id[negative]
    assert (up.direction, down.direction) == ("hogre", "lagre")
    assert up.theme == down.theme
    pairs = [
        (value, stored[(str(down.kolada), *cell[1:])])
        for cell, value in stored.items()
        if cell[0] == up.kolada and (down.kolada, *cell[1:]) in stored
    ]
    assert len(pairs) > 20
    assert max(high + low for high, low in pairs) <= Decimal("100.001")
    # Most people answer yes in every survey of the kind: the two cannot have changed places.
    assert sum(high for high, _ in pairs) > 2 * sum(low for _, low in pairs)


# ---------------------------------------------------------------- men and women


def test_women_and_men_are_kept_where_they_exist(
    catalogue: Catalogue, stored: dict[Cell, Decimal]
) -> None:
    split = {i.kolada for i in catalogue if i.quality_area == "brukarundersokning"}
    split |= {
        catalogue.by_id[i].kolada for i in ("utredningstid_missbruk", "ekonomiskt_bistand_lange")
    }
    for gender in "KM":
        assert {kpi for kpi, _, _, g in stored if g == gender} == split


# ---------------------------------------------------------------- the catalogue


def test_catalogue_and_values_have_the_same_kolada_ids(
    catalogue: Catalogue, stored: dict[Cell, Decimal]
) -> None:
    ids = [i.kolada for i in catalogue]
    assert None not in ids
    assert len(set(ids)) == len(ids)
    assert set(ids) == {cell[0] for cell in stored}


def test_the_store_gives_the_catalogue_as_it_lies(catalogue: Catalogue, store: Store) -> None:
    assert store.catalogue(AREA) == catalogue


@pytest.mark.parametrize("other", OTHERS)
def test_no_nyckeltal_is_an_indicator_of_an_omrade(
    other: str, catalogue: Catalogue, themes: Themes
) -> None:
    others = load_catalogue(OMRADEN / other / "katalog.yaml", themes)
    assert not {i.kolada for i in catalogue} & {i.kolada for i in others}
    assert not {i.id for i in catalogue} & {i.id for i in others}


def test_each_theme_that_is_served(catalogue: Catalogue) -> None:
    assert dict(Counter(i.theme for i in catalogue)) == PER_THEME


@pytest.mark.parametrize("theme", PER_THEME)
def test_a_theme_that_is_served_exists_and_has_values_after_2020(
    theme: str, catalogue: Catalogue, themes: Themes, stored: dict[Cell, Decimal]
) -> None:
    assert theme in {t.id for t in themes.themes}
    wanted = {i.kolada for i in catalogue if i.theme == theme}
    assert wanted == {kpi for kpi, _, year, _ in stored if year > 2020 and kpi in wanted}


def test_every_nyckeltal_is_background_with_a_unit(catalogue: Catalogue) -> None:
    assert catalogue.purpose == "nyckeltal"
    for i in catalogue:
        assert (i.kind, i.role) == ("numerisk", "bakgrund"), i.id
        assert i.unit, i.id
        assert (i.commitments, i.mirrors, i.replaced_by, i.breaks) == ((),) * 4, i.id
        assert (i.first_year, i.last_year) == (None, None), i.id


def test_directions_follow_the_meaning(catalogue: Catalogue) -> None:
    lower, none = _lower_and_without_direction(catalogue)
    assert none == {"kostnad_sol", "kostnad_missbruk", "personer_daglig_verksamhet"}
    assert lower == {negative for _, negative in OPPOSITES} | {
        "dv_aldrig_viktig",
        "utredningstid_missbruk",
        "ekonomiskt_bistand_lange",
    }


def test_every_heading_is_used(catalogue: Catalogue) -> None:
    assert {i.quality_area for i in catalogue} == {q.id for q in catalogue.quality_areas}


# ---------------------------------------------------------------- the source's credit


def test_the_source_says_how_it_is_credited(store: Store) -> None:
    (record,) = store.sources([SOURCE])
    assert record.credit == "Egen bearbetning av data från Kolada"
    assert record.licence is not None
    assert "Källa: Kolada" in record.licence
    assert record.file == FILE


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
    names = {AREA, SOURCE, FILE, catalogue.name}
    for i in catalogue:
        names |= {i.id, i.name, i.short, f"{AREA}/{i.id}", str(i.kolada)}
    return names


@pytest.mark.parametrize(
    "args",
    [
        ("identify", "--kommun", "Leksand"),
        ("identify", "--kommun", "Borlänge"),
        ("identify", "--kommun", "Leksand", "--omrade", "lss-enheter"),
        ("identify", "--lan", "Dalarna"),
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
    assert AREA not in result.err.split("Områdena är", 1)[1]
