"""Shares, medians and who may rank: every comparison of one område and year."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from oj_cli.analysis.matrix import Matrix, Published
from oj_cli.domain.answers import IN_DENOMINATOR, WITHOUT_ANSWER, Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import FEWEST_OTHERS, Comparison, Reference, ReferenceUse
from oj_cli.domain.swedish import number

Bools = npt.NDArray[np.bool_]


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
        self.yes = matrix.is_answer(Answer.JA)
        self.answered = matrix.is_answer(*IN_DENOMINATOR)
        self.ea = matrix.is_answer(Answer.EA)
        self.missing = matrix.is_answer(*WITHOUT_ANSWER)
        self.has_value = ~np.isnan(matrix.values)
        self.is_own = np.array([k == own for k in matrix.kommuner], dtype=bool)
        self.own = matrix.kommuner.index(own) if own in matrix.kommuner else None
        self._members: dict[str, Bools] = {}
        self._quartiles: dict[str, list[tuple[float | None, ...]]] = {}

    def members(self, reference: Reference) -> Bools:
        if reference.id not in self._members:
            inside = [k in reference.members for k in self.matrix.kommuner]
            self._members[reference.id] = np.array(inside, dtype=bool)
        return self._members[reference.id]

    def quartiles(self, reference: Reference) -> list[tuple[float | None, ...]]:
        """Return (q1, median, q3) of each indicator's values; None without any.

        Linear between the two nearest values, as numpy and Excel's QUARTILE.INC do; all
        rows at once, since numpy takes them one by one where values are missing.
        """
        if reference.id not in self._quartiles:
            values = np.sort(self.matrix.values[:, self.members(reference)], axis=1)
            last = np.sum(~np.isnan(values), axis=1) - 1
            rows = np.arange(len(values))
            found = []
            for share in (0.25, 0.5, 0.75):
                place = share * np.maximum(last, 0)
                low = np.floor(place).astype(int)
                below, above = values[rows, low], values[rows, np.minimum(low + 1, last)]
                found.append(below + (above - below) * (place - low))
            self._quartiles[reference.id] = [
                tuple(float(q) if n >= 0 else None for q in quartiles)
                for n, *quartiles in zip(last, *found, strict=True)
            ]
        return self._quartiles[reference.id]

    def compare(self, indicator: Indicator, reference: Reference) -> Comparison:
        """Compare one indicator of the matrix with one reference."""
        row = self.matrix.row[indicator.id]
        members = self.members(reference)
        published = None
        if reference.published is not None:
            published = self.matrix.published.get((indicator.id, *reference.published))
        if indicator.kind == "numerisk":
            return self._numeric(row, indicator, reference, members, published)
        answered = self.answered[row] & members
        n, n_yes = int(answered.sum()), int((self.yes[row] & members).sum())
        n_ea, n_missing = self._without(row, members)
        n_others = int((answered & ~self.is_own).sum())
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
        why_not = self._why_not(n_others, members, reference)
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
        row: int,
        indicator: Indicator,
        reference: Reference,
        members: Bools,
        published: Published | None,
    ) -> Comparison:
        answered = self.has_value[row] & members
        values = self.matrix.values[row]
        others = values[answered & ~self.is_own]
        q1, median, q3 = self.quartiles(reference)[row]
        why_not = self._why_not(len(others), members, reference)
        n_ea, n_missing = self._without(row, members)
        return Comparison(
            n_others=len(others),
            is_published=False,
            ranks=why_not is None,
            why_not=why_not,
            median=median,
            q1=q1,
            q3=q3,
            n=int(answered.sum()),
            n_ea=n_ea,
            n_missing=n_missing,
            better=self._better(row, indicator, others),
            published_value=None if published is None else published.figure,
        )

    def _without(self, row: int, members: Bools) -> tuple[int, int]:
        """Return how many have answered EA, and how many have not answered."""
        return int((self.ea[row] & members).sum()), int((self.missing[row] & members).sum())

    def _better(
        self, row: int, indicator: Indicator, others: npt.NDArray[np.float64]
    ) -> float | None:
        """Return the percentage of the others that are strictly better than the own kommun."""
        own = np.nan if self.own is None else self.matrix.values[row, self.own]
        if not len(others) or np.isnan(own) or indicator.direction == "ingen":
            return None
        better = others > own if indicator.direction == "hogre" else others < own
        return 100 * int(better.sum()) / len(others)

    def _why_not(self, n_others: int, members: Bools, reference: Reference) -> str | None:
        """Return in words why a computed group may not rank, None if it may."""
        reasons = []
        if n_others == 0:
            reasons.append("ingen annan kommun har svarat")
        elif n_others < FEWEST_OTHERS:
            kommuner = "annan kommun" if n_others == 1 else "andra kommuner"
            reasons.append(f"bara {n_others} {kommuner} har svarat")
        in_data, size = int(members.sum()), len(reference.members)
        if 2 * in_data < size:
            reasons.append(f"{number(in_data)} av {number(size)} kommuner i gruppen finns i data")
        return ", och ".join(reasons) or None
