"""`oj status`: the four steps, what is due, what newer data have changed, and what comes next."""

import csv
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
ENKAT = ("--typ", "brukarundersokning", "--kalla", "Enkät", "--visar", "Få vet", "--datum", "2015")
PLAN = """\
schema: oj-plan/1
plan:
  id: vard-2017
  titel: Fler får en plan
  status: beslutad
  kommun: Leksand
  omrade: socialpsykiatri
  giltighet: {fran: 2017-01-01, till: 2017-12-31}
mal:
  - id: M1
    mal: Minst 8 av 10 vet vad en SIP är senast 2017-12-31
    uppfoljning:
      aterkommer: {varje: kvartal}
      vem: Kvalitetsutvecklare
    aktiviteter:
      - {id: A1, vad: Skriv ett blad, ansvarig: [{funktion: Enhetschef}], klart: 2017-04-20}
"""


def steps(found: Any, n: int = 0) -> list[str]:
    return [s["lage"] for s in found["analyser"][n]["steg"]]


def look(oj: Callable[..., Any], *asked: str) -> Any:
    ran = oj("status", *asked, "--format", "json")
    assert ran.code == 0, ran.err
    return ran.json


def changed(rows: Any, column: str, to: object, indicator: str, unit: str) -> Any:
    """Return rows with another result of an indicator for a unit in 2016, None if it is not."""
    is_it = (rows["year"] == 2016) & (rows["indicator"] == indicator) & (rows["unit"] == unit)
    if not is_it.any():
        return None
    return rows.assign(**{column: rows[column].astype(object).where(~is_it, to)})


def test_the_walk_through_the_steps(oj: Callable[..., Any], leksand: Path) -> None:
    found = look(oj)
    assert found["analyser"] == []
    assert found["nasta"][0] == "oj identify"
    oj("complement", "add", *ENKAT)
    found = look(oj)
    assert steps(found) == ["inte_borjat", "klart", "inte_borjat", "inte_borjat"]
    oj("identify", "--valj", "vard,arbete", "--motiv", "Därför.")
    oj("complement", "add", "--id", "U1", "--galler", "vard")
    found = look(oj)
    assert steps(found) == ["klart", "paborjat", "inte_borjat", "inte_borjat"]
    assert found["analyser"][0]["steg"][1]["saknas"] == ["underlag för Vägen till arbete"]
    assert found["nasta"] == ["oj complement suggest"]
    more = ("--kalla", "Räkning", "--visar", "x", "--datum", "2015", "--galler", "arbete")
    oj("complement", "add", "--typ", "inventering", *more)
    found = look(oj)
    assert found["analyser"][0]["steg"][1]["saknas"] == ["ingen brukarröst för Vägen till arbete"]
    oj("complement", "add", "--typ", "hearing", *more)
    oj("trend", "event", "add", "--datum", "2015", "--vad", "Ny chef")
    found = look(oj)
    assert steps(found) == ["klart", "klart", "paborjat", "inte_borjat"]
    assert found["nasta"][0].startswith("oj trend --indicator ")
    oj("trend", "note", "Går inte att jämföra.", "--galler", "vard")
    found = look(oj)
    assert steps(found) == ["klart", "klart", "klart", "inte_borjat"]
    assert found["nasta"] == ["oj plan new"]
    assert "Saknas" in oj("status").out
    (leksand / "planer").mkdir()
    (leksand / "planer/vard-2017.yaml").write_text(PLAN, encoding="utf-8")
    assert "Saknas" not in oj("status", "--idag", "2017-01-10").out  # nothing is
    found = look(oj, "--idag", "2017-01-10")
    assert steps(found) == ["klart"] * 4
    assert found["analyser"][0]["planer"] == ["vard-2017"]
    assert found["nasta"] == ["oj plan due"]


def test_an_area_without_a_motive_is_not_done(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "vard", "--motiv", "Därför.")
    path = leksand / ANALYSIS
    path.write_text(path.read_text("utf-8").replace("    motiv: Därför.\n", ""), encoding="utf-8")
    found = look(oj)
    assert found["analyser"][0]["steg"][0]["saknas"] == ["motiv för Samlat stöd med vården"]
    assert steps(found)[0] == "paborjat"


def test_what_is_late_and_what_comes(oj: Callable[..., Any], leksand: Path) -> None:
    (leksand / "planer").mkdir()
    (leksand / "planer/vard-2017.yaml").write_text(PLAN, encoding="utf-8")
    ran = oj("status", "--idag", "2017-05-02")
    assert ran.code == 0, ran.err
    table = ran.out.split("Att göra till och med 2017-07-01")[1].split("Planer")[0]
    rows = [line for line in table.splitlines() if line.startswith("2017-")]
    assert [(r[:10], "dagar sent" in r) for r in rows] == [
        ("2017-03-31", True),
        ("2017-04-20", True),
        ("2017-06-30", False),
    ]
    assert "32 dagar sent" in rows[0]
    assert "1 dag sent" in oj("status", "--idag", "2017-04-01").out
    found = look(oj, "--idag", "2017-05-02")
    assert [(d["datum"], d["status"]) for d in found["att_gora"]] == [
        ("2017-03-31", "sen"),
        ("2017-04-20", "sen"),
        ("2017-06-30", "kommande"),
    ]
    assert found["nasta"][0] == "oj plan followup vard-2017 --mal M1"
    assert look(oj, "--idag", "2017-01-10")["att_gora"] == []


def test_a_number_that_newer_data_changed_is_said_and_never_changed(
    oj: Callable[..., Any], leksand: Path, alter_results: Callable[..., None]
) -> None:
    oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    before = (leksand / ANALYSIS).read_bytes()
    assert look(oj)["analyser"][0]["andrade_siffror"] == []
    for what in (
        ("answer", "JA", "ips_supported_employment", "2029"),
        ("value", 44.0, "overenskommelse_forsakringskassan", "riket"),
    ):
        alter_results(leksand, "socialpsykiatri", lambda rows, what=what: changed(rows, *what))
    found = {
        m["indikator"]: {d["vad"]: (d["da"], d["nu"]) for d in m["skillnader"]}
        for m in look(oj)["analyser"][0]["andrade_siffror"]
    }
    assert found == {
        "ips_supported_employment": {
            "svar": ("NEJ", "JA"),
            "lan": (20.0, 26.7),
            "grupp": (33.3, 66.7),
        },
        "overenskommelse_forsakringskassan": {"riket": (25.0, 44.0)},
    }
    ran = oj("status")
    assert "Nyare uppgifter har ändrat siffror som ni valde på" in ran.out
    assert "Ert svar: NEJ då, JA nu." in ran.out
    assert "Riket: 25\u00a0% då, 44\u00a0% nu." in ran.out or "Riket: 25 % då, 44 % nu." in ran.out
    assert (leksand / ANALYSIS).read_bytes() == before
    line = look(oj)["nasta"][0]
    assert line.startswith("oj identify --valj ips_supported_employment,")
    assert oj(*shlex.split(line)[1:]).code == 0
    assert look(oj)["analyser"][0]["andrade_siffror"] == []
    assert b"svar: JA" in (leksand / ANALYSIS).read_bytes()


def test_the_group_that_was_frozen_is_the_one_that_is_compared(
    oj: Callable[..., Any], leksand: Path
) -> None:
    for edition in ("skl2011", "skr2017", "skr2023"):
        oj("identify", "--valj", "sip_rutin", "--motiv", "x", "--utgava", edition, "--uppdatera")
        assert look(oj)["analyser"][0]["andrade_siffror"] == []


def test_newer_data_than_the_analysis(oj: Callable[..., Any], leksand: Path) -> None:
    where = ("--omrade", "lss-enheter", "--ar", "2019")
    ran = oj("identify", "--valj", "boende_handledning", "--motiv", "x", *where)
    assert ran.code == 0, ran.err
    found = look(oj)
    assert found["analyser"][0]["nyare_ar"] == 2022
    assert "oj identify --omrade lss-enheter --ar 2022" in found["nasta"]
    assert "Det finns nyare svar, för 2022. Analysen gäller 2019." in oj("status").out


def test_an_indicator_or_area_that_is_gone(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "vard", "--motiv", "x")
    path = leksand / ANALYSIS
    text = path.read_text("utf-8")
    path.write_text(text.replace("case_management", "case_manager"), encoding="utf-8")
    assert look(oj)["analyser"][0]["okant"] == ["Indikatorn case_manager finns inte i data."]
    path.write_text(text.replace("omrade: socialpsykiatri", "omrade: socialpsyk"), "utf-8")
    (unknown,) = look(oj)["analyser"][0]["okant"]
    assert "inget område som heter ”socialpsyk”" in unknown
    path.write_text(text.replace("kommun: Leksand", "kommun: Leksnd"), "utf-8")
    (unknown,) = look(oj)["analyser"][0]["okant"]
    assert "ingen kommun som heter ”Leksnd”" in unknown


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(
    oj: Callable[..., Any], leksand: Path
) -> None:
    oj("identify", "--valj", "vard", "--motiv", "x")
    (leksand / "analys/trasig.yaml").write_text("schema: oj-analys/1\nar: [\n", encoding="utf-8")
    (leksand / "planer").mkdir()
    (leksand / "planer/trasig.yaml").write_text("schema: oj-plan/1\nplan: 3\n", encoding="utf-8")
    ran = oj("status")
    assert ran.code == 3
    assert "Samlat stöd med vården" in " ".join(ran.out.split())
    unreadable = [u["fel"] for u in oj("status", "--format", "json").json["gar_inte_att_lasa"]]
    assert "analys/trasig.yaml, rad" in unreadable[0]
    assert "planer/trasig.yaml" in unreadable[1]
    assert "2 filer går inte att läsa" in ran.err
    assert "planer/trasig.yaml" in ran.err


def test_nothing_is_claimed_of_an_analysis_that_cannot_be_read(
    oj: Callable[..., Any], leksand: Path
) -> None:
    oj("identify", "--valj", "vard", "--motiv", "x")
    path = leksand / ANALYSIS
    path.write_text(path.read_text("utf-8").replace("ar: 2016", "ar: [2016"), encoding="utf-8")
    ran = oj("status")
    assert ran.code == 3
    said = " ".join(ran.out.split())
    assert "Hur långt ni har kommit går inte att säga, för en del går inte att läsa." in said
    assert "inte börjat" not in said
    assert "oj guide" not in said


def test_a_plan_without_an_analysis_is_a_beginning(oj: Callable[..., Any], leksand: Path) -> None:
    (leksand / "planer").mkdir()
    (leksand / "planer/vard-2017.yaml").write_text(PLAN, encoding="utf-8")
    ran = oj("status", "--idag", "2017-04-01")
    assert "Ni har 1 plan men ingen analys. Försenat: 1." in ran.out


def test_the_steps_stand_in_one_table_also_with_the_id_that_a_plan_gets_by_itself(
    oj: Callable[..., Any], leksand: Path
) -> None:
    oj("complement", "add", *ENKAT)
    oj("plan", "new", "--no-input", "--utkast", "--giltig-fran", "2027-01-01")
    ran = oj("status")
    assert "leksand-socialpsykiatri-2027" in ran.out
    assert "Del 1 av" not in ran.out


def test_a_county_and_its_kommuner_in_one_workspace(oj: Callable[..., Any], dalarna: Path) -> None:
    oj("identify", "--valj", "kontakt", "--motiv", "x")
    oj("identify", "--kommun", "Malung-Sälen", "--valj", "sip_rutin", "--motiv", "x")
    found = look(oj)
    assert [a["lan"] or a["kommun"] for a in found["analyser"]] == ["Dalarna", "Malung-Sälen"]
    for line in found["nasta"]:
        ran = oj(*shlex.split(line)[1:])
        assert ran.code == 0, f"{line}\n{ran.err}"


def test_csv_has_a_row_for_each_step(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "vard", "--motiv", "x")
    rows = list(csv.DictReader(io.StringIO(oj("status", "--format", "csv").out)))
    assert [(r["steg"], r["lage"]) for r in rows] == [
        ("1", "klart"),
        ("2", "inte_borjat"),
        ("3", "inte_borjat"),
        ("4", "inte_borjat"),
    ]


def test_without_a_workspace(oj: Callable[..., Any]) -> None:
    ran = oj("status")
    assert ran.code == 0
    assert "Här finns ingen arbetsmapp" in ran.out
    for line in re.findall(r"^  (oj .+?)  ", ran.out, re.M):
        assert oj(*shlex.split(line)[1:]).code == 0
    assert look(oj)["arbetsmapp"] is None


def test_pandas_is_never_loaded(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "vard,arbete", "--motiv", "x")
    (leksand / "planer").mkdir()
    (leksand / "planer/vard-2017.yaml").write_text(PLAN, encoding="utf-8")
    code = (
        "import sys; from oj_cli.app import run; code = run(['status']); "
        "print({'pandas', 'numpy', 'typst', 'prompt_toolkit'} & set(sys.modules), code,"
        " file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert ran.stderr.strip().endswith("set() 0"), ran.stderr


def test_as_a_picture(oj: Callable[..., Any], leksand: Path) -> None:
    """The whole at 80 columns: nothing is cut, nothing is wider."""
    oj("identify", "--valj", "vard,arbete", "--motiv", "x")
    oj("complement", "add", *ENKAT, "--bedomning", "motsager")
    ran = oj("status")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "…" not in ran.out.split("Nästa steg")[0]
    assert "1 underlag, 1 talar emot" in " ".join(ran.out.split())
