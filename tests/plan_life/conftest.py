"""A workspace with a realistic plan in it, and the plan read."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from oj_cli.domain.plan import Plan
from oj_cli.plan.files import read_plan

EXAMPLE = Path(__file__).with_name("socpsyk-2027.yaml")


@dataclass(frozen=True)
class Folder:
    """A workspace, made the current folder, with one plan in `planer`."""

    path: Path

    @property
    def plan(self) -> Path:
        return self.path / "planer" / EXAMPLE.name

    @property
    def text(self) -> str:
        return self.plan.read_text(encoding="utf-8")

    def replace(self, old: str, new: str) -> None:
        text = self.text
        assert old in text
        self.plan.write_text(text.replace(old, new, 1), encoding="utf-8")

    def read(self) -> Plan:
        return read_plan(self.plan).plan


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    work = tmp_path / "arbete"
    (work / "planer").mkdir(parents=True)
    (work / "oj.yaml").write_text("kommun: Orsa\n", encoding="utf-8")
    shutil.copyfile(EXAMPLE, work / "planer" / EXAMPLE.name)
    monkeypatch.chdir(work)
    return Folder(work)


@pytest.fixture
def plan() -> Plan:
    return read_plan(EXAMPLE).plan
