"""Verdicts on a kommun's numbers: level, change, and how much of either may be chance.

A value is a clear weakness if it is worse than its reference by the relevance floor and beyond
chance, in two ways: this year and the comparable year before taken together, and it was not better
the year before; or this year alone, and it has clearly fallen, by the floor more than the reference
has. All indicators of one survey are judged together, so that many questions do not make many
false alarms.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from oj_cli.analysis.certainty import FALSE_RATE_LOW, Behind, Certainty, false_rate, floor
from oj_cli.analysis.compare import as_exact
from oj_cli.domain.chance import Uncertainty, normal_below, told, z_together
from oj_cli.domain.identification import Before, Verdict
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import Comparison


@immutable
class Standing:
    """Where a kommun's value stands against its reference.

    `difference` is own minus reference, in the indicator's unit. Above zero where it is better are
    `zs`, of this year and the year before, and `change_z`.
    """

    indicator: Indicator
    value: float
    figure: float
    floor: float
    behind: Behind
    uncertainty: Uncertainty
    can_be_clear: bool
    zs: tuple[float | None, ...]
    before: Before | None
    change_z: float | None

    @property
    def z_now(self) -> float | None:
        """How much better than the reference it is this year."""
        return self.zs[0]

    @property
    def z(self) -> float | None:
        """How much better than the reference, both years together; None where this one is not."""
        known = [z for z in self.zs if z is not None]
        return None if self.z_now is None else z_together(known)

    @property
    def difference(self) -> float:
        """Own value minus the reference's, in the indicator's unit."""
        return as_exact(self.value - self.figure)

    @property
    def lead(self) -> float:
        """How much better than the reference; below zero where it is worse."""
        return as_exact(self.indicator.lead(self.value, self.figure))

    @property
    def lead_before(self) -> float:
        """How much better than the reference it was the year before; zero where that is unknown."""
        before = self.before
        if before is None or before.value is None or before.figure is None:
            return 0.0
        return as_exact(self.indicator.lead(before.value, before.figure))

    @property
    def has_fallen(self) -> bool:
        """Whether it got worse by the floor, beyond what the reference did."""
        gained = as_exact(self.lead - self.lead_before)  # more than the reference has
        return self.fall >= self.floor and gained <= -self.floor

    @property
    def fall(self) -> float:
        """How much worse it is than the year before, zero where it is not."""
        before = self.before
        if before is None or before.value is None:
            return 0.0
        return max(-as_exact(self.indicator.lead(self.value, before.value)), 0.0)


def standing(
    certainty: Certainty,
    own: Mapping[int, Mapping[str, float]],
    year: int,
    now: Comparison,
    before: tuple[int, Comparison] | None,
) -> Standing | None:
    """Return where a kommun's value of `year` stands, None without a value or a reference.

    `own` are the kommun's values by year and indicator id; `now` and `before` what the reference
    has, the latter in the last comparable year in which the kommun has a value.
    """
    indicator = certainty.indicator
    value, figure = own[year].get(indicator.id), now.figure
    if value is None or figure is None:
        return None
    behind = certainty.behind(own[year])
    zs = [certainty.level(value, behind, figure)]
    then = change_z = None
    if before is not None:
        old_year, of_old = before
        old, old_figure = own[old_year][indicator.id], of_old.figure
        old_behind = certainty.behind(own[old_year])
        change_z = certainty.change(old, old_behind, value, behind)
        then = Before(old_year, old, None, old_figure, old_behind.n)
        if old_figure is not None:
            known = old_behind if old_behind.n is not None else behind
            zs.append(certainty.level(old, known, old_figure))
    return Standing(
        indicator=indicator,
        value=value,
        figure=figure,
        floor=floor(indicator, behind, now.q1, now.q3),
        behind=behind,
        uncertainty=certainty.uncertainty(value, behind),
        can_be_clear=certainty.can_be_clear(behind),
        zs=tuple(zs),
        before=then,
        change_z=change_z,
    )


def verdicts(standings: Sequence[Standing]) -> dict[str, Verdict]:
    """Return a verdict for each value of one kommun and year, by indicator id."""
    found: dict[str, Verdict] = {}
    for family in _families(standings):
        rate = false_rate(s.behind.rate for s in family)
        weak = _told(family, rate, lambda s: s.z)
        weak_now = _told(family, FALSE_RATE_LOW, lambda s: s.z_now)
        fell = _told(family, rate, lambda s: s.change_z)
        strong = _told(family, rate, lambda s: None if s.z is None else -s.z)
        for n, s in enumerate(family):
            lasts = n in weak and s.lead_before <= 0
            collapsed = n in weak_now and n in fell and s.has_fallen
            is_strong = n in strong and s.lead_before >= 0
            found[s.indicator.id] = _verdict(s, lasts or collapsed, is_strong)
    return found


def fallen(standings: Sequence[Standing]) -> frozenset[str]:
    """Return the ids of what got worse beyond chance, by what is worth a word: as trends do."""
    return frozenset(
        family[n].indicator.id
        for family in _families(standings)
        for n in _told(family, false_rate(s.behind.rate for s in family), lambda s: s.change_z)
        if family[n].fall >= family[n].floor
    )


def _families(standings: Sequence[Standing]) -> Collection[Sequence[Standing]]:
    """Return what is judged together: the values of each survey."""
    families: dict[str | None, list[Standing]] = {}
    for s in standings:
        families.setdefault(s.indicator.survey, []).append(s)
    return families.values()


def _verdict(s: Standing, is_weak: bool, is_strong: bool) -> Verdict:
    if s.lead < 0 and s.lead <= -s.floor:
        return Verdict.TYDLIG_SVAGHET if is_weak and s.can_be_clear else Verdict.OSAKERT
    if s.lead > 0 and s.lead >= s.floor and is_strong and s.can_be_clear:
        return Verdict.TYDLIG_STYRKA
    return Verdict.I_MITTEN


def _told(
    family: Sequence[Standing], rate: float, z_of: Callable[[Standing], float | None]
) -> frozenset[int]:
    """Return which of a survey's values hold together, by place; z below zero is a finding."""
    known = [(n, z) for n, s in enumerate(family) if (z := z_of(s)) is not None]
    held = told([normal_below(z) for _, z in known], rate)
    return frozenset(known[place][0] for place in held)
