"""New indicators come last in a workspace's catalogue, and nothing else in it is touched."""

import dataclasses
from pathlib import Path

import pytest

from oj_cli.documents.reader import read_yaml
from oj_cli.domain.indicators import Indicator
from oj_cli.sources.layout.catalogues import add_indicators
from oj_cli.sources.layout.entries import new_by_code, new_catalogue

CATALOGUE = new_catalogue("Prov")


def some(*codes: str) -> list[Indicator]:
    return [new_by_code(code, True, False, f"Namn på {code}: ”åäö”") for code in codes]


def ids(path: Path) -> list[str]:
    return [entry["id"] for entry in read_yaml(path).data["indikatorer"]]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_and_order_are_kept(tmp_path: Path, end: str) -> None:
    path = add_indicators(tmp_path, CATALOGUE, some("a", "b"))
    assert path is not None
    text = path.read_text(encoding="utf-8").replace("    namn:", "    # min egen\n    namn:", 1)
    path.write_bytes(text.replace("\n", end).encode())
    before = path.read_bytes().splitlines()
    add_indicators(tmp_path, CATALOGUE, some("c", "d"))
    after = path.read_bytes().splitlines()
    place = iter(after)
    assert all(line in place for line in before)  # all lines are there, in the same order
    assert ids(path) == ["a", "b", "c", "d"]


def test_many_are_added_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = add_indicators(tmp_path, CATALOGUE, some("a"))
    assert path is not None
    monkeypatch.delattr("oj_cli.sources.layout.catalogues.edit")  # one by one takes seconds
    add_indicators(tmp_path, CATALOGUE, some(*(f"n{n}" for n in range(60))))
    assert len(ids(path)) == 61


def test_a_list_that_does_not_end_the_file_is_added_to_where_it_stands(tmp_path: Path) -> None:
    path = add_indicators(tmp_path, CATALOGUE, some("a"))
    assert path is not None
    with path.open("a", encoding="utf-8") as file:
        file.write("anmarkning: Står sist.\n")
    add_indicators(tmp_path, CATALOGUE, some("b"))
    assert ids(path) == ["a", "b"]
    assert path.read_text(encoding="utf-8").endswith("anmarkning: Står sist.\n")


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    assert add_indicators(tmp_path, dataclasses.replace(CATALOGUE), []) is None
    assert list(tmp_path.iterdir()) == []
