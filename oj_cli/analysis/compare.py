"""Shares, medians and who may rank: every comparison of one område and year."""

from collections import Counter
from collections.abc import Sequence

from oj_cli.analysis.matrix import Matrix, Published
from oj_cli.domain.answers import IN_DENOMINATOR, WITHOUT_ANSWER, Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import FEWEST_OTHERS, Comparison, Reference, ReferenceUse
from oj_cli.domain.swedish import number


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
    counts = _Counts(matrix, own)
    return {
        indicator.id: {r.id: counts.compare(indicator, r) for r in references}
        for indicator in indicators
    }


def uses(
    matrix: Matrix,
    references: Sequence[Reference],
    comparisons: dict[str, dict[str, Comparison]],
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


def as_exact(figure: float) -> float:
    """Return a figure to sort by: shares that are equal as fractions are equal here too."""
    return round(figure, 9)


def is_asked(indicator: Indicator, year: int) -> bool:
    """Return whether the question was put in `year`, as far as the catalogue knows."""
    return (indicator.first_year is None or indicator.first_year <= year) and (
        indicator.last_year is None or year <= indicator.last_year
    )


class _Counts:
    """The matrix with what every comparison needs of it counted once."""

    def __init__(self, matrix: Matrix, own: str | None) -> None:
        self.matrix = matrix
        self.own = own
        self._members: dict[str, tuple[str, ...]] = {}

    def members(self, reference: Reference) -> tuple[str, ...]:
        """Return the members of a reference that the data have."""
        if reference.id not in self._members:
            inside = tuple(k for k in self.matrix.kommuner if k in reference.members)
            self._members[reference.id] = inside
        return self._members[reference.id]

    def compare(self, indicator: Indicator, reference: Reference) -> Comparison:
        """Compare one indicator of the matrix with one reference."""
        members = self.members(reference)
        published = None
        if reference.published is not None:
            published = self.matrix.published.get((indicator.id, *reference.published))
        of_indicator = self.matrix.answers.get(indicator.id, {})
        given = Counter(of_indicator[k] for k in members if k in of_indicator)
        n_ea, n_missing = given[Answer.EA], sum(given[a] for a in WITHOUT_ANSWER)
        if indicator.kind == "numerisk":
            return self._numeric(indicator, reference, members, published, n_ea, n_missing)
        n, n_yes = sum(given[a] for a in IN_DENOMINATOR), given[Answer.JA]
        is_inside = self.own in members and of_indicator.get(self.own or "") in IN_DENOMINATOR
        n_others = n - is_inside
        computed = 100 * n_yes / n if n else None
        complete = n + n_ea + n_missing == len(reference.members)
        if published is not None and not (complete and n):
            return Comparison(
                n_others=n_others,
                is_published=True,
                ranks=True,
                why_not=None,
                share=published.figure,
                n_yes=published.n_yes,
                n=published.n,
                published_value=published.figure,
                computed_share=computed,
            )
        why_not = _why_not(n_others, len(members), reference)
        return Comparison(
            n_others=n_others,
            is_published=False,
            ranks=why_not is None,
            why_not=why_not,
            share=computed,
            n_yes=n_yes,
            n=n,
            n_ea=n_ea,
            n_missing=n_missing,
            published_value=None if published is None else published.figure,
            computed_share=computed,
        )

    def _numeric(
        self,
        indicator: Indicator,
        reference: Reference,
        members: tuple[str, ...],
        published: Published | None,
        n_ea: int,
        n_missing: int,
    ) -> Comparison:
        of_indicator = self.matrix.values.get(indicator.id, {})
        values = sorted(of_indicator[k] for k in members if k in of_indicator)
        others = [of_indicator[k] for k in members if k in of_indicator and k != self.own]
        q1, median, q3 = (quantile(values, share) for share in (0.25, 0.5, 0.75))
        why_not = _why_not(len(others), len(members), reference)
        own = of_indicator.get(self.own or "")
        better = None
        if others and own is not None and indicator.direction != "ingen":
            n_better = sum(indicator.lead(value, own) > 0 for value in others)
            better = 100 * n_better / len(others)
        return Comparison(
            n_others=len(others),
            is_published=False,
            ranks=why_not is None,
            why_not=why_not,
            median=median,
            q1=q1,
            q3=q3,
            n=len(values),
            n_ea=n_ea,
            n_missing=n_missing,
            better=better,
            published_value=None if published is None else published.figure,
        )


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return a quantile of values in order, None of none.

    Linear between the two nearest values, as Excel's QUARTILE.INC does.
    """
    if not values:
        return None
    place = share * (len(values) - 1)
    low = int(place)
    below, above = values[low], values[min(low + 1, len(values) - 1)]
    return below + (above - below) * (place - low)


def _why_not(n_others: int, in_data: int, reference: Reference) -> str | None:
    """Return in words why a computed group may not rank, None if it may."""
    reasons = []
    if n_others == 0:
        reasons.append("ingen annan kommun har svarat")
    elif n_others < FEWEST_OTHERS:
        kommuner = "annan kommun" if n_others == 1 else "andra kommuner"
        reasons.append(f"bara {n_others} {kommuner} har svarat")
    size = len(reference.members)
    if 2 * in_data < size:
        reasons.append(f"{number(in_data)} av {number(size)} kommuner i gruppen finns i data")
    return ", och ".join(reasons) or None
