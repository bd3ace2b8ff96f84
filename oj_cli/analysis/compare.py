"""Shares, medians and who may rank: every comparison of one område and year."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from oj_cli.analysis.matrix import Matrix, Published
from oj_cli.domain.answers import IN_DENOMINATOR, WITHOUT_ANSWER, Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.quantiles import quantile
from oj_cli.domain.references import FEWEST_OTHERS, Comparison, Reference, ReferenceUse
from oj_cli.domain.swedish import number


def counted(
    indicator: Indicator,
    *,
    n: int,
    n_yes: int | None,
    spread: tuple[float | None, float | None, float | None, float | None, float | None],
    printed: Published | None,
    in_data: int,
    size: int,
) -> Comparison:
    """Return what riket has on an indicator, of what was counted when values were written.

    `spread` is least, quartiles, median and greatest of the values. The own kommun is one of the
    `n` that have a value or answered. `in_data` of the `size`
    kommuner have anything that year.
    """
    low, q1, median, q3, high = spread
    is_numeric = indicator.kind == "numerisk"
    computed = 100 * n_yes / n if n_yes is not None and n else None
    figure = printed.figure if printed else None
    if printed is not None and not is_numeric:
        return _printed(printed, n - 1, computed)
    why_not = _why_not(n - 1, in_data, n if is_numeric and printed is None else size)
    return Comparison(
        n_others=n - 1,
        is_published=False,
        ranks=why_not is None,
        why_not=why_not,
        share=computed,
        low=low,
        q1=q1,
        median=median,
        q3=q3,
        high=high,
        n_yes=n_yes,
        n=n,
        published_value=figure,
        computed_share=computed,
    )


ComparedIn = Callable[[Indicator, int, Reference], Comparison | None]
"""What gives a reference's figure in a year, None where that is not known."""


def compare(
    matrix: Matrix,
    indicators: Sequence[Indicator],
    references: Sequence[Reference],
    own: str | None,
) -> dict[str, dict[str, Comparison]]:
    """Compare every indicator with every reference.

    `own` is the kommunkod that is compared, which is not one of the others; None when
    no kommun is. Returns comparisons by indicator id and reference id.

    A share is 100 × JA / (JA + NEJ + DELVIS). It is computed where every member of the
    reference is in the data; else a published share is used where there is one.
    """
    inside = [(r, tuple(k for k in matrix.kommuner if k in r.members)) for r in references]
    return {
        indicator.id: {
            r.id: _comparison(matrix, indicator, r, members, own) for r, members in inside
        }
        for indicator in indicators
    }


def uses(
    matrix: Matrix,
    references: Sequence[Reference],
    comparisons: Mapping[str, Mapping[str, Comparison]],
) -> tuple[ReferenceUse, ...]:
    """Return how much of each reference is in the data, and whether it ranks anything."""
    result = []
    for reference in references:
        n_in_data = len(reference.members.intersection(matrix.kommuner))
        of_reference = [c[reference.id] for c in comparisons.values()]
        ranks = any(c.ranks for c in of_reference)
        reasons = [c.why_not for c in of_reference if c.why_not]
        most_common = max(reasons, key=reasons.count, default="inga svar finns i data")
        result.append(ReferenceUse(reference, n_in_data, ranks, None if ranks else most_common))
    return tuple(result)


def compared_in(years: Mapping[int, Matrix], own: str) -> ComparedIn:
    """Return what gives a reference's figure in one of these years, None in another."""

    def find(indicator: Indicator, year: int, reference: Reference) -> Comparison | None:
        matrix = years.get(year)
        if matrix is None:
            return None
        return compare(matrix, [indicator], [reference], own)[indicator.id][reference.id]

    return find


def as_exact(figure: float) -> float:
    """Return a figure to sort by: shares that are equal as fractions are equal here too."""
    return round(figure, 9)


def is_asked(indicator: Indicator, year: int) -> bool:
    """Return whether the question was put in `year`, as far as the catalogue knows."""
    return (indicator.first_year is None or indicator.first_year <= year) and (
        indicator.last_year is None or year <= indicator.last_year
    )


def _comparison(
    matrix: Matrix,
    indicator: Indicator,
    reference: Reference,
    members: Sequence[str],
    own: str | None,
) -> Comparison:
    """Compare one indicator with one reference, of which the data have these members."""
    answers = matrix.answers.get(indicator.id, {})
    values = matrix.values.get(indicator.id, {})
    printed = matrix.published.get((indicator.id, *(reference.published or ("", ""))))
    figure = printed.figure if printed else None
    given = Counter(answers[k] for k in members if k in answers)
    n_ea, n_missing = given[Answer.EA], sum(given[a] for a in WITHOUT_ANSWER)
    is_numeric = indicator.kind == "numerisk"
    if is_numeric:
        known = [k for k in members if k in values]
    else:
        known = [k for k in members if answers.get(k) in IN_DENOMINATOR]
    n, n_yes = len(known), given[Answer.JA]
    n_others = n - (own in known)
    computed = 100 * n_yes / n if n and not is_numeric else None
    is_complete = n > 0 and n + n_ea + n_missing == len(reference.members)
    if printed is not None and not (is_numeric or is_complete):
        return _printed(printed, n_others, computed)
    takes_part = is_numeric and reference.id == "riket" and printed is None
    size = n if takes_part else len(reference.members)  # who was not asked is not missing
    why_not = _why_not(n_others, len(members), size)
    of_known = sorted(values[k] for k in known) if is_numeric else ()
    return Comparison(
        n_others=n_others,
        is_published=False,
        ranks=why_not is None,
        why_not=why_not,
        share=computed,
        median=quantile(of_known, 0.5),
        q1=quantile(of_known, 0.25),
        q3=quantile(of_known, 0.75),
        low=of_known[0] if of_known else None,
        high=of_known[-1] if of_known else None,
        n_yes=None if is_numeric else n_yes,
        n=n,
        n_ea=n_ea,
        n_missing=n_missing,
        better=_better(indicator, own, known, values) if is_numeric else None,
        published_value=figure,
        computed_share=computed,
    )


def _printed(printed: Published, n_others: int, computed: float | None) -> Comparison:
    """Return a share as it is published."""
    return Comparison(
        n_others=n_others,
        is_published=True,
        ranks=True,
        why_not=None,
        share=printed.figure,
        n_yes=printed.n_yes,
        n=printed.n,
        published_value=printed.figure,
        computed_share=computed,
    )


def _better(
    indicator: Indicator, own: str | None, known: Sequence[str], values: Mapping[str, float]
) -> float | None:
    """Return the percentage of the others that are strictly better than the own kommun."""
    others = [values[k] for k in known if k != own]
    value = values.get(own or "")
    if not others or value is None or indicator.direction == "ingen":
        return None
    return 100 * sum(indicator.lead(other, value) > 0 for other in others) / len(others)


def _why_not(n_others: int, in_data: int, size: int) -> str | None:
    """Return in words why a computed group may not rank, None if it may."""
    reasons = []
    if n_others == 0:
        reasons.append("ingen annan kommun har svarat")
    elif n_others < FEWEST_OTHERS:
        kommuner = "annan kommun" if n_others == 1 else "andra kommuner"
        reasons.append(f"bara {n_others} {kommuner} har svarat")
    if 2 * in_data < size:
        reasons.append(f"{number(in_data)} av {number(size)} kommuner i gruppen finns i data")
    return ", och ".join(reasons) or None
