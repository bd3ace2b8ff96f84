"""`oj data list | show | remove | export`, as a user types them."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.workbook import read_workbook
from oj_cli.store import open_store
from oj_cli.workspace import OMRADEN

Oj = Callable[..., Any]
Import = Callable[..., tuple[SourceRecord, ...]]
JA = ("sip_rutin", "2029", "JA")
BORTFALL = ("sip_rutin", "2062", "BORTFALL")
SHIPPED = "socialpsykiatri-2016-dalarna"


@pytest.fixture
def here(folder: Path, put_in: Import, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one imported source, stood in."""
    put_in("ett", JA, BORTFALL, ("ips_supported_employment", "2029", 12.5))
    monkeypatch.chdir(folder)
    return folder


def rows_of(result: Any, dialect: str = "excel") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.out), dialect=dialect))


# ---------------------------------------------------------------- list and show


def test_the_list_has_what_was_imported_first(here: Path, oj: Oj) -> None:
    out = oj("data", "list").out
    assert out.index("Det ni har läst in") < out.index("Det som följer med oj")
    for word in ("ett", "socialpsykiatri", "2011", "2027-03-31", "ett.csv", "prov"):
        assert word in out


def test_the_list_as_json_has_one_entry_for_each_source_and_area(here: Path, oj: Oj) -> None:
    payload = oj("data", "list", "--format", "json").json
    assert payload["schema"] == "oj-data-list/1"
    [own] = [k for k in payload["kallor"] if k["inlast"]]
    assert (own["id"], own["rader"], own["forsta_ar"], own["lasare"]) == ("ett", 3, 2011, "prov")
    with open_store() as store:
        shipped = {c.source: c.rows for c in store.coverage()}
    assert {k["id"]: k["rader"] for k in payload["kallor"] if not k["inlast"]} == shipped


def test_the_list_can_be_of_one_area(oj: Oj) -> None:
    for area in ("lss-enheter", "LSS enheter", "nyckeltal"):
        payload = oj("data", "lista", "--omrade", area, "--format", "json").json
        assert len(payload["kallor"]) == 1
    assert oj("data", "list", "--omrade", "finns-inte").code == 2


def test_without_a_workspace_the_list_says_so(oj: Oj) -> None:
    result = oj("data", "list")
    assert "Inget är inläst här" in " ".join(result.out.split())


@pytest.mark.parametrize("name", ["ett", "ETT", "et", "ett.csv"])
def test_a_source_is_found_by_id_its_beginning_or_its_file(here: Path, oj: Oj, name: str) -> None:
    result = oj("data", "visa", name, "--format", "json")
    assert result.json["kalla"]["id"] == "ett"


def test_show_counts_by_answer_and_by_kind_of_unit(oj: Oj) -> None:
    shown = oj("data", "show", SHIPPED, "--format", "json").json
    by_answer = {n["svar"]: n["rader"] for n in shown["antal"]}
    assert by_answer == {"JA": 190, "NEJ": 346, "DELVIS": 3, "EA": 16}
    assert shown["enheter"] == [{"ar": 2016, "enhetsslag": "kommun", "antal": 15}]
    assert shown["indikatorer"] == 37
    text = oj("data", "show", SHIPPED).out
    assert "Följer med oj" in text
    assert "346" in text


def test_an_unknown_or_unclear_source_has_suggestions(here: Path, oj: Oj) -> None:
    for command in ("show", "remove", "export"):
        result = oj("data", command, "socialpsykiatri-2016-dalarma")
        assert (result.code, SHIPPED in result.err) == (2, True)
    result = oj("data", "show", "socialpsykiatri")
    assert "kan vara" in result.err


def test_the_beginning_of_an_id_is_not_enough_to_remove(here: Path, oj: Oj) -> None:
    assert oj("data", "remove", "et", "--ja").code == 2
    assert oj("data", "show", "ett").code == 0


# ---------------------------------------------------------------- remove


def whole(folder: Path) -> dict[str, bytes]:
    """Return the files that lie in a folder, but those that are only a short cut."""
    found = (p for p in folder.rglob("*") if p.is_file() and ".kompilerat" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def test_a_removed_source_is_gone_and_how_to_get_it_back_is_said(here: Path, oj: Oj) -> None:
    result = oj("data", "remove", "ett", "--ja")
    assert result.code == 0
    assert "3 rader" in result.err
    assert "oj data import" in result.err
    with open_store(here) as store:
        assert [r.id for r in store.sources() if not r.is_shipped] == []
        assert [*store.columns("socialpsykiatri", year=2011, units=[("kommun", "2029")])] == []


def test_nothing_is_removed_without_a_yes(here: Path, oj: Oj) -> None:
    before = whole(here)
    result = oj("data", "ta-bort", "ett")
    assert (result.code, "--ja" in result.err) == (2, True)
    assert whole(here) == before


def test_what_is_shipped_is_never_removed(here: Path, oj: Oj) -> None:
    before = whole(here), whole(OMRADEN)
    result = oj("data", "remove", SHIPPED, "--ja")
    assert result.code == 2
    assert "följer med oj" in result.err
    assert (whole(here), whole(OMRADEN)) == before


# ---------------------------------------------------------------- export


def test_a_table_has_the_columns_of_a_result_row(here: Path, oj: Oj) -> None:
    found = rows_of(oj("data", "export", "ett"))
    assert tuple(found[0]) == ROW_COLUMNS
    assert [(r["unit"], r["answer"], r["value"], r["source"]) for r in found] == [
        ("2029", "", "12.5", "ett"),
        ("2029", "JA", "", "ett"),
        ("2062", "BORTFALL", "", "ett"),
    ]


@pytest.mark.slow  # more than a million rows
def test_everything_is_exported_row_by_row(oj: Oj, tmp_path: Path) -> None:
    path = tmp_path / "allt.csv"
    assert oj("data", "export", "-o", str(path)).code == 0
    with path.open(encoding="utf-8", newline="") as file:
        names, *found = csv.reader(file)
    with open_store() as store:
        assert len(found) == sum(c.rows for c in store.coverage())
    at = {name: n for n, name in enumerate(names)}
    [one] = [r for r in found if r[at["n_yes"]] and r[at["indicator"]] == "oppen_verksamhet"]
    assert [one[at[name]] for name in ("year", "unit", "n_yes", "n")] == ["2015", "20", "9", "15"]


def test_the_swedish_dialect(here: Path, oj: Oj, tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    oj("data", "export", "ett", "-o", str(path), "--csv-dialect", "svensk")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfarea;year;")
    assert b";12,5;" in raw


def test_a_workbook_has_units_down_and_indicators_across(oj: Oj, tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    assert oj("data", "export", SHIPPED, "-o", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Läs först", "Indikatorer", "Resultat 2016"]
    sheet = book["Resultat 2016"]
    assert sheet["A1"].value.endswith("resultat 2016")
    assert [c.value for c in sheet[3]][:2] == ["Kod", "Namn"]
    assert sheet.merged_cells.ranges == set()
    assert [t.ref for t in sheet.tables.values()] == ["A3:AM18"]
    cells = [c.value for row in sheet["C4:AM18"] for c in row]
    counts = {word: cells.count(word) for word in set(cells)}
    assert counts == {"Ja": 190, "Nej": 346, "Delvis": 3, "Ej aktuellt": 16}


def test_shares_and_counts_of_larger_units_stand_first(oj: Oj, tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    oj("data", "export", "--omrade", "socialpsykiatri", "-o", str(path))
    sheets = {s.name: s.rows for s in read_workbook(path).sheets}
    assert [row[1] for row in sheets["Resultat 2016"][3:6]] == ["Riket", "Dalarnas län", "Vansbro"]
    assert "9 av 15" in sheets["Resultat 2015"][4]


def test_the_same_workbook_has_the_same_bytes(oj: Oj, tmp_path: Path) -> None:
    made = []
    for name in ("ett.xlsx", "tva.xlsx"):
        oj("data", "export", SHIPPED, "-o", str(tmp_path / name), "--idag", "2027-03-31")
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["svar.xlsx", "svar.csv"])
def test_a_file_that_is_there_is_not_written_over(oj: Oj, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"mitt")
    assert oj("data", "export", SHIPPED, "-o", str(path)).code == 2
    assert path.read_bytes() == b"mitt"
    assert oj("data", "export", SHIPPED, "-o", str(path), "--ersatt").code == 0
    assert path.stat().st_size > 1000


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-o", "svar.txt"), ".xlsx"),
        (("-o", "svar"), "ändelse"),
        (("-o", "svar.xlsx"), "--omrade"),
        (("--ar", "1970"), "oj data list"),
        (("-o", "finns-inte/svar.csv"), "finns inte"),
    ],
)
def test_what_cannot_be_exported_is_told(oj: Oj, args: tuple[str, ...], said: str) -> None:
    result = oj("data", "export", *args)
    assert result.code in (2, 3)
    assert said in result.err
    assert result.out == ""


# ---------------------------------------------------------------- out and in again


def test_no_cell_is_taken_for_a_formula_and_none_is_changed(
    folder: Path,
    put_in: Import,
    oj: Oj,
    alter_results: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wild = ["-", "=1+1", "+46 70", "@x", "'-", "''=x", "\ttab", "-5", "vanlig", "'citat"]
    given = [("sip_rutin", f"{2000 + n}", "JA") for n, _ in enumerate(wild)]
    put_in("ett", *given)
    monkeypatch.chdir(folder)
    alter_results(
        folder,
        "socialpsykiatri",
        lambda rows: rows.assign(locator=wild) if set(rows["year"]) == {2011} else None,
    )
    oj("data", "export", "ett", "-o", "ut.csv", "--csv-dialect", "svensk")
    raw = (folder / "ut.csv").read_text(encoding="utf-8-sig")
    written = [row[-1] for row in csv.reader(io.StringIO(raw, newline=""), delimiter=";")][1:]
    assert [text for text in written if text[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    back = [row[-1] for row in read_workbook(folder / "ut.csv").sheets[0].rows[1:]]
    assert back == wild
