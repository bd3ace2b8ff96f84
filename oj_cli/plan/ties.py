"""What became of the indicators that a goal is tied to, beside the goal's own measure.

An answer in öppna jämförelser mostly says that a routine exists. Whether users are better off
is what the goal's own measure tells, and neither is ever taken for the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oj_cli.domain.answers import IN_DENOMINATOR
from oj_cli.domain.following import GoalStanding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Tie
from oj_cli.domain.plan_chance import Ground, Grounds, Step, step
from oj_cli.domain.plan_outcome import GoalOutcome, TieChange, TieFigure, TieOutcome
from oj_cli.domain.swedish import listing
from oj_cli.domain.trend import Point, Series, Trend

_STEPS = {"NEJ": 0, "DELVIS": 1, "JA": 2}


def tie_outcome(tie: Tie, found: Trend | None, grounds: Grounds | None = None) -> TieOutcome:
    """Return what became of one tied indicator; `found` is None if no catalogue has it.

    `grounds` are what the kommun's own values stand on.
    """
    if found is None:
        note = f"Indikatorn ”{tie.indicator}” finns inte i data. Se oj indicators."
        return TieOutcome(tie, None, None, (), "inget_nyare", (note,))
    indicator = found.indicator
    is_own = found.kommun is not None or found.lan is not None
    mine = _figures(found.main, tie, indicator) if is_own else []
    comparable = [f for f in mine if f.is_comparable]
    own = (comparable or mine)[-1] if mine else None
    of = (found.kommun is not None and grounds) or {}
    now = of.get((tie.indicator, own.year if own else 0))
    if own is not None and now is not None:
        own = replace(own, n=now.n, n_source=now.n_source)
    beside = [_figures(series, tie, indicator) for series in found.series[is_own:]]
    year = own.year if own else None
    references = tuple(f for figures in beside for f in figures if f.year == year)
    lacks = [f[0].name for f in beside if f and all(figure.year != year for figure in f)]
    notes = (*_notes(tie, found, mine, own), *_lack_year(year, lacks))
    before = tie.value if found.kommun is not None else tie.lan
    then = of.get((tie.indicator, tie.year or 0))
    is_newer = own is not None and own.is_comparable and own.year > (tie.year or 0)
    made = _step(indicator, own, before, then, now) if is_newer else None
    change = _change(tie, own, made)
    return TieOutcome(tie, indicator, own, references, change, notes, made)


def _lack_year(year: int | None, names: Sequence[str]) -> Iterator[str]:
    """Say what is not set beside the own answer, since it is not of its year."""
    if year is not None and names:
        whose = listing(list(dict.fromkeys(names)))
        yield f"Inget värde {year} finns för {whose}. Andra års värden ställs inte bredvid."


def _step(
    indicator: Indicator,
    own: TieFigure | None,
    before: float | None,
    then: Ground | None,
    now: Ground | None,
) -> Step | None:
    """Return the step from the value when the goal was set, None where there is none."""
    if own is None or own.figure is None or before is None or indicator.direction == "ingen":
        return None
    unknown = Ground(is_percent=indicator.is_percent)
    is_up = indicator.direction == "hogre"
    return step(before, own.figure, is_up, then or unknown, now or unknown)


def _figures(series: Series, tie: Tie, indicator: Indicator) -> list[TieFigure]:
    """Return all years of a series, in order, each with whether it can be compared."""
    in_order = sorted(series.points, key=lambda p: p.year)
    return [_figure(series, point, tie, indicator) for point in in_order]


def _figure(series: Series, point: Point, tie: Tie, indicator: Indicator) -> TieFigure:
    broken = indicator.break_between(tie.year, point.year) if tie.year is not None else None
    why = point.why_not if not point.counts else None
    if broken is not None:
        why = f"går inte att jämföra med {tie.year}: {broken.reason}"
    return TieFigure(
        series.name,
        point.year,
        point.answer,
        point.figure,
        series.measure,
        point.origin,
        point.n_yes,
        point.n,
        point.counts,
        broken is None,
        why,
    )


def _change(tie: Tie, own: TieFigure | None, made: Step | None) -> TieChange:
    if own is None or (tie.year is not None and own.year <= tie.year):
        return "inget_nyare"
    if not own.is_comparable:
        return "inte_jamforbart"
    if own.figure is not None:
        if made is None:
            return "inte_jamforbart"
        return "oforandrat" if made.gain == 0 else "battre" if made.gain > 0 else "samre"
    before, after = _STEPS.get(tie.answer or ""), _STEPS.get(own.answer or "")
    if before is None or after is None:
        return "inte_jamforbart"
    if before == after:
        return "oforandrat"
    if after > before:
        return "blev_ja" if own.answer == "JA" else "battre"
    return "samre"


def _notes(
    tie: Tie, found: Trend, mine: Sequence[TieFigure], own: TieFigure | None
) -> Iterator[str]:
    indicator = found.indicator
    if indicator.last_year is not None:
        yield f"Frågan ställdes sista gången {indicator.last_year}."
    if indicator.replaced_by:
        names = [s.name + (f" ({s.kolada})" if s.kolada else "") for s in indicator.replaced_by]
        yield f"Den är ersatt av: {listing(names)}."
    if own is None:
        yield "Det finns inget svar i data."
        return
    if tie.answer is None and tie.value is None and tie.lan is None:
        yield "Planen säger inte vad svaret var när målet skrevs."
    then = next((f for f in mine if f.year == tie.year), None)
    if then is not None and tie.answer is not None and then.answer not in (None, tie.answer):
        yield f"Planen säger {tie.answer} för {tie.year}, men svaret i data är {then.answer}."
    if tie.year is not None and own.year <= tie.year:
        yield f"Det finns inget nyare jämförbart svar än {own.year} i data."
    if own.answer is not None and own.answer not in IN_DENOMINATOR:
        yield f"Svaret {own.year} är {own.answer}, som inte går att jämföra."
    for other in (f for f in mine if not f.is_comparable and f.year >= own.year):
        yield f"Svaret {other.year} {other.why_not}"
    for correction in found.corrections:
        if correction.year == own.year:
            said = f"{correction.answer}. {correction.reason}"
            yield f"Er egen rättelse för {correction.year}: {said}"


def goal_outcome(standing: GoalStanding, ties: Sequence[TieOutcome]) -> GoalOutcome:
    """Put a goal's own measure and its indicators side by side, with what may be said of both."""
    return GoalOutcome(standing, tuple(ties), tuple(_conclusions(standing, ties)))


def _conclusions(standing: GoalStanding, ties: Sequence[TieOutcome]) -> Iterator[str]:
    turned = [t.name for t in ties if t.change == "blev_ja"]
    state = standing.state
    if turned:
        lead = f"Svaret på {listing([f'”{name}”' for name in turned])} har blivit JA"
        if state == "inte_matt":
            yield (
                f"{lead}: rutinen finns, men nyttan är inte mätt. Om det har blivit bättre för "
                "brukarna visar bara målets eget mått."
            )
        elif state in ("nadd", "pa_vag"):
            yield (
                f"{lead}, och målets eget mått har blivit bättre. Att det ena beror på det andra "
                "visar inte siffrorna."
            )
        elif state in ("oforandrad", "samre"):
            yield f"{lead}, men målets eget mått har inte blivit bättre: nyttan märks inte än."
    still = [t.name for t in ties if t.own and t.own.answer == "NEJ" and t.change != "inget_nyare"]
    if state == "nadd" and still:
        said = listing([f"”{name}”" for name in still])
        yield f"Målet är nått, fast svaret på {said} fortfarande är NEJ."
    if standing.unmeasured and state != "inte_matt":
        names = listing([s.name for s in standing.unmeasured])
        yield f"Inte mätt hos {names}."
