"""The questions of a plan: what is known stands there, what few need is asked of who wants it."""

import copy
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.api.guide_begin import new_plan
from oj_cli.api.plan_grounds import measure_of
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.analysis import SCHEMA, Analysis, Chosen, Conclusion, Frozen
from oj_cli.domain.errors import FileFault
from oj_cli.domain.guide import Guide, below
from oj_cli.domain.guide_walk import How
from oj_cli.guide.answers import read_tree
from oj_cli.guide.content import Library
from oj_cli.guide.known import known
from oj_cli.guide.stops import walk
from oj_cli.guide.targets import plan_data
from oj_cli.plan.check.running import check_plan, checked_document
from oj_cli.plan.files import read_plan
from oj_cli.plan.new import _document
from oj_cli.store import open_store
from oj_cli.workspace import guides_folder

from .conftest import ANSWERS, DAY
from .small import guide as small
from .terminal import KEEP, SKIP, go, names, walk_in

TODAY = datetime.date.fromisoformat(DAY)
GATED = """\
guide: egen
namn: Egen
steg:
  - id: ett
    namn: Ett
    fragor:
      - {id: mer, fraga: "Mer?", typ: ja_nej, till: plan, oppnar: [titel, namndmal]}
      - {id: titel, fraga: "Titel?", typ: text, till: plan, falt: plan.titel}
      - {id: namndmal, fraga: "Mål?", typ: text, flera: true, till: plan, falt: plan.namndmal}
"""


def shipped(name: str) -> Guide:
    return Library(guides_folder()).find(name)


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["mer"]),
        ({"mer": None}, ["mer"]),
        ({"mer": "Nej"}, ["mer"]),
        ({"mer": "Ja"}, ["mer", "titel", "namndmal"]),
        ({"titel": "Planen"}, ["mer", "titel"]),  # by a flag or a file: it counts
        ({"mer": "Nej", "titel": "Planen"}, ["mer", "titel"]),
        ({"mer": "Nej", "titel": None}, ["mer"]),
    ],
)
def test_what_few_need_is_asked_if_one_wants_it_or_has_answered(
    answers: dict[str, Any], asked: list[str]
) -> None:
    stops, seen = walk(small(GATED), answers)
    assert [s.question.id for s in stops] == asked
    assert seen.get("titel") == answers.get("titel")


@pytest.mark.slow
def test_nothing_is_asked_only_of_those_who_want_it_that_the_check_warns_of() -> None:
    for name in ("plan", "fyra-steg"):
        for around, question in below(shipped(name).questions):
            level = around[-1].questions if around else shipped(name).questions
            if question.when is None and any(question.id in q.opens for q in level):
                assert not question.bounds.required
                assert not question.warned


def plan_answers() -> dict[str, Any]:
    """Return answers to every question of a plan, in one goal with one activity."""
    full: dict[str, Any] = read_yaml(ANSWERS.with_name("leksand-plan.yaml")).data
    full |= {"titel": "Handlingsplan 2017", "namndmal": ["Mål 1"], "ingar_i": "dalarna-2017"}
    (goal,) = full["mal"]
    goal |= {
        "typ": "brukarmal",
        "varfor": "Vi svarar nej på 3 av 4.",
        "enhet": "procent",
        "riktning": "oka",
        "brukarmedverkan": "Brukarrådet läser målen",
        "balansmatt": "Väntetiden får inte öka",
        "om_inget_gors": "Samma som nu",
        "aterkommer": "kvartal",
    }
    (first, _) = goal["aktiviteter"]
    goal["aktiviteter"] = [{**first, "medverkar": ["Kommunikatör"], "kunskapsstod": "Riktlinjen"}]
    return full


def warnings(answers: dict[str, Any]) -> set[str]:
    guide = shipped("plan")
    read, faults = read_tree(guide, answers, names())
    assert all(fault.is_unknown for fault in faults)
    data = plan_data(guide, walk(guide, read)[1], TODAY)
    data["plan"]["id"] = "plan"
    found = check_plan(checked_document(_document(data), Path("plan.yaml"), TODAY))
    return {f.rule for f in found if f.level == "varn"}


def test_a_question_says_when_the_check_will_warn_without_an_answer() -> None:
    full = plan_answers()
    assert warnings(full) == set()
    tried = 0
    for around, question in below(shipped("plan").questions):
        place: Any = full
        less = copy.deepcopy(full)
        place = less
        for group in around:
            place = place[group.id][0]
        if question.bounds.required or question.kind == "grupp" or question.id not in place:
            continue
        del place[question.id]
        assert bool(warnings(less)) == question.warned, question.id
        tried += 1
    assert tried > 20


TWO = Analysis(
    SCHEMA,
    "socialpsykiatri",
    2016,
    "Leksand",
    chosen=(
        Chosen("arbete", "Nämnden har lovat det", None, (Frozen("ips_supported_employment"),)),
        Chosen("vard", "Lagen", None, (Frozen("sip_rutin"), Frozen("case_management"))),
    ),
    conclusions=(
        Conclusion("S1", "Ingen frågar", causes=("Ingen har det i uppgift",)),
        Conclusion("S2", "Köer", causes=("Få tider",)),
    ),
)


def test_each_goal_begins_with_what_is_known_of_its_area() -> None:
    guide = shipped("fyra-steg")
    found = known(guide, TWO, {}, TODAY)
    first, second = found["mal"]
    assert first == {
        "indikatorer": ["ips_supported_employment"],
        "varfor": "Nämnden har lovat det",
        "orsaker": ["Ingen har det i uppgift", "Få tider"],
    }
    assert second == {"indikatorer": ["sip_rutin", "case_management"], "varfor": "Lagen"}
    assert (found["giltighet_fran"], found["giltighet_till"]) == ("2017-01-01", "2017-12-31")
    later = known(guide, TWO, {"giltighet_fran": "2018-03-01"}, TODAY)
    assert later["giltighet_till"] == "2018-12-31"
    assert known(shipped("egenkontroll"), TWO, {}, TODAY) == {}


def test_the_first_goal_is_little_to_type_when_the_analysis_knows_the_rest(
    mapp: Path, oj: Callable[..., Any]
) -> None:
    flags = ("--valj", "vard", "--motiv", "Tio av femton har det", "--slutsats", "Ingen vet")
    assert oj("guide", *flags, "--slutsats-orsaker", "Ingen frågar", "--idag", DAY).code == 0
    text = (mapp / "analys/leksand-socialpsykiatri-2016.yaml").read_text(encoding="utf-8")
    (mapp / "analys/leksand-socialpsykiatri-2016.yaml").write_text(
        text.replace("fortsatt_vid: stammer", "fortsatt_vid: giltighet_fran"), encoding="utf-8"
    )
    walk = walk_in(mapp, DAY)
    engine = walk.begin()
    for asked, answer in (
        ("Vilken dag börjar planen", KEEP),
        ("Vilken dag slutar planen", KEEP),
        ("Vem ansvarar politiskt", "Socialnämnden"),
        ("Vilken funktion håller ihop", "Kvalitetsutvecklare"),
        ("Vill ni skriva mer om planen?", KEEP),
        ("Vilka indikatorer", KEEP),
        ("Hur lyder målet?", "Minst 8 av 10 brukare vet vem som håller ihop stödet 2017"),
        ("slags mål", KEEP),
        ("Vilka gäller målet?", "Vuxna med stöd från båda"),
        ("Varför behövs målet?", KEEP),
        ("Vad beror det på?", KEEP),
        ("Vad vinner brukaren", SKIP),
        ("Vad mäter ni", "Andel som svarar ja på fråga 7"),
        ("Varifrån kommer värdet?", "Enkäten"),
        ("I vilken enhet", KEEP),
        ("Åt vilket håll", KEEP),
        ("Vilket värde har ni i dag?", "41"),
        ("På hur många", "37"),
        ("Vilken dag mätte ni det?", "2016-10-15"),
        ("Vilket värde ska ni nå?", "80"),
        ("När ska målet vara nått?", KEEP),
        ("Vill ni skriva mer om målet?", KEEP),
        ("Vad ska ni göra", "Utse en samordnare för varje person"),
        ("Vilken funktion ansvarar", "Enhetschef boendestöd"),
        ("Vilken dag börjar ni?", "2017-01-15"),
        ("Vilken dag ska det vara gjort?", "2017-03-31"),
        ("Hur många kronor", "0"),
        ("Vill ni skriva mer om aktiviteten?", KEEP),
        ("Behövs en aktivitet till", KEEP),
        ("Vilka dagar följer ni upp", "2017-06-30, 2017-12-31"),
        ("Hur följer ni upp målet?", "Samma enkät"),
        ("Vilken funktion följer upp", KEEP),
        ("Vem får redovisningen?", KEEP),
        ("Vilka dagar redovisar ni?", "2018-02-10"),
        ("Hur får brukare och personal", "Brukarrådet"),
        ("Ska ni sätta ett mål till?", KEEP),
    ):
        now = engine.next()
        assert now is not None
        question = now.spot.question
        text = question.again if now.spot.is_again else question.short or question.text
        assert asked in str(text)
        go(engine, False if answer is KEEP and now.offered is None else answer)
    assert engine.next() is None
    walk.finish()
    (path,) = (mapp / "planer").glob("*.yaml")
    plan = read_plan(path).plan
    (goal,) = plan.goals
    assert [t.indicator for t in goal.ties] == ["socialpsykiatri/case_management"]
    assert (goal.why, goal.causes) == ("Tio av femton har det", ("Ingen frågar",))
    assert str(goal.measure.by) == "2017-12-31"
    assert goal.follow_up.who == "Kvalitetsutvecklare"
    assert goal.follow_up.reporting.to == "Socialnämnden"


def test_a_goal_begins_with_how_its_indicator_is_measured_now() -> None:
    area, id = "sarskilt-boende", "sabo_personal_helg"
    with open_store() as store:
        catalogue = store.catalogue(area)
        kommun = store.register().find_kommun("Göteborg")

    def measure(name: str) -> dict[str, Any]:
        with open_store() as store:
            return measure_of(store, kommun, f"{area}/{name}")

    figures = (Frozen("inte_i_katalogen"), Frozen(id))
    of_area = Analysis(SCHEMA, area, 2022, "Göteborg", chosen=(Chosen("a", "b", None, figures),))
    guide = shipped("plan")
    (goal,) = known(guide, of_area, {}, TODAY, measure)["mal"]
    measured = {
        "matt": catalogue.by_id[id].name,
        "matt_kalla": measure(id)["kalla"],
        "enhet": "personal per plats",
        "riktning": "Uppåt",
        "utgangslage": 0.23,
    }
    assert {key: goal[key] for key in measured} == measured

    def after(**said: Any) -> dict[str, Any]:
        (goal,) = known(guide, of_area, {"mal": [said]}, TODAY, measure)["mal"]
        return {key: goal[key] for key in measured if key in goal}

    assert after(matt=measured["matt"]) == measured
    # the value is not of that
    assert after(matt="Antal som svarar ja på vår fråga") == {"enhet": "antal"}
    assert after(indikatorer=["inte_i_katalogen"]) == {}
    assert after(indikatorer=["sabo_trygg"])["matt"] == catalogue.by_id["sabo_trygg"].name


@pytest.mark.parametrize(("more", "id"), [("", "M1"), (", numrera: B", "B1")])
def test_a_goal_has_an_id_whether_the_guide_says_its_letter_or_not(more: str, id: str) -> None:
    head = "guide: liten\nnamn: L\nsteg:\n  - id: ett\n    namn: E\n    fragor:\n"
    goal = "{id: vad, fraga: A, typ: text, falt: mal}"
    asked = f"{{id: g, fraga: M, typ: grupp, till: plan, falt: mal{more}, fragor: [{goal}]}}"
    found = plan_data(small(f"{head}      - {asked}\n"), {"g": {"vad": "Bättre"}}, TODAY)
    assert found["mal"] == [{"id": id, "mal": "Bättre"}]


def test_a_plan_that_is_begun_asks_once_more_whether_what_was_read_is_right(mapp: Path) -> None:
    oj = api.open(mapp, today=DAY)
    engine = (walk := new_plan(oj, How())).begin()
    goal = "Minst 9 av 10 får svar inom 10 dagar senast 2017-12-31. I dag 6."
    go(engine, "Socialnämnden", goal, "Nej")
    assert walk.home.begun is not None
    again = new_plan(oj, How(), id=walk.home.begun, may_go_on=True).begin()
    assert [again.next().spot.question.id, again.is_resumed] == ["stammer_malet", True]
    go(again, "Nej", "Vuxna", "De väntar för länge", "Dagar till svar", "Registret")
    assert again.next().spot.question.id == "enhet"  # which was known, and said not to be right


def test_what_one_writes_oneself_in_a_plan_that_is_begun_stays(mapp: Path) -> None:
    oj = api.open(mapp, today=DAY)
    engine = (walk := new_plan(oj, How())).begin()
    go(engine, "Socialnämnden", "Minst 9 av 10 får svar inom 10 dagar senast 2017-12-31. I dag 6.")
    (path,) = (mapp / "planer").glob("*.yaml")
    text = path.read_text(encoding="utf-8")
    own = (
        "  diarienummer: SN 1  # se W3D3\n",
        "  eget: ja\n",
        "    laglig_grund: 4 kap. 1 § SoL\n",
    )
    text = text.replace("    # Hur ni ser", own[2] + "    # Hur ni ser")
    text = text.replace("  ansvarigt_organ: ", own[0] + own[1] + "  ansvarigt_organ: ")
    path.write_text(text, encoding="utf-8")
    go(engine, SKIP, "Vuxna")
    assert all(line in path.read_text(encoding="utf-8") for line in (*own, "malgrupp: Vuxna"))
    walk.finish()
    assert all(line in path.read_text(encoding="utf-8") for line in (*own, "malgrupp: Vuxna"))
    assert "ansvarigt_organ: Socialnämnden" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "- a\n", "hej\n", "schema: oj-plan/1\nplan: [1]\nmal: 3\n"])
def test_a_plan_that_is_begun_and_spoiled_by_hand_is_told_of_and_left(
    mapp: Path, text: str
) -> None:
    engine = new_plan(api.open(mapp, today=DAY), How()).begin()
    go(engine, "Socialnämnden")
    (path,) = (mapp / "planer").glob("*.yaml")
    whole = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    goal = "Minst 9 av 10 får svar inom 10 dagar senast 2017-12-31. I dag 6."
    with pytest.raises(FileFault):
        go(engine, goal)
    assert path.read_text(encoding="utf-8") == text
    path.write_text(whole, encoding="utf-8")
    go(engine, goal)
    assert "I dag 6." in path.read_text(encoding="utf-8")
