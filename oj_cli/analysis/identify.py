"""Step 1 for a kommun: a verdict on each indicator, priorities, and areas to work on."""

from collections.abc import Sequence

from oj_cli.analysis.compare import as_exact, compare, uses
from oj_cli.analysis.judge import Judge
from oj_cli.analysis.learn import best_from, theme_peers
from oj_cli.analysis.question import Question
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.identification import Identification, IndicatorResult, ThemeResult, Verdict
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import sort_key

MOST_AREAS = 3
FEWEST_IN_AREA = 2

FEWEST = 10
"""With fewer indicators than this nothing is said of the whole."""
MANY_NO = 75
MANY_WITHOUT = 25
MANY_ZERO = 50
"""Percent of the indicators that make a whole unusual."""


def identify(question: Question) -> Identification:
    """Answer step 1 for a kommun.

    If the wanted reference ranks nothing, riket ranks in its place.
    """
    data = question.data
    indicators = data.catalogue.indicators
    comparisons = compare(data.matrix, indicators, question.references, question.kommun.code)
    used = uses(data.matrix, question.references, comparisons)
    ranks = {u.reference.id: u.ranks for u in used}
    ranking = question.ranking if ranks[question.ranking] else "riket"
    judge = Judge(question, comparisons, ranking)
    results = [
        judge.result(indicator)
        for indicator in indicators
        if question.quality_area in (None, indicator.quality_area)
    ]
    order = list(Verdict)
    results.sort(
        key=lambda r: (
            order.index(r.verdict),
            -as_exact(r.priority or 0),
            sort_key(r.indicator.name),
        )
    )
    return Identification(
        kommun=question.kommun,
        lan=data.register.lan_by_code[question.kommun.lan],
        catalogue=data.catalogue,
        year=data.year,
        ranking=ranking,
        wanted_ranking=question.ranking,
        references=used,
        areas=_areas(question, results, comparisons, ranking),
        results=tuple(results),
        sources=data.sources,
        notes=_unusual(results),
        corrections=question.corrections,
        promises=question.promises,
    )


def _areas(
    question: Question,
    results: Sequence[IndicatorResult],
    comparisons: dict[str, dict[str, Comparison]],
    ranking: str,
) -> tuple[ThemeResult, ...]:
    """Return the themes with the largest mean shortfall, at most three."""
    areas = []
    for theme in question.data.themes.areas:
        answered = [r for r in results if r.indicator.theme == theme.id and counts(r)]
        if len(answered) < FEWEST_IN_AREA:
            continue
        shortfall = sum(_shortfall(r) for r in answered) / len(answered)
        if shortfall <= 0:
            continue
        lacking = [r for r in answered if _shortfall(r) > 0]
        lacking.sort(key=lambda r: (-as_exact(_shortfall(r)), sort_key(r.indicator.name)))
        wanted = [
            (r.indicator, best_from(r.indicator, comparisons[r.indicator.id][ranking]))
            for r in lacking
        ]
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
                peers=theme_peers(question.data, question.kommun, wanted),
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


def _unusual(results: Sequence[IndicatorResult]) -> tuple[str, ...]:
    """Return what is unusual in the whole, so that the answers are checked first."""
    notes = []
    yes_no = [r for r in results if r.answer is not None]
    answered = [r for r in yes_no if r.answer in IN_DENOMINATOR]
    n_no = sum(r.answer == Answer.NEJ for r in answered)
    if len(results) >= FEWEST and answered:
        if 100 * n_no >= MANY_NO * len(answered):
            notes.append(
                f"NEJ på {n_no} av {len(answered)} besvarade indikatorer. "
                "Det är ovanligt mycket: stäm av svaren med dem som lämnade dem."
            )
        if n_no == 0 and all(r.answer == Answer.JA for r in answered):
            notes.append(f"JA på alla {len(answered)} besvarade indikatorer: stäm av svaren.")
        n_none = len(yes_no) - len(answered)
        if 100 * n_none >= MANY_WITHOUT * len(yes_no):
            notes.append(
                f"{n_none} av {len(yes_no)} indikatorer saknar svar eller är ej aktuella: "
                "stäm av om frågorna verkligen inte gäller er."
            )
    good = [r for r in results if r.indicator.is_judged and r.indicator.direction == "hogre"]
    values = [r for r in good if r.value is not None]
    n_zero = sum(r.value == 0 for r in values)
    if len(values) >= FEWEST and 100 * n_zero >= MANY_ZERO * len(values):
        notes.append(
            f"Värdet är 0 på {n_zero} av {len(values)} indikatorer. "
            "Det är ovanligt mycket: stäm av svaren med enheterna."
        )
    return tuple(notes)
