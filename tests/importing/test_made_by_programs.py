"""Files as LibreOffice, R, pandas and PxWeb write them: each read whole and right.

Those of LibreOffice were made by it from one workbook with made-up figures, in six ways.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_what_people_have import NEW, read, written

from oj_cli.store import open_store

Oj = Callable[..., Any]
FILES = Path(__file__).parent / "files"
CODES = ("2029", "2062", "2031", "2034", "2080", "2026")
OF_LIBREOFFICE = {
    **{("rutin_for_sip", 2022, c, "T"): ("JA", "NEJ")[n % 2] for n, c in enumerate(CODES)},
    **{("andel_nojda", 2022, c, "T"): 60.5 + n for n, c in enumerate(CODES)},
    **{("kostnad_kr_inv", 2022, c, "T"): 1234.5 + 1000 * n for n, c in enumerate(CODES)},
    ("rutin_for_sip", 2022, "20", "T"): 50,  # 3 av 6
    ("andel_nojda", 2022, "20", "T"): 63,
    ("kostnad_kr_inv", 2022, "20", "T"): 3000,
}


@pytest.mark.parametrize(
    "ending", [".xlsx", ".ods", ".xls", "-utf8.csv", "-cp1252.csv", "-utf16.csv"]
)
def test_what_libreoffice_saves(ending: str, arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = written(tmp_path, f"bok{ending}", (FILES / f"libreoffice-bok{ending}").read_bytes())
    assert read(oj, arbetsmapp, path) == OF_LIBREOFFICE
    with open_store(arbetsmapp) as store:
        rows = store.rows("prov", gender=None)
    [share] = rows[(rows["indicator"] == "rutin_for_sip") & (rows["unit"] == "20")].itertuples()
    assert (share.n_yes, share.n) == (3, 6)


def test_what_r_writes(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    content = """\
"","kommunkod","kommun","ar","andel_trygga","antal_svar"
"1","0114","Upplands Väsby",2021,61.5,NA
"2","2029","Leksand",2021,62.5,14
"3","2062","Mora",2021,NA,15
"""
    assert read(oj, arbetsmapp, written(tmp_path, "r.csv", content)) == {
        ("andel_trygga", 2021, "0114", "T"): 61.5,
        ("andel_trygga", 2021, "2029", "T"): 62.5,
        ("andel_trygga", 2021, "2062", "T"): "BORTFALL",
        ("antal_svar", 2021, "0114", "T"): "BORTFALL",
        ("antal_svar", 2021, "2029", "T"): 14,
        ("antal_svar", 2021, "2062", "T"): 15,
    }


def test_what_pandas_writes(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    content = ",Kommun,2020,2021\n0,Leksand,10.0,11.0\n1,Mora,,12.5\n2,Falun,9.0,8.0\n"
    path = written(tmp_path, "pandas.csv", content)
    assert read(oj, arbetsmapp, path, *NEW, "--rubrik", "Andel trygga") == {
        ("andel_trygga", year, code, "T"): value
        for code, values in {"2029": (10, 11), "2062": (None, 12.5), "2080": (9, 8)}.items()
        for year, value in zip((2020, 2021), values, strict=True)
        if value is not None
    }


def test_a_dimension_of_pxweb_that_a_flag_tells_of(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    lines = ['"region","insats","kön","2015","2016"']
    right: dict[Any, float] = {}
    for n, (code, name) in enumerate((("2029", "Leksand"), ("2062", "Mora"), ("2080", "Falun"))):
        for m, (what, id) in enumerate((("boendestöd", "boendestod"), ("stöd", "stod"))):
            for g, (word, gender) in enumerate((("män", "M"), ("kvinnor", "K"))):
                first = 100 * n + 20 * m + 4 * g
                lines.append(f'"{code} {name}","{what}","{word}",{first},{first + 1}')
                right |= {(id, 2015 + y, code, gender): first + y for y in range(2)}
    path = written(tmp_path, "px.csv", "\n".join(lines))
    asked = oj("data", "import", "--no-input", str(path), *NEW)
    assert asked.code == 3
    assert '--kolumn "insats=nyckeltal"' in " ".join(asked.err.split())
    assert read(oj, arbetsmapp, path, *NEW, "--kolumn", "insats=nyckeltal") == right


@pytest.mark.parametrize("said", ["insats", "insats=vad", "=ar"])
def test_a_role_that_cannot_be_meant(said: str, oj: Oj, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "Kommun;A\nMora;5\n")
    got = oj("data", "import", "--no-input", "--dry-run", str(path), "--kolumn", said)
    assert got.code == 2
    assert "--kolumn" in got.err


def test_json_carries_no_signs_that_a_terminal_obeys(oj: Oj, tmp_path: Path) -> None:
    name = "Andel \u202e \x9b31m trygga"
    path = written(tmp_path, "x.csv", f"Kommun;{name}\nMora;5\nOrsa;6\nFalun;7\n")
    flags = ("--no-input", "--dry-run", "--ar", "2020", "--format", "json")
    got = oj("data", "import", str(path), *NEW, *flags)
    assert "\u202e" not in got.out
    assert "\x9b" not in got.out
    assert "\\u202e \\u009b31m" in got.out


def test_what_libreoffice_saves_with_tabs_and_quoted_line_breaks(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    content = '"Kommun"\t"Andel\ntrygga"\t"Kommentar"\n'
    for n, name in enumerate(("Leksand", "Mora", "Falun")):
        content += f'"{name}"\t{60 + n},5\t"Först;\nsedan, ""så""\toch"\n'
    path = written(tmp_path, "tabb.tsv", content)
    got = read(oj, arbetsmapp, path, *NEW, "--ar", "2021")
    assert {k: v for k, v in got.items() if k[0] == "andel_trygga"} == {
        ("andel_trygga", 2021, code, "T"): 60.5 + n
        for n, code in enumerate(("2029", "2062", "2080"))
    }


def test_what_excel_saves_with_its_separator_said(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    content = "sep=;\r\nKommun;Andel trygga;Kostnad, kr/inv\r\n"
    content += "Leksand;83,5;1 234,5\r\nMora;84;2\xa0000\r\nFalun;7,25;-3,5\r\n"
    path = written(tmp_path, "sep.csv", content)
    assert read(oj, arbetsmapp, path, *NEW, "--ar", "2021") == {
        ("andel_trygga", 2021, "2029", "T"): 83.5,
        ("andel_trygga", 2021, "2062", "T"): 84,
        ("andel_trygga", 2021, "2080", "T"): 7.25,
        ("kostnad_kr_inv", 2021, "2029", "T"): 1234.5,
        ("kostnad_kr_inv", 2021, "2062", "T"): 2000,
        ("kostnad_kr_inv", 2021, "2080", "T"): -3.5,
    }


def test_what_pandas_writes_of_columns_in_two_levels(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    names = ("Andel trygga", "Andel nöjda")
    codes = {"Leksand": "2029", "Mora": "2062", "Falun": "2080"}
    table = pd.DataFrame(
        [[10 * n + m + 0.5 for m in range(4)] for n in range(3)],
        index=pd.Index(codes, name="Kommun"),
        columns=pd.MultiIndex.from_product([(2020, 2021), names]),
    )
    table.to_excel(tmp_path / "tva.xlsx")
    assert read(oj, arbetsmapp, tmp_path / "tva.xlsx") == {
        (("andel_trygga", "andel_nojda")[m % 2], 2020 + m // 2, code, "T"): 10 * n + m + 0.5
        for n, code in enumerate(codes.values())
        for m in range(4)
    }


def test_what_kolada_gives_of_each_gender(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    right = {
        ("n00999", year, code, gender): 10.5 * n + m + year - 2020
        for n, code in enumerate(("2029", "2062", "2080"), 1)
        for m, gender in enumerate("TKM")
        for year in (2020, 2021)
    }
    values = [
        {
            "kpi": "N00999",
            "municipality": code,
            "period": year,
            "values": [
                {"gender": g, "value": right["n00999", year, code, g], "status": "", "count": 1}
                for g in "TKM"
            ],
        }
        for code in ("2029", "2062", "2080")
        for year in (2020, 2021)
    ]
    content = json.dumps({"count": len(values), "next_url": None, "values": values})
    path = written(tmp_path, "kolada.json", content)
    assert read(oj, arbetsmapp, path) == right


@pytest.mark.parametrize(
    "sign",
    ["1\ufe0f\u20e3", "\U0001f469\u200d\U0001f692", "\u202eabc", "\u0633\u0644", "\U0010ffff"],
)
def test_any_sign_in_a_name_is_kept_from_file_to_answer(
    sign: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    name = f"Andel {sign} trygga"
    path = written(tmp_path, "x.csv", f"Kommun;{name}\nMora;5,5\nOrsa;6,25\nFalun;7\n")
    assert set(read(oj, arbetsmapp, path, *NEW, "--ar", "2020").values()) == {5.5, 6.25, 7}
    with open_store(arbetsmapp) as store:
        [kept] = [i.name for i in store.catalogue("prov")]
    assert kept == name.replace("\u200d", "")  # as every sign that takes no room
    got = oj("indicators", "--omrade", "prov", "--format", "json")
    assert kept in json.dumps(json.loads(got.out), ensure_ascii=False)
