"""A whole plan at a glance, as a document."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.following import GoalStanding, PlanStanding
from oj_cli.domain.plan import FollowUp, Goal, PlanHead
from oj_cli.domain.plan_chance_words import ground_texts, judged_text
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    DIMENSION,
    GOAL_KIND,
    PLAN_STATUS,
    follow_up_days,
    goal_name,
    measure_text,
    outcome_value,
    party_name,
)
from oj_cli.domain.swedish import capital, listing
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Block, Column, Document
from oj_cli.presentation.parts import bullets, compose, section, strong, table
from oj_cli.views.plan_parts import due_table, go_on, late_text, states_text

_SOON = 5


def document(found: PlanStanding) -> Document:
    """Return a plan as a document, with how its goals stand and what is due."""
    head = found.plan.head
    soon = [d for d in found.due if d.state != "passerad"][:_SOON]
    unknown = "De står kvar i filen, men oj använder dem inte." if found.unknown else ""
    name = shell_word(head.id)
    return compose(
        head.name,
        strong(_summary(found)),
        bullets(_facts(head, found.plan.goals)),
        sections=(
            *(section(goal_name(s.goal, 200), *_goal(found, s)) for s in found.goals),
            section("Härnäst", due_table(soon, found.today, 60)),
            section("Nycklar som oj inte känner", unknown, bullets(found.unknown)),
            go_on(
                (f"oj plan due {name}", "allt som är försenat och kommer"),
                (f"oj plan outcome {name}", "målen bredvid öppna jämförelser"),
            ),
        ),
    )


def _summary(found: PlanStanding) -> str:
    if not found.goals:
        return "Planen har inga mål."
    activities = [a for s in found.goals for a in s.goal.activities]
    done = sum(a.status == "klar" for a in activities)
    return (
        f"{len(found.goals)} mål: {states_text(s.state for s in found.goals)}. "
        f"{done} av {len(activities)} aktiviteter är klara. {late_text(found.due)}."
    )


def _applies(head: PlanHead) -> str:
    first, last = head.days
    return f"Gäller {first or '(startdatum saknas)'} till {last or '(slutdatum saknas)'}."


def _facts(head: PlanHead, goals: Sequence[Goal]) -> Iterator[str]:
    yield f"Id: {head.id}. Status: {PLAN_STATUS[head.status]}."
    yield _applies(head)
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
    years = [year for goal in goals if (year := goal.newest_year)]
    if years:
        begins = head.days[0].year if head.days[0] else None
        ago = f", {begins - min(years)} år innan planen börjar" if begins else ""
        said = listing([str(year) for year in sorted({min(years), max(years)})])
        yield f"Målen vilar på svar från {said}{ago if begins and begins - min(years) > 1 else ''}."
    if head.previous:
        yield f"Förra periodens plan: {head.previous}."
    if head.part_of:
        yield f"Ingår i planen {head.part_of}."


def _goal(found: PlanStanding, standing: GoalStanding) -> Iterator[Block | str]:
    yield bullets(_goal_facts(found.plan.head, standing))
    goal = standing.goal
    columns = (
        Column("aktivitet", "Id"),
        Column("vad", "Aktivitet", weight=3),
        Column("ansvarig", "Ansvarig", weight=2),
        Column("klart", "Klart"),
        Column("status", "Status"),
    )
    rows = (r | {"status": ACTIVITY_STATUS[r["status"]]} for r in found.activities(goal))
    yield table(columns, rows) if goal.activities else "Målet har inga aktiviteter."
    reasons = (f"{a.id}, inte genomförd: {a.undone}." for a in goal.activities if a.undone)
    known = ((a.id, a.knowledge.removesuffix(".")) for a in goal.activities if a.knowledge)
    support = (f"{id} bygger på: {text}." for id, text in known)
    yield bullets((*reasons, *support, *(f"Nästa period: {a.what}." for a in goal.next_period)))


def _goal_facts(head: PlanHead, standing: GoalStanding) -> Iterator[str]:
    goal = standing.goal
    kind = GOAL_KIND[goal.kind] if goal.kind else "typ saknas"
    group = f" För: {goal.target_group}." if goal.target_group else ""
    quality = f" God kvalitet: {DIMENSION[goal.dimension]}." if goal.dimension else ""
    yield f"{capital(kind)}.{group}{quality}"
    measure = measure_text(goal.measure) if goal.measure else ""
    yield f"Mått: {measure}." if measure else "Mått saknas."
    if goal.measure:
        yield from ground_texts(standing.ground, goal.measure)
    for s in standing.parties:
        name = f"{s.name}: " if len(standing.parties) > 1 else ""
        value = " ".join(filter(None, (outcome_value(goal, s.outcome), s.when)))
        state = judged_text(s.state, s.step.is_better if s.step else None)
        yield f"Läge: {name}{', '.join(filter(None, (state, value)))}."
    if goal.parties:
        yield f"Delas av: {listing([party_name(head, p) for p in goal.parties])}."
    if goal.ties:
        yield f"Knutet till: {listing([t.indicator for t in goal.ties])}."
    if goal.balance:
        yield f"Får inte bli sämre: {goal.balance}."
    yield _follow_up_text(goal.follow_up) if goal.follow_up else "Uppföljning saknas."
    if goal.comment:
        yield f"Kommentar: {goal.comment}"


def _follow_up_text(follow_up: FollowUp) -> str:
    who = f" av {follow_up.who}" if follow_up.who else ""
    support = f". Stöd: {follow_up.support.removesuffix('.')}" if follow_up.support else ""
    how = f". Hur: {follow_up.how.removesuffix('.')}" if follow_up.how else ""
    return f"Följs upp {follow_up_days(follow_up) or 'utan datum'}{who}{support}{how}."
