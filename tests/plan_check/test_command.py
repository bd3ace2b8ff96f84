"""`oj plan check` as it is run: exit codes, rules that are off, folders, bad files, promises."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from oj_cli.app import run

from .conftest import GOOD, edited

DAY = ("--idag", "2027-07-15")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def oj(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)

    def call(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["plan", "check", *args, *DAY])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def rules(out: str) -> list[str]:
    return [f["regel"] for f in json.loads(out)["fynd"]]


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_plan_is_silent_and_ends_with_0(oj: Run, tmp_path: Path) -> None:
    code, out, err = oj(write(tmp_path / "plan.yaml", GOOD))
    assert (code, err) == (0, "")
    assert "Hittade inget att rätta eller se över." in out


def test_a_fault_ends_with_1_and_a_warning_with_0(oj: Run, tmp_path: Path) -> None:
    fault = write(tmp_path / "fel.yaml", edited(("malvarde: 80", "malvarde: 35")))
    code, out, _ = oj(fault)
    assert code == 1
    assert "FEL M05. Målet ska öka, men målvärdet 35 är inte högre än utgångsläget 41." in out
    line = 1 + GOOD[: GOOD.index("malvarde: 80")].count("\n")
    assert f"Plats: rad {line}, mål M1" in out
    warning = write(tmp_path / "varn.yaml", edited(("n: 37", "n: 9")))
    assert oj(warning)[0] == 0


def test_what_says_the_same_is_told_once_and_many_findings_are_counted_by_rule(
    oj: Run, tmp_path: Path
) -> None:
    goals = "".join(
        f"  - id: M{n}\n    mal: Brukarna får svar\n    uppfoljning: {{hur: enkät}}\n"
        for n in range(3)
    )
    text = f"schema: oj-plan/1\nplan: {{id: p}}\nmal:\n{goals}"
    path = write(tmp_path / "plan.yaml", text)
    _, out, _ = oj(path, "--alla")
    assert out.count("RÅD U08. Det står inte vem resultatet redovisas för.") == 1
    assert out.count("RÅD U08.") == 2  # the other says that users are not told
    rows = [line.split(maxsplit=3) for line in out.partition("FEL: måste")[0].splitlines()]
    counts = {row[1]: row[2:] for row in rows if len(row) == 4 and row[0] in ("FEL", "VARN", "RÅD")}
    found = rules(oj(path, "--alla", "--format", "json")[1])
    assert {rule: int(count) for rule, (count, _) in counts.items()} == Counter(found)
    assert counts["A01"] == ["3", "Mål utan aktivitet"]
    few = oj(write(tmp_path / "fel.yaml", edited(("malvarde: 80", "malvarde: 35"))))[1]
    assert "Antal" not in few


def test_a_plan_of_a_newer_schema_is_not_called_old(oj: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "ny.yaml", edited(("schema: oj-plan/1", "schema: oj-plan/2")))
    code, out, err = oj(path)
    assert (code, out) == (3, "")
    assert "oj-plan/2”, som den här versionen av oj inte känner till" in err
    assert "uppdaterat" in err


def test_advice_is_only_shown_when_asked_for(oj: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "plan.yaml", edited(("varfor: Få", "varfor: LSG säger att få")))
    code, out, _ = oj(path)
    assert code == 0
    assert "K01" not in out
    assert "1 råd visas inte. Lägg till --alla för att se dem." in out
    assert "RÅD K01. Förkortningen LSG förklaras inte." in oj(path, "--alla")[1]
    assert json.loads(oj(path, "--format", "json")[1])["dolda_rad"] == 1


def test_a_rule_that_is_off_says_so_and_is_not_asked(oj: Run, tmp_path: Path) -> None:
    off = "avstangda_regler:\n  - {regel: a06, skal: kostnader står i budgeten}\n"
    write(tmp_path / "oj.yaml", f"kommun: Orsa\n{off}")
    path = write(
        tmp_path / "planer" / "plan.yaml",
        edited(("forandring_kr: 15000", "forandring_kr: ATT GÖRA")),
    )
    code, out, _ = oj(path)
    assert code == 0
    assert "A06: kostnader står i budgeten" in out
    payload = json.loads(oj(path, "--format", "json")[1])
    assert payload["avstangda"] == [{"regel": "A06", "skal": "kostnader står i budgeten"}]
    assert payload["fynd"] == []
    write(tmp_path / "oj.yaml", "kommun: Orsa\n")
    assert rules(oj(path, "--format", "json")[1]) == ["A06"]


def test_a_rule_is_not_switched_off_without_a_reason(oj: Run, tmp_path: Path) -> None:
    write(tmp_path / "oj.yaml", "kommun: Orsa\navstangda_regler:\n  - {regel: A06}\n")
    code, _, err = oj(write(tmp_path / "plan.yaml", GOOD))
    assert code == 3
    assert "Nyckeln ”skal” saknas." in err


def test_a_rule_that_is_not_there_cannot_be_switched_off(oj: Run, tmp_path: Path) -> None:
    write(tmp_path / "oj.yaml", "kommun: Orsa\navstangda_regler:\n  - {regel: A66, skal: x}\n")
    code, _, err = oj(write(tmp_path / "plan.yaml", GOOD))
    assert code == 3
    assert "Det finns ingen regel som heter ”A66”" in err
    assert "oj.yaml, rad 3" in err


def test_a_promise_that_is_answered_nej_wants_a_goal(oj: Run, tmp_path: Path) -> None:
    write(tmp_path / "oj.yaml", "kommun: Orsa\nomrade: socialpsykiatri\n")
    promise = """ataganden:
  - typ: namndmal
    namn: nämndens mål om ledsagning
    kalla: Socialnämnden 2015-12-10
    indikatorer: [socialpsykiatri/{indikator}]
"""
    path = write(tmp_path / "planer" / "plan.yaml", GOOD)
    write(tmp_path / "ataganden.yaml", promise.format(indikator="uppsokande_verksamhet"))
    payload = json.loads(oj(path, "--format", "json")[1])
    assert [(f["regel"], f["meddelande"]) for f in payload["fynd"]] == [
        (
            "P06",
            "Ni har lovat ”nämndens mål om ledsagning” men svarat NEJ på"
            " socialpsykiatri/uppsokande_verksamhet 2016, och inget mål gäller det.",
        )
    ]
    write(tmp_path / "ataganden.yaml", promise.format(indikator="sip_rutin"))
    assert rules(oj(path, "--format", "json")[1]) == []  # a goal is tied to it


def test_the_analysis_that_a_plan_builds_on(oj: Run, tmp_path: Path) -> None:
    write(tmp_path / "oj.yaml", "kommun: Orsa\n")
    analysis = """schema: oj-analys/1
omrade: socialpsykiatri
ar: 2016
kommun: Orsa
val:
  - tema: samordning
    indikatorer: [{indikator: sip_rutin, svar: NEJ}, {indikator: ledsagning, svar: NEJ}]
  - tema: vardag
    indikatorer: [{indikator: uppsokande_verksamhet, svar: NEJ}]
valts_bort: [{vad: VANTAR, motiv: inte i år}]
"""
    named = ("omrade: socialpsykiatri\n", "omrade: socialpsykiatri\n  analys: orsa\n")
    path = write(tmp_path / "planer" / "plan.yaml", edited(named))
    assert rules(oj(path, "--format", "json")[1]) == ["P05"]  # there is no such file
    write(tmp_path / "analys" / "orsa.yaml", analysis)
    payload = json.loads(oj(path, "--format", "json")[1])
    assert [f["uppgifter"]["tema"] for f in payload["fynd"]] == ["vardag"]
    write(tmp_path / "analys" / "orsa.yaml", analysis.replace("VANTAR", "uppsokande_verksamhet"))
    assert rules(oj(path, "--format", "json")[1]) == []


def test_an_indicator_that_there_is_not(oj: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "plan.yaml", edited(("sip_rutin", "sip_rutiner")))
    assert rules(oj(path, "--format", "json")[1]) == ["P08"]


def test_a_folder_and_the_workspace(oj: Run, tmp_path: Path) -> None:
    write(tmp_path / "oj.yaml", "kommun: Orsa\n")
    for name in ("a", "b"):
        write(tmp_path / "planer" / f"{name}.yaml", edited(("n: 37", "n: 9")))
    for args in ((), ("planer",), ("planer/a.yaml", "b")):
        code, out, _ = oj(*args, "--format", "json")
        payload = json.loads(out)
        assert code == 0
        found = [(f["fil"][-6:], f["regel"]) for f in payload["fynd"]]
        assert found == [(f, r) for f in ("a.yaml", "b.yaml") for r in ("M12", "M17")]
        assert len(payload["filer"]) == 2
    assert "Kontrollerade 2 planer." in oj()[1]


BAD = {
    "merge": ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", "två versioner"),
    "tab": ("schema: oj-plan/1\nplan:\n\tid: x\n", "tabb"),
    "twice": ("schema: oj-plan/1\nplan: {id: x}\nplan: {id: y}\n", "står två gånger"),
    "bomb": ("a: &a [x]\nb: [*a, *a]\n", "&"),
    "analys": ("schema: oj-analys/1\nplan: {}\n", "ingen handlingsplan"),
    "list": ("- a\n", "ingen handlingsplan"),
    "empty": ("", "ingen handlingsplan"),
    "deep": ("schema: oj-plan/1\nmal: " + "[" * 200 + "]" * 200, "nästlad"),
    "big": ("schema: oj-plan/1\nplan: {id: x}\n# " + "x" * 5_000_000, "för stor"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_plan(name: str, oj: Run, tmp_path: Path) -> None:
    text, said = BAD[name]
    path = write(tmp_path / f"{name}.yaml", text)
    code, out, err = oj(path)
    assert (code, out) == (3, "")
    assert said in err
    assert "Traceback" not in err


def test_one_bad_file_does_not_hide_the_others(oj: Run, tmp_path: Path) -> None:
    bad = write(tmp_path / "a.yaml", BAD["tab"][0])
    good = write(tmp_path / "b.yaml", edited(("n: 37", "n: 9")))
    code, out, _ = oj(bad, good, "--format", "json")
    assert code == 1
    assert rules(out) == ["F00", "M12", "M17"]
    assert json.loads(out)["fynd"][0]["fil"] == f"{bad}, rad 3"


def test_a_plan_is_named_as_one_would_type_it(oj: Run, tmp_path: Path) -> None:
    write(tmp_path / "oj.yaml", "kommun: Orsa\n")
    path = write(tmp_path / "planer" / "socpsyk-2027.yaml", GOOD)
    for named in ((), ("socpsyk-2027",), ("planer/socpsyk-2027.yaml",)):
        assert "Kontrollerade planer/socpsyk-2027.yaml." in oj(*named)[1]
    assert f"Kontrollerade {path}." in oj(path)[1].replace("\n", " ").replace("  ", " ")


def test_nothing_named_and_no_workspace(oj: Run) -> None:
    code, _, err = oj()
    assert code == 2
    assert "Ange vilken plan" in err


def test_many_plans_import_no_pandas(tmp_path: Path) -> None:
    import subprocess
    import sys

    for n in range(30):
        write(tmp_path / "planer" / f"p{n:03}.yaml", GOOD.replace("id: god-plan", f"id: p{n}"))
    program = (
        "import sys\nfrom oj_cli.app import run\ncode = run(sys.argv[1:])\n"
        "print(code, {'pandas', 'numpy', 'prompt_toolkit', 'jinja2', 'docx'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "plan", "check", "planer", *DAY, "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert ran.stdout.decode().splitlines()[-1] == "0 set()"
    assert b'"fynd": []' in ran.stdout
