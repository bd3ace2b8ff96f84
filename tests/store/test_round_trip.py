"""What is exported is imported again as it was: every answer, as a table and as a workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.sources.difference import differences
from oj_cli.store import open_store

Oj = Callable[..., Any]
AREA = "socialpsykiatri"
SHIPPED = "socialpsykiatri-2016-dalarna"


@pytest.mark.parametrize(
    ("name", "dialect"),
    [("svar-2016.xlsx", "standard"), ("svar.csv", "standard"), ("svar.csv", "svensk")],
)
def test_all_answers_come_back(
    folder: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch, name: str, dialect: str
) -> None:
    monkeypatch.chdir(folder)
    assert oj("data", "export", SHIPPED, "-o", name, "--csv-dialect", dialect).code == 0
    result = oj("data", "import", name, "--no-input", "--omrade", AREA, "--idag", "2027-03-31")
    assert result.code == 0, result.err
    with open_store(folder) as store:
        [record] = [r for r in store.sources() if not r.is_shipped]
        before = store.rows(AREA, source=SHIPPED, gender=None)
        after = store.rows(AREA, source=record.id, gender=None)
    assert len(before) == 555
    assert differences(before, after) == ()


def test_bortfall_comes_back(
    folder: Path, put_in: Callable[..., Any], oj: Oj, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
    codes = ("2029", "2062", "2031", "2034", "2080", "2081")
    put_in("ett", *(("audit_dudit", c, a) for c, a in zip(codes, answers, strict=True)))
    monkeypatch.chdir(folder)
    for name in ("ut.csv", "ut-2011.xlsx"):
        oj("data", "export", "ett", "-o", name)
        path = Path(name)
        result = oj("data", "import", name, "--no-input", "--omrade", AREA, "--ersatt", "--dry-run")
        assert result.code == 0, (path, result.err, result.out)
        assert "6 resultat" in result.out
