"""Where one answer comes from, and the numbers behind each share it is compared with."""

from collections.abc import Sequence

import pandas as pd

from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import Matrix, one_per_unit
from oj_cli.domain.answers import Answer, locator_text
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun, Register
from oj_cli.domain.overview import Explanation, Observation, ReferenceFigure
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord


def explain(
    rows: pd.DataFrame,
    matrix: Matrix,
    catalogue: Catalogue,
    indicator: Indicator,
    kommun: Kommun,
    register: Register,
    references: Sequence[Reference],
    year: int,
    sources: Sequence[SourceRecord],
) -> Explanation:
    """Explain one indicator for one kommun.

    `rows` are the indicator's result rows of all years and units; `matrix` is the one
    of `year`.
    """
    rows = one_per_unit(rows)
    by_source = {s.id: s for s in sources}
    own = rows[(rows["unit_kind"] == "kommun") & (rows["unit"] == kommun.code)]
    columns = (own[c] for c in ("year", "answer", "value", "source", "locator"))
    observations = [
        Observation(
            year,
            answer if isinstance(answer, str) else None,
            None if pd.isna(value) else value,
            by_source[source],
            locator_text(locator),
        )
        for year, answer, value, source, locator in zip(*map(list, columns), strict=True)
    ]
    observations.sort(key=lambda o: o.year, reverse=True)
    comparisons = compare(matrix, [indicator], references, kommun.code)[indicator.id]
    of_year = rows[rows["year"] == year]
    figures = []
    for reference in references:
        published = of_year.iloc[:0]
        if reference.published:
            kind, key = reference.published
            published = of_year[(of_year["unit_kind"] == kind) & (of_year["unit"] == key)]
        members = reference.members.intersection(matrix.kommuner)
        answers = [matrix.answer(indicator.id, code) for code in members]
        known = not published.empty
        figures.append(
            ReferenceFigure(
                reference,
                comparisons[reference.id],
                {a.value: answers.count(a.value) for a in Answer if a.value in answers},
                len(members),
                by_source[str(published["source"].iloc[0])] if known else None,
                locator_text(published["locator"].iloc[0]) if known else None,
            )
        )
    return Explanation(
        catalogue,
        indicator,
        kommun,
        register.lan_by_code[kommun.lan],
        year,
        tuple(observations),
        tuple(figures),
    )
