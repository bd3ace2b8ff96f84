"""`oj plan coach`: one sentence, many from stdin, and the JSON that is promised."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from oj_cli.app import run

THREE = "Ta fram en rutin\n\nNöjda brukare\r\n  God   kvalitet  \n"


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def typed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))


def coach(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = run(["plan", "coach", *args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = coach(capsys, "Ta fram en rutin för SIP")
    assert (code, err) == (0, "")
    assert "Aktivitet: ”Ta fram en rutin för SIP”" in out
    assert "Vad blir bättre, för vem, och hur märks det?" in out


def test_json_is_a_bare_list_in_the_order_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, THREE.encode())
    code, out, _ = coach(capsys, "-", "--format", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    assert [list(f) for f in found] == [["mening", "bedomning", "typ", "skal", "fraga"]] * 3
    assert [(f["mening"], f["bedomning"], f["typ"]) for f in found] == [
        ("Ta fram en rutin", "aktivitet", None),
        ("Nöjda brukare", "mal", "brukarmal"),
        ("God kvalitet", "oklart", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_stdin_in_any_code_page(
    encoding: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "Nöjda brukare".encode(encoding))
    _, out, _ = coach(capsys, "-", "--format", "json")
    assert json.loads(out)[0]["mening"] == "Nöjda brukare"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_to_judge(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = coach(capsys, text)
    assert (code, out) == (2, "")
    assert err.startswith("Fel: Det finns ingen mening att bedöma.")


def test_several_are_summed_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, THREE.encode())
    _, out, _ = coach(capsys, "-")
    assert "3 meningar: 1 mål, 1 aktivitet och 1 oklart." in out
    typed(monkeypatch, THREE.encode())
    _, out, _ = coach(capsys, "-", "--format", "csv")
    assert out.splitlines()[0] == "mening,bedomning,typ,skal,fraga"


def test_it_imports_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom oj_cli.app import run\ncode = run(sys.argv[1:])\n"
        "heavy = {'pandas', 'numpy', 'rich', 'prompt_toolkit', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(code or len(heavy))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "plan", "coach", "Nöjda brukare"],
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Mal (brukarmal)" in ran.stdout
