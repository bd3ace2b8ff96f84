"""Events and conclusions: saved in the analysis, drawn and listed where they bear on something."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.domain.analysis import Event, TrendNote

LSS = ("--omrade", "lss-enheter")
OF_LAN = ("--omfattning", "länet")
FOLLOWED = ("trend", "--indicator", "boende_handledning")


def analysis(folder: Path) -> Any:
    return read_analysis(folder / "analys/leksand-lss-enheter-2022.yaml").analysis


@pytest.fixture
def events(oj: Callable[..., Any], leksand: Path) -> Path:
    for asked in (
        ("--datum", "2021", "--vad", "Två enheter slogs ihop", "--typ", "organisation"),
        ("--datum", "1 juni 2019", "--vad", "Ny handledning", "--typ", "Metod", *OF_LAN),
        ("--datum", "2019-09", "--vad", "Bara om skydd", "--galler", "skydd"),
        ("--datum", "2023-02", "--vad", "Efter det sista året", "--galler", "boende_handledning"),
    ):
        ran = oj("trend", "event", "add", *asked, *LSS)
        assert ran.code == 0, ran.err
    return leksand


def test_they_are_saved(events: Path) -> None:
    assert analysis(events).events == (
        Event("H1", "2021", "Två enheter slogs ihop", "organisation"),
        Event("H2", "2019-06-01", "Ny handledning", "metod", "länet"),
        Event("H3", "2019-09", "Bara om skydd", "annat", None, ("skydd",)),
        Event("H4", "2023-02", "Efter det sista året", "annat", None, ("boende_handledning",)),
    )


def test_they_are_drawn_and_listed_in_time_where_they_bear(
    oj: Callable[..., Any], events: Path
) -> None:
    ran = oj(*FOLLOWED)
    assert ran.code == 0, ran.err
    listed = ran.out.split("Händelser som kan förklara")[1].split("\n\n")[0]
    assert [line.strip() for line in listed.splitlines()[2:]] == [
        "1. 2019-06-01 Ny handledning (metod, länet)",
        "2. 2021 Två enheter slogs ihop (organisation)",
        "3. 2023-02 Efter det sista året (annat)",
    ]
    found = oj(*FOLLOWED, "--format", "json").json["handelser"]
    assert [e["id"] for e in found] == ["H2", "H1", "H4"]


def test_the_picture_says_them_in_words(
    oj: Callable[..., Any], events: Path, tmp_path: Path
) -> None:
    ran = oj(*FOLLOWED, "--svg", str(tmp_path / "bild.svg"))
    assert ran.code == 0, ran.err
    text = (tmp_path / "bild.svg").read_text(encoding="utf-8")
    assert "Händelse 1: 2019-06-01 Ny handledning (metod, länet)." in text
    assert "Händelse 3" not in text  # after the last year: listed, not drawn


def test_the_theme_decides_for_every_indicator(oj: Callable[..., Any], events: Path) -> None:
    from oj_cli.store import open_store

    with open_store() as store:
        of_theme = [i.id for i in store.catalogue("lss-enheter") if i.theme == "skydd"]
    found = oj("trend", "--indicator", of_theme[0], *LSS, "--format", "json").json["handelser"]
    assert [e["id"] for e in found] == ["H2", "H3", "H1"]


def test_the_overview_lists_them_all(oj: Callable[..., Any], events: Path) -> None:
    found = oj("trend", *LSS, "--format", "json").json["handelser"]
    assert [e["id"] for e in found] == ["H2", "H3", "H1", "H4"]


def test_they_are_not_another_kommuns(oj: Callable[..., Any], events: Path) -> None:
    assert oj(*FOLLOWED, "--kommun", "Mora", "--format", "json").json["handelser"] == []
    assert oj("trend", "--indicator", "sip_rutin", "--format", "json").json["handelser"] == []


def test_what_happened_in_the_lan_may_explain_its_kommuner(
    oj: Callable[..., Any], dalarna: Path
) -> None:
    more = ("--datum", "2021", "--vad", "Länet anställde en samordnare", *LSS)
    assert oj("trend", "event", "add", *more).code == 0
    for who in (("--kommun", "Mora"), ("--lan", "Dalarna")):
        found = oj(*FOLLOWED, *who, "--format", "json").json["handelser"]
        assert [e["text"] for e in found] == ["Länet anställde en samordnare"]
    assert oj(*FOLLOWED, "--kommun", "Uppsala", "--format", "json").json["handelser"] == []


def test_one_is_changed_and_one_removed(oj: Callable[..., Any], events: Path) -> None:
    ran = oj("trend", "event", "add", "--id", "h1", "--datum", "2020", *LSS)
    assert ran.code == 0, ran.err
    assert "Sparat som H1" in ran.err
    changed = Event("H1", "2020", "Två enheter slogs ihop", "organisation")
    assert analysis(events).events[0] == changed
    assert oj("trend", "event", "remove", "H1", *LSS).code == 0
    assert [e.id for e in analysis(events).events] == ["H2", "H3", "H4"]
    ran = oj("trend", "event", "remove", "H1", *LSS)
    assert ran.code == 2
    assert "De som finns är H2, H3 och H4." in ran.err


def test_what_to_type_next_shows_the_event(oj: Callable[..., Any], leksand: Path) -> None:
    add = ("trend", "event", "add", "--datum", "2015-09", "--vad", "Ny chef", "--galler")
    assert "Visa alla: oj trend event list" in oj(*add, "arbete").err  # nothing is chosen yet
    oj("identify", "--valj", "arbete,vard", "--motiv", "x")
    assert "Ny chef" in oj("trend", "event", "list").out
    said = oj(*add, "case_management").err
    assert "oj trend --indicator case_management" in said
    assert "Ny chef" in oj("trend", "--indicator", "case_management").out
    assert "oj trend --indicator ips_supported_employment" in oj(*add, "arbete").err


def test_the_list(oj: Callable[..., Any], events: Path) -> None:
    ran = oj("trend", "event", "list", *LSS)
    assert ran.out.index("H2") < ran.out.index("H3") < ran.out.index("H1") < ran.out.index("H4")
    text = oj("trend", "event", "list", *LSS, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["id"], r["galler"]) for r in rows][1] == ("H3", "skydd")
    assert oj("trend", "event", "list", *LSS, "--format", "json").json["schema"] == "oj-handelser/1"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "--vad (vad som hände) och --datum (när)"),
        (("--datum", "2019-02-30", "--vad", "x"), "ingen tidpunkt som finns"),
        (("--datum", "2019-13", "--vad", "x"), "ingen tidpunkt"),
        (("--datum", "i våras", "--vad", "x"), "ingen tidpunkt"),
        (("--datum", "2026-11-26", "--vad", "x"), "har inte varit än. I dag är det 2026-11-25"),
        (("--datum", "2019", "--vad", "x", "--typ", "flytt"), "organisation, personal, metod"),
        (("--datum", "2019", "--vad", "x", "--galler", "skyd"), "Menade du skydd"),
        (("--id", "H3", "--vad", "x"), "Det finns inga"),
    ],
)
def test_what_is_refused_writes_nothing(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = oj("trend", "event", "add", *asked, *LSS)
    assert ran.code == 2
    assert said in ran.err
    assert not (leksand / "analys").exists()


def test_conclusions_are_shown_for_what_they_concern(oj: Callable[..., Any], leksand: Path) -> None:
    said = "Handledningen föll bort när avtalet tog slut."
    assert oj("trend", "note", said, "--galler", "boende_handledning", *LSS).code == 0
    assert said in oj(*FOLLOWED).out
    assert oj(*FOLLOWED, "--format", "json").json["slutsatser"] == [said]
    assert oj(*FOLLOWED, "--kommun", "Mora", "--format", "json").json["slutsatser"] == []
    assert oj("trend", "note", "Ny.", "--id", "T1", *LSS).code == 0
    assert analysis(leksand).trend == (TrendNote("T1", "Ny.", ("boende_handledning",)),)
    unknown = oj("trend", "note", "Ny.", "--id", "T9", *LSS)
    assert unknown.code == 2
    assert "Det finns inte någon slutsats med id ”T9”" in unknown.err
    assert oj("trend", "note", *LSS).code == 2
    assert oj("trend", "note", "--ta-bort", "T1", *LSS).code == 0
    assert analysis(leksand).trend == ()


def test_a_broken_analysis_is_named_and_the_years_are_shown(
    oj: Callable[..., Any], events: Path
) -> None:
    broken = events / "analys/leksand-lss-enheter-2023.yaml"
    broken.write_text("schema: oj-analys/1\nar: [\n", encoding="utf-8")
    ran = oj(*FOLLOWED)
    assert ran.code == 0
    assert "Händelser därifrån visas inte" in ran.err
    assert "2023.yaml, rad" in ran.err
    assert "Ny handledning" in ran.out


def test_the_group_still_answers_by_itself(oj: Callable[..., Any], leksand: Path) -> None:
    assert oj("trend", "--indicator", "sip_rutin").code == 0
    assert oj("utveckling", "handelse", "lista").code == 2  # there is no analysis yet
    assert "event, handelse" in oj("trend", "--help").out
    wrong = oj("trend", "evnt")
    assert wrong.code == 2
    assert "Menade du event" in wrong.err


@pytest.mark.parametrize(
    "asked",
    [("event", "list"), ("event", "add", "--datum", "2019", "--vad", "x"), ("note", "Ny.")],
)
def test_pandas_is_not_loaded_to_write_something_down(events: Path, asked: tuple[str, ...]) -> None:
    code = (
        "import sys; from oj_cli.app import run; "
        f"code = run(['trend', *{[*asked, *LSS]!r}]); "
        "print({'pandas', 'numpy', 'typst'} & set(sys.modules), code, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert ran.stderr.strip().endswith("set() 0"), ran.stderr
