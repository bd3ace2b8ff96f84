from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from oj_cli.domain.plan import FollowUp, Goal, Outcome, Plan
from oj_cli.plan.standing import kept_follow_ups

D = date.fromisoformat
DAY = ("--idag", "2027-07-20")


@pytest.fixture
def county(folder: Any) -> Any:
    """Three kommuner's plans, in folders of their own, beside files that are no plans."""
    text = folder.text
    for kommun in ("Mora", "Älvdalen", "Leksand"):
        inner = folder.path / "lan" / kommun / "planer"
        inner.mkdir(parents=True)
        own = text.replace("kommun: Orsa", f"kommun: {kommun}").replace(
            "socpsyk-2027", f"p-{kommun}"
        )
        (inner / "plan.yaml").write_text(own, encoding="utf-8")
        (inner.parent / "oj.yaml").write_text(f"kommun: {kommun}\n", encoding="utf-8")
    return folder


def test_many_plans_together(county: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "summary", "lan", *DAY, "--format", "json")
    assert got.code == 0, got.err
    data = got.json
    assert data["schema"] == "oj-plan-summary/1"
    assert [p["vem"] for p in data["planer"]] == ["Leksand", "Mora", "Älvdalen"]
    assert data["lage"] == {"inte_matt": 3, "pa_vag": 3}
    assert data["teman"] == {
        "Lätt att få kontakt": {"pa_vag": 3},  # the theme of the indicator it is tied to
        "Samordning inom kommunen": {"inte_matt": 3},  # the theme that the goal names
    }
    first = data["planer"][0]
    assert (first["aktiviteter_att_ha_klara"], first["aktiviteter_klara"]) == (3, 1)
    assert first["aktiviteter_ej_genomforda"] == 1
    # M1: two parties, June missed by both; M2: the first quarter answered, the second not
    assert (first["uppfoljningar_att_ha_gjort"], first["uppfoljningar_gjorda"]) == (4, 1)
    assert (first["mal_att_ha_natt"], first["mal_natt"]) == (0, 0)
    assert first["forsenat"] == 3
    assert len(data["forsenat"]) == 9


def test_the_text_says_the_same(county: Any, oj: Callable[..., Any]) -> None:
    out = oj("plan", "summary", "lan", *DAY, "--format", "md").out
    assert "6 mål: 3 på väg, 3 inte mätt. 9 försenade." in out
    assert "I mappen finns 3 andra filer, som inte är planer." in out
    assert "Uppföljningar som skulle vara gjorda: 3 av 12 gjordes innan nästa" in out
    assert "Aktiviteter som skulle vara klara: 3 av 9 är det, 3 blev inte genomförda." in out


def test_a_goal_without_theme_or_tie_has_none(folder: Any, oj: Callable[..., Any]) -> None:
    folder.plan.write_text(
        "schema: oj-plan/1\nplan: {id: p}\nmal:\n  - {id: M1}\n  - {id: M2, tema: Eget ord}\n"
        "  - {id: M3, tema: Samordning inom kommunen}\n",
        encoding="utf-8",
    )
    themes = oj("plan", "summary", *DAY, "--format", "json").json["teman"]
    assert set(themes) == {"Utan tema", "Eget ord", "Samordning inom kommunen"}


def test_what_cannot_be_read_is_said_after_the_rest(county: Any, oj: Callable[..., Any]) -> None:
    (county.path / "lan" / "Mora" / "planer" / "trasig.yaml").write_text("a: [", encoding="utf-8")
    got = oj("plan", "summary", "lan", *DAY)
    assert got.code == 3
    assert "3 handlingsplaner tillsammans" in got.out
    assert "trasig.yaml" in got.err
    (county.path / "tom").mkdir()
    assert oj("plan", "summary", "tom").code == 2
    assert oj("plan", "summary", "finns_inte").code == 3


DATES = (D("2027-03-31"), D("2027-06-30"), D("2027-09-30"))


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ([], 0),
        (["2027-03-30"], 1),
        (["2027-04-20"], 1),
        (["2027-03-30", "2027-04-20"], 1),  # two outcomes for the same follow-up
        (["2027-04-20", "2027-06-10"], 2),
        (["2027-09-15"], 1),  # it stands for what was missed, but does not make it kept
        (["2027-03-01", "2027-06-01", "2027-09-01"], 3),
        (["2027-01-15"], 0),
    ],
)
def test_a_follow_up_is_kept_in_its_own_time(plan: Plan, days: list[str], kept: int) -> None:
    goal = Goal(
        "M",
        parties=("kommun",),
        follow_up=FollowUp(DATES),
        outcomes=tuple(Outcome(D(d), "kommun", 5.0) for d in days),
    )
    assert kept_follow_ups(goal, plan.head, D("2027-12-01")) == (kept, 3)
    assert kept_follow_ups(goal, plan.head, D("2027-03-31"))[1] == 0


def test_after_it_is_ended_nothing_more_is_promised(plan: Plan) -> None:
    ended = Outcome(D("2027-04-05"), "kommun", 5.0, decision="avsluta")
    goal = Goal("M", parties=("kommun",), follow_up=FollowUp(DATES), outcomes=(ended,))
    assert kept_follow_ups(goal, plan.head, D("2027-12-01")) == (1, 1)
    again = replace(goal, outcomes=(ended, Outcome(D("2027-06-29"), "kommun", 5.0)))
    assert kept_follow_ups(again, plan.head, D("2027-12-01")) == (2, 3)
