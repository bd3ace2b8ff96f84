"""Every fault that is raised has words, and gives the values that they name."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

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
        text = path.read_text(encoding="utf-8")
        if not any(f"{kind}(" in text for kind in KINDS):
            continue  # to parse it would take time
        for node in ast.walk(ast.parse(text)):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in KINDS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def named_in(table: dict[str, Any]) -> set[str]:
    texts = (table["text"], *table.get("hints", ()))
    return {field.split(".")[0] for t in texts for _, field, _, _ in Formatter().parse(t) if field}


def test_a_fault_has_words_and_values() -> None:
    without_words, without_values, n = [], [], 0
    for where, call in raised():
        if not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        name, given = call.args[0].value, {keyword.arg for keyword in call.keywords}
        n += 1
        if name not in WORDS:  # they stand in domain/faults, not in code
            without_words.append((where, name))
        elif None not in given and not named_in(WORDS[name]) <= given - OWN:  # no ** among them
            without_values.append((where, name))
    assert n > 300
    assert (without_words, without_values) == ([], [])


def test_a_hint_without_its_value_is_left_out_and_a_list_gives_one_each() -> None:
    fault = UsageFault("compare.nobody_answered", year=2016, area="LSS", other=(2018, 2019))
    assert [h for h in fault.hints if "2018" in h or "2019" in h] == list(fault.hints[-2:])
    assert len(UsageFault("compare.nobody_answered", year=2016, area="LSS", other=()).hints) == 1


def test_braces_in_a_value_are_text() -> None:
    fault = UsageFault("catalogue.unknown_indicator", text="{7*7} {x}", near="{y}")
    assert "{7*7} {x}" in fault.message
    assert any("{y}" in hint for hint in fault.hints)
