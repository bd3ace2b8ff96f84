"""What the values of a column mean: words, codes, numbers, shares, and marks for no answer."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from oj_cli.domain.answers import Answer
from oj_cli.domain.cells import NUMBER, Cell
from oj_cli.sources.layout.grid import Floats, Integers, cell_text, is_empty
from oj_cli.sources.layout.text import clean, squash
from oj_cli.sources.layout.wordlists import Words

Shape = Literal["tom", "svar", "koder", "tal", "text"]

MOST_CODES = 4
HIGHEST_CODE = 9
_PERCENT_CODES = {0.0, 50.0, 100.0}
_NO_NUMBERS = np.zeros(0)
_AS_PYTHON = str.maketrans({" ": "", "\u00a0": "", ",": ".", "−": "-", "–": "-"})
_FOOTNOTE = re.compile(r"(?<=\w)\s*(?:[¹²³⁴-⁹]+|\(?\d{1,2}\)|[*†]+)$")
_COUNTS = re.compile(r"(\d{1,9}) av (\d{1,9})", re.IGNORECASE | re.ASCII)
_RANGE = re.compile(
    r"[<>≤≥]?\s*\d[\d .,]*(?:\s*(?:[-–]|till)\s*\d[\d .,]*)?\s*(?:%|procent)?", re.I
)
_NUMBER = re.compile(r"([-−–+]?\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?)\s*(%|procent)?", re.I)


@dataclass
class Observed:
    """The different values of a column: how many times each, by what they look like.

    `floats` are the cells that are numbers; `text_numbers` the texts that are.
    """

    floats: Floats
    texts: dict[int, Cell] = field(default_factory=dict)
    """What else is in the column, by the codes of its cells."""
    text_times: Counter[Cell] = field(default_factory=Counter)
    answers: dict[Cell, str] = field(default_factory=dict)
    text_numbers: dict[Cell, float] = field(default_factory=dict)
    marks: dict[Cell, str] = field(default_factory=dict)
    unclear: list[Cell] = field(default_factory=list)
    others: list[Cell] = field(default_factory=list)
    has_percent_text: bool = False

    @cached_property
    def times(self) -> Counter[Cell]:
        """How many times each value stands in the column."""
        if not self.floats.size:
            return self.text_times
        return self.text_times + Counter(self.floats.tolist())

    @cached_property
    def numbers(self) -> dict[Cell, float]:
        """The numbers, by the values that are such."""
        return {**{n: n for n in self.floats.tolist()}, **self.text_numbers}

    @cached_property
    def all_numbers(self) -> Floats:
        """The numbers, as many times as they stand as such."""
        return np.concatenate([self.floats, list(self.text_numbers.values())])

    @cached_property
    def shape(self) -> Shape:
        """What kind of column it is."""
        n_answers, n_others = self._count(self.answers), self._count(self.others)
        n_numbers = len(self.floats) + self._count(self.text_numbers)
        if not (n_answers or n_numbers or n_others):
            return "koder" if self.unclear else "tom"
        if n_answers and n_answers >= n_others and n_answers >= n_numbers:
            return "svar"
        if n_others > (n_numbers + n_answers) / 4:
            return "text"
        return "koder" if self.could_be_codes else "tal"

    def _count(self, texts: Iterable[Cell]) -> int:
        return sum(map(self.text_times.__getitem__, texts))

    @cached_property
    def could_be_codes(self) -> bool:
        """Whether the numbers are few and whole, as codes are."""
        if self.has_percent_text or (self.all_numbers != np.floor(self.all_numbers)).any():
            return False
        found = set(self.all_numbers.tolist())
        small = all(0 <= v <= HIGHEST_CODE for v in found) or found <= _PERCENT_CODES
        return len(found) <= MOST_CODES and small

    @property
    def codes(self) -> frozenset[str]:
        """The codes that need an explanation."""
        return frozenset(map(cell_text, (*self.numbers, *self.unclear)))


def observe(
    codes: Integers, numbers: Floats, values: Sequence[Cell], words: Words
) -> list[Observed]:
    """Sort the different values of columns by what they look like.

    `codes` and `numbers` are the cells of a column in each row; `values` what codes stand for.
    """
    found = [
        Observed(of_column[~np.isnan(of_column)] if has_numbers else _NO_NUMBERS)
        for of_column, has_numbers in zip(numbers, (codes == NUMBER).any(axis=1), strict=True)
    ]
    apart = codes + (len(values) + 1) * np.arange(len(codes)).reshape(-1, 1)
    different, times = np.unique(apart[codes != NUMBER], return_counts=True)
    columns, held = np.divmod(different, len(values) + 1)
    for column, code, n in zip(columns.tolist(), held.tolist(), times.tolist(), strict=True):
        _note(found[column], code, values[code], n, words)
    return found


def _note(found: Observed, code: int, cell: Cell, times: int, words: Words) -> None:
    found.texts[code] = cell
    is_known = cell in found.text_times
    found.text_times[cell] += times
    if is_known or is_empty(cell):
        return
    if isinstance(cell, str):
        _note_text(cell, found, words)
    else:
        found.others.append(cell)


def _note_text(cell: str, found: Observed, words: Words) -> None:
    text = clean(cell)
    if text in words.unclear_marks:
        found.unclear.append(cell)
    elif text in words.mark_of:
        found.marks[cell] = words.mark_of[text]
    elif (bare := squash(_FOOTNOTE.sub("", text))) in words.answer_of:
        answer = words.answer_of[bare]
        is_missing = answer in ("BORTFALL", "SEKRETESS", "EA")
        (found.marks if is_missing else found.answers)[cell] = answer
    else:
        number = number_in(text)
        if number is None:
            found.others.append(cell)
        else:
            found.text_numbers[cell] = number[0]
            found.has_percent_text = found.has_percent_text or number[1]


def number_in(text: str) -> tuple[float, bool] | None:
    """Return the number that a text is, and whether it says percent; None if it is none."""
    match = _NUMBER.fullmatch(clean(text))
    if match is None:
        return None
    return float(match[1].translate(_AS_PYTHON)), match[2] is not None


def counts_in(cell: Cell) -> tuple[int, int] | None:
    """Return how many of how many a text tells (`9 av 15`), None if it does not."""
    match = _COUNTS.fullmatch(clean(cell)) if isinstance(cell, str) else None
    found = (int(match[1]), int(match[2])) if match else (1, 0)
    return found if found[0] <= found[1] and found[1] else None


def is_figure(text: str) -> bool:
    """Return whether a text is a number or a range of numbers: `12,5`, `23–66`."""
    return number_in(text) is not None or _RANGE.fullmatch(clean(text)) is not None


def answers_of(
    observed: Observed, coding: Mapping[str, str]
) -> tuple[Mapping[Cell, str], Sequence[Cell]]:
    """Return the answer by value of a column, and the values that mean nothing.

    The coding comes before what words and marks say. An empty cell at a kommun is BORTFALL.
    """
    found: dict[Cell, str] = {}
    unknown: list[Cell] = []
    folded = {code.lower(): answer for code, answer in coding.items()}
    for cell in observed.times:
        text = cell_text(cell)
        if not text:
            found[cell] = Answer.BORTFALL.value
        elif text in coding:
            found[cell] = coding[text]
        elif cell in observed.answers:
            found[cell] = observed.answers[cell]
        elif cell in observed.marks:
            found[cell] = observed.marks[cell]
        elif text.lower() in folded:
            found[cell] = folded[text.lower()]
        else:
            unknown.append(cell)
    return found, unknown


def coded_as(text: str, coding: Mapping[str, str]) -> str | None:
    """Return the answer that a coding gives a text, in any case where it has none in its own."""
    if text in coding:
        return coding[text]
    return next((a for code, a in coding.items() if code.lower() == text.lower()), None)


def fitting_coding(
    codes: frozenset[str], codings: Iterable[Mapping[str, str]]
) -> Mapping[str, str] | None:
    """Return the coding that explains all the codes: the one with just these, else the only one."""
    different = {tuple(sorted(c.items())): c for c in codings if codes <= set(c)}
    exact = [c for c in different.values() if set(c) == codes]
    if len(exact) == 1:
        return exact[0]
    return next(iter(different.values())) if len(different) == 1 else None


_LIKELY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("0 1", ("1=JA,0=NEJ", "0=JA,1=NEJ")),
    ("1 2", ("1=JA,2=NEJ", "2=JA,1=NEJ")),
    ("0 1 2", ("2=JA,1=DELVIS,0=NEJ", "1=JA,2=DELVIS,0=NEJ", "1=JA,0=NEJ,2=EA")),
    ("1 2 3", ("1=JA,2=DELVIS,3=NEJ", "1=JA,2=NEJ,3=DELVIS", "1=JA,2=NEJ,3=EA")),
    ("0 50 100", ("100=JA,50=DELVIS,0=NEJ",)),
)
"""Scales, the smallest first, and what they may mean."""


def likely_codings(codes: frozenset[str]) -> tuple[str, ...]:
    """Return codings to choose among, as they are written after `--kod`."""
    for scale, codings in _LIKELY:
        if codes <= {*scale.split()}:
            return codings
    if codes <= {"x", "X"} or len(codes) == 1:
        return tuple(f"{min(codes)}={a}" for a in ("BORTFALL", "EA", "SEKRETESS", "JA"))
    for scale, (coding, _) in _LIKELY[:2]:
        if len(rest := codes - {*scale.split()}) == 1 and len(codes) == 3:
            return tuple(f"{coding},{min(rest)}={a}" for a in ("EA", "BORTFALL", "DELVIS"))
    return ()


def parse_coding(text: str) -> dict[str, str] | None:
    """Return the answer by code in `1=JA,0=NEJ` or `1=JA 0=NEJ`; None if it is not one."""
    for pieces in (re.split("[,;]", text), text.split()):
        pairs = [piece.strip().rpartition("=") for piece in pieces]
        answers = [answer.strip().upper() for _, _, answer in pairs]
        codes = [code.strip() for code, _, _ in pairs]
        if pairs and all(a in Answer.__members__ for a in answers) and all(codes):
            if any("=" in c and c.partition("=")[0] for c in codes):
                continue
            return dict(zip(codes, answers, strict=True))
    return None
