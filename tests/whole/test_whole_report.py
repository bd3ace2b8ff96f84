"""`oj report kommun` without `--omrade`: the map as a report, its message on page one."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from whole.five import FIVE

from oj_cli import api
from oj_cli.domain.identification import CLEAR, STRONG
from oj_cli.domain.reports import Written
from oj_cli.presentation.document import Paragraph, blocks, tables, walk
from oj_cli.reports.whole.build import WholeMaterial, whole_report


def material(whole: api.Oj, kommun: str) -> WholeMaterial:
    return WholeMaterial(
        trend=whole.trend_whole(kommun),
        peers=whole.peers_whole(kommun),
        method=whole.method(),
        today=whole.today,
    )


@pytest.mark.parametrize("kommun", FIVE)
def test_its_message_is_what_the_map_counts(whole: api.Oj, kommun: str) -> None:
    document = whole_report(material(whole, kommun))
    [message, *_] = [b for b in blocks(document) if isinstance(b, Paragraph) and b.tone == "lead"]
    told = whole.kommun_map(kommun)
    results = [r for part in told.known for r in part.results]
    weak, strong = (sum(r.verdict in v for r in results) for v in (CLEAR, STRONG))
    numbers = [int(n) for n in re.findall(r"\d+", message.text)]
    assert numbers[:2] == [weak, told.n_judged]
    assert numbers[3] == strong
    assert document.sections[0].id == "sammanfattning"


@pytest.mark.parametrize("kommun", FIVE)
def test_each_area_has_a_short_section_and_a_way_to_the_whole(whole: api.Oj, kommun: str) -> None:
    document = whole_report(material(whole, kommun))
    told = whole.kommun_map(kommun)
    by_id = {s.id: s for _, s in walk(document.sections)}
    for part in told.known:
        here = by_id[f"omrade-{part.head.area}"]
        texts = [b.text for b in here.blocks if isinstance(b, Paragraph)]
        assert any(f"--omrade {part.head.area}" in text for text in texts)
        assert str(part.year) in texts[0]
        rows = sum(len(t.rows) for t in tables(document) if t in here.blocks)
        clear = sum(p.n(*CLEAR) for p in told.known if p.head.area == part.head.area)
        assert rows == min(clear, 8)
    assert {s for s in by_id if s.startswith("omrade-")} == {
        f"omrade-{p.head.area}" for p in told.known
    }


def test_it_is_written_in_every_format(oj: Any, wide: None) -> None:
    ran = oj("report", "kommun", "--kommun", "Ydre", "--format", "html,docx,xlsx,pdf")
    assert (ran.code, ran.out) == (0, ""), ran.err
    made = {path.suffix: path for path in Path().glob("kommunkarta-ydre-2022.*")}
    assert len(made) == 4
    assert all(path.stat().st_size > 10_000 for path in made.values())
    book = openpyxl.load_workbook(made[".xlsx"], read_only=True)
    data = ["Data", "Källor", "Diagram"]
    assert book.sheetnames == ["Om rapporten", "Indikatorer", "Teman", *data]
    _, head, *rows = book["Data"].values
    of = [dict(zip(head, row, strict=True)) for row in rows]
    assert len({row["Område"] for row in of}) > 3
    assert {row["Namn"] for row in of} == {"Ydre", "Riket"}
    assert all(row["Källa"] and row["Plats i källan"] for row in of)


def test_with_an_area_or_a_year_it_is_the_profile(oj: Any, wide: None) -> None:
    assert oj("report", "kommun", "--kommun", "Ydre", "--omrade", "hemtjanst").code == 0
    assert oj("report", "kommun", "--kommun", "Leksand", "--ar", "2016").code == 0
    assert oj("report", "kommun", "--kommun", "Västerås", "--omrade", "lss").code == 0
    assert {p.name for p in Path().iterdir()} == {
        "kommunprofil-ydre-hemtjanst-2022.html",
        "kommunprofil-leksand-socialpsykiatri-2016.html",
        "kommunkarta-vasteras-2022.html",
    }


def test_of_each_kommun_in_a_lan(whole: api.Oj, tmp_path: Path) -> None:
    made: Written = whole.report_whole(each=True, lan="Gotland", output=tmp_path / "alla")
    assert (made.n_made, made.failed) == (1, ())
    assert [p.name for p in made.paths] == ["kommunkarta-gotland-2022.html"]
