"""The paragraphs on a plan that are pasted into other documents.

One text is for the kvalitetsberättelse, on egenkontroll, the other a tjänsteskrivelse to the nämnd.
What neither the plan nor its analysis says stands as a place to fill in.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from oj_cli.domain.analysis import EVIDENCE_WORDS, SUPPORT_WORDS, Analysis
from oj_cli.domain.plan import Activity, Goal, PlanHead
from oj_cli.domain.plan_texts import PlanText, PlanTexts, TextPart, fill
from oj_cli.domain.plan_words import (
    activity_text,
    cost_text,
    follow_up_days,
    follow_up_texts,
    next_texts,
    shortened,
)
from oj_cli.domain.swedish import capital, counted, joined, listing, sentences
from oj_cli.plan.due import add_months, follow_up_dates
from oj_cli.reports.plans.words import (
    PlanMaterial,
    newest_text,
    path_text,
    tie_text,
)

NEW_ACT = datetime.date(2025, 7, 1)
"""The day on which socialtjänstlagen (2025:400) took the place of that of 2001."""

MOST_COMING = 3
MOST_TOLD = 3
"""Outcomes without a value of one goal that are told; more are counted."""
LONGEST = 90
"""Letters of a goal that has been said in whole before."""


def plan_texts(material: PlanMaterial, analysis: Analysis | None) -> PlanTexts:
    """Return the texts on a plan; `analysis` is the one that it is built on, if it is there."""
    texts = (
        PlanText("Till kvalitetsberättelsen: egenkontroll", tuple(_control(material, analysis))),
        PlanText("Tjänsteskrivelse", tuple(_letter(material, analysis))),
    )
    said = [p for text in texts for part in text.parts for p in part.paragraphs]
    to_fill = sum(p.count(fill("").rstrip("]")) for p in said)
    return PlanTexts(material.plan.head.id, material.title, texts, to_fill)


def _part(heading: str, *texts: str | None) -> TextPart:
    return TextPart(heading, tuple(text for text in texts if text))


def _list(heading: str, entries: Iterable[str], otherwise: str) -> TextPart:
    """Return a list of what there is, else what is to be filled in."""
    found = tuple(dict.fromkeys(entries))
    return TextPart(heading, found, is_list=True) if found else _part(heading, fill(otherwise))


def _body(head: PlanHead) -> str:
    return head.responsible_body or fill("nämndens namn")


# --- egenkontroll -----------------------------------------------------------------------------


def _control(material: PlanMaterial, analysis: Analysis | None) -> Iterator[TextPart]:
    plan = material.plan
    body = _body(plan.head)
    group = plan.head.comparison
    years = sorted({str(t.year) for g in plan.goals for t in g.ties if t.year})
    when = listing(years) or fill("vilket år")
    whom = (group.name or group.kind) if group else None
    yield _part(
        "Vad som har kontrollerats",
        f"{body} ska ha egenkontroll i sitt ledningssystem (5 kap. 2 § SOSFS 2011:9). En del av "
        "den är att jämföra egna resultat med andras och med tidigare års. Här har svaren i öppna "
        f"jämförelser {when} jämförts med {whom or fill('vem ni har jämfört er med')}.",
    )
    yield _list("Vad jämförelsen visade", _ties(material), "vad svaren visade")
    yield _list("Vad annat underlag visar", _evidence(material, analysis), "annat underlag")
    yield _list(
        "Slutsats", _conclusions(material, analysis), "vad ni drar för slutsats, och varför"
    )
    yield _list("Åtgärder för att förbättra", map(_measures, plan.goals), "mål och åtgärder")
    yield _list("Resultat", (_result(material, g) for g in plan.goals), "resultat")
    yield _list("Nästa steg", _next(material), "vad som görs härnäst")


def _ties(material: PlanMaterial) -> Iterator[str]:
    for goal in material.plan.goals:
        yield from (tie_text(tie, material) for tie in goal.ties)
    if any(tie.value is not None for goal in material.plan.goals for tie in goal.ties):
        yield "En liten skillnad, eller en som bygger på få svar, kan bero på slumpen."


def _evidence(material: PlanMaterial, analysis: Analysis | None) -> Iterator[str]:
    """Yield what else is known, that which speaks against the choice too."""
    if analysis is not None and analysis.evidence:
        for e in analysis.evidence:
            yield _known(
                EVIDENCE_WORDS[e.kind], e.shows, e.source, e.date, SUPPORT_WORDS[e.supports]
            )
        return
    words = {str(kind): word for kind, word in EVIDENCE_WORDS.items()}
    supports = {"ja": "stödjer", "nej": "motsäger", "oklart": "oklart"}
    for goal in material.plan.goals:
        for b in goal.backing:
            kind = words.get(b.kind or "", b.kind or "annat")
            day = str(b.date) if b.date else None
            yield _known(kind, b.shows or "", b.source, day, supports[b.supports])


def _known(kind: str, shows: str, source: str | None, when: str | None, supports: str) -> str:
    where = joined(source, when)
    judged = "Oklart om det stödjer målet." if supports == "oklart" else f"Det {supports} målet."
    about = f" ({where})" if where else ""
    return f"{capital(kind)}: {shows.rstrip('.')}{about}. {judged}"


def _conclusions(material: PlanMaterial, analysis: Analysis | None) -> Iterator[str]:
    if analysis is not None and analysis.conclusions:
        for c in analysis.conclusions:
            yield f"{c.text}{_causes(c.causes)}"
        yield from (note.text for note in analysis.trend)
        return
    for goal in material.plan.goals:
        causes = _causes(goal.causes)
        if goal.why or causes:
            yield f"{goal.why or ''}{causes}".strip()


def _causes(causes: Iterable[str]) -> str:
    said = sentences(causes)
    return f" Orsaker: {said}" if said else ""


def _measures(goal: Goal) -> str:
    done = "; ".join(activity_text(a) for a in goal.activities)
    return f"{_sentence(goal)} Det görs genom: {done or fill('åtgärder för målet')}."


def _sentence(goal: Goal) -> str:
    return f"{(goal.text or fill('målet')).rstrip('.')}."


def _name(goal: Goal) -> str:
    return f"”{shortened(goal.text or goal.id, LONGEST).rstrip('.')}”"


def _result(material: PlanMaterial, goal: Goal) -> str:
    standing, head = material.standing(goal), material.plan.head
    if standing.state != "inte_matt":
        notes = dict.fromkeys(n for p in standing.parties for n in (*p.notes, p.why) if n)
        judged = capital(material.state_text(goal))
        return " ".join(
            [f"{_name(goal)}: {path_text(goal)}. {judged}: {newest_text(standing)}.", *notes]
        )
    if goal.outcomes:
        several = len(goal.outcomes) > MOST_TOLD
        n = f"{len(goal.outcomes)} rapporter, men inget värde. {fill('vad de visar')}"
        return f"{_name(goal)}: {n if several else ' '.join(follow_up_texts(head, goal))}"
    days = follow_up_dates(goal, head, head.days[1] or add_months(material.today, 12))
    if days and days[0] > material.today:
        return f"{_name(goal)}: inte mätt än. Målet följs upp {days[0]}."
    return f"{_name(goal)}: {fill('utfallet, som inte är inskrivet i planen')}"


def _next(material: PlanMaterial) -> Iterator[str]:
    head, goals = material.plan.head, material.plan.goals
    for goal in goals:
        yield from (f"{capital(text)}." for text in next_texts(head, goal))
    names = {goal.id: _name(goal) for goal in goals}
    for due in material.coming[:MOST_COMING]:
        said = {
            "aktivitet": due.what.rstrip("."),
            "uppfoljning": f"Målet {names[due.goal]} följs upp",
            "redovisning": f"Målet {names[due.goal]} redovisas till {due.to or fill('vem')}",
        }
        yield f"{due.date}: {said[due.kind]}. {due.who or ''}".rstrip(" .") + "."


# --- tjänsteskrivelse ---------------------------------------------------------------------------


def _letter(material: PlanMaterial, analysis: Analysis | None) -> Iterator[TextPart]:
    plan, head = material.plan, material.plan.head
    activities = plan.activities
    yield _part(
        "Ärende",
        f"Diarienummer: {head.registration or fill('diarienummer')}",
        f"Datum: {material.today.isoformat()}",
        f"Handläggare: {head.process_owner or fill('funktion')}, {fill('förvaltning')}",
        f"Till: {_body(head)}",
        f"Ärendet gäller: {material.title}",
    )
    yield TextPart("Förslag till beslut", tuple(_decisions(material)), is_list=True)
    whys = dict.fromkeys(goal.why for goal in plan.goals if goal.why)
    n, m = (
        counted(len(plan.goals), "mål", "mål"),
        counted(len(activities), "aktivitet", "aktiviteter"),
    )
    why = " ".join(whys) or fill("varför planen behövs")
    yield _part("Sammanfattning", f"{why} Planen har {n} och {m}. {_money(activities)}")
    yield _part("Bakgrund", *_law(material))
    yield _list("Analys", [*_ties(material), *_conclusions(material, analysis)], "analysen")
    yield _list("Mål och åtgärder", map(_measures, plan.goals), "mål och åtgärder")
    if any(goal.outcomes for goal in plan.goals):
        yield _list("Utfall", (_result(material, g) for g in plan.goals), "utfall")
    yield _part("Ekonomiska konsekvenser", *_economy(activities))
    yield _list(
        "Konsekvenser för brukarna", _users(plan.goals), "vad beslutet betyder för brukarna"
    )
    yield _part(
        "Barnets bästa och jämställdhet",
        fill("prövning av barnets bästa, eller att ärendet inte rör barn"),
        fill("vad förslaget betyder för kvinnor och män, flickor och pojkar"),
    )
    yield _list("Uppföljning", _follow_ups(plan.goals), "när och hur det följs upp")
    yield TextPart(
        "Bilagor", (f"Handlingsplanen ”{material.title}”", *head.appendices), is_list=True
    )
    yield _part("Beslutet skickas till", fill("mottagare"))


def _decisions(material: PlanMaterial) -> Iterator[str]:
    head = material.plan.head
    body, (first, last) = _body(head), head.days
    if head.status == "utkast":
        when = f"{first or fill('första dagen')} till {last or fill('sista dagen')}"
        yield f"{body} fastställer handlingsplanen ”{material.title}” för {when}."
        told = [g.follow_up.reporting for g in material.plan.goals if g.follow_up]
        days = sorted({day for r in told if r for day in r.dates})
        asked = listing([str(day) for day in days]) or fill("datum")
        yield f"{body} ger förvaltningen i uppdrag att redovisa utfallet {asked}."
    else:
        yield f"{body} godkänner redovisningen av handlingsplanen ”{material.title}”."
    words = {"andra": "ändra", "avsluta": "avsluta"}
    for goal in material.plan.goals:
        newest = (p.newest for p in material.standing(goal).parties)
        for decision in {n.decision for n in newest if n and n.decision in words}:
            yield f"{body} beslutar att {words[decision or '']} målet ”{goal.text or goal.id}”."
    yield from material.asked


def _law(material: PlanMaterial) -> Iterator[str]:
    act = (
        "Verksamheten ska bygga på vetenskap och beprövad erfarenhet "
        "(socialtjänstlagen 2025:400, som gäller sedan den 1 juli 2025)."
        if material.today >= NEW_ACT
        else "Det följer av 3 kap. 3 § socialtjänstlagen (2001:453)."
    )
    yield (
        "Socialtjänsten ska hålla god kvalitet, och kvaliteten ska utvecklas och säkras "
        f"planmässigt och utan avbrott. {act} Hur det går till beskrivs i Socialstyrelsens "
        "föreskrifter om ledningssystem (SOSFS 2011:9), där egenkontroll och förbättrande "
        "åtgärder ingår."
    )
    areas = {i.partition("/")[0] for goal in material.plan.goals for i in goal.indicators}
    if any("lss" in area for area in (*areas, material.plan.head.area or "")):
        yield "För insatser enligt LSS finns kravet på god kvalitet i 6 § LSS (1993:387)."
    goals = material.plan.head.board_goals
    if goals:
        yield f"Planen hör till nämndens mål: {listing(goals)}."


def _money(activities: Sequence[Activity]) -> str:
    cost = cost_text(activities)
    return f"Kostnad: {cost}." if cost else fill("vad planen kostar")


def _economy(activities: Sequence[Activity]) -> Iterator[str]:
    yield _money(activities)
    priced = [a for a in activities if a.cost and a.cost.change]
    for a in priced if len(priced) > 1 else ():
        yield f"{(a.said or a.id).rstrip('.')}: {cost_text([a])}."
    silent = [a for a in activities if a.cost is None or a.cost.change is None]
    if silent and len(silent) < len(activities):
        yield fill(f"kostnaden för {counted(len(silent), 'aktivitet', 'aktiviteter')}")
    if any(a.cost and a.cost.change and not a.cost.funding for a in activities):
        yield fill("hur det betalas")


def _users(goals: Iterable[Goal]) -> Iterator[str]:
    for goal in goals:
        said = (
            (goal.benefit, ""),
            (goal.participation, "Brukarnas medverkan: "),
            (goal.if_nothing, "Om inget görs: "),
        )
        yield from (f"{lead}{text}" for text, lead in said if text)


def _follow_ups(goals: Iterable[Goal]) -> Iterator[str]:
    for goal in goals:
        f = goal.follow_up
        if f is None:
            continue
        when, told = follow_up_days(f), f.reporting
        to = f" Redovisas till {told.to or fill('vem')}" if told else ""
        on = f" {listing([str(day) for day in told.dates])}" if told and told.dates else ""
        how = joined(f.how, f.who)
        about = f" ({how})" if how else ""
        end = "." if to else ""
        yield f"{_name(goal)}: Följs upp {when or fill('när')}{about}.{to}{on}{end}"
