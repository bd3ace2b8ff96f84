"""The page that is easy to read, for brukare and personal: what you said, what we saw, do, when.

It holds the plan's and the analysis' own words, each with where it stands.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from oj_cli.domain.analysis import Analysis, EvidenceKind
from oj_cli.domain.plan import Goal
from oj_cli.domain.swedish import capital, counted
from oj_cli.domain.typed import MONTHS
from oj_cli.plan.due import add_months, follow_up_dates
from oj_cli.presentation.document import Block, Document, Item, Paragraph, Section
from oj_cli.presentation.parts import bullets, filled, listed, section
from oj_cli.reports.plans.words import PlanMaterial

MOST_SAID = 3
MOST_SEEN = 3
MOST_GOALS = 3
MOST_DONE = 6
_MONTHS_AHEAD = 60

OF_USERS: tuple[EvidenceKind, ...] = ("brukarundersokning", "brukarrevision", "hearing", "klagomal")
OF_STAFF: tuple[EvidenceKind, ...] = ("egen_bedomning", "kollegiegranskning", "avvikelser")
Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Own:
    """A text of the kommun's own: in which file (`plan` or `analys`), and the way to it there."""

    text: str
    file: str
    where: Where


@dataclass(frozen=True)
class Voice:
    """What somebody has said, and where that was."""

    kind: str | None
    shows: Own
    source: str


class EasyPage:
    """The page under way: `own` are the texts on it, as they are put there."""

    def __init__(self, material: PlanMaterial, analysis: Analysis | None) -> None:
        self.material = material
        self.analysis = analysis
        self.own: list[Own] = []

    def document(self) -> Document:
        """Return the page, not yet finished. A part that nothing is known of is left out."""
        head = self.material.plan.head
        body = head.responsible_body or "Nämnden"
        lead = {
            "utkast": f"Det här är ett förslag. {body} har inte bestämt än.",
            "avslutad": "Det här är gjort. Planen är slut.",
        }.get(head.status, f"{body} har bestämt det här.")
        who = "Lättläst. Till dig som får stöd, och till dig som arbetar här."
        parts = (self.said(), self.seen(), self.done(), self.ahead())
        page = self.material.document("lattlast", who, *filled(parts))
        return replace(page, facts=(), lead=(Paragraph(lead, "lead"),), is_large=True)

    def _put(self, own: Own) -> str:
        """Put a text on the page, as a sentence."""
        self.own.append(own)
        text = capital(own.text.strip())
        return text if text[-1:] in ".!?" else f"{text}."

    # --- what you said, what we saw -------------------------------------------------------

    def said(self) -> Section:
        """Return what brukare and personal have said."""
        voices = [*self._voices()]

        def of(kinds: Iterable[str | None]) -> list[Item]:
            found = {v.shows.text: v for v in voices if v.kind in kinds}
            shown = list(found.values())[:MOST_SAID]
            return [Item(f"{v.source}: {self._put(v.shows)}") for v in shown]

        return section(
            "Det här har ni sagt",
            *listed("Ni som får stöd:", of(OF_USERS)),
            *listed("Ni som arbetar här:", of(OF_STAFF)),
            id="sagt",
        )

    def _voices(self) -> Iterator[Voice]:
        """Yield what is known of the plan's goals: from the analysis, else what the plan copied."""
        if self.analysis is not None:
            for n, e in enumerate(self.analysis.evidence):
                if not e.concerns or self._concerns() & {*e.concerns}:
                    shows = Own(e.shows, "analys", ("underlag", n, "visar"))
                    yield Voice(e.kind, shows, e.source)
            return
        for m, goal in enumerate(self.material.plan.goals):
            for n, b in enumerate(goal.backing):
                shows = Own(b.shows or "", "plan", ("mal", m, "underlag", n, "visar"))
                if b.shows:
                    yield Voice(b.kind, shows, b.source or "")

    def _concerns(self) -> set[str]:
        """Return the themes and indicators of the plan, as an analysis names them."""
        goals = self.material.plan.goals
        names = {name for goal in goals for name in goal.indicators}
        return {g.theme for g in goals if g.theme} | names | {n.partition("/")[2] for n in names}

    def seen(self) -> Section:
        """Return what was found, and why it is so."""
        found, causes = list[Own](), list[Own]()
        if self.analysis is not None:
            for n, c in enumerate(self.analysis.conclusions):
                if not c.concerns or self._concerns() & {*c.concerns}:
                    at = ("slutsatser", n)
                    found.append(Own(c.text, "analys", (*at, "vad")))
                    causes += self._causes(c.causes, "analys", at)
        if not found:
            for n, goal in enumerate(self.material.plan.goals):
                found += [Own(goal.why, "plan", ("mal", n, "varfor"))] if goal.why else []
                causes += self._causes(goal.causes, "plan", ("mal", n))
        return section(
            "Det här har vi sett",
            bullets(self._first(found)),
            *listed("Det beror på:" if found else "", self._first(causes)),
            id="sett",
        )

    def _first(self, texts: Iterable[Own]) -> list[str]:
        """Put the first few of some texts on the page, each once."""
        each = {own.text: own for own in texts}
        return [self._put(own) for own in list(each.values())[:MOST_SEEN]]

    def _causes(self, causes: Iterable[str], file: str, at: Where) -> Iterator[Own]:
        yield from (Own(text, file, (*at, "orsaker", n)) for n, text in enumerate(causes))

    # --- what we do, and when ----------------------------------------------------------------

    def done(self) -> Section:
        """Return what gets better, and what is done for it."""
        blocks: list[Block] = []
        left = MOST_DONE
        goals = self.material.plan.goals
        for n, goal in enumerate(goals[:MOST_GOALS]):
            if goal.benefit:
                own = Own(goal.benefit, "plan", ("mal", n, "brukarnytta"))
                blocks.append(Paragraph(self._put(own), "strong"))
            items = [*islice(self._activities(goal, n), left)]
            left -= len(items)
            blocks.append(bullets(items))
        every = sum(len(goal.activities) for goal in goals)
        shown = MOST_DONE - left
        if every > shown:
            more = f"Vi ska göra {counted(every - shown, 'sak', 'saker')} till. Allt står i planen."
            blocks.append(Paragraph(more))
        return section("Det här ska vi göra", *blocks, id="gor")

    def _activities(self, goal: Goal, n: int) -> Iterator[Item]:
        for m, activity in enumerate(goal.activities):
            if not activity.what:
                continue
            text = self._put(Own(activity.what, "plan", ("mal", n, "aktiviteter", m, "vad")))
            day = "" if activity.due is None else f"Klart i {_month(activity.due)}."
            state = {"klar": "Det är gjort.", "ej_genomford": "Det blev inte av."}
            yield Item(f"{text} {state.get(activity.status, day)}".strip())

    def ahead(self) -> Section:
        """Return when they hear of it, and whom to ask."""
        plan, today = self.material.plan, self.material.today
        until = add_months(today, _MONTHS_AHEAD)
        days = {
            day
            for goal in plan.goals
            for day in follow_up_dates(goal, plan.head, until)
            if day >= today and plan.head.status != "avslutad"
        }
        told = {
            f.feedback: Own(f.feedback, "plan", ("mal", n, "uppfoljning", "aterkoppling"))
            for n, goal in enumerate(plan.goals)
            if (f := goal.follow_up) and f.feedback
        }
        said = [f"Vi ser efter hur det går i {_month(day)}." for day in sorted(days)[:1]]
        said += [f"Vi berättar här: {self._put(own)}" for own in list(told.values())[:MOST_GOALS]]
        if plan.head.process_owner:
            said.append(f"Vill du fråga något? Du kan fråga: {plan.head.process_owner}.")
        return section("Då hör du av oss", bullets(said), id="nar")


def _month(day: datetime.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
