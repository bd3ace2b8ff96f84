"""The goals of a plan as a picture: from where each starts to where it is to come."""

from collections.abc import Iterable, Iterator

from oj_cli.domain.chance import wilson
from oj_cli.domain.following import GoalStanding
from oj_cli.domain.plan import Goal, Measure
from oj_cli.domain.plan_chance import Ground, with_n
from oj_cli.domain.plan_chance_words import moved_text
from oj_cli.domain.plan_words import bare_number, is_share, shortened, with_unit
from oj_cli.domain.swedish import capital, joined
from oj_cli.domain.wording import n_text
from oj_cli.presentation.document import Figure
from oj_cli.presentation.pictures.model import GoalBar, GoalBars, Scale
from oj_cli.presentation.pictures.scales import scale
from oj_cli.reports.plans.words import MOST_PARTIES, PlanMaterial

_LONGEST = 90


def goal_bars(material: PlanMaterial, goals: Iterable[Goal], data: str) -> Figure | None:
    """Return the goals that have a start and a target; None if there are none.

    `data` is the id of the table that holds the same figures.
    """
    standings = [material.standing(goal) for goal in goals]
    rows = [row for s in standings if (row := _bar(s)) is not None]
    if not rows:
        return None
    reached = sum(s.state == "nadd" for s in standings)
    is_measured = any(row.now for row in rows)
    last = max((m.by.year for s in standings if (m := s.goal.measure) and m.by), default=None)
    few = "Målet" if len(rows) == 1 else f"{len(rows)} mål"
    aim = f"{few} att nå{f' senast {last}' if last else ''}"
    title = f"{reached} av {len(standings)} mål är nådda" if is_measured else aim
    alt = " ".join(_said(row) for row in rows)
    return Figure(GoalBars(title, tuple(rows)), title, alt, data, "figur-mal")


def _bar(standing: GoalStanding) -> GoalBar | None:
    goal, measure = standing.goal, standing.goal.measure
    start, target = goal.baseline, measure.target if measure else None
    if measure is None or start is None or target is None:
        return None
    later = [*newer(standing, measure)]
    values = [start, target, *(value for value, _ in later)]
    low, high, _ = scale([0.0, *values], is_share(measure.unit))
    sign = "\u00a0%" if is_share(measure.unit) else ""
    ground = standing.ground
    if later and len(standing.parties) == 1:
        outcome = standing.parties[0].outcome
        ground = with_n(ground, outcome.n if outcome else None)
    return GoalBar(
        shortened(capital(measure.description or goal.text or ""), _LONGEST),
        Scale(low, high, f"{bare_number(low)}{sign}", f"{bare_number(high)}{sign}"),
        start,
        _when(short_value(start, measure), _start_year(measure), n_text(standing.ground)),
        target,
        _when(f"mål {short_value(target, measure)}", str(measure.by.year) if measure.by else ""),
        tuple(later),
        _span(later[-1][0] if later else start, ground) if len(later) < 2 else None,
        _moves(standing, measure),
    )


def newer(standing: GoalStanding, measure: Measure) -> Iterator[tuple[float, str]]:
    """Yield the newest value of each of those who share a goal, if they are few, with its text."""
    several = len(standing.parties) > 1
    for party in standing.parties if len(standing.parties) <= MOST_PARTIES else ():
        if party.outcome is not None and party.outcome.value is not None:
            text = _when(short_value(party.outcome.value, measure), party.when[:4])
            yield party.outcome.value, f"{party.name}: {text}" if several else text


def _span(value: float, ground: Ground) -> tuple[float, float] | None:
    """Return what chance may have made of a share of so many answers."""
    return wilson(value, ground.n, ground.spread) if ground.is_percent and ground.n else None


def _moves(standing: GoalStanding, measure: Measure) -> str:
    moved, is_percent = standing.ground.moved, standing.ground.is_percent
    return capital(moved_text(moved, measure.unit, is_percent)) if moved else ""


def short_value(value: float, measure: Measure) -> str:
    """Return a value with its unit, of a share only percent: `37 %`."""
    if is_share(measure.unit):
        return f"{bare_number(value)}\u00a0%"
    return with_unit(value, measure.unit)


def _start_year(measure: Measure) -> str:
    base = measure.baseline
    year = base and (base.year or (base.date and base.date.year))
    return str(year or "")


def _when(text: str, *about: str) -> str:
    known = joined(*about)
    return f"{text} ({known})" if known else text


def _said(row: GoalBar) -> str:
    newer = "".join(f" Senast: {text}." for _, text in row.now)
    return f"{row.name}: från {row.start_text} till {row.target_text}.{newer}"
