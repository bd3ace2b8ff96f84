"""The kommun profile: strengths first, then what to improve, with reasons and whom to ask."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.presentation.document import (
    Document,
    Figure,
    Section,
    Table,
    blocks,
    figures,
    tables,
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


@pytest.fixture
def leksand(folder: Path) -> Document:
    return profile("Leksand", "socialpsykiatri")


def part(report: Document, id: str) -> Section:
    return next(s for _, s in walk(report.sections) if s.id == id)


def text_of(section: Section) -> str:
    from oj_cli.reports.glossary import texts

    return "\n".join(t for b in section.blocks for t in texts(b))


def test_strengths_come_before_what_is_weak(leksand: Document) -> None:
    ids = [s.id for s in leksand.sections]
    assert ids.index("styrkor") < ids.index("forslag") < ids.index("alla")
    said = text_of(part(leksand, "styrkor"))
    assert "Bara 10\u00a0% av kommunerna i riket svarar JA." in said


def test_areas_say_why_and_whom_to_ask(leksand: Document) -> None:
    area = part(leksand, "forslag-vardag")
    said = text_of(area)
    assert "JA på 1 av 2." in said
    assert "Vansbro" in said  # the only one of the län that has it
    assert "Rekommenderas i nationella riktlinjer 2011." in said


def test_every_answer_is_in_it(leksand: Document) -> None:
    rows = [r for t in tables(leksand) if t.id.startswith("tabell-alla-") for r in t.cells]
    assert len(rows) >= 37  # those of 2016, and what may be added
    by_name = {r[0].text: [c.text for c in r] for r in rows}
    sip = by_name["Rutin för information om samordnad individuell plan (SIP)"]
    assert sip[1:4] == ["JA", "68\u00a0%", "73\u00a0% (11 av 15)"]
    outreach = by_name["Uppsökande verksamhet för personer med psykisk funktionsnedsättning"]
    assert outreach[4] == "2 av 3"  # the kommungrupp: too few for percent


def test_a_numeric_area_has_spreads_and_developments(folder: Path) -> None:
    report = profile("Umeå", "lss-enheter")
    kinds = {type(f.picture).__name__ for f in figures(report)}
    assert kinds == {"DotPlot", "Strip", "Multiples"}
    strip = next(f for f in figures(report) if type(f.picture).__name__ == "Strip")
    assert "268 kommuner" in strip.alt
    years = next(t for t in tables(report) if t.id == "tabell-alla-ar")
    assert [c.heading for c in years.columns[1:]] == ["2018", "2019", "2022"]
    assert years.source == "Källa: Kolada."  # nothing in it is computed
    others = [t for t in tables(report) if t.id not in ("tabell-alla-ar", "tabell-kallor")]
    assert {t.source for t in others if t.source} == {"Egen bearbetning av data från Kolada."}


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
    report = profile("Leksand", "socialpsykiatri")
    ids = [s.id for s in report.sections]
    assert ids.index("styrkor") < ids.index("valda") < ids.index("forslag")
    said = text_of(part(report, "val-arbete"))
    assert "Många vill arbeta <b>men</b> få får prova." in said
    assert "6 av 10 vill arbeta mer än i dag." in said
    assert "Brukarundersökning: Enkät 2016." in said
    assert "Underlaget stödjer valet." in said
    assert "Om bostad." not in said
    assert "Orsaker: Ingen har tid att följa med till arbetsgivaren." in said
    assert "forslag-arbete" not in {s.id for _, s in walk(report.sections)}
    assert "har valt 1 område" in text_of(part(report, "sammanfattning"))


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
        (("--kommun", "Leksand", "--jamfor-med", "mig"), "Det går inte att jämföra med ”mig”."),
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


def test_only_what_counts_is_drawn(leksand: Document) -> None:
    figure = next(f for f in figures(leksand) if f.id == "figur-enskilda")
    series = figure.picture.series  # type: ignore[union-attr]
    assert dict(series) == {
        "riket": "Riket",
        "lan": "Dalarnas län",
    }  # the groups have too few other kommuner
    first, *_ = figure.picture.rows  # type: ignore[union-attr]
    assert first.name == "Uppsökande verksamhet"  # the law asks for it
    assert [round(d.value) for d in first.dots] == [30, 20]
    assert "Uppsökande verksamhet: Riket 30\u00a0% och Dalarnas län 20\u00a0%" in figure.alt


def test_what_happened_is_said_in_words(folder: Path) -> None:
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    (folder / "analys").mkdir()
    (folder / "analys" / "leksand-lss-enheter-2022.yaml").write_text(
        "schema: oj-analys/1\nkommun: Leksand\nomrade: lss-enheter\nar: 2022\nhandelser:\n"
        "  - {id: H1, datum: 2020-03, vad: Ny chef <i>, typ: personal}\n",
        "utf-8",
    )
    report = profile("Leksand", "lss-enheter")
    assert "2020-03: Ny chef <i> (personal)." in text_of(part(report, "utveckling"))
