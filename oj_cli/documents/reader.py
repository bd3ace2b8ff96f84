"""The one YAML reader: YAML 1.2 scalars, line numbers, and no surprises.

YAML 1.1, which PyYAML follows by itself, reads `NO` as false, `037` as 31 and `12:30`
as 750. Here `true` and `false` are the only booleans, numbers have no leading zero, and
dates stay text until a model reads them.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from oj_cli.domain.errors import FileFault

MAX_BYTES = 5_000_000
MAX_DEPTH = 100

Where = tuple[str | int, ...]
"""A way into a document: keys and positions from the top."""


@dataclass(frozen=True)
class YamlFile:
    """A document that was read: its data, and the line (from 1) of each value by its way."""

    path: Path
    data: Any
    lines: dict[Where, int] = field(default_factory=dict)

    def place(self, where: Where = ()) -> str:
        """Return `fil.yaml, rad 12` for the value there, or for the nearest one above it."""
        for end in range(len(where), -1, -1):
            line = self.lines.get(where[:end])
            if line is not None:
                return f"{self.path}, rad {line}"
        return str(self.path)


class _Loader(yaml.CSafeLoader):
    """A loader of its own, so that its scalar rules touch no other user of PyYAML."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own class attribute


_NUMBER_STARTS = list("-+.0123456789")
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile("^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), _NUMBER_STARTS
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$"),
    _NUMBER_STARTS,
)

_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:str": str,
}


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file.

    Raises FileFault, in Swedish and with the line, for a file that cannot be read, is
    not UTF-8, is too large or nested too deep, repeats a key, or is not YAML.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileFault(
            f"Filen {path.name} går inte att läsa: {error.strerror or error}.", place=str(path)
        ) from error
    return parse_yaml(raw, path)


def parse_yaml(raw: bytes, path: Path) -> YamlFile:
    """Parse the bytes of a YAML file; `path` is only used to say where a fault is."""
    if len(raw) > MAX_BYTES:
        size = MAX_BYTES // 1_000_000
        raise FileFault(f"Filen är för stor: högst {size} MB går att läsa.", place=str(path))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileFault(
            "Filen är inte sparad som UTF-8.",
            place=f"{path}, rad {line}",
            hints=("Spara om den med teckenkodningen UTF-8.",),
        ) from error
    try:
        _refuse_deep(text, path)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, path) from error
    except yaml.YAMLError as error:
        raise FileFault(f"Filen är inte giltig YAML: {error}", place=str(path)) from error
    result = YamlFile(path, None)
    if node is None:
        return result
    return YamlFile(path, _Builder(path, result.lines).build(node, ()), result.lines)


def _refuse_deep(text: str, path: Path) -> None:
    """Count nesting on the event stream: building 50 000 nested lists crashes the C loader."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise FileFault(
                    f"Filen är nästlad i mer än {MAX_DEPTH} nivåer.",
                    place=f"{path}, rad {_line_of(event)}",
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Turns nodes into plain data and notes the line of each value."""

    def __init__(self, path: Path, lines: dict[Where, int]) -> None:
        self.path = path
        self.lines = lines
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, where: Where) -> Any:
        line = node.start_mark.line + 1
        self.lines[where] = line
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, line)
        if id(node) in self.seen:
            raise FileFault(
                "Filen använder samma stycke på två ställen (& och *). Skriv ut texten i stället.",
                place=f"{self.path}, rad {line}",
            )
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*where, i)) for i, child in enumerate(node.value)]
        return self.mapping(node, where)

    def scalar(self, node: yaml.ScalarNode, line: int) -> Any:
        read = _SCALARS.get(node.tag)
        if read is None:
            raise FileFault(
                f"Märkningen {node.tag} går inte att läsa.", place=f"{self.path}, rad {line}"
            )
        return read(node.value)

    def mapping(self, node: yaml.Node, where: Where) -> dict[Hashable, Any]:
        result: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise FileFault("En nyckel måste vara ett ord.", place=f"{self.path}, rad {line}")
            name = str(key_node.value)
            if name in result:
                raise FileFault(
                    f"Nyckeln ”{name}” står två gånger. Den första står på rad "
                    f"{self.lines[(*where, name)]}.",
                    place=f"{self.path}, rad {line}",
                    hints=("Ta bort den ena, eller slå ihop dem.",),
                )
            result[name] = self.build(value_node, (*where, name))
            self.lines[(*where, name)] = line
        return result


_PROBLEMS = {
    "found character '\\t' that cannot start any token": "Raden är indragen med tabb.",
    "mapping values are not allowed": "Ett kolon står där det inte får stå.",
    "could not find expected ':'": "Det saknas ett kolon efter en nyckel.",
    "did not find expected key": "Indraget stämmer inte med raderna ovanför.",
    "did not find expected '-' indicator": "Indraget stämmer inte med listan ovanför.",
    "found unexpected end of stream": "Ett citattecken eller en parentes avslutas aldrig.",
    "did not find expected ',' or": "Det saknas ett komma eller en slutparentes.",
    "found undefined alias": "Ett * i början av en text måste stå inom citattecken.",
}


def _syntax_fault(error: yaml.MarkedYAMLError, path: Path) -> FileFault:
    mark = error.problem_mark or error.context_mark
    line = f", rad {mark.line + 1}" if mark else ""
    problem = error.problem or ""
    words = next(
        (text for start, text in _PROBLEMS.items() if problem.startswith(start)),
        f"Raden går inte att läsa ({problem}).",
    )
    return FileFault(
        f"Filen är inte giltig YAML. {words}",
        place=f"{path}{line}",
        hints=("Dra in med mellanslag, och sätt text med : eller # inom citattecken.",),
    )
