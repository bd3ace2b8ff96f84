"""Libraries are used by what they show: no name that begins with an underscore, no patching."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import oj_cli

ROOT = Path(oj_cli.__file__).parent
OURS = "oj_cli"
DOCUMENTED = {("os", "_exit")}
"""What begins with an underscore and is public all the same."""


def is_private(name: str) -> bool:
    """Tell whether any part of a dotted name is a library's own affair."""
    parts = (part for part in name.split("."))
    return any(p.startswith("_") and not (p.startswith("__") and p.endswith("__")) for p in parts)


def foreign(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield each import of another's: what it is called here, and what it is."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] != OURS:
                    yield (alias.asname or alias.name).partition(".")[0], alias.name
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            module = node.module or ""
            for alias in node.names:
                if module.partition(".")[0] != OURS:
                    yield alias.asname or alias.name, f"{module}.{alias.name}"


def owner(node: ast.expr) -> str:
    """Return the name that a chain of attributes begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def faults(text: str) -> list[str]:
    """Return where a module reaches into a library."""
    nodes = list(ast.walk(ast.parse(text)))
    libraries = dict(foreign(nodes))
    found = [f"imports {name}" for name in libraries.values() if is_private(name)]
    for node in nodes:
        if isinstance(node, ast.Attribute) and owner(node) in libraries:
            if is_private(node.attr) and (owner(node), node.attr) not in DOCUMENTED:
                found.append(f"line {node.lineno}: reads {owner(node)}.{node.attr}")
            if isinstance(node.ctx, ast.Store | ast.Del):
                found.append(f"line {node.lineno}: patches {owner(node)}.{node.attr}")
            if node.attr == "__dict__":
                found.append(f"line {node.lineno}: opens {owner(node)}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id in {"vars", "setattr", "delattr"} and owner(node.args[0]) in libraries:
                found.append(f"line {node.lineno}: {node.func.id}({owner(node.args[0])})")
            name = node.args[1] if len(node.args) > 1 else None
            if (
                node.func.id == "getattr"
                and isinstance(name, ast.Constant)
                and is_private(str(name.value))
                and not str(name.value).startswith("__")
            ):
                found.append(f"line {node.lineno}: getattr of {name.value}")
    return found


def test_a_module_uses_what_libraries_show() -> None:
    found = {path: faults(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from typer._click import Command",
        "import typer._click",
        "def f():\n    from typer._completion_shared import install",
        "from click.types import _NumberRangeBase",
        "import click\nclick.types._NumberRangeBase",
        "from questionary.prompts import common\nvars(common).update(X=1)",
        "from questionary.prompts import common\ncommon.X = 1",
        "import yaml\nsetattr(yaml, 'x', 1)",
        "import yaml\nyaml.__dict__['x'] = 1",
        "import yaml\ngetattr(yaml, '_x')",
    ],
)
def test_the_rule_bites(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "from oj_cli.documents.reader import _own",
        "import click\nclick.Option(['--x']).help",
        "import yaml\nx = yaml.safe_load('')\nx.y = 1",
        "from importlib.metadata import version\nversion.__name__",
    ],
)
def test_the_rule_does_not_bite_too_much(text: str) -> None:
    assert faults(text) == []
