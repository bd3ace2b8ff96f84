"""Areas to work on: the themes with the largest mean shortfall, and whom to learn from."""

from collections.abc import Sequence

from oj_cli.analysis.compare import as_exact
from oj_cli.analysis.judge import Question
from oj_cli.analysis.learn import best_from, theme_peers
from oj_cli.analysis.matrix import Matrix
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.identification import IndicatorResult, ThemeResult, Verdict
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import sort_key

MOST_AREAS = 3
FEWEST_IN_AREA = 2


def leading_areas(
    question: Question,
    matrix: Matrix,
    results: Sequence[IndicatorResult],
    comparisons: dict[str, dict[str, Comparison]],
    ranking: str,
) -> tuple[ThemeResult, ...]:
    """Return the themes with the largest mean shortfall, at most three."""
    areas = []
    for theme in question.themes.areas:
        answered = [r for r in results if r.indicator.theme == theme.id and counts(r)]
        if len(answered) < FEWEST_IN_AREA:
            continue
        shortfall = sum(_shortfall(r) for r in answered) / len(answered)
        if shortfall <= 0:
            continue
        lacking = [r for r in answered if _shortfall(r) > 0]
        lacking.sort(key=lambda r: (-as_exact(_shortfall(r)), sort_key(r.indicator.name)))
        yes_or_no = [r for r in answered if r.indicator.kind == "ja_nej"]
        areas.append(
            ThemeResult(
                theme=theme,
                n_yes=sum(r.answer == Answer.JA for r in yes_or_no) if yes_or_no else None,
                n_weak=sum(r.verdict == Verdict.FORBATTRINGSOMRADE for r in answered),
                n_answered=len(answered),
                shortfall=shortfall,
                indicators=tuple(r.indicator.id for r in lacking),
                question=question.reflections.get(theme.id),
                peers=theme_peers(
                    question.kommun,
                    [
                        (r.indicator, best_from(r.indicator, comparisons[r.indicator.id][ranking]))
                        for r in lacking
                    ],
                    matrix,
                    question.register,
                    question.edition,
                    question.year,
                ),
            )
        )
    areas.sort(key=lambda a: (-as_exact(a.shortfall), sort_key(a.theme.name)))
    return tuple(areas[:MOST_AREAS])


def counts(result: IndicatorResult) -> bool:
    """Return whether an indicator counts in its theme: answered, and not in doubt."""
    answered = result.value is not None or result.answer in IN_DENOMINATOR
    return answered and result.verdict not in (Verdict.KONTROLLERA, Verdict.BAKGRUND)


def _shortfall(result: IndicatorResult) -> float:
    if result.gap is None:
        return 0.0
    return result.gap / 2 if result.verdict == Verdict.PABORJAT else result.gap
