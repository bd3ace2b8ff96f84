"""The områden that wait for the publisher's files: a workbook in its own words is read and judged.

No such file is to be had here, so they are made: the headings are the publisher's, the layouts
those that other workbooks of the same publisher have.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from made_workbooks import SOURCE, group_header, new, save
from published_dalarna import KOMMUNER

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.sources.layout.model import Decisions
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known, Understanding
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.workbook import read_workbook
from oj_cli.store import open_store

Oj = Callable[..., Any]
Maker = Callable[[Path, Catalogue, str], Path]

CALLED = {
    "oj-aldre": "äldreomsorg",
    "oj-barn-och-unga": "social barn- och ungdomsvård",
    "oj-ekonomiskt-bistand": "ekonomiskt bistånd",
    "oj-hemloshet": "arbetet mot hemlöshet",
    "oj-krisberedskap": "krisberedskap i socialtjänsten",
    "oj-lss": "stöd enligt LSS",
    "oj-missbruk": "missbruks- och beroendevård",
    "oj-socialpsykiatri": "socialpsykiatri",
    "oj-vald": "våld i nära relationer",
}
"""What the publisher calls the områden. One more has no indicators of its own yet."""

EMPTY = "oj-halsovard"
YEAR = 2024
WORST = "Leksand"
WORDS = {"JA": "Ja", "DELVIS": "Ja, men inte för alla", "NEJ": "Nej"}


@cache
def catalogues() -> dict[str, Catalogue]:
    with open_store() as store:
        return {c.area: c for c in store.catalogues()}


def answer(indicator: Indicator, row: int, column: int) -> tuple[str, str]:
    """The code of a kommun's answer, and what it means: the worst kommun has the lowest of all."""
    codes = sorted(indicator.codes)
    higher = -1 if row % 2 else (row // 2 + column) % len(codes)
    code = codes[0 if KOMMUNER[row][1] == WORST else higher]
    return code, indicator.codes[code]


def cell(indicator: Indicator, row: int, column: int, words: bool) -> Any:
    if indicator.kind == "numerisk":
        return 10.5 + row
    code, said = answer(indicator, row, column)
    return WORDS[said] if words else int(code)


def koder(folder: Path, catalogue: Catalogue, title: str) -> Path:
    """Codes under a heading of two rows, kommunkod and name apart; a sheet of information."""
    asked = list(catalogue)
    book, about = new("Information")
    about.append([title])
    about.append(["Svaren är kommunernas egna."])
    sheet = book.create_sheet("Resultat")
    sheet.append([title])
    sheet.append([])
    sheet.append([])
    group_header(sheet, 3, 3, [i.group for i in asked])
    sheet.append(["Kommunkod", "Kommun", *(i.titles[0] for i in asked)])
    for row, (code, name) in enumerate(KOMMUNER):
        cells = [cell(i, row, n, words=False) for n, i in enumerate(asked)]
        sheet.append([code, name, *cells])
    return save(book, folder, "resultat.xlsx")


def ord_i_svaren(folder: Path, catalogue: Catalogue, title: str) -> Path:
    """Words under numbered headings, code and name in one cell, regions and riket among them."""
    asked = list(catalogue)
    book, about = new("Innehållsförteckning")
    about.append(["Tabell 1", title])
    sheet = book.create_sheet("Tabell 1")
    sheet.append(["Tabellen har en rad för varje kommun."])
    sheet.append([title])
    sheet.append(["Open comparisons"])
    sheet.append(["Kommun", *(f"{n}. {i.titles[0]}" for n, i in enumerate(asked, 1))])
    sheet.append(["Region Dalarna", *[40.5] * len(asked)])
    for row, (code, name) in enumerate(KOMMUNER):
        cells = [cell(i, row, n, words=True) for n, i in enumerate(asked)]
        sheet.append([f"{code} {name}", *cells])
    sheet.append(["RIKET", *[55.5] * len(asked)])
    sheet.append([])
    sheet.append([SOURCE])
    return save(book, folder, "resultat.xlsx")


def test_every_area_that_waits_is_tried() -> None:
    waiting = {a for a, c in catalogues().items() if a.startswith("oj-")}
    assert waiting == {*CALLED, EMPTY}


@pytest.mark.parametrize(
    ("make", "title", "area"),
    [
        *((koder, "Resultat {year}", area) for area in CALLED),  # the headings alone tell the area
        (koder, "Öppna jämförelser {year} – {called}", "oj-vald"),
        *(
            (ord_i_svaren, "Öppna jämförelser av {called} {year}", area)
            for area in ("oj-barn-och-unga", "oj-hemloshet", "oj-lss")
        ),
    ],
)
def test_a_workbook_of_the_publisher_is_read_whole_and_judged(
    make: Maker, title: str, area: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    catalogue = catalogues()[area]
    path = make(tmp_path, catalogue, title.format(year=YEAR, called=CALLED[area]))
    got = oj("data", "import", str(path), "--no-input")
    assert got.code == 0, got.err

    with open_store(arbetsmapp) as store:
        rows = store.rows(area)
    assert set(rows["year"]) == {YEAR}
    own = rows[rows["unit_kind"] == "kommun"]
    for column, indicator in enumerate(catalogue):
        of_it = own[own["indicator"] == indicator.id].set_index("unit")
        assert len(of_it) == len(KOMMUNER)
        for row, (code, _) in enumerate(KOMMUNER):
            if indicator.kind == "numerisk":
                assert of_it.loc[code, "value"] == 10.5 + row
            else:
                assert of_it.loc[code, "answer"] == answer(indicator, row, column)[1]

    asked = ("--omrade", area, "--kommun", WORST, "--jamfor-med", "lan", "--alla")
    found = oj("identify", *asked, "--format", "json")
    assert found.code == 0, found.err
    verdicts = {r["indikator"]: r["bedomning"] for r in found.json["resultat"]}
    assert verdicts.keys() == catalogue.by_id.keys()
    judged = {i.id for i in catalogue if i.role == "kvalitet" and i.direction != "ingen"}
    assert {verdicts[id] for id in judged if catalogue.by_id[id].codes} == {"saknas"}
    assert found.json["utvecklingsomraden"]


# What follows looks at what is understood, for nothing more is needed.


@cache
def known() -> Known:
    with open_store() as store:
        return Known(store.register(), store.catalogues(), (), word_lists())


def understood(path: Path, decisions: Decisions | None = None) -> Understanding:
    return understand(read_workbook(path), decisions or Decisions(), known())


def changed(path: Path, change: Callable[[Sequence[Any]], None]) -> Path:
    """Change the rows of a workbook's sheet of results."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    change(list(book.worksheets[-1].iter_rows()))
    book.save(path)
    return path


@pytest.mark.parametrize("area", CALLED)
def test_where_most_headings_are_new_the_area_is_asked_for_and_stands_first(
    area: str, tmp_path: Path
) -> None:
    def renew(rows: Sequence[Any]) -> None:
        for n, heading in enumerate(rows[3][2:]):
            if n % 3:
                heading.value = f"Invigda lekplatser, omgång {n}"

    title = f"Öppna jämförelser {YEAR} – {CALLED[area]}"
    found = understood(changed(koder(tmp_path, catalogues()[area], title), renew))
    if found.catalogue is None:
        [asked] = found.questions
        n = 2 if area == "oj-socialpsykiatri" else 1  # until 2016 there is another of that name
        assert asked.flag == "--omrade"
        assert area in [o.value for o in asked.options[:n]]
    else:
        assert found.catalogue.area == area


def test_an_area_without_indicators_stands_first_where_its_name_is_said(tmp_path: Path) -> None:
    path = koder(tmp_path, catalogues()["oj-vald"], f"Kommunal hälso- och sjukvård {YEAR}")

    def renew(rows: Sequence[Any]) -> None:
        for n, heading in enumerate(rows[3][2:]):
            heading.value = f"Invigda lekplatser, omgång {n}"

    [asked] = understood(changed(path, renew)).questions
    assert (asked.flag, asked.options[0].value) == ("--omrade", EMPTY)


def test_a_cross_among_the_codes_is_all_that_is_asked_about(tmp_path: Path) -> None:
    catalogue = catalogues()["oj-hemloshet"]

    def cross(rows: Sequence[Any]) -> None:
        for cells in rows[4:6]:
            for one in cells[2:]:
                one.value = "x"

    path = changed(koder(tmp_path, catalogue, f"Arbetet mot hemlöshet {YEAR}"), cross)
    [asked] = understood(path).questions
    assert asked.flag == "--kod"
    assert "”x” i 17 kolumner" in asked.text
    found = understood(path, Decisions(codes=(("", {"x": "BORTFALL"}),)))
    assert not found.questions
    for used in found.used:
        assert dict(used.coding) == {**catalogue.by_id[used.indicator].codes, "x": "BORTFALL"}


def test_another_scale_than_the_catalogues_is_asked_about(tmp_path: Path) -> None:
    """Where 3 is new, 1 may mean something else than it did."""

    def rescale(rows: Sequence[Any]) -> None:
        for cells in rows[4:7]:
            cells[2].value = 3

    path = koder(tmp_path, catalogues()["oj-vald"], f"Våld i nära relationer {YEAR}")
    [asked] = understood(changed(path, rescale)).questions
    assert asked.flag == "--kod"
    assert "1 kolumn (" in asked.text
    assert "”0”, ”1” och ”3”" in asked.text


def test_codes_are_not_the_catalogues_where_none_of_them_would_be_no(tmp_path: Path) -> None:
    """Beside 2, 1, 0 for JA, DELVIS, NEJ a file of 1, 2 for JA, NEJ looks like a part of it."""

    def shift(rows: Sequence[Any]) -> None:
        for cells in rows[4:]:
            for one in cells[2:]:
                one.value = 1 if one.value else 2

    catalogue = catalogues()["oj-krisberedskap"]
    path = koder(tmp_path, catalogue, f"Krisberedskap i socialtjänsten {YEAR}")
    [asked] = understood(changed(path, shift)).questions
    assert asked.flag == "--kod"
    assert f"”1” och ”2” i {len(catalogue.indicators)} kolumner" in asked.text


def test_codes_of_the_years_before_a_question_changed_are_asked_about(tmp_path: Path) -> None:
    catalogue = catalogues()["oj-vald"]
    changes = [i for i in catalogue if i.breaks]
    before = changes[0].breaks[0].first_year - 1
    [asked] = understood(koder(tmp_path, catalogue, f"Våld i nära relationer {before}")).questions
    assert asked.flag == "--kod"
    assert f"i {len(changes)} kolumner" in asked.text
