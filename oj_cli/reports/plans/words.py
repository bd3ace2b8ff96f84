"""What reports on a plan are built of, and how it is said: its head, goals, standings and ties."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from oj_cli.domain.following import Due, GoalStanding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Goal, Plan, Tie
from oj_cli.domain.plan_chance_words import judged_text
from oj_cli.domain.plan_words import (
    PLAN_STATUS,
    counted_value,
    shortened,
    with_unit,
)
from oj_cli.domain.swedish import capital, joined, listing, percent, slug
from oj_cli.domain.wording import value_text
from oj_cli.presentation.document import Document, Section
from oj_cli.presentation.parts import facts

DRAFT = "Arbetsmaterial"
MISSING = "inte angivet"
NO_GOALS = "Planen har inga mål än."
MOST_PARTIES = 3
"""Values of more parties than this are counted, not listed."""


@dataclass(frozen=True)
class PlanMaterial:
    """One plan on one day.

    `standings` are in the order of the goals, `due` what is late and what comes within a year.
    `indicators` are those that goals are tied to, by `omrade/indikator`; `unsure` those of them,
    with their year, whose own value may differ from riket's by chance. `asked` are lines that the
    author asks of the nämnd.
    """

    plan: Plan
    standings: tuple[GoalStanding, ...]
    due: tuple[Due, ...]
    indicators: Mapping[str, Indicator]
    today: datetime.date
    asked: tuple[str, ...] = ()
    unsure: frozenset[tuple[str, int]] = frozenset()

    @property
    def title(self) -> str:
        """The plan's title, else its id."""
        return self.plan.head.title or self.plan.head.id

    @property
    def status(self) -> str:
        """`Arbetsmaterial` until the plan is decided."""
        return DRAFT if self.plan.head.status == "utkast" else ""

    def standing(self, goal: Goal) -> GoalStanding:
        """Return how a goal stands."""
        return next(s for s in self.standings if s.goal.id == goal.id)

    @property
    def late(self) -> list[Due]:
        """What should have been done."""
        return [d for d in self.due if d.state == "sen"]

    @property
    def coming(self) -> list[Due]:
        """What comes within a year."""
        return [d for d in self.due if d.state == "kommande"]

    def document(
        self,
        name: str,
        subtitle: str,
        *sections: Section,
        is_short: bool = True,
        is_landscape: bool = False,
    ) -> Document:
        """Return a report on the plan, with what an archive and a reader look for first."""
        head = self.plan.head
        term, resolution, validity, decided = head.validity, head.resolution, MISSING, ""
        if term is not None and (term.first or term.last):
            validity = f"{term.first or 'inget startdatum'} till {term.last or 'inget slutdatum'}"
        if resolution is not None and (resolution.date or resolution.body):
            day = resolution.date.isoformat() if resolution.date else None
            decided = joined(resolution.body, day, resolution.paragraph)
        return Document(
            id=slug(f"{name} {head.id}"),
            title=self.title,
            subtitle=subtitle,
            date=self.today.isoformat(),
            facts=facts(
                ("Diarienummer", head.registration or MISSING),
                ("Ansvarig nämnd", head.responsible_body),
                ("Gäller", head.kommun or head.lan),
                ("Giltighet", validity),
                ("Läge", capital(PLAN_STATUS[head.status])),
                ("Beslut", decided),
                ("Håller ihop planen", head.process_owner),
                ("Läget gäller", self.today.isoformat()),
            ),
            sections=sections,
            status=self.status,
            is_short=is_short,
            is_landscape=is_landscape,
        )

    def state_text(self, goal: Goal) -> str:
        """Return how a goal stands, in words; of one that is reached, whether it may be chance."""
        standing = self.standing(goal)
        return judged_text(standing.state, standing.is_better)


def from_text(goal: Goal) -> str:
    """Return a goal's baseline: `41 % (n = 37)`, `20 % (n är minst 41)` where n is not known."""
    base = goal.measure.baseline if goal.measure else None
    if base is None or base.value is None:
        return MISSING
    if base.n is not None and base.n_source == "minst":
        return f"{with_unit(base.value, goal.unit)} (n är minst {base.n})"
    return counted_value(base.value, goal.unit, base.n)


def target_text(goal: Goal) -> str:
    """Return a goal's target: `80 %`."""
    m = goal.measure
    return MISSING if m is None or m.target is None else with_unit(m.target, m.unit)


def path_text(goal: Goal) -> str:
    """Return from where to where: `41 % (n = 37) till 80 %`."""
    start, end = from_text(goal), target_text(goal)
    if MISSING in (start, end):
        return f"till {end}" if end != MISSING else start if start == MISSING else f"från {start}"
    return f"{start} till {end}"


def by_text(goal: Goal) -> str:
    """Return the day by which a goal is to be reached."""
    return goal.measure.by.isoformat() if goal.measure and goal.measure.by else MISSING


def newest_text(standing: GoalStanding) -> str:
    """Return the newest value of each party: `55 % (n = 31), 2027-06-30`."""
    unit = standing.goal.measure.unit if standing.goal.measure else None
    several = len(standing.parties) > 1
    if len(standing.parties) > MOST_PARTIES:
        n = len(standing.parties) - len(standing.unmeasured)
        return f"värde från {n} av {len(standing.parties)} parter"
    parts = []
    for party in standing.parties:
        outcome = party.outcome
        if outcome is None or outcome.value is None:
            if several:
                parts.append(f"{party.name}: inget värde")
            continue
        value = counted_value(outcome.value, unit, outcome.n)
        when = f", {party.when}" if party.when else ""
        parts.append(f"{party.name}: {value}{when}" if several else f"{value}{when}")
    return "; ".join(parts) if parts else "inget värde än"


def tie_text(tie: Tie, material: PlanMaterial) -> str:
    """Return what an indicator that a goal is tied to said when the goal was set."""
    indicator = material.indicators.get(tie.indicator)
    name = indicator.name if indicator else tie.indicator
    is_numeric = indicator is not None and indicator.kind == "numerisk"
    own = []
    if tie.answer:
        own.append(f"eget svar {'ej aktuellt' if tie.answer == 'EA' else tie.answer}")

    def said(figure: float) -> str:
        return percent(figure) if indicator is None else value_text(figure, indicator)

    if tie.value is not None:
        own.append(f"eget värde {said(tie.value)}")
    beside = {"riket": tie.riket, "länet": tie.lan, "jämförelsegruppen": tie.group}
    for label, figure in beside.items():
        if figure is not None:
            share = f"median {said(figure)}" if is_numeric else f"svarar {said(figure)} JA"
            own.append(f"i {label} {share}")
    when = f" {tie.year}" if tie.year else ""
    return f"{name}{when}: {listing(own)}." if own else f"{name}{when}."


def due_text(due: Due) -> str:
    """Return what is due and who does it."""
    match due.kind:
        case "uppfoljning":
            what = f"uppföljning av {due.goal}"
        case "redovisning":
            what = f"redovisning av {due.goal} till {due.to or 'nämnden'}"
        case "aktivitet":
            what = f"{shortened(due.what, 90).rstrip('.')} ({due.goal})"
    who = due.who or ""
    if due.kind == "uppfoljning" and due.parties:
        few = len(due.parties) <= MOST_PARTIES
        who = listing(due.parties) if few else f"{len(due.parties)} parter ska rapportera"
    return f"{what}. {who}." if who else f"{what}."
