"""Each of the eleven tables of the printed county report is found, cell by cell."""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from oj_cli import api
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Remarks,
    Table,
    blocks,
    figures,
    tables,
    texts,
)
from oj_cli.presentation.pictures.style import ANSWERS, PAPER
from oj_cli.reports.county.build import county_report
from oj_cli.store import open_store

_spec = importlib.util.spec_from_file_location("facts", Path(__file__).with_name("facts.py"))
assert _spec is not None
assert _spec.loader is not None
facts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(facts)

IN_WORDS = {"EA": "Ej aktuellt", "BORTFALL": "Bortfall"}


@pytest.fixture(scope="module")
def short() -> dict[str, str]:
    """The indicators' short names, by which the tables call them."""
    with open_store() as store:
        return {i.id: i.short for i in store.catalogue("socialpsykiatri")}


def cells(table: Table) -> dict[tuple[str, str], str]:
    """What each row says in each column."""
    return {
        (row[0].text, column.heading): cell.text
        for row in table.cells
        for column, cell in zip(table.columns[1:], row[1:], strict=True)
    }


@pytest.mark.parametrize("number", range(1, 12))
def test_every_answer_of_a_printed_table(
    county: Document, short: dict[str, str], number: int
) -> None:
    printed = {k[1:]: v for k, v in facts.answers().items() if k[0] == number}
    assert len(printed) >= 30
    found: dict[tuple[str, str], str] = {}
    for table in tables(county):
        if table.id.startswith("svar-"):
            found |= cells(table)
    wrong = {
        (id, kommun): found.get((kommun, short[id]))
        for (id, kommun), answer in printed.items()
        if found.get((kommun, short[id])) != IN_WORDS.get(answer, answer)
    }
    assert wrong == {}


def test_every_printed_share(county: Document, short: dict[str, str]) -> None:
    found: dict[tuple[str, str], str] = {}
    for table in tables(county):
        if table.id.startswith("svar-"):
            found |= cells(table)
    for id, fact in facts.indicators().items():
        name = short[id]
        assert found["Riket, andel JA", name] == f"{fact['riket_pct']}\u00a0%"
        assert found["Dalarnas län, andel JA", name] == f"{fact['dalarna_pct_printed']}\u00a0%"
        assert found["Svarat JA i länet", name] == f"{fact['n_ja']} av {fact['n_denominator']}"


def test_eleven_tables_with_the_printed_headings_above(county: Document) -> None:
    by_id = {t.id: t for t in tables(county) if t.id.startswith("svar-")}
    assert len(by_id) == 11
    assert by_id["svar-tillganglighet-1"].groups == (
        ("", 1),
        ("Information på kommunens webbplats", 2),
        ("Tillgänglighet utanför kontorstid", 1),
        ("Uppsökande verksamhet", 1),
        ("Sysselsättning", 1),
    )
    looks = {c.text: c.look for t in by_id.values() for row in t.cells for c in row if c.look}
    back = {text: ANSWERS[look][0] for text, look in looks.items()}
    legend = next(t for t in tables(county) if t.id == "tabell-forklaring")
    assert {row[0].text: ANSWERS[row[0].look][0] for row in legend.cells if row[0].look} == back
    assert back == {"JA": "#dcecdc", "NEJ": PAPER, "DELVIS": "#fbf0c4", "Ej aktuellt": "#e9e9e9"}


def test_three_sentences_come_first(county: Document) -> None:
    (three,) = county.lead
    assert isinstance(three, Remarks)
    best, urgent, uncertain = (r.text for r in three.remarks)
    assert "10 av 15 kommuner har case management" in best
    assert "alla 15 kommuner har socialjour utanför kontorstid (i riket 78\u00a0%)" in best
    assert urgent.startswith("Bara 1 av 15 kommuner har social färdighetsträning")
    assert "bara 3 av 15 kommuner har uppsökande verksamhet" in urgent
    assert "Kompetensplan har gått från 9 till 5 av 15 kommuner sedan 2015" in urgent
    assert uncertain.startswith("På 11 indikatorer är länet sämre än riket, men det kan bero på")
    assert "14 frågor är nya eller ändrade 2016" in uncertain  # 13 and the one in a new way
    assert [s.id for s in county.sections][:4] == ["matris", "tala-om", "riket", "resultat"]


def test_five_things_to_talk_about_and_who_can_teach(county: Document) -> None:
    talk = next(s for s in county.sections if s.id == "tala-om")
    said = [[i.text for i in b.items] for b in talk.blocks if isinstance(b, Bullets)]
    assert len(said) == 5
    assert "Vansbro kan lära 14 andra." in said[0][0]  # the one with ESL
    assert "fråga utanför länet" in said[1][0]  # protected data: no routine anywhere
    assert "Avesta, Borlänge och Falun kan lära 12 andra." in said[2][0]  # those with IPS


def test_background_is_neither_ranked_nor_drawn(county: Document) -> None:
    drawn = [t for f in figures(county) for t in (f.alt, f.title)]
    assert not any("Till förvärvsarbete" in text or "Till skyddat arbete" in text for text in drawn)
    (table,) = [t for t in tables(county) if t.id == "svar-bakgrund-1"]
    assert "Bedömning" not in {row[0].text for row in table.cells}


def test_nothing_stands_twice(county: Document) -> None:
    said = Counter(text for b in blocks(county) for text in sentences(b))
    assert [text for text, n in said.items() if n > 1] == []


def sentences(block: Block) -> list[str]:
    """The texts of a block that are a sentence or more; a table's notes and source once."""
    if isinstance(block, Table):
        return [t for t in (block.caption, *block.notes, block.source) if len(t) > 30]
    if isinstance(block, Figure):
        return [block.title]
    return [text for text in texts(block) if len(text) > 30]


def test_every_new_indicator_is_named(county: Document, short: dict[str, str]) -> None:
    new = {short[id] for id, f in facts.indicators().items() if f["new_in_2016"] == "1"}
    assert len(new) == 13
    basis = next(s for s in county.sections if s.id == "bygger-pa")
    (said,) = [t for b in basis.blocks for t in texts(b) if t.startswith("Nya frågor 2016")]
    assert all(name in said for name in new)


def test_one_kommun_alone_has_nobody_to_be_set_beside(folder: Path) -> None:
    made = api.open(today="2026-11-30").county("Gotland", "valfardsteknik", 2022, None)
    report = county_report(made)
    assert "matris" not in {s.id for s in report.sections}
    said = "\n".join(text for b in blocks(report) for text in texts(b))
    assert "Den enda kommunen har ”Äldre, hemma: digitalt stöd för träning”" in said
    assert "kan lära" not in said
    assert "procentenheter)" not in said
