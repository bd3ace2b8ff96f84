"""Where to cut so that an item or a key is gone, with its own comments and nothing else.

Its own are the comments that stand further in than it does, and those directly above it
in the same column. Above the first of several they may be about all, and stay.
"""

from collections.abc import Iterator

from oj_cli.documents.outline import Entry, Node, Outline
from oj_cli.documents.placing import Way


def remove(outline: Outline, node: Node, at: int, root: bool) -> Iterator[Way]:
    """Take away the entry in position `at` of a list or mapping."""
    if node.flow:
        yield from _from_brackets(outline, node, at)
    elif len(node.entries) == 1:
        yield from _only(outline, node, root)
    else:
        entry = node.entries[at]
        for end in _own_ends(outline, entry):
            if outline.leads(entry.start):
                yield [(_own_start(outline, node, at), end, "")]
            else:  # it stands after the dash of the list around: what follows moves up to it
                yield [(entry.start, _first_sign(outline, end), "")]


def _only(outline: Outline, node: Node, root: bool) -> Iterator[Way]:
    """Take away the only entry of a list or mapping, which is then written as brackets."""
    entry = node.entries[0]
    brackets = "[]" if node.kind == "list" else "{}"
    for end in _own_ends(outline, entry):
        lines = outline.as_lines(outline.line(entry.start), [brackets])
        if not outline.leads(entry.start):
            yield [(entry.start, end, brackets + outline.newline(end))]
        elif root:
            yield [(outline.line(entry.start), end, lines)]
        else:
            above = outline.before(entry.start)
            yield [(above, above, f" {brackets}"), (outline.line(entry.start), end, "")]


def _own_start(outline: Outline, node: Node, at: int) -> int:
    """Return where the lines of an entry begin, with the comments directly above it."""
    entry = node.entries[at]
    start, column = outline.line(entry.start), outline.column(entry.start)
    if at == 0:
        return start
    floor = outline.after(node.entries[at - 1])[0]
    while start > floor:
        above = outline.line(start - 1)
        if above < floor or outline.comment(above) != column:
            break
        start = above
    return start


def _own_ends(outline: Outline, entry: Entry) -> list[int]:
    """Return where the lines of an entry may end, with the comments further in than it is."""
    column = outline.column(entry.start)
    ends = []
    for end in outline.after(entry):
        place = end
        while place < len(outline.text):
            comment = outline.comment(place)
            if comment is None and not outline.blank(place):
                break
            if comment is not None and comment <= column:
                break
            place = outline.next_line(place)
            if comment is not None:
                end = place
        ends.append(end)
    last = ends[-1]
    while last < len(outline.text) and outline.blank(last):
        last = outline.next_line(last)
    return list(dict.fromkeys([*ends, last]))


def _first_sign(outline: Outline, position: int) -> int:
    """Return where the first line that is not empty begins, after its indentation."""
    text = outline.text
    while position < len(text) and outline.blank(position):
        position = outline.next_line(position)
    while position < len(text) and text[position] in " \t":
        position += 1
    return position


def _from_brackets(outline: Outline, node: Node, at: int) -> Iterator[Way]:
    text, entry = outline.text, node.entries[at]
    if text[node.start] not in "[{":  # a pair in a list: [a: b]
        yield [(node.start, node.end, "{}")]
        return
    following = node.entries[at + 1].start if at + 1 < len(node.entries) else node.end
    comma = outline.comma(entry.end, following)
    end = entry.end if comma is None else comma + 1
    if outline.leads(entry.start) and outline.closes(end):  # on lines of its own
        yield [(outline.line(entry.start), outline.next_line(end), "")]
    if at + 1 < len(node.entries):
        while text[end] == " ":
            end += 1
        yield [(entry.start, end, "")]
        return
    if at == 0:
        inside = text[node.start + 1 : entry.start] + text[end : node.end - 1]
        if "#" not in inside:
            yield [(node.start + 1, node.end - 1, "")]
        yield [(entry.start, end, "")]
        return
    before = node.entries[at - 1].end
    if "#" not in text[before : entry.start]:
        yield [(before, entry.end, "")]
    if comma is not None:
        yield [(entry.start, end, "")]
        return
    earlier = outline.comma(before, entry.start)
    if earlier is not None:
        yield [(earlier, earlier + 1, ""), (entry.start, end, "")]
