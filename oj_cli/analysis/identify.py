"""Step 1 for a kommun: a verdict on each indicator, priorities, and areas to work on."""

from oj_cli.analysis.areas import leading_areas
from oj_cli.analysis.compare import as_exact, compare, uses
from oj_cli.analysis.judge import Judge, Question
from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.unusual import unusual
from oj_cli.domain.identification import Identification, Verdict
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key


def identify(
    question: Question, matrix: Matrix, sources: tuple[SourceRecord, ...]
) -> Identification:
    """Answer step 1 for a kommun from the matrix of one område and year.

    If the wanted reference ranks nothing, riket ranks in its place.
    """
    indicators = question.catalogue.indicators
    comparisons = compare(matrix, indicators, question.references, question.kommun.code)
    used = uses(matrix, question.references, comparisons)
    ranks = {u.reference.id: u.ranks for u in used}
    ranking = question.ranking if ranks[question.ranking] else "riket"
    judge = Judge(question, matrix, comparisons, ranking)
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
        lan=question.register.lan_by_code[question.kommun.lan],
        catalogue=question.catalogue,
        year=question.year,
        ranking=ranking,
        wanted_ranking=question.ranking,
        references=used,
        areas=leading_areas(question, matrix, results, comparisons, ranking),
        results=tuple(results),
        sources=sources,
        notes=unusual(results),
        corrections=question.corrections,
        promises=question.promises,
    )
