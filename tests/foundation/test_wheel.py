"""The wheel alone: it carries its YAML files compiled, and never writes where it is installed."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".kompilerat")


def contents(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, where nothing can be written."""
    source, folder = tmp_path_factory.mktemp("kod"), tmp_path_factory.mktemp("hjul")
    for name in ("oj_cli", "guides"):
        shutil.copytree(ROOT / name, source / name, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, source / name)
    stale = source / "oj_cli/omraden/.kompilerat/teman.json"
    stale.parent.mkdir()
    stale.write_text("1 fel\n{}", encoding="utf-8")  # of who ran the program there before
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder)
    wheel.unlink()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def imported(installed: Path, folder: Path, *asked: str) -> set[str]:
    """Run the program of the wheel; return the modules that it loaded."""
    ran = subprocess.run(
        (sys.executable, "-X", "importtime", "-m", "oj_cli", *asked),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
    )
    assert "Leksand" in ran.stdout.decode()
    return {line.rpartition("|")[2].strip() for line in ran.stderr.decode().splitlines()}


ASKED = [
    ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
    ("compare", "--indicator", "sip_rutin"),
    ("explain", "sip_rutin", "--kommun", "Leksand"),
    ("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand"),
    ("kommuner", "leksand"),
]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_it_reads_no_yaml_and_writes_nothing(
    installed: Path, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    before = contents(installed)
    loaded = imported(installed, tmp_path, *asked)
    assert "oj_cli.store" in loaded
    assert not loaded & {"yaml", "oj_cli.catalogue", "pandas", "numpy"}
    assert contents(installed) == before


def test_in_a_workspace_nothing_but_its_own_yaml_is_read(
    installed: Path, leksand: Path, tmp_path: Path
) -> None:
    before = contents(installed)
    assert "oj_cli.catalogue" not in imported(installed, leksand, "identify")
    assert contents(installed) == before
    assert [p.name for p in leksand.iterdir()] == ["oj.yaml"]


def test_the_build_hook_stays_behind(installed: Path) -> None:
    assert not (installed / "oj_cli/store/wheel.py").exists()
    assert (installed / "oj_cli/store/values.py").exists()
