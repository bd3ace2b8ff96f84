"""`oj doctor`: each thing that `oj` needs in a line, with what to do; and `oj --version`."""

import importlib.metadata
import re
import shutil
import threading
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.api import doctor as doctors
from oj_cli.workspace import OMRADEN, changelog

Oj = Callable[..., Any]


@pytest.fixture
def arbete(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in the user's own folder, made the current one."""
    folder = Path.home() / "oj" / "leksand"
    folder.mkdir(parents=True)
    (folder / "oj.yaml").write_text("kommun: Leksand\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "formats", [("html",), pytest.param(("html", "docx", "xlsx", "pdf"), marks=pytest.mark.slow)]
)
def test_all_that_oj_needs_is_tried_and_nothing_is_left_behind(
    arbete: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch, formats: tuple[str, ...]
) -> None:
    assert {*doctors.FORMATS.values()} == {"html", "docx", "xlsx", "pdf"}
    monkeypatch.setattr(doctors, "FORMATS", dict(zip(formats, formats, strict=True)))
    result = oj("sjalvtest", "--format", "json")
    found = {probe["prov"]: probe for probe in result.json["prov"]}
    assert result.json["schema"] == "oj-doctor/1"
    assert [what for what in found if what.startswith("Rapport")] == [
        f"Rapport i {format}" for format in formats
    ]
    assert {p["lage"] for name, p in found.items() if name != "Webbläsare"} == {"ok"}
    assert result.code == 0
    assert found["Arbetsmapp"]["svar"].startswith("~")
    assert str(Path.home()) not in result.out
    assert "1 254 031 resultat" in found["Data som följer med"]["svar"].replace("\xa0", " ")
    assert f"typer {importlib.metadata.version('typer')}" in found["Paket"]["svar"]
    assert {path.name for path in arbete.iterdir()} - {".oj"} == {"oj.yaml"}  # the history


@pytest.fixture
def without_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctors, "FORMATS", {})


@pytest.mark.usefixtures("without_reports")
def test_what_is_wrong_is_told_in_a_line_with_what_to_do(
    arbete: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch
) -> None:
    (arbete / "oj.yaml").write_text("kommmun: Leksand\n", "utf-8")
    shipped = arbete.parent / "omraden"
    shutil.copytree(OMRADEN / "socialpsykiatri", shipped / "socialpsykiatri")
    (shipped / "socialpsykiatri" / "varden.db").write_bytes(b"x")
    monkeypatch.setattr(doctors, "shipped_areas", lambda: shipped)
    needed = ["typer>=0.25,<0.25.0", "hittepaketet>=1", 'ruff>=99; extra == "dev"']
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: needed)
    monkeypatch.setattr(doctors, "_PROGRAM", arbete.parent / "oj_cli")
    gone = importlib.metadata.PackagePath("oj_cli/borta.py")
    gone.hash = importlib.metadata.FileHash("sha256=x")
    gone.dist = type("Dist", (), {"locate_file": lambda _, path: arbete.parent / path})()
    every = importlib.metadata.files
    monkeypatch.setattr(
        importlib.metadata, "files", lambda name: [gone] if name == "oj-cli" else every(name)
    )
    found = api.open().doctor(encoding="ascii")
    assert found.has_faults
    wrong = {probe.what: probe for probe in found.probes if probe.state == "fel"}
    assert list(wrong) == [
        "Paket",
        "Programmets filer",
        "Data som följer med",
        "Arbetsmapp",
        "Terminal",
        "Typsnitt till PDF",
    ]
    assert all(probe.remedies for probe in wrong.values())
    version = importlib.metadata.version("typer")
    assert f"typer {version} (" in wrong["Paket"].said
    assert "hittepaketet" in wrong["Paket"].said
    assert "ruff" not in wrong["Paket"].said
    assert "oj_cli/borta.py" in wrong["Programmets filer"].said.replace("\\", "/")
    assert "~" in wrong["Arbetsmapp"].said
    assert "chcp 65001" in wrong["Terminal"].remedies[0]
    assert oj("doctor").code == 1


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answering) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("without_reports")
def test_the_network_is_tried_only_when_asked(
    oj: Oj, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("OJ_KOLADA", address)
    monkeypatch.setenv("OJ_SCB", "http://127.0.0.1:9")
    assert "Nätet: " not in oj("doctor").out
    result = oj("doctor", "--nat", "--format", "json")
    found = {p["prov"]: p for p in result.json["prov"] if p["prov"].startswith("Nätet")}
    assert [p["lage"] for p in found.values()] == ["ok", "fel"]
    assert found["Nätet: Kolada"]["svar"] == f"{address} svarar"
    assert found["Nätet: SCB"]["atgarder"]
    assert result.code == 1


def test_the_version_says_its_day_and_how_new_the_data_are(
    oj: Oj, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changes = tmp_path / "CHANGELOG.md"
    version = importlib.metadata.version("oj-cli")
    changes.write_text(f"## Unreleased\n\n## {version} – 2027-01-31\n", "utf-8")
    monkeypatch.setattr("oj_cli.api.release.changelog", lambda: changes)
    result = oj("--version")
    data = "öppna jämförelser 2023, Kolada 2022, folkmängd 2022"
    assert (result.code, result.out) == (0, f"oj {version} (2027-01-31) · data: {data}\n")
    changes.unlink()
    assert re.match(rf"oj {re.escape(version)} · data: ", oj("--version").out)


def test_the_newest_version_of_the_changelog_is_the_one_of_the_package() -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    told = re.findall(r"^## (\S+) – \d{4}-\d\d-\d\d$", changelog().read_text("utf-8"), re.MULTILINE)
    assert told[0] == project["version"]
