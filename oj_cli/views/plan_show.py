"""A whole plan at a glance as a document, and as `oj-plan-show/1`."""

import datetime
from collections.abc import Iterator, Sequence

from oj_cli.domain.encoding import encode
from oj_cli.domain.following import Due, GoalStanding
from oj_cli.domain.plan import FollowUp, Goal, Plan, PlanHead, Validity
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    GOAL_KIND,
    INTERVAL,
    JUDGEMENT,
    PLAN_STATUS,
    counted_value,
    goal_name,
    measure_text,
    owner_text,
    party_name,
)
from oj_cli.domain.swedish import capital, listing
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
from oj_cli.views.plan_due import what_text, who_text
from oj_cli.views.words import shell_word

SCHEMA = "oj-plan-show/1"
_SOON = 5
_ACTIVITY_KEYS = ("mal", "aktivitet", "vad", "ansvarig", "start", "klart", "status", "skal")


def document(
    plan: Plan,
    standings: Sequence[GoalStanding],
    due: Sequence[Due],
    unknown: Sequence[str],
    today: datetime.date,
) -> Document:
    """Return a plan as a document, with how its goals stand and what is due.

    `unknown` are sentences on keys that `oj` does not know.
    """
    head = plan.head
    sections = [Section(goal_name(s.goal, 200), tuple(_goal_blocks(plan, s))) for s in standings]
    soon = [d for d in due if d.state != "passerad"][:_SOON]
    if soon:
        sections.append(Section("Härnäst", (_soon_table(soon),)))
    if unknown:
        lead = Paragraph("De står kvar i filen, men oj använder dem inte.")
        sections.append(
            Section("Nycklar som oj inte känner", (lead, Bullets(tuple(map(Item, unknown)))))
        )
    sections.append(Section("Gå vidare", (Commands(_commands(plan)),)))
    return Document(
        title=head.title or head.id,
        lead=(Paragraph(_summary(standings), "strong"), Bullets(tuple(map(Item, _facts(head))))),
        sections=tuple(sections),
        data=Table(
            tuple(Column(k, k) for k in _ACTIVITY_KEYS),
            tuple(_activity_row(plan, g, n) for g in plan.goals for n in range(len(g.activities))),
        ),
        payload={
            "schema": SCHEMA,
            "idag": today.isoformat(),
            "plan": encode(plan),
            "lage": {s.goal.id: s.state for s in standings},
            "okanda_nycklar": list(unknown),
        },
    )


def _summary(standings: Sequence[GoalStanding]) -> str:
    if not standings:
        return "Planen har inga mål."
    states: list[str] = [s.state for s in standings]
    said = [f"{states.count(s)} {word}" for s, word in JUDGEMENT.items() if s in states]
    activities = [a for s in standings for a in s.goal.activities]
    done = sum(a.status == "klar" for a in activities)
    return (
        f"{len(standings)} mål: {', '.join(said)}. "
        f"{done} av {len(activities)} aktiviteter är klara."
    )


def _validity(validity: Validity | None) -> str:
    first, last = (validity.first, validity.last) if validity else (None, None)
    if first and last:
        return f"Gäller {first} till {last}."
    if first:
        return f"Gäller från {first}. Planen säger inte när den slutar."
    if last:
        return f"Gäller till {last}. Planen säger inte när den börjar."
    return "Planen säger inte när den gäller."


def _facts(head: PlanHead) -> Iterator[str]:
    yield f"Id: {head.id}. Status: {PLAN_STATUS[head.status]}."
    yield _validity(head.validity)
    if head.resolution is not None:
        parts = [head.resolution.body or "Beslut", str(head.resolution.date or "")]
        said = " ".join(p for p in (*parts, head.resolution.paragraph or "") if p)
        yield f"Beslutad: {said}." + (
            f" Diarienummer {head.registration}." if head.registration else ""
        )
    owners = [("Ansvarigt organ", head.responsible_body), ("Processägare", head.process_owner)]
    said = " ".join(f"{word}: {name}." for word, name in owners if name)
    if said:
        yield said
    if head.parties:
        yield f"Parter: {listing([p.name for p in head.parties])}."
    if head.previous:
        yield f"Förra periodens plan: {head.previous}."
    if head.part_of:
        yield f"Ingår i planen {head.part_of}."


def _goal_blocks(plan: Plan, standing: GoalStanding) -> Iterator[Block]:
    yield Bullets(tuple(map(Item, _goal_facts(plan, standing))))
    goal = standing.goal
    if goal.activities:
        columns = (
            Column("aktivitet", "Id"),
            Column("vad", "Aktivitet", weight=3),
            Column("ansvarig", "Ansvarig", weight=2),
            Column("klart", "Klart"),
            Column("status", "Status"),
        )
        rows = [_activity_row(plan, goal, n) for n in range(len(goal.activities))]
        shown = [r | {"status": ACTIVITY_STATUS[str(r["status"])]} for r in rows]
        yield Table(columns, tuple(shown))
    else:
        yield Paragraph("Målet har inga aktiviteter.")
    reasons = [f"{a.id}, inte genomförd: {a.reason}." for a in goal.activities if a.reason]
    coming = [f"Nästa period: {a.what}." for a in goal.next_period]
    if reasons or coming:
        yield Bullets(tuple(map(Item, (*reasons, *coming))))


def _goal_facts(plan: Plan, standing: GoalStanding) -> Iterator[str]:
    goal = standing.goal
    kind = GOAL_KIND[goal.kind] if goal.kind else "typ saknas"
    group = f" För: {goal.target_group}." if goal.target_group else ""
    yield f"{capital(kind)}.{group}"
    measure = measure_text(goal.measure) if goal.measure else ""
    yield f"Mått: {measure}." if measure else "Mått saknas."
    for s in standing.parties:
        name = f"{s.name}: " if len(standing.parties) > 1 else ""
        if s.outcome is not None and s.outcome.value is not None:
            unit = goal.measure.unit if goal.measure else None
            value = counted_value(s.outcome.value, unit, s.outcome.n)
            yield f"Läge: {name}{JUDGEMENT[s.state]}, {value} {s.outcome.date or ''}.".replace(
                " .", "."
            )
        else:
            yield f"Läge: {name}{JUDGEMENT[s.state]}."
    if goal.parties:
        yield f"Delas av: {listing([party_name(plan.head, p) for p in goal.parties])}."
    if goal.ties:
        yield f"Knutet till: {listing([t.indicator for t in goal.ties])}."
    if goal.balance:
        yield f"Får inte bli sämre: {goal.balance}."
    yield _follow_up_text(goal.follow_up) if goal.follow_up else "Uppföljning saknas."
    if goal.comment:
        yield f"Kommentar: {goal.comment}"


def _follow_up_text(follow_up: FollowUp) -> str:
    when = [d.isoformat() for d in follow_up.dates]
    if follow_up.recurring is not None:
        when.append(INTERVAL[follow_up.recurring.every])
    who = f" av {follow_up.who}" if follow_up.who else ""
    support = f". Stöd: {follow_up.support.removesuffix('.')}" if follow_up.support else ""
    how = f". Hur: {follow_up.how.removesuffix('.')}" if follow_up.how else ""
    return f"Följs upp {listing(when) or 'utan datum'}{who}{support}{how}."


def _activity_row(plan: Plan, goal: Goal, n: int) -> dict[str, Cell]:
    a = goal.activities[n]
    return {
        "mal": goal.id,
        "aktivitet": a.id,
        "vad": a.what,
        "ansvarig": owner_text(plan.head, a.owners) or "ingen angiven",
        "start": a.start.isoformat() if a.start else None,
        "klart": a.due.isoformat() if a.due else "saknas",
        "status": a.status,
        "skal": a.reason,
    }


def _soon_table(soon: Sequence[Due]) -> Table:
    columns = (
        Column("datum", "Datum"),
        Column("vad", "Vad", weight=3),
        Column("vem", "Vem", weight=2),
    )
    rows: list[dict[str, Cell]] = [
        {
            "datum": d.date.isoformat(),
            "vad": f"{'Försenat. ' if d.state == 'sen' else ''}{what_text(d, 60)}",
            "vem": who_text(d),
        }
        for d in soon
    ]
    return Table(columns, tuple(rows))


def _commands(plan: Plan) -> tuple[Command, ...]:
    name = shell_word(plan.head.id)
    return (
        Command(f"oj plan due {name}", "allt som är försenat och kommer"),
        Command(f"oj plan outcome {name}", "målen bredvid öppna jämförelser"),
    )
