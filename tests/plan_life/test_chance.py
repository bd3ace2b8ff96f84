"""Goals and outcomes against chance; the expected figures are computed by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.plan import Baseline, Goal, Measure, Outcome, Party, PlanHead, Tie
from oj_cli.domain.plan_chance import Ground, Step, least_step, step
from oj_cli.domain.plan_chance_words import ground_texts, step_text
from oj_cli.plan.standing import goal_standing
from oj_cli.plan.target import counted, ground_of, judge, reached, step_to, step_to_target


def share(n: int | None, spread: float = 1.0, **more: Any) -> Ground:
    return Ground(n, spread=spread, **more)


def goal(text: str, base: float, n: int | None, target: float, unit: str = "procent") -> Goal:
    aim = "oka" if target > base else "minska"
    measure = Measure(unit=unit, aim=aim, baseline=Baseline(base, n), target=target)
    return Goal("M1", text=text, measure=measure)


@pytest.mark.parametrize(
    ("made", "z"),
    [
        # 0.05 / √(0.775 · 0.225 · 2/36), and as much more with less chance in each answer
        (step(75, 80, True, share(36), share(36)), 0.5080),
        (step(75, 80, True, share(36, 1.3), share(36, 1.3)), 0.4455),
        # together (30 · 37 + 24 · 40) / 77 = 26.883 %: 0.06 / √(0.26883 · 0.73117 · (1/37 + 1/40))
        (step(30, 24, False, share(37), share(40)), 0.5933),
        (step(30, 24, True, share(37), share(40)), -0.5933),
        # 9 is 0.7588 of the standard deviation 8 / 0.67449 of how far two years lie apart
        (step(41, 50, True, share(None, moved=8.0), share(None)), 0.7588),
        (step(30, 10, False, Ground(40, moved=8.0, is_percent=False), Ground(9)), 1.6862),
        (step(75, 75, True, share(36), share(36)), 0.0),
    ],
)
def test_how_far_a_step_is_beyond_chance(made: Step, z: float) -> None:
    assert made.z == pytest.approx(z, abs=5e-5)
    assert (made.is_better, made.is_worse) == (z > 1.6448, z < -1.6448)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (share(None), share(36)),
        (share(36), share(None)),
        (share(36, can_tell=False), share(36)),
        (Ground(36, is_percent=False), Ground(36)),
    ],
)
def test_what_cannot_be_told_is_neither(then: Ground, now: Ground) -> None:
    made = step(20, 90, True, then, now)
    assert (made.z, made.is_better, made.is_worse) == (None, None, None)


def test_a_difference_under_the_floor_is_none_to_speak_of() -> None:
    many = share(90_000, floor=3.0)
    assert step(70, 72, True, many, many).is_better is False
    assert step(70, 74, True, many, many).is_better is True


def test_the_least_step_that_chance_would_hardly_make() -> None:
    # of 36 answers, 1.3 times wider: 16 points give z 1.585, 17 points 1.704
    assert least_step(75, True, share(36, 1.3)) == 17
    assert least_step(75, True, share(5, 1.3)) is None  # not even 100 %
    # 1.644854 · 4 / 0.67449 = 9.7547, and so with 15 days and with 0.1 of a place
    for moved, least in ((4.0, 9.8), (15.0, 37), (0.1, 0.25)):
        days = Ground(moved=moved, is_percent=False)
        assert least_step(30, False, days) == least


@given(
    st.floats(0, 100), st.floats(0, 100), st.integers(1, 500), st.integers(1, 500), st.booleans()
)
def test_there_and_back_is_as_far(
    before: float, after: float, n: int, other: int, is_up: bool
) -> None:
    there = step(before, after, is_up, share(n), share(other))
    back = step(after, before, is_up, share(other), share(n))
    assert there.z == pytest.approx(-back.z if back.z else 0.0)
    assert there.is_better == back.is_worse
    assert not (there.is_better and there.is_worse)


# --- persons ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "base", "n", "target", "unit", "found"),
    [
        ("Minst 14 av 20 är nöjda", 40, 20, 70, "procent", (14, 20)),
        ("Minst 14 av 20 är nöjda", 8, 20, 14, "antal", (14, 20)),
        ("Från 3 av 18 till minst 12 av 18", 17, 18, 67, "procent", (12, 18)),
        ("Minst 8 av 10 vet vad en SIP är", 41, 37, 80, "procent", None),  # a share
        ("Minst 8 av 10 vet vad en SIP är", 40, 10, 80, "procent", (8, 10)),  # of ten
        ("Minst 14 av 20 är nöjda", 41, 20, 80, "procent", None),  # not the target
        ("Minst 14 av 0 är nöjda", 41, 20, 80, "procent", None),
        ("Andelen ska öka", 41, 20, 70, "procent", None),
    ],
)
def test_a_goal_counts_persons_or_says_a_share(
    text: str, base: float, n: int, target: float, unit: str, found: Any
) -> None:
    assert counted(goal(text, base, n, target, unit)) == found


FOURTEEN = goal("Minst 14 av 20 är nöjda", 40, 20, 70)
SAME_IN_PERSONS = goal("Minst 14 av 20 är nöjda", 8, 20, 14, "antal")
AT_MOST = goal("Högst 3 av 20 väntar", 40, 20, 15)


@pytest.mark.parametrize(
    ("asked", "value", "n", "state", "said"),
    [
        (FOURTEEN, 71, 7, "pa_vag", "Andelen är nådd (5 av 7 är 71 %, målet 70 %) men inte"),
        (FOURTEEN, 71, 7, "pa_vag", "antalet (5 personer, målet 14). Gruppen är mindre än i må"),
        (SAME_IN_PERSONS, 5, 7, "pa_vag", "men inte antalet (5 personer, målet 14)."),
        (FOURTEEN, 50, 40, "pa_vag", "Antalet är nått (20 personer, målet 14) men inte andelen ("),
        (FOURTEEN, 35, 40, "samre", "större än i målet: 40 mot 20."),  # 14 of 40
        (FOURTEEN, 70, 20, "nadd", ""),
        (FOURTEEN, 75, 24, "nadd", ""),  # 18 of 24
        (FOURTEEN, 65, 20, "pa_vag", ""),
        (FOURTEEN, 40, 20, "oforandrad", ""),
        (FOURTEEN, 71, None, "oklart", "Målet räknar personer, 14 av 20."),
        (FOURTEEN, 65, None, "pa_vag", ""),
        (SAME_IN_PERSONS, 14, 20, "nadd", ""),
        (SAME_IN_PERSONS, 6, 12, "pa_vag", ""),  # half of them, of 40 %
        (AT_MOST, 15, 20, "nadd", ""),
        (AT_MOST, 15, 40, "pa_vag", "Andelen är nådd (6 av 40 är 15 %, målet 15 %)"),
        (AT_MOST, 20, 10, "pa_vag", "Antalet är nått (2 personer, målet 3)"),
    ],
)
def test_persons_are_counted_where_the_goal_does(
    asked: Goal, value: float, n: int | None, state: str, said: str
) -> None:
    found, why = judge(asked, value, n)
    assert found == state
    assert said in why.replace("\u00a0", " ")
    assert reached(asked, value, n) is {"nadd": True, "oklart": None}.get(state, False)
    assert bool(why) == bool(said)


@given(st.integers(6, 99).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_a_share_in_whole_percent_gives_its_persons_back(found: tuple[int, int]) -> None:
    """A share that was reached as so many of so many is, whatever it was rounded to."""
    some, n = found
    whole = int(100 * some / n + 0.5)
    asked = goal(f"Minst {some} av {n} är nöjda", 0, n, whole)
    assert counted(asked) == (some, n)
    assert judge(asked, whole, n)[0] == "nadd"
    fewer = int(100 * (some - 1) / n + 0.5)
    assert reached(asked, fewer, n) is False
    again = goal(f"Minst {some} av {n} är nöjda", fewer, n, whole)
    assert judge(again, fewer, n)[0] == "oforandrad"


def test_persons_of_a_shared_goal_are_those_of_all_parties() -> None:
    """Seven of eight and nine of twelve are 16 of 20; neither party alone has fourteen."""
    day = date(2027, 6, 30)
    logged = (Outcome(day, "a", 88, 8), Outcome(day, "b", 75, 12))
    head = PlanHead("p", parties=(Party("a", "A kommun"), Party("b", "B kommun")))
    shared = goal_standing(replace(FOURTEEN, outcomes=logged), head, day)
    assert [s.state for s in shared.parties] == ["nadd", "nadd"]
    common = goal_standing(replace(FOURTEEN, outcomes=(Outcome(day, None, 71, 7),)), head, day)
    assert common.state == "pa_vag"


# --- what a baseline stands on ----------------------------------------------------------

TIE = Tie("lss-brukare/dv_bestammer", 2022, value=75.0)
KNOWN = Ground(36, "publicerad", 1.1, 6.0, floor=3.0, value=75.0)
GROUNDS = {(TIE.indicator, 2022): KNOWN, (TIE.indicator, 2020): replace(KNOWN, n=264, value=70.0)}


def tied(base: float, n: int | None = None, tie: Tie = TIE, unit: str = "procent") -> Goal:
    return replace(goal("Fler bestämmer", base, n, 80, unit), ties=(tie,))


@pytest.mark.parametrize(
    ("asked", "n", "source", "moved"),
    [
        (tied(75), 36, "publicerad", 6.0),
        (tied(75.4), 36, "publicerad", 6.0),  # printed as it
        (tied(75, 36), 36, "publicerad", 6.0),
        (tied(75, 30), 30, None, 6.0),  # the plan's own word
        (tied(70, tie=replace(TIE, year=None, value=None)), 264, "publicerad", 6.0),
        (tied(75, tie=replace(TIE, year=2020, value=None)), None, None, None),
        (tied(41), None, None, None),  # another measure
        (tied(75, unit="antal"), None, None, None),
        (tied(75, tie=replace(TIE, indicator="x/y")), None, None, None),
    ],
)
def test_a_baseline_that_is_an_indicators_value_stands_on_what_that_does(
    asked: Goal, n: int | None, source: str | None, moved: float | None
) -> None:
    found = ground_of(asked, GROUNDS)
    assert (found.n, found.n_source, found.moved) == (n, source, moved)


def test_what_the_plan_says_of_its_baseline_needs_no_data() -> None:
    measure = Measure(
        unit="procent",
        aim="oka",
        baseline=Baseline(40.0, 5, n_source="minst", moved=13.0),
        target=50.0,
    )
    found = ground_of(Goal("M1", measure=measure))
    assert ground_texts(found, measure) == (
        "Utgångsläget, 40\u00a0%, bygger på minst 5 svar; antalet är inte publicerat.",
        "Så här mått rör sig vanligen 13 procentenheter mellan två år av sig självt.",
    )
    days = Measure(unit="dagar", aim="minska", baseline=Baseline(30.0, moved=4.5), target=20.0)
    assert ground_texts(ground_of(Goal("M1", measure=days)), days) == (
        "Så här mått rör sig vanligen 4,5 dagar mellan två år av sig självt.",
    )


@pytest.mark.parametrize(
    ("asked", "is_better"),
    [
        (goal("", 75, 36, 80), False),
        (goal("", 75, 36, 92), True),
        (goal("", 75, None, 80), None),
        (goal("Minst 14 av 20", 8, None, 14, "antal"), True),  # 40 to 70 % of twenty: z 1.67
        (goal("Minst 12 av 20", 8, None, 12, "antal"), False),
        (goal("", 8, 20, 14, "antal"), None),
    ],
)
def test_a_target_against_chance(asked: Goal, is_better: bool | None) -> None:
    found = step_to_target(asked)
    assert found is not None
    assert found.is_better is is_better


def test_a_level_to_keep_and_a_target_the_wrong_way_are_no_steps() -> None:
    keep = Measure(unit="procent", aim="behall", baseline=Baseline(90.0, 40), target=85.0)
    wrong = Measure(unit="procent", aim="oka", baseline=Baseline(90.0, 40), target=85.0)
    assert step_to_target(Goal("M1", measure=keep)) is None
    assert step_to_target(Goal("M1", measure=wrong)) is None
    assert step_to(Goal("M1", measure=keep), 95, 40) is None


def reports(asked: Goal, value: float, n: int | None) -> Any:
    day = date(2027, 6, 30)
    logged = replace(asked, outcomes=(Outcome(day, None, value, n),))
    return goal_standing(logged, PlanHead("p"), day)


@pytest.mark.parametrize(
    ("value", "n", "state", "is_better", "said"),
    [
        (80, 36, "nadd", False, "5 procentenheter bättre än utgångsläget, 75 % (n = 36). Det kan "),
        (95, 36, "nadd", True, "Det är tydligt bättre, mer än slumpen brukar göra."),
        (79.5, 9000, "pa_vag", False, "4,5 procentenheter bättre"),
        (40, 36, "samre", False, "35 procentenheter sämre än utgångsläget, 75 % (n = 36). Det är"),
        (80, None, "nadd", None, "går inte att säga: antalet svar nu är inte känt."),
        (75, 36, "oforandrad", False, "Samma värde som utgångsläget, 75 % (n = 36)."),
    ],
)
def test_reached_and_clearly_better_are_two_statements(
    value: float, n: int | None, state: str, is_better: bool | None, said: str
) -> None:
    asked = goal("Fler bestämmer", 75, 36, 80)
    found = reports(asked, value, n)
    assert (found.state, found.is_better) == (state, is_better)
    assert found.is_reached is (state == "nadd")
    [party] = found.parties
    assert (party.step.then.n, party.step.now.n) == (36, n)
    assert asked.measure is not None
    assert said in step_text(party.step, asked.measure).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("base", "value", "said"),
    [
        (92.6, 79.5, "13,1"),
        (93, 80, "13"),
        (62.5, 80, "17,5"),
        (66.66667, 33.33334, "33,333"),
        (41, 41.05, "0,05"),
    ],
)
def test_a_difference_adds_up_with_its_ends(base: float, value: float, said: str) -> None:
    asked = goal("", base, 40, 100)
    found = step_to(asked, value, 40)
    assert found is not None
    assert asked.measure is not None
    assert step_text(found, asked.measure).startswith(f"{said} procentenheter")


def test_persons_are_said_as_shares_that_add_up() -> None:
    found = step_to(SAME_IN_PERSONS, 5, 7)
    assert found is not None
    assert SAME_IN_PERSONS.measure is not None
    said = step_text(found, SAME_IN_PERSONS.measure).replace("\u00a0", " ")
    assert said.startswith("31 procentenheter bättre än utgångsläget, 40 % (n = 20).")


# --- on the data ------------------------------------------------------------------------

PLAN = """\
schema: oj-plan/1
plan: {id: prov, kommun: Västerås}
mal:
  - id: M1
    koppling:
      - {indikator: lss-brukare/gruppbostad_bestammer, ar: 2021, eget_varde: 92.68}
      - {indikator: lss-brukare/dv_bestammer, ar: 2020, eget_varde: 70}
      - {indikator: lss-enheter/boende_handledning, ar: 2019, eget_varde: 31}
    matt: {enhet: procent, riktning: oka, utgangslage: {varde: 93}, malvarde: 95}
    utfall: [{datum: 2022-12-01, varde: 78, n: 177}]
  - id: M2
    mal: Fler bestämmer på daglig verksamhet
    koppling: [{indikator: lss-brukare/dv_bestammer, ar: 2022, eget_varde: 75}]
    matt: {enhet: procent, riktning: oka, utgangslage: {varde: 75}, malvarde: 80}
"""


@pytest.fixture
def vasteras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "planer").mkdir()
    (tmp_path / "oj.yaml").write_text("kommun: Västerås\n", encoding="utf-8")
    path = tmp_path / "planer" / "prov.yaml"
    path.write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_the_outcome_has_n_then_and_now_and_whether_it_is_clear(
    vasteras: Path, oj: Callable[..., Any]
) -> None:
    """Of 43 answers 92.68 %, of 177 answers 78 %: p 0.8087, z 14.68 / √(1.1 · p · q · …) = 2.09."""
    got = oj("plan", "outcome", "prov", "--idag", "2023-01-01", "--format", "json")
    first, second = got.json["mal"]
    own = first["eget_matt"]
    assert (own["n_da"], own["n_kalla"], own["nadd"]) == (43, "publicerad", False)
    assert own["tydligt_battre"] is False
    assert own["parter"][0]["tydligt_samre"] is True
    keys = ("n_da", "n_nu", "andring", "tydligt_battre", "tydligt_samre")
    home, work, units = (tuple(t[k] for k in keys) for t in first["oppna_jamforelser"])
    assert home == (43, 177, "samre", False, True)
    assert work == (264, 36, "battre", False, False)
    assert units[2] == "oforandrat"
    assert first["oppna_jamforelser"][2]["nu"]["n_kalla"] == "minst"
    assert second["eget_matt"]["n_da"] == 36
    text = oj("plan", "outcome", "prov", "--idag", "2023-01-01").out.replace("\u00a0", " ")
    said = "tydligt sämre, 15 procentenheter. När målet skrevs (2021): 93 % (43 svar)."
    assert said in " ".join(text.split())


SHOWED = ("show", "outcome")


def test_that_a_reached_goal_may_be_chance_is_said_wherever_it_is_shown(
    vasteras: Path, oj: Callable[..., Any]
) -> None:
    """From 75 % of 36 answers to 82 % of 40: 0.07 / √(1.3 · 0.1677 · (1/36 + 1/40)), z 0.65."""
    log = ("plan", "followup", "prov", "--mal", "M2", "--varde", "82", "--n", "40")
    vasteras.write_text(PLAN.replace("{varde: 75}", "{varde: 75, n: 36}"), encoding="utf-8")
    logged = oj(*log, "--idag", "2023-12-20")
    assert logged.code == 0
    shown = [logged, *(oj("plan", verb, "prov", "--idag", "2023-12-31") for verb in SHOWED)]
    for got in shown:
        said = " ".join(f"{got.out} {got.err}".split()).lower()
        assert "nådd" in said
        assert "kan bero på slumpen" in said


def test_only_the_same_year_is_set_side_by_side(vasteras: Path, oj: Callable[..., Any]) -> None:
    got = oj("plan", "outcome", "prov", "--idag", "2023-01-01", "--format", "json")
    for tie in (t for goal in got.json["mal"] for t in goal["oppna_jamforelser"]):
        assert tie["jamforelser"]
        assert {f["ar"] for f in tie["jamforelser"]} == {tie["nu"]["ar"]}


def test_beside_no_own_answer_stands_nothing(vasteras: Path, oj: Callable[..., Any]) -> None:
    vasteras.write_text(PLAN.replace("dv_bestammer", "assistans_forstar"), encoding="utf-8")
    got = oj("plan", "outcome", "prov", "--idag", "2023-01-01", "--format", "json")
    tie = got.json["mal"][1]["oppna_jamforelser"][0]
    assert (tie["nu"], tie["jamforelser"]) == (None, [])
    assert "Det finns inget svar i data." in tie["anmarkningar"]


def test_without_a_newer_answer_nothing_is_better(vasteras: Path, oj: Callable[..., Any]) -> None:
    got = oj("plan", "outcome", "prov", "--idag", "2023-01-01", "--format", "json")
    [tie] = got.json["mal"][1]["oppna_jamforelser"]
    assert (tie["andring"], tie["tydligt_battre"], tie["nu"]["n"]) == ("inget_nyare", None, 36)


def test_a_target_inside_chance_is_said_by_the_check(
    vasteras: Path, oj: Callable[..., Any]
) -> None:
    """From 75 to 80 % of 36 answers, 1.1 times wider: 15 points give z 1.60, 16 points 1.72."""
    got = oj("plan", "check", "prov", "--format", "json")
    found = [f for f in got.json["fynd"] if f["regel"] == "M17"]
    said = [f["meddelande"].replace("\u00a0", " ") for f in found]
    assert [f["niva"] for f in found] == ["varn", "varn"]
    assert said[1] == (
        "Från 75 % till 80 % är inom det som slumpen kan göra med 36 svar. Steget behöver vara "
        "minst 16 procentenheter."
    )
