"""The kommun profile: two pages that tell what is weak, whom to call and what to check."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from oj_cli.presentation.document import (
    Document,
    Facts,
    Figure,
    Section,
    Table,
    blocks,
    figures,
    on_paper,
    tables,
    texts,
    walk,
)

LSS = ("report", "kommun", "--omrade", "lss-enheter", "--idag", "2026-11-25")


def profile(kommun: str, area: str) -> Document:
    from oj_cli import api
    from oj_cli.api.report_files import glossary
    from oj_cli.api.report_material import open_area, profile_of
    from oj_cli.reports.glossary import finish
    from oj_cli.reports.profile.build import kommun_profile

    oj = api.open(today="2026-11-25")
    with open_area(
        oj, lambda store: store.register().find_kommun(kommun), area, None, None
    ) as data:
        (one,) = data.kommuner
        made = kommun_profile(profile_of(data, one, oj.today))
    return finish(made, glossary())


@pytest.fixture(scope="module")
def leksand() -> Document:
    return profile("Leksand", "socialpsykiatri")


@pytest.fixture(scope="module")
def kiruna() -> Document:
    return profile("Kiruna", "lss-enheter")


def part(report: Document, id: str) -> Section:
    return next(s for _, s in walk(report.sections) if s.id == id)


def text_of(section: Section) -> str:
    return "\n".join(t for b in section.blocks for t in texts(b))


def message(report: Document) -> dict[str, str]:
    facts = next(b for b in report.lead if isinstance(b, Facts))
    return {fact.label: fact.value for fact in facts.facts}


def test_the_message_tells_what_is_clear_from_chance_and_doubt(
    leksand: Document, kiruna: Document
) -> None:
    assert set(message(leksand)) == {"Saknas", "Ovanligt bra"}
    assert message(leksand)["Saknas"].startswith("Uppsökande verksamhet, ")  # the law asks for it
    assert message(leksand)["Saknas"].endswith(" och 8 till.")  # 14 in all
    said = message(kiruna)
    assert set(said) == {"Tydligt svagt", "Sämre, men kan bero på slumpen", "Stäm av först"}
    assert said["Tydligt svagt"].count("Boende: ") == 4
    assert "DV: planer" in said["Sämre, men kan bero på slumpen"]
    assert "DV: planer" in said["Stäm av först"]


def test_areas_say_why_and_whom_to_call(leksand: Document, kiruna: Document) -> None:
    area = part(leksand, "omrade-vardag")
    said = text_of(area)
    assert "Vansbro" in said  # the only one of the län that has it
    assert "Rekommenderas i nationella riktlinjer 2011." in said
    areas = part(kiruna, "omraden").sections
    assert [s.id for s in areas] == ["omrade-inflytande", "omrade-kompetens", "omrade-egen-plan"]
    assert "slumpen" in areas[2].heading  # only two are clear
    assert "minst 1 svar, kanske en enda" in text_of(areas[2])
    assert "60 procentenheter lägre" in text_of(areas[0])


def test_what_may_be_wrong_is_to_be_checked_with_its_reason(kiruna: Document) -> None:
    said = text_of(part(kiruna, "stam-av"))
    assert "Från 100\u00a0% 2019 till 0\u00a0%: har samma verksamheter svarat?" in said
    assert "5 svar till" in said  # nine in all


def test_details_are_folded_and_not_on_paper(leksand: Document) -> None:
    folded = {s.id for s in leksand.sections if s.is_detail}
    assert {"alla", "sa-har-oj-raknat", "kallor", "ordlista"} <= folded
    paper = on_paper(leksand)
    assert not tables(paper)
    assert [f.data for f in figures(leksand)] == ["tabell-alla"]
    assert [f.data for f in figures(paper)] == [""]  # it points at nothing that is not there


def test_every_answer_is_behind_it(leksand: Document) -> None:
    (made,) = [t for t in tables(leksand) if t.id == "tabell-alla"]
    assert len(made.rows) == 37
    by_name = {r[0].text: [c.text for c in r] for r in made.cells}
    sip = by_name["Rutin för information om samordnad individuell plan (SIP)"]
    assert sip[2:5] == ["JA", "68\u00a0%", "73\u00a0% (11 av 15)"]
    outreach = by_name["Uppsökande verksamhet för personer med psykisk funktionsnedsättning"]
    assert outreach[5] == "2 av 3"  # the kommungrupp: too few for percent


def test_numbers_have_answers_interval_and_years_behind_them(kiruna: Document) -> None:
    by_id = {t.id: t for t in tables(kiruna)}
    headings = [c.heading for c in by_id["tabell-alla"].columns]
    row = next(r for r in by_id["tabell-alla"].cells if r[0].text.endswith("genomförandeplaner"))
    told = dict(zip(headings, [c.text for c in row], strict=True))
    assert (told["Antal svar"], told["Spann"]) == ("minst 10", "26–86")
    years = by_id["tabell-alla-ar"]
    assert [c.heading for c in years.columns[1:]] == ["2018", "2019", "2022"]
    assert years.source == "Källa: Kolada."  # nothing in it is computed
    assert by_id["tabell-alla"].source == "Egen bearbetning av data från Kolada."


def test_no_command_is_for_a_reader_who_has_only_the_document(
    leksand: Document, kiruna: Document
) -> None:
    for report in (leksand, kiruna):
        said = "\n".join(t for b in blocks(report) for t in texts(b))
        assert not re.search(r"\boj\s[a-z]+\b|\s--[a-z]", said)


@pytest.mark.parametrize("area", ["socialpsykiatri", "lss-enheter"])
def test_it_is_two_pages_in_pdf(leksand: Document, kiruna: Document, area: str) -> None:
    from oj_cli.presentation.write import write

    report = leksand if area == "socialpsykiatri" else kiruna
    ((_, content),) = write(report, ["pdf"])
    assert len(PdfReader(io.BytesIO(content)).pages) == 2


ANALYSIS = """\
schema: oj-analys/1
kommun: Leksand
omrade: socialpsykiatri
ar: 2016
val:
  - tema: arbete
    motiv: Många vill arbeta <b>men</b> få får prova.
    valt: 2016-11-01
    indikatorer:
      - {indikator: ips_supported_employment, svar: NEJ, riket: 41}
underlag:
  - id: U1
    typ: brukarundersokning
    kalla: Enkät 2016
    visar: 6 av 10 vill arbeta mer än i dag.
    galler: [arbete]
    bedomning: stodjer
  - {id: U2, typ: hearing, kalla: Hearing, visar: Om bostad., galler: [bostad]}
slutsatser:
  - id: S1
    vad: Fler ska få prova ett arbete.
    galler: [arbete]
    orsaker: [Ingen har tid att följa med till arbetsgivaren]
"""


def test_what_the_kommun_has_chosen_comes_first(folder: Path) -> None:
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    (folder / "analys").mkdir()
    (folder / "analys" / "leksand-socialpsykiatri-2016.yaml").write_text(ANALYSIS, "utf-8")
    areas = part(profile("Leksand", "socialpsykiatri"), "omraden").sections
    assert [s.id for s in areas] == ["omrade-arbete", "omrade-kontakt", "omrade-vardag"]
    assert "valt av kommunen" in areas[0].heading
    assert "valt av kommunen" not in areas[1].heading
    said = text_of(areas[0])
    assert "Många vill arbeta <b>men</b> få får prova." in said
    assert "6 av 10 vill arbeta mer än i dag." in said
    assert "Brukarundersökning: Enkät 2016." in said
    assert "stödjer valet" in said
    assert "Om bostad." not in said
    assert "Orsaker: Ingen har tid att följa med till arbetsgivaren." in said


def test_one_for_each_kommun(oj: Callable[..., Any], folder: Path) -> None:
    ran = oj(*LSS, "--alla", "--lan", "Gotland", "-o", str(folder / "profiler"))
    assert (ran.code, ran.out) == (0, "")
    assert "1 av 1: Gotland" in ran.err
    (made,) = (folder / "profiler").iterdir()
    assert made.name == "kommunprofil-gotland-lss-enheter-2022.html"


@pytest.mark.slow
def test_one_that_fails_stops_no_other(
    oj: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oj_cli.api import report

    def breaks(material: Any) -> Document:
        if material.name == "Orsa":
            raise ZeroDivisionError("made up")
        return made(material)

    made = report.kommun_profile
    monkeypatch.setattr(report, "kommun_profile", breaks)
    asked = ("report", "kommun", "--alla", "--lan", "Dalarna", "--omrade", "socialpsykiatri")
    ran = oj(*asked, "--idag", "2016-11-25", "-o", str(folder))
    assert ran.code == 3
    assert "1 rapport gick inte att göra." in ran.err
    assert "Orsa: ZeroDivisionError" in ran.err
    assert "Skrev 14 rapporter" in ran.err
    assert len(list(folder.glob("*.html"))) == 14


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--kommun", "Leksand", "--alla"), "antingen --kommun eller --alla"),
        (("--lan", "Dalarna"), "Lägg till --alla."),
        (("--kommun", "Leksand", "--format", "odt"), "kan inte skrivas som ”odt”"),
        (("--kommun", "Leksand", "-o", "x.docx", "--format", "pdf"), "Skriv -o x.pdf"),
        (("--kommun", "Leksand", "--jamfor-med", "mig"), "”mig” går inte att skriva"),
        (
            (
                "--kommun",
                "Lexsand",
            ),
            "Menade du Leksand?",
        ),
        (("--alla", "-o", "alla.html"), "behöver en mapp"),
    ],
)
def test_what_cannot_be_done_is_said(
    oj: Callable[..., Any], folder: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = oj("report", "kommun", *asked)
    assert ran.code == 2
    assert said in re.sub(r"\s+", " ", ran.err)
    assert list(folder.iterdir()) == []


def test_no_table_and_figure_is_empty(leksand: Document) -> None:
    for block in blocks(leksand):
        if isinstance(block, Table):
            assert block.rows
        if isinstance(block, Figure):
            assert block.alt


def test_no_two_kommuner_share_a_file(folder: Path) -> None:
    names = {profile(kommun, "lss-enheter").id for kommun in ("Habo", "Håbo")}
    assert names == {
        "kommunprofil-habo-0643-lss-enheter-2022",
        "kommunprofil-habo-0305-lss-enheter-2022",
    }


def test_one_picture_holds_all_with_what_chance_may_have_made(folder: Path) -> None:
    report = profile("Göteborg", "hemtjanst")
    assert [f.id for f in figures(report)] == ["figur-profil"]
    picture = next(f.picture for f in figures(report) if f.id == "figur-profil")
    rows = {r.name: r for r in picture.rows}  # type: ignore[union-attr]
    weak = [r for r in rows.values() if r.tone == "svag"]
    assert weak
    assert f"tydligt svagare än jämförelsen på {len(weak)} av {len(rows)}" in picture.title
    assert all("svagt" in r.note for r in weak)
    reached = rows["Når personalen"]
    assert ([d.value for d in reached.dots], reached.may_be_chance) == ([64.0, 74.0], False)
    low, high = reached.span
    assert low < 64 < high < 74  # 3 725 answered: chance does not reach riket
    assert rows["Tiden räcker"].may_be_chance


def test_what_happened_is_said_in_words(folder: Path) -> None:
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    (folder / "analys").mkdir()
    (folder / "analys" / "leksand-lss-enheter-2022.yaml").write_text(
        "schema: oj-analys/1\nkommun: Leksand\nomrade: lss-enheter\nar: 2022\nhandelser:\n"
        "  - {id: H1, datum: 2020-03, vad: Ny chef <i>, typ: personal}\n",
        "utf-8",
    )
    report = profile("Leksand", "lss-enheter")
    assert "2020-03: Ny chef <i> (personal)." in text_of(part(report, "ar"))
