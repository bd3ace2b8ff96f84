"""`oj plan export` and `oj plan matrix`."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from oj_cli.domain.plan import FollowUp, Goal, Outcome, Party, Plan
from oj_cli.plan.due import report_matrix

D = date.fromisoformat


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_csv_has_a_row_for_each_activity(folder: Any, oj: Callable[..., Any]) -> None:
    found = rows(oj("plan", "export", "socpsyk-2027", "--format", "csv").out)
    assert list(found[0])[:6] == [
        "mal", "aktivitet", "uppfoljning", "ansvarig", "aktivitet_nasta_period", "kommentar",
    ]  # fmt: skip
    assert [(r["mal_id"], r["aktivitet_id"]) for r in found] == [
        ("M1", "A1"), ("M1", "A2"), ("M2", "A1"), ("M2", "A2"),
    ]  # fmt: skip
    assert found[0]["uppfoljning"] == "Följs upp 2027-06-30 och 2027-12-31."
    assert found[0]["aktivitet_nasta_period"].startswith("Låt brukarrådet granska")
    assert found[2]["uppfoljning"].replace("\u00a0", " ") == (
        "2027-04-05 Orsa kommun: 71 % (n = 58), på väg. Lärde: Telefontiden hjälper. "
        "Beslut: fortsätt."
    )
    assert found[1]["ansvarig"] == (
        "Enhetschef boendestöd (Orsa kommun) och Enhetschef öppenvård (Region Dalarna)"
    )


def test_formulas_are_harmless_and_a_goal_without_activities_is_a_row(
    folder: Any, oj: Callable[..., Any]
) -> None:
    folder.plan.write_text(
        "schema: oj-plan/1\nplan: {id: p}\nmal:\n"
        "  - {id: M1, mal: '=1+1', kommentar: '@SUM(A1)'}\n",
        encoding="utf-8",
    )
    found = rows(oj("plan", "export", "p", "--format", "csv", "--csv-dialect", "svensk").out, ";")
    assert [r["\ufeffmal" if "\ufeffmal" in r else "mal"] for r in found] == ["'=1+1"]
    assert found[0]["kommentar"] == "'@SUM(A1)"


@pytest.mark.parametrize("format", ["table", "md"])
def test_text_has_the_six_headings(folder: Any, oj: Callable[..., Any], format: str) -> None:
    out = oj("plan", "export", "socpsyk-2027", "--format", format).out
    for heading in ("Mål", "Aktivitet", "Uppföljning", "Ansvarig", "Kommentar"):
        assert heading in out
    assert "Aktivitet nästa period" in " ".join(out.split())


def test_json_says_the_same_as_csv(folder: Any, oj: Callable[..., Any]) -> None:
    data = oj("plan", "export", "socpsyk-2027", "--format", "json").json
    assert data["schema"] == "oj-plan-export/1"
    table = rows(oj("plan", "export", "socpsyk-2027", "--format", "csv").out)
    assert [{k: "" if v is None else str(v) for k, v in r.items()} for r in data["rader"]] == [
        {k: v for k, v in r.items() if k in data["rader"][n]} for n, r in enumerate(table)
    ]


# --- the matrix ---------------------------------------------------------------------------


def states(plan: Plan, today: str) -> dict[tuple[str | None, str], str]:
    return {(c.party, c.goal): c.state for c in report_matrix(plan, D(today))}


def test_every_party_and_goal_has_a_state(plan: Plan) -> None:
    assert states(plan, "2027-05-01") == {
        ("kommun", "M1"): "inte_an",
        ("kommun", "M2"): "rapporterat",
        ("region", "M1"): "inte_an",
        ("region", "M2"): "delas_inte",
    }
    assert states(plan, "2027-07-20") == {
        ("kommun", "M1"): "saknas",
        ("kommun", "M2"): "gammalt",
        ("region", "M1"): "saknas",
        ("region", "M2"): "delas_inte",
    }


def test_fifteen_kommuner_of_which_seven_have_reported(plan: Plan) -> None:
    parties = tuple(Party(f"k{n}", f"Kommun {n}", "kommun") for n in range(1, 16))
    outcomes = tuple(Outcome(D("2027-06-15"), f"k{n}", 50.0, 20) for n in range(1, 8))
    goal = replace(plan.goals[0], outcomes=outcomes)
    county = replace(plan, head=replace(plan.head, parties=parties), goals=(goal,))
    found = list(states(county, "2027-07-20").values())
    assert (found.count("rapporterat"), found.count("saknas")) == (7, 8)


def test_a_plan_without_parties_has_one_row(plan: Plan) -> None:
    alone = replace(plan, head=replace(plan.head, parties=()), goals=(Goal("M1"),))
    last = plan.head.days[1]  # no day is said: the plan's last
    assert last is not None
    assert states(alone, last.isoformat()) == {(None, "M1"): "inte_an"}
    assert states(alone, (last + timedelta(1)).isoformat()) == {(None, "M1"): "saknas"}


def test_a_day_after_the_plan_has_ended_is_still_to_come(plan: Plan) -> None:
    goal = replace(plan.goals[0], follow_up=FollowUp((D("2028-02-15"),)))
    late = replace(plan, goals=(goal,))
    assert set(states(late, "2028-02-15").values()) == {"inte_an"}
    assert set(states(late, "2028-02-16").values()) == {"saknas"}


def test_many_goals_have_short_cells_that_are_explained(
    folder: Any, oj: Callable[..., Any]
) -> None:
    more = "".join(f"  - {{id: M{n}, parter: [region]}}\n" for n in range(3, 11))
    folder.replace("egen_anteckning:", more + "egen_anteckning:")
    out = oj("plan", "matrix", "socpsyk-2027", "--idag", "2027-07-20").out
    assert "ja: har rapporterat. nej: har inte rapporterat." in " ".join(out.split())
    row = next(line for line in out.splitlines() if line.startswith("Orsa kommun"))
    assert row.split()[2:4] == ["nej", "äldre"]


def test_the_command_names_those_who_are_silent(folder: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "matrix", "socpsyk-2027", "--idag", "2027-07-20")
    assert got.code == 0, got.err
    said = "0 av 3 rapporter är inne och 3 saknas eller är för gamla. Ett värde finns i 1 av 3."
    assert said in " ".join(got.out.split())
    assert "Har inte rapporterat något: Region Dalarna." in got.out
    data = oj("plan", "matrix", "socpsyk-2027", "--idag", "2027-07-20", "--format", "json").json
    assert data["schema"] == "oj-plan-matrix/1"
    assert data["rapporter"][0]["saknas_sedan"] == "2027-06-30"


def test_the_csv_of_the_matrix_has_a_row_for_each_party_and_goal(
    folder: Any, oj: Callable[..., Any]
) -> None:
    out = oj("plan", "matrix", "socpsyk-2027", "--idag", "2027-07-20", "--format", "csv").out
    assert out.splitlines()[0].lstrip("\ufeff") == (
        "part,namn,mal,rapport,datum,varde,n,bedomning,saknas_sedan"
    )
    data = oj("plan", "matrix", "socpsyk-2027", "--idag", "2027-07-20", "--format", "json").json
    said = [(r["part"], r["mal"], r["rapport"]) for r in rows(out)]
    assert said == [(r["part"], r["mal"], r["rapport"]) for r in data["rapporter"]]


def test_late_in_the_matrix_is_late_in_due(folder: Any, oj: Callable[..., Any]) -> None:
    """The same follow-up is never late in one answer and not in the other."""
    for day in ("2027-05-01", "2027-07-01", "2027-12-31", "2028-03-01"):
        flags = ("--idag", day, "--format", "json")
        due = oj("plan", "due", "socpsyk-2027", *flags).json["att_gora"]
        late = {
            (name, d["mal"])
            for d in due
            if d["typ"] == "uppfoljning" and d["status"] == "sen"
            for name in d["saknas_fran"]
        }
        cells = oj("plan", "matrix", "socpsyk-2027", *flags).json["rapporter"]
        lacking = {(c["namn"], c["mal"]) for c in cells if c["rapport"] in ("saknas", "gammalt")}
        assert late == lacking, day


def test_a_plan_without_parties_names_nobody_and_a_sheet_that_can_be_made(
    folder: Any, oj: Callable[..., Any]
) -> None:
    alone = "schema: oj-plan/1\nplan: {id: egen}\nmal: [{id: M1, uppfoljning: {nar: [2027-06-30]}}]"
    (folder.plan.parent / "egen.yaml").write_text(alone, encoding="utf-8")
    out = oj("plan", "matrix", "egen", "--idag", "2027-07-20").out
    assert "Hela planen" in out
    assert "emensamt" not in out
    assert "Har inte rapporterat" not in out
    assert oj("plan", "sheet", "egen", "--mapp", "ut").code == 2  # nobody is named in it
    one = alone.replace("egen}", "egen, parter: [{id: k, namn: Orsa kommun}]}")
    (folder.plan.parent / "egen.yaml").write_text(one, encoding="utf-8")
    out = oj("plan", "matrix", "egen", "--idag", "2027-07-20").out
    assert "Har inte rapporterat något: Orsa kommun." in out
    assert oj("plan", "sheet", "egen", "--mapp", "ut").code == 0
