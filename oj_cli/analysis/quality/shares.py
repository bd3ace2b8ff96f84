"""Published shares against the answers: recomputed in every way that is known."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from oj_cli.analysis.matrix import Published
from oj_cli.analysis.quality.data import AreaData, Where
from oj_cli.domain.answers import Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.quality import QualityRules, ShareCount, ShareRule
from oj_cli.domain.references import Reference
from oj_cli.domain.swedish import capital, listing, number, percent


@dataclass(frozen=True)
class ShareCheck:
    """What was found of one unit's published shares."""

    findings: tuple[Finding, ...]
    counts: tuple[ShareCount, ...]
    n_recomputed: int
    n_not_recomputed: int


def share(answers: Sequence[str], rule: ShareRule) -> Fraction | None:
    """Return percent by one way of counting, exactly; None where the denominator is empty."""
    n = sum(a in rule.denominator for a in answers)
    yes = sum(a == Answer.JA for a in answers)
    partly = sum(a == Answer.DELVIS for a in answers)
    return Fraction(100) * (yes + Fraction(rule.partly) * partly) / n if n else None


def prints_as(exact: Fraction, printed: float) -> bool:
    """Return whether a share, rounded half up to the decimals that are printed, is `printed`."""
    decimals = len(re.sub(r"^-?\d+\.?", "", f"{printed:.6f}".rstrip("0")))
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded == Decimal(f"{printed:.6f}").quantize(Decimal(1).scaleb(-decimals))


def check_shares(
    area: AreaData, references: Sequence[Reference], rules: QualityRules
) -> ShareCheck:
    """Recompute the published shares of groups, where every member's answer is in the data."""
    findings: list[Finding] = []
    fits: Counter[str] = Counter()
    recomputed = not_recomputed = 0
    for printed in _printed(area, references, rules):
        findings += printed.against_its_counts()
        answers = printed.answers()
        if answers is None:
            not_recomputed += 1
            continue
        recomputed += 1
        good = [r for r in rules.shares if _fits(answers, r, printed.published.figure)]
        fits.update(r.id for r in good)
        if rules.shares[0] not in good:
            findings.append(printed.against_answers(answers, good))
    counts = tuple(ShareCount(r, fits[r.id], recomputed) for r in rules.shares)
    return ShareCheck(tuple(findings), counts if recomputed else (), recomputed, not_recomputed)


def _printed(
    area: AreaData, references: Sequence[Reference], rules: QualityRules
) -> Iterator["_Printed"]:
    for reference in references:
        for indicator in area.catalogue:
            key = (indicator.id, *(reference.published or ("", "")))
            published = area.matrix.published.get(key)
            if published is not None and indicator.kind == "ja_nej":
                at = area.places.get(key, Where())
                yield _Printed(area, reference, indicator, published, at, rules)


def _fits(answers: Sequence[str], rule: ShareRule, printed: float) -> bool:
    exact = share(answers, rule)
    return exact is not None and prints_as(exact, printed)


@dataclass(frozen=True)
class _Printed:
    """A published share of a group, and where it stands."""

    area: AreaData
    reference: Reference
    indicator: Indicator
    published: Published
    at: Where
    rules: QualityRules

    def answers(self) -> tuple[str, ...] | None:
        """Return every member's answer, None unless all have one."""
        codes = sorted(self.reference.members)
        found = [self.area.matrix.answer(self.indicator.id, code) for code in codes]
        given = tuple(a for a in found if a is not None)
        return given if given and len(given) == len(found) else None

    def against_answers(self, answers: Sequence[str], good: Sequence[ShareRule]) -> Finding:
        """Return that the share is not ours: `good` are the ways of counting that give it."""
        own = share(answers, self.rules.shares[0])
        counts = {a.value: answers.count(a) for a in Answer if a in answers}
        values = {
            "grupp": capital(self.reference.name),
            "svaren": listing([f"{n} {a}" for a, n in counts.items()]),
            "beraknat": "ingen andel" if own is None else percent(float(own)),
            "satt": listing([f"”{r.name}”" for r in good], "eller"),
            "antal": len(self.rules.shares),
        }
        fields = {
            "omrade": self.area.catalogue.area,
            "ar": self.area.year,
            "indikator": self.indicator.id,
            "enhet": self.reference.published,
            "publicerat": self.published.figure,
            "beraknat": _rounded(own),
            "svar": counts,
            "stammer_med": [r.id for r in good],
            "andra_satt": {r.id: _rounded(share(answers, r)) for r in self.rules.shares},
        }
        return self._finding("D21" if good else "D22", values, fields)

    def against_its_counts(self) -> Iterator[Finding]:
        """Find a published count and share that do not agree, whatever the kommuner answered."""
        n_yes, n, figure = self.published.n_yes, self.published.n, self.published.figure
        if n_yes is None or not n:
            return
        computed = Fraction(100 * n_yes, n)
        if prints_as(computed, figure) or abs(float(computed) - figure) < 1e-6:
            return  # the last is a share that is not printed: it was computed from the counts
        values = {
            "grupp": self.reference.name,
            "ja": number(n_yes),
            "n": number(n),
            "beraknat": percent(float(computed)),
        }
        fields = {
            "indikator": self.indicator.id,
            "n_ja": n_yes,
            "n_svar": n,
            "publicerat": figure,
            "beraknat": _rounded(computed),
        }
        yield self._finding("D23", values, fields)

    def _finding(self, rule: str, own: Mapping[str, object], fields: dict[str, object]) -> Finding:
        values = {"publicerat": percent(self.published.figure), "fraga": self.indicator.name, **own}
        subject = f"{self.reference.name} {self.area.year}, {self.indicator.id}"
        place = self.at.of_finding
        return self.rules[rule].finding("andel", values, subject=subject, fields=fields, **place)


def _rounded(exact: Fraction | None) -> float | None:
    return None if exact is None else round(float(exact), 2)
