from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli import api
from oj_cli.documents.dumper import dump
from oj_cli.domain.plan import Plan
from oj_cli.plan.files import PlanFile
from oj_cli.plan.next_period import Period, next_plan, read_period

from .wild import PLANS, numbered, plan_file

D = date.fromisoformat
NEXT = Period(D("2028-01-01"), D("2028-12-31"))
LATER = D("2028-02-01")


def made(file: PlanFile, period: Period = NEXT, today: date = LATER) -> tuple[Any, Plan]:
    result = next_plan(file, period, today)
    return result, plan_file(result.data).plan


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2028", "2028-01-01", "2028-12-31"),
        ("2028-2029", "2028-01-01", "2029-12-31"),
        ("2028–2029", "2028-01-01", "2029-12-31"),
        ("2028-07-01--2029-06-30", "2028-07-01", "2029-06-30"),
    ],
)
def test_a_period_is_years_or_days(text: str, first: str, last: str) -> None:
    assert read_period(text) == Period(D(first), D(last))


@pytest.mark.parametrize("text", ["28", "2029-2028", "nästa", "2028-02-30--2028-12-31", "0000", ""])
def test_what_is_no_period_is_refused(folder: Any, oj: Callable[..., Any], text: str) -> None:
    got = oj("plan", "next", "socpsyk-2027", "--period", text)
    assert got.code == 2, got.err
    assert [p.name for p in folder.plan.parent.iterdir()] == [folder.plan.name]


def test_the_example_becomes_next_years_plan(folder: Any, oj: Callable[..., Any]) -> None:
    log = ("plan", "followup", "socpsyk-2027", "--idag", "2027-12-20")
    assert oj(*log, "--mal", "M1", "--part", "kommun", "--varde", "66", "--n", "35").code == 0
    assert oj(*log, "--mal", "M2", "--varde", "92", "--n", "31", "--beslut", "avsluta").code == 0
    old = folder.plan.read_bytes()
    asked = ("plan", "next", "socpsyk-2027", "--period", "2028", "--idag", "2028-01-10")
    got = oj(*asked, "--format", "json")
    assert got.code == 0, got.err
    assert folder.plan.read_bytes() == old
    from oj_cli.plan.files import read_plan

    file = read_plan(folder.plan.with_name("socpsyk-2028.yaml"))
    plan, (first, second) = file.plan, file.plan.goals
    head = plan.head
    assert (head.id, head.title) == ("socpsyk-2028", "Handlingsplan socialpsykiatri 2028")
    assert (head.previous, head.status, head.days) == ("socpsyk-2027", "utkast", NEXT)
    assert (head.registration, head.resolution) == (None, None)
    measure = first.measure
    assert measure
    assert measure.baseline
    assert (measure.baseline.value, measure.baseline.n) == (66, 35)
    assert measure.baseline.date == D("2027-12-20")
    assert (measure.target, measure.by, measure.milestones) == (80, D("2028-12-31"), ())
    assert [a.id for a in first.activities] == ["A1", "A2", "A3"]
    assert first.activities[0].due == D("2028-03-31")  # it was in March 2027, which is told
    assert first.activities[2].what == "Låt brukarrådet granska hur SIP-möten går till"
    assert first.activities[2].due == D("2028-05-31")
    assert first.follow_up
    assert first.follow_up.dates == (D("2028-06-30"), D("2028-12-31"))
    assert first.follow_up.reporting
    assert first.follow_up.reporting.dates == (D("2028-08-25"), D("2029-02-10"))
    assert (first.outcomes, first.next_period) == ((), ())
    assert second.activities == ()  # one finished, one given up: both stay in the old plan
    assert second.measure
    assert second.measure.target is None  # it was reached: a new one must be set
    assert len(file.unknown) == 1
    todo = {m["id"]: " ".join(m["att_gora"]) for m in got.json["mal"]}
    assert "Utgångsläget gäller inte Region Dalarna" in todo["M1"]
    assert "Beslutet var att avsluta" in todo["M2"]
    assert "Målet är nått" in todo["M2"]


def test_nothing_is_written_over(folder: Any, oj: Callable[..., Any]) -> None:
    asked = ("plan", "next", "socpsyk-2027", "--period", "2028")
    assert oj(*asked).code == 0
    new = folder.plan.with_name("socpsyk-2028.yaml")
    before = new.read_bytes()
    got = oj(*asked)
    assert (got.code, "finns redan och skrivs inte över" in got.err) == (2, True)
    assert oj(*asked, "--fil", str(folder.plan)).code == 2
    assert new.read_bytes() == before
    assert oj(*asked, "--fil", "planer/annan.yaml").code == 0
    assert oj("plan", "next", "socpsyk-2027", "--period", "2027").code == 2
    assert oj(*asked, "--fil", "finns/inte/x.yaml").code == 3


def test_the_new_plan_names_the_schema_of_its_workspace(
    folder: Any, oj: Callable[..., Any]
) -> None:
    (folder.path / "scheman").mkdir()
    (folder.path / "scheman" / "plan.schema.json").write_text("{}", encoding="utf-8")
    assert oj("plan", "next", "socpsyk-2027", "--period", "2028").code == 0
    first = folder.plan.with_name("socpsyk-2028.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../scheman/plan.schema.json"


def test_parties_with_a_value_each_are_not_made_into_one() -> None:
    from oj_cli.plan.files import read_plan

    file = read_plan(Path(__file__).with_name("socpsyk-2027.yaml"))
    data = file.document.data
    data["mal"][0]["utfall"] = [
        {"datum": "2027-06-30", "part": "kommun", "varde": 55, "n": 31},
        {"datum": "2027-12-30", "part": "region", "varde": 70.5, "n": 12},
    ]
    result, plan = made(plan_file(data))
    assert plan.goals[0].measure
    assert plan.goals[0].measure.baseline is None
    said = result.data["mal"][0]["matt"]["utgangslage"].replace("\u00a0", " ")
    assert said == (
        "ATT GÖRA: välj ett utgångsläge av Orsa kommun 55 % (n = 31) 2027-06-30 och "
        "Region Dalarna 70,5 % (n = 12) 2027-12-30"
    )


@pytest.mark.parametrize(
    ("id", "title", "new_id", "new_title"),
    [
        ("plan-2027", "Plan 2027", "plan-2028", "Plan 2028"),
        ("plan", "Plan", "plan-2028", "Plan"),
        ("p-2019-2027", "Avtal 2019, plan 2027", "p-2028", "Avtal 2019, plan 2028"),
        ("2027", "2026–2027", "2028", "2026–2027"),
        ("plan-2027", "Plan 2027 och 2028", "plan-2028", "Plan 2028"),
        ("plan-2027", "Plan 2027/28", "plan-2028", "Plan 2028"),
    ],
)
def test_the_years_in_names(id: str, title: str, new_id: str, new_title: str) -> None:
    period = {"fran": "2027-01-01", "till": "2027-12-31"}
    if id.startswith("p-2019"):
        period["fran"] = "2019-01-01"
    data = {"schema": "oj-plan/1", "plan": {"id": id, "titel": title, "giltighet": period}}
    _, plan = made(plan_file(data))
    assert (plan.head.id, plan.head.title) == (new_id, new_title)


WHOLE = Path(__file__).parents[2] / "examples/vasteras-karta/planer/kompetens-2027.yaml"


@pytest.mark.parametrize(
    ("period", "follow_ups", "report"),
    [
        ("2029", ["2029-12-15"], "2030-02-20"),
        ("2029-2030", ["2029-12-15", "2030-12-15"], "2030-02-20"),
        ("2029-2031", ["2029-12-15", "2030-12-15", "2031-12-15"], "2030-02-20"),
        ("2029-07-01--2030-06-30", ["2030-06-15"], "2030-08-20"),
    ],
)
def test_the_new_plan_passes_its_own_check(
    tmp_path: Path, period: str, follow_ups: list[str], report: str
) -> None:
    path = tmp_path / "kompetens-2027.yaml"
    path.write_bytes(WHOLE.read_bytes())
    oj = api.open(today="2029-01-05")
    made = oj.write_next(str(path), period)
    assert [f.rule for f in oj.check_plan([str(made.path)]).findings if f.level == "FEL"] == []
    goal = oj.plan(str(made.path)).plan.goals[0]
    end = read_period(period).last
    assert goal.text
    assert f"(AKK) senast {end}. I dag är det 20 procent." in goal.text
    assert goal.follow_up
    assert goal.follow_up.dates == tuple(map(D, follow_ups))
    assert goal.follow_up.reporting
    assert D(report) in goal.follow_up.reporting.dates


# --- whatever a plan holds ----------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(PLANS.map(numbered), st.sampled_from(["2028", "2028-2030", "2028-07-01--2029-06-30"]))
def test_no_goal_is_lost_whatever_the_plan_holds(data: Any, period: str) -> None:
    file = plan_file(data)
    before = dump(file.document.data)
    result, plan = made(file, read_period(period))
    assert dump(file.document.data) == before
    assert [g.id for g in plan.goals] == [g.id for g in file.plan.goals]
    assert [g.goal for g in result.goals] == [g.id for g in file.plan.goals]
    assert plan.head.previous == file.plan.head.id
    for old, new, raw in zip(file.plan.goals, plan.goals, result.data["mal"], strict=True):
        assert new.text == old.text
        assert new.outcomes == ()
        unfinished = [a.id for a in old.activities if a.status in ("planerad", "pagar")]
        assert [a.id for a in new.activities][: len(unfinished)] == unfinished
        assert len(new.activities) == len(unfinished) + len(old.next_period)
        assert len({a.id for a in new.activities}) == len(new.activities)
        assert ("eget" in raw) == ("eget" in data["mal"][int(old.id[1:])])
        valued = [
            o for o in old.outcomes if o.value is not None and (not o.date or o.date <= LATER)
        ]
        all_share = len(file.plan.head.parties) > 1 and not old.parties
        sharing = {"k", "r"} if all_share else set(old.parties)
        if old.measure and len(sharing) < 2 and valued:
            newest = sorted(valued, key=lambda o: o.date or date.min)[-1]
            assert new.measure
            assert new.measure.baseline
            assert new.measure.baseline.value == newest.value


def test_show_says_what_there_is(folder: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "show", "socpsyk-2027", "--idag", "2027-07-10", "--format", "md")
    assert got.code == 0, got.err
    for said in (
        "2 mål: 1 på väg, 1 inte mätt. 1 av 4 aktiviteter är klara.",
        "Parter: Orsa kommun och Region Dalarna.",
        "Läge: på väg, 71 % (n = 58) 2027-04-05.",
        "A2, inte genomförd: Prioriterades bort under semesterperioden.",
        "Följs upp varje kvartal av Controller.",
        "finns inte här. Nycklarna är schema, plan och mal.",
    ):
        assert said in got.out.replace("\u00a0", " ")
    asked = ("plan", "show", "socpsyk-2027", "--idag", "2027-07-10", "--format", "json")
    data = oj(*asked).json
    assert data["schema"] == "oj-plan-show/1"
    assert data["plan"]["mal"][0]["matt"]["malvarde"] == 80
    assert data["lage"] == {"M1": "inte_matt", "M2": "pa_vag"}


def test_an_empty_draft_can_be_shown_and_followed(folder: Any, oj: Callable[..., Any]) -> None:
    folder.plan.write_text("schema: oj-plan/1\nplan: {id: tom}\nmal:\n  - {id: M1}\n", "utf-8")
    for asked in (("show", "tom"), ("due", "tom"), ("outcome", "tom")):
        got = oj("plan", *asked)
        assert got.code == 0, got.err
        assert "None" not in got.out
    got = oj("plan", "followup", "tom", "--varde", "5", "--bedomning", "pa_vag")
    assert got.code == 0, got.err
    assert folder.read().goals[0].outcomes[0].value == 5


def test_what_was_not_carried_out_is_asked_about_and_not_taken_for_done(
    folder: Any, oj: Callable[..., Any]
) -> None:
    got = oj("plan", "next", "socpsyk-2027", "--period", "2028", "--idag", "2028-01-10")
    said = " ".join(got.out.split())
    assert "A2 blev inte genomförd: Prioriterades bort under semesterperioden. Behövs" in said
    assert "Nytt utgångsläge: 71 % (n = 58) 2027-04-05." in said.replace("\u00a0", " ")


def test_without_a_period_the_next_year_is_named(folder: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "next", "socpsyk-2027")
    assert (got.code, "oj plan next socpsyk-2027 --period 2028" in got.err) == (2, True)
