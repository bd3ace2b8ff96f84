"""Step 1, kept: what is chosen is saved with true figures, and shown with where else it is."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.analysis.frozen import freeze
from oj_cli.analysis.matrix import build_matrix
from oj_cli.analysis.references import build_references
from oj_cli.analysis_file.file import AnalysisFile, read_analysis
from oj_cli.api.choosing import choose, prepare_choice, set_aside
from oj_cli.api.themes import tables_of
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.encoding import encode
from oj_cli.store import open_store

SOCIALPSYKIATRI = "leksand-socialpsykiatri-2016.yaml"
ANSWERS = Path(__file__).parents[1] / "fixtures" / "lansrapport-2016" / "svar.csv"
WHY = "Vi saknar det mesta."


def analysis_of(folder: Path, name: str = SOCIALPSYKIATRI) -> AnalysisFile:
    return read_analysis(folder / "analys" / name)


def counted(indicator: str) -> tuple[str, int, int]:
    """Return from the file Leksand's answer, and how many of how many in Dalarna have JA."""
    with ANSWERS.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["indicator_id"] == indicator]
    own = next(r["answer"] for r in rows if r["kommun"] == "Leksand")
    asked = [r["answer"] for r in rows if r["answer"] in ("JA", "NEJ", "DELVIS")]
    return own, asked.count("JA"), len(asked)


def test_a_theme_brings_its_weak_indicators_with_true_figures(
    oj: Callable[..., Any], leksand: Path
) -> None:
    ran = oj("identify", "--valj", "arbete", "--motiv", WHY)
    assert ran.code == 0, ran.err
    (area,) = analysis_of(leksand).analysis.chosen
    assert (area.theme, area.why, area.date) == ("arbete", WHY, date(2026, 11, 25))
    assert [f.indicator for f in area.indicators] == [
        "ips_supported_employment",
        "overenskommelse_arbetsformedlingen",
        "overenskommelse_forsakringskassan",
    ]
    for frozen in area.indicators:
        own, n_yes, n = counted(frozen.indicator)
        assert (frozen.answer, frozen.lan_yes, frozen.lan_n) == (own, n_yes, n)
        assert frozen.lan == round(100 * n_yes / n, 1)
        assert frozen.ranked_by == "riket"
    first = area.indicators[0]
    assert (first.riket, first.priority) == (41.0, 3.0)  # the third of what is clear
    assert first.source is not None
    table, row = re.search(r"tabell (\d+); filen, rad (\d+)", first.source).groups()
    line = ANSWERS.read_text(encoding="utf-8").splitlines()[int(row) - 1]
    assert line == f"{table},ips_supported_employment,Leksand,NEJ"


def test_the_group_is_frozen_by_name_with_its_edition(
    oj: Callable[..., Any], leksand: Path
) -> None:
    oj("identify", "--valj", "sip_rutin", "--motiv", WHY)
    oj("identify", "--valj", "case_management", "--motiv", WHY, "--utgava", "skr2017")
    first, second = analysis_of(leksand).analysis.chosen[0].indicators
    assert first.group_name == "Kommungrupp 9 (SKL 2011)"
    assert second.group_name is not None
    assert second.group_name.endswith("(SKR 2017)")


def test_numbers_are_frozen_as_values_and_medians(oj: Callable[..., Any], leksand: Path) -> None:
    ran = oj("identify", "--omrade", "lss-enheter", "--valj", "skydd", "--motiv", WHY)
    assert ran.code == 0, ran.err
    frozen = analysis_of(leksand, "leksand-lss-enheter-2022.yaml").analysis.frozen
    assert frozen
    assert all(f.value is not None and f.answer is None and f.riket_n for f in frozen)


def test_indicators_narrow_their_theme_down_and_stand_under_it(
    oj: Callable[..., Any], leksand: Path
) -> None:
    ran = oj("identify", "--valj", "arbete, ips_supported_employment ,SIP-rutin", "--motiv", WHY)
    assert ran.code == 0, ran.err
    chosen = {
        c.theme: [f.indicator for f in c.indicators] for c in analysis_of(leksand).analysis.chosen
    }
    assert chosen == {"arbete": ["ips_supported_employment"], "vard": ["sip_rutin"]}


def test_where_else_it_shows_and_which_tables_belong_together(
    oj: Callable[..., Any], leksand: Path
) -> None:
    ran = oj("identify", "--valj", "vard,bostad,arbete", "--motiv", WHY)
    said = " ".join(ran.out.split())
    assert "vården i LSS-enheter 2022: inget är tydligt svagt." in said
    assert "i ekonomiskt bistånd 2022: inget går att säga tydligt." in said
    assert "har svar från er på temat Vägen till bostad" in said
    assert "Vägen till arbete står i 4 tabeller" in ran.out
    assert "Extern samverkan i enskilda ärenden: Avtal" in ran.out.replace("\n", " ")
    found = oj("identify", "--valj", "vard", "--format", "json").json
    (same,) = [s for s in found["samma_tema"] if s["tema"] == "vard"]
    assert (same["omrade"], same["ar"], same["svaga"], same["jamforbara"]) == (
        "lss-enheter",
        2022,
        0,
        1,
    )
    assert len(found["tabeller"]["arbete"]) == 4


def test_tables_hold_every_indicator_of_the_theme_once() -> None:
    with open_store() as store:
        for catalogue in store.catalogues():
            for theme in store.themes().themes:
                shown = [i.id for t in tables_of(theme.id, catalogue) for i in t.indicators]
                of_theme = [i.id for i in catalogue if i.theme == theme.id]
                assert sorted(shown) == sorted(of_theme)


def test_choosing_again_adds_and_needs_no_new_motive(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "case_management", "--motiv", WHY, "--idag", "2026-11-01")
    ran = oj("identify", "--valj", "sip_rutin")
    assert ran.code == 0, ran.err
    (area,) = analysis_of(leksand).analysis.chosen
    assert (area.why, len(area.indicators)) == (WHY, 2)
    oj("identify", "--valj", "sip_rutin", "--motiv", "Ett bättre motiv.")
    assert analysis_of(leksand).analysis.chosen[0].why == "Ett bättre motiv."


def test_setting_aside(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "vard,arbete", "--motiv", WHY)
    ran = oj("identify", "--valj-bort", "arbete,bostad", "--motiv", "Tas upp i maj.")
    assert ran.code == 0, ran.err
    assert "Väntar" in ran.out
    found: Analysis = analysis_of(leksand).analysis
    assert [c.theme for c in found.chosen] == ["vard"]
    assert found.set_aside[0].what == "arbete"
    assert {s.why for s in found.set_aside} == {"Tas upp i maj."}


def test_a_county_gathers_its_needs_the_same_way(oj: Callable[..., Any], dalarna: Path) -> None:
    ran = oj("identify", "--valj", "kontakt", "--motiv", "Länet ligger efter.")
    assert ran.code == 0, ran.err
    found = analysis_of(dalarna, "dalarna-socialpsykiatri-2016.yaml").analysis
    assert (found.kommun, found.lan) == (None, "Dalarna")
    for frozen in found.frozen:
        _, n_yes, n = counted(frozen.indicator)
        assert (frozen.answer, frozen.lan_yes, frozen.lan_n) == (None, n_yes, n)
        assert frozen.lan == round(100 * n_yes / n, 1)
    assert [f.priority for f in found.frozen] == [3.0, 6.0]  # among what the län is behind in
    assert "−10" in ran.out  # 20 percent of the län against 30
    assert "Ni" not in ran.out.split("Indikator")[1].split("\n")[0].split()


def test_a_correction_stands_beside_the_frozen_answer(
    oj: Callable[..., Any], leksand: Path
) -> None:
    wrong = "{indikator: socialpsykiatri/case_management, ar: 2016, svar: JA, skal: Fel.}"
    text = f"rattelser:\n  - {wrong}\n"
    (leksand / "rattelser.yaml").write_text(text, encoding="utf-8")
    ran = oj("identify", "--valj", "case_management", "--motiv", WHY)
    assert "borde ha varit JA" in ran.out
    assert "publicerade svaret ändras inte" in ran.out.replace("\n", " ")
    assert analysis_of(leksand).analysis.frozen[0].answer == "NEJ"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--valj", "vardd", "--motiv", WHY), "Menade du vard"),
        (("--valj", "egna-mal", "--motiv", WHY), "inga indikatorer i Socialpsykiatri"),
        (("--valj", "vard"), "--motiv"),
        (("--valj", "vard", "--motiv", " "), "--motiv"),
        (("--valj",), "efter --valj"),
        (("--valj", ",", "--motiv", WHY), "efter --valj"),
        (("--valj", "--no-input", "--motiv", WHY), "efter --valj"),
        (("--motiv", WHY), "Ange vad ni väljer"),
        (("--uppdatera",), "Ange vad ni väljer"),
        (("--valj", "vard", "--valj-bort", "arbete", "--motiv", WHY), "var sitt motiv"),
        (("--valj-bort", "vard", "--uppdatera", "--motiv", WHY), "siffror att uppdatera"),
        (("--valj-bort", "vard"), "--motiv"),
        (("--valj", "vard", "--motiv", WHY, "--idag", "2026-02-30"), "inget datum som finns"),
    ],
)
def test_what_is_refused_writes_nothing(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = oj("identify", *asked)
    assert ran.code == 2
    assert said in ran.err
    assert not (leksand / "analys").exists()


@pytest.mark.parametrize("command", ["identify", "guide"])
def test_a_theme_where_nothing_is_weak_is_chosen_whole_and_that_is_said(
    oj: Callable[..., Any], leksand: Path, command: str
) -> None:
    (leksand / "oj.yaml").write_text("kommun: Rättvik\nomrade: socialpsykiatri\n", encoding="utf-8")
    ran = oj(command, "--valj", "samordning", "--motiv", WHY, "--no-input")  # JA on all eight
    assert ran.code == 0, ran.err
    assert "Ingen indikator i " in ran.err
    assert "är svag hos er. Alla 8 är med." in ran.err
    (area,) = analysis_of(leksand, "rattvik-socialpsykiatri-2016.yaml").analysis.chosen
    assert len(area.indicators) == 8
    assert {f.answer for f in area.indicators} == {"JA"}


@pytest.mark.parametrize("command", ["identify", "guide"])
def test_background_is_no_part_of_what_is_chosen(
    oj: Callable[..., Any], leksand: Path, command: str
) -> None:
    (leksand / "oj.yaml").write_text("lan: Dalarna\nomrade: socialpsykiatri\n", encoding="utf-8")
    for theme in ("arbete", "vard", "kontakt"):
        assert oj(command, "--valj", theme, "--motiv", WHY, "--no-input").code == 0
    found = analysis_of(leksand, "dalarna-socialpsykiatri-2016.yaml").analysis
    ids = [f.indicator for f in found.frozen]
    assert "forvarvsarbete" not in ids
    assert "ips_supported_employment" in ids


def test_without_a_workspace(oj: Callable[..., Any]) -> None:
    ran = oj("identify", "--kommun", "Leksand", "--valj", "vard", "--motiv", WHY)
    assert ran.code == 2
    assert "oj init" in ran.err


def test_json_and_csv(oj: Callable[..., Any], leksand: Path) -> None:
    found = oj("identify", "--valj", "vard", "--motiv", WHY, "--format", "json").json
    assert found["schema"] == "oj-valj/1"
    assert found["fil"] == "analys/leksand-socialpsykiatri-2016.yaml"
    rows = list(
        csv.DictReader(io.StringIO(oj("identify", "--valj", "vard", "--format", "csv").out))
    )
    assert [r["indikator"] for r in rows] == ["case_management"]
    assert (rows[0]["tema"], rows[0]["svar"], rows[0]["riket"]) == ("vard", "NEJ", "35.0")


def test_choosing_without_a_terminal(oj: Callable[..., Any], leksand: Path) -> None:
    session = api.open(today="2026-11-25")
    choosing = prepare_choice(session, session.identify())
    assert choosing.weak["arbete"][0] == "ips_supported_employment"
    assert not choosing.has_motive(choosing.areas(["arbete"]))
    first = choose(session, choosing, ["arbete"], WHY)
    assert [c.theme for c in first.analysis.chosen] == ["arbete"]
    assert session.notices == []
    again = prepare_choice(session, session.identify())
    assert again.has_motive(again.areas(["arbete"]))
    found = set_aside(session, again, again.meant(["Vägen till arbete"]), "Tas upp i maj.")
    assert (found.analysis.chosen, found.analysis.set_aside[0].what) == ((), "arbete")
    assert WHY in session.notices[0]  # what does not stand there any more is told
    assert session.notices[-1] == "oj undo tar tillbaka det."
    said = oj("identify", "--valj-bort", "arbete", "--motiv", "Tas upp i maj.", "--format", "json")
    assert said.json == encode(found)


def test_freezing_without_any_rows() -> None:
    with open_store() as store:
        indicator = store.catalogue("socialpsykiatri").by_id["sip_rutin"]
        register = store.register(population_before=2016)
        leksand = register.find_kommun("Leksand")
        references = build_references(leksand, register, 2016, register.edition(2016))
    nothing = build_matrix(())
    frozen = freeze(indicator, leksand.code, nothing, {r.id: r for r in references}, {})
    assert (frozen.answer, frozen.riket, frozen.lan, frozen.source) == (None, None, None, None)


def test_completion_offers_themes_indicators_and_ids(oj: Callable[..., Any], leksand: Path) -> None:
    from oj_cli.commands.completion import (
        complete_choice,
        complete_event,
        complete_evidence,
        complete_key_figure,
    )

    assert complete_choice("arbete") == [("arbete", "Vägen till arbete")]
    assert complete_choice("arb")[0] == ("arbete", "Vägen till arbete")
    assert {id.startswith("arb") for id, _ in complete_choice("arb")} == {True}
    offered = [found for found, _ in complete_choice("arbete,sip")]
    assert offered[0] == "arbete,sip_rutin"
    assert oj("identify", "--valj", offered[0], "--motiv", WHY).code == 0
    assert [found for found, _ in complete_key_figure("kostnad_so")] == ["kostnad_sol"]
    assert (complete_evidence(""), complete_event("")) == ([], [])
    oj("complement", "add", "--nyckeltal", "kostnad_sol")
    oj("trend", "event", "add", "--datum", "2015", "--vad", "Ny chef")
    assert [found for found, _ in complete_evidence("u")] == ["u1"]
    assert complete_event("") == [("H1", "Ny chef")]
