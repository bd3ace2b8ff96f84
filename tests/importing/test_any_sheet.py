"""Whatever stands in a sheet: no crash, every row tells the truth about its cell, nothing twice."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple
from published_dalarna import ANSWERS, INDICATORS, KOMMUNER

from oj_cli.documents.packaged import FOLDER
from oj_cli.domain.answers import Answer
from oj_cli.domain.grid import Area, Cell, Cells, Sheet, Workbook
from oj_cli.domain.locators import locator_text
from oj_cli.sources.layout.model import Decisions, read_layouts
from oj_cli.sources.layout.result_table import SAME, result_rows, sheets_of, without_repeated
from oj_cli.sources.layout.rows import read_values
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.store import open_store


def _known() -> Known:
    with open_store() as store:
        layouts = read_layouts(FOLDER / "layouter")
        return Known(store.register(), store.catalogues(), layouts, word_lists())


KNOWN = _known()
TEXTS = [
    *(i.heading for i in INDICATORS[:6]), *(i.group for i in INDICATORS[:3]),
    *(name for _, name in KOMMUNER), *(code for code, _ in KOMMUNER), "Riket", "Dalarnas län",
    "Stockholm, Farsta", "1504", "Kommun", "Kod", "Medel", "Källa: X", "Socialpsykiatri 2016",
    "2015", "2016", "Ja", "Nej", "Delvis", "EA", "..", ".", "-", "x", "X", "1=Ja, 0=Nej",
    "Kanske", "12,5", "50 %", "", " ", "Andel", "Antal svarande", "Kvinnor", "Män", "Nyckeltal",
    "År", "Kön", "Värde", "23–66", "Vägt medel (riket)", "Länsmedel", "Region Gotland",
    "Rank av 286", "2014-01-01", "Stockholm, Nytorget", "Nöjda, efter region och år",
]  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(TEXTS),
    st.sampled_from([0.0, 1.0, 2.0, 0.53, 47.0, 114.0, 2029.0, 2016.0, 1e9, -1.0]),
    st.booleans(),
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[Cell]]:
    """Sheets that are often tables: a heading, kommuner, values, and something odd in places."""
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    rows = [[draw(CELLS) for _ in range(width)] for _ in range(height)]
    if draw(st.booleans()):
        heading = [draw(st.sampled_from(TEXTS[:12])) for _ in range(width)]
        rows.insert(draw(st.integers(0, 2)), heading)
    if draw(st.booleans()):
        for row in rows[draw(st.integers(1, 3)) :]:
            row[0] = draw(st.sampled_from(TEXTS[9:45]))
    return rows


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    sheets = []
    for n in range(draw(st.integers(1, 2))):
        rows = draw(tables())
        height, width = len(rows), len(rows[0])
        merged = []
        for _ in range(draw(st.integers(0, 2))):
            top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
            bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
            merged.append(Area(top, left, bottom, right))
        percent = draw(
            st.sets(st.tuples(st.integers(0, height), st.integers(0, width)), max_size=4)
        )
        if draw(st.booleans()):
            rows = [list(column) for column in zip(*rows, strict=True)]
        sheets.append(Sheet(f"Blad{n}", Cells.of(rows), tuple(merged), frozenset(percent)))
    return Workbook("fil.xlsx", "0" * 64, tuple(sheets))


@st.composite
def nearly_good(draw: st.DrawFn) -> Workbook:
    """A table as it should be, with a few cells changed."""
    heading: list[Cell] = ["Kod", "Kommun", *(i.heading for i in INDICATORS[:8])]
    rows: list[list[Cell]] = [["Öppna jämförelser 2016, socialpsykiatri", *[None] * 9], heading]
    for code, name in KOMMUNER[:8]:
        answers = [ANSWERS[i.id, name].capitalize() for i in INDICATORS[:8]]
        rows.append([code, name, *answers])
    if draw(st.booleans()):
        shares = [draw(st.sampled_from([0.5, 47.0, 1.0, None])) for _ in range(8)]
        rows.append(["00", "Riket", *shares])
    for _ in range(draw(st.integers(0, 3))):
        row, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 9))
        rows[row][column] = draw(CELLS)
    if draw(st.booleans()):
        rows = [list(column) for column in zip(*rows, strict=True)]
    return Workbook("fil.xlsx", "0" * 64, (Sheet("Resultat", Cells.of(rows)),))


DECISIONS = [
    Decisions(),
    Decisions(area="socialpsykiatri", year=2016, new="kvalitet"),
    Decisions(area="socialpsykiatri", year=2016, new="utelamna", shares="andel",
              codes=(("", {"1": "JA", "0": "NEJ"}), ("", {"X": "BORTFALL"}))),
    Decisions(new_area="Nytt", year=2016, new="bakgrund", numbers=frozenset({"B"})),
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(workbooks(), nearly_good(), nearly_good()), st.sampled_from(DECISIONS))
def test_whatever_stands_in_a_sheet(workbook: Workbook, decisions: Decisions) -> None:
    found = understand(workbook, decisions, KNOWN)
    reading = read_values(found)
    rows, _, more = without_repeated(found, result_rows(found, reading))
    findings = (*found.findings, *reading.findings, *more)
    for finding in findings:
        assert finding.message
        assert finding.remedy
    for question in (*found.questions, *reading.questions):
        assert question.flags[0][0].startswith("--")
    if found.questions or reading.questions or any(f.level == "fel" for f in findings):
        return
    assert not rows.duplicated(SAME).any()
    sheets = {sheet.name: sheet.rows for sheet in workbook.sheets}
    for row in rows.itertuples():
        assert_true(row._replace(locator=in_words(row, found)), sheets, found)


def in_words(row: Any, found: Any) -> str:
    """Return the cell of a row; the locators of a workbook are packed until they are stored."""
    return locator_text(int(row.locator), sheets_of(found.workbook))


def assert_true(row: Any, sheets: dict[str, Sequence[Sequence[Cell]]], found: Any) -> None:
    """The cell that a row names says what the row says."""
    sheet, _, cell = row.locator.rpartition("!")
    line, column = coordinate_to_tuple(cell)
    value = sheets[sheet][line - 1][column - 1]
    assert row.indicator in found.catalogue.by_id
    words = {"Ja": "JA", "Nej": "NEJ", "Delvis": "DELVIS", "EA": "EA", True: "JA", False: "NEJ"}
    if isinstance(row.answer, str):
        assert row.answer in Answer.__members__
        if isinstance(value, str | bool) and value in words:
            assert row.answer == words[value]
    else:
        assert value not in (None, "", " ", "Ja", "Nej")
    if row.value == row.value and isinstance(value, float):
        assert row.value in (value, round(value * 100, 10))


def test_half_of_the_names_are_enough_for_a_table_and_the_others_are_asked_about() -> None:
    strange = [f"Okänd verksamhet {n}" for n in "ABCD"]
    names = [name for _, name in KOMMUNER[:4]]
    rows: list[list[Cell]] = [["Kommun", INDICATORS[0].heading]]
    rows += [[name, "Ja"] for name in (*names, *strange)]
    workbook = Workbook("fil.xlsx", "0" * 64, (Sheet("Blad", Cells.of(rows)),))
    found = understand(workbook, Decisions(area="socialpsykiatri", year=2016), KNOWN)
    [table] = found.tables
    assert len(table.own) == len(names)
    asked = {q.start for q in found.questions if q.flag == "--enhet"}
    assert {f"{name}=" for name in strange[:-1]} <= asked
