"""The same report is the same bytes elsewhere: other order of sets, time zone, language, Python.

Another Python is tried where `OJ_ANNAN_PYTHON` is the path of one in which oj is installed.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OTHER = os.environ.get("OJ_ANNAN_PYTHON")
ASKED = ("report", "kommun", "--kommun", "Leksand", "--omrade", "socialpsykiatri")


def files(python: str, folder: Path, seed: int, **elsewhere: str) -> dict[str, bytes]:
    folder.mkdir()
    environment = os.environ | {"PYTHONHASHSEED": str(seed), "OJ_IDAG": "2026-11-30"} | elsewhere
    asked = [python, "-m", "oj_cli", *ASKED, "--format", "html,docx,xlsx,pdf"]
    subprocess.run(asked, env=environment, cwd=folder, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_the_same_bytes_by_another_order_and_clock(tmp_path: Path) -> None:
    here = files(sys.executable, tmp_path / "a", 1, TZ="Europe/Stockholm", LC_ALL="C")
    assert len(here) == 4
    assert files(sys.executable, tmp_path / "b", 2, TZ="Asia/Tokyo", LC_ALL="C.UTF-8") == here


@pytest.mark.slow
@pytest.mark.skipif(not OTHER, reason="OJ_ANNAN_PYTHON names no other Python with oj in it")
def test_the_same_bytes_by_another_python(tmp_path: Path) -> None:
    asked = [str(OTHER), "-c", "import sys; print(sys.version_info[:2])"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() != str(sys.version_info[:2])
    found = files(str(OTHER), tmp_path / "b", 3)
    assert found == files(sys.executable, tmp_path / "a", 1)
