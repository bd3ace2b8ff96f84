"""What must hold when one random change is made to one random document.

The oracle is apart from the editor: the data are changed by plain Python, and what may be
gone from the text is known from how the document was written.
"""

import copy
import random
import re
from pathlib import Path
from typing import Any

from documents.wild_yaml import Document, Wild, edit_yaml, places

from oj_cli.documents.changes import Append, Change, Remove, Set, apply_changes
from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import FileFault

PATH = Path("plan.yaml")
BOM = b"\xef\xbb\xbf"
LONG = (
    "Den som söker stöd får svar inom tre dagar: av en person, inte av en talsvarare. # alltid " * 3
)
NASTY = [
    "", " ", "x", "NO", "ja", "037", "12", "0", "1.5", "12:30", "2027-01-31", "true", "null", "~",
    "- x", "-", "--- x", "a: b", "a:", ": b", "# x", "a # b", "a#b", " x", "x ", "[a]", "{a: b}",
    "a, b]", "a] # [", "*x", "&x", "!x", "%x", "@x", "`x", "|", ">", "| x", "? x", "?", "'x'",
    '"x"', "it's", 'say "x"', "\\", "C:\\mapp", "rad ett\nrad två", "a\n", "\na", "a\n\n\nb\n",
    "a\n\n", "  a\nb", "a \nb", "a\n  b\nc", "a\n# b", "a\tb", "\tx", "x\t", "a\r\nb", "a\rb",
    "a\u2028b", "a\x85b", "\x07", "\ufeffx", "\u00a0x", "😀", "👩‍🦽 åäö", "=", "<<", "<<<<<<< x",
    "1_000", "0x1F", "0o17", "+1", "1e3", ".5", "5.", ".inf", "yes", "Null", "\n", "x:y", "- ", "…",
    LONG, LONG.strip(), "a\n" + LONG, LONG + "\n\n" + LONG, "ett " * 40, "x" * 150,
]  # fmt: skip


def value(rng: random.Random, depth: int = 2) -> Any:
    kind = rng.random()
    if depth and kind < 0.12:
        return [value(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    if depth and kind < 0.26:
        keys = rng.sample(["id", "text", "bevis", "NO", "a b", "12", "k: 1", "", "😀", "- x"], 3)
        return {k: value(rng, depth - 1) for k in keys[: rng.randint(0, 3)]}
    if kind < 0.4:
        return rng.choice([0, -3, 12, 1.5, 1e20, 1e-7, True, False, None])
    if kind < 0.5:
        return "".join(
            rng.choice("ab åÄ:#-?,[]{}'\"\n\t\\&*!|>%@`😀1.") for _ in range(rng.randint(0, 9))
        )
    return rng.choice(NASTY)


def random_change(rng: random.Random, data: Any) -> Change | None:
    """Return a change that fits the data."""
    everywhere = places(data)
    kind = rng.random()
    if kind < 0.40:
        simple = [w for w, v in everywhere if w and not isinstance(v, dict | list)]
        new = value(rng) if rng.random() < 0.3 else value(rng, 0)
        return Set(rng.choice(simple), new) if simple else None
    if kind < 0.58:
        lists = [w for w, v in everywhere if isinstance(v, list) or (w and v is None)]
        return Append(rng.choice(lists), value(rng)) if lists else None
    if kind < 0.76:
        maps = [w for w, v in everywhere if isinstance(v, dict) or (w and v is None)]
        key = rng.choice(["ny", "ny 😀", "ny: x", "037x", "#ny", "[ny", "ny, x", "-", "?ny"])
        return Set((*rng.choice(maps), key), value(rng)) if maps else None
    return Remove(rng.choice(everywhere[1:])[0]) if len(everywhere) > 1 else None


def changed(data: Any, change: Change) -> Any:
    """Make a change on plain data, in the plainest way."""
    if not change.where:
        return [*(data or []), change.value]
    data = copy.deepcopy(data)
    around = data
    for key in change.where[:-1]:
        around = around[key]
    key: Any = change.where[-1]
    if isinstance(change, Remove):
        del around[key]
    elif isinstance(change, Append):
        around[key] = [*(around[key] or []), change.value]
    elif around is None:
        return changed(data, Set(change.where[:-1], {key: change.value}))
    else:
        around[key] = change.value
    return data


def alike(one: Any, other: Any) -> bool:
    """Tell whether data are the same, 1 and 1.0 and True kept apart."""
    return repr(one) == repr(other)


def in_order(data: Any) -> Any:
    """Return data with the keys sorted: a mapping that is given anew keeps its own order."""
    if isinstance(data, dict):
        return {k: in_order(data[k]) for k in sorted(data)}
    return [in_order(v) for v in data] if isinstance(data, list) else data


def comments(text: str, data: Any) -> list[str]:
    inside = repr(data)
    return [c for c in re.findall(r"# (c\d+\.)", text) if c not in inside]


def common(one: str, other: str) -> tuple[int, int]:
    """Return the lengths of the common beginning and end, which do not overlap."""
    start = alike_for(one, other)
    return start, alike_for(one[start:][::-1], other[start:][::-1])


def alike_for(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def check(seed: int, edits: int = 6) -> int:
    """Make changes to a document, each to the original; return how many were made."""
    rng = random.Random(-seed - 1)  # noqa: S311 - no secret
    doc = Wild(seed).document()
    bom = BOM if rng.random() < 0.2 else b""
    raw = bom + doc.text.encode()
    try:
        data = parse_yaml(raw, PATH).data
    except FileFault:
        return 0
    made = 0
    for _ in range(edits):
        change = random_change(rng, data)
        if change is None:
            continue
        new = edit_yaml(raw, [change], PATH)
        assert new.startswith(bom)
        expected = changed(data, change)
        assert alike(parse_yaml(new, PATH).data, expected), change
        text = new.removeprefix(bom).decode()
        if alike(expected, data):
            assert text == doc.text
        else:
            untouched(doc, text, change, data, expected)
        made += 1
    return made + insert(rng, doc, raw, data) + rewrite(rng, raw, data) + chain(rng, raw, data)


def insert(rng: random.Random, doc: Document, raw: bytes, data: Any) -> int:
    """Give a mapping one more key, anywhere among those that it has."""
    maps = [(w, v) for w, v in places(data) if isinstance(v, dict) and v]
    if not maps:
        return 0
    where, old = rng.choice(maps)
    pairs = [*old.items()]
    pairs.insert(rng.randint(0, len(old)), (rng.choice(["ny", "ny: x", "#ny", "-"]), value(rng)))
    new = edit_yaml(raw, [Set(where, dict(pairs))], PATH)
    expected = changed(data, Set(where, dict(pairs))) if where else dict(pairs)
    assert alike(parse_yaml(new, PATH).data, expected)
    added = Set((*where, next(k for k, _ in pairs if k not in old)), None)
    untouched(doc, new.decode("utf-8-sig"), added, data, expected)
    return 1


def rewrite(rng: random.Random, raw: bytes, data: Any) -> int:
    """Give a list or mapping a new content that is partly the old one."""
    where, old = rng.choice([(w, v) for w, v in places(data) if isinstance(v, dict | list)])
    if isinstance(old, dict):
        new: Any = {k: v if rng.random() < 0.6 else value(rng) for k, v in old.items()}
        new = {k: v for k, v in new.items() if rng.random() < 0.7}
        new |= {"ny": value(rng)} if rng.random() < 0.4 else {}
    else:
        new = [v if rng.random() < 0.7 else value(rng) for v in old if rng.random() < 0.7]
        new += [value(rng) for _ in range(rng.choice([0, 0, 1, 2]))]
    read = parse_yaml(edit_yaml(raw, [Set(where, new)], PATH), PATH).data
    for key in where:
        read = read[key]
    assert read == new  # the keys in whatever order they stood
    return 1


def chain(rng: random.Random, raw: bytes, data: Any) -> int:
    """Make several changes, one on the other."""
    made: list[Change] = []
    expected = data
    for _ in range(4):
        change = random_change(rng, expected)
        if change is not None:
            made.append(change)
            expected = changed(expected, change)
    new = edit_yaml(raw, made, PATH)
    assert alike(parse_yaml(new, PATH).data, apply_changes(data, made))
    assert alike(in_order(parse_yaml(new, PATH).data), in_order(expected))
    left = iter(comments(raw.decode("utf-8-sig"), data))
    assert all(c in left for c in comments(new.decode("utf-8-sig"), expected))
    return len(made)


def untouched(doc: Document, text: str, change: Change, data: Any, expected: Any) -> None:
    """Check that nothing but the touched place is different."""
    old, stay = doc.text, comments(doc.text, data)
    remain = comments(text, expected)
    if "\r\n" in old:
        assert "\n" not in text.replace("\r\n", ""), "line ends are mixed"
    start, end = common(old, text)
    if isinstance(change, Remove):
        owned = doc.owned.get(change.where, [])
        assert remain == [c for c in stay if c not in owned]
        whole = len(text) - start - end == 0  # one piece is gone, or brackets have come instead
        assert whole or len(lost_lines(text, old)) <= 1
        return
    assert remain == stay
    if isinstance(change, Set) and change.where in doc.scalars:
        first, last = doc.scalars[change.where]
        replaced_scalar(doc, text, first, last, change)
    elif isinstance(change, Set) and change.where in doc.blocks:
        first, below, last = doc.blocks[change.where]
        assert text.startswith(old[:first].rstrip(" "))
        sign = re.match("[^#\r\n]*", old[first:below])
        assert sign is not None
        assert old[first:below][sign.end() :].strip() in text  # a comment after the sign
        if old[last:].strip() and old[last:].lstrip()[0] != "#":
            assert text.endswith(old[last:].lstrip())
    elif old.endswith(("\n", "\r")) and is_addition(doc, change, data):
        assert start + end >= len(old), "not only an addition"
    else:  # the line of brackets or an empty value changes; every other line is there in order
        assert len(lost_lines(old, text)) <= 2


def lost_lines(old: str, new: str) -> list[str]:
    """Return the lines that are not in the new text, in their order, empty ones left out."""
    before, after = re.split("\r?\n", old), re.split("\r?\n", new)
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    lost, at = [], 0
    for line in before:
        if line in after[at:]:
            at = after.index(line, at) + 1
        elif line.strip():
            lost.append(line)
    return lost


def replaced_scalar(doc: Document, text: str, first: int, last: int, change: Set) -> None:
    old = doc.text
    head = old[:first]
    assert text.startswith(head) or (  # key: x -> key:
        (change.value is None or isinstance(change.value, dict | list))
        and text.startswith(head.rstrip(" "))
    )
    rest = re.match("[^\r\n]*", old[last:])
    assert rest is not None
    below = old[last + rest.end() :]
    if isinstance(change.value, dict | list):  # stands below comments that are further in
        assert len(lost_lines(old[:first] + old[last:], text)) <= 1
    elif below.strip():
        assert text.endswith(below)
    assert rest[0].strip() in text[first - 2 :]


def is_addition(doc: Document, change: Change, data: Any) -> bool:
    """Tell whether a change only adds: to a list or mapping with something in it."""
    around = data
    where = change.where if isinstance(change, Append) else change.where[:-1]
    for key in where:
        around = around[key]
    if not around or (isinstance(change, Set) and change.where in dict(places(data))):
        return False
    return where not in doc.flow
