"""The analysis file: made, found, read with line numbers, and changed without losing a byte."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from oj_cli.analysis_file.edit import choose, drop_choice, put, set_aside, take
from oj_cli.analysis_file.file import (
    AnalysisFile,
    find_analysis,
    is_like,
    list_analyses,
    open_analysis,
    read_analysis,
    save,
)
from oj_cli.domain.analysis import (
    SCHEMA,
    Analysis,
    Chosen,
    Conclusion,
    Event,
    Evidence,
    Frozen,
    SetAside,
    TrendNote,
)
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.logs import CONCLUSIONS, EVENTS, EVIDENCE, NOTES
from oj_cli.workspace import schema_line

TODAY = date(2026, 11, 25)
LEKSAND = Analysis(SCHEMA, "socialpsykiatri", 2016, kommun="Leksand")
SIP = Frozen("sip_rutin", answer="NEJ", riket=68.0, lan=73.3, lan_yes=11, lan_n=15, priority=83.0)
PLAN = Frozen("kompetensplan", answer="JA", riket=28.0, lan=33.3)


@pytest.fixture
def leksand(tmp_path: Path) -> AnalysisFile:
    return open_analysis(tmp_path, LEKSAND, TODAY)


def frozen(file: AnalysisFile) -> list[str]:
    return [f.indicator for f in file.analysis.frozen]


# --- where it lies -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (LEKSAND, "leksand-socialpsykiatri-2016.yaml"),
        (
            Analysis(SCHEMA, "lss-enheter", 2022, kommun="Malung-Sälen"),
            "malung-salen-lss-enheter-2022.yaml",
        ),
        (
            Analysis(SCHEMA, "lss-enheter", 2022, kommun="Upplands Väsby"),
            "upplands-vasby-lss-enheter-2022.yaml",
        ),
        (
            Analysis(SCHEMA, "socialpsykiatri", 2016, lan="Dalarna"),
            "dalarna-socialpsykiatri-2016.yaml",
        ),
    ],
)
def test_a_file_is_named_after_what_it_is_of(tmp_path: Path, head: Analysis, name: str) -> None:
    made = open_analysis(tmp_path, head, TODAY)
    assert made.path == tmp_path / "analys" / name
    assert is_like(head, made.analysis)
    assert made.analysis.created == TODAY
    assert open_analysis(tmp_path, head, date(2027, 1, 1)).document.raw == made.document.raw


def test_an_editor_finds_the_schema_and_agrees(oj: Callable[..., Any], tmp_path: Path) -> None:
    import json

    from jsonschema import Draft202012Validator

    folder = tmp_path / "mapp"
    assert oj("init", str(folder), "--kommun", "Leksand").code == 0
    file = open_analysis(folder, LEKSAND, TODAY, schema_line)
    file = save(
        file.path,
        choose(Chosen("vard", "Därför.", TODAY, (SIP,))),
        put(EVIDENCE, Evidence("", "hearing", "Hearing", "Väntan är lång.", "2025-10")),
        put(EVENTS, Event("", "2015", "Ny organisation")),
        put(NOTES, TrendNote("", "SIP")),
    )
    first = file.path.read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../scheman/analys.schema.json"
    schema = json.loads((file.path.parent / first.split("=")[1]).read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(file.document.data)) == []
    wrong = {**file.document.data, "handelser": [{"id": "H1", "datum": "2015", "vad": 1}]}
    assert list(Draft202012Validator(schema).iter_errors(wrong))


def test_a_kommun_and_a_lan_of_one_name_have_a_file_each(tmp_path: Path) -> None:
    kommun = open_analysis(
        tmp_path, Analysis(SCHEMA, "socialpsykiatri", 2016, kommun="Uppsala"), TODAY
    )
    lan = open_analysis(tmp_path, Analysis(SCHEMA, "socialpsykiatri", 2016, lan="Uppsala"), TODAY)
    assert lan.path.name == "uppsala-lan-socialpsykiatri-2016.yaml"
    assert (kommun.analysis.kommun, lan.analysis.lan) == ("Uppsala", "Uppsala")
    again = open_analysis(tmp_path, Analysis(SCHEMA, "socialpsykiatri", 2016, lan="Uppsala"), TODAY)
    assert again.path == lan.path


def test_a_file_with_another_name_is_found_by_what_it_says(
    tmp_path: Path, leksand: AnalysisFile
) -> None:
    moved = leksand.path.rename(leksand.path.with_name("vår analys.yaml"))
    assert open_analysis(tmp_path, LEKSAND, TODAY).path == moved
    assert [f.path for f in list_analyses(tmp_path)[0]] == [moved]


def test_which_one_is_meant(tmp_path: Path, leksand: AnalysisFile) -> None:
    assert find_analysis(tmp_path).path == leksand.path
    newer = open_analysis(tmp_path, Analysis(SCHEMA, "lss-enheter", 2022, kommun="Leksand"), TODAY)
    assert find_analysis(tmp_path, area="lss-enheter").path == newer.path
    assert find_analysis(tmp_path, area="socialpsykiatri").path == leksand.path
    assert find_analysis(tmp_path, who="leksand", year=2016).path == leksand.path
    open_analysis(tmp_path, Analysis(SCHEMA, "socialpsykiatri", 2022, kommun="Leksand"), TODAY)
    with pytest.raises(UsageFault, match=r"flera analyser: Leksand, .* och Leksand") as fault:
        find_analysis(tmp_path)
    assert "--omrade" in fault.value.hints[0]
    with pytest.raises(UsageFault, match=r"ingen sådan analys. De som finns är Leksand"):
        find_analysis(tmp_path, year=2015)


def test_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="ingen analys i arbetsmappen än") as fault:
        find_analysis(tmp_path)
    assert "oj identify --valj" in fault.value.hints[0]


def test_a_broken_file_is_never_passed_over_for_an_older_one(
    tmp_path: Path, leksand: AnalysisFile
) -> None:
    broken = leksand.path.with_name("leksand-socialpsykiatri-2017.yaml")
    broken.write_text("schema: oj-analys/1\nar: [", encoding="utf-8")
    with pytest.raises(FileFault) as fault:
        find_analysis(tmp_path)
    assert str(broken) in (fault.value.place or "")
    found, faults = list_analyses(tmp_path)
    assert ([f.path for f in found], len(faults)) == ([leksand.path], 1)


# --- reading -----------------------------------------------------------------------------


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "analys.yaml"
    path.write_text(
        """\
schema: oj-analys/1
kommun: Leksand
omrade: socialpsykiatri
ar: 2016
val:
  - tema: vard
    valt: 2026-02-30
    indikatorer:
      - {indikator: sip_rutin, svar: nej}
handelser:
  - {id: H1, datum: 2016-13, vad: Ny chef}
  - {id: h1, datum: 2016, vad: Ny metod, typ: flytt}
underlag:
  - {id: U1, typ: enkat, kalla: Enkät}
slutsats: x
""",
        encoding="utf-8",
    )
    with pytest.raises(FileFault) as fault:
        read_analysis(path)
    said = fault.value.details
    assert [text.split(":")[0] for text in said] == [f"Rad {n}" for n in (7, 9, 12, 14, 14, 15)]
    assert "”2026-02-30” är inget datum som finns" in said[0]
    assert "JA, NEJ, DELVIS, EA" in said[1]
    assert "Menade du ”slutsatser”?" in said[-1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("  - {id: H1, datum: 2016-13, vad: Ny chef}", "”2016-13” är inget datum som finns"),
        ("  - {id: H1, datum: våren 2016, vad: Ny chef}", "”våren 2016” är inget datum"),
        ("  - {id: H1, datum: 2016-02-30, vad: Ny chef}", "”2016-02-30” är inget datum"),
    ],
)
def test_a_date_that_does_not_exist(leksand: AnalysisFile, line: str, message: str) -> None:
    text = leksand.path.read_text(encoding="utf-8")
    leksand.path.write_text(text.replace("handelser: []", f"handelser:\n{line}"), encoding="utf-8")
    with pytest.raises(FileFault) as fault:
        read_analysis(leksand.path)
    at = text.splitlines().index("handelser: []") + 2
    assert fault.value.details[0].startswith(f"Rad {at}: {message}")


@pytest.mark.parametrize("extra", ["lan: Dalarna\n", ""])
def test_it_is_of_a_kommun_or_of_a_lan(tmp_path: Path, extra: str) -> None:
    path = tmp_path / "a.yaml"
    who = "kommun: Leksand\n" + extra if extra else ""
    path.write_text(f"schema: oj-analys/1\nomrade: x\nar: 2016\n{who}", encoding="utf-8")
    with pytest.raises(FileFault) as fault:
        read_analysis(path)
    assert "antingen kommun eller lan" in fault.value.details[0]


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("schema: oj-plan/1\n", encoding="utf-8")
    with pytest.raises(FileFault, match="schema ”oj-plan/1”, inte oj-analys/1") as fault:
        read_analysis(path)
    assert fault.value.place == f"{path}, rad 1"


# --- step 1 ------------------------------------------------------------------------------


def test_chosen_figures_stay_frozen_until_someone_asks(leksand: AnalysisFile) -> None:
    save(leksand.path, choose(Chosen("vard", "Vi saknar SIP.", TODAY, (SIP,))))
    newer = Frozen("sip_rutin", answer="JA", riket=70.0)
    file = save(leksand.path, choose(Chosen("vard", None, None, (newer, PLAN))))
    (area,) = file.analysis.chosen
    assert (area.why, area.date) == ("Vi saknar SIP.", TODAY)
    assert area.indicators == (SIP, PLAN)
    file = save(leksand.path, choose(Chosen("vard", None, None, (newer,)), refresh=True))
    assert file.analysis.chosen[0].indicators == (newer, PLAN)


def test_what_is_added_later_stands_where_it_would_have_stood(leksand: AnalysisFile) -> None:
    def text(*areas: Chosen) -> str:
        leksand.path.write_text(leksand.document.text, encoding="utf-8")
        return save(leksand.path, *map(choose, areas)).document.text

    whole = Chosen("vard", "Därför.", TODAY, (SIP, PLAN), benefit=3, effort=1)
    bare = Chosen("vard", None, None, (SIP, PLAN), benefit=3)
    assert text(bare, whole) == text(whole)


def test_what_is_set_aside_is_no_longer_chosen_and_back_again(leksand: AnalysisFile) -> None:
    save(leksand.path, choose(Chosen("vard", "Därför.", TODAY, (SIP, PLAN))))
    file = save(leksand.path, set_aside(SetAside("sip_rutin", "Ett avtal är på väg.", TODAY)))
    assert frozen(file) == ["kompetensplan"]
    assert file.analysis.set_aside == (SetAside("sip_rutin", "Ett avtal är på väg.", TODAY),)
    file = save(leksand.path, set_aside(SetAside("sip_rutin", "Avtalet är klart i maj.", TODAY)))
    assert [s.why for s in file.analysis.set_aside] == ["Avtalet är klart i maj."]
    file = save(leksand.path, choose(Chosen("vard", None, None, (SIP,))))
    assert (frozen(file), file.analysis.set_aside) == (["kompetensplan", "sip_rutin"], ())


def test_an_area_whose_last_indicator_goes_goes_too(leksand: AnalysisFile) -> None:
    save(leksand.path, choose(Chosen("vard", "Därför.", TODAY, (SIP,))))
    assert save(leksand.path, drop_choice("sip_rutin")).analysis.chosen == ()
    assert save(leksand.path, drop_choice("sip_rutin")).analysis.chosen == ()


# --- lists with ids ----------------------------------------------------------------------


def test_ids_are_given_found_and_never_given_twice(leksand: AnalysisFile) -> None:
    one = Evidence("", "hearing", "Hearing", "Väntan är lång.")
    file = save(leksand.path, put(EVIDENCE, one), put(EVIDENCE, one), put(EVIDENCE, one))
    assert [e.id for e in file.analysis.evidence] == ["U1", "U2", "U3"]
    file = save(leksand.path, take(EVIDENCE, "u2"), put(EVIDENCE, one))
    assert [e.id for e in file.analysis.evidence] == ["U1", "U3", "U4"]
    changed = Evidence("U3", "klagomal", "Diariet", "Fem klagomål.", "2026-10")
    file = save(leksand.path, put(EVIDENCE, changed))
    assert file.analysis.evidence[1] == changed
    with pytest.raises(UsageFault, match="id ”U9”") as fault:
        save(leksand.path, take(EVIDENCE, "U9"))
    assert fault.value.hints[0] == "De som finns är U1, U3 och U4."


def test_events_notes_and_conclusions(leksand: AnalysisFile) -> None:
    file = save(
        leksand.path,
        put(EVENTS, Event("", "2015", "Ny organisation", "organisation", "hela socialtjänsten")),
        put(NOTES, TrendNote("utveckling", "Går inte att jämföra med 2015.", ("sip_rutin",))),
        put(
            CONCLUSIONS, Conclusion("", "Fler ska få en plan.", ("vard",), ("Ingen äger frågan.",))
        ),
    )
    assert file.analysis.events[0].id == "H1"
    file = save(leksand.path, put(NOTES, TrendNote("utveckling", "Ny fråga 2016.")))
    assert file.analysis.trend == (TrendNote("utveckling", "Ny fråga 2016."),)
    assert file.analysis.conclusions[0].id == "S1"
    assert save(leksand.path, take(EVENTS, "H1")).analysis.events == ()


def test_what_is_no_analysis_is_never_written(leksand: AnalysisFile) -> None:
    with pytest.raises(UsageFault, match="Inget är ändrat") as fault:
        save(
            leksand.path,
            put(NOTES, TrendNote("", "svar")),
            put(EVENTS, Event("", "2016-02-31", "Ny chef")),
        )
    assert "”2016-02-31” är inget datum" in fault.value.details[0]
    assert leksand.path.read_bytes() == leksand.document.raw


# --- what was written by hand ------------------------------------------------------------


def test_comments_and_every_other_byte_stay(
    leksand: AnalysisFile, versions: Callable[[Path], list[bytes]]
) -> None:
    save(
        leksand.path,
        choose(Chosen("vard", "Därför.", TODAY, (SIP,))),
        put(EVIDENCE, Evidence("", "hearing", "Hearing", "Väntan är lång.")),
    )
    text = leksand.path.read_text(encoding="utf-8")
    by_hand = text.replace("svar: NEJ", "svar: NEJ   # stämt av med enhetschefen").replace(
        "underlag:\n", "underlag:\n  # det här tog vi upp på APT\n"
    )
    leksand.path.write_text(by_hand, encoding="utf-8", newline="\r\n")
    before = leksand.path.read_bytes()
    save(
        leksand.path,
        choose(Chosen("vard", None, None, (PLAN,))),
        put(EVIDENCE, Evidence("", "klagomal", "Diariet", "Fem klagomål.")),
        set_aside(SetAside("bostad", "Tas i höst.", TODAY)),
    )
    now = leksand.path.read_bytes()
    assert all(b"\r\n" in line for line in now.splitlines(keepends=True))
    kept = [line for line in before.splitlines() if line in now.splitlines()]
    lost = [line for line in before.splitlines() if line not in kept]
    assert lost == [b"valts_bort: []"]
    assert versions(leksand.path)[-1] == before


_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


@settings(max_examples=40, deadline=None)
@drawn(st.lists(st.tuples(_texts, _texts, st.booleans()), min_size=1, max_size=5))
def test_whatever_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, items: list[tuple[str, str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("mapp")
    path = open_analysis(folder, LEKSAND, TODAY).path
    expected = []
    for shows, source, conclusion in items:
        if conclusion:
            save(path, put(CONCLUSIONS, Conclusion("", shows)))
        else:
            save(path, put(EVIDENCE, Evidence("", "annat", source, shows)))
            expected.append((source.strip(), shows.strip()))
    found = read_analysis(path).analysis
    assert [(e.source, e.shows) for e in found.evidence] == expected
    assert len(found.conclusions) == len(items) - len(expected)


HAMMER = """
import sys
from pathlib import Path
from oj_cli.domain.analysis import Evidence
from oj_cli.analysis_file.edit import put
from oj_cli.analysis_file.file import save
from oj_cli.domain.logs import EVIDENCE
for n in range(15):
    save(Path(sys.argv[1]), put(EVIDENCE, Evidence("", "annat", sys.argv[2], f"nummer {n}")))
"""


def test_two_terminals_on_one_analysis_lose_nothing(leksand: AnalysisFile) -> None:
    with ExitStack() as ended:  # each is waited for, also when the other fails
        both = [
            ended.enter_context(
                subprocess.Popen([sys.executable, "-c", HAMMER, str(leksand.path), who])
            )
            for who in ("en", "annan")
        ]
    assert [p.returncode for p in both] == [0, 0]
    found = read_analysis(leksand.path).analysis.evidence
    assert [e.id for e in found] == [f"U{n}" for n in range(1, 31)]
    for who in ("en", "annan"):
        assert [e.shows for e in found if e.source == who] == [f"nummer {n}" for n in range(15)]


def test_a_merge_that_was_never_finished(leksand: AnalysisFile) -> None:
    text = leksand.path.read_text(encoding="utf-8")
    clash = "<<<<<<< min\nval: []\n=======\nval: []\n>>>>>>> din\n"
    leksand.path.write_text(text.replace("val: []\n", clash), encoding="utf-8")
    with pytest.raises(OjError, match="två versioner av samma rader"):
        save(leksand.path, put(NOTES, TrendNote("", "svar")))


@pytest.mark.parametrize(
    ("frozen", "others"),
    [
        (Frozen("i", answer="NEJ", group=20.0, group_n=6), 5),
        (Frozen("i", answer="EA", group=20.0, group_n=6), 6),  # the own EA is not among them
        (Frozen("i", value=20.0, group=20.0, group_n=6), 5),
        (Frozen("i", answer="NEJ", group=20.0), None),
    ],
)
def test_the_own_answer_is_not_among_the_others_of_the_group(
    frozen: Frozen, others: int | None
) -> None:
    assert frozen.group_others == others
