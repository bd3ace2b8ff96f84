"""From the lines of a document to its sentences, without its tables and page numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oj_cli.domain.immutable import immutable
from oj_cli.domain.prose import Passage
from oj_cli.domain.signs import steerless

_SHORT = """
    bl.a ca cirka d.v.s dvs dr dnr e.d el enl etc exkl f.d fr.o.m fig inkl jfr kap kl kr max m.fl
    m.m min mfl mm nr o.d osv p.g.a pga resp s.k sid sk st t.ex tex t.o.m tab tel tkr ung vs
"""
ABBREVIATIONS = frozenset(_SHORT.split())
_CELL = re.compile(
    r"(?<!\S)(?:JA|NEJ|DELVIS|EA|BORTFALL|SEKRETESS|\d{1,3}(?:,\d+)?(?!\s+(?:av\b|\w*kommun)))(?!\S)"
)
_APART = re.compile(r"(?:\S+\s+){5}|[:.!?]\W*\s|\bav\b")
_TABLE_HEAD = re.compile(r"\bTabell \d+\b(?:(?!\bTabell \d|[.!?] [A-ZÅÄÖ]).)*$")
_END = re.compile(r"[.!?]+[\"”’)\]]*(?=\s|$)|:(?=\s*[!?+])")
_ONE_END = re.compile(r"([.!?])[!?]+$")
_MARKS = " \t!?+•*·>#–-"
_FEWEST_CELLS = 6
_LONGEST_HEADING = 160
ALONE = 9


@immutable
class Sentence(Passage):
    """A sentence, where it begins, and the number of the paragraph that it stands in.

    `level` tells that it is a heading: 1 of the whole text, 9 a line that stands alone, 0 none.
    """

    paragraph: int = 0


@dataclass
class _Paragraph:
    """Text put together from passages, with the offset at which each begins."""

    text: str
    starts: list[int]
    passages: list[Passage]

    def level(self, is_first: bool) -> int:
        """Return the level of a heading; 0 of what is none."""
        marks = len(self.text) - len(self.text.lstrip("#"))
        level = self.passages[0].level or marks
        is_line = len(self.text) <= _LONGEST_HEADING and self.text[-1] not in ".!?;,"
        return level or (1 if is_first and is_line else ALONE if is_line else 0)


def sentences(passages: Sequence[Passage]) -> list[Sentence]:
    """Return the sentences of running text; tables are left out, and end a paragraph."""
    found: list[Sentence] = []
    number = 0
    for paragraph in _paragraphs(passages):
        level = paragraph.level(not found)
        for start, end in _prose(paragraph.text):
            number += 1
            for a, b in _sentence_spans(paragraph.text, start, end):
                text = _ONE_END.sub(r"\1", paragraph.text[a:b].strip())
                at = paragraph.passages[bisect_right(paragraph.starts, a) - 1]
                found.append(
                    Sentence(text, line=at.line, label=at.label, level=level, paragraph=number)
                )
    return found


def _paragraphs(passages: Sequence[Passage]) -> Iterator[_Paragraph]:
    current: _Paragraph | None = None
    is_apart = False  # an empty line stands between
    for n, passage in enumerate(passages):
        text = _clean(passage.text)
        if not text or text.startswith("|"):
            is_apart = True
            continue
        is_heading = text.startswith("#") or passage.level > 0
        begins = is_heading or text.startswith(("- ", "* ", "• "))
        goes_on = False  # a sentence may go on over an empty line: a page ended in its middle
        if current is not None and not is_heading:
            goes_on = current.text[-1] not in ".!?:" and text[:1].islower()
        if current is not None and n == 1 and text[:1].isupper() and not goes_on:
            is_apart = is_apart or current.level(True) > 0  # a title right above the text
        if current is None or begins or (is_apart and not goes_on):
            if current is not None:
                yield current
            current = _Paragraph(text, [0], [passage])
        else:
            _append(current, text, passage)
        is_apart = passage.is_whole or is_heading
    if current is not None:
        yield current


def _clean(text: str) -> str:
    text = re.sub(r"[\u00ad\u2010]\s*$", "-", text)  # a word that is divided at the end of a line
    text = text.replace("\u00ad", "").replace("\ufeff", "").replace("\f", " ")
    return " ".join(steerless(text).split())


def _append(paragraph: _Paragraph, text: str, passage: Passage) -> None:
    hyphen = re.search(r"[a-zåäö]-$", paragraph.text) and text[:1].islower()
    joined = paragraph.text[:-1] if hyphen else paragraph.text + " "
    paragraph.starts.append(len(joined))
    paragraph.passages.append(passage)
    paragraph.text = joined + text


def _prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between the tables: what a flattened table leaves is cells in a row."""
    begin, run = 0, list[re.Match[str]]()
    for cell in [*_CELL.finditer(text), None]:
        if run and (cell is None or _APART.search(text, run[-1].end(), cell.start())):
            answers = sum(c[0].isalpha() for c in run)
            if answers >= _FEWEST_CELLS or len(run) >= _FEWEST_CELLS + 2:
                head = _TABLE_HEAD.search(text, begin, run[0].start())
                start = head.start() if head else run[0].start()
                if start > begin:
                    yield begin, start
                begin = run[-1].end()
            run = []
        if cell is not None:
            run.append(cell)
    if begin < len(text):
        yield begin, len(text)


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
    word = re.search(r"[\w.åäöÅÄÖ]*$", text[max(begin, match.start() - 40) : match.start()])
    before = (word[0] if word else "").lower()
    after = text[match.end() : min(match.end() + 40, end)].lstrip(_MARKS)[:1]
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
