"""The log of evidence: what is added, shown and removed, and what is refused."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.domain.analysis import Evidence, Measurement

ENKAT = (
    "--typ",
    "brukarundersökning",
    "--kalla",
    "Enkät i boendestödet",
    "--visar",
    "15 av 37 svarade att de vet vad en SIP är",
    "--datum",
    "2025-10",
)


def evidence(folder: Path) -> tuple[Evidence, ...]:
    return read_analysis(folder / "analys/leksand-socialpsykiatri-2016.yaml").analysis.evidence


def test_all_that_can_be_said_is_kept(oj: Callable[..., Any], leksand: Path) -> None:
    ran = oj(
        "complement",
        "add",
        *ENKAT,
        *("--varde", "40,5", "--enhet", "procent", "--n", "37"),
        *("--malgrupp", "vuxna, Äldre", "--kon", "män", "--galler", "arbete,SIP-rutin"),
        *("--bedomning", "Stödjer", "--lank", "SN 2025/12"),
    )
    assert ran.code == 0, ran.err
    assert evidence(leksand) == (
        Evidence(
            "U1",
            "brukarundersokning",
            "Enkät i boendestödet",
            "15 av 37 svarade att de vet vad en SIP är",
            "2025-10",
            Measurement(40.5, "procent", 37),
            ("vuxna", "aldre"),
            "man",
            ("arbete", "sip_rutin"),
            "stodjer",
            "SN 2025/12",
        ),
    )
    assert "Sparat som U1 i analys/leksand-socialpsykiatri-2016.yaml" in ran.err


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lex Sarah", "lex_sarah"),
        ("klagomål", "klagomal"),
        ("Klagomål och synpunkter", "klagomal"),
        ("ivo", "ivo_tillsyn"),
        ("IVO-tillsyn", "ivo_tillsyn"),
        ("ej verkställda beslut", "ej_verkstallda_beslut"),
        ("verksamhetens egen bedömning", "egen_bedomning"),
        ("annan öj", "annan_oj"),
    ],
)
def test_kinds_are_known_as_people_write_them(
    oj: Callable[..., Any], leksand: Path, typed: str, kept: str
) -> None:
    ran = oj("complement", "add", "--typ", typed, *ENKAT[2:])
    assert ran.code == 0, ran.err
    assert evidence(leksand)[0].kind == kept


def test_changing_one_thing_keeps_the_rest(oj: Callable[..., Any], leksand: Path) -> None:
    oj("complement", "add", *ENKAT, "--varde", "41", "--enhet", "procent")
    ran = oj("complement", "add", "--id", "u1", "--bedomning", "motsager", "--n", "37")
    assert ran.code == 0, ran.err
    (found,) = evidence(leksand)
    assert (found.id, found.supports) == ("U1", "motsager")
    assert found.measurement == Measurement(41.0, "procent", 37)
    assert found.shows == ENKAT[5]
    assert "Värde: 41 procent, räknat på 37." in " ".join(oj("complement", "list").out.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "Det saknas --typ (vad det är), --kalla"),
        (ENKAT[2:], "Det saknas --typ (vad det är)."),
        (ENKAT[:6], "Det saknas --datum (när)."),
        ((*ENKAT[:6], "--datum", "2026-02-30"), "ingen tidpunkt som finns"),
        ((*ENKAT[:6], "--datum", "våren"), "ingen tidpunkt"),
        ((*ENKAT[:6], "--datum", "2026-11-26"), "har inte varit än. I dag är det 2026-11-25"),
        ((*ENKAT[:6], "--datum", "2027"), "har inte varit än"),
        (("--typ", "enkätt"), "”enkätt” går inte att skriva efter --typ"),
        ((*ENKAT, "--varde", "många"), "inget tal"),
        ((*ENKAT, "--enhet", "procent"), "Lägg till --varde"),
        ((*ENKAT, "--typ", "enkät"), "Skriv annan_oj"),
        ((*ENKAT, "--galler", "arbette"), "Menade du arbete"),
        ((*ENKAT, "--bedomning", "kanske"), "stodjer, motsager eller oklart"),
        ((*ENKAT, "--malgrupp", "pensionärer"), "barn, unga, vuxna eller aldre"),
        (("--id", "U7", "--bedomning", "oklart"), "Det finns inga"),
        (("--nyckeltal", "finns_inte"), "inget nyckeltal som heter"),
        ((*ENKAT, "--kommun", "Leksand", "--lan", "Dalarna"), "antingen en kommun eller ett län"),
    ],
)
def test_what_is_refused_writes_nothing(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = oj("complement", "add", *asked)
    assert ran.code == 2
    assert said in ran.err
    assert not (leksand / "analys").exists()


def test_the_list_says_what_speaks_for_and_against(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "vard,arbete", "--motiv", "Därför.")
    oj("complement", "add", *ENKAT, "--galler", "case_management", "--bedomning", "stodjer")
    oj("complement", "add", *ENKAT, "--galler", "vard", "--bedomning", "stodjer")
    ran = oj("complement", "list")
    assert ran.code == 0, ran.err
    assert "Samlat stöd med vården: 2 underlag, 2 stödjer" in ran.out
    assert "Har ni letat efter något som talar emot?" in ran.out
    assert "Vägen till arbete: inget underlag" in ran.out
    oj("complement", "add", *ENKAT, "--bedomning", "motsager")  # concerns all
    ran = oj("complement", "list")
    assert "Samlat stöd med vården: 3 underlag, 2 stödjer och 1 motsäger" in ran.out
    assert "talar emot?" not in ran.out
    assert "Vägen till arbete: 1 underlag, 1 motsäger" in ran.out
    narrowed = oj("complement", "list", "--galler", "sip_rutin", "--format", "json").json
    assert narrowed["schema"] == "oj-underlag/1"
    assert [e["id"] for e in narrowed["underlag"]] == ["U1", "U2", "U3"]  # all of vard's theme
    narrowed = oj("complement", "list", "--galler", "arbete", "--format", "json").json
    assert [e["id"] for e in narrowed["underlag"]] == ["U3"]
    rows = list(csv.DictReader(io.StringIO(oj("complement", "list", "--format", "csv").out)))
    assert [r["galler"] for r in rows] == ["case_management", "vard", ""]


def test_removing(oj: Callable[..., Any], leksand: Path) -> None:
    oj("complement", "add", *ENKAT)
    refused = oj("complement", "remove", "U2")
    assert refused.code == 2
    assert "Det finns inte något underlag med id ”U2”" in refused.err
    ran = oj("complement", "remove", "u1")
    assert ran.code == 0
    assert "Enkät i boendestödet" in ran.err
    assert evidence(leksand) == ()
    assert "oj undo tar tillbaka det." in ran.err
    assert oj("undo", "--ja").code == 0
    assert len(evidence(leksand)) == 1


def test_what_is_known_before_anything_is_chosen_can_be_written_down(
    oj: Callable[..., Any], dalarna: Path
) -> None:
    assert oj("complement", "list").code == 2
    assert oj("complement", "add", *ENKAT).code == 0
    found = read_analysis(dalarna / "analys/dalarna-socialpsykiatri-2016.yaml").analysis
    assert (found.lan, len(found.evidence)) == ("Dalarna", 1)
    assert oj("complement", "list", "--lan", "dalarna").code == 0


def test_what_is_written_without_a_name_is_the_workspaces_own(
    oj: Callable[..., Any], dalarna: Path
) -> None:
    oj("identify", "--kommun", "Mora", "--valj", "sip_rutin", "--motiv", "Därför.")
    assert oj("complement", "add", *ENKAT).code == 0
    analyses = {
        p.name.partition("-")[0]: read_analysis(p) for p in (dalarna / "analys").glob("*.yaml")
    }
    assert {name: len(f.analysis.evidence) for name, f in analyses.items()} == {
        "mora": 0,
        "dalarna": 1,
    }
    assert oj("complement", "add", *ENKAT, "--kommun", "mora").code == 0
    found = oj("complement", "list", "--kommun", "Mora", "--format", "json").json
    assert len(found["underlag"]) == 1


def test_of_two_omraden_the_newer_is_not_taken_for_the_one_that_is_meant(
    oj: Callable[..., Any], leksand: Path
) -> None:
    (leksand / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    oj("identify", "--omrade", "socialpsykiatri", "--valj", "arbete", "--motiv", "Därför.")
    chosen = oj("identify", "--omrade", "lss-enheter", "--valj", "kompetens", "--motiv", "Därför.")
    named = "--omrade lss-enheter"
    assert f"oj complement suggest {named}" in " ".join(chosen.out.split())
    for asked in (("list",), ("suggest",), ("remove", "U1"), ("add", *ENKAT)):
        ran = oj("complement", *asked)
        assert ran.code == 2
        assert "Det finns flera analyser" in ran.err
        assert f"Skriv till exempel {named}." in ran.err
    said = oj("complement", "add", *ENKAT, *named.split())
    assert said.code == 0, said.err
    assert f"oj complement list {named}" in said.err
    for asked in (("complement", "list"), ("complement", "suggest"), ("trend", "event", "list")):
        ran = oj(*asked, *named.split())
        lines = [x for x in ran.out.split("Nästa steg")[1].splitlines() if x.startswith("  oj ")]
        assert lines
        assert all(named in line for line in lines), ran.out
    # The settings say which one is meant.
    (leksand / "oj.yaml").write_text("kommun: Leksand\nomrade: socialpsykiatri\n", encoding="utf-8")
    assert "analys/leksand-socialpsykiatri-2016.yaml" in oj("complement", "add", *ENKAT).err
    assert "--omrade" not in oj("complement", "list").out


@pytest.mark.parametrize("asked", [("list",), ("remove", "U1"), ("add", *ENKAT), ("suggest",)])
def test_pandas_is_never_loaded(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...]
) -> None:
    oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    oj("complement", "add", *ENKAT)
    code = (
        "import sys; from oj_cli.app import run; "
        f"code = run(['complement', *{list(asked)!r}]); "
        "print({'pandas', 'numpy', 'typst'} & set(sys.modules), code, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert ran.stderr.strip().endswith("set() 0"), ran.stderr
