from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.plan import Baseline, Goal, Measure, Outcome, Plan
from oj_cli.plan.standing import goal_standing
from oj_cli.plan.target import judge

D = date.fromisoformat
UP = Measure(unit="procent", aim="oka", baseline=Baseline(40.0), target=80.0)
DOWN = Measure(unit="dagar", aim="minska", baseline=Baseline(30.0), target=10.0)
STAY = Measure(unit="procent", aim="behall", baseline=Baseline(90.0), target=85.0)


@pytest.mark.parametrize(
    ("measure", "value", "state"),
    [
        (UP, 80, "nadd"),
        (UP, 95, "nadd"),
        (UP, 79.9, "pa_vag"),
        (UP, 40, "oforandrad"),
        (UP, 39, "samre"),
        (UP, None, "inte_matt"),
        (DOWN, 10, "nadd"),
        (DOWN, 3, "nadd"),
        (DOWN, 29, "pa_vag"),
        (DOWN, 30, "oforandrad"),
        (DOWN, 31, "samre"),
        (STAY, 85, "nadd"),
        (STAY, 92, "nadd"),
        (STAY, 84, "samre"),
        (replace(STAY, target=95.0), 93, "nadd"),
        (replace(STAY, target=95.0), 96, "samre"),
        (replace(STAY, target=90.0), 90, "nadd"),
        (replace(STAY, target=90.0), 91, "oklart"),
        (replace(STAY, baseline=None), 85, "nadd"),
        (replace(STAY, baseline=None), 80, "oklart"),
        (replace(UP, aim=None), 60, "oklart"),
        (replace(UP, target=None), 60, "oklart"),
        (replace(UP, baseline=None), 60, "oklart"),
        (replace(UP, baseline=None), 80, "nadd"),
        (replace(UP, target=30.0), 60, "oklart"),
        (None, 60, "oklart"),
        (None, None, "inte_matt"),
    ],
)
def test_a_value_against_baseline_and_target(measure: Any, value: Any, state: str) -> None:
    found, why = judge(Goal("M1", measure=measure), value)
    assert found == state
    assert bool(why) == (state in ("oklart", "inte_matt"))


def of(measure: Measure, value: float) -> str:
    return judge(Goal("M1", measure=measure), value)[0]


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_up_and_down_are_each_others_mirror(base: float, target: float, value: float) -> None:
    up = Measure(aim="oka", baseline=Baseline(base), target=target)
    down = Measure(aim="minska", baseline=Baseline(-base), target=-target)
    assert of(up, value) == of(down, -value)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_higher_value_is_never_a_worse_state(one: float, other: float) -> None:
    order = ["samre", "oforandrad", "pa_vag", "nadd"]
    low, high = sorted((one, other))
    assert order.index(of(UP, low)) <= order.index(of(UP, high))


def standing(plan: Plan, *outcomes: Outcome, today: str = "2027-07-10", **changed: Any) -> Any:
    goal = replace(plan.goals[0], outcomes=outcomes, **changed)
    return goal_standing(goal, plan.head, D(today))


def test_the_worst_of_those_measured_is_how_the_goal_stands(plan: Plan) -> None:
    june = D("2027-06-20")
    reached = Outcome(june, "kommun", 85.0, 40)
    both = standing(plan, reached, Outcome(june, "region", 90.0, 40))
    one = standing(plan, reached)
    worse = standing(plan, reached, Outcome(june, "region", 30.0, 40))
    assert [both.state, one.state, worse.state] == ["nadd", "pa_vag", "samre"]
    assert [s.state for s in one.parties] == ["nadd", "inte_matt"]
    assert [s.name for s in one.unmeasured] == ["Region Dalarna"]
    assert standing(plan).state == "inte_matt"


def test_the_newest_value_counts_whatever_the_order_in_the_file(plan: Plan) -> None:
    new, old = Outcome(D("2027-06-20"), "kommun", 85.0), Outcome(D("2027-03-01"), "kommun", 30.0)
    assert standing(plan, new, old, parties=("kommun",)).state == "nadd"
    same_day = Outcome(D("2027-06-20"), "kommun", 50.0)  # a correction, logged later
    assert standing(plan, new, same_day, parties=("kommun",)).state == "pa_vag"
    assert standing(plan, new, old, parties=("kommun",), today="2027-05-01").state == "samre"


def test_what_is_dated_later_than_today_is_said(plan: Plan) -> None:
    found = standing(plan, Outcome(D("2027-06-20"), None, 85.0, 60), today="2027-05-01")
    assert found.state == "inte_matt"
    assert found.parties[0].why == "Det som är inskrivet har en senare dag än 2027-05-01."


def test_a_value_in_common_stands_for_all(plan: Plan) -> None:
    found = standing(plan, Outcome(D("2027-06-20"), None, 85.0, 60))
    assert found.state == "nadd"
    assert [s.state for s in found.parties] == ["nadd", "nadd"]


def june(value: float | None, n: int | None = 40, said: Any = None, day: int = 30) -> Outcome:
    return Outcome(date(2027, 6, day), "kommun", value, n, said)


@pytest.mark.parametrize(
    ("outcomes", "today", "said"),
    [
        ([june(65.0)], "2027-07-10", "Delmålet 60 % till 2027-06-30 är nått."),
        ([june(55.0)], "2027-07-10", "2027-06-30 är inte nått."),
        ([june(55.0)], "2028-01-01", "skulle ha varit nått 2027-12-31"),
        ([june(55.0, 40, "nadd")], "2027-07-10", "”nådd”, men värdet ger ”på väg”"),
        ([june(42.0)], "2027-07-10", "mindre än en person av 40"),
        ([june(75.0, 4)], "2027-07-10", "bygger på 4 svar"),
        ([june(75.0, 8)], "2027-07-10", "12 procentenheter"),
        (
            [june(55.0, day=1), june(None, None, "inte_matt")],
            "2027-07-10",
            "Det senaste utfallet, 2027-06-30, har inget värde.",
        ),
    ],
)
def test_what_a_reader_must_know_stands_beside(
    plan: Plan, outcomes: list[Outcome], today: str, said: str
) -> None:
    found = standing(plan, *outcomes, today=today, parties=("kommun",))
    assert said in " ".join(found.parties[0].notes).replace("\u00a0", " ")


# --- beside öppna jämförelser -----------------------------------------------------------


@pytest.fixture
def more_years(folder: Any, alter_results: Callable[..., None]) -> Callable[..., None]:
    """Let later answers be added to what the workspace has."""

    def add(indicator: str, year: int, answer: str, kommun: str = "2034") -> None:
        new = {"indicator": indicator, "year": year, "answer": answer, "unit": kommun}
        whole = new | {"unit_kind": "kommun", "value": None, "n_yes": None, "n": None}

        def with_more(rows: pd.DataFrame) -> pd.DataFrame | None:
            if set(rows["unit_kind"]) != {"kommun"}:
                return None
            more = rows.head(1).astype(object).assign(**whole)
            return pd.concat([rows.astype(object), more], ignore_index=True)

        alter_results(folder.path, "socialpsykiatri", with_more)

    return add


def outcome(oj: Callable[..., Any], goal: int) -> Any:
    got = oj("plan", "outcome", "socpsyk-2027", "--idag", "2027-08-01", "--format", "json")
    assert got.code == 0, got.err
    assert got.json["schema"] == "oj-plan-outcome/2"
    return got.json["mal"][goal]


def test_the_shipped_answers_are_shown_with_where_they_come_from(
    folder: Any, oj: Callable[..., Any]
) -> None:
    tie = outcome(oj, 0)["oppna_jamforelser"][0]
    assert (tie["andring"], tie["nu"]["svar"], tie["nu"]["ar"]) == ("inget_nyare", "NEJ", 2016)
    figures = {(f["namn"], f["ar"]): f for f in tie["jamforelser"]}
    riket, lan = figures["Riket", 2016], figures["Dalarnas län", 2016]
    assert (riket["varde"], riket["kalla"]) == (68, "publicerad")
    assert (lan["n_ja"], lan["n"], lan["kalla"]) == (11, 15, "beraknad")
    assert lan["varde"] == pytest.approx(100 * 11 / 15)
    assert any("Frågan ställdes sista gången 2021" in n for n in tie["anmarkningar"])
    reach = outcome(oj, 1)["oppna_jamforelser"][0]
    riket = [f for f in reach["jamforelser"] if f["namn"] == "Riket"]
    assert [(f["ar"], f["varde"]) for f in riket] == [(2016, 30)]


def test_a_routine_that_exists_is_no_benefit_that_is_measured(
    folder: Any, oj: Callable[..., Any], more_years: Any
) -> None:
    more_years("sip_rutin", 2019, "JA")
    goal = outcome(oj, 0)
    assert goal["eget_matt"]["lage"] == "inte_matt"
    assert goal["oppna_jamforelser"][0]["andring"] == "blev_ja"
    assert any("rutinen finns, men nyttan är inte mätt" in c for c in goal["slutsatser"])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("85", "målets eget mått har blivit bättre. Att det ena beror på det andra visar inte"),
        ("41", "målets eget mått har inte blivit bättre: nyttan märks inte än"),
        ("30", "nyttan märks inte än"),
    ],
)
def test_both_columns_are_said_and_never_mixed(
    folder: Any, oj: Callable[..., Any], more_years: Any, value: str, said: str
) -> None:
    more_years("sip_rutin", 2019, "JA")
    log = ("plan", "followup", "socpsyk-2027", "--mal", "M1", "--idag", "2027-07-01")
    assert oj(*log, "--part", "kommun", "--varde", value).code == 0
    assert said in " ".join(outcome(oj, 0)["slutsatser"])


def test_a_goal_reached_with_the_answer_still_no(
    folder: Any, oj: Callable[..., Any], more_years: Any
) -> None:
    more_years("uppsokande_verksamhet", 2019, "NEJ")
    log = ("plan", "followup", "socpsyk-2027", "--mal", "M2", "--idag", "2027-07-01")
    assert oj(*log, "--varde", "95").code == 0
    goal = outcome(oj, 1)
    assert goal["eget_matt"]["lage"] == "nadd"
    assert any("Målet är nått, fast svaret på" in c for c in goal["slutsatser"])


def test_a_break_is_said_and_not_crossed(
    folder: Any, oj: Callable[..., Any], more_years: Any
) -> None:
    folder.replace("uppsokande_verksamhet, ar: 2016", "uppsokande_verksamhet, ar: 2015")
    more_years("uppsokande_verksamhet", 2017, "JA")  # the question was put anew in 2016
    goal = outcome(oj, 1)
    tie = goal["oppna_jamforelser"][0]
    assert tie["andring"] == "inte_jamforbart"
    assert any("går inte att jämföra med 2015" in n for n in tie["anmarkningar"])
    assert not any("har blivit JA" in c for c in goal["slutsatser"])


def test_an_indicator_that_was_replaced_is_said_to_be_so(
    folder: Any, oj: Callable[..., Any]
) -> None:
    folder.replace("socialpsykiatri/sip_rutin", "socialpsykiatri/audit_dudit")
    notes = outcome(oj, 0)["oppna_jamforelser"][0]["anmarkningar"]
    assert any(n.startswith("Den är ersatt av: Använder AUDIT") and "U28557" in n for n in notes)


def test_answers_that_are_none_are_not_judged(
    folder: Any, oj: Callable[..., Any], more_years: Any
) -> None:
    more_years("sip_rutin", 2019, "EA")
    tie = outcome(oj, 0)["oppna_jamforelser"][0]
    assert (tie["nu"]["svar"], tie["andring"]) == ("EA", "inte_jamforbart")


def test_what_the_plan_says_wrong_of_the_data_is_said(folder: Any, oj: Callable[..., Any]) -> None:
    folder.replace("sip_rutin, ar: 2016, eget: NEJ", "sip_rutin, ar: 2016, eget: JA")
    tie = outcome(oj, 0)["oppna_jamforelser"][0]
    assert "Planen säger JA för 2016, men svaret i data är NEJ." in tie["anmarkningar"]


@pytest.mark.parametrize(
    ("tie", "change"),
    [
        ("eget_varde: 10, lan: 99", "battre"),
        ("eget_varde: 100, lan: 1", "samre"),
        ("lan: 1, riket: 1", "inte_jamforbart"),  # the län's figure is not the kommun's
    ],
)
def test_a_number_is_set_against_the_own_number(
    folder: Any, oj: Callable[..., Any], tie: str, change: str
) -> None:
    """Orsa had 67 percent in 2019, the newest year in which it has a value."""
    folder.replace(
        "{indikator: socialpsykiatri/sip_rutin, ar: 2016, eget: NEJ, lan: 73, riket: 68}",
        f"{{indikator: lss-enheter/boende_handledning, ar: 2018, {tie}}}",
    )
    found = outcome(oj, 0)["oppna_jamforelser"][0]
    assert (found["nu"]["ar"], found["nu"]["varde"]) == (2019, 67)
    assert found["andring"] == change


def test_an_indicator_that_there_is_not_and_a_plan_without(
    folder: Any, oj: Callable[..., Any]
) -> None:
    folder.replace("socialpsykiatri/sip_rutin", "socialpsykiatri/finns_inte")
    tie = outcome(oj, 0)["oppna_jamforelser"][0]
    assert tie["nu"] is None
    assert "finns inte i data" in tie["anmarkningar"][0]
    start = folder.text.index("    koppling:\n      - {indikator: socialpsykiatri/upp")
    end = folder.text.index("    matt:", start)
    folder.plan.write_text(folder.text[:start] + folder.text[end:], encoding="utf-8")
    assert outcome(oj, 1)["oppna_jamforelser"] == []


def test_a_correction_stands_beside(folder: Any, oj: Callable[..., Any]) -> None:
    (folder.path / "rattelser.yaml").write_text(
        "rattelser:\n  - {indikator: socialpsykiatri/sip_rutin, ar: 2016, svar: JA, skal: Fel}\n",
        encoding="utf-8",
    )
    tie = outcome(oj, 0)["oppna_jamforelser"][0]
    assert "Er egen rättelse för 2016: JA. Fel" in tie["anmarkningar"]
    assert tie["nu"]["svar"] == "NEJ"


@given(st.integers(0, 12))
def test_no_goal_is_lost(count: int) -> None:
    from oj_cli.domain.encoding import encode
    from oj_cli.domain.plan import PlanHead
    from oj_cli.domain.plan_outcome import PlanOutcome
    from oj_cli.plan.ties import goal_outcome

    goals = tuple(Goal(f"M{n}") for n in range(count))
    plan = Plan("oj-plan/1", PlanHead("p"), goals)
    day = D("2027-01-01")
    found = tuple(goal_outcome(goal_standing(g, plan.head, day), ()) for g in goals)
    payload: Any = encode(PlanOutcome(plan, found, day))
    assert [m["id"] for m in payload["mal"]] == [g.id for g in goals]
