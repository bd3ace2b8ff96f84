"""Reports as the Python API gives them: files where they were asked for, suggestions as data."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import OjError, UsageFault

DALARNA: dict[str, Any] = {"lan": "Dalarna", "area": "socialpsykiatri", "year": 2016}


def test_suggestions_are_what_the_command_prints(oj: Callable[..., Any], folder: Path) -> None:
    found = api.open().suggest_comments(**DALARNA)
    ran = oj("report", "comments", "--lan", "Dalarna", "--ar", "2016", "--format", "json")
    assert json.loads(json.dumps(encode(found))) == ran.json
    frame = found.to_frame()
    assert Counter(frame["marke"]) == Counter(s.mark for s in found.suggestions)
    assert frame["indikator"].is_unique


def test_suggestions_are_added_once(folder: Path) -> None:
    oj, path = api.open(), folder / "k.yaml"
    found = oj.suggest_comments(**DALARNA)
    assert oj.add_comments(path, found) == len(found.suggestions)
    assert oj.add_comments(path, found) == 0


def test_a_report_goes_where_it_was_asked_for(folder: Path) -> None:
    (folder / "profiler").mkdir()
    oj = api.open(today="2026-11-25")
    asked = {"kommun": "Leksand", "area": "socialpsykiatri", "formats": "html,excel"}
    written = oj.report_kommun(**asked, output=folder / "profiler")
    assert sorted(p.suffix for p in written.paths) == [".html", ".xlsx"]
    assert set(written.paths) == set((folder / "profiler").iterdir())
    named = oj.report_kommun(**asked, output=folder / "leksand.html").paths
    assert {p.name for p in named} == {"leksand.html", "leksand.xlsx"}


def test_many_reports_tell_how_far_they_have_come(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oj_cli.api import report

    whole = report.kommun_profile

    def odd(material: Any) -> Any:
        if material.name == "Mora":
            raise ValueError("udda")
        return whole(material)

    monkeypatch.setattr(report, "kommun_profile", odd)
    steps: list[api.Step] = []
    oj = api.open(today="2026-11-25", progress=steps.append)
    written = oj.report_kommun(each=True, lan="Dalarna", area="socialpsykiatri", output=folder)
    assert [(s.done, s.total) for s in steps] == [(n, 15) for n in range(1, 16)]
    assert (written.n_made, len(written.paths), written.folder) == (14, 14, folder)
    assert written.failed == (("Mora", "ValueError('udda')"),)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"formats": "html,odt"}, "report.unknown_format"),
        ({"formats": "pdf", "output": Path("x.html")}, "report.wrong_suffix"),
        ({"each": True, "output": Path("x.html")}, "report.needs_folder"),
    ],
)
def test_where_no_report_can_go(folder: Path, asked: dict[str, Any], fault: str) -> None:
    kommun = None if "each" in asked else "Leksand"
    with pytest.raises(UsageFault) as raised:
        api.open().report_kommun(kommun=kommun, area="socialpsykiatri", **asked)
    assert raised.value.fault == fault
    assert "{" not in " ".join([raised.value.message, *raised.value.hints])
    assert list(folder.iterdir()) == []


def test_every_fault_of_a_reference_is_worded(folder: Path) -> None:
    from oj_cli.reports.comments.fill import fill

    figures = api.open().county("Dalarna", "socialpsykiatri", 2016, None)
    for text in ("{x}", "{x:y:z}", "{andel:sip:lan}", "{svar:sip_rutin:Lexand}"):
        with pytest.raises(OjError) as raised:
            fill(text, figures)
        assert text[1:-1] in str(raised.value)
