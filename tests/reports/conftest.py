"""The county report of Dalarna 2016, built once, in each format."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from oj_cli.reports.model import Report

DAY = datetime.date(2016, 11, 25)


@cache
def dalarna() -> Report:
    """The county report of the real data, finished."""
    from oj_cli.commands.report_lan import CountyRequest, county_material
    from oj_cli.reports.county.build import county_report
    from oj_cli.reports.finish import finish
    from oj_cli.reports.glossary import read_glossary

    request = CountyRequest("Dalarna", "socialpsykiatri", 2016, None)
    return finish(county_report(county_material(request, DAY)), read_glossary())


@cache
def made(format: str) -> bytes:
    """The county report as a file's content."""
    from oj_cli.reports.write import write

    ((_, content),) = write(dalarna(), (format,))  # type: ignore[arg-type]
    return content


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("ingen-arbetsmapp"))
        return dalarna()


@pytest.fixture(scope="session")
def html(county: Report) -> str:
    return made("html").decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
