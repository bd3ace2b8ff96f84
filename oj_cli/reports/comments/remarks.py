"""Comments as they stand in a report: figures filled, marks in words, proposals said to be so."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.comments import MARK_WORDS, Comment, Suggestion
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import Remark
from oj_cli.reports.comments.fill import Figures, fill

PROPOSED = "Förslag från oj, inte granskat av någon."


def of_comments(comments: Sequence[Comment], figures: Figures) -> dict[str, tuple[Remark, ...]]:
    """Return remarks by kvalitetsområde; a comment stands with the first of its indicators.

    Raises WrongReferenceError if a text refers to something that there is not.
    """
    found: dict[str, list[Remark]] = {}
    for comment in comments:
        known = [figures.indicators[id] for id in comment.indicators if id in figures.indicators]
        area = known[0].quality_area if known else ""
        question = (f"Att tala om: {comment.question}",) if asks(comment) else ()
        remark = Remark(
            mark=comment.mark,
            word=mark_words(comment.mark),
            text=fill(comment.text, figures),
            by=PROPOSED if comment.status == "forslag" else comment.by or "",
            reasons=(*_why(comment.reasons), *question),
        )
        found.setdefault(area, []).append(remark)
    return {area: tuple(remarks) for area, remarks in found.items()}


def _why(reasons: Sequence[str]) -> tuple[str, ...]:
    return (f"Skäl: {listing(reasons)}.",) if reasons else ()


def asks(comment: Comment) -> bool:
    """Tell whether a comment's question is to be shown: only where a person has put a `?`."""
    return bool(comment.question) and "?" in comment.mark


def of_suggestions(
    suggestions: Sequence[Suggestion], figures: Figures
) -> dict[str, tuple[Remark, ...]]:
    """Return suggestions as remarks by kvalitetsområde, each said to be a proposal."""
    found: dict[str, list[Remark]] = {}
    for s in suggestions:
        indicator: Indicator = figures.indicators[s.indicator]
        remark = Remark(
            mark=s.mark,
            word=mark_words(s.mark),
            text=fill(s.text, figures),
            by=PROPOSED,
            reasons=tuple(reason.text for reason in s.reasons),
        )
        found.setdefault(indicator.quality_area, []).append(remark)
    return {area: tuple(remarks) for area, remarks in found.items()}


def mark_words(mark: str) -> str:
    """Return marks in words: `Bra och uppmärksamma`."""
    words: Mapping[str, str] = MARK_WORDS
    said = [words[m] for m in dict.fromkeys(mark) if m in words]
    return listing([said[0], *(w.lower() for w in said[1:])]) if said else ""
