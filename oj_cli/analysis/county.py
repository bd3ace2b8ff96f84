"""The needs that the kommuner of a län share: where they lag behind riket, and who could teach.

A län is judged on how many of its kommuner do what is asked, or reach riket's value, against how
many in all of Sweden do. Its kommuner are few, so a difference is clear only where it is larger
than so many answers can make by chance.
"""

from collections.abc import Mapping, Sequence

from oj_cli.analysis.certainty import Behind, floor
from oj_cli.analysis.compare import as_exact, compare
from oj_cli.analysis.identify import steps
from oj_cli.analysis.learn import best_from
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.references import lan_reference, riket
from oj_cli.analysis.sought import has
from oj_cli.domain.answers import IN_DENOMINATOR, WITHOUT_ANSWER
from oj_cli.domain.chance import Z95, z_of_share
from oj_cli.domain.county import BEHIND, Change, LanIdentification, LanIndicator, LanTheme
from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import CommitmentKind, Indicator, Step
from oj_cli.domain.kommuner import Lan
from oj_cli.domain.references import FEWEST_OTHERS, Comparison, riket_heading
from oj_cli.domain.swedish import sort_key

FLOOR = 10.0
"""Percentage points between shares of kommuner: of fifteen kommuner, one or two."""
BEYOND_CHANCE = Z95
"""Chosen on the marks that the author of the county report of Dalarna 2016 gave."""


class _Lan:
    """One område and year as a län is judged in it."""

    def __init__(
        self, data: AreaYear, lan: Lan, before: Mapping[int, Matrix], order: Sequence[Step]
    ) -> None:
        self.data, self.lan, self.before = data, lan, before
        self.kommuner = data.register.of(lan)
        self.reference = lan_reference(lan, data.register)
        both = (riket(data.register), self.reference)
        self.now = compare(data.matrix, data.catalogue.indicators, both, None)
        self.rank = steps(order)

    def indicator(self, indicator: Indicator) -> LanIndicator:
        """Return one indicator against riket, with its verdict."""
        of_lan, of_riket = (self.now[indicator.id][r] for r in ("lan", "riket"))
        figure, riket_figure = of_lan.figure, of_riket.figure
        least = _floor(indicator, of_riket)
        n_behind, z = self._behind(indicator, of_lan, riket_figure)
        difference = verdict = None
        n = of_lan.n or 0
        enough = n >= FEWEST_OTHERS
        can_answer = enough or 2 * n >= len(self.kommuner)
        if figure is not None and riket_figure is not None and of_riket.ranks and can_answer:
            difference = figure - riket_figure
            verdict = _verdict(indicator.lead(figure, riket_figure), least, z if enough else None)
        matrix = self.data.matrix
        having = has(indicator, best_from(indicator, of_lan), matrix)
        teachers, without, not_answered = [], 0, []
        for kommun in self.kommuner:
            answer = matrix.answer(indicator.id, kommun.code)
            if kommun.code in having:
                teachers.append(kommun)
            elif answer in IN_DENOMINATOR or matrix.value(indicator.id, kommun.code) is not None:
                without += 1
            elif answer in WITHOUT_ANSWER:
                not_answered.append(kommun)
        before = self._before(indicator)
        gain = 0.0
        if before is not None and figure is not None and (enough or indicator.kind == "ja_nej"):
            gain = as_exact(indicator.lead(figure, before.figure))
        return LanIndicator(
            indicator=indicator,
            lan=of_lan,
            riket=of_riket,
            figure=figure,
            riket_figure=riket_figure,
            difference=difference,
            verdict=verdict,
            n_behind=n_behind,
            commitment=self._commitment(indicator) if verdict in BEHIND else None,
            teachers=tuple(teachers),
            without=without,
            before=before,
            is_worse=gain < 0 and -gain >= least,
            is_better=gain > 0 and gain >= least,
            not_answered=tuple(not_answered),
        )

    def _behind(
        self, indicator: Indicator, of_lan: Comparison, riket_figure: float | None
    ) -> tuple[int | None, float | None]:
        """Return how many of the län's kommuner are behind riket, and how rare that is, in z."""
        if of_lan.n is None or not of_lan.n or riket_figure is None:
            return None, None
        if indicator.kind == "ja_nej":
            n_behind, usual = of_lan.n - (of_lan.n_yes or 0), riket_figure
        else:
            values = self.data.matrix.values[indicator.id]
            there = {k for k, v in values.items() if indicator.lead(v, riket_figure) < 0}
            n_behind = len(there & self.reference.members)
            usual = 100 - 100 * len(there) / len(values)
        return n_behind, z_of_share(100 - 100 * n_behind / of_lan.n, of_lan.n, usual)

    def _commitment(self, indicator: Indicator) -> CommitmentKind | None:
        """Return the strongest kind of commitment that asks for an indicator."""
        by_id = self.data.catalogue.commitment_by_id
        asked = [by_id[id] for id in indicator.commitments]
        kinds = [c.kind for c in asked if c.applies(self.data.year, self.lan.code)]
        return min(kinds, key=self._rank, default=None)

    def _rank(self, kind: CommitmentKind | None) -> int:
        return self.rank.get(kind, len(self.rank)) if kind else len(self.rank)

    def _before(self, indicator: Indicator) -> Change | None:
        """Return the figure the newest earlier year that has one, if it is comparable."""
        for year in sorted(self.before, reverse=True):
            found = compare(self.before[year], [indicator], (self.reference,), None)
            then = found[indicator.id]["lan"]
            if then.figure is not None:
                broken = indicator.break_between(year, self.data.year)
                return None if broken else Change(year, then.figure, then.n_yes, then.n)
        return None

    def order(self, r: LanIndicator) -> tuple[object, ...]:
        """Return what the list is ordered by: verdict, who asks for it, and how much differs."""
        place = BEHIND.index(r.verdict) if r.verdict in BEHIND else len(BEHIND)
        q1, q3 = r.riket.q1, r.riket.q3
        spread = (q3 - q1 if q1 is not None and q3 is not None else 100.0) or 1.0
        return (
            place + (r.verdict is None),
            self._rank(r.commitment),
            as_exact(r.lead / spread),
            sort_key(r.indicator.name),
        )


def identify_lan(
    data: AreaYear,
    lan: Lan,
    reflections: Mapping[str, str],
    before: Mapping[int, Matrix],
    order: Sequence[Step] = (),
    quality_area: str | None = None,
) -> LanIdentification:
    """Answer step 1 for a län, in one kvalitetsområde or in all.

    `reflections` are questions by theme, `before` earlier years' matrices, `order` says which
    commitments come first.
    """
    judged = _Lan(data, lan, before, order)
    found = [
        judged.indicator(i)
        for i in data.catalogue
        if i.is_judged and quality_area in (None, i.quality_area)
    ]
    found.sort(key=judged.order)
    present = set(data.matrix.kommuner)
    return LanIdentification(
        lan=lan,
        kommuner=judged.kommuner,
        absent=tuple(k for k in judged.kommuner if k.code not in present),
        catalogue=data.catalogue,
        year=data.year,
        themes=_themes(data, reflections, found),
        indicators=tuple(found),
        sources=data.sources,
    )


def _floor(indicator: Indicator, of_riket: Comparison) -> float:
    if indicator.kind == "ja_nej":
        return FLOOR
    behind = Behind(None, "publicerad" if indicator.respondents else "minst")
    return floor(indicator, behind, of_riket.q1, of_riket.q3)


def _verdict(lead: float, least: float, z: float | None) -> Verdict:
    lead = as_exact(lead)
    if lead < 0 and lead <= -least:
        is_clear = z is not None and z <= -BEYOND_CHANCE
        return Verdict.TYDLIG_SVAGHET if is_clear else Verdict.OSAKERT
    if lead >= least and z is not None and z >= BEYOND_CHANCE:
        return Verdict.TYDLIG_STYRKA
    return Verdict.I_MITTEN


def _themes(
    data: AreaYear, reflections: Mapping[str, str], found: Sequence[LanIndicator]
) -> tuple[LanTheme, ...]:
    """Return the themes in which the län is behind, in the order of the first of each."""
    themes = {t.id: t for t in data.themes.areas}
    weak = [r for r in found if r.verdict in BEHIND and r.indicator.theme in themes]
    result = []
    for id in dict.fromkeys(r.indicator.theme for r in weak):
        here = [r for r in found if r.indicator.theme == id and r.verdict is not None]
        result.append(
            LanTheme(
                theme=themes[id],
                against=riket_heading(r.riket for r in here).lower(),
                n_behind=sum(r.is_behind for r in here),
                n_weak=sum(r.verdict == Verdict.TYDLIG_SVAGHET for r in here),
                n_uncertain=sum(r.verdict == Verdict.OSAKERT for r in here),
                n=len(here),
                indicators=tuple(r.indicator.id for r in here if r.verdict in BEHIND),
                question=reflections.get(id),
            )
        )
    return tuple(result)
