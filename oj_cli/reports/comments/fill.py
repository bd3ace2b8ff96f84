"""Comments as they stand in a report: figures filled, marks in words, proposals said to be so.

Figures are written as references and filled from data, so that they are never wrong:
`{andel:sip_rutin:lan}` is a share, `{av:sip_rutin:lan}` how many of how many. The last part is
`riket`, `lan`, or a kommun's name; a year may follow: `{antal:kompetensplan:lan:2015}`. A brace
that is written twice is a brace: so is every one in a name, which came with somebody's file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from oj_cli.domain.comments import MARK_WORDS, Comment, Texts
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import capital, fold, listing, near, number
from oj_cli.domain.wording import signed_apart, value_text
from oj_cli.presentation.document import Remark
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.words import answer_cell

_REFERENCE = re.compile(r"(\{\{|\}\})|\{([^{}]*)\}")
KINDS = ("andel", "antal", "svarande", "av", "median", "skillnad", "svar")
PROPOSAL = "Förslag"
PROPOSED = "Det som är märkt Förslag har oj skrivit, och ingen har granskat det."
MOST_SUGGESTED = 7
"""Suggestions that a report shows where a person has asked for them."""
Remarked = dict[str, tuple[Remark, ...]]
"""Remarks by kvalitetsområde."""


class WrongReferenceError(UsageFault):
    """A reference that names something that there is not; the message is for its author."""


def fill(text: str, material: CountyMaterial) -> str:
    """Return text with every reference replaced by its figure.

    Raises WrongReferenceError for a reference that names something that there is not.
    """
    return _REFERENCE.sub(lambda m: m[1][0] if m[1] else _figure(m[2], material), text)


def filled(texts: Texts, material: CountyMaterial) -> Texts:
    """Return the author's texts with every reference replaced by its figure."""

    def of(text: str) -> str:
        return fill(text, material)

    return replace(
        texts,
        summary=of(texts.summary),
        assignment=of(texts.assignment),
        introduction=of(texts.introduction),
        areas={id: of(text) for id, text in texts.areas.items()},
        notes=tuple(map(of, texts.notes)),
    )


def without_references(text: str) -> str:
    """Return text with its references taken out: what is left was typed by hand."""
    return _REFERENCE.sub(lambda match: (match[1] or "")[:1], text)


def _figure(written: str, material: CountyMaterial) -> str:
    parts = [part.strip() for part in written.split(":")]
    if len(parts) not in (3, 4):
        raise WrongReferenceError("comments.unreadable", written=written)
    kind, id, where, *rest = parts
    if kind not in KINDS:
        known = listing(KINDS, "eller")
        raise WrongReferenceError("comments.unknown_kind", kind=kind, written=written, known=known)
    indicators = material.found.catalogue.by_id
    indicator = indicators.get(id)
    if indicator is None:
        close = near(id, indicators, limit=1)
        fault = "comments.near_indicator" if close else "comments.unknown_indicator"
        raise WrongReferenceError(fault, id=id, written=written, near="".join(close))
    if rest and rest[0] != str(material.found.year):
        said = _earlier(kind, indicator, where, rest[0], written, material)
    elif where in ("riket", "lan"):
        c = material.comparisons[indicator.id][where]
        said = _of_group(kind, indicator, c.figure, c.n_yes, c.n)
        if kind == "skillnad":
            said = _difference(indicator, material.comparisons[indicator.id])
    else:
        said = _of_kommun(indicator, where, written, material)
    if said is None:
        raise WrongReferenceError("comments.no_figure", written=written)
    return said


def _of_group(
    kind: str, indicator: Indicator, figure: float | None, n_yes: int | None, n: int | None
) -> str | None:
    if kind == "av":
        return None if n_yes is None or n is None else f"{n_yes} av {n}"
    if kind in ("antal", "svarande"):
        count = n_yes if kind == "antal" else n
        return None if count is None else number(count)
    fits = kind == ("median" if indicator.kind == "numerisk" else "andel")
    return value_text(figure, indicator) if fits and figure is not None else None


def _difference(indicator: Indicator, by_reference: Mapping[str, Comparison]) -> str | None:
    """Return the län minus riket with its sign."""
    own, riket = (by_reference[r].figure for r in ("lan", "riket"))
    return None if own is None or riket is None else signed_apart(own, riket, indicator)


def _of_kommun(indicator: Indicator, name: str, written: str, m: CountyMaterial) -> str:
    for row in m.rows:
        if fold(name) in (fold(row.kommun.name), row.kommun.code):
            return answer_cell(row.answers[indicator.id], row.values[indicator.id], indicator).text
    close = near(name, [row.kommun.name for row in m.rows], limit=1)
    fault = "comments.near_kommun" if close else "comments.unknown_kommun"
    raise WrongReferenceError(fault, name=name, written=written, near="".join(close))


def _earlier(
    kind: str, indicator: Indicator, where: str, year: str, written: str, m: CountyMaterial
) -> str | None:
    result = m.result(indicator.id)
    before = result.before if result else None
    if where != "lan" or before is None or year != str(before.year):
        fault = "comments.no_earlier_figure"
        raise WrongReferenceError(fault, written=written, year=year, now=m.found.year)
    return _of_group(kind, indicator, before.figure, before.n_yes, before.n)


# --- remarks --------------------------------------------------------------------------------


def of_comments(comments: Sequence[Comment], material: CountyMaterial) -> Remarked:
    """Return remarks by kvalitetsområde; a comment stands with the first of its indicators.

    Raises WrongReferenceError if a text refers to something that there is not.
    """
    by_id = material.found.catalogue.by_id
    found: Remarked = {}
    for comment in comments:
        known = [by_id[id].quality_area for id in comment.indicators if id in by_id]
        area = known[0] if known else ""
        why = (f"Skäl: {listing(comment.reasons)}.",) if comment.reasons else ()
        # a question is shown only where a person has put a ?
        asked = "?" in comment.mark and comment.question
        question = (f"Att tala om: {comment.question}",) if asked else ()
        by = PROPOSAL if comment.status == "forslag" else comment.by or ""
        remark = _remark(comment.mark, comment.text, by, (*why, *question), material)
        found[area] = (*found.get(area, ()), remark)
    return found


def of_suggestions(material: CountyMaterial) -> Remarked:
    """Return the most important suggestions as remarks by kvalitetsområde, each a proposal."""
    order = {r.indicator.id: n for n, r in enumerate(material.found.indicators)}
    first = sorted(material.suggestions, key=lambda s: ("!" not in s.mark, order[s.indicator]))
    found: Remarked = {}
    for s in first[:MOST_SUGGESTED]:
        area = material.found.catalogue.by_id[s.indicator].quality_area
        reasons = tuple(reason.text for reason in s.reasons)
        remark = _remark(s.mark, s.text, PROPOSAL, reasons, material)
        found[area] = (*found.get(area, ()), remark)
    return found


def _remark(
    mark: str, text: str, by: str, reasons: tuple[str, ...], material: CountyMaterial
) -> Remark:
    return Remark(mark, mark_words(mark), fill(text, material), by, reasons)


def mark_words(mark: str) -> str:
    """Return marks in words: `Bra och uppmärksamma`."""
    said = [MARK_WORDS[m].lower() for m in dict.fromkeys(mark) if m in MARK_WORDS]
    return capital(listing(said))
