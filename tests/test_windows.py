"""What the zip for Windows is made of by `.ci/windows`. It is run by `.ci/windows-try`."""

import codecs
import re
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = re.compile(r"(\S+)==(\S+) --hash=sha256:[0-9a-f]{64}")


@pytest.fixture(scope="module")
def windows() -> Any:
    loader = SourceFileLoader("windows", str(ROOT / ".ci/windows"))
    spec = spec_from_loader("windows", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def locked() -> dict[str, str]:
    lines = (ROOT / ".ci/windows-lock.txt").read_text(encoding="utf-8").splitlines()
    found = [LOCK.fullmatch(line) for line in lines]
    assert all(found)
    return {match[1]: match[2] for match in found if match}


def test_the_lock_has_all_that_is_needed(locked: dict[str, str]) -> None:
    """`.ci/windows --las` makes it anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in map(Requirement, project["dependencies"]):
        assert locked[canonicalize_name(wanted.name)] in wanted.specifier
    assert {"colorama", "tzdata"} < {*locked}  # wanted on Windows only


def test_the_readme_tells_of_each_package(locked: dict[str, str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- packages -->\n")[2].partition("\n\n")[0]
    first = " ".join(line.split("|")[1] for line in table.splitlines())
    told = [canonicalize_name(name) for name in re.findall(r"`(\S+)`", first)]
    assert sorted(told) == sorted(locked)


def test_the_folder_as_windows_wants_it(windows: Any) -> None:
    files = windows.shell()
    assert [*files] == ["LÄS MIG.txt", "Starta oj.cmd", "oj.cmd", "program/starta.py"]
    for name, content in files.items():
        if not name.endswith(".py"):
            assert content.count(b"\n") == content.count(b"\r\n") > 2
        if name.endswith(".cmd"):
            assert content.isascii()  # read in the computer's own code page
    text = files["LÄS MIG.txt"]
    assert text.startswith(codecs.BOM_UTF8)
    assert max(map(len, text.decode("utf-8-sig").splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("pandas/tests/frame/test_api.py", True),
        ("numpy/_core/include/numpy/arrayobject.h", True),
        ("xlsxwriter-3.3.1.data/scripts/vba_extract.py", True),
        ("pandas/_testing/__init__.py", False),
        ("docx/templates/default.docx", False),
        ("typing_extensions.py", False),
    ],
)
def test_what_nobody_runs_is_left_out(windows: Any, name: str, is_left_out: bool) -> None:
    assert windows.unused(name) is is_left_out


def test_the_same_files_are_the_same_zip(
    windows: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = {"oj.cmd": b"@echo off\r\n", "LÄS MIG.txt": b"a"}
    made = []
    for n, order in enumerate((files, dict(reversed(files.items())))):
        monkeypatch.setattr(windows, "contents", lambda *_, order=order: order)
        (tmp_path / "python.zip").touch()
        windows.build(tmp_path / "python.zip", tmp_path / f"{n}.zip")
        made.append((tmp_path / f"{n}.zip").read_bytes())
    assert made[0] == made[1]
    assert str(ROOT).encode() not in made[0]
