"""Comments as they stand in a report: figures filled, marks in words, proposals said to be so."""

from collections.abc import Sequence

from oj_cli.domain.comments import MARK_WORDS, Comment, Suggestion
from oj_cli.domain.swedish import capital, listing
from oj_cli.presentation.document import Remark
from oj_cli.reports.comments.fill import Figures, fill

PROPOSED = "Förslag från oj, inte granskat av någon."


def of_comments(comments: Sequence[Comment], figures: Figures) -> dict[str, tuple[Remark, ...]]:
    """Return remarks by kvalitetsområde; a comment stands with the first of its indicators.

    Raises WrongReferenceError if a text refers to something that there is not.
    """
    found: dict[str, tuple[Remark, ...]] = {}
    for comment in comments:
        known = [figures.indicators[id] for id in comment.indicators if id in figures.indicators]
        area = known[0].quality_area if known else ""
        why = (f"Skäl: {listing(comment.reasons)}.",) if comment.reasons else ()
        # a question is shown only where a person has put a ?
        asked = "?" in comment.mark and comment.question
        question = (f"Att tala om: {comment.question}",) if asked else ()
        by = PROPOSED if comment.status == "forslag" else comment.by or ""
        remark = _remark(comment.mark, comment.text, by, (*why, *question), figures)
        found[area] = (*found.get(area, ()), remark)
    return found


def of_suggestions(
    suggestions: Sequence[Suggestion], figures: Figures
) -> dict[str, tuple[Remark, ...]]:
    """Return suggestions as remarks by kvalitetsområde, each said to be a proposal."""
    found: dict[str, tuple[Remark, ...]] = {}
    for s in suggestions:
        area = figures.indicators[s.indicator].quality_area
        reasons = tuple(reason.text for reason in s.reasons)
        found[area] = (*found.get(area, ()), _remark(s.mark, s.text, PROPOSED, reasons, figures))
    return found


def _remark(mark: str, text: str, by: str, reasons: tuple[str, ...], figures: Figures) -> Remark:
    return Remark(
        mark=mark, word=mark_words(mark), text=fill(text, figures), by=by, reasons=reasons
    )


def mark_words(mark: str) -> str:
    """Return marks in words: `Bra och uppmärksamma`."""
    said = [MARK_WORDS[m].lower() for m in dict.fromkeys(mark) if m in MARK_WORDS]
    return capital(listing(said))
