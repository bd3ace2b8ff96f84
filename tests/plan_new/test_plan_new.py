"""`oj plan new`: prefilled, complete or marked, never over another plan, and quick to start."""

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oj_cli.documents.reader import parse_yaml, read_yaml
from oj_cli.documents.schema import json_schema
from oj_cli.domain.plan import Plan
from oj_cli.plan.check.running import check_plan, open_checked
from oj_cli.plan.draft import draft
from oj_cli.plan.files import read_plan

Run = Callable[..., Any]
GUIDE_TESTS = Path(__file__).parents[1] / "guide"
ANSWERS = GUIDE_TESTS / "leksand-plan.yaml"
WALK = GUIDE_TESTS / "leksand.yaml"
DAY = "2016-11-22"
TODAY = datetime.date(2016, 11, 22)

FLAGS = {
    "--mal": "Minst 8 av 10 brukare vet vem som håller ihop deras stöd senast 2017-12-31.",
    "--matt": "Andel ja på fråga 7",
    "--matt-kalla": "Boendestödets enkät",
    "--utgangslage": "41",
    "--malvarde": "80 %",
    "--senast": "31 december 2017",
    "--aktivitet": "Utse en samordnare för varje person",
    "--ansvarig": "Enhetschef boendestöd",
    "--klart": "2017-03-31",
    "--kostnad": "0",
    "--foljs-upp": "2017-06-30, 2017-12-31",
    "--giltig-fran": "2017-01-01",
    "--giltig-till": "2017-12-31",
    "--ansvarigt-organ": "Socialnämnden",
}


def flags(**without: str) -> list[str]:
    left = {k: v for k, v in FLAGS.items() if k not in without.values()}
    return [part for pair in left.items() for part in pair]


@pytest.fixture
def mapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Run) -> Path:
    monkeypatch.chdir(tmp_path)
    assert oj("init", ".", "--kommun", "Leksand").code == 0
    return tmp_path


def faults(path: Path) -> list[tuple[str, Any]]:
    found = check_plan(open_checked(path, TODAY))
    return [(f.rule, f.fields["fel"]) for f in found if f.level == "fel"]


def test_flags_and_answers_file_give_the_same_plan(mapp: Path, oj: Run) -> None:
    ran = oj("plan", "new", *flags(), "--id", "en", "--idag", DAY)
    assert ran.code == 0, ran.err
    (mapp / "svar.yaml").write_text(
        f"""\
giltighet_fran: 2017-01-01
giltighet_till: 2017-12-31
ansvarigt_organ: Socialnämnden
mal:
  - mal: {FLAGS["--mal"]}
    matt: {FLAGS["--matt"]}
    matt_kalla: {FLAGS["--matt-kalla"]}
    utgangslage: 41
    malvarde: 80
    senast: 2017-12-31
    foljs_upp: [2017-06-30, 2017-12-31]
    aktiviteter:
      - vad: {FLAGS["--aktivitet"]}
        ansvarig: Enhetschef boendestöd
        klart: 2017-03-31
        kostnad: 0
""",
        encoding="utf-8",
    )
    ran = oj("plan", "new", "--svarsfil", "svar.yaml", "--id", "tva", "--idag", DAY)
    assert ran.code == 0, ran.err
    one, two = ((mapp / f"planer/{id}.yaml").read_text() for id in ("en", "tva"))
    assert one.replace(": en", ": tva").replace("check en", "check tva") == two
    assert faults(mapp / "planer/en.yaml") == []
    assert "ATT GÖRA" not in one
    plan = read_plan(mapp / "planer/en.yaml").plan
    (goal,) = plan.goals
    assert goal.measure is not None
    assert goal.measure.baseline is not None
    assert (goal.measure.baseline.value, goal.measure.target) == (41, 80)
    assert goal.activities[0].cost is not None
    assert goal.activities[0].cost.change == 0
    assert goal.activities[0].owners[0].function == "Enhetschef boendestöd"
    assert not list((mapp / "planer").glob("*.svar*"))


def test_several_goals_with_several_activities_from_a_file(mapp: Path, oj: Run) -> None:
    text = ANSWERS.read_text(encoding="utf-8")
    goal = text[text.index("  - indikatorer:") :]
    (mapp / "svar.yaml").write_text(text + goal, encoding="utf-8")
    ran = oj("plan", "new", "--svarsfil", "svar.yaml", "--idag", DAY)
    assert ran.code == 0, ran.err
    (path,) = (mapp / "planer").glob("*.yaml")
    plan = read_plan(path).plan
    assert [g.id for g in plan.goals] == ["M1", "M2"]
    assert [[a.id for a in g.activities] for g in plan.goals] == [["A1", "A2"], ["A1", "A2"]]


def test_what_the_analysis_knows_is_filled_in(mapp: Path, oj: Run) -> None:
    choice = ("identify", "--omrade", "socialpsykiatri", "--valj", "case_management")
    assert oj(*choice, "--motiv", "Få av oss", "--idag", DAY).code == 0
    text = WALK.read_text(encoding="utf-8")
    (mapp / "svar.yaml").write_text(text[: text.index("giltighet_fran")], encoding="utf-8")
    assert oj("guide", "--svarsfil", "svar.yaml", "--idag", DAY).code == 0
    ran = oj("plan", "new", *flags(), "--idag", DAY)
    assert ran.code == 0, ran.err
    (path,) = (mapp / "planer").glob("*.yaml")
    assert path.stem == "leksand-socialpsykiatri-2017"
    plan = read_plan(path).plan
    head, (goal,) = plan.head, plan.goals
    assert (head.kommun, head.area) == ("Leksand", "socialpsykiatri")
    assert head.analysis == "leksand-socialpsykiatri-2016"
    assert head.comparison is not None
    assert (head.comparison.kind, head.comparison.name) == ("riket", None)
    ties = {t.indicator: t for t in goal.ties}
    tie = ties["socialpsykiatri/case_management"]
    # printed in the county report of 2016: 10 of 15 in Dalarna, 35 percent in riket
    assert (tie.year, tie.answer, tie.lan, tie.riket) == (2016, "NEJ", 66.7, 35.0)
    assert tie.group is None  # two others of the kommungrupp have answered: too few to count
    assert goal.causes[0] == "Ingen har i uppgift att hålla ihop stödet"
    assert [b.kind for b in goal.backing] == ["nyckeltal", "brukarundersokning"]


def test_no_plan_is_written_over(mapp: Path, oj: Run) -> None:
    assert oj("plan", "new", *flags(), "--id", "min-plan", "--idag", DAY).code == 0
    path = mapp / "planer/min-plan.yaml"
    path.write_text("# mitt\n", encoding="utf-8")
    ran = oj("plan", "new", *flags(), "--id", "min-plan", "--idag", DAY)
    assert ran.code == 2
    assert "Det finns redan en plan som heter min-plan. Den skrivs inte över." in ran.err
    assert path.read_text(encoding="utf-8") == "# mitt\n"
    for _ in range(2):  # without --id another name is found
        assert oj("plan", "new", *flags(), "--idag", DAY).code == 0
    names = sorted(p.stem for p in (mapp / "planer").glob("*.yaml"))
    assert names == ["leksand-2017", "leksand-2017-2", "min-plan"]


@pytest.mark.parametrize("id", ["../ut", "Å", "a b", "", "a/b", ".dold"])
def test_an_id_that_is_no_file_name_is_refused(mapp: Path, oj: Run, id: str) -> None:
    ran = oj("plan", "new", *flags(), f"--id={id}", "--idag", DAY)
    assert ran.code == 2
    assert "kan inte vara en plans id" in ran.err
    assert not list((mapp / "planer").iterdir())


SAID_IN_THE_GOAL = ("--malvarde", "--senast")


@pytest.mark.parametrize("flag", [f for f in FLAGS if f not in ("--kostnad", *SAID_IN_THE_GOAL)])
def test_what_a_plan_must_have_is_an_error_or_marked_never_left_out(
    mapp: Path, oj: Run, flag: str
) -> None:
    ran = oj("plan", "new", *flags(without=flag), "--idag", DAY)
    assert ran.code == 2
    assert f"Flagga {flag}, nyckel " in ran.err
    assert not list((mapp / "planer").glob("*.yaml"))
    ran = oj("plan", "new", *flags(without=flag), "--utkast", "--idag", DAY)
    assert ran.code == 0, ran.err
    (path,) = (mapp / "planer").glob("*.yaml")
    assert "ATT GÖRA:" in path.read_text(encoding="utf-8")
    assert len(faults(path)) == 1  # and the check tells of it


def test_what_the_goal_says_need_not_be_said_again(mapp: Path, oj: Run) -> None:
    said = [part for pair in FLAGS.items() if pair[0] not in SAID_IN_THE_GOAL for part in pair]
    assert oj("plan", "new", *said, "--id", "p", "--idag", DAY).code == 0
    measure = read_plan(mapp / "planer/p.yaml").plan.goals[0].measure
    assert measure is not None
    assert (measure.target, measure.unit, str(measure.by)) == (80, "procent", "2017-12-31")


def test_the_text_reads_in_order_with_comments_and_fits_the_schema(mapp: Path, oj: Run) -> None:
    assert oj("plan", "new", "--svarsfil", str(ANSWERS), "--id", "p", "--idag", DAY).code == 0
    text = (mapp / "planer/p.yaml").read_text(encoding="utf-8")
    order = ("mal:", "koppling:", "orsaker:", "matt:", "aktiviteter:", "uppfoljning:", "utfall:")
    places = [text.index(f"    {key}") for key in order]
    assert places == sorted(places)
    assert text.count("#") >= 8
    assert all(len(line) <= 100 for line in text.splitlines())
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(read_yaml(mapp / "planer/p.yaml").data, json_schema(Plan, "p", ""))
    assert text.startswith("# yaml-language-server: $schema=../scheman/plan.schema.json\n")


def test_nothing_heavy_on_the_way(mapp: Path) -> None:
    program = (
        "import sys; from oj_cli.app import run; code = run(sys.argv[1:]); "
        "print('CODE', code, 'HEAVY', sorted({'pandas', 'numpy', 'prompt_toolkit',"
        " 'jinja2', 'docx'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "plan", "new", *flags(), "--id", "snabb", "--idag", DAY],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
        timeout=60,
        cwd=mapp,
    )
    assert "CODE 0 HEAVY []" in ran.stdout
    ran = subprocess.run(
        [sys.executable, "-c", program, "guide", "--guide", "mal-och-uppfoljning", "--krav", "ett"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
        timeout=60,
        cwd=mapp,
    )
    assert "CODE 0 HEAVY []" in ran.stdout


KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "mal": st.sampled_from(["Färre ska vänta", "Fler: 8 av 10 #1"]),
        "varfor": st.just("därför"),
        "matt": st.fixed_dictionaries(
            {},
            optional={
                "beskrivning": st.just("andel"),
                "kalla": st.just("enkät"),
                "riktning": st.sampled_from(["oka", "behall"]),
                "utgangslage": st.just({"varde": 4}),
                "malvarde": st.just(8),
                "senast": st.just("2017-12-31"),
            },
        ),
        "aktiviteter": st.lists(
            st.fixed_dictionaries(
                {"id": st.just("A1")},
                optional={
                    "vad": st.just("något"),
                    "ansvarig": st.just([{"funktion": "chef"}]),
                    "klart": st.just("2017-05-01"),
                },
            ),
            max_size=1,
        ),
        "uppfoljning": st.fixed_dictionaries(
            {},
            optional={
                "nar": st.just(["2017-06-30"]),
                "aterkommer": st.just({"varje": "tertial"}),
                "hur": st.just("enkät"),
            },
        ),
    },
)
HEADS = st.fixed_dictionaries(
    {"id": st.just("p")},
    optional={
        "titel": st.just("Plan: en"),
        "giltighet": st.just({"fran": "2017-01-01", "till": "2017-12-31"}),
        "ansvarigt_organ": st.just("Nämnden"),
    },
)


@given(HEADS, st.lists(KNOWN, max_size=2))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_draft_is_a_plan_and_each_thing_it_lacks_is_marked_where_it_is_asked_for(
    tmp_path_factory: pytest.TempPathFactory, head: dict[str, Any], goals: list[dict[str, Any]]
) -> None:
    numbered = [{"id": f"M{n}", **goal} for n, goal in enumerate(goals, 1)]
    text = draft({"plan": head, "mal": numbered})
    path = tmp_path_factory.mktemp("plan") / "p.yaml"
    path.write_text(text, encoding="utf-8")
    read_plan(path)  # is whole enough for every command
    lines = text.splitlines()
    found = check_plan(open_checked(path, TODAY))
    for fault in (f for f in found if f.level == "fel"):
        assert fault.line is not None
        below = lines[fault.line - 1 :]
        indent = len(below[0]) - len(below[0].lstrip())
        inside = [below[0]]
        for line in below[1:]:
            if line.strip() and len(line) - len(line.lstrip()) <= indent and "-" in line[:indent]:
                break
            inside.append(line)
        assert any("ATT GÖRA:" in line for line in inside), (fault.rule, fault.message)
    if not any("ATT GÖRA:" in line for line in lines):
        assert not [f for f in found if f.level == "fel"]
    again = parse_yaml(text.encode(), path).data
    assert draft({"plan": again["plan"], "mal": again["mal"]}).splitlines()[-5:] == lines[-5:]


def test_of_several_analyses_the_settings_say_which(mapp: Path, oj: Run) -> None:
    oj("identify", "--omrade", "socialpsykiatri", "--valj", "arbete", "--motiv", "x")
    oj("identify", "--omrade", "lss-enheter", "--valj", "kompetens", "--motiv", "x")
    asked = ("plan", "new", "--utkast", "--no-input", *flags(), "--id")
    ran = oj(*asked, "vilken")
    assert ran.code == 2
    assert "Ange vilken: oj plan new --analys leksand-lss-enheter-2022" in ran.err
    assert oj(*asked, "lss", "--analys", "leksand-lss-enheter-2022").code == 0
    (mapp / "oj.yaml").write_text("kommun: Leksand\nomrade: socialpsykiatri\n", encoding="utf-8")
    assert oj(*asked, "sagd").code == 0
    found = {id: read_plan(mapp / f"planer/{id}.yaml").plan.head.analysis for id in ("lss", "sagd")}
    assert found == {"lss": "leksand-lss-enheter-2022", "sagd": "leksand-socialpsykiatri-2016"}


def test_a_baseline_carries_what_it_stands_on_and_a_target_inside_chance_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Run
) -> None:
    """Västerås had 75 percent of 36 answers in 2022: as printed by SKR, Kolada U28532 and its n."""
    monkeypatch.chdir(tmp_path)
    assert oj("init", ".", "--kommun", "Västerås").code == 0
    (tmp_path / "svar.yaml").write_text(
        """\
giltighet_fran: 2023-01-01
giltighet_till: 2023-12-31
ansvarigt_organ: Socialnämnden
mal:
  - indikatorer: [lss-brukare/dv_bestammer]
    mal: Andelen som får bestämma ökar från 75 till 80 procent senast 2023-12-31
    matt: andel ja
    matt_kalla: SKR:s brukarundersökning
    utgangslage: 75
    malvarde: 80
    senast: 2023-12-31
    foljs_upp: [2023-12-15]
    aktiviteter: [{vad: Inför månadsmöten, ansvarig: Enhetschef, klart: 2023-05-31}]
""",
        encoding="utf-8",
    )
    ran = oj("plan", "new", "--svarsfil", "svar.yaml", "--idag", "2022-12-01")
    assert ran.code == 0, ran.err
    (path,) = (tmp_path / "planer").glob("*.yaml")
    (goal,) = read_plan(path).plan.goals
    assert goal.measure is not None
    baseline = goal.measure.baseline
    assert baseline is not None
    assert (baseline.value, baseline.n, baseline.n_source) == (75, 36, "publicerad")
    assert baseline.moved is not None
    assert baseline.moved > 0
    moved = f"vanligen {round(baseline.moved)} procentenheter mellan två år av sig självt"
    said = " ".join(ran.err.replace("\u00a0", " ").split())
    assert "Utgångsläget, 75 %, bygger på 36 svar; antalet är publicerat." in said
    assert moved in said
    assert "är inom det som slumpen kan göra med 36 svar" in said
    shown = oj("plan", "show", path.stem, "--idag", "2022-12-01").out
    assert moved in " ".join(shown.split())
