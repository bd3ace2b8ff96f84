"""Tables as Kolada, SCB, R and agencies write them: each kind gives the right rows, whole.

The figures are made up, in the shape of real files; what is right is written out beside each.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
import pytest

from oj_cli.sources.sandbox.kinds import OLE, Kind, kind_of
from oj_cli.store import open_store

Oj = Callable[..., Any]
Rows = Sequence[Sequence[object]]
Key = tuple[str, int, str, str]
NEW = ("--nytt-omrade", "Prov", "--nya", "kvalitet", "--bedom", "forslag")
NAMES = ("Gagnef", "Leksand", "Mora", "Orsa", "Rättvik", "Falun")
CODES = {"Gagnef": "2026", "Leksand": "2029", "Mora": "2062", "Orsa": "2034", "Rättvik": "2031",
         "Falun": "2080"}  # fmt: skip
STAFF, PLEASED = "Personal i boendestöd, antal", "Nöjda brukare, andel (%)"
STAFF_ID, PLEASED_ID = "personal_i_boendestod_antal", "nojda_brukare_andel"


def xlsx(folder: Path, rows: Rows, merged: Iterable[str] = (), sheet: str = "Resultat") -> Path:
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    made.title = sheet
    for row in rows:
        made.append(list(row))
    for area in merged:
        made.merge_cells(area)
    book.save(folder / "fil.xlsx")
    return folder / "fil.xlsx"


def csv(folder: Path, rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    lines = [delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path = folder / "fil.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def read(oj: Oj, folder: Path, path: Path, *flags: str, area: str = "prov") -> dict[Key, Any]:
    """Import a file; return what it gave by indicator, year, unit and gender."""
    got = oj("data", "import", "--no-input", str(path), *(flags or NEW))
    assert got.code == 0, got.err
    with open_store(folder) as store:
        [id] = [r.id for r in store.sources() if r.imported]
        rows = store.rows(area, source=id, gender=None)
    return {
        (r.indicator, r.year, r.unit, r.gender): r.answer if r.value != r.value else r.value
        for r in rows.itertuples()
    }


def publisher(folder: Path) -> str:
    with open_store(folder) as store:
        [record] = [r for r in store.sources() if r.imported]
    return record.publisher


def kolada(rows: Rows, years: Sequence[object]) -> list[list[object]]:
    """Kolada's Excel export: no heading over the indicators nor over the units."""
    return [["Kolada nyckeltal"], [None, None, *years], *map(list, rows)]


def test_koladas_export_of_one_year(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    cost = "Kostnad boendestöd, kr/inv"
    rows = []
    for name, first in ((STAFF, 10), (PLEASED, 60), (cost, 700)):
        rows.append([name, "Dalarnas läns kommuner (ovägt medel)", first + 2.5])
        rows += [[name, kommun, first + n] for n, kommun in enumerate(NAMES)]
    path = xlsx(tmp_path, kolada(rows, ["2019"]), sheet="Kolada nyckeltal")
    got = read(oj, arbetsmapp, path)
    firsts = {STAFF_ID: 10, PLEASED_ID: 60, "kostnad_boendestod_kr_inv": 700}
    assert got == {
        **{(i, 2019, CODES[k], "T"): first + n for i, first in firsts.items()
           for n, k in enumerate(NAMES)},
        **{(i, 2019, "20", "T"): first + 2.5 for i, first in firsts.items()},
    }  # fmt: skip
    assert publisher(arbetsmapp) == "Kolada"
    with open_store(arbetsmapp) as store:
        names = {i.id: (i.name, i.unit) for i in store.catalogue("prov")}
    assert names[PLEASED_ID] == (PLEASED, "procent")
    assert names[STAFF_ID] == (STAFF, "antal")


@pytest.mark.parametrize("pivot", [False, True], ids=["every row", "the name once"])
def test_koladas_export_of_several_years(
    pivot: bool, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = []
    for name, first in ((STAFF, 10), (PLEASED, 60)):
        for n, kommun in enumerate(NAMES):
            cells = [first + n, None if kommun == "Mora" else first + n + 1, first + n + 2]
            rows.append([None if pivot and n else name, kommun, *cells])
    got = read(oj, arbetsmapp, xlsx(tmp_path, kolada(rows, [2015, 2016, 2017])))
    assert got == {
        (i, 2015 + y, CODES[k], "T"): first + n + y
        for i, first in ((STAFF_ID, 10), (PLEASED_ID, 60))
        for n, k in enumerate(NAMES)
        for y in range(3)
        if (k, y) != ("Mora", 1)
    }


def test_koladas_export_of_one_indicator(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    rows = [[STAFF, kommun, 10 + n] for n, kommun in enumerate(NAMES)]
    got = read(oj, arbetsmapp, xlsx(tmp_path, kolada(rows, ["2019"])))
    assert got == {(STAFF_ID, 2019, CODES[k], "T"): 10 + n for n, k in enumerate(NAMES)}


LONG = [
    (kommun, name, year, first + n + year - 2015 + 0.25)
    for name, first in ((STAFF, 10), (PLEASED, 60))
    for year in (2015, 2016)
    for n, kommun in enumerate(NAMES)
]
RIGHT_LONG = {
    ({STAFF: STAFF_ID, PLEASED: PLEASED_ID}[name], year, CODES[kommun], "T"): value
    for kommun, name, year, value in LONG
}


@pytest.mark.parametrize(
    "headings",
    [
        ("Kommun/Landsting", "Nyckeltal", "År", "Visat Värde"),
        ("Kommun", "Indikator", "Årtal", "Värde"),
        ("Kommun", "kpi", "period", "value"),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "cp1252", "utf-8", "utf-16"])
def test_a_tall_table(
    headings: Sequence[str], kind: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    if kind == "xlsx":
        path = xlsx(tmp_path, [headings, *LONG])
    else:
        said = [(*row[:3], str(row[3]).replace(".", ",")) for row in LONG]
        path = csv(tmp_path, [headings, *said], encoding=kind)
    assert read(oj, arbetsmapp, path) == RIGHT_LONG
    assert publisher(arbetsmapp) == "Okänd"


def test_answers_by_name_in_a_tall_table(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    asked = ("Lättläst svenska", "Talad information")
    rows = [(name, q, ("Ja", "Nej")[n % 2]) for q in asked for n, name in enumerate(NAMES)]
    path = xlsx(tmp_path, [("Kommun", "Fråga", "Svar"), *rows])
    flags = ("--omrade", "socialpsykiatri", "--ar", "2016")
    got = read(oj, arbetsmapp, path, *flags, area="socialpsykiatri")
    assert got == {
        (i, 2016, CODES[k], "T"): ("JA", "NEJ")[n % 2]
        for i in ("lattlast_svenska", "talad_information")
        for n, k in enumerate(NAMES)
    }


def test_codes_and_names_of_indicators_in_a_tall_table(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [("N00001", STAFF, name, 10 + n, "T") for n, name in enumerate(NAMES)]
    path = csv(tmp_path, [("kpi_id", "title", "kommun", "värde", "kön"), *rows])
    got = read(oj, arbetsmapp, path, *NEW, "--ar", "2020")
    assert got == {(STAFF_ID, 2020, CODES[k], "T"): 10 + n for n, k in enumerate(NAMES)}
    with open_store(arbetsmapp) as store:
        assert store.catalogue("prov").by_id[STAFF_ID].kolada == "N00001"


@pytest.mark.parametrize("years", [(2021, 2022), (2022,)])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_tidy_columns_of_rkolada(
    years: Sequence[int], kind: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    heading = ("kpi", "municipality_id", "municipality", "municipality_type", "year", "gender",
               "count", "value")  # fmt: skip
    rows = [
        ("X28112", CODES[name], name, "K", year, gender, 1, 40 + n + year - 2021)
        for year in years
        for gender in ("K", "M", "T")
        for n, name in enumerate(NAMES)
    ]
    path = (xlsx if kind == "xlsx" else csv)(tmp_path, [heading, *rows])
    got = read(oj, arbetsmapp, path)
    assert got == {
        ("x28112", year, CODES[name], gender): 40 + n + year - 2021
        for year in years
        for gender in ("K", "M", "T")
        for n, name in enumerate(NAMES)
    }
    with open_store(arbetsmapp) as store:
        assert [i.id for i in store.catalogue("prov")] == ["x28112"]


def test_scbs_pxweb(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ['"Personer med insats efter region, kön och år"'], [],
        ['"region"', '"kön"', '"2015"', '"2016"'],
    ]  # fmt: skip
    for n, name in enumerate(NAMES):
        for gender, first in (("män", 10), ("kvinnor", 20)):
            last = '".."' if name == "Falun" else first + n + 1
            rows.append([f'"{CODES[name]} {name}"', f'"{gender}"', first + n, last])
    got = read(oj, arbetsmapp, csv(tmp_path, rows, encoding="cp1252"))
    assert got == {
        ("personer_med_insats", 2015 + y, CODES[name], gender): (
            "SEKRETESS" if (name, y) == ("Falun", 1) else first + n + y
        )
        for n, name in enumerate(NAMES)
        for gender, first in (("M", 10), ("K", 20))
        for y in range(2)
    }


def test_years_as_dates_and_what_was_measured_is_asked_for(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    head: list[object] = ["Kommun", datetime(2014, 1, 1), datetime(2015, 1, 1)]
    path = xlsx(tmp_path, [head, *([name, 40 + n, 41 + n] for n, name in enumerate(NAMES))])
    asked = oj("data", "import", "--no-input", str(path), *NEW)
    assert asked.code == 2
    assert "--rubrik" in asked.err
    assert "Så heter bladet: --rubrik Resultat" in asked.out
    got = read(oj, arbetsmapp, path, *NEW, "--rubrik", "Andel nöjda")
    assert got == {
        ("andel_nojda", 2014 + y, CODES[name], "T"): 40 + n + y
        for n, name in enumerate(NAMES)
        for y in range(2)
    }


def test_a_printed_table_with_ranks_and_three_rows_of_riket(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["Tabell 1: Kommunresultat"],
        [None, "Trygghet, hemtjänst", None, None, "Bemötande, hemtjänst"],
        ["Kommunnamn", *["Procent", "Rank av 286", "Jämf. föreg. år"] * 2],
        ["Min–max (riket)", "23–66", None, None, "59–95"],
        ["Vägt medel (riket)", 43, None, None, 76],
        ["Median (riket)", 45, None, None, 78],
        ["Dalarnas län"],
        *([name, 40 + n, 200 - n, "bättre", 70 + n, 100 + n, "sämre"]
          for n, name in enumerate(NAMES)),
        ["Länsmedel (vägt)", 44, None, None, 73],
    ]  # fmt: skip
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows, ("B2:D2", "E2:G2")), *NEW, "--ar", "2014")
    firsts = {"trygghet_hemtjanst": (40, 43, 44), "bemotande_hemtjanst": (70, 76, 73)}
    assert got == {
        **{(i, 2014, CODES[k], "T"): first[0] + n for i, first in firsts.items()
           for n, k in enumerate(NAMES)},
        **{(i, 2014, "riket", "T"): first[1] for i, first in firsts.items()},
        **{(i, 2014, "20", "T"): first[2] for i, first in firsts.items()},
    }  # fmt: skip
    with open_store(arbetsmapp) as store:
        assert {i.unit for i in store.catalogue("prov")} == {"procent"}


def test_region_gotland_is_both_a_lan_and_a_kommun(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [
        ("Hemort", "Andel med insats, %"), ("Region Dalarna", 7.5), ("2029 Leksand", 5),
        ("2062 Mora", 6), ("2080 Falun", 7), ("Region Gotland", 6.75), ("0980 Gotland", 6.75),
        ("RIKET", 8.4), ("Källa: påhittad", None),
    ]  # fmt: skip
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows), *NEW, "--ar", "2020")
    assert {key[2]: value for key, value in got.items()} == {
        "20": 7.5, "2029": 5, "2062": 6, "2080": 7, "09": 6.75, "0980": 6.75, "riket": 8.4,
    }  # fmt: skip


def test_a_merged_column_that_describes_the_kommuner(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [
        ["Svar i länets kommuner"],
        ["Län", "Kommun", "Aktuell rutin för SIP", "Personligt ombud"],
        *([None if n else "Dalarnas län", name, ("Ja", "Nej")[n % 2], "Nej"]
          for n, name in enumerate(NAMES)),
    ]  # fmt: skip
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows, ("A3:A8",)), *NEW, "--ar", "2020")
    assert got == {
        **{("aktuell_rutin_for_sip", 2020, CODES[k], "T"): ("JA", "NEJ")[n % 2]
           for n, k in enumerate(NAMES)},
        **{("personligt_ombud", 2020, CODES[k], "T"): "NEJ" for k in NAMES},
    }  # fmt: skip


def test_the_tidy_answers_that_come_with_oj(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    heading = ("table", "area", "group", "indicator_id", "indicator", "kommun", "answer")
    asked = {"lattlast_svenska": "Lättläst svenska", "talad_information": "Talad information"}
    rows = [
        (1, "Tillgänglighet", "Information", id, name, kommun, ("JA", "NEJ", "BORTFALL")[n % 3])
        for id, name in asked.items()
        for n, kommun in enumerate(NAMES)
    ]
    path = csv(tmp_path, [heading, *rows], ",")
    flags = ("--omrade", "socialpsykiatri", "--ar", "2016")
    got = read(oj, arbetsmapp, path, *flags, area="socialpsykiatri")
    assert got == {
        (id, 2016, CODES[k], "T"): ("JA", "NEJ", "BORTFALL")[n % 3]
        for id in asked
        for n, k in enumerate(NAMES)
    }


def test_a_sheet_for_each_gender(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for n, sheet in enumerate(("Resultat 2016", "Resultat 2016 kvinnor", "Resultat 2016 män")):
        made = book.create_sheet(sheet)
        made.append(["Kommun", "Andel trygga"])
        for m, name in enumerate(NAMES):
            made.append([name, 10 * n + m + 20])
    book.save(tmp_path / "fil.xlsx")
    got = read(oj, arbetsmapp, tmp_path / "fil.xlsx")
    assert got == {
        ("andel_trygga", 2016, CODES[name], gender): 10 * n + m + 20
        for n, gender in enumerate("TKM")
        for m, name in enumerate(NAMES)
    }


def written(folder: Path, name: str, content: str | bytes) -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def test_an_answer_of_kolada_as_json(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    values = [
        {"kpi": "X28112", "municipality": code, "period": 2022, "values": [
            {"gender": g, "count": 1, "status": s, "value": v}
            for g, s, v in (("T", "", 41.0), ("K", "Privacy", None))]}
        for code in (*CODES.values(), "0000")
    ]  # fmt: skip
    path = written(tmp_path, "svar.json", json.dumps({"values": values, "count": len(values)}))
    got = read(oj, arbetsmapp, path)
    whole = {("x28112", 2022, code, "T"): 41.0 for code in (*CODES.values(), "riket")}
    assert got == whole | {("x28112", 2022, code, "K"): "SEKRETESS" for code in CODES.values()}
    assert publisher(arbetsmapp) == "Kolada"


def jsonstat() -> dict[str, Any]:
    dimension = {
        "Region": {"label": "region", "category": {
            "index": {code: n for n, code in enumerate(CODES.values())},
            "label": {code: name for name, code in CODES.items()}}},
        "Kon": {"label": "kön", "category": {"index": ["1", "2"],
                                             "label": {"1": "män", "2": "kvinnor"}}},
        "ContentsCode": {"label": "tabellinnehåll", "category": {"label": {"X1": "Anmälningar"}}},
        "Tid": {"label": "år", "category": {"index": ["2015", "2016"]}},
    }  # fmt: skip
    values: list[int | None] = [100 + n for n in range(24)]
    values[-1] = None
    return {"class": "dataset", "label": "Anmälningar efter region, kön, tabellinnehåll och år",
            "id": [*dimension], "size": [6, 2, 1, 2], "dimension": dimension,
            "value": values}  # fmt: skip


RIGHT_PXWEB = {
    ("anmalningar", 2015 + y, code, gender): 100 + 4 * n + 2 * g + y
    for n, code in enumerate(CODES.values())
    for g, gender in enumerate("MK")
    for y in range(2)
} | {("anmalningar", 2016, "2080", "K"): "SEKRETESS"}


@pytest.mark.parametrize("version", [1, 2])
def test_jsonstat(version: int, arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    data = jsonstat()
    if version == 1:
        data["dimension"] |= {"id": data.pop("id"), "size": data.pop("size")}
        data = {"dataset": data}
    path = written(tmp_path, "tabell.json", json.dumps(data))
    assert read(oj, arbetsmapp, path) == RIGHT_PXWEB


def test_the_json_of_pxweb(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    columns = [{"code": c, "text": t, "type": "d"} for c, t in (
        ("Region", "region"), ("Kon", "kön"), ("Tid", "år"))]  # fmt: skip
    data = [
        {"key": [code, "män" if gender == "M" else "kvinnor", str(year)], "values": [str(value)]}
        for (_, year, code, gender), value in RIGHT_PXWEB.items()
        if value != "SEKRETESS"
    ]
    columns.append({"code": "X1", "text": "Anmälningar", "type": "c"})
    path = written(tmp_path, "t.json", json.dumps({"columns": columns, "data": data}))
    right = {key: value for key, value in RIGHT_PXWEB.items() if value != "SEKRETESS"}
    assert read(oj, arbetsmapp, path) == right


@pytest.mark.parametrize("content", ['{"values": [{"id": "N1"}]}', "[1, 2]", "{", '{"a": ' * 9999])
def test_other_json_is_named_for_what_it_is(content: str, oj: Oj, tmp_path: Path) -> None:
    got = oj("data", "import", "--dry-run", str(written(tmp_path, "x.json", content)))
    assert got.code == 3
    assert "JSON" in got.err


def test_a_web_page_with_its_parts_named_xls(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    cells = "".join(f"<tr><td>{name}<td>{20 + n}</tr>" for n, name in enumerate(NAMES))
    page = f"<html><table><tr><th>Kommun<th>Andel trygga</tr>{cells}</table></html>"
    message = EmailMessage()
    message["X-Document-Type"] = "Workbook"
    message.set_content("Boken")
    message.add_related(page, subtype="html", charset="utf-8", cte="quoted-printable")
    path = written(tmp_path, "andelar.xls", bytes(message))
    got = read(oj, arbetsmapp, path, *NEW, "--ar", "2020")
    assert got == {("andel_trygga", 2020, CODES[k], "T"): 20 + n for n, k in enumerate(NAMES)}


def test_a_large_xls_is_judged_by_the_whole_of_it(tmp_path: Path) -> None:
    raw = OLE + bytes(70_000) + "Workbook\0".encode("utf-16-le")
    path = written(tmp_path, "stor.xls", raw)
    assert kind_of(raw, path) is Kind.XLS


@pytest.mark.parametrize("headings", ["Kommun;Socialjour", "kpi;municipality;period;gender;value"])
def test_a_conflict_of_git_is_called_one(headings: str, oj: Oj, tmp_path: Path) -> None:
    rows = "<<<<<<< HEAD\nLeksand;Ja\n=======\nLeksand;Nej\n>>>>>>> gren\nMora;Ja\nOrsa;Ja\n"
    got = oj("data", "import", "--dry-run", str(written(tmp_path, "x.csv", f"{headings}\n{rows}")))
    assert got.code == 3
    assert "git" in got.err
    assert "rad 2" in got.err


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Falu kommun", "2080"), ("Jiellevárre – Gällivare", "2523"), ("Giron/Kiruna", "2584"),
        ("Gällivare (Jiellevárre)", "2523"), ("0980 Region Gotland", "0980"),
        ("09 Region Gotland", "09"), ("Dalarnas läns kommuner (ovägt medel)", "20"),
    ],
)  # fmt: skip
def test_names_as_agencies_write_them(
    cell: str, code: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [("Kommun", "Andel trygga"), ("Leksand", 20), ("Mora", 21), (cell, 22)]
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows), *NEW, "--ar", "2020")
    assert got["andel_trygga", 2020, code, "T"] == 22


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Stockholm, Nytorget", '--enhet "Stockholm, Nytorget=0180-nytorget"'),
        ("Leksand – Siljansnäs", '--enhet "Leksand – Siljansnäs=2029"'),
        ("Region Daalrna", '--enhet "Region Daalrna=20"'),
        ("Västmanlads län", '--enhet "Västmanlads län=19"'),
    ],
)
def test_a_unit_that_no_list_has_is_asked_about_with_a_proposal(
    cell: str, said: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = xlsx(tmp_path, [("Kommun", "Andel trygga"), ("Leksand", 20), ("Mora", 21), (cell, 22)])
    got = oj("data", "import", "--no-input", str(path), *NEW, "--ar", "2020")
    assert got.code == 2
    assert said in got.out
    unit = said.rpartition("=")[2].strip('"')
    if unit == "2029":  # that is there already
        return
    answers = read(oj, arbetsmapp, path, *NEW, "--ar", "2020", "--enhet", f"{cell}={unit}")
    assert answers["andel_trygga", 2020, unit, "T"] == 22


@pytest.mark.parametrize(("year", "code"), [(2006, 0), (2007, 3)])
def test_a_code_that_ended_is_right_for_the_years_before(
    year: int, code: int, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    heading = ("Kommunkod", f"Andel trygga {year - 1}", f"Andel trygga {year}")
    rows = [heading, ("1917", 30, 31), ("2029", 20, 21), ("2062", 21, 22)]
    path = xlsx(tmp_path, rows)
    got = oj("data", "import", "--no-input", str(path), *NEW)
    assert got.code == code
    assert "1917" in got.out
    if not code:
        with open_store(arbetsmapp) as store:
            told = {(r.year, r.unit): r.value for r in store.rows("prov").itertuples()}
        assert told[2005, "0331"] == 30


def test_the_title_is_no_line_for_screen_readers_and_a_group_belongs_to_a_short_name(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [
        ["Tabellen har fem kolumner och en rad för varje kommun."],
        ["Tobak och graviditet 2020"],
        [None, "Tre månader före aktuell graviditet", None, "Vid inskrivning"],
        ["Kommun", "Rökare, %", "Snusare, %", "Rökare, %", "Snusare, %"],
        *([name, n + 5, n + 15, n + 25, n + 35] for n, name in enumerate(NAMES)),
        ["Källa: Socialstyrelsen"],
    ]
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows, ("B3:C3", "D3:E3")))
    with open_store(arbetsmapp) as store:
        names = {i.id: i.name for i in store.catalogue("prov")}
        [record] = [r for r in store.sources() if r.imported]
    first = {names[key[0]]: value for key, value in got.items() if key[2] == CODES["Gagnef"]}
    assert first == {
        "Tre månader före aktuell graviditet – Rökare, %": 5,
        "Tre månader före aktuell graviditet – Snusare, %": 15,
        "Vid inskrivning – Rökare, %": 25,
        "Vid inskrivning – Snusare, %": 35,
    }
    assert record.title == "Tobak och graviditet 2020"
    assert record.publisher == "Socialstyrelsen"


@pytest.mark.parametrize("sign", ["x", "x ", "1=", "a, b="])
def test_a_heading_may_be_very_long(sign: str, oj: Oj, tmp_path: Path) -> None:
    heading = (sign * 30_000)[:30_000]
    path = csv(tmp_path, [("Kommun", heading), *((name, "Ja") for name in NAMES)])
    before = process_time()
    assert oj("data", "import", "--no-input", "--dry-run", str(path), *NEW).code == 2  # the year
    assert process_time() - before < 2


PIVOT = [
    [name if not m else None, q if not y else None, 2015 + y, 10 + 2 * n + m + y]
    for n, name in enumerate(NAMES)
    for m, (q, y) in enumerate((q, y) for q in (STAFF, PLEASED) for y in range(2))
]


@pytest.mark.parametrize("is_merged", [True, False], ids=["merged", "said once"])
def test_kommuner_that_stand_over_all_their_rows(
    is_merged: bool, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    merged = [f"A{4 * n + 2}:A{4 * n + 5}" for n in range(len(NAMES))]
    merged += [f"B{2 * n + 2}:B{2 * n + 3}" for n in range(2 * len(NAMES))]
    rows = [("Kommun", "Nyckeltal", "År", "Värde"), *PIVOT]
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows, merged if is_merged else ()))
    assert got == {
        (id, 2015 + y, CODES[name], "T"): 10 + 2 * n + 2 * q + y + y
        for n, name in enumerate(NAMES)
        for q, id in enumerate((STAFF_ID, PLEASED_ID))
        for y in range(2)
    }


def test_rows_without_a_kommun_are_not_lost_in_silence(oj: Oj, tmp_path: Path) -> None:
    rows = [("Kommun", "Nyckeltal", "År", "Värde"), *PIVOT[:2], *PIVOT[4:]]  # not equally many
    got = oj("data", "import", "--no-input", "--dry-run", str(csv(tmp_path, rows)), *NEW)
    assert got.code == 3
    assert "rader utan kommun" in got.err


@pytest.mark.parametrize("missing", ["", "NA", "NaN", ".."])
def test_row_numbers_of_a_program_are_no_values(
    missing: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [(n, int(CODES[name]), f"{2019 + n % 2}.0", STAFF, missing if n == 2 else f"{n + 10}.5")
            for n, name in enumerate(NAMES)]  # fmt: skip
    path = csv(tmp_path, [("", "kommunkod", "ar", "indikator", "varde"), *rows], "\t")
    got = read(oj, arbetsmapp, path)
    answer = {"": [], "..": [(2, "SEKRETESS")]}.get(missing, [(2, "BORTFALL")])
    assert got == {
        (STAFF_ID, 2019 + n % 2, CODES[NAMES[n]], "T"): value
        for n, value in [*answer, *((n, n + 10.5) for n in range(6) if n != 2)]
    }


def test_the_workbooks_of_pxweb_name_a_region_once(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["Anmälningar efter region, kön och år"], [], [None, None, None, "2015", "2016"],
    ]  # fmt: skip
    for n, (name, code) in enumerate(CODES.items()):
        rows.append([code, name, "män", 100 + 4 * n, 101 + 4 * n])
        rows.append([None, None, "kvinnor", 102 + 4 * n, ".." if n == 5 else 103 + 4 * n])
    rows += [[], ["Datakälla:"], ["Statistiska centralbyrån (SCB)"]]
    assert read(oj, arbetsmapp, xlsx(tmp_path, rows)) == RIGHT_PXWEB


def test_the_comparison_of_kolada_with_a_kommun_in_each_column(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Nyckeltal", "Kön", "År", *NAMES]]
    for name, first in ((STAFF, 10), (PLEASED, 60)):
        for year in (2015, 2016):
            rows += [[name, g, year, *(first + n + year - 2015 for n in range(6))] for g in "KM"]
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows))
    assert got == {
        (id, year, CODES[name], g): first + n + year - 2015
        for id, first in ((STAFF_ID, 10), (PLEASED_ID, 60))
        for year in (2015, 2016)
        for g in "KM"
        for n, name in enumerate(NAMES)
    }


def test_a_column_that_may_tell_what_was_measured_is_named(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [(name, what, 10) for what in (STAFF, PLEASED) for name in NAMES]
    path = csv(tmp_path, [("Kommun", "Statistikuppgift", "Utfall 2020"), *rows])
    got = oj("data", "import", "--no-input", "--dry-run", str(path), *NEW)
    assert got.code == 3
    flag = ("--kolumn", "Statistikuppgift=nyckeltal")
    assert '{} "{}"'.format(*flag) in got.err
    assert read(oj, arbetsmapp, path, *NEW, "--ar", "2020", *flag) == {
        (id, 2020, CODES[name], "T"): 10 for id in (STAFF_ID, PLEASED_ID) for name in NAMES
    }


def test_a_lan_without_a_heading_is_no_indicator(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    rows = [["Andel trygga"], [None, "Kommun", 2019, 2020]]
    rows += [["Dalarnas län", name, n + 20, n + 30] for n, name in enumerate(NAMES)]
    got = read(oj, arbetsmapp, xlsx(tmp_path, rows), *NEW, "--rubrik", "Andel trygga")
    assert got == {
        ("andel_trygga", 2019 + y, CODES[name], "T"): n + 20 + 10 * y
        for n, name in enumerate(NAMES)
        for y in range(2)
    }
