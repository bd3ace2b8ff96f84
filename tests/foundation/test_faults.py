"""Every fault that is raised has words, and gives the values that they name."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import oj_cli
from oj_cli.domain.errors import FOLDER, UsageFault

ROOT = Path(oj_cli.__file__).parent
KINDS = {"OjError", "UsageFault", "FileFault"}
OWN = {"place", "details", "hints"}
WORDS = {
    f"{path.stem}.{name}": table
    for path in sorted(FOLDER.glob("*.toml"))
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
    if isinstance(table, dict) and "text" in table
}


def raised() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in KINDS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


NAMED = [
    (where, call.args[0].value, call)
    for where, call in raised()
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
]


def named_in(table: dict[str, Any]) -> set[str]:
    texts = (table["text"], *table.get("hints", ()))
    return {field.split(".")[0] for t in texts for _, field, _, _ in Formatter().parse(t) if field}


@pytest.mark.parametrize(("where", "name", "call"), NAMED, ids=[where for where, *_ in NAMED])
def test_a_fault_has_words_and_values(where: str, name: str, call: ast.Call) -> None:
    assert name in WORDS, "its words stand in domain/faults, not in code"
    given = {keyword.arg for keyword in call.keywords}
    if None not in given:  # no ** among them
        assert named_in(WORDS[name]) <= given - OWN


def test_a_hint_without_its_value_is_left_out_and_a_list_gives_one_each() -> None:
    fault = UsageFault("compare.nobody_answered", year=2016, area="LSS", other=(2018, 2019))
    assert [h for h in fault.hints if "2018" in h or "2019" in h] == list(fault.hints[-2:])
    assert len(UsageFault("compare.nobody_answered", year=2016, area="LSS", other=()).hints) == 1


def test_braces_in_a_value_are_text() -> None:
    fault = UsageFault("catalogue.unknown_indicator", text="{7*7} {x}", near="{y}")
    assert "{7*7} {x}" in fault.message
    assert any("{y}" in hint for hint in fault.hints)
