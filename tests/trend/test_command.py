"""The command: bad input, formats, help, what is imported, and how a län and riket are shown."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

ROW = ("--indicator", "dv_handledning", "--kommun", "Leksand")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "Ange vilken kommun eller vilket län det gäller."),
        (("--kommun", "Leksnd"), "Menade du Leksand"),
        (("--lan", "Darlana"), "Menade du Dalarna"),
        (("--indicator", "sip_rutn"), "Menade du sip_rutin"),
        (("--indicator", "sip_rutin", "--omrade", "lsss"), "inget område som heter ”lsss”"),
        (("--indicator", "sip_rutin", "--omrade", "lss-enheter"), "ingen indikator"),
        (("--indicator", "sip_rutin", "--kommun", "Stockholm"), "Stockholm har inga svar i"),
        (("--indicator", "sip_rutin", "--lan", "Skåne"), "Skåne län har inga svar på"),
        (("--kommun", "Stockholm", "--omrade", "socialpsykiatri"), "Stockholm har inga svar i"),
        (("--lan", "Skåne", "--omrade", "socialpsykiatri"), "Skåne län har inga svar i"),
        (("--indicator", "sip_rutin", "--jamfor-med", "grannar"), "”grannar” går inte att skriva"),
        (("--indicator", "sip_rutin", "--jamfor-med", ""), "”” går inte att skriva efter"),
        (("--indicator", "sip_rutin", "--jamfor-med", "egen"), "Ange listan: --egen"),
        (("--indicator", "sip_rutin", "--jamfor-med", "urval"), "Ange ett urval"),
        (
            ("--indicator", "sip_rutin", "--lan", "Dalarna", "--jamfor-med", "kommungrupp"),
            "Lägg till",
        ),
        (("--indicator", "sip_rutin", "--kommungrupp", "Z"), "ingen kommungrupp ”Z”"),
        (("--indicator", "sip_rutin", "--invanargrupp", "9"), "ingen invånargrupp 9"),
        (("--indicator", "sip_rutin", "--utgava", "1999"), "ingen utgåva"),
        (("--indicator", "sip_rutin", "--egen", "Mora,Rättvk"), "Menade du Rättvik"),
        (("--kommun", "Leksand", "--lan", "Dalarna"), "antingen en kommun eller ett län"),
        (("--kommun", "Leksand", "--kommungrupp", "9"), "jämför bara med tidigare år"),
        (("--kommun", "Leksand", "--utgava", "skl2011"), "jämför bara med tidigare år"),
        (("--kommun", "Leksand", "--jamfor-med", "lan"), "jämför bara med tidigare år"),
        (("--ar", "2016"), "--ar"),
    ],
)
def test_bad_input(oj: Callable[..., Any], asked: tuple[str, ...], said: str) -> None:
    ran = oj("trend", *asked)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_csv_json_and_table_agree(oj: Callable[..., Any]) -> None:
    found = oj("trend", *ROW, "--format", "json").json
    flat = list(csv.DictReader(io.StringIO(oj("trend", *ROW, "--format", "csv").out)))
    points = [(s, p) for s in found["serier"] for p in s["punkter"]]
    assert len(flat) == len(points)
    for row, (series, point) in zip(flat, points, strict=True):
        assert (row["id"], row["matt"], row["ar"]) == (
            series["id"],
            series["matt"],
            str(point["ar"]),
        )
        assert float(row["varde"]) == point["varde"]
        assert row["raknas"] == ("ja" if point["raknas"] else "nej")
        between = (point["osakerhet"] or {}).get("intervall") or ("", "")
        ends = [row["intervall_fran"], row["intervall_till"]]
        assert ends == [str(end) for end in between]
    swedish = oj("trend", *ROW, "--format", "csv", "--csv-dialect", "svensk").out
    assert "10,5" in swedish  # the median of invånargrupp 2 in 2019


@pytest.mark.parametrize("format", ["table", "md"])
def test_bars_are_as_long_as_the_figures(
    oj: Callable[..., Any], lss: dict[tuple[str, str, int], float], format: str
) -> None:
    said = oj("trend", *ROW, "--format", format).out.replace("\u00a0", " ")
    kolada = oj("trend", *ROW, "--format", "json").json["indikator"]["kolada_id"]
    rows = [line for line in said.splitlines() if "█" in line]
    assert [int(re.findall(r"20\d\d", row)[0]) for row in rows] == [2018, 2019, 2022]
    for row, year in zip(rows, (2018, 2019, 2022), strict=True):
        bars = {
            code: (20 * lss[kolada, code, year] / 100, f"{lss[kolada, code, year]:.0f} %")
            for code in ("2029", "0000")
            if (kolada, code, year) in lss
        }
        found = re.findall(r"(█*) ?(\d+ %)", row)
        assert [text for _, text in found] == [text for _, text in bars.values()]
        assert all(
            abs(len(bar) - long) <= 0.5
            for (bar, _), (long, _) in zip(found, bars.values(), strict=True)
        )
    assert "2020 och 2021" in said  # said in words, and nothing stands between


def test_what_is_not_counted_and_what_is_missing_is_said_beside_the_bars(
    oj: Callable[..., Any],
) -> None:
    said = oj("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand").out
    table = said[said.index("En hel stapel") :].split("\n\n")[0].splitlines()
    assert table[3].split() == ["2014", "█" * 8, "40", "%", "inget", "värde"]
    assert table[5].split() == ["2016", "█" * 6, "30", "%", "█" * 4, "20", "%"]
    assert table[6].strip() == "(brott)"


def test_overview_as_data(oj: Callable[..., Any], lss: dict[tuple[str, str, int], float]) -> None:
    found = oj("trend", "--kommun", "Leksand", "--omrade", "lss-enheter", "--format", "json").json
    assert (found["omrade"], found["ar"]) == ("lss-enheter", 2022)
    ids = {
        i["id"]: i["kolada_id"]
        for i in oj("indicators", "--omrade", "lss-enheter", "--format", "json").json["indikatorer"]
    }
    changes = {c["indikator"]: c for c in found["andringar"]}
    for id, kolada in ids.items():
        values = {y: lss.get((kolada, "2029", y)) for y in (2018, 2019, 2022)}
        years = [y for y, v in values.items() if v is not None]
        if len(years) < 2 or years[-1] != 2022:
            assert id not in changes
            continue
        before = values[years[-2]] or 0.0
        after = values[2022] or 0.0
        assert (changes[id]["fran_ar"], changes[id]["fran"]) == (years[-2], before)
        assert changes[id]["battre_med"] == after - before
        riket = lss[kolada, "0000", 2022] - lss[kolada, "0000", years[-2]]
        assert changes[id]["riket"]["andring"] == riket
    sizes = [abs(c["battre_med"]) for c in found["andringar"]]
    assert sizes == sorted(sizes, reverse=True)
    for theme in found["teman"]:
        gains = [c["battre_med"] for c in found["andringar"] if c["tema"] == theme["id"]]
        assert theme["battre"] == sum(g > 0 for g in gains)
        assert theme["samre"] == sum(g < 0 for g in gains)
        assert theme["lika"] == sum(g == 0 for g in gains)
        assert theme["tydligt_battre"] <= theme["battre"]
        assert theme["tydligt_samre"] <= theme["samre"]
    assert {n["indikator"] for n in found["ej_jamforda"]} == set(ids) - set(changes)


def test_overview_of_a_lan(oj: Callable[..., Any]) -> None:
    found = oj("trend", "--lan", "Dalarna", "--format", "json").json
    assert found["omrade"] == "socialpsykiatri"
    worse = {c["indikator"]: c["kommuner"] for c in found["andringar"] if c["battre_med"] < 0}
    assert worse == {
        "kompetensplan": -4,
        "overenskommelse_arbetsformedlingen": -2,
        "overenskommelse_forsakringskassan": -2,
    }
    said = " ".join(oj("trend", "--lan", "Dalarna").out.split())
    assert "3 sämre och 1 oförändrad." in said
    assert "2015: 9 av 15 2016: 5 av 15 4 kommuner färre" in said


def test_one_year_says_there_is_nothing_to_compare(oj: Callable[..., Any]) -> None:
    said = oj("trend", "--kommun", "Leksand", "--omrade", "socialpsykiatri").out
    assert "det finns inget jämförbart år före 2016" in said
    assert "oj trend --kommun Leksand --omrade lss-enheter" in said
    assert "oj trend --lan 20 --omrade socialpsykiatri" in said
    found = oj("trend", "--lan", "20", "--omrade", "socialpsykiatri").out
    assert found.startswith("Dalarnas län")


def test_help_is_swedish_and_names_the_alias(oj: Callable[..., Any]) -> None:
    said = oj("trend", "--help").out
    assert "Kallas också: utveckling" in said
    assert "--png FIL" in said
    assert "Följ utvecklingen över åren (steg 3)." in said


@pytest.mark.parametrize("asked", [["--help"], ["trend", "--help"]])
def test_help_imports_nothing_heavy(asked: list[str]) -> None:
    code = (
        "import sys; from oj_cli.app import run; run(sys.argv[1:]);"
        "heavy = {'pandas', 'numpy', 'typst', 'statistics'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


def test_what_makes_png_is_imported_only_for_a_png() -> None:
    code = (
        "import sys; from oj_cli.app import run; run(sys.argv[1:]);"
        "sys.exit('imported' if 'typst' in sys.modules else 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "trend", *ROW], capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()


def test_eighty_columns_and_ascii() -> None:
    env = {"COLUMNS": "80", "PYTHONIOENCODING": "ascii", "PATH": ""}
    code = "import sys; from oj_cli.app import run; sys.exit(run(sys.argv[1:]))"
    ran = subprocess.run(
        [sys.executable, "-c", code, "trend", *ROW], capture_output=True, check=False, env=env
    )
    assert ran.returncode == 0, ran.stderr.decode()
    lines = ran.stdout.decode("ascii").splitlines()
    assert max(map(len, lines)) <= 80
    assert "?" not in ran.stdout.decode("ascii")
    assert any("2018" in line and "####" in line for line in lines)
