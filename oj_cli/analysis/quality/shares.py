"""Published shares against the answers: recomputed in every way that is known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from oj_cli.analysis.matrix import Published
from oj_cli.analysis.quality.data import AreaData, Where
from oj_cli.domain.answers import Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.quality import QualityRules, Rule, ShareCount, ShareRule
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
    fits = dict.fromkeys((r.id for r in rules.shares), 0)
    recomputed = not_recomputed = 0
    for reference in references:
        if reference.published is None:
            continue
        for indicator in area.catalogue:
            key = (indicator.id, *reference.published)
            published = area.matrix.published.get(key)
            if published is None or indicator.kind != "ja_nej":
                continue
            findings += _own_counts(area, reference, indicator, published, rules)
            answers = _answers(area, reference, indicator)
            if answers is None:
                not_recomputed += 1
                continue
            recomputed += 1
            good = [r for r in rules.shares if _fits(answers, r, published.figure)]
            for rule in good:
                fits[rule.id] += 1
            if rules.shares[0] not in good:
                findings.append(
                    _finding(area, reference, indicator, published, answers, good, rules)
                )
    counts = tuple(ShareCount(r, fits[r.id], recomputed) for r in rules.shares)
    return ShareCheck(tuple(findings), counts if recomputed else (), recomputed, not_recomputed)


def _answers(area: AreaData, reference: Reference, indicator: Indicator) -> tuple[str, ...] | None:
    """Return every member's answer, None unless all have one."""
    found = [area.matrix.answer(indicator.id, code) for code in sorted(reference.members)]
    given = tuple(a for a in found if a is not None)
    return given if given and len(given) == len(found) else None


def _fits(answers: Sequence[str], rule: ShareRule, printed: float) -> bool:
    exact = share(answers, rule)
    return exact is not None and prints_as(exact, printed)


def _finding(
    area: AreaData,
    reference: Reference,
    indicator: Indicator,
    published: Published,
    answers: Sequence[str],
    good: Sequence[ShareRule],
    rules: QualityRules,
) -> Finding:
    own = share(answers, rules.shares[0])
    counts = {a.value: answers.count(a) for a in Answer if a in answers}
    values = {
        "svaren": listing([f"{n} {a}" for a, n in counts.items()]),
        "beraknat": "ingen andel" if own is None else percent(float(own)),
        "satt": listing([f"”{r.name}”" for r in good], "eller"),
        "antal": len(rules.shares),
    }
    return _found(
        rules["D21" if good else "D22"],
        area,
        reference,
        indicator,
        published,
        {**values, "grupp": capital(reference.name)},
        {
            "omrade": area.catalogue.area,
            "ar": area.year,
            "indikator": indicator.id,
            "enhet": reference.published,
            "publicerat": published.figure,
            "beraknat": _rounded(own),
            "svar": counts,
            "stammer_med": [r.id for r in good],
            "andra_satt": {r.id: _rounded(share(answers, r)) for r in rules.shares},
        },
    )


def _own_counts(
    area: AreaData,
    reference: Reference,
    indicator: Indicator,
    published: Published,
    rules: QualityRules,
) -> Iterator[Finding]:
    """Find a published count and share that do not agree, whatever the kommuner answered."""
    if published.n_yes is None or not published.n:
        return
    computed = Fraction(100 * published.n_yes, published.n)
    if prints_as(computed, published.figure):
        return
    if abs(float(computed) - published.figure) < 1e-6:
        return  # the share is not printed: it was computed from the counts
    values = {
        "grupp": reference.name,
        "ja": number(published.n_yes),
        "n": number(published.n),
        "beraknat": percent(float(computed)),
    }
    fields = {
        "indikator": indicator.id,
        "n_ja": published.n_yes,
        "n_svar": published.n,
        "publicerat": published.figure,
        "beraknat": _rounded(computed),
    }
    yield _found(rules["D23"], area, reference, indicator, published, values, fields)


def _found(
    rule: Rule,
    area: AreaData,
    reference: Reference,
    indicator: Indicator,
    published: Published,
    values: Mapping[str, object],
    fields: dict[str, object],
) -> Finding:
    """Return a finding about a published share, with the place that it stands in."""
    at = area.places.get((indicator.id, *(reference.published or ("", ""))), Where())
    return rule.finding(
        "andel",
        {"publicerat": percent(published.figure), "fraga": indicator.name, **values},
        subject=f"{reference.name} {area.year}, {indicator.id}",
        fields=fields,
        **at.of_finding,
    )


def _rounded(exact: Fraction | None) -> float | None:
    return None if exact is None else round(float(exact), 2)
