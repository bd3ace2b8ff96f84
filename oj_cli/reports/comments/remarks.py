"""Comments as they stand in a report: figures filled, marks in words, proposals said to be so."""

from collections.abc import Sequence

from oj_cli.domain.comments import MARK_WORDS, Comment
from oj_cli.domain.swedish import capital, listing
from oj_cli.presentation.document import Remark
from oj_cli.reports.comments.fill import fill
from oj_cli.reports.county.material import CountyMaterial

PROPOSED = "Förslag från oj, inte granskat av någon."
Remarked = dict[str, tuple[Remark, ...]]
"""Remarks by kvalitetsområde."""


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
        by = PROPOSED if comment.status == "forslag" else comment.by or ""
        remark = _remark(comment.mark, comment.text, by, (*why, *question), material)
        found[area] = (*found.get(area, ()), remark)
    return found


def of_suggestions(material: CountyMaterial) -> Remarked:
    """Return the suggestions as remarks by kvalitetsområde, each said to be a proposal."""
    found: Remarked = {}
    for s in material.suggestions:
        area = material.found.catalogue.by_id[s.indicator].quality_area
        reasons = tuple(reason.text for reason in s.reasons)
        found[area] = (*found.get(area, ()), _remark(s.mark, s.text, PROPOSED, reasons, material))
    return found


def _remark(
    mark: str, text: str, by: str, reasons: tuple[str, ...], material: CountyMaterial
) -> Remark:
    return Remark(mark, mark_words(mark), fill(text, material), by, reasons)


def mark_words(mark: str) -> str:
    """Return marks in words: `Bra och uppmärksamma`."""
    said = [MARK_WORDS[m].lower() for m in dict.fromkeys(mark) if m in MARK_WORDS]
    return capital(listing(said))
