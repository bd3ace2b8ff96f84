"""The last touch before a report is laid out: numbers, ids that are unique, and the glossary.

Abbreviations are explained where they are first used, words are collected.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from oj_cli.domain.encoding import key
from oj_cli.domain.reports import Format
from oj_cli.domain.swedish import sort_key
from oj_cli.presentation.document import (
    Document,
    Fact,
    Facts,
    blocks,
    complete,
    mapped,
    texts,
    walk,
)
from oj_cli.presentation.write import write

SECTION_ID = "ordlista"
RUNNING_TEXT = frozenset({"text", "details", "value", "reasons"})
"""The fields of a document's parts in which a word is explained."""


@dataclass(frozen=True)
class Word:
    """A word of the glossary. A short one (`SIP`) is explained at its first use."""

    word: str = key("ord")
    meaning: str = key("betyder")
    is_short: bool = key("kort", default=False)


@dataclass(frozen=True)
class Glossary:
    """What `data/ordlista.yaml` holds."""

    words: tuple[Word, ...] = key("ord")


def files_of(
    report: Document, glossary: Glossary, formats: Sequence[Format]
) -> Iterator[tuple[Format, bytes]]:
    """Yield a report as files: format and content. See `finish` and `write`."""
    return write(finish(report, glossary), formats)


def finish(report: Document, glossary: Glossary) -> Document:
    """Return the report complete, with abbreviations explained."""
    return complete(explained(report, glossary))


def explained(report: Document, glossary: Glossary) -> Document:
    """Return the report with abbreviations explained at first use, and its glossary filled.

    The section called `ordlista`, if there is one, gets the words that the report uses; without
    any such word it is left out.
    """
    short = {w.word: w.meaning for w in glossary.words if w.is_short}
    seen: set[str] = set()
    if short:
        pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, short))})(:\w+)?(?![\w-])")
        explain = partial(_explain, pattern=pattern, short=short, seen=seen)
        report = replace(report, sections=mapped(report.sections, explain, RUNNING_TEXT))
    terms = _used(report, glossary)
    kept = []
    for section in report.sections:
        if section.id == SECTION_ID:
            if not terms:
                continue
            section = replace(section, blocks=(*section.blocks, Facts(terms)))
        kept.append(section)
    return replace(report, sections=tuple(kept))


def _explain(text: str, pattern: re.Pattern[str], short: dict[str, str], seen: set[str]) -> str:
    """Return text with each abbreviation that was not met before followed by its meaning."""

    def said(match: re.Match[str]) -> str:
        word, ending = match.group(1), match.group(2) or ""
        if word in seen:
            return match.group()
        seen.add(word)
        before, after = text[: match.start()], text[match.end() :]
        meaning = short[word]
        near = before[-len(meaning) - 3 :].lower() + after[: len(meaning) + 3].lower()
        if meaning.lower() in near or before.endswith("(") or after.startswith(" ("):
            return match.group()
        return f"{word}{ending} ({meaning})"

    return pattern.sub(said, text)


def _used(report: Document, glossary: Glossary) -> tuple[Fact, ...]:
    """Return the words of the glossary that stand anywhere in the report, in Swedish order."""
    said = [section.heading for _, section in walk(report.sections)]
    said += [text for block in blocks(report) for text in texts(block)]
    whole = "\n".join([report.title, *said])
    lower = whole.lower()
    found = []
    for word in glossary.words:
        if word.is_short:
            is_used = re.search(rf"(?<!\w){re.escape(word.word)}(?!\w)", whole) is not None
        else:
            is_used = re.search(rf"(?<!\w){re.escape(word.word.lower())}", lower) is not None
        if is_used:
            found.append(Fact(word.word, word.meaning))
    return tuple(sorted(found, key=lambda t: sort_key(t.label)))
