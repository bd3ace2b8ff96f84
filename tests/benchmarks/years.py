"""What the product's judging says of years that are over, beside what came the next time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from oj_cli.analysis import judging
from oj_cli.analysis.certainty import Certainty
from oj_cli.analysis.compare import compare
from oj_cli.analysis.judging import Standing
from oj_cli.analysis.matrix import Matrix, build_by_year
from oj_cli.analysis.references import riket
from oj_cli.domain.chance import Z95, wilson
from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Register
from oj_cli.domain.references import Comparison
from oj_cli.store import Store

FEWEST = 30
"""Kommuner that must take part in a year before it is tried."""
FEWEST_BOTH = 20
"""Kommuner that must take part in both years before it is seen how much they move."""
QUARTER = 0.75
STRICT = 2.8


@dataclass(frozen=True)
class Next:
    """A value, how it was judged, and its lead over riket the next time: below zero is worse.

    The verdict is as if every survey could tell kommuner apart; `is_claimed` is whether it can.
    """

    standing: Standing
    verdict: Verdict
    is_claimed: bool
    is_newest: bool
    lead: float
    rules: Mapping[str, bool]


@dataclass(frozen=True)
class Past:
    """The surveys of an område, as the product would have judged them each year."""

    told: Catalogue
    years: Mapping[int, Matrix]
    register: Register

    @cached_property
    def catalogue(self) -> Catalogue:
        surveys = tuple(replace(s, can_tell=True) for s in self.told.surveys)
        return replace(self.told, surveys=surveys)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(i for i in self.catalogue if i.survey and i.is_judged)

    @cached_property
    def against(self) -> Mapping[int, Mapping[str, Comparison]]:
        """What riket has, by year and indicator."""
        reference = riket(self.register)
        return {
            year: {
                id: found[reference.id]
                for id, found in compare(matrix, self.indicators, [reference], None).items()
            }
            for year, matrix in self.years.items()
        }

    @cached_property
    def own(self) -> Mapping[str, Mapping[int, Mapping[str, float]]]:
        """All values, by kommun, year and indicator."""
        found: dict[str, dict[int, dict[str, float]]] = {}
        for year, matrix in self.years.items():
            for id, values in matrix.values.items():
                for kommun, value in values.items():
                    found.setdefault(kommun, {}).setdefault(year, {})[id] = value
        return found

    def judged(self, kommun: str, year: int) -> Iterator[tuple[Standing, Verdict]]:
        """Yield how each of a kommun's values stood in a year."""
        own = self.own[kommun]
        found = [
            judging.standing(
                Certainty(self.catalogue, i),
                own,
                year,
                self.against[year][i.id],
                self._before(own, i, year),
            )
            for i in self.indicators
            if i.id in own[year] and self.against[year][i.id].ranks
        ]
        standings = [s for s in found if s is not None]
        verdicts = judging.verdicts(standings)
        for s in standings:
            yield s, verdicts[s.indicator.id]

    def _before(
        self, own: Mapping[int, Mapping[str, float]], indicator: Indicator, year: int
    ) -> tuple[int, Comparison] | None:
        last = max((y for y in own if y < year and indicator.id in own[y]), default=None)
        if last is None or indicator.break_between(last, year):
            return None
        return last, self.against[last][indicator.id]

    def pairs(self, id: str) -> list[tuple[int, int]]:
        """Return the neighbouring years of an indicator, the newest pair last."""
        return list(pairwise(y for y in sorted(self.years) if self.years[y].values.get(id)))

    def nexts(self, surveys: Sequence[str]) -> Iterator[Next]:
        """Yield every value of some surveys that has a next one, and an n."""
        newer = {i.id: dict(self.pairs(i.id)) for i in self.indicators if i.survey in surveys}
        for year, matrix in self.years.items():
            for kommun in self.own:
                if year not in self.own[kommun]:
                    continue
                for s, verdict in self.judged(kommun, year):
                    i = s.indicator
                    after = newer.get(i.id, {}).get(year)
                    if after is None or s.behind.n is None:
                        continue
                    value = self.years[after].values[i.id].get(kommun)
                    others = matrix.values[i.id]
                    if value is None or len(others) < FEWEST:
                        continue
                    figure = self.against[after][i.id].figure or 0.0
                    is_newest = after == self.pairs(i.id)[-1][1]
                    is_claimed = self.told.survey(i.survey).can_tell
                    rules = dict(_rules(s, others.values()))
                    lead = i.lead(value, figure)
                    yield Next(s, verdict, is_claimed, is_newest, lead, rules)

    def spread(self, survey: str) -> tuple[float, int]:
        """Return how much wider chance is in a survey than in as many answers, and of how many.

        Of all pairs of years but the newest: the median squared move, less what all moved,
        beside that of chance. 0.4549 is the median of chi square with one degree of freedom.
        """
        squared, expected = [], []
        for i in self.indicators:
            for old, new in self.pairs(i.id)[:-1] if i.survey == survey and i.respondents else ():
                before, after = self.years[old].values[i.id], self.years[new].values[i.id]
                both = before.keys() & after.keys()
                if len(before) < FEWEST or len(both) < FEWEST_BOTH or i.break_between(old, new):
                    continue
                usual = median(after[k] - before[k] for k in both)
                figures = [self.against[y][i.id].figure or 0.0 for y in (old, new)]
                p = sum(figures) / 200
                for k in both:
                    n, m = (self.own[k][y].get(i.respondents or "") for y in (old, new))
                    if n and m:
                        squared.append((after[k] - before[k] - usual) ** 2)
                        expected.append(1e4 * p * (1 - p) * (1 / n + 1 / m))
        if not squared:
            return 0.0, 0
        return median(squared) / 0.4549 / median(expected), len(squared)


def past(store: Store, area: str) -> Past:
    """Return the years of an område that comes with `oj`."""
    return Past(store.catalogue(area), build_by_year(store.columns(area)), store.register())


def _rules(s: Standing, others: Collection[float]) -> Iterator[tuple[str, bool]]:
    """Yield whether other rules would have called a value weak."""
    i, n = s.indicator, s.behind.n or 1
    better = sum(i.lead(other, s.value) > 0 for other in others)
    best = int(i.direction != "lagre")  # the end of the interval that is better
    under = {z: i.lead(wilson(s.value, n, z=z)[best], s.figure) < 0 for z in (Z95, STRICT)}
    yield "all", True
    yield "worst quarter", better >= QUARTER * (len(others) - 1)
    yield "Wilson 95 %", under[Z95]
    yield f"Wilson, z = {STRICT}", under[STRICT]
    yield "Wilson, and the year before", under[Z95] and s.lead_before < 0
