"""A walk in its file: saved after each answer, found again, and nothing of anybody's lost."""

import datetime
import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oj_cli.analysis_file.file import open_analysis, read_analysis
from oj_cli.api.guide_files import Home
from oj_cli.documents import writer
from oj_cli.documents.reader import read_yaml
from oj_cli.documents.ways import value
from oj_cli.domain.analysis import SCHEMA, Analysis
from oj_cli.domain.errors import FileFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Place
from oj_cli.guide.engine import Engine
from oj_cli.guide.sheet import Saved, Sheet
from oj_cli.guide.stops import unanswered, walk, written
from oj_cli.plan.draft import whole

from .small import NAMES, TEXT, guide

DAY = datetime.date(2016, 11, 22)
HEAD = Analysis(SCHEMA, "socialpsykiatri", 2016, kommun="Leksand")
GUIDE = guide()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return open_analysis(tmp_path, HEAD, DAY).path


def session(path: Path, of: Guide = GUIDE) -> Saved:
    return Saved(of, NAMES, DAY, Home(path.parents[1], of.id, path), draft=as_plan)


def as_plan(plan: dict[str, Any], id: str | None) -> dict[str, Any]:
    return whole({**plan, "plan": {"id": id or "p-2017", **plan.get("plan", {})}})


def keep(walking: Saved, *place: str | int, answer: Any) -> None:
    def change(sheet: Sheet) -> None:
        sheet.put(place, answer)
        sheet.go_on_after(place)

    walking.change(change)


def saved(path: Path) -> dict[str, Any]:
    found = read_yaml(path).data["svar"]["liten"]
    assert isinstance(found, dict)
    return found


def test_each_answer_is_in_the_file_at_once_and_found_again(path: Path) -> None:
    walking = session(path)
    keep(walking, "fri", answer="ett svar: med #")
    assert saved(path) == {"fortsatt_vid": "farg", "fri": "ett svar: med #"}
    keep(walking, "farg", answer=None)
    keep(walking, "antal", answer=12.5)
    again = session(path)
    assert again.answers == {"fri": "ett svar: med #", "farg": None, "antal": 12.5}
    assert again.sheet.notices == ()


def test_an_item_is_in_the_analysis_as_soon_as_it_is_whole_and_stands_only_there(
    path: Path,
) -> None:
    walking = session(path)
    keep(walking, "handelser", 0, "vad", answer="Ny chef")
    assert read_analysis(path).analysis.events == ()  # without a date it is no event
    assert saved(path)["handelser"] == [{"vad": "Ny chef"}]
    keep(walking, "handelser", 0, "datum", answer="2015-09")
    assert "handelser" not in saved(path)
    keep(walking, "handelser", 0, "sort", answer="Personal")
    keep(walking, "handelser", 0, "hur", answer="Den förra slutade")
    keep(walking, "handelser", 1, "vad", answer="Utan datum än")
    keep(walking, "brukare", 0, "visar", answer="De vet inte")
    (event,) = read_analysis(path).analysis.events
    assert (event.id, event.text, event.date) == ("H1", "Ny chef", "2015-09")
    assert (event.kind, event.how) == ("personal", "Den förra slutade")
    assert saved(path)["handelser"] == [{"vad": "Utan datum än"}]  # not whole: kept until it is
    assert value(walking.answers, ("handelser", 0, "sort")) == "Personal"  # and still shown
    keep(walking, "handelser", 0, "vad", answer="En ny chef")
    assert read_analysis(path).analysis.events[0].text == "En ny chef"


def test_a_walk_is_done_when_each_question_is_answered_or_skipped(path: Path) -> None:
    walking = session(path)
    keep(walking, "fri", answer="x")
    keep(walking, "handelser", 0, "vad", answer="Ny chef")
    keep(walking, "handelser", 0, "datum", answer="2015")
    walking.change(lambda sheet: sheet.finish({}))
    assert saved(path)["fortsatt_vid"] == "farg"
    assert "klar" not in saved(path)
    while left := unanswered(GUIDE, walking.answers):
        assert left[0].question.id not in ("fri", "vad", "datum")
        keep(walking, *left[0].place, answer=None)
    walking.change(lambda sheet: sheet.finish({}))
    assert saved(path) == {"fri": "x", "klar": "2016-11-22"}
    keep(walking, "antal", answer=3)
    walking.change(lambda sheet: sheet.finish({}))
    assert saved(path)["klar"] == "2016-11-22"  # what was gone through once is so still


def test_what_somebody_changes_by_hand_is_what_the_walk_shows(path: Path) -> None:
    walking = session(path)
    keep(walking, "handelser", 0, "vad", answer="Ny chef")
    keep(walking, "handelser", 0, "datum", answer="2015-09")
    text = path.read_text(encoding="utf-8")
    text = text.replace("vad: Ny chef", "vad: Ny enhetschef # sade Eva-gruppen")
    path.write_text(text, encoding="utf-8")
    walking = session(path)
    assert value(walking.answers, ("handelser", 0, "vad")) == "Ny enhetschef"
    keep(walking, "handelser", 0, "sort", answer="Lag")
    now = path.read_text(encoding="utf-8")
    assert "vad: Ny enhetschef # sade Eva-gruppen" in now
    assert read_analysis(path).analysis.events[0].kind == "lag"


def test_an_item_that_was_taken_away_by_hand_does_not_come_back(path: Path) -> None:
    walking = session(path)
    for n, text in enumerate(("ett", "två")):
        keep(walking, "handelser", n, "vad", answer=text)
        keep(walking, "handelser", n, "datum", answer="2015")
    data = path.read_text(encoding="utf-8")
    first = data.index("  - id: H1")
    path.write_text(data[:first] + data[data.index("  - id: H2") :], encoding="utf-8")
    walking = session(path)
    keep(walking, "fri", answer="x")
    walking.change(lambda sheet: sheet.finish({}))
    assert [e.text for e in read_analysis(path).analysis.events] == ["två"]


def test_items_of_other_commands_are_there_to_be_seen(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(
        "underlag: []",
        "underlag:\n  - {id: U7, typ: hearing, kalla: mötet, visar: De vill mer}\n"
        "  - {id: U8, typ: annat, kalla: x, visar: y}",
    )
    path.write_text(text, encoding="utf-8")
    walking = session(path)
    assert walking.answers["brukare"] == [
        {"skrivet": "U7", "visar": "De vill mer", "kalla": "mötet"}
    ]
    keep(walking, "fri", answer="x")
    walking.change(lambda sheet: sheet.finish({}))
    evidence = read_analysis(path).analysis.evidence
    assert [e.id for e in evidence] == ["U7", "U8"]


def test_two_terminals_both_have_their_answers_and_the_same_question_is_not_overwritten(
    path: Path,
) -> None:
    one, other = session(path), session(path)
    keep(one, "fri", answer="från den ena")
    keep(other, "antal", answer=3)
    assert session(path).answers == {"fri": "från den ena", "antal": 3}
    keep(one, "fri", answer="ändrat")
    walking = Engine(other)
    walking.visit(("fri",))
    assert walking.next() is not None
    assert not walking.answer("från den andra").is_saved  # seen as it was when it was read
    assert other.answers["fri"] == session(path).answers["fri"] == "ändrat"
    assert walking.answer("från den andra").is_saved  # seen, and changed on purpose
    assert session(path).answers["fri"] == "från den andra"


def test_a_guide_that_was_changed_between_two_sittings_loses_nothing(path: Path) -> None:
    walking = session(path)
    keep(walking, "fri", answer="kvar")
    keep(walking, "farg", answer="Blå")
    keep(walking, "lador", 0, "namn", answer="kista")
    keep(walking, "lador", 0, "saker", 0, "namn", answer="hammare")
    changed = TEXT.replace("{id: fri,", "{id: ny,").replace("Blå", "Svart")
    changed = changed.replace('- {id: namn, fraga: "Vad heter saken?"', '- {id: sak, fraga: "V?"')
    changed = changed.replace("nar: {fraga: namn}", "nar: {fraga: sak}")
    walking = session(path, guide(changed))
    assert [n.partition(".")[0] for n in walking.sheet.notices] == [
        "Frågan ”fri” finns inte i guiden",
        "farg: ”Blå” är inget av svaren",
        "Frågan ”namn” finns inte i guiden",
    ]
    keep(walking, "ny", answer="ett till")
    walking.change(lambda sheet: sheet.finish({}))
    found = saved(path)
    assert (found["fri"], found["farg"], found["ny"]) == ("kvar", "Blå", "ett till")
    assert found["lador"] == [{"namn": "kista", "saker": [{"namn": "hammare"}]}]
    assert session(path).answers["fri"] == "kvar"  # when the guide is as it was


def test_the_users_own_comments_among_the_answers_stay(path: Path) -> None:
    walking = session(path)
    keep(walking, "fri", answer="ett")
    text = path.read_text(encoding="utf-8").replace("fri: ett", "fri: ett  # ska kontrolleras")
    path.write_text(text, encoding="utf-8")
    walking = session(path)
    keep(walking, "antal", answer=4)
    keep(walking, "fri", answer="två")
    now = path.read_text(encoding="utf-8")
    assert "fri: två  # ska kontrolleras" in now
    assert "antal: 4" in now


Failing = Callable[[Any], Any]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "disken är full"),
        (errno.EROFS, "skrivskyddad"),
        (errno.EACCES, "du får inte skriva i mappen"),
    ],
)
def test_what_could_not_be_saved_is_told_and_can_be_saved_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    walking = session(path)
    keep(walking, "fri", answer="ett")
    before = path.read_bytes()

    def fails(*_: Any) -> Any:
        if code == errno.EACCES:
            raise FileFault("file.closed_folder", name=path.name, place=str(path.parent))
        raise OSError(code, "no")

    with monkeypatch.context() as broken:
        broken.setattr(writer, "_create", fails)
        with pytest.raises(FileFault) as fault:
            keep(walking, "antal", answer=3)
    assert said in fault.value.message
    assert path.read_bytes() == before
    assert walking.answers == {"fri": "ett"}
    assert not list(path.parent.glob("*.tmp"))
    keep(walking, "antal", answer=3)
    assert session(path).answers == {"fri": "ett", "antal": 3}


# --- the same answers give the same bytes, whatever the way there was --------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                ("fri",),
                ("farg",),
                ("varfor",),
                ("drag",),
                ("antal",),
                ("handelser", 0, "vad"),
                ("handelser", 0, "datum"),
                ("brukare", 0, "visar"),
                ("lador", 0, "namn"),
                ("lador", 0, "saker", 0, "namn"),
                ("lador", 1, "namn"),
                ("sist",),
            ]
        ),
        st.integers(0, 3),
    ),
    max_size=10,
)
VALUES: dict[str, list[Any]] = {
    "fri": ["kort", "ett mycket långt svar " * 8, 'med "citat": och #', None],
    "farg": ["Röd", "Grön", "Blå", None],
    "varfor": ["för", "ja", "nej", None],
    "drag": [["Snabb"], ["Snabb", "Arg"], ["Lugn, och glad"], None],
    "antal": [1, 2.5, 0, None],
    # what an item must have is changed and never taken away
    "vad": ["x", ("en händelse: " * 12).strip(), "y", "z"],
    "datum": ["2015", "2015-09", "2015-09-01", "2016"],
    "visar": ["a", "b" * 120, "c", None],
    "namn": ["kista", "låda", "- x", None],
    "sist": [["ett"], ["ett", "två"], ["a", "b", "c"], None],
}


def _answer(place: Place, n: int) -> Any:
    return VALUES[str(place[-1])][n]


@pytest.mark.slow
@given(STEPS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_file_is_the_same_whatever_the_way_to_the_answers(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Place, int]]
) -> None:
    folder = tmp_path_factory.mktemp("a")
    wandering_path = open_analysis(folder, HEAD, DAY).path
    wandering = session(wandering_path)
    final: dict[Place, Any] = {}
    for place, n in steps:
        final[place] = _answer(place, n)
        keep(wandering, *place, answer=final[place])
    wandering.change(lambda sheet: sheet.finish({}))

    straight_path = open_analysis(tmp_path_factory.mktemp("b"), HEAD, DAY).path
    straight = session(straight_path)
    given_places = [s.place for s in walk(GUIDE, wandering.answers)[0]]
    in_order = sorted(final, key=lambda p: (p not in given_places, written(p)))
    for place in in_order:
        keep(straight, *place, answer=final[place])
    straight.change(lambda sheet: sheet.finish({}))
    one, other = (path.read_text() for path in (wandering_path, straight_path))
    assert one.partition("svar:")[0] == other.partition("svar:")[0]
    assert read_yaml(wandering_path).data == read_yaml(straight_path).data


def test_what_a_plan_has_no_place_for_stays_when_it_is_written(path: Path) -> None:
    text = TEXT.replace(
        "  - id: tre\n",
        """\
  - id: planen
    namn: Planen
    fragor:
      - {id: titel, fraga: "Titel?", typ: text, till: plan, falt: plan.titel}
      - id: mal
        fraga: Mål
        typ: grupp
        till: plan
        falt: mal
        numrera: M
        upprepa: Ett till?
        fragor:
          - {id: lydelse, fraga: "Mål?", typ: text, falt: mal}
          - {id: stod, fraga: "Vem hjälper till?", typ: text}
  - id: tre
""",
    )
    walking = session(path, guide(text))
    plan = path.parents[1] / "planer/p-2017.yaml"
    keep(walking, "titel", answer="Plan")
    keep(walking, "titel", answer=None)  # of what is taken away again the plan is left, empty
    assert "titel" not in read_yaml(plan).data["plan"]
    keep(walking, "titel", answer="Planen")
    keep(walking, "mal", 0, "lydelse", answer="Färre väntar")
    keep(walking, "mal", 0, "stod", answer="Kvalitetsutvecklaren")
    keep(walking, "mal", 1, "lydelse", answer="Fler arbetar")
    text_of_plan = plan.read_text(encoding="utf-8")  # each answer is in it at once
    assert all(said in text_of_plan for said in ("Planen", "Färre väntar", "Fler arbetar"))
    assert "Planen" not in path.read_text(encoding="utf-8")
    plan.write_text(text_of_plan.replace("Färre väntar", "Få väntar  # så"), encoding="utf-8")
    keep(walking, "titel", answer="Vår plan")
    assert "Få väntar  # så" in plan.read_text(encoding="utf-8")  # what is changed by hand stays
    assert value(walking.answers, ("mal", 0, "lydelse")) == "Få väntar"
    walking.change(lambda sheet: sheet.finish(read_yaml(plan).data))
    assert saved(path) == {
        "fortsatt_vid": "fri",
        "mal": [{"stod": "Kvalitetsutvecklaren"}],
        "plan": "p-2017",
    }
    walking = session(path, guide(text))
    assert walking.sheet.notices == ()
    keep(walking, "fri", answer="x")
    walking.change(lambda sheet: sheet.finish({}))
    assert saved(path)["mal"] == [{"stod": "Kvalitetsutvecklaren"}]
    assert all(s.question.id != "titel" for s in walk(walking.guide, walking.answers)[0])


@pytest.mark.parametrize("text", ["", "- a\n", "hej\n", "schema: oj-analys/1\nval: 3\n"])
def test_an_analysis_that_is_spoiled_by_hand_is_told_of_and_left(path: Path, text: str) -> None:
    walking = session(path)
    keep(walking, "fri", answer="ett")
    whole = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileFault):
        keep(walking, "antal", answer=3)
    assert path.read_text(encoding="utf-8") == text
    path.write_text(whole, encoding="utf-8")
    keep(walking, "antal", answer=3)
    assert session(path).answers == {"fri": "ett", "antal": 3}
