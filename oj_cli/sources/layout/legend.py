"""What a file itself says of its codes: `Ja=1, Nej=0` in a heading, or a list of them."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from oj_cli.domain.grid import Sheet, Workbook
from oj_cli.sources.layout.grid import Grid, cell_text
from oj_cli.sources.layout.text import clean, squash
from oj_cli.sources.layout.wordlists import Words

LONGEST = 2000
"""Signs of a text that may explain codes: the time that it takes grows as their square."""

_CODE = r"\d{1,2}|\.{1,3}|…|[-–xX]|[A-ZÅÄÖ]{1,2}"
_WORD_THEN_CODE = re.compile(rf"([^=:;()]*?[^=:;()\s,])\s*[=:]\s*({_CODE})(?=[\s,;.)]|$)")
_CODE_THEN_WORD = re.compile(
    rf"(?:^|(?<=[\s,;(:]))({_CODE})\s*[=:]\s*([^=;()]+?)"
    rf"(?=\s*(?:[,;]|\boch\b)?\s*(?:{_CODE})\s*[=:]|,[^,=;()]*=|[;)]|\.?$)"
)
_BRACKETS = re.compile(r"\(([^()]*[=:][^()]*)\)")


def codes_in(text: str, words: Words) -> dict[str, str]:
    """Return the answer by code that a text explains; empty if it explains none."""
    text = clean(text)
    best: dict[str, str] = {}
    if len(text) > LONGEST or not ("=" in text or ":" in text):
        return best
    for pattern, code, word in ((_CODE_THEN_WORD, 1, 2), (_WORD_THEN_CODE, 2, 1)):
        found: dict[str, str] = {}
        for match in pattern.finditer(text):
            answer = _answer(match[word], words)
            if answer is not None and squash(match[word]) != squash(match[code]):
                found[match[code]] = answer
        if len(found) > len(best):
            best = found
    return best


def _answer(text: str, words: Words) -> str | None:
    """Return the answer that a text ends with: `Kodning: Ja`; None for `Ja, nästan`."""
    found = list(re.finditer(r"\w+", text))
    for start in found:
        if start[0].lower() in words.first_words:
            rest = text[start.start() :].strip(" ,;.(:–-")
            answer = words.answer_of.get(squash(rest))
            if answer is not None or start[0].lower() in words.plain_answers:
                return answer
    return None


def split_legend(text: str, words: Words) -> tuple[str, dict[str, str]]:
    """Return a heading without its explanation of codes, and the answer by code."""
    codes = codes_in(text, words)
    if len(codes) < 2:
        return text, {}
    rest = _BRACKETS.sub("", text)
    if rest == text:
        first = min(m.start() for p in (_WORD_THEN_CODE, _CODE_THEN_WORD) for m in p.finditer(text))
        rest = text[:first]
    rest = clean(rest).rstrip(" ,;:–-(")
    return ("" if codes_in(rest, words) else rest), codes


@dataclass(frozen=True)
class Legend:
    """What a whole file says of codes: the answer by code where it says only one.

    `colour` is whether it explains anything by colour, which cannot be read.
    """

    sure: Mapping[str, str]
    colour: bool


def read_legend(workbook: Workbook, words: Words, besides: Collection[str] = ()) -> Legend:
    """Return what the whole file says of codes; `besides` are texts that say it of something."""
    meanings: dict[str, set[str]] = {}
    colour = False
    for text in sorted(text for text in workbook.texts if "=" in text):
        colour = colour or _tells_colour(text, words)
        if clean(text) not in besides:
            for code, answer in codes_in(text, words).items():
                meanings.setdefault(code, set()).add(answer)
    for sheet in workbook.sheets:
        for code, answer in _pairs(sheet, words):
            meanings.setdefault(code, set()).add(answer)
    sure = {code: next(iter(found)) for code, found in meanings.items() if len(found) == 1}
    return Legend(sure, colour)


def _pairs(sheet: Sheet, words: Words) -> Iterable[tuple[str, str]]:
    """Yield codes with their meaning in the next cell, where little else is in the row."""
    grid = Grid(sheet)
    for row in np.flatnonzero(grid.filled.sum(axis=1) == 2).tolist():
        first, second = (grid.cell(row, c) for c in np.flatnonzero(grid.filled[row]).tolist())
        if isinstance(second, str):
            code, answer = cell_text(first), words.answer_of.get(squash(second))
            if answer is not None and re.fullmatch(_CODE, code) and squash(second) != squash(code):
                yield code, answer


def _tells_colour(text: str, words: Words) -> bool:
    before, _, after = clean(text).lower().partition("=")
    return squash(after) in words.answer_of and any(c in before.split() for c in words.colours)


def as_coding(codes: Mapping[str, str]) -> str:
    """Return a coding as a person writes it: `1=JA, 0=NEJ`."""
    return ",".join(f"{code}={answer}" for code, answer in codes.items())
