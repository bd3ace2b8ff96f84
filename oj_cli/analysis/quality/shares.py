"""Published shares against the answers: recomputed in every way that is known."""

import re
from collections.abc import Iterator, Sequence
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
from oj_cli.domain.swedish import capital, counted, listing, number, percent


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
    rule = rules["D21" if good else "D22"]
    own = share(answers, rules.shares[0])
    counts = {a.value: answers.count(a) for a in Answer if a in answers}
    said = listing([f"{n} {a}" for a, n in counts.items()])
    computed = "ingen andel" if own is None else percent(float(own))
    message = (
        f"{capital(reference.name)}: {percent(published.figure)} är publicerat, men svaren "
        f"({said}) ger {computed}: {indicator.name}. "
    )
    if good:
        ways = listing([f"”{r.name}”" for r in good], "eller")
        message += f"Talet stämmer om andelen räknas som {ways}."
    else:
        message += f"Inget av {counted(len(rules.shares), 'sätt', 'sätt')} att räkna ger talet."
    at = area.places.get((indicator.id, *(reference.published or ("", ""))), Where())
    return Finding(
        rule.id,
        rule.level,
        message,
        rule.remedy,
        rule.why,
        at.file,
        at.line,
        at.cell,
        f"{reference.name} {area.year}, {indicator.id}",
        fields={
            "omrade": area.catalogue.area,
            "ar": area.year,
            "indikator": indicator.id,
            "enhet": reference.published,
            "publicerat": published.figure,
            "beraknat": None if own is None else round(float(own), 2),
            "svar": counts,
            "stammer_med": [r.id for r in good],
            "andra_satt": {
                r.id: None if (x := share(answers, r)) is None else round(float(x), 2)
                for r in rules.shares
            },
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
    if prints_as(Fraction(100 * published.n_yes, published.n), published.figure):
        return
    if abs(100 * published.n_yes / published.n - published.figure) < 1e-6:
        return  # the share is not printed: it was computed from the counts
    rule = rules["D23"]
    at = area.places.get((indicator.id, *(reference.published or ("", ""))), Where())
    computed = 100 * published.n_yes / published.n
    yield Finding(
        rule.id,
        rule.level,
        f"{reference.name}: {number(published.n_yes)} av {number(published.n)} är "
        f"{percent(computed)}, men {percent(published.figure)} är publicerat: {indicator.name}.",
        rule.remedy,
        rule.why,
        at.file,
        at.line,
        at.cell,
        f"{reference.name} {area.year}, {indicator.id}",
        fields={
            "indikator": indicator.id,
            "n_ja": published.n_yes,
            "n_svar": published.n,
            "publicerat": published.figure,
            "beraknat": round(computed, 2),
        },
    )
