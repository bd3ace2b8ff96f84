"""Which layout fits a workbook, and what it says of a column."""

from collections.abc import Iterator
from dataclasses import replace

from oj_cli.domain.grid import Workbook
from oj_cli.sources.layout.header import Label
from oj_cli.sources.layout.legend import split_legend
from oj_cli.sources.layout.model import ColumnRule, Decisions, Layout
from oj_cli.sources.layout.tables import Column
from oj_cli.sources.layout.text import squash, without_number, year_apart
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.wordlists import Words

LAYOUT_FITS = 0.6
FEWEST_HEADINGS = 5
PART = 0.25


def with_layout(workbook: Workbook, decisions: Decisions, known: Known) -> Decisions:
    """Return the decisions with the layout that fits a workbook best, if none is given."""
    if decisions.layout is not None or not known.layouts:
        return decisions
    texts = {form for text in workbook.texts for form in _forms(text, known.words)}
    best = max(known.layouts, key=lambda layout: fit(layout, texts))
    if fit(best, texts) < LAYOUT_FITS:
        return decisions
    return replace(decisions, layout=best, found_layout=True)


def _forms(text: str, words: Words) -> Iterator[str]:
    """Yield a text as a layout may know it: as it is, and without number, year and codes."""
    yield squash(text)
    bare = split_legend(text, words)[0] if "=" in text else text
    if bare is not text or any(map(str.isdigit, text)):
        yield squash(without_number(bare))
        yield squash(year_apart(without_number(bare))[0])


def rule_for(layout: Layout | None, label: Label) -> ColumnRule | None:
    """Return what a layout, if there is one, says of a column with this heading."""
    if layout is None:
        return None
    for text in (label.whole, label.text, without_number(label.text)):
        rule = layout.rule_of.get(squash(text)) if text else None
        if rule is not None:
            return rule
    return None


def refers(ref: str, column: Column) -> bool:
    """Return whether a column is named by a flag: `F` or `Resultat/F`."""
    whole = f"{column.table.sheet}/{column.letters}"
    return ref.replace("!", "/").upper() in (column.letters.upper(), whole.upper())


def fit(layout: Layout, texts: set[str]) -> float:
    """Return how well a layout fits a workbook that holds these texts: 0 to 1."""
    if layout.long is not None:
        return 0.0
    if layout.signs and not all(any(squash(s) in t for t in texts) for s in layout.signs):
        return 0.0
    if not layout.columns:
        return 1.0 if layout.signs else 0.0
    last = [squash(without_number(r.heading.rpartition(" – ")[2])) for r in layout.columns]
    hits = sum(heading in texts for heading in last)
    is_part = hits >= FEWEST_HEADINGS and hits >= PART * len(last)
    return max(hits / len(last), LAYOUT_FITS if is_part else 0.0)
