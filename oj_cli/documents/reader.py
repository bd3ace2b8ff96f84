"""The one YAML reader: YAML 1.2 scalars, line numbers, and no surprises.

YAML 1.1, which PyYAML follows by itself, reads `NO` as false, `037` as 31 and `12:30`
as 750. Here `true` and `false` are the only booleans, numbers have no leading zero, and
dates stay text until a model reads them. Tags (`!!int`) and repeated passages (`&`, `*`)
are refused: what a file says stands in it, where it can be seen.
"""

import codecs
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

from oj_cli.documents.places import refuse_link_out, refuse_special
from oj_cli.domain.errors import FileFault, file_fault

BOM = codecs.BOM_UTF8.decode()
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
        line = self.line(where)
        return f"{self.path}, rad {line}" if line is not None else str(self.path)

    def line(self, where: Where) -> int | None:
        """Return the line of a value, or of the nearest one above it."""
        ways = (where[:end] for end in range(len(where), -1, -1))
        return next((self.lines[way] for way in ways if way in self.lines), None)


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

_TEXT = "tag:yaml.org,2002:str"
_SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    _TEXT: str,
}


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file.

    Raises FileFault, in Swedish and with the line, for a file that cannot be read, is
    not UTF-8, is too large or nested too deep, repeats a key, or is not YAML.
    """
    return parse_yaml(read_bytes(path, MAX_BYTES + 1), path)


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Return a file's bytes, at most so many. Raises FileFault if it cannot be read."""
    try:
        refuse_link_out(path)
        refuse_special(path)  # to open a pipe may be to wait without end
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise file_fault(error, path, "läsa") from error


def encoding_of(raw: bytes) -> str:
    """Return how a file is encoded: UTF-8, or the UTF-16 that Notepad calls Unicode."""
    marks = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    return marks.get(raw[:2], "utf-8")


def decode_text(raw: bytes, path: Path) -> str:
    """Return text without its byte order mark. Raises FileFault, with line, if it is no text."""
    try:
        return raw.decode(encoding_of(raw)).removeprefix(BOM)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FileFault("documents.not_utf8", place=f"{path}, rad {line}") from error


def parse_yaml(raw: bytes, path: Path) -> YamlFile:
    """Parse the bytes of a YAML file; `path` is only used to say where a fault is."""
    if len(raw) > MAX_BYTES:
        size = MAX_BYTES // 1_000_000
        raise FileFault("documents.too_large", place=str(path), size=size)
    text = decode_text(raw, path)
    source = _Source(text, path)
    try:
        _refuse_unwanted(source)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, source) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise FileFault(
            "documents.sign_in_yaml", place=f"{path}, rad {line}", character=error.character
        ) from error
    result = YamlFile(path, None)
    if node is None:
        return result
    return YamlFile(path, _Builder(source, result.lines).build(node, ()), result.lines)


class _Mark(Protocol):
    """A place in the text, as libyaml gives it."""

    index: int


class _Source:
    """The text of a file, and where its lines begin as an editor counts them.

    libyaml also counts U+0085, U+2028 and U+2029, which text copied from elsewhere may hold.
    """

    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self._starts = [0, *(m.end() for m in re.finditer("\r\n|\r|\n", text))]

    def line(self, mark: _Mark) -> int:
        return bisect_right(self._starts, mark.index)

    def fault(self, message: str, mark: _Mark | None, *hints: str) -> FileFault:
        place = str(self.path) if mark is None else f"{self.path}, rad {self.line(mark)}"
        return FileFault(message, place=place, hints=hints)


def _refuse_unwanted(source: _Source) -> None:
    """Look through the event stream for what may not be built.

    Building 50 000 nested lists crashes the C loader.
    """
    depth = 0
    for event in yaml.parse(source.text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            _refuse_sign(event, source)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise source.fault(
                        f"Filen är nästlad i mer än {MAX_DEPTH} nivåer.",
                        event.start_mark,
                        "Kontrollera att det är rätt fil.",
                    )


def _refuse_sign(event: yaml.NodeEvent, source: _Source) -> None:
    """Refuse &, * and !, which mean something else than the text that they begin."""
    if event.anchor is not None:
        raise source.fault(
            "Text som börjar med & eller * måste stå inom citattecken.",
            event.start_mark,
            "Skriv ut det som ska stå på flera ställen, i stället för & och *.",
        )
    tag: str | None = getattr(event, "tag", None)
    if tag is None or (tag == _TEXT and isinstance(event, yaml.ScalarEvent)):
        return
    raise source.fault(
        f"Märkningen {tag.replace('tag:yaml.org,2002:', '!!')} går inte att läsa.",
        event.start_mark,
        "Ta bort märkningen, eller sätt texten inom citattecken.",
    )


class _Builder:
    """Turns nodes into plain data and notes the line of each value."""

    def __init__(self, source: _Source, lines: dict[Where, int]) -> None:
        self.source = source
        self.lines = lines

    def build(self, node: yaml.Node, where: Where) -> Any:
        self.lines[where] = self.source.line(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*where, i)) for i, child in enumerate(node.value)]
        return self.mapping(node, where)

    def scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            value = _SCALARS[node.tag](node.value)
        except ValueError:  # Python reads no more than 4300 digits
            value = math.inf
        if value == math.inf or value == -math.inf:
            raise self.source.fault(
                "Talet är för stort.",
                node.start_mark,
                "Sätt det inom citattecken om det ska vara text.",
            )
        return value

    def mapping(self, node: yaml.Node, where: Where) -> dict[Hashable, Any]:
        result: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.source.fault(
                    "En nyckel måste vara ett ord.",
                    key_node.start_mark,
                    "Sätt text som börjar med [ eller { inom citattecken.",
                )
            name = str(key_node.value)
            if name in result:
                raise self.source.fault(
                    f"Nyckeln ”{name}” står två gånger. Den första står på rad "
                    f"{self.lines[(*where, name)]}.",
                    key_node.start_mark,
                    "Ta bort den ena, eller slå ihop dem.",
                )
            result[name] = self.build(value_node, (*where, name))
            self.lines[(*where, name)] = self.source.line(key_node.start_mark)
        return result


_UNCLOSED = "found unexpected end of stream"
_TAB = "Raden är indragen med tabb."
_PROBLEMS = {
    "found a tab character that violates indentation": _TAB,
    "mapping values are not allowed": "Ett kolon står där det inte får stå.",
    "could not find expected ':'": "Det saknas ett kolon efter en nyckel.",
    "did not find expected key": "Indraget stämmer inte med raderna ovanför.",
    "did not find expected '-' indicator": "Indraget stämmer inte med listan ovanför.",
    _UNCLOSED: "Ett citattecken avslutas aldrig.",
    "did not find expected ',' or": "Det saknas ett komma eller en slutparentes.",
    "did not find expected alphabetic or numeric": (
        "Text som börjar med & eller * måste stå inom citattecken."
    ),
    "found unknown directive name": "En rad får inte börja med %.",
    "but found another document": "Filen har flera delar åtskilda av ---, och får bara ha en.",
    "exceeded maximum nesting depth": f"Filen är nästlad i mer än {MAX_DEPTH} nivåer.",
}


def _syntax_fault(error: yaml.MarkedYAMLError, source: _Source) -> FileFault:
    mark = error.problem_mark or error.context_mark
    if error.problem == _UNCLOSED:  # noticed at the end of the file
        mark = error.context_mark
    return source.fault(
        f"Filen är inte giltig YAML. {_problem(error.problem or '', mark, source.text)}",
        mark,
        "Dra in med mellanslag, och sätt text med : eller # inom citattecken.",
    )


def _problem(problem: str, mark: _Mark | None, text: str) -> str:
    for start, words in _PROBLEMS.items():
        if problem.startswith(start):
            return words
    if problem == "found character that cannot start any token" and mark is not None:
        character = text[mark.index]
        if character == "\t":
            return _TAB
        return f"Text som börjar med {character} måste stå inom citattecken."
    return f"Raden går inte att läsa ({problem})."
