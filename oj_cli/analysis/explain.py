"""Where one answer comes from, and the numbers behind each share it is compared with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import AreaYear
from oj_cli.domain.answers import Answer, Column
from oj_cli.domain.explanation import Behind, Explanation, Observation, ReferenceFigure
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.sources import SourceRecord

Unit = tuple[str, str]
"""Kind and key: `("kommun", "2029")`."""


def explain(
    data: AreaYear,
    indicator: Indicator,
    kommun: Kommun,
    references: Sequence[Reference],
    columns: Sequence[Column],
    sources: Sequence[SourceRecord],
) -> Explanation:
    """Explain one indicator for one kommun.

    `columns` are the indicator's results of all years, `sources` all there are.
    """
    by_source = {s.id: s for s in sources}
    own = [o for unit, o in _results(columns, by_source) if unit == ("kommun", kommun.code)]
    counting = {o.year: o for o in own}.values()
    of_year = dict(_results([c for c in columns if c.year == data.year], by_source))
    found = compare(data.matrix, [indicator], references, kommun.code)[indicator.id]
    return Explanation(
        catalogue=data.catalogue,
        indicator=indicator,
        kommun=kommun,
        lan=data.register.lan_by_code[kommun.lan],
        year=data.year,
        observations=tuple(
            replace(
                one, others=tuple(o for o in own if o.year == one.year and o.source != one.source)
            )
            for one in sorted(counting, key=lambda o: o.year, reverse=True)
        ),
        figures=tuple(_figure(r, found[r.id], data, indicator, of_year) for r in references),
        behind=tuple(
            Behind(other, of_year["kommun", other.code], counted_in)
            for other in data.register.kommuner
            if ("kommun", other.code) in of_year
            and (counted_in := tuple(r.id for r in references if other.code in r.members))
        ),
    )


def _results(
    columns: Iterable[Column], sources: Mapping[str, SourceRecord]
) -> Iterator[tuple[Unit, Observation]]:
    for c in columns:
        for unit, answer, value, _, _, place in c.results():
            yield unit, Observation(c.year, answer, value, sources[c.source], place or "")


def _figure(
    reference: Reference,
    comparison: Comparison,
    data: AreaYear,
    indicator: Indicator,
    of_year: Mapping[Unit, Observation],
) -> ReferenceFigure:
    """Return what a reference has, with the answers behind it and where a published one stands."""
    published = of_year.get(reference.published) if reference.published else None
    members = reference.members.intersection(data.matrix.kommuner)
    answers = [data.matrix.answer(indicator.id, code) for code in members]
    return ReferenceFigure(
        reference=reference,
        comparison=comparison,
        counts={a.value: answers.count(a.value) for a in Answer if a.value in answers},
        n_in_data=len(members),
        published_source=None if published is None else published.source,
        published_locator=None if published is None else published.locator,
    )
