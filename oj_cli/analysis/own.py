"""What is known of one kommun's values in an område, to tell its changes from chance."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from oj_cli.analysis.certainty import Behind, Certainty, false_rate, floor
from oj_cli.domain.chance import Uncertainty, normal_below, told
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.trend import Point, Shift


@immutable
class Own:
    """A kommun's values by gender (`T`, `K`, `M`), year and indicator id.

    `moved` is by indicator id how much such values move between years: the median over all
    kommuner.
    """

    catalogue: Catalogue
    values: Mapping[str, Mapping[int, Mapping[str, float]]]
    moved: Mapping[str, float]

    def certainty(self, indicator: Indicator) -> Certainty:
        """Return how much the values of an indicator move by chance."""
        return Certainty(self.catalogue, indicator, self.moved.get(indicator.id))

    def behind(self, indicator: Indicator, year: int) -> Behind:
        """Return what stands behind the kommun's value of a year."""
        return self.certainty(indicator).behind(self.values.get("T", {}).get(year, {}))

    def with_uncertainty(self, indicator: Indicator, points: Sequence[Point]) -> tuple[Point, ...]:
        """Return the points with what chance may have made of their figures."""
        return tuple(
            p
            if p.figure is None
            else replace(p, uncertainty=self._uncertainty(indicator, p.year, p.figure))
            for p in points
        )

    def _uncertainty(self, indicator: Indicator, year: int, value: float) -> Uncertainty:
        """Return that of a value. The n of another year makes its interval, and is not its n."""
        found = self.certainty(indicator).uncertainty(value, self._counted(indicator, year))
        n, source, _ = self.behind(indicator, year)
        return replace(found, n=n, n_source=source)

    def _counted(self, indicator: Indicator, year: int) -> Behind:
        """Return what stands behind a value; where n lacks that year, that of the nearest one."""
        found, of_n = self.behind(indicator, year), indicator.respondents
        if found.n is not None or of_n is None:
            return found
        known = [(abs(y - year), y) for y, own in self.values["T"].items() if own.get(of_n)]
        return self.behind(indicator, min(known)[1])._replace(rate=found.rate) if known else found

    def gain_z(self, indicator: Indicator, before: Point, after: Point) -> float | None:
        """Return how far beyond chance a figure got better, in z; None where it cannot be told."""
        if before.figure is None or after.figure is None:
            return None
        certainty = self.certainty(indicator)
        then, now = self._counted(indicator, before.year), self._counted(indicator, after.year)
        if not (certainty.can_be_clear(then) and certainty.can_be_clear(now)):
            return None
        return certainty.change(before.figure, then, after.figure, now)

    def rise_z(self, indicator: Indicator, before: Point, after: Point) -> float | None:
        """Return how far beyond chance a figure rose, whatever is better."""
        z = self.gain_z(indicator, before, after)
        return None if z is None else indicator.lead(z, 0.0)  # turned back where lower is better

    def clear(self, shifts: Sequence[tuple[Indicator, Shift]]) -> dict[str, bool]:
        """Return by indicator id whether a change is clear; without those that cannot be told.

        All changes of a survey are judged together, those for the better and for the worse apart,
        so that many questions do not make many false alarms. A clear one is no smaller than what
        is worth a word, either.
        """
        families: dict[str | None, list[tuple[Indicator, Shift, float]]] = {}
        for indicator, shift in shifts:
            z = self.gain_z(indicator, shift.before, shift.after)
            if z is not None:
                families.setdefault(indicator.survey, []).append((indicator, shift, z))
        found: dict[str, bool] = {}
        for family in families.values():
            rates = [self.behind(i, s.after.year).rate for i, s, _ in family]
            held = beyond_chance([z for _, _, z in family], rates)
            for place, (indicator, shift, _) in enumerate(family):
                least = max(
                    floor(indicator, self.behind(indicator, p.year))
                    for p in (shift.before, shift.after)
                )
                is_large = abs(shift.points or 0.0) >= least
                found[indicator.id] = place in held and is_large
        return found


def beyond_chance(zs: Sequence[float], rates: Sequence[float | None]) -> Collection[int]:
    """Return which of a survey's z hold together, by place: those above zero and below it apart.

    `rates` are the percent that answered.
    """
    rate = false_rate(rates)
    sides = ([normal_below(side * z) for z in zs] for side in (1, -1))
    return frozenset(place for chances in sides for place in told(chances, rate))
