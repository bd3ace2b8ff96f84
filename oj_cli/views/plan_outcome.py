"""How goals stand and what became of their indicators, as a document."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.following import Standing
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Goal
from oj_cli.domain.plan_chance import Ground
from oj_cli.domain.plan_chance_words import BY_CHANCE, sure_text
from oj_cli.domain.plan_outcome import GoalOutcome, PlanOutcome, TieFigure, TieOutcome
from oj_cli.domain.plan_words import DECISION, JUDGEMENT, goal_name, measure_text, outcome_value
from oj_cli.domain.swedish import capital, counted, number, percent
from oj_cli.domain.wording import n_text, points_between, shell_word, value_text
from oj_cli.presentation.document import Block, Cell, Document, Item, Table
from oj_cli.presentation.parts import bullets, compose, item, note, section, strong, table, wide
from oj_cli.views.plan_parts import go_on, states_text

_CHANGE = {
    "blev_ja": "har blivit JA",
    "battre": "bättre",
    "samre": "sämre",
    "oforandrat": "oförändrat",
    "inte_jamforbart": "går inte att jämföra",
    "inget_nyare": "inget nyare svar",
}
_ORIGIN = {"publicerad": "publicerad", "beraknad": "beräknad", "svar": "eget svar"}
_MEANS = (
    "Målets eget mått visar om det blir bättre för brukarna. Svaren i öppna jämförelser visar mest "
    "om rutiner och arbetssätt finns."
)
"""Of ja and nej: a value may be what the users say themselves."""


def document(found: PlanOutcome) -> Document:
    """Return how a plan's goals stand on a day as a document."""
    head = found.plan.head
    followup = f"oj plan followup {shell_word(head.id)} --mal"
    missing = (g.standing.goal for g in found.goals if g.standing.state == "inte_matt")
    unmeasured = [goal.id for goal in missing if not (goal.measure and goal.measure.indicator)]
    states = states_text(g.standing.state for g in found.goals)
    said = f"{len(found.goals)} mål {found.today.isoformat()}: {states}."
    return compose(
        f"Utfall: {head.name}",
        strong(said if found.goals else "Planen har inga mål."),
        _clearly(found.goals),
        _overview(found.goals),
        note(_MEANS if any(t.tie.value is None for g in found.goals for t in g.ties) else ""),
        sections=(
            *(section(goal_name(g.standing.goal, 200), *_blocks(g)) for g in found.goals),
            go_on(*((f"{followup} {id}", "skriv in ett värde") for id in unmeasured[:1])),
        ),
    )


def _clearly(goals: Sequence[GoalOutcome]) -> str:
    """Return how many of the goals that can be told are clearly better than their baseline."""
    told = [g.standing.is_better for g in goals if g.standing.is_better is not None]
    of = f"{sum(told)} av {counted(len(told), 'mål', 'mål')} där det går att säga"
    return f"Tydligt bättre än utgångsläget: {of}." if told else ""


def _overview(goals: Sequence[GoalOutcome]) -> Table:
    columns = ("Mål", wide("Målets eget mått", 3), wide("Öppna jämförelser", 3))
    rows = (
        (
            g.standing.goal.id,
            _own_measure(g),
            "\n".join(map(_tie_line, g.ties)) or "ingen indikator",
        )
        for g in goals
    )
    return table(columns, rows)


def _own_measure(g: GoalOutcome) -> str:
    state = capital(JUDGEMENT[g.standing.state])
    with_value = [s for s in g.standing.parties if s.outcome]
    if len(g.standing.parties) == 1 and with_value:
        step = with_value[0].step
        sure = sure_text(step) if step else ""
        more = f". {capital(f'skillnaden {sure}' if sure == BY_CHANCE else sure)}" if sure else ""
        return f"{state}: {outcome_value(g.standing.goal, with_value[0].outcome)}{more}"
    if len(g.standing.parties) > 1:
        return f"{state} (värde från {len(with_value)} av {len(g.standing.parties)})"
    return state


def _tie_line(t: TieOutcome) -> str:
    short = t.indicator.short if t.indicator else t.tie.indicator
    if t.own is None:
        return f"{short}: inget svar i data"
    return f"{short}: {_own(t.own, t)}, {_changed(t)}"


def _own(own: TieFigure, t: TieOutcome) -> str:
    of = n_text(Ground(own.n, own.n_source))
    said = f"{_figure(own, t.indicator)} {own.year}"
    return f"{said} ({of})" if of and own.answer is None else said


def _changed(t: TieOutcome) -> str:
    """Return what became of an indicator, of a value with how much and whether that is clear."""
    if t.step is None or t.indicator is None or t.change not in ("battre", "samre"):
        return _CHANGE[t.change]
    sure = sure_text(t.step)
    size, word = points_between(t.step.before, t.step.after, t.indicator), _CHANGE[t.change]
    if sure and sure != BY_CHANCE:
        return f"{sure}, {size}"
    return f"{size} {word}, {sure or f'om det {BY_CHANCE} går inte att säga'}"


def _figure(f: TieFigure, indicator: Indicator | None) -> str:
    if f.answer is not None:
        return f.answer
    if f.figure is None:
        return "inget svar"
    if f.measure == "andel" or indicator is None:
        return percent(f.figure)
    return value_text(f.figure, indicator)


# --- one goal ---------------------------------------------------------------------------


def _blocks(g: GoalOutcome) -> Iterator[Block | str]:
    goal = g.standing.goal
    for conclusion in g.conclusions:
        yield strong(conclusion)
    measured = measure_text(goal.measure) if goal.measure else "inget mått i planen"
    yield f"Målets eget mått. {capital(measured)}."
    columns = (wide("Part"), "Datum", "Värde", "Läge", wide("Att veta", 3))
    yield table(columns, (_standing_row(goal, s) for s in g.standing.parties))
    untied = "Målet är inte knutet till någon indikator i öppna jämförelser."
    yield "Öppna jämförelser." if g.ties else untied
    yield bullets(_tie_item(t) for t in g.ties)


def _standing_row(goal: Goal, s: Standing) -> tuple[Cell, ...]:
    said = [*filter(None, (s.why,)), *s.notes]
    if s.newest is not None and s.newest.decision is not None:
        said.append(f"Beslut: {DECISION[s.newest.decision]}.")
    newest = s.newest.date if s.newest and not s.outcome else None
    day = s.when or newest or "–"
    value = outcome_value(goal, s.outcome) or "inget värde"
    return capital(s.name), day, value, JUDGEMENT[s.state], " ".join(said) or "–"


def _tie_item(t: TieOutcome) -> Item:
    details = []
    if t.own is not None:
        details.append(f"Nyaste svar: {t.own.name} {_own(t.own, t)}.")
    details += [_reference_line(f, t) for f in t.references if f.counts]
    too_few = list(dict.fromkeys(f.name for f in t.references if not f.counts))
    if too_few:
        details.append(f"Räknas inte, för få har svarat: {'; '.join(too_few)}.")
    details += t.notes
    return item(f"{t.name}: {_changed(t)}. {_then(t)}".strip(), *details)


def _then(t: TieOutcome) -> str:
    tie = t.tie
    of = n_text(t.step.then) if t.step else ""
    own = "" if tie.value is None else _said(tie.value, t) + (f" ({of})" if of else "")
    figures = [tie.answer or own]
    figures += [
        f"{word} {_said(figure, t)}"
        for word, figure in (("länet", tie.lan), ("riket", tie.riket), ("gruppen", tie.group))
        if figure is not None
    ]
    said = ", ".join(f for f in figures if f)
    return f"När målet skrevs ({tie.year or 'utan år'}): {said}." if said else ""


def _said(figure: float, t: TieOutcome) -> str:
    if t.tie.value is None:
        return percent(figure)
    return number(figure, 1) if t.indicator is None else value_text(figure, t.indicator)


def _reference_line(f: TieFigure, t: TieOutcome) -> str:
    counts = f", {f.n_yes} av {f.n} JA" if f.n_yes is not None and f.n is not None else ""
    median = "median " if f.measure == "median" else ""
    said = f"{f.name}: {median}{_figure(f, t.indicator)} {f.year} ({_ORIGIN[f.origin]}{counts})"
    return f"{said}, {f.why_not.rstrip('.')}." if f.why_not else f"{said}."
