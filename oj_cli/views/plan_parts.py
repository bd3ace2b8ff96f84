"""What the views of plans share: what is due, how many goals stand how, and what to type next."""

import datetime
from collections.abc import Iterable, Sequence

from oj_cli.domain.following import STATES, Due, State
from oj_cli.domain.plan_words import JUDGEMENT, shortened
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import Section, Table
from oj_cli.presentation.parts import commands, right, section, table, wide

_KIND = {"uppfoljning": "Följ upp", "aktivitet": "Aktivitet", "redovisning": "Redovisa"}
_MOST = 5
"""How many parties are named; more are counted, and `oj plan matrix` has them."""


def go_on(*steps: tuple[str, str]) -> Section:
    """Return what to type next: lines, each with what it gives."""
    return section("Gå vidare", commands(*steps))


def states_text(states: Iterable[State]) -> str:
    """Return how many goals stand in which way: `2 nådd, 1 inte mätt`."""
    every = list(states)
    return ", ".join(f"{every.count(s)} {JUDGEMENT[s]}" for s in STATES if s in every)


def late_text(found: Iterable[Due]) -> str:
    """Return how much is late: `3 försenade`."""
    late = sum(d.state == "sen" for d in found)
    return counted(late, "försenad", "försenade") if late else "Inget försenat"


def days_note(found: Sequence[Due]) -> str:
    """Return where the plan says no day for some of what is due, empty where it says all."""
    n = sum(d.by_plan for d in found)
    if not n:
        return ""
    those = "Allt det här" if n == len(found) else f"{capital(number(n))} av dem"
    return f"{those} saknar dag i planen, och räknas till planens sista dag."


def due_table(found: Sequence[Due], today: datetime.date, most: int = 90) -> Table:
    """Return what is due, with how many days late and with the plan where that tells anything."""
    late = any(d.state == "sen" for d in found)
    several = len({d.plan for d in found}) > 1
    days, plan = right("Dagar") if late else (), (wide("Plan"),) if several else ()
    rows = (
        {
            "Datum": d.date,
            "Dagar": d.days_late(today) if d.state == "sen" else None,
            "Vad": what_text(d, most),
            "Vem": who_text(d),
            "Plan": d.plan + (" (utkast)" if d.is_draft else ""),
        }
        for d in found
    )
    return table(("Datum", *days, wide("Vad", 3), wide("Vem", 2), *plan), rows)


def what_text(due: Due, most: int = 90) -> str:
    """Return what is to be done, with the goal's and the activity's ids."""
    id = " ".join(i for i in (due.goal, due.activity) if i)
    to = f" till {due.to}" if due.kind == "redovisning" and due.to else ""
    missed = f" (missad {len(due.dates)} gånger)" if len(due.dates) > 1 else ""
    return f"{_KIND[due.kind]} {id}{to}: {shortened(due.what, most)}{missed}"


def who_text(due: Due) -> str:
    """Return for whom it is: the function, and the parties that have still to report."""
    lead = "saknas från" if due.state == "sen" else "rapporteras av"
    named = listing(due.parties) if len(due.parties) <= _MOST else f"{len(due.parties)} parter"
    missing = f"{lead} {named}" if due.parties else ""
    return "; ".join(part for part in (due.who or "", missing) if part) or "ingen angiven"
