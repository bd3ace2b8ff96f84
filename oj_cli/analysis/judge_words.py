"""Why a verdict is what it is, in words."""

from oj_cli.analysis.certainty import LOW_RATE, LOWEST_RATE
from oj_cli.analysis.judging import Standing
from oj_cli.domain.chance import Uncertainty
from oj_cli.domain.identification import Reason, Verdict
from oj_cli.domain.indicators import Indicator, Survey
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.swedish import number, percent
from oj_cli.domain.wording import n_text, plain, points_between, value_text


def number_reasons(
    s: Standing, verdict: Verdict, said: str, survey: Survey, *, has_fallen: bool
) -> list[Reason]:
    """Return how a value stands to its reference, which `said` names, and how sure that is.

    `has_fallen` is whether it got worse beyond chance.
    """
    indicator = s.indicator
    own, other = (value_text(v, indicator) for v in (s.value, s.figure))
    text = f"Ni har {own}, {said} {other}"
    if s.difference:
        word = "högre" if s.difference > 0 else "lägre"
        text += f": {points_between(s.figure, s.value, indicator)} {word}"
    reasons = [Reason("jamforelse", f"{text}.")]
    if verdict != Verdict.I_MITTEN:
        reasons.append(Reason("osakerhet", _how_sure(s, verdict, survey)))
    before = s.before
    if before is not None and before.value is not None:
        then = f"{before.year} hade ni {value_text(before.value, indicator)}"
        then += "" if before.figure is None else f", {said} {value_text(before.figure, indicator)}"
        more = " Försämringen är för stor för att vara slump." if has_fallen else ""
        reasons.append(Reason("forsamring" if has_fallen else "forra", f"{then}.{more}"))
    return reasons


def _how_sure(s: Standing, verdict: Verdict, survey: Survey) -> str:
    behind, n = n_text(s.uncertainty), s.uncertainty.n
    alone = ", kanske en enda" if n == 1 and s.uncertainty.n_source == "minst" else ""
    behind = f" ({behind}{alone})" if behind else ""
    if not survey.can_tell:
        return "I den här undersökningen går ingen kommun att skilja ut tydligt."
    rate = s.behind.rate
    answered = "" if rate is None or rate >= LOW_RATE else f" Bara {percent(rate)} svarade."
    if rate is not None and rate < LOWEST_RATE:
        return f"Bara {percent(rate)} svarade, för få för att kalla något tydligt."
    if verdict != Verdict.OSAKERT:
        return f"Skillnaden är för stor för att bero på slumpen{behind}.{answered}"
    if s.z is None:
        return "Hur många som svarade är inte känt, så det kan bero på slumpen."
    interval = interval_text(s.uncertainty, s.indicator)
    return f"Kan bero på slumpen{behind}: {interval} går att få utan att något skiljer.{answered}"


def interval_text(sure: Uncertainty, indicator: Indicator) -> str:
    """Return what chance may have made of a value: `23–71 %`."""
    if sure.interval is None:
        return "ett annat värde"
    low, high = sure.interval
    if indicator.is_percent:
        return f"{number(low)}–{percent(high)}"
    return f"{plain(low, high, between='–')} {indicator.after_value}".strip()


def share_reason(compared: Comparison, reference: Reference) -> Reason:
    """Return how many of a reference say JA."""
    where = f"kommunerna {reference.phrase}"
    if not compared.ranks or compared.share is None:
        return Reason("raknas_inte", f"Ingen jämförelse {reference.phrase}: {compared.why_not}.")
    if compared.n is None:
        return Reason("vanlighet", f"{percent(compared.share)} av {where} svarar JA.")
    n = f"{compared.n_yes} av {number(compared.n)}"
    share = percent(compared.share)
    return Reason("vanlighet", f"{n} kommuner {reference.phrase} svarar JA ({share}).")


def of(n: int, total: int) -> str:
    """Return `Alla 12`, or `11 av 12`."""
    return f"Alla {total}" if n == total else f"{n} av {total}"
