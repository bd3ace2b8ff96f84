"""Every layout that is known, and their mixtures, gives exactly the same 555 answers."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_workbooks import MAKERS, Made
from published_dalarna import INDICATORS, SHARES, TRUTH

from oj_cli.sources.layout.codes import number_in
from oj_cli.sources.layout.model import Decisions
from oj_cli.sources.layout.text import squash
from oj_cli.sources.layout.understand import understand
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.workbook import read_workbook
from oj_cli.store import open_store

AREA = "socialpsykiatri"


def test_the_family_is_large_enough() -> None:
    assert len(MAKERS) >= 15


@pytest.mark.parametrize("name", MAKERS)
def test_every_workbook_gives_the_same_answers(
    name: str, arbetsmapp: Path, oj: Callable[..., Any], tmp_path: Path
) -> None:
    made = MAKERS[name](tmp_path)
    got = oj("data", "import", str(made.path), *made.flags, "--idag", "2026-11-20")
    assert got.code == 0, got.out + got.err

    with open_store(arbetsmapp) as store:
        source = next(r.id for r in store.sources() if r.imported)
        rows = store.rows(AREA, source=source)
    of_year = rows[rows["year"] == 2016]
    own = of_year[of_year["unit_kind"] == "kommun"]
    found = {(r.indicator, r.unit): r.answer for r in own.itertuples() if r.unit.startswith("20")}
    assert found == TRUTH
    assert set(rows["year"]) == {2016, *made.other_years}
    others = Counter(
        (r.unit_kind, r.unit)
        for r in of_year.itertuples()
        if r.unit_kind in ("kommun", "stadsdel") and (r.unit_kind, r.unit[:2]) != ("kommun", "20")
    )
    assert others == made.others
    if made.has_shares:
        groups = of_year[of_year["unit_kind"].isin(["lan", "riket"])]
        shares = {(r.indicator, r.unit): r.value for r in groups.itertuples()}
        assert shares == {(i, u): float(s) for (i, u), s in SHARES.items() if u in ("20", "riket")}
    if made.path.suffix == ".xlsx":
        assert_cells_say_so(made, of_year)


def assert_cells_say_so(made: Made, rows: Any) -> None:
    """The cell that each result names holds it, in the file as another program reads it."""
    book = openpyxl.load_workbook(made.path, data_only=True)
    headings = {i.id: i.heading for i in INDICATORS}
    seen: dict[str, set[Any]] = {}
    for row in rows.itertuples():
        sheet, _, cell = row.locator.rpartition("!")
        value = book[sheet][cell].value
        if row.unit_kind in ("lan", "riket"):
            number = value if isinstance(value, float | int) else number_in(str(value))[0]
            assert number in (row.value, pytest.approx(row.value / 100))
        else:
            seen.setdefault(str(value), set()).add(row.answer)
        last, line = book[sheet][cell].column, book[sheet][cell].row
        above = book[sheet].iter_rows(1, line - 1, max(1, last - 2), last, values_only=True)
        beside = book[sheet].iter_rows(line, line, 1, 2, values_only=True)
        around = " ".join(str(v) for cells in (*above, *beside) for v in cells)
        assert headings[row.indicator][-12:].split()[-1] in around, row.locator
    if "Ja" in seen:
        assert seen["Ja"] == {"JA"}
        assert seen["Nej"] == {"NEJ"}


@pytest.mark.parametrize("name", MAKERS)
def test_without_any_layout_the_words_are_matched_and_never_wrongly(
    name: str, tmp_path: Path
) -> None:
    """As for a file that nobody has seen the like of: few questions, and none answered wrongly."""
    made = MAKERS[name](tmp_path)
    with open_store() as store:
        known = Known(store.register(), store.catalogues(), (), word_lists())
    decisions = Decisions(area=AREA, codes=(("", {"2": "JA", "1": "DELVIS", "0": "NEJ"}),))
    found = understand(read_workbook(made.path), decisions, known)
    of_heading = {squash(i.heading): i.id for i in INDICATORS}
    for used in found.used:
        heading = squash(used.column.label.text)
        wanted = {id for text, id in of_heading.items() if text in heading or heading in text}
        assert used.indicator in wanted, used.column.label
    assert len({q.text.partition(" (")[0] for q in found.questions}) <= 4
    assert not [f for f in found.findings if f.level == "fel"]
