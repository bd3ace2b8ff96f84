"""The two real plans under `examples/` give the faults that are known of them."""

import csv
import datetime
from collections import Counter
from pathlib import Path

import pytest

from oj_cli.domain.findings import Finding
from oj_cli.plan.check.running import check_plan, open_checked
from oj_cli.plan.files import read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"
NACKA = EXAMPLES / "uppfoljningsplan-nacka-2016" / "uppfoljningsplan-2016.yaml"
VASTERBOTTEN = EXAMPLES / "handlingsplan-vasterbotten" / "handlingsplan-2016.yaml"


def found(path: Path) -> list[Finding]:
    return list(check_plan(open_checked(path, datetime.date(2026, 11, 25))))


def goals(findings: list[Finding], rule: str) -> list[str]:
    """Return the goals that a rule was broken in."""
    subjects = [f.subject or "" for f in findings if f.rule == rule]
    return list(dict.fromkeys(s.partition(",")[0].removeprefix("mål ") for s in subjects))


@pytest.mark.parametrize("path", [NACKA, VASTERBOTTEN], ids=["nacka", "vasterbotten"])
def test_they_are_whole_plans_of_the_model(path: Path) -> None:
    file = read_plan(path)
    assert file.unknown == ()
    assert not [f for f in found(path) if f.rule.startswith("F")]


def test_vasterbotten() -> None:
    findings = found(VASTERBOTTEN)
    every = [f"M{n}" for n in range(1, 11)]
    assert goals(findings, "M03") == every  # with a measure: 0
    assert goals(findings, "M06") == every  # with a date: 0
    assert {"M1", "M7", "M9", "M10"} <= set(goals(findings, "M02"))  # activities
    assert not {"M3", "M5", "M8"} & set(goals(findings, "M02"))  # benefit of a user
    assert {"M2", "M4", "M6"} <= set(goals(findings, "M09"))  # vague
    assert "M8" in goals(findings, "A07")
    early = [f for f in findings if f.rule == "A03" and f.fields["fel"] == "start_fore"]
    assert [f.subject for f in early] == ["mål M2, aktivitet A1"]  # began in 2014
    before = [f for f in findings if f.rule == "U01" and f.fields["fel"] == "fore"]
    assert [(f.subject, f.fields["datum"]) for f in before] == [("mål M10", "2015-06-17")]
    periods = {f.fields["fel"]: f.fields for f in findings if f.rule == "P03"}
    assert periods["titel"]["i_titeln"] == "2016"
    assert periods["nasta"]["nasta"] == "2016–2017"
    assert {"U06", "U09", "P02", "A04", "K01", "K03"} <= {f.rule for f in findings}


def test_vasterbotten_who_has_reported() -> None:
    plan = read_plan(VASTERBOTTEN).plan
    kommuner = {p.id for p in plan.head.parties if p.kind == "kommun"}
    assert len(kommuner) == 15
    reported = [{o.party for o in g.outcomes} & kommuner for g in plan.goals]
    assert [len(r) for r in reported] == [6, 6, 6, 6, 6, 4, 5, 5, 7, 0]
    assert len(set().union(*reported)) == 7
    silent = {
        f.subject: int(str(f.fields["antal"])) for f in found(VASTERBOTTEN) if f.rule == "U05"
    }
    for goal in plan.goals[:9]:
        parties = {o.party for o in goal.outcomes}
        assert silent[f"mål {goal.id}"] == len(plan.head.parties) - len(parties)


def test_nacka() -> None:
    findings = found(NACKA)
    assert goals(findings, "U03") == ["M1"]  # a source that was not there
    assert "M2" in goals(findings, "U06")  # how many assessments of level
    assert {"M9", "M11", "M14"} <= set(goals(findings, "M02"))
    assert goals(findings, "S03") == ["M12", "M13"]  # one child, four customers
    assert "ett barn" in next(f.message for f in findings if f.rule == "S03")
    assert "M5" in goals(findings, "A04")  # a manager and a lawyer
    assert "P02" in {f.rule for f in findings}
    assert len(goals(findings, "M06")) == 14


def test_nacka_what_was_not_done_has_its_reason() -> None:
    plan = read_plan(NACKA).plan
    goal = plan.goal("M7")
    assert goal is not None
    assert goal.activities[0].status == "ej_genomford"
    assert goal.activities[0].reason
    assert not {"A09", "U09"} & {f.rule for f in found(NACKA)}
    reviews = plan.goal("M12")
    assert reviews is not None
    assert reviews.outcomes[0].value == round(100 * 14 / 34)


def test_no_sentence_of_theirs_is_among_the_labelled_ones() -> None:
    """The labelled sentences quote the plans; the examples say the same in other words."""
    labelled = Path(__file__).parents[1] / "coach" / "data" / "par.csv"
    with labelled.open(encoding="utf-8", newline="") as file:
        quoted = {row["text"].casefold() for row in csv.DictReader(file)}
    own = [g.text or "" for p in (NACKA, VASTERBOTTEN) for g in read_plan(p).plan.goals]
    assert not quoted & {text.casefold() for text in own}
    assert max(Counter(own).values()) == 1
