"""Many plans together as a document, and as `oj-plan-summary/1`."""

import datetime
from collections import Counter
from collections.abc import Sequence

from oj_cli.domain.following import STATES, Due, PlanSummary, Promises
from oj_cli.domain.plan_words import JUDGEMENT, PLAN_STATUS
from oj_cli.domain.swedish import capital, counted, sort_key
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
from oj_cli.views.plan_due import who_text
from oj_cli.views.words import shell_word

SCHEMA = "oj-plan-summary/1"
MOST_LATE = 20
_LATE = {"uppfoljning": "uppföljning", "aktivitet": "aktivitet", "redovisning": "redovisning"}
_KEYS = (
    "plan",
    "titel",
    "vem",
    "status",
    "mal",
    *STATES,
    "forsenat",
    "aktiviteter_att_ha_klara",
    "aktiviteter_klara",
    "aktiviteter_ej_genomforda",
    "uppfoljningar_att_ha_gjort",
    "uppfoljningar_gjorda",
    "mal_att_ha_natt",
    "mal_natt",
)


def document(plans: Sequence[PlanSummary], today: datetime.date, others: int) -> Document:
    """Return plans on a day as a document. `others` are YAML files that were no plans."""
    in_order = sorted(plans, key=lambda p: sort_key(p.owner or p.title))
    states: Counter[str] = Counter(state for p in plans for _, state in p.states)
    promises = sum((p.promises for p in plans), Promises())
    lead: list[Block] = [Paragraph(_summary(plans, states, today), "strong")]
    if others:
        files = counted(others, "annan fil", "andra filer")
        lead.append(Paragraph(f"I mappen finns {files}, som inte är planer.", "note"))
    sections = [
        Section("Mål efter tema", (_themes(plans),)),
        Section("Löften", (Bullets(tuple(Item(t) for t in _promise_lines(promises))),)),
        Section("Planerna", (_plans(in_order),)),
    ]
    late = sorted((d for p in plans for d in p.late), key=lambda d: (d.date, d.plan, d.goal))
    if late:
        sections.append(Section("Försenat", tuple(_late(late))))
    sections.append(Section("Gå vidare", (Commands(_commands(in_order)),)))
    return Document(
        title=f"{counted(len(plans), 'handlingsplan', 'handlingsplaner')} tillsammans",
        lead=tuple(lead),
        sections=tuple(sections),
        data=Table(tuple(Column(k, k) for k in _KEYS), tuple(_row(p) for p in in_order)),
        payload={
            "schema": SCHEMA,
            "idag": today.isoformat(),
            "planer": [_row(p) | {"mal_per_tema": _by_theme(p)} for p in in_order],
            "teman": {name: dict(c) for name, c in _theme_counts(plans).items()},
            "lage": dict(states),
            "forsenat": [
                {
                    "plan": d.plan,
                    "typ": d.kind,
                    "mal": d.goal,
                    "aktivitet": d.activity,
                    "sedan": d.date.isoformat(),
                    "missade": len(d.dates),
                    "ansvarig": d.who,
                    "saknas_fran": list(d.parties),
                }
                for d in late
            ],
        },
    )


def _summary(plans: Sequence[PlanSummary], states: Counter[str], today: datetime.date) -> str:
    total = sum(states.values())
    said = ", ".join(f"{states[s]} {JUDGEMENT[s]}" for s in STATES if states[s])
    late = sum(len(p.late) for p in plans)
    goals = f"{total} mål: {said}." if total else "Planerna har inga mål."
    lateness = f"{late} försenade" if late > 1 else "1 försenad" if late else "Inget försenat"
    return f"{today.isoformat()}. {goals} {lateness}."


def _theme_counts(plans: Sequence[PlanSummary]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for plan in plans:
        for theme, state in plan.states:
            counts.setdefault(theme, Counter())[state] += 1
    return dict(sorted(counts.items(), key=lambda c: (-c[1].total(), sort_key(c[0]))))


def _by_theme(plan: PlanSummary) -> dict[str, dict[str, int]]:
    return {name: dict(c) for name, c in _theme_counts([plan]).items()}


def _themes(plans: Sequence[PlanSummary]) -> Table:
    counts = _theme_counts(plans)
    used = [s for s in STATES if any(c[s] for c in counts.values())]
    columns = (
        Column("tema", "Tema", weight=1),
        Column("mal", "Mål", align="right"),
        *(Column(s, capital(JUDGEMENT[s]), align="right") for s in used),
    )
    rows: list[dict[str, Cell]] = [
        {"tema": name, "mal": c.total(), **{s: c[s] for s in used}} for name, c in counts.items()
    ]
    return Table(columns, tuple(rows))


def _promise_lines(p: Promises) -> list[str]:
    lines = []
    if p.activities_due:
        given_up = (
            f", {counted(p.activities_given_up, 'blev inte genomförd', 'blev inte genomförda')}"
            if p.activities_given_up
            else ""
        )
        lines.append(
            f"Aktiviteter som skulle vara klara: {p.activities_done} av {p.activities_due} är det"
            f"{given_up}."
        )
    if p.follow_ups_due:
        lines.append(
            f"Uppföljningar som skulle vara gjorda: {p.follow_ups_kept} av {p.follow_ups_due} "
            "gjordes innan nästa skulle göras."
        )
    if p.goals_due:
        lines.append(f"Mål som skulle vara nådda: {p.goals_reached} av {p.goals_due} är det.")
    return lines or ["Inget skulle vara klart än."]


def _plans(plans: Sequence[PlanSummary]) -> Table:
    columns = (
        Column("vem", "Vem", weight=1),
        Column("plan", "Plan", weight=1),
        Column("status", "Status"),
        Column("mal", "Mål", align="right"),
        Column("nadd", "Nådda", align="right"),
        Column("inte_matt", "Inte mätta", align="right"),
        Column("forsenat", "Försenat", align="right"),
        Column("klara", "Aktiviteter klara"),
    )
    rows = []
    for p in plans:
        row = _row(p)
        row["status"] = PLAN_STATUS[p.status]
        row["vem"] = p.owner or "–"
        row["klara"] = f"{p.promises.activities_done} av {p.promises.activities_due}"
        rows.append(row)
    return Table(columns, tuple(rows))


def _row(p: PlanSummary) -> dict[str, Cell]:
    states = Counter(state for _, state in p.states)
    done = p.promises
    return {
        "plan": p.id,
        "titel": p.title,
        "vem": p.owner or None,
        "status": p.status,
        "mal": len(p.states),
        **{s: states[s] for s in STATES},
        "forsenat": len(p.late),
        "aktiviteter_att_ha_klara": done.activities_due,
        "aktiviteter_klara": done.activities_done,
        "aktiviteter_ej_genomforda": done.activities_given_up,
        "uppfoljningar_att_ha_gjort": done.follow_ups_due,
        "uppfoljningar_gjorda": done.follow_ups_kept,
        "mal_att_ha_natt": done.goals_due,
        "mal_natt": done.goals_reached,
    }


def _late(late: Sequence[Due]) -> list[Block]:
    columns = (
        Column("sedan", "Sedan"),
        Column("plan", "Plan", weight=1),
        Column("vad", "Vad"),
        Column("vem", "Vem", weight=2),
    )
    rows: list[dict[str, Cell]] = [
        {
            "sedan": d.date.isoformat(),
            "plan": d.plan,
            "vad": f"{_LATE[d.kind]} {' '.join(i for i in (d.goal, d.activity) if i)}",
            "vem": who_text(d),
        }
        for d in late[:MOST_LATE]
    ]
    blocks: list[Block] = [Table(columns, tuple(rows))]
    if len(late) > MOST_LATE:
        blocks.append(Paragraph(f"Och {len(late) - MOST_LATE} till. Alla står i --format json."))
    return blocks


def _commands(plans: Sequence[PlanSummary]) -> tuple[Command, ...]:
    worst = max(plans, key=lambda p: len(p.late), default=None)
    if worst is None or not worst.late:
        return (Command("oj plan due", "vad som kommer"),)
    name = shell_word(worst.path)
    return (Command(f"oj plan due {name}", "vad som är försenat, och för vem"),)
