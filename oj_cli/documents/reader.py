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
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

from oj_cli.documents.places import refuse_link_out, refuse_special
from oj_cli.domain.errors import FileFault, file_fault, words_of

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
        events = _events(source)
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, source) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise FileFault(
            "documents.sign_in_yaml", place=f"{path}, rad {line}", character=error.character
        ) from error
    result = YamlFile(path, None)
    if not events:
        return result
    return YamlFile(path, _Builder(source, events, result.lines).build(()), result.lines)


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

    def fault(self, fault: str, mark: _Mark | None, **values: Any) -> FileFault:
        place = str(self.path) if mark is None else f"{self.path}, rad {self.line(mark)}"
        return FileFault(f"yaml.{fault}", place=place, **values)


def _events(source: _Source) -> list[Any]:
    """Return what the file's one document is made of, in order; nothing if there is none.

    Raises what libyaml raises, and FileFault for what may not be built, as 50 000 nested lists.
    """
    another: Any = None
    depth, found = 0, list[Any]()
    for event in yaml.parse(source.text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            _refuse_sign(event, source)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise source.fault("nested", event.start_mark, most=MAX_DEPTH)
        else:
            if found and isinstance(event, yaml.DocumentStartEvent):
                another = another or event
            continue
        found.append(event)
    if another:
        raise yaml.MarkedYAMLError(None, None, "but found another document", another.start_mark)
    return found


def _refuse_sign(event: yaml.NodeEvent, source: _Source) -> None:
    """Refuse &, * and !, which mean something else than the text that they begin."""
    if event.anchor is not None:
        raise source.fault("anchor", event.start_mark)
    tag: str | None = getattr(event, "tag", None)
    if tag is None or (tag == _TEXT and isinstance(event, yaml.ScalarEvent)):
        return
    raise source.fault("tag", event.start_mark, tag=tag.replace("tag:yaml.org,2002:", "!!"))


def _tag(event: yaml.ScalarEvent) -> str:
    """Return what kind of value a scalar is: text, unless it is plain and looks like another."""
    if event.implicit[0]:
        for tag, pattern in _Loader.yaml_implicit_resolvers.get(event.value[:1], ()):
            if pattern.match(event.value):
                return tag
    return _TEXT


class _Builder:
    """Turns events into plain data and notes the line of each value."""

    def __init__(self, source: _Source, events: list[Any], lines: dict[Where, int]) -> None:
        self.source = source
        self.lines = lines
        self._events: Iterator[Any] = iter(events)

    def build(self, where: Where) -> Any:
        return self.value(next(self._events), where)

    def value(self, event: Any, where: Where) -> Any:
        self.lines[where] = self.source.line(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(where)
        return self.mapping(where)

    def scalar(self, event: yaml.ScalarEvent) -> Any:
        try:
            value = _SCALARS[_tag(event)](event.value)
        except ValueError:  # Python reads no more than 4300 digits
            value = math.inf
        if value == math.inf or value == -math.inf:
            raise self.source.fault("number", event.start_mark)
        return value

    def sequence(self, where: Where) -> list[Any]:
        result: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            result.append(self.value(event, (*where, len(result))))
        return result

    def mapping(self, where: Where) -> dict[Hashable, Any]:
        result: dict[Hashable, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = self.source.line(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.source.fault("no_word", event.start_mark)
            name = str(event.value)
            if name in result:
                first = self.lines[(*where, name)]
                raise self.source.fault("twice", event.start_mark, name=name, line=first)
            result[name] = self.build((*where, name))
            self.lines[(*where, name)] = line
        return result


_UNCLOSED = "found unexpected end of stream"
_NOTHING = "found character that cannot start any token"
_TAB = "found a tab character that violates indentation"


def _syntax_fault(error: yaml.MarkedYAMLError, source: _Source) -> FileFault:
    mark, said = error.problem_mark or error.context_mark, error.problem or ""
    if said == _UNCLOSED:  # noticed at the end of the file
        mark = error.context_mark
    sign = source.text[mark.index] if mark is not None and said == _NOTHING else ""
    known = words_of("yaml.problems") or {}
    start = next(start for start in known if (_TAB if sign == "\t" else said).startswith(start))
    return source.fault("invalid", mark, problem=known[start].format(said=said, sign=sign))
