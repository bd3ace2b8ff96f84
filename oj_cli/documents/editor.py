"""Change a YAML text in place: every byte outside what is changed stays as it was.

Comments, order, quotation marks, empty lines, CRLF, BOM and spaces at line ends are the
user's. Each change is made on the text and on the plain data; the text is then read again
by the one reader and must give that data, and no comment may be gone that did not belong
to what was removed. If not, `EditError` is raised and nothing is returned.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from oj_cli.documents import placing, removing
from oj_cli.documents.changes import Append, Change, Remove, changed, same, steps_of
from oj_cli.documents.outline import Entry, Outline, comments
from oj_cli.documents.placing import Splice, Way
from oj_cli.documents.reader import BOM, MAX_BYTES, Where, YamlFile, encoding_of, parse_yaml
from oj_cli.documents.ways import value as value_at
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.identity import holds_identity


class EditError(RuntimeError):
    """The editor could not make a change safely: a fault in the program, nothing was changed."""


def edit_file(raw: bytes, file: YamlFile, changes: Sequence[Change]) -> tuple[bytes, YamlFile]:
    """Return the bytes of a YAML file with the changes made, one after the other, and as it reads.

    `file` is how the bytes read. Raises FileFault for a place that is not in it, UsageFault for a
    value that holds a personnummer, EditError if a change cannot be made safely.
    """
    encoding = encoding_of(raw)
    text = raw.decode(encoding)
    bom = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(bom)
    for change in changes:
        for step in steps_of(change, file.data, file.path):
            text, file = _make(text, file, step)
    return (bom + text).encode(encoding), file


def _make(text: str, file: YamlFile, change: Change) -> tuple[str, YamlFile]:
    """Make one change to text and data, in the first way that proves right."""
    if not isinstance(change, Remove) and holds_identity(change.value):
        raise UsageFault("documents.holds_identity", place=file.place(change.where))
    expected = changed(file.data, change)
    before, fewer = comments(text), _may_lose_comments(file.data, change)
    for way in _ways(Outline(text), change, file.data):
        result = _spliced(text, way)
        read = _read_if_right(text, result, way, expected, file.path)
        if result is not None and read is not None and _kept(before, comments(result), fewer):
            return result, read
    place = f"{type(change).__name__} {change.where} in {file.path}"
    raise EditError(f"{place} could not be made safely")


def _ways(outline: Outline, change: Change, data: Any) -> Iterator[Way]:
    entries = _walk(outline, change.where)
    entry = entries[-1]
    if isinstance(change, Append):
        if entry is not None:
            yield from placing.append(outline, entry.node, change.value, _floor(outline, entries))
        return
    if isinstance(change, Remove):
        around = entries[-2]
        if around is not None and entry is not None:
            at = next(n for n, e in enumerate(around.node.entries) if e is entry)
            yield from removing.remove(outline, around.node, at, len(entries) == 2)
        return
    key, value = change.where[-1:], change.value
    if entry is None and len(entries) > 1:  # a new key
        entry = entries[-2]
        if entry is not None and (entry.node.entries or _remarked(outline, entry, dict)):
            floor = _floor(outline, entries[:-1])
            below = next((e for e in entry.node.entries if e.key == change.before), None)
            yield from placing.insert(outline, entry.node, str(key[0]), value, floor, below)
            return
        value = {key[0]: value}
        entries = entries[:-1]
    if entry is None or len(entries) == 1:
        yield from placing.put_root(outline, value)
    elif isinstance(value, dict | list) and value and _remarked(outline, entry, type(value)):
        yield from placing.fill(outline, entry.node, value)
    else:
        yield from placing.put(outline, entry, value, value_at(data, change.where))


def _remarked(outline: Outline, entry: Entry, kind: type) -> bool:
    """Tell whether a value is brackets for a list or mapping with only a comment in them."""
    node, text = entry.node, outline.text
    written = text[node.start : node.end]
    return not node.entries and "#" in written and written[0] == ("[" if kind is list else "{")


def _walk(outline: Outline, where: Where) -> list[Entry | None]:
    """Return the entries on a way, the root as one, None where the way ends too early."""
    root = outline.root
    result: list[Entry | None] = [None if root is None else Entry(root.start, root.start, root)]
    for key in where:
        around, found = result[-1], None
        if around is not None:
            entries = around.node.entries
            if isinstance(key, int):
                found = entries[key]
            else:
                found = next((e for e in entries if e.key == key), None)
        result.append(found)
    return result


def _floor(outline: Outline, entries: Sequence[Entry | None]) -> int:
    """Return the first column that belongs to the last entry: further in than its key."""
    entry = entries[-1]
    return 0 if len(entries) < 2 or entry is None else outline.column(entry.start) + 1


def _spliced(text: str, way: Sequence[Splice]) -> str | None:
    """Return the text with the cuts made, None if they overlap."""
    parts, position = [], 0
    for start, end, added in sorted(way, key=lambda s: s[:2]):
        if not position <= start <= end:
            return None
        parts += [text[position:start], added]
        position = end
    return "".join([*parts, text[position:]])


def _read_if_right(
    text: str, result: str | None, way: Way, expected: Any, path: Path
) -> YamlFile | None:
    """Return the result as it reads, if it does as it should and the rest is still there."""
    first, last = min(s[0] for s in way), max(s[1] for s in way)
    if result is None or not (result.startswith(text[:first]) and result.endswith(text[last:])):
        return None
    raw = result.encode()
    if len(raw) > MAX_BYTES:
        parse_yaml(raw, path)  # which says so
    try:
        read = parse_yaml(raw, path)
    except FileFault:
        return None
    return read if same(read.data, expected) else None


def _may_lose_comments(data: Any, change: Change) -> bool:
    """Tell whether a change takes away a place that may have comments of its own."""
    return isinstance(change, Remove) or (
        not isinstance(change, Append) and isinstance(value_at(data, change.where), dict | list)
    )


def _kept(before: list[str], after: list[str], fewer: bool) -> bool:
    """Tell whether the comments are the same as before, or only some are gone."""
    if not fewer:
        return before == after
    remaining = iter(before)
    return all(comment in remaining for comment in after)
