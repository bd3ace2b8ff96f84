"""Where one answer comes from, and the numbers behind each share it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import AreaYear, one_per_unit
from oj_cli.domain.answers import Answer
from oj_cli.domain.explanation import Behind, Explanation, Observation, ReferenceFigure
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun, Register
from oj_cli.domain.places import locator_text
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord


def explain(
    data: AreaYear,
    indicator: Indicator,
    kommun: Kommun,
    references: Sequence[Reference],
    rows: pd.DataFrame,
    sources: Sequence[SourceRecord],
) -> Explanation:
    """Explain one indicator for one kommun.

    `rows` are the indicator's result rows of all years and units, `sources` all there are.
    """
    every, rows = rows, one_per_unit(rows)
    matrix, register, year = data.matrix, data.register, data.year
    by_source = {s.id: s for s in sources}
    observations = _observations(_of_kommun(every, kommun), _of_kommun(rows, kommun), by_source)
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
        data.catalogue,
        indicator,
        kommun,
        register.lan_by_code[kommun.lan],
        year,
        observations,
        tuple(figures),
        _behind(of_year, register, references, by_source),
    )


def _of_kommun(rows: pd.DataFrame, kommun: Kommun) -> pd.DataFrame:
    return rows[(rows["unit_kind"] == "kommun") & (rows["unit"] == kommun.code)]


def _results(rows: pd.DataFrame, sources: Mapping[str, SourceRecord]) -> list[Observation]:
    columns = (rows[c] for c in ("year", "answer", "value", "source", "locator"))
    return [
        Observation(
            year,
            answer if isinstance(answer, str) else None,
            None if pd.isna(value) else value,
            sources[source],
            locator_text(locator),
        )
        for year, answer, value, source, locator in zip(*map(list, columns), strict=True)
    ]


def _observations(
    every: pd.DataFrame, used: pd.DataFrame, sources: Mapping[str, SourceRecord]
) -> tuple[Observation, ...]:
    """Return the results that count, newest year first, each with those it stands before."""
    all_of_them = _results(every, sources)
    found = [
        replace(
            one,
            others=tuple(o for o in all_of_them if o.year == one.year and o.source != one.source),
        )
        for one in _results(used, sources)
    ]
    return tuple(sorted(found, key=lambda o: o.year, reverse=True))


def _behind(
    of_year: pd.DataFrame,
    register: Register,
    references: Sequence[Reference],
    sources: Mapping[str, SourceRecord],
) -> tuple[Behind, ...]:
    """Return the results of all kommuner that count in any reference."""
    rows = of_year[of_year["unit_kind"] == "kommun"]
    by_code = dict(zip(rows["unit"].astype(str), _results(rows, sources), strict=True))
    found = []
    for kommun in register.kommuner:
        counted_in = tuple(r.id for r in references if kommun.code in r.members)
        if kommun.code in by_code and counted_in:
            found.append(Behind(kommun, by_code[kommun.code], counted_in))
    return tuple(found)
