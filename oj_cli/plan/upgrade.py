"""Plans of an older schema: read as the new one, and rewritten in place where the user asks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from oj_cli.documents.decode import read_model
from oj_cli.documents.outline import Entry, Node, Outline
from oj_cli.documents.reader import YamlFile, parse_yaml, read_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.fields import key
from oj_cli.domain.plan import SCHEMA
from oj_cli.workspace import DATA_FOLDER

OLDEST = "oj-plan/0"
"""What a plan is that does not say."""

_UNSAFE = re.compile(r"[,\[\]{}]|^[:?]|[:?]$|\n")
"""What text without quotation marks may not hold within brackets."""

_Splice = tuple[int, int, str]
_BOM = "\ufeff"


@dataclass(frozen=True)
class Step:
    """One change: a key by another name, or a single value made a list."""

    at: str = key("vid")
    name: str = key("nyckel")
    rename: str | None = key("byt", default=None)
    make_list: bool = key("lista", default=False)


@dataclass(frozen=True)
class Migration:
    """From one schema to the next."""

    old: str = key("fran")
    new: str = key("till")
    steps: tuple[Step, ...] = key("steg")


@dataclass(frozen=True)
class Migrations:
    """The content of `planschema.yaml`."""

    migrations: tuple[Migration, ...] = key("uppgraderingar")


@dataclass(frozen=True)
class Upgraded:
    """A plan's plain data under the new schema, and which steps it took."""

    data: Any
    steps: tuple[Step, ...] = ()


@cache
def _migrations() -> dict[str, Migration]:
    path = DATA_FOLDER / "planschema.yaml"
    found = read_model(Migrations, read_yaml(path), "Planschemats uppgraderingar")
    return {m.old: m for m in found.migrations}


def unknown_schema(file: YamlFile, schema: object) -> FileFault:
    """Return the fault of a plan whose schema is newer than this program, or no plan's."""
    return FileFault(
        f"Planen har schema ”{schema}”, som den här versionen av oj inte känner till.",
        place=file.place(("schema",)),
        hints=(f"Det nyaste som går att läsa är {SCHEMA}. Kontrollera att oj är uppdaterat.",),
    )


def is_older(schema: object) -> bool:
    """Tell whether a schema, or none, is one that can be upgraded."""
    return schema is None or schema in _migrations()


def upgraded(data: Any) -> Upgraded:
    """Return plain data as it is under the newest schema; the data itself is left alone.

    Data of the newest schema, and what is no plan, comes back as it is.
    """
    if not isinstance(data, dict) or not is_older(data.get("schema")):
        return Upgraded(data)
    schema, taken = data.get("schema") or OLDEST, list[Step]()
    while schema in _migrations():
        migration = _migrations()[schema]
        for step in migration.steps:
            data = _taken(data, tuple(step.at.split(".")), step, taken)
        schema = migration.new
    return Upgraded({**{"schema": schema}, **data, "schema": schema}, tuple(taken))


def _taken(data: Any, way: tuple[str, ...], step: Step, taken: list[Step]) -> Any:
    """Return the data with a step taken wherever it applies."""
    if way and way[0] == "*":
        is_list = isinstance(data, list)
        return [_taken(x, way[1:], step, taken) for x in data] if is_list else data
    if not isinstance(data, dict):
        return data
    if way:
        if way[0] not in data:
            return data
        return {**data, way[0]: _taken(data[way[0]], way[1:], step, taken)}
    if not _applies(data, step):
        return data
    taken.append(step)
    if step.rename is not None:
        return {step.rename if k == step.name else k: v for k, v in data.items()}
    return {**data, step.name: [data[step.name]]}


def _applies(data: dict[str, Any], step: Step) -> bool:
    if step.name not in data:
        return False
    if step.rename is not None:
        return step.rename not in data
    return data[step.name] is not None and not isinstance(data[step.name], list)


def upgrade_text(raw: bytes, path: Path) -> bytes:
    """Return the bytes of a plan rewritten to the newest schema.

    Only what changes is touched: comments, order and layout stay. A plan of the newest
    schema comes back as it is. Raises FileFault if the file cannot be read, is of a schema
    that is not known, or cannot be rewritten safely.
    """
    file = parse_yaml(raw, path)
    schema = file.data.get("schema") if isinstance(file.data, dict) else ""
    if schema == SCHEMA:
        return raw
    if not isinstance(file.data, dict) or not is_older(schema):
        raise unknown_schema(file, schema)
    text = raw.decode("utf-8")
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(bom)
    wanted = upgraded(file.data)
    outline = Outline(text)
    splices = sorted(_splices(outline, wanted.steps), reverse=True)
    for start, end, new in splices:
        text = text[:start] + new + text[end:]
    result = (bom + text).encode()
    if _read_again(result, path) != wanted.data:
        raise FileFault(
            "Planen går inte att uppgradera automatiskt, så som den är skriven.",
            place=str(path),
            hints=("Byt namn på nycklarna för hand. oj plan check visar vilka.",),
        )
    return result


def _read_again(raw: bytes, path: Path) -> Any:
    """Return the data of a text, None if it is not YAML any more."""
    try:
        return parse_yaml(raw, path).data
    except FileFault:
        return None


def _splices(outline: Outline, steps: tuple[Step, ...]) -> Iterator[_Splice]:
    root = outline.root
    if root is None:
        return
    schema = next((e for e in root.entries if e.key == "schema"), None)
    if schema is None:
        first = root.entries[0].start
        yield first, first, f"schema: {SCHEMA}{outline.newline(first)}"
    else:
        yield schema.node.start, schema.node.end, SCHEMA
    for step in dict.fromkeys(steps):
        for holder in _holders(root, tuple(step.at.split("."))):
            entries = {e.key: e for e in holder.entries}
            entry = entries.get(step.name)
            if entry is None or (step.rename or "") in entries:
                continue
            if step.rename is not None:
                yield _renamed(outline, entry, step.rename)
            elif entry.node.kind != "list" and not entry.node.empty:
                yield from _in_list(outline, entry.node)


def _holders(node: Node, way: tuple[str, ...]) -> Iterator[Node]:
    """Yield the mappings that a way leads to."""
    if not way:
        if node.kind == "map":
            yield node
        return
    for entry in node.entries:
        if (node.kind == "list" and way[0] == "*") or (node.kind == "map" and entry.key == way[0]):
            yield from _holders(entry.node, way[1:])


def _renamed(outline: Outline, entry: Entry, name: str) -> _Splice:
    old = entry.key or ""
    start = outline.text.index(old, entry.start)
    return start, start + len(old), name


def _in_list(outline: Outline, node: Node) -> Iterator[_Splice]:
    """Yield what makes a single value the only item of a list, in the style it is written in."""
    if node.kind == "scalar" and not node.style:
        text = outline.text[node.start : node.end]
        if text.lower() in ("null", "~"):
            return
        shown = json.dumps(text, ensure_ascii=False) if _UNSAFE.search(text) else text
        yield node.start, node.end, f"[{shown}]"
        return
    if not node.block:
        yield node.start, node.start, "["
        yield node.end, node.end, "]"
        return
    yield node.start, node.start, "- "
    for match in re.finditer(r"(?:\r\n|\n|\r)(?=[ \t]*[^\s])", outline.text[node.start : node.end]):
        at = node.start + match.end()
        yield at, at, "  "
