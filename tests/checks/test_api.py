"""The checks as the Python API gives them: the same as the commands print, with exact figures."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault

Run = Callable[..., Any]


def plain(result: object) -> Any:
    return json.loads(json.dumps(encode(result)))


def test_the_answers_of_a_lan(oj: Run, mapp: Path) -> None:
    found = api.open().check_data(lan="Dalarna")
    asked = ("check", "data", "--lan", "Dalarna", "--format", "json")
    assert plain(found) == oj(*asked).json
    frame = found.to_frame()
    assert list(frame["regel"]) == [f.rule for f in found.findings]
    assert found.counts == {"fel": 0} | Counter(frame["niva"])
    assert not found.has_faults


def test_a_rule_that_is_left_out_leaves_nothing_behind(mapp: Path) -> None:
    oj = api.open()
    whole = Counter(f.rule for f in oj.check_data(kommun="Leksand").findings)
    assert (whole["D10"], whole["D19"]) == (3, 3)
    found = oj.check_data(kommun="Leksand", without=["d10"])
    assert Counter(f.rule for f in found.findings) == whole - Counter({"D10": 3})
    assert "D10" not in {rule.id for rule in found.tried}


def test_a_text(oj: Run, mapp: Path) -> None:
    report = mapp / "rapport.txt"
    report.write_text("I Dalarna har 14 av 15 kommuner rutin för SIP 2022.\n", encoding="utf-8")
    found = api.open().check_text(report, lan="Dalarna", area="socialpsykiatri")
    asked = ("check", "text", str(report), "--lan", "Dalarna", "--omrade", "socialpsykiatri")
    ran = oj(*asked, "--format", "json")
    assert plain(found) == ran.json
    assert ran.code == int(found.has_faults)
    assert (found.year, len(found.report.tested)) == (2022, 1)


def test_what_a_text_is_about_is_what_it_names(mapp: Path) -> None:
    report = mapp / "rapport.txt"
    report.write_text("Dalarna 2021. I Dalarna hade alla kommuner rutin för SIP 2021.", "utf-8")
    found = api.open().check_text(report)
    assert (found.name, found.year) == ("Dalarnas län", 2021)
    report.write_text("I Dalarna hade alla kommuner rutin för SIP.", "utf-8")
    (area, year) = api.open().check_text(report).assumed
    assert ("--omrade" in area, "--ar" in year) == (True, True)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({}, "check.whose_answers"),
        ({"kommun": "Leksand", "lan": "Dalarna"}, "check.kommun_or_lan"),
        ({"kommun": "Leksand", "year": 1990}, "check.no_answers_in_year"),
        ({"kommun": "Leksand", "without": ["D01"]}, "check.unknown_rule"),
    ],
)
def test_what_cannot_be_answered(asked: dict[str, Any], fault: str) -> None:
    with pytest.raises(UsageFault) as raised:
        api.open().check_data(**asked)
    assert raised.value.fault == fault
    assert "{" not in " ".join([raised.value.message, *raised.value.hints])
