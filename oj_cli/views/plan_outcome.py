"""How goals stand and what became of their indicators, as a document and `oj-plan-outcome/1`."""

import datetime
from collections.abc import Iterator, Sequence

from oj_cli.domain.following import GoalOutcome, Standing, TieFigure, TieOutcome
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Goal, Plan
from oj_cli.domain.plan_words import (
    DECISION,
    JUDGEMENT,
    counted_value,
    goal_name,
    measure_text,
)
from oj_cli.domain.swedish import capital, number, percent
from oj_cli.domain.wording import value_text
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.words import shell_word

SCHEMA = "oj-plan-outcome/1"
_CHANGE = {
    "blev_ja": "har blivit JA",
    "battre": "bättre",
    "samre": "sämre",
    "oforandrat": "oförändrat",
    "inte_jamforbart": "går inte att jämföra",
    "inget_nyare": "inget nyare svar",
}
_KEYS = (
    "mal",
    "kolumn",
    "namn",
    "lage",
    "datum_eller_ar",
    "svar",
    "varde",
    "n",
    "utgangslage",
    "malvarde",
    "kalla",
    "anmarkning",
)


def document(plan: Plan, goals: Sequence[GoalOutcome], today: datetime.date) -> Document:
    """Return how a plan's goals stand on a day as a document."""
    sections = [Section(goal_name(g.standing.goal, 200), tuple(_blocks(g))) for g in goals]
    unmeasured = [g for g in goals if g.standing.state == "inte_matt"]
    if unmeasured:
        goal = unmeasured[0].standing.goal.id
        line = f"oj plan followup {shell_word(plan.head.id)} --mal {goal}"
        sections.append(Section("Gå vidare", (Commands((Command(line, "skriv in ett värde"),)),)))
    return Document(
        title=f"Utfall: {plan.head.title or plan.head.id}",
        lead=(
            Paragraph(_summary(goals, today), "strong"),
            _overview(goals),
            Paragraph(
                "Målets eget mått visar om det blir bättre för brukarna. Svaren i öppna "
                "jämförelser visar mest om rutiner och arbetssätt finns.",
                "note",
            ),
        ),
        sections=tuple(sections),
        data=Table(tuple(Column(k, k) for k in _KEYS), tuple(r for g in goals for r in _flat(g))),
        payload={
            "schema": SCHEMA,
            "plan": plan.head.id,
            "titel": plan.head.title,
            "idag": today.isoformat(),
            "mal": [_plain(g) for g in goals],
        },
    )


def _summary(goals: Sequence[GoalOutcome], today: datetime.date) -> str:
    states: list[str] = [g.standing.state for g in goals]
    parts = [f"{states.count(s)} {word}" for s, word in JUDGEMENT.items() if states.count(s)]
    count = f"{len(goals)} mål" if goals else "Planen har inga mål"
    return f"{count} {today.isoformat()}: {', '.join(parts)}." if goals else f"{count}."


def _overview(goals: Sequence[GoalOutcome]) -> Table:
    columns = (
        Column("mal", "Mål"),
        Column("matt", "Målets eget mått", weight=3),
        Column("svar", "Öppna jämförelser", weight=3),
    )
    rows = [
        {
            "mal": g.standing.goal.id,
            "matt": _own_measure(g),
            "svar": "\n".join(_tie_line(t) for t in g.ties) or "ingen indikator",
        }
        for g in goals
    ]
    return Table(columns, tuple(rows))


def _own_measure(g: GoalOutcome) -> str:
    state = capital(JUDGEMENT[g.standing.state])
    with_value = [s for s in g.standing.parties if s.outcome]
    if len(g.standing.parties) == 1 and with_value:
        return f"{state}: {_value(g.standing.goal, with_value[0])}"
    if len(g.standing.parties) > 1:
        return f"{state} (värde från {len(with_value)} av {len(g.standing.parties)})"
    return state


def _value(goal: Goal, standing: Standing) -> str:
    if standing.outcome is None or standing.outcome.value is None:
        return "inget värde"
    unit = goal.measure.unit if goal.measure else None
    return counted_value(standing.outcome.value, unit, standing.outcome.n)


def _tie_line(t: TieOutcome) -> str:
    short = t.indicator.short if t.indicator else t.tie.indicator
    if t.own is None:
        return f"{short}: inget svar i data"
    now = f"{_figure(t.own, t.indicator)} {t.own.year}"
    return f"{short}: {now}, {_CHANGE[t.change]}"


def _figure(f: TieFigure, indicator: Indicator | None) -> str:
    if f.answer is not None:
        return f.answer
    if f.figure is None:
        return "inget svar"
    if f.measure == "andel" or indicator is None:
        return percent(f.figure)
    return value_text(f.figure, indicator)


# --- one goal ---------------------------------------------------------------------------


def _blocks(g: GoalOutcome) -> Iterator[Block]:
    goal = g.standing.goal
    for conclusion in g.conclusions:
        yield Paragraph(conclusion, "strong")
    measured = measure_text(goal.measure) if goal.measure else "inget mått i planen"
    yield Paragraph(f"Målets eget mått. {capital(measured)}.")
    yield Table(
        (
            Column("part", "Part", weight=1),
            Column("datum", "Datum"),
            Column("varde", "Värde"),
            Column("lage", "Läge"),
            Column("anm", "Att veta", weight=3),
        ),
        tuple(_standing_row(goal, s) for s in g.standing.parties),
    )
    if not g.ties:
        yield Paragraph("Målet är inte knutet till någon indikator i öppna jämförelser.")
        return
    yield Paragraph("Öppna jämförelser.")
    yield Bullets(tuple(_tie_item(t) for t in g.ties))


def _standing_row(goal: Goal, s: Standing) -> dict[str, Cell]:
    said = [*([s.why] if s.why else []), *s.notes]
    if s.newest is not None and s.newest.decision is not None:
        said.append(f"Beslut: {DECISION[s.newest.decision]}.")
    outcome = s.outcome or s.newest
    return {
        "part": capital(s.name),
        "datum": outcome.date.isoformat() if outcome and outcome.date else "–",
        "varde": _value(goal, s),
        "lage": JUDGEMENT[s.state],
        "anm": " ".join(said) or "–",
    }


def _tie_item(t: TieOutcome) -> Item:
    details = []
    if t.own is not None:
        details.append(f"Nyaste svar: {t.own.name} {_figure(t.own, t.indicator)} {t.own.year}.")
    details += [_reference_line(f, t) for f in t.references if f.counts]
    too_few = list(dict.fromkeys(f.name for f in t.references if not f.counts))
    if too_few:
        details.append(f"Räknas inte, för få har svarat: {'; '.join(too_few)}.")
    details += t.notes
    return Item(f"{t.name}: {_CHANGE[t.change]}. {_then(t)}".strip(), tuple(details))


def _then(t: TieOutcome) -> str:
    tie = t.tie
    figures = [tie.answer or ("" if tie.value is None else number(tie.value, 1))]
    figures += [
        f"{word} {number(figure)}"
        for word, figure in (("länet", tie.lan), ("riket", tie.riket), ("gruppen", tie.group))
        if figure is not None
    ]
    said = ", ".join(f for f in figures if f)
    return f"När målet skrevs ({tie.year or 'utan år'}): {said}." if said else ""


def _reference_line(f: TieFigure, t: TieOutcome) -> str:
    counts = f", {f.n_yes} av {f.n} JA" if f.n_yes is not None and f.n is not None else ""
    median = "median " if f.measure == "median" else ""
    said = f"{f.name}: {median}{_figure(f, t.indicator)} {f.year} ({_origin(f)}{counts})"
    return f"{said}, {f.why_not.rstrip('.')}." if f.why_not else f"{said}."


def _origin(f: TieFigure) -> str:
    return {"publicerad": "publicerad", "beraknad": "beräknad", "svar": "eget svar"}[f.origin]


# --- plain data ---------------------------------------------------------------------------


def _flat(g: GoalOutcome) -> Iterator[dict[str, Cell]]:
    goal = g.standing.goal
    measure = goal.measure
    for s in g.standing.parties:
        yield {
            "mal": goal.id,
            "kolumn": "eget_matt",
            "namn": s.name,
            "lage": s.state,
            "datum_eller_ar": s.outcome.date.isoformat() if s.outcome and s.outcome.date else None,
            "varde": s.outcome.value if s.outcome else None,
            "n": s.outcome.n if s.outcome else None,
            "utgangslage": measure.baseline.value if measure and measure.baseline else None,
            "malvarde": measure.target if measure else None,
            "kalla": s.outcome.source if s.outcome else None,
            "anmarkning": " ".join([*([s.why] if s.why else []), *s.notes]) or None,
        }
    for t in g.ties:
        for f in [*([t.own] if t.own else []), *t.references]:
            yield {
                "mal": goal.id,
                "kolumn": "oppna_jamforelser",
                "namn": f"{t.tie.indicator}: {f.name}",
                "lage": t.change if f is t.own else None,
                "datum_eller_ar": f.year,
                "svar": f.answer,
                "varde": f.figure,
                "n": f.n,
                "kalla": f.origin,
                "anmarkning": f.why_not,
            }


def _plain(g: GoalOutcome) -> dict[str, object]:
    goal, measure = g.standing.goal, g.standing.goal.measure
    return {
        "id": goal.id,
        "mal": goal.text,
        "eget_matt": {
            "lage": g.standing.state,
            "beskrivning": measure.description if measure else None,
            "enhet": measure.unit if measure else None,
            "riktning": measure.aim if measure else None,
            "utgangslage": measure.baseline.value if measure and measure.baseline else None,
            "malvarde": measure.target if measure else None,
            "parter": [_plain_standing(s) for s in g.standing.parties],
        },
        "oppna_jamforelser": [_plain_tie(t) for t in g.ties],
        "slutsatser": list(g.conclusions),
    }


def _plain_standing(s: Standing) -> dict[str, object]:
    o = s.outcome
    return {
        "part": s.party,
        "namn": s.name,
        "lage": s.state,
        "datum": o.date.isoformat() if o and o.date else None,
        "varde": o.value if o else None,
        "n": o.n if o else None,
        "bedomning": s.newest.judgement if s.newest else None,
        "beslut": s.newest.decision if s.newest else None,
        "varfor": s.why or None,
        "anmarkningar": list(s.notes),
    }


def _plain_tie(t: TieOutcome) -> dict[str, object]:
    return {
        "indikator": t.tie.indicator,
        "namn": t.name,
        "andring": t.change,
        "da": {"ar": t.tie.year, "svar": t.tie.answer, "varde": t.tie.value},
        "nu": _plain_figure(t.own) if t.own else None,
        "jamforelser": [_plain_figure(f) for f in t.references],
        "anmarkningar": list(t.notes),
    }


def _plain_figure(f: TieFigure) -> dict[str, object]:
    return {
        "namn": f.name,
        "ar": f.year,
        "svar": f.answer,
        "varde": f.figure,
        "matt": f.measure,
        "kalla": f.origin,
        "n_ja": f.n_yes,
        "n": f.n,
        "raknas": f.counts,
        "jamforbar": f.is_comparable,
        "varfor_inte": f.why_not,
    }
