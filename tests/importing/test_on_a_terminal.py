"""At a terminal the program asks for what it cannot know, shows what it will do, and asks again."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from made_workbooks import answers_of, new, save
from published_dalarna import INDICATORS, KOMMUNER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pexpect has no terminal on Windows")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with coded answers, no year, and one heading that no catalogue has."""
    book, sheet = new("Resultat")
    sheet.append(["Socialpsykiatri"])
    sheet.append(["Kommun", *(i.heading for i in INDICATORS), "Kommunen har badhus"])
    for _, name in KOMMUNER:
        answers = answers_of(name, {"JA": 1, "NEJ": 0, "DELVIS": "Delvis", "EA": "EA"})
        sheet.append([name, *answers, "Nej"])
    return save(book, tmp_path, "svar.xlsx")


def start(folder: Path, *arguments: str) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        ["-m", "oj_cli", "data", "import", *arguments],
        cwd=str(folder),
        env={**os.environ, "OJ_ENKLA_FRAGOR": "1", "TERM": "dumb", "NO_COLOR": "1"},
        dimensions=(60, 100),
        encoding="utf-8",
        timeout=30,
    )


def test_questions_are_asked_and_what_was_answered_is_kept(arbetsmapp: Path, path: Path) -> None:
    child = start(arbetsmapp, str(path))
    child.expect("Ska de bli nya indikatorer")
    child.sendline("3")
    child.expect("Vilket år gäller svaren")
    child.sendline("2016")
    child.expect("Vad betyder ”0”")
    child.sendline("1")
    child.expect("Det här läses in")
    child.expect("Ska det sparas")
    child.sendline("ja")
    child.expect("Sparade 555 resultat")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (arbetsmapp / "omraden" / "socialpsykiatri" / "varden.db").is_file()
    assert len(list((arbetsmapp / "layouter").glob("*.yaml"))) == 1


@pytest.mark.slow
def test_no_at_the_end_writes_nothing(arbetsmapp: Path, path: Path) -> None:
    flags = ("--ar", "2016", "--kod", "1=JA,0=NEJ", "--nya", "utelamna")
    child = start(arbetsmapp, str(path), *flags)
    child.expect("Ska det sparas")
    child.sendline("nej")
    child.expect("Inget är sparat")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert [p.name for p in arbetsmapp.iterdir()] == ["oj.yaml"]


@pytest.mark.slow
def test_no_input_never_asks(arbetsmapp: Path, path: Path) -> None:
    child = start(arbetsmapp, str(path), "--no-input")
    child.expect("--ar")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2


def test_how_new_numbers_are_judged_is_one_question(arbetsmapp: Path, tmp_path: Path) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Fritid 2023"])
    sheet.append(["Kommun", "Väntetid, antal dagar", "Mycket trygga, andel (%)"])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, 5 + n, 40 + n])
    path = save(book, tmp_path, "tal.xlsx")
    flags = ("--nytt-omrade", "Fritid", "--nya", "kvalitet")
    child = start(arbetsmapp, str(path), *flags)
    child.expect("Väntetid")
    child.sendline("3")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    [sheet_file] = arbetsmapp.glob("*.csv")
    assert "vantetid_antal_dagar" in sheet_file.read_text("utf-8-sig")
    child = start(arbetsmapp, str(path), *flags)
    child.expect("Väntetid")
    child.sendline("1")
    child.expect("Ska det sparas")
    child.sendline("ja")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
