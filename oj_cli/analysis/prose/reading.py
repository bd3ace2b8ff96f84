"""From the lines of a document to its sentences, without its tables and page numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oj_cli.domain.prose import Passage

_SHORT = """
    bl.a ca cirka d.v.s dvs dr dnr e.d el etc exkl f.d fr.o.m fig inkl jfr kap kl kr max m.fl m.m
    min mfl mm nr o.d osv p.g.a pga resp s.k sid sk st t.ex tex t.o.m tab tel tkr ung vs
"""
ABBREVIATIONS = frozenset(_SHORT.split())
_ANSWER = re.compile(r"^(JA|NEJ|DELVIS|EA|BORTFALL|SEKRETESS)$")
_NUMBER = re.compile(r"^\d{1,3}(,\d+)?$")
_END = re.compile(r"[.!?]+[\"”’)\]]*(?=\s|$)|:(?=\s*[!?+])")
_ONE_END = re.compile(r"([.!?])[!?]+$")
_MARKS = " \t!?+•*·>#–-"
_LAST_NUMBER = re.compile(r"(?:^|\s)(\d{1,3})$")
_FEWEST_CELLS = 6
_FEWEST_NUMBERS = 8
_WIDEST_GAP = 4
_LONGEST_HEAD = 150


@dataclass(frozen=True)
class Sentence:
    """A sentence, where it begins, and the number of the paragraph that it stands in."""

    text: str
    line: int | None
    label: str | None
    paragraph: int


@dataclass
class _Paragraph:
    """Text put together from passages, with the offset at which each begins."""

    text: str
    starts: list[int]
    passages: list[Passage]

    def passage(self, offset: int) -> Passage:
        return self.passages[max(bisect_right(self.starts, offset) - 1, 0)]


def sentences(passages: Sequence[Passage]) -> list[Sentence]:
    """Return the sentences of running text; tables are left out, and end a paragraph."""
    found = []
    number = 0
    for paragraph in _paragraphs(passages):
        for start, end in _prose(paragraph.text):
            number += 1
            for a, b in _sentence_spans(paragraph.text, start, end):
                text = _ONE_END.sub(r"\1", paragraph.text[a:b].strip())
                at = paragraph.passage(a)
                found.append(Sentence(text, at.line, at.label, number))
    return found


# --- paragraphs ---------------------------------------------------------------------


def _paragraphs(passages: Sequence[Passage]) -> Iterator[_Paragraph]:
    numbers = _page_numbers(passages)
    current: _Paragraph | None = None
    is_apart = False  # an empty line stands between
    for n, passage in enumerate(passages):
        text = _clean(passage.text)
        if n in numbers:
            text = _LAST_NUMBER.sub("", text).rstrip()
        if not text or text.startswith("|"):
            is_apart = True
            continue
        begins = text.startswith(("#", "- ", "* ", "• "))
        goes_on = current is not None and not text.startswith("#") and _goes_on(current.text, text)
        if current is None or begins or (is_apart and not goes_on):
            if current is not None:
                yield current
            current = _Paragraph(text, [0], [passage])
        else:
            _append(current, text, passage)
        is_apart = passage.is_whole or text.startswith("#")
    if current is not None:
        yield current


def _clean(text: str) -> str:
    text = re.sub(r"[\u00ad\u2010]\s*$", "-", text)  # a word that is divided at the end of a line
    text = text.replace("\u00ad", "").replace("\ufeff", "").replace("\f", " ")
    return " ".join(text.split())


def _goes_on(before: str, after: str) -> bool:
    """Return whether a sentence goes on over an empty line: a page ended in its middle."""
    return before[-1] not in ".!?:" and after[:1].islower()


def _append(paragraph: _Paragraph, text: str, passage: Passage) -> None:
    hyphen = re.search(r"[a-zåäö]-$", paragraph.text) and text[:1].islower()
    joined = paragraph.text[:-1] if hyphen else paragraph.text + " "
    paragraph.starts.append(len(joined))
    paragraph.passages.append(passage)
    paragraph.text = joined + text


def _page_numbers(passages: Sequence[Passage]) -> set[int]:
    """Return which passages end with a page number: the numbers at the ends go up by one."""
    ends: list[tuple[int, int]] = []
    for n, passage in enumerate(passages):
        is_last = n + 1 == len(passages) or not passages[n + 1].text.strip()
        match = _LAST_NUMBER.search(_clean(passage.text))
        if match and is_last:
            ends.append((n, int(match[1])))
    found: set[int] = set()
    for start in range(len(ends)):
        run = [ends[start]]
        for at, value in ends[start + 1 :]:
            if value == run[-1][1] + 1:
                run.append((at, value))
        if len(run) >= 3:
            found |= {at for at, _ in run}
    return found


# --- tables in the text ----------------------------------------------------------------


def _prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between the tables: what a flattened table leaves is cells in a row."""
    begin = 0
    for start, end in _tables(text):
        if start > begin:
            yield begin, start
        begin = max(begin, end)
    if begin < len(text):
        yield begin, len(text)


def _tables(text: str) -> Iterator[tuple[int, int]]:
    tokens = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\S+", text)]
    cells = [n for n in range(len(tokens)) if _is_cell(tokens, n)]
    run: list[int] = []
    for n in [*cells, None]:
        if run and (n is None or _is_apart(tokens, run[-1], n)):
            span = _span(tokens, run)
            if span is not None:
                yield span
            run = []
        if n is not None:
            run.append(n)


def _is_cell(tokens: Sequence[tuple[int, int, str]], n: int) -> bool:
    word = tokens[n][2]
    if _ANSWER.match(word):
        return True
    after = tokens[n + 1][2].lower() if n + 1 < len(tokens) else ""
    return _NUMBER.match(word) is not None and after != "av" and "kommun" not in after


def _is_apart(tokens: Sequence[tuple[int, int, str]], last: int, n: int) -> bool:
    """Return whether what stands between two cells is more than a row's heading."""
    between = [t for _, _, t in tokens[last + 1 : n]]
    return len(between) > _WIDEST_GAP or any(re.search(r"[:.!?]\W*$", t) for t in between)


def _span(tokens: Sequence[tuple[int, int, str]], run: list[int]) -> tuple[int, int] | None:
    """Return where a table is, from its heading to its last cell; None if it is none."""
    n_answers = sum(bool(_ANSWER.match(tokens[n][2])) for n in run)
    between = {tokens[n][2].lower() for n in range(run[0], run[-1])}
    if n_answers < _FEWEST_CELLS and (len(run) < _FEWEST_NUMBERS or "av" in between):
        return None
    first = run[0]
    for n in range(first - 1, max(first - _LONGEST_HEAD, -1), -1):
        if tokens[n][2].lower() == "tabell":
            head = " ".join(t for _, _, t in tokens[n : max(first - 6, n)])
            if not re.search(r"[.!?] [A-ZÅÄÖ]", head):
                first = n
            break
    return tokens[first][0], tokens[run[-1]][1]


# --- sentences -------------------------------------------------------------------------


def _sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, match, begin, end):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _is_end(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    if match[0] == ":" or "!" in match[0] or "?" in match[0]:
        return True
    word = re.search(r"[\w.åäöÅÄÖ]*$", text[: match.start()])
    before = (word[0] if word else "").lower()
    after = text[match.end() : end].lstrip(_MARKS)[:1]
    if before.isdigit() and not text[begin : match.start() - len(before)].strip(_MARKS):
        return False  # the number of an entry in a list
    if before in ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
        return False
    return not after.islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in _MARKS:
        start += 1
    if start < end and any(c.isalnum() for c in text[start:end]):
        yield start, end
