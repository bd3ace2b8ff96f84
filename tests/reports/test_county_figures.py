"""Each of the eleven tables of the printed county report is found, cell by cell."""

import importlib.util
from pathlib import Path

import pytest

from oj_cli.presentation.document import Document, Table, tables
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


def test_what_the_printed_report_lacked(county: Document) -> None:
    by_id = {t.id: t for t in tables(county)}
    figures = cells(by_id["tabell-kunskapsbaserad"])
    audit = "Använder AUDIT och DUDIT för att upptäcka alkohol- och narkotikaproblem"
    assert figures[audit, "Svarat JA"] == "1 av 11"
    assert figures[audit, "Räknas inte"] == "4 ej aktuellt"
    access = cells(by_id["tabell-tillganglighet"])
    outreach = "Uppsökande verksamhet för personer med psykisk funktionsnedsättning"
    assert access[outreach, "Tidigare år"] == "ny metod 2016"  # never set against 2015
    groups = by_id["tabell-grupper-trygghet"]
    assert [c.heading for c in groups.columns][3].startswith("Invånargrupp 1")
    learn = cells(by_id["tabell-lara"])
    assert learn["Bostad först till personer som är hemlösa", "Har det"] == "Älvdalen"
    assert {s.id for s in county.sections} >= {"speglade", "utveckling", "lara", "kommuner"}


def test_every_new_indicator_is_named(county: Document) -> None:
    with open_store() as store:
        names = {i.id: i.name for i in store.catalogue("socialpsykiatri")}
    new = {names[id] for id, f in facts.indicators().items() if f["new_in_2016"] == "1"}
    basis = next(s for s in county.sections if s.id == "bygger-pa")
    part = next(s for s in basis.sections if s.id == "nytt")
    said = {item.text for b in part.blocks if hasattr(b, "items") for item in b.items}
    assert new <= said
    assert len(new) == 13
