"""Kolada's Excel file of indicators that come with oj lands where `oj data fetch` puts them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oj_cli.store import open_store

Oj = Callable[..., Any]
Rows = Sequence[Sequence[object]]
Key = tuple[str, str, int, str, str]

COST = "Kostnad hemtjänst äldreomsorg, kr/inv 80+"
SAFE = (
    "Brukarbedömning gruppbostad LSS - Brukaren känner sig trygg med alla i personalen, andel (%)"
)
FOLLOWED = (
    "Genomfört individbaserad systematisk uppföljning av stöd och insatsers resultat för de"
    " enskilda inom social barn och ungdomsvård (Ja=1, Nej=0)"
)
OWN = "Prov av eget nyckeltal, andel (%)"
OF_COST = ("nyckeltal", "kostnad_hemtjanst")
OF_SAFE = ("lss-brukare", "gruppbostad_trygg")
OF_FOLLOWED = ("oj-barn-och-unga", "individuppfoljning_resultat_barn")
KOMMUNER = {"Gagnef": "2026", "Leksand": "2029", "Mora": "2062"}
MEAN = "Dalarnas läns kommuner (ovägt medel)"


def xlsx(folder: Path, rows: Rows, sheet: str = "Kolada nyckeltal") -> Path:
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    made.title = sheet
    for row in rows:
        made.append(list(row))
    book.save(folder / "fil.xlsx")
    return folder / "fil.xlsx"


def exported(years: Sequence[object], *indicators: tuple[str, Sequence[Sequence[float]]]) -> Rows:
    """Kolada's own file: title, kommun and a column for each year, a mean above the kommuner."""
    rows: list[Sequence[object]] = [["Kolada nyckeltal"], [None, None, *years]]
    for title, values in indicators:
        rows.append([title, MEAN, *(0.5 for _ in years)])
        rows += [[title, kommun, *v] for kommun, v in zip(KOMMUNER, values, strict=True)]
    return rows


def read(oj: Oj, folder: Path, path: Path, *flags: str) -> dict[Key, Any]:
    """Import a file; return what it gave by område, indicator, year, unit and gender."""
    got = oj("data", "import", "--no-input", str(path), *flags)
    assert got.code == 0, got.err
    with open_store(folder) as store:
        [id] = [r.id for r in store.sources() if r.imported]
        rows = [
            r
            for given in store.coverage(id)
            for r in store.rows(given.area, source=id, gender=None).itertuples()
        ]
    return {
        (r.area, r.indicator, r.year, r.unit, r.gender): r.answer if r.value != r.value else r.value
        for r in rows
    }


def test_years_across_of_several_areas(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    rows = exported(
        ["2023", "2024"],
        (COST, [(50000, 50100), (60000, 60100), (70000, 70100.5)]),
        (SAFE, [(70, 71), (80, 81), (90, 91)]),
        (FOLLOWED, [(0, 1), (1, 1), (0, 0)]),
    )
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows))
    right: dict[Key, Any] = {}
    for of, values in (
        (OF_COST, (50000, 50100, 60000, 60100, 70000, 70100.5)),
        (OF_SAFE, (70, 71, 80, 81, 90, 91)),
        (OF_FOLLOWED, ("NEJ", "JA", "JA", "JA", "NEJ", "NEJ")),
    ):
        keys = [(*of, year, code, "T") for code in KOMMUNER.values() for year in (2023, 2024)]
        right |= dict(zip(keys, values, strict=True))
    assert got == right
    seen = oj("explain", "U28522", "--kommun", "Leksand", "--format", "json")
    assert seen.json["ar"] == 2024
    assert seen.json["svar"][0]["varde"] == 81
    assert "Kolada nyckeltal!D9" in seen.out
    trend = oj("trend", "--kommun", "Leksand", "--indicator", "U28522")
    assert "2024" in trend.out


@pytest.mark.parametrize("who", ["kommun: Mora", "lan: Dalarna", "{}"])
def test_of_several_areas_the_map_is_next(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, who: str
) -> None:
    (arbetsmapp / "oj.yaml").write_text(f"{who}\n", encoding="utf-8")
    rows = exported(["2024"], (SAFE, [(70,), (80,), (90,)]), (FOLLOWED, [(0,), (1,), (1,)]))
    got = oj("data", "import", "--no-input", str(xlsx(tmp_path, rows)))
    flag, _, name = who.partition(": ")
    next_ = f"oj identify --{flag} {name}" if name else "oj data list"
    assert f"Fortsätt med: {next_}\n" in got.err
    assert oj(*next_.split()[1:]).code == 0


def test_the_own_kommun_alone(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    rows = [
        ["Kolada nyckeltal"],
        [None, None, "2023", "2024"],
        [COST, "Leksand", 50000, 50100],
        [SAFE, "Leksand", 70, None],
        [FOLLOWED, "Leksand", 0, 1],
    ]
    assert read(oj, arbetsmapp, xlsx(tmp_path, rows)) == {
        (*OF_COST, 2023, "2029", "T"): 50000,
        (*OF_COST, 2024, "2029", "T"): 50100,
        (*OF_SAFE, 2023, "2029", "T"): 70,
        (*OF_FOLLOWED, 2023, "2029", "T"): "NEJ",
        (*OF_FOLLOWED, 2024, "2029", "T"): "JA",
    }


def test_two_that_are_called_the_same(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    safe = (SAFE, [(70,), (80,), (90,)])
    rest = [(COST, [(1,), (2,), (3,)]), (FOLLOWED, [(0,), (0,), (1,)])]
    differs = exported(["2024"], safe, *rest, (SAFE, [(70,), (81,), (90,)]))
    got = oj("data", "import", "--no-input", str(xlsx(tmp_path, differs)))
    assert (got.code, "Kolada nyckeltal!C17" in got.err) == (3, True)
    rows = exported(["2024"], safe, *rest, safe)
    assert len(read(oj, arbetsmapp, xlsx(tmp_path, rows))) == 9


def test_one_value_alone(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    rows = [["Kolada nyckeltal"], [None, None, "2024"], [SAFE, "Leksand", 71]]
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows))
    assert got == {(*OF_SAFE, 2024, "2029", "T"): 71}


def test_a_file_without_any_value_says_so(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_text("kpi;municipality;period;gender;value\nU28522;2029;2024;T;\n", "utf-8")
    got = oj("data", "import", "--no-input", str(path))
    assert (got.code, "har varken svar eller tal" in got.out) == (3, True)
    with open_store(arbetsmapp) as store:
        assert not [r for r in store.sources() if r.imported]


def test_it_is_read_again_when_the_values_are_lost(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = exported(["2024"], (SAFE, [(70,), (80,), (90,)]), (OWN, [(1,), (2,), (3,)]))
    new = ("--nya", "kvalitet", "--bedom", "forslag", "--nytt-omrade", "Prov")
    before = read(oj, arbetsmapp, xlsx(tmp_path, rows), *new)
    assert before[*OF_SAFE, 2024, "2029", "T"] == 80
    assert before["prov", "prov_av_eget_nyckeltal_andel", 2024, "2029", "T"] == 2
    assert len(before) == 6
    for file in arbetsmapp.glob("omraden/*/varden.db"):
        file.unlink()
    assert (
        oj("explain", "U28522", "--kommun", "Leksand", "--format", "json").json["svar"][0]["varde"]
        == 80
    )
    with open_store(arbetsmapp) as store:
        assert store.catalogue("prov").by_id["prov_av_eget_nyckeltal_andel"].kolada is None


@pytest.mark.parametrize("heading", [SAFE, "U28522", f"U28522 {SAFE}", f"{SAFE} (U28522)"])
@pytest.mark.parametrize("is_tall", [True, False], ids=["tall", "wide"])
def test_titles_ids_and_both(
    heading: str, is_tall: bool, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    genders = {"Kvinnor": "K", "Män": "M", "Totalt": "T"}
    asked = [(k, g, 40 + n) for n, g in enumerate(genders) for k in KOMMUNER]
    tall = [
        ["Nyckeltal", "Kommun", "År", "Kön", "Värde"],
        *[[heading, k, 2024, g, v] for k, g, v in asked],
    ]
    wide = [["Kommun", "År", "Kön", heading], *[[k, 2024, g, v] for k, g, v in asked]]
    rows = tall if is_tall else wide
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows, "Blad1"))
    assert got == {(*OF_SAFE, 2024, KOMMUNER[k], genders[g]): v for k, g, v in asked}


def test_a_coding_that_the_title_has_turned(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    turned = FOLLOWED.replace("Ja=1, Nej=0", "Ja=0, Nej=1")
    rows = exported(["2024"], (turned, [(0,), (1,), (0,)]))
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows))
    assert [got[*OF_FOLLOWED, 2024, code, "T"] for code in KOMMUNER.values()] == ["JA", "NEJ", "JA"]


def test_the_year_is_asked_where_nothing_says_it(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = xlsx(tmp_path, [["Kommun", SAFE], *[[k, 50] for k in KOMMUNER]], "Blad1")
    got = oj("data", "import", "--no-input", str(path))
    assert (got.code, "--ar" in got.err) == (2, True)
    assert len(read(oj, arbetsmapp, path, "--ar", "2024")) == 3


def test_a_plain_table_is_not_taken_for_koladas(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    heading = ["Kommun", SAFE, "Något annat", "Ett till", "Och ett"]
    path = xlsx(tmp_path, [heading, *[[k, 10.5, 20, 30, 40] for k in KOMMUNER]], "Blad1")
    new = ("--nya", "kvalitet", "--bedom", "forslag", "--nytt-omrade", "Prov", "--ar", "2024")
    assert {area for area, *_ in read(oj, arbetsmapp, path, *new)} == {"prov"}


def test_every_id_of_the_catalogues_has_its_title() -> None:
    from oj_cli.sources.kolada_export import id_of_title

    with open_store(None) as store:
        ids = {i.kolada for c in store.every_catalogue() for i in c if i.kolada}
    shared = {"U28490", "U37537"}  # two that Kolada calls the same
    assert set(id_of_title().values()) == ids - shared
