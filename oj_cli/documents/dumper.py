"""New YAML as a person would have written it, and as the one reader reads it back.

Text stands without quotation marks wherever the reader gets the same text back. Every
piece of text is tried on the reader before it is used.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import FileFault, UsageFault

WIDTH = 100
_LEAST_WIDTH = 40  # of text that is indented far

Block = tuple[str, list[str]]
"""What stands on the line of a key or dash, and the lines that follow."""

_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKABLE = re.compile(r"(?<=[^ \t]) (?=[^ \t])")


@dataclass(frozen=True)
class Layout:
    """How a file is laid out, so that what is added looks like the rest of it."""

    step: int = 2
    """How much further in the keys below a key stand."""
    dash: int = 2
    """How much further in the dashes below a key stand; 0 is right below it."""
    gap: int = 1
    """Spaces after a dash."""


def plain_data(value: Any) -> Any:
    """Return `value` as the reader would give it: dates as text, tuples as lists.

    Raises UsageFault for text that cannot be saved, TypeError and ValueError for what
    is not data.
    """
    if isinstance(value, Mapping):
        return {plain_data(str(k)): plain_data(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(v) for v in value]
    if isinstance(value, str):
        wrong = _SURROGATE.search(value)
        if wrong:
            raise UsageFault("documents.wrong_sign", code=ord(wrong[0]))
        return str.__str__(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no number that a file can hold")
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no data that a file can hold")


def dump(value: Any, layout: Layout | None = None) -> str:
    """Return data as the text of a new file."""
    layout, value = layout or Layout(), plain_data(value)
    if isinstance(value, dict | list) and value:
        return "".join(f"{line}\n" for line in block_lines(value, 0, layout))
    return f"{inline(value)}\n"


def block_lines(
    value: dict[str, Any] | list[Any], column: int, layout: Layout, quoted: bool = False
) -> list[str]:
    """Return a mapping or list that is not empty as lines that begin in `column`.

    With `quoted` no text is written as a block, which what follows could become part of.
    """
    if isinstance(value, dict):
        pairs = [(f"{key_text(k)}:", v) for k, v in value.items()]
    else:
        pairs = [("-", v) for v in value]
    return [line for lead, v in pairs for line in entry_lines(lead, v, column, layout, quoted)]


def entry_lines(
    lead: str, value: Any, column: int, layout: Layout, quoted: bool = False
) -> list[str]:
    """Return a key or dash (`lead`) with its value as lines that begin in `column`."""
    margin = " " * column
    if isinstance(value, dict | list) and value:
        if lead == "-":  # the first line stands on the line of the dash
            inner = column + 1 + layout.gap
            first, *rest = block_lines(value, inner, layout, quoted)
            return [f"{margin}-{' ' * layout.gap}{first[inner:]}", *rest]
        inner = column + (layout.dash if isinstance(value, list) else layout.step)
        return [margin + lead, *block_lines(value, inner, layout, quoted)]
    if value is None and lead != "-":
        return [margin + lead]
    gap = " " * (layout.gap if lead == "-" else 1)
    forms = scalar_forms(value, column, len(lead) + len(gap), layout)
    head, body = next(form for form in forms if not (quoted and form[1]))
    return [f"{margin}{lead}{gap}{head}", *body]


@lru_cache(maxsize=4096)
def key_text(key: str, flow: bool = False) -> str:
    """Return a key as it stands in a file, without the colon."""
    if not _needs_escape(key) and _reads_as(f"{{{key}: 0}}" if flow else f"{key}: 0", {key: 0}):
        return key
    return _quoted(key)


def flow_text(value: Any) -> str:
    """Return data on one line, as it stands between brackets."""
    if isinstance(value, dict):
        pairs = (f"{key_text(k, flow=True)}: {flow_text(v)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow_text(v) for v in value)}]"
    return inline(value, flow=True)


def inline(value: Any, flow: bool = False, quote: str = "") -> str:
    """Return a value on one line, text in the quotation marks asked for if it can be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        if not quote and _may_be_plain(value, flow):
            return value
        return _quoted(value, quote)
    return "{}" if isinstance(value, dict) else "[]"


def scalar_forms(
    value: Any, column: int, used: int, layout: Layout, style: str = ""
) -> Iterator[Block]:
    """Give the ways to write a value after a key or dash in `column`, the best first.

    `used` is what the key takes of the line, `style` how the old value was written: with
    a quotation mark, `|`, `>`, or nothing.
    """
    if isinstance(value, str):
        for kind in _block_kinds(value, column + used, style):
            block = _block(value, kind, column, layout.step)
            if block:
                yield block
    yield inline(value, quote=style if style in ("'", '"') else ""), []
    if isinstance(value, str):
        yield _quoted(value, '"'), []


def _block_kinds(text: str, column: int, style: str) -> str:
    if style and style in "|>":
        return style + "|"
    long = any(column + len(line) > WIDTH for line in text.split("\n"))
    if "\n" in text:
        return ">|" if long else "|"
    return ">" if long and not style else ""


def _block(text: str, kind: str, column: int, step: int) -> Block | None:
    """Return text as a literal (`|`) or folded (`>`) block, None if it cannot be one."""
    if _needs_escape(text) or not text.strip():
        return None
    content = text.removesuffix("\n")
    if content.endswith((" ", "\t")):  # nobody would see it
        return None
    lines = content.split("\n") if kind == "|" else _fold(content, WIDTH - column - step)
    first = next((line for line in lines if line), "")
    header = kind + (str(step) if first[:1] == " " else "") + ("" if text.endswith("\n") else "-")
    body = [" " * step + line if line else "" for line in lines]
    if not _reads_as("\n".join([f"k: {header}", *body, "l: 0", ""]), {"k": text, "l": 0}):
        return None
    return header, [" " * column + line if line else "" for line in body]


def _fold(text: str, width: int) -> list[str]:
    """Break paragraphs into lines; a line break in the text becomes an empty line."""
    result: list[str] = []
    for n, paragraph in enumerate(text.split("\n")):
        line = ""
        result += [""] if n else []
        for word in _BREAKABLE.split(paragraph):
            if line and len(line) + 1 + len(word) > max(width, _LEAST_WIDTH):
                result.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        result.append(line)
    return result


def _needs_escape(text: str) -> bool:
    return _ESCAPED.search(text) is not None


@lru_cache(maxsize=4096)
def _may_be_plain(text: str, flow: bool) -> bool:
    if not text or "\n" in text or _needs_escape(text):
        return False
    if flow:
        return _reads_as(f"[{text} , {{k: {text} }}]", [text, {"k": text}])
    return _reads_as(f"- {text}\n- k: {text}\n", [text, {"k": text}])


def _quoted(text: str, quote: str = "") -> str:
    if "\n" in text or _needs_escape(text):
        quote = '"'
    if not quote:  # what needs fewest signs of its own
        quote = "'" if "'" not in text and ('"' in text or "\\" in text) else '"'
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    in_json = json.dumps(text, ensure_ascii=False)  # which escapes less than YAML must
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", in_json)


def _reads_as(text: str, data: Any) -> bool:
    try:
        read = parse_yaml(text.encode(), Path()).data
    except FileFault:
        return False
    return bool(read == data)
