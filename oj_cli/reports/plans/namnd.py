"""The page for the nämnd, one side of A4: what is asked and its cost, why, what gets better, when.

Whoever has only the page can say so in two minutes. A goal's id never stands on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from oj_cli.domain.plan import Activity, Goal, Tie
from oj_cli.domain.plan_chance_words import BY_CHANCE, sure_text
from oj_cli.domain.plan_words import ACTIVITY_STATUS, shortened
from oj_cli.domain.swedish import (
    capital,
    counted,
    each_sentence,
    joined,
    number,
    percent,
    sentences,
)
from oj_cli.domain.wording import n_text, value_text
from oj_cli.plan.due import add_months, follow_up_dates
from oj_cli.presentation.document import Bullets, Column, Document, Table
from oj_cli.presentation.parts import bullets, filled, listed, note, rest, section, strong, table_of
from oj_cli.reports.plans.goal_bars import goal_bars, newer, short_value
from oj_cli.reports.plans.words import MISSING, NO_GOALS, PlanMaterial

MOST_GOALS = 4
MOST_REASONS = 2
MOST_ASKED = 3
MOST_DONE = 4
_MONTHS_AHEAD = 60
LONGEST, SHORT = 160, 110
"""Letters of a text: a page is soon full."""


def namnd_page(material: PlanMaterial) -> Document:
    """Return the page for the nämnd, not yet finished."""
    goals = foremost(material.plan.goals)
    more = rest(len(material.plan.goals) - len(goals), f"står i planen {material.title}")
    page = material.document(
        "namndsida",
        f"Till {material.plan.head.responsible_body or 'nämnden'}",
        section(
            "Planen, och vad den kostar",
            strong(f"{_proposal(material)} {_cost_text(material)}"),
            *listed("Det här ber vi nämnden om:", [*_asked(material)][:MOST_ASKED]),
            *listed("Det här ska göras:", _costs(material)),
            id="begaran",
        ),
        section("Varför", _why(material, goals), id="varfor"),
        section(
            "Vad som ska bli bättre",
            goal_bars(material, goals, "tabell-mal"),
            _goals_table(material, goals) if goals else NO_GOALS,
            note(more),
            id="mal",
        ),
    )
    said = (MISSING, material.plan.head.responsible_body, material.today.isoformat())
    around = " ".join(f"{f.label}: {f.value}." for f in page.facts if f.value not in said)
    ahead = _ahead(material)
    last = section("Härnäst" if ahead.items else "Om planen", ahead, note(around), id="lage")
    return replace(page, facts=(), sections=filled((*page.sections, last)))


def foremost(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Return the goals that the page has room for, in the plan's order.

    Those of the nämnd come before others, then those of users, then those with a target.
    """

    def rank(goal: Goal) -> tuple[bool, bool, bool]:
        has_target = goal.measure is not None and goal.measure.target is not None
        return not goal.board_goal, goal.kind != "brukarmal", not has_target

    every = tuple(goals)
    chosen = sorted(every, key=rank)[:MOST_GOALS]
    return tuple(g for g in every if g in chosen)


# --- what is asked, and what it costs -----------------------------------------------------


def _proposal(material: PlanMaterial) -> str:
    head = material.plan.head
    body = head.responsible_body or "Nämnden"
    if head.status == "utkast":
        return f"{body} föreslås besluta om planen."
    decided = head.resolution
    by = f" av {decided.body}" if decided and decided.body else ""
    day = f" {decided.date}" if decided and decided.date else ""
    is_over = head.status == "avslutad"
    state, went = ("avslutad", "gick") if is_over else (f"beslutad{by}{day}", "går")
    return f"Planen är {state}. {body} får här veta hur det {went}."


def _cost_text(material: PlanMaterial) -> str:
    """Return what the plan costs in all, and of how much of it that is not known."""
    every = material.plan.activities
    known = [change for a in every if (change := _change(a)) is not None]
    n = counted(len(every), "aktivitet", "aktiviteter")
    if not known:
        return "Vad planen kostar är inte beräknat." if every else ""
    total, lacking = sum(known), len(every) - len(known)
    but = f", men för {lacking} av {n} är kostnaden inte beräknad" if lacking else ""
    periods = {a.cost.period for a in every if a.cost and a.cost.change}
    (period,) = periods if len(periods) == 1 else (None,)
    when = f" ({period})" if period else ""
    money = f"kostnaderna med {number(abs(total))}\u00a0kronor{when}"
    does = f"{'ökar' if total > 0 else 'minskar'} {money}" if total else "ändrar inte kostnaderna"
    return f"Planen {does}{but}."


def _costs(material: PlanMaterial) -> Iterator[str]:
    """Yield what is to be done, that which costs the most first, each with its cost."""
    order = sorted(material.plan.activities, key=lambda a: -abs(_change(a) or 0))
    is_known = any(_change(a) is not None for a in order)
    for a in order[:MOST_DONE]:
        status = ACTIVITY_STATUS[a.status] if a.status in ("klar", "ej_genomford") else None
        about = (a.cost.period, a.cost.funding) if a.cost else ()
        said = joined(_money([a]) if is_known else None, *about, status)
        what = brief(a.said or "Aktiviteten saknar text", SHORT).rstrip(".")
        yield f"{what} ({said})." if said else f"{what}."
    if rest := order[MOST_DONE:]:
        more = f"{counted(len(rest), 'aktivitet', 'aktiviteter')} till"
        yield f"{more} ({_money(rest)})." if is_known else f"{more}."


def _change(a: Activity) -> float | None:
    return a.cost.change if a.cost else None


def _money(some: Iterable[Activity]) -> str:
    known = [change for a in some if (change := _change(a)) is not None]
    return f"{number(sum(known))}\u00a0kronor" if known else "kostnaden är inte beräknad"


def _asked(material: PlanMaterial) -> Iterator[str]:
    yield from material.asked
    if material.plan.head.status == "utkast":
        return
    for goal in material.plan.goals:
        standing = material.standing(goal)
        wanted = {p.newest.decision for p in standing.parties if p.newest is not None}
        name = f"målet ”{shortened(goal.text or goal.id, SHORT)}”"
        if "andra" in wanted:
            yield f"Ta ställning till förslaget att ändra {name}"
        if "avsluta" in wanted and standing.state != "nadd":
            yield f"Ta ställning till förslaget att avsluta {name}"
        if standing.state in ("samre", "oforandrad"):
            yield f"Fråga vad som krävs för att {name} ska vända"
    if material.late:
        yield "Fråga varför något är försenat, och när det blir klart"


# --- why ----------------------------------------------------------------------------------


def _why(material: PlanMaterial, goals: tuple[Goal, ...]) -> Bullets:
    whys = [brief(g.why or sentences(g.causes), LONGEST) for g in goals if g.why or g.causes]
    ties = [tie for g in goals for tie in g.ties[:1]]
    facts = [text for tie in ties if (text := _tie_text(tie, material))]
    nothing = [brief(g.if_nothing, LONGEST) for g in goals if g.if_nothing]
    own = {g.board_goal for g in goals if g.board_goal} or material.plan.head.board_goals
    said = [
        *list(dict.fromkeys(whys))[:MOST_REASONS],
        *list(dict.fromkeys(facts))[:MOST_REASONS],
        *(f"Om inget görs: {text}" for text in list(dict.fromkeys(nothing))[:MOST_REASONS]),
        *(f"Nämndens mål: {brief(text, LONGEST)}" for text in [*own][:1]),
    ]
    return bullets(said)


def _tie_text(tie: Tie, material: PlanMaterial) -> str:
    """Return how an indicator stood beside riket (the län where that is not known), in words."""
    indicator = material.indicators.get(tie.indicator)
    head = material.plan.head
    beside, where = (tie.riket, "i riket") if tie.riket is not None else (tie.lan, "i länet")
    who = head.kommun or head.lan or "Vi"
    if indicator is None:
        return ""
    if tie.value is not None:
        other = "" if beside is None else f", medianen {where} {value_text(beside, indicator)}"
        chance = f" Skillnaden {BY_CHANCE}." if (tie.indicator, tie.year) in material.unsure else ""
        own = value_text(tie.value, indicator)
        when = f" {tie.year}" if tie.year else ""
        return f"{indicator.name}: {who} hade {own}{when}{other}.{chance}"
    answer = {"JA": "ja", "NEJ": "nej", "DELVIS": "delvis"}.get(tie.answer or "")
    if answer is None:
        return ""
    other = (
        "" if beside is None else f" {capital(where)} svarade {percent(beside)} av kommunerna ja."
    )
    return f"{indicator.name}: {who} svarade {answer} {tie.year or ''}.{other}"


# --- what gets better ---------------------------------------------------------------------


def _goals_table(material: PlanMaterial, goals: tuple[Goal, ...]) -> Table:
    """Return the goals in words; a column that would be empty is left out."""

    def state(goal: Goal) -> str:
        standing = material.standing(goal)
        steps = [p.step for p in standing.parties if p.step is not None]
        sure = sure_text(steps[0]) if len(steps) == 1 and standing.state != "nadd" else ""
        text = capital(material.state_text(goal))
        return f"{text}, {sure}" if sure else text

    def start(goal: Goal) -> str:
        m, n = goal.measure, n_text(material.standing(goal).ground)
        if m is None or goal.baseline is None:
            return ""
        return f"{short_value(goal.baseline, m)}{f' ({n})' if n else ''}"

    def end(goal: Goal) -> str:
        m = goal.measure
        return short_value(m.target, m) if m is not None and m.target is not None else ""

    def now(goal: Goal) -> str:
        m = goal.measure
        return ", ".join(text for _, text in newer(material.standing(goal), m)) if m else ""

    room = 2 * LONGEST if len(goals) < MOST_GOALS - 1 else LONGEST
    is_measured = any(material.standing(g).state != "inte_matt" for g in goals)
    columns = (
        (Column("Mål", width=2.6), lambda g: brief(g.text or "Målet saknar text", room)),
        (Column("Nytta för brukaren", width=1.8), lambda g: brief(g.benefit or "", SHORT)),
        (Column("Vid starten", width=0.8), start),
        (Column("Senast", width=1), now),
        (Column("Ska bli", width=0.7), end),
        (Column("Läge", width=0.9), lambda g: state(g) if is_measured else ""),
    )
    kept = [(column, text) for column, text in columns if any(map(text, goals))]
    return table_of("tabell-mal", f"Målen, så som det är {material.today.isoformat()}", goals, kept)


# --- when ---------------------------------------------------------------------------------


def _ahead(material: PlanMaterial) -> Bullets:
    """Return the next day of each kind, and how much is late."""
    head, today, goals = material.plan.head, material.today, material.plan.goals
    is_open = head.status != "avslutad"
    until = add_months(today, _MONTHS_AHEAD)
    every = {d for g in goals for d in follow_up_dates(g, head, until) if d >= today and is_open}
    told = [f.reporting for g in goals if (f := g.follow_up) and f.reporting and is_open]
    reports = [(day, r.to or "nämnden") for r in told for day in r.dates if day >= today]
    days = [(d.date, f"klart: {brief(d.what, SHORT)}") for d in material.coming if d.activity][:1]
    days += [(day, "målen följs upp") for day in sorted(every)[:1]]
    days += [(day, f"resultatet redovisas för {to}") for day, to in sorted(reports)[:1]]
    said = [f"{day}: {what.rstrip('.')}" for day, what in sorted(days)]
    if material.late:
        n, first = len(material.late), material.late[0].date
        late = f"{counted(n, 'sak', 'saker')} skulle redan ha varit {'klar' if n == 1 else 'klara'}"
        said.append(f"{late}, den första {first}")
    return bullets(said)


def brief(text: str, most: int) -> str:
    """Return the first sentences of a text that there is room for, cut if not even one is."""
    kept = ""
    for sentence in each_sentence(text):
        if len(longer := f"{kept} {sentence}".strip()) > most:
            break
        kept = longer
    kept = kept or shortened(text, most)
    return kept if kept[-1:] in ".!?…" else f"{kept}."
