"""The rooms of the design: who imports whom, and who alone may touch what.

Everything is read from the source text, function bodies included. `faults` takes a module and what
stands in it, so that the last tests can show that each rule bites.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

import oj_cli

ROOT = Path(oj_cli.__file__).parent
ROOMS = {
    "commands": "api views presentation terminal domain",
    "terminal": "presentation domain",
    "api": "reports guide plan analysis_file analysis sources store catalogue workspace documents"
    " domain",
    "reports": "views presentation plan analysis domain",
    "views": "presentation domain",
    "guide": "documents catalogue domain",
    "plan": "documents catalogue domain",
    "analysis_file": "documents catalogue domain",
    "sources": "store catalogue workspace documents domain",
    "store": "catalogue workspace documents domain",  # documents: locks, whole-file writes
    "catalogue": "documents domain",
    "workspace": "documents domain",
    "analysis": "domain",
    "presentation": "domain",
    "documents": "domain",
    "domain": "",
    "app": "commands terminal domain",
    "__main__": "app",
    "": "",
}
MAY_IMPORT = {room: {room, *may.split()} for room, may in ROOMS.items()}
"""By room, the rooms it may import directly: the table of the design, letter by letter."""

TERMINAL = {"commands", "terminal", "app"}
"""The rooms that know a terminal."""

THE_TERMINALS = {"typer", "click", "rich", "questionary", "prompt_toolkit"}
OWN_PROCESSES = {"__main__", "sources.sandbox.child"}
"""The modules that are run as programs: streams are how they talk to who started them."""

NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "requests", "httpx", "urllib3"}
"""What opens a socket: for `sources.web` alone, which only a fetch opens."""

FETCHING = {"api.fetching", "sources.kolada", "sources.kolada_lists", "sources.scb"}
"""Who knows the network; the last three only its types."""

STREAMS = {("sys", name) for name in ("stdin", "stdout", "stderr", "exit")}
CLOCK = {
    "datetime": {"today", "now", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"},
}


@cache
def modules() -> dict[str, str]:
    """Return the text of every module by its name below `oj_cli`: `ui.views.words`."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(p for p in parts if p != "__init__")
        found[name] = path.read_text(encoding="utf-8")
    return found


Nodes = Sequence[ast.AST]
"""All that stands in a module, function bodies included."""


def nodes_of(text: str) -> Nodes:
    return list(ast.walk(ast.parse(text)))


def imports(nodes: Nodes, module: str) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of each import; the name is empty for `import x`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports say the whole name"
            yield from ((node.module or "", alias.name) for alias in node.names)


def may_import_package(module: str, package: str) -> bool:
    room = module.partition(".")[0]
    if room == "domain" and package not in sys.stdlib_module_names:
        # a list of results gives a table of pandas to who asks for one
        return (module, package) == ("domain.encoding", "pandas")
    if package in THE_TERMINALS:
        # rich colours the text of the writer for the terminal
        return room in TERMINAL or (module, package) == ("presentation.screen", "rich")
    return package != "sqlite3" or room == "store"


def import_faults(module: str, nodes: Nodes) -> Iterator[str]:
    room = module.partition(".")[0]
    if room not in MAY_IMPORT:
        yield f"{room} is no room of the design"
        return
    for imported, name in imports(nodes, module):
        top, _, rest = imported.partition(".")
        if top == "oj_cli":
            target = rest.partition(".")[0] or name
            if target and target not in MAY_IMPORT[room]:
                yield f"imports {target}"
            if (rest, name) == ("workspace", "today") and room != "api":
                yield "asks what day it is"
        elif not may_import_package(module, top):
            yield f"imports {top}"
        opens = top in NETWORK or (
            imported.startswith("urllib") and "parse" not in (imported[7:], name)
        )
        if opens and module != "sources.web":
            yield f"opens a socket: {imported}"
        if (rest, name) in (("sources.web", "Web"), ("sources", "web")) and module not in FETCHING:
            yield "opens the network"
        if name in CLOCK.get(imported, ()) and module != "workspace":
            yield f"reads the clock: {name}"


def call_faults(module: str, nodes: Nodes) -> Iterator[str]:
    room = module.partition(".")[0]
    for node in nodes:
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
            owner = node.value.id if isinstance(node.value, ast.Name) else owner
            if node.attr in CLOCK.get(owner, ()) and module != "workspace":
                yield f"reads the clock: {owner}.{node.attr}"
            if (owner, node.attr) == ("workspace", "today") and room != "api":
                yield "asks what day it is"
            if (owner, node.attr) in STREAMS and not (TERMINAL | OWN_PROCESSES) & {room, module}:
                yield f"uses sys.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {"print", "input", "breakpoint"} and room not in TERMINAL:
                yield f"calls {node.func.id}"
            if node.func.id in {"__import__", "exec", "eval"}:
                yield f"calls {node.func.id}"


def faults(module: str, nodes: Nodes) -> list[str]:
    """Return what a module does that its room may not."""
    return [*import_faults(module, nodes), *call_faults(module, nodes)]


def circles(imported: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Return the modules that import each other, in whichever way round."""
    reached = {module: set(names) for module, names in imported.items()}
    for between in reached:
        for module, names in reached.items():
            if between in names:
                reached[module] = names | reached[between]
    tied = {
        m: frozenset(n for n in names if m in reached.get(n, ())) for m, names in reached.items()
    }
    return sorted(
        {tuple(sorted(names)) for m, names in tied.items() if m in names and len(names) > 1}
    )


def imported_modules(module: str, nodes: Nodes) -> set[str]:
    """Return the modules below `oj_cli` that a module imports, function bodies included."""
    found = set()
    for imported, name in imports(nodes, module):
        top, _, rest = imported.partition(".")
        if top == "oj_cli":
            whole = f"{rest}.{name}" if rest else name
            found.add(whole if whole in modules() else rest)
    return found - {module, ""}


def test_a_module_keeps_to_its_room_and_imports_itself_by_no_way_round() -> None:
    found, imported = {}, {}
    for module, text in modules().items():  # each is parsed once, which is what takes time
        nodes = nodes_of(text)
        found[module] = faults(module, nodes)
        imported[module] = imported_modules(module, nodes)
    assert {module: said for module, said in found.items() if said} == {}
    assert circles(imported) == []


def test_every_room_of_the_design_stands() -> None:
    rooms = {name.partition(".")[0] for name in modules()}
    assert rooms == set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("domain.x", "import pandas"),
        ("domain.x", "def f():\n    from oj_cli.store import Store"),
        ("domain.x", "from oj_cli import store"),
        ("domain.x", "import oj_cli.documents.reader"),
        ("store.x", "from oj_cli.sources import longfile"),
        ("documents.x", "from oj_cli.analysis.compare import compare"),
        ("sources.x", "from oj_cli.analysis.matrix import Matrix"),
        ("analysis.x", "from oj_cli.sources.longfile import read_long"),
        ("analysis.x", "from oj_cli.guide.content import read_guide"),
        ("reports.x", "from oj_cli.terminal import streams"),
        ("plan.x", "from oj_cli.api.selecting import select"),
        ("terminal.x", "from oj_cli.documents.decode import decode"),
        ("views.x", "from oj_cli.analysis.compare import compare"),
        ("commands.x", "from oj_cli.store import open_store"),
        ("commands.x", "from oj_cli.documents.writer import write_bytes"),
        ("api.x", "from oj_cli.views.compare import document"),
        ("terminal.x", "from oj_cli.commands import options"),
        ("app", "from oj_cli.store import open_store"),
        ("analysis.x", "import sqlite3"),
        ("commands.x", "import sqlite3"),
        ("analysis.x", "import typer"),
        ("reports.x", "from rich.table import Table"),
        ("plan.x", "from datetime import date\nd = date.today()"),
        ("terminal.x", "import datetime\nd = datetime.datetime.now()"),
        ("commands.x", "import time\nt = time.time()"),
        ("plan.x", "from time import time"),
        ("plan.x", "from oj_cli.workspace import today"),
        ("plan.x", "from oj_cli import workspace\nworkspace.today()"),
        ("store.x", "print(1)"),
        ("sources.x", "import sys\nsys.stdout.write('')"),
        ("sources.sandbox.xlsx", "import sys\nsys.stdin.read()"),
        ("guide.x", "x = input()"),
        ("sources.x", "from urllib.request import urlopen"),
        ("sources.x", "import urllib.request"),
        ("api.x", "import socket"),
        ("store.x", "from http.client import HTTPConnection"),
        ("api.x", "from oj_cli.sources.web import Web"),
        ("plan.x", "import sys\nsys.exit(1)"),
        ("helpers.x", ""),
        ("domain.x", "__import__('pandas')"),
    ],
)
def test_each_rule_bites(module: str, text: str) -> None:
    assert faults(module, nodes_of(text)) != []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("domain.x", "from dataclasses import dataclass\nfrom oj_cli.domain.errors import OjError"),
        ("workspace", "from datetime import date\nd = date.today()"),
        ("store.x", "import sqlite3\ndef f():\n    import pandas"),
        ("sources.sandbox.child", "import sys\nsys.stdin.buffer.read()"),
        ("terminal.x", "import time\ntime.sleep(1)"),
        ("store.x", "from urllib.parse import quote"),
        ("api.x", "from oj_cli.workspace import today\nday = today()"),
        ("plan.x", "from datetime import date\ndef f(today: date): return date.fromisoformat('x')"),
    ],
)
def test_no_rule_bites_too_much(module: str, text: str) -> None:
    assert faults(module, nodes_of(text)) == []


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [("b", "c")]
