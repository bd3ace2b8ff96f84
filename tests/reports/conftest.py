"""The county report of Dalarna 2016, built once, in each format."""

import datetime
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from reports.pages import GOOD

from oj_cli.presentation.document import Document

DAY = datetime.date(2016, 11, 25)


@cache
def dalarna() -> Document:
    """The county report of the real data, finished."""
    from oj_cli import api
    from oj_cli.api.report_files import glossary
    from oj_cli.reports.county.build import county_report
    from oj_cli.reports.glossary import finish

    oj = api.open(today=DAY.isoformat())
    material, findings = oj.commented(oj.county("Dalarna", "socialpsykiatri", 2016, None))
    assert findings == ()
    return finish(county_report(material), glossary())


class Made(Mapping[str, bytes]):
    """The county report as a file's content, each format made when first asked for."""

    def __init__(self, report: Document) -> None:
        self.report = report
        self.found: dict[str, bytes] = {}

    def __getitem__(self, format: str) -> bytes:
        from oj_cli.presentation.write import write

        if format not in self.found:
            self.found |= dict(write(self.report, (format,)))  # type: ignore[arg-type]
        return self.found[format]

    def __iter__(self) -> Iterator[str]:
        return iter(("html", "docx", "xlsx", "pdf"))

    def __len__(self) -> int:
        return 4


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("ingen-arbetsmapp"))
        return dalarna()


@pytest.fixture(scope="session")
def made(county: Document) -> Mapping[str, bytes]:
    return Made(county)


@pytest.fixture(scope="session")
def html(made: Mapping[str, bytes]) -> str:
    return made["html"].decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium without a window, one for all tests. In CI it may not be missing."""
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    if program is None:
        if os.environ.get("OJ_CI"):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        found = player.chromium.launch(executable_path=program, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def plan(folder: Path) -> Path:
    """A good plan of the test's own."""
    path = folder / "plan.yaml"
    path.write_bytes(GOOD.read_bytes())
    return path
