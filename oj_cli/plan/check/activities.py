"""What is done, by whom, by when and at what cost: group A."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from oj_cli.documents.reader import Where
from oj_cli.domain.plan import Activity, Owner
from oj_cli.domain.swedish import listing
from oj_cli.plan.check.checked import Checked
from oj_cli.plan.check.rules import Hit, words_pattern
from oj_cli.plan.coach.words import kind_of

_WORD = re.compile(r"[^\W\d_]+")
_SEPARATOR = re.compile(r"\s*(?:,|/|;|&|\boch\b|\bsamt\b|\beller\b)\s*", re.I)
_HELP = re.compile(
    r"\b(?:med stöd (?:av|från)|i samråd med|tillsammans med|i samverkan med|genom)\b.*", re.I
)
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,6}")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def no_activity(plan: Checked) -> Iterator[Hit]:
    """A01."""
    for where, goal in plan.goals():
        if not goal.activities and plan.fault((*where, "aktiviteter")) is None:
            yield Hit("saknas", where)


def no_owner(plan: Checked) -> Iterator[Hit]:
    """A02."""
    for where, _, activity in plan.activities():
        if not activity.owners:
            if plan.fault((*where, "ansvarig")) is None:
                yield Hit("ansvarig", where, quote=activity.what)
            continue
        for n, owner in enumerate(activity.owners):
            at = (*where, "ansvarig", n)
            if owner.function is None and owner.party is not None:
                yield Hit("funktion", at, {"part": owner.party})
            elif owner.function is None and plan.fault(at) is None:
                yield Hit("ansvarig", at)


def wrong_dates(plan: Checked) -> Iterator[Hit]:
    """A03."""
    for where, _, activity in plan.activities():
        due = (*where, "klart")
        for at in (due, (*where, "start")):
            fault = plan.fault(at)
            if fault is not None:
                yield Hit("olast", at, {"varde": fault.message})
        if activity.due is None and plan.fault(due) is None:
            yield Hit("saknas", where, quote=activity.what)
        yield from _outside(plan, where, activity)


def _outside(plan: Checked, where: Where, activity: Activity) -> Iterator[Hit]:
    start, due = activity.start, activity.due
    if start is not None and due is not None and start > due:
        yield Hit("bakvant", (*where, "start"), {"start": start, "klart": due})
        return
    if start is not None and plan.first is not None and start < plan.first:
        yield Hit("start_fore", (*where, "start"), {"datum": start, "start": plan.first})
    if due is not None and plan.last is not None and due > plan.last:
        yield Hit("efter", (*where, "klart"), {"datum": due, "slut": plan.last})
    elif due is not None and plan.first is not None and due < plan.first:
        yield Hit("fore", (*where, "klart"), {"datum": due, "start": plan.first})


def crowd(plan: Checked) -> Iterator[Hit]:
    """A04. Parties that share an activity have one owner each, and that is no crowd."""
    for where, _, activity in plan.activities():
        for n, owner in enumerate(activity.owners):
            variant = _crowd_kind(plan, owner.function or "")
            if variant is not None:
                at = (*where, "ansvarig", n)
                yield Hit(variant, at, {"ansvarig": owner.function})
        for same in _of_same_party(activity.owners):
            names = listing([o.function or "" for o in same])
            yield Hit("flera", (*where, "ansvarig"), {"ansvarig": names})


def _of_same_party(owners: Sequence[Owner]) -> Iterator[list[Owner]]:
    by_party: defaultdict[str | None, list[Owner]] = defaultdict(list)
    for owner in owners:
        if owner.function is not None:
            by_party[owner.party].append(owner)
    yield from (same for same in by_party.values() if len(same) > 1)


def _crowd_kind(plan: Checked, function: str) -> str | None:
    """Return in which way an owner is more than one, None for a single function."""
    lead = _HELP.sub("", function)
    parts = [p for p in _SEPARATOR.split(lead) if p.strip()]
    leaders = [p for p in parts if _leads(plan, p)]
    if len(leaders) > 1:
        return "flera"
    if leaders:
        return None
    words = [w.lower() for w in _WORD.findall(lead)]
    if any(kind_of(w) == "brukare" for w in words):
        return "brukare"
    if len(parts) > 1:
        return "flera"
    if any(_ends_with(w, plan.words.crowds) for w in words):
        return "grupp"
    if _ABBREVIATION.fullmatch(lead.strip()):
        return "forkortning"
    return None


def _leads(plan: Checked, text: str) -> bool:
    """Tell whether a text names one who leads; in the plural they are several."""
    words = [w.lower() for w in _WORD.findall(text)]
    return any(_ends_with(w, plan.words.leads, "en", "n", "et") for w in words)


def _ends_with(word: str, stems: Sequence[str], *endings: str) -> bool:
    """Tell whether a word's last part is one of the stems, with an ending or none.

    Without `endings` any ending of up to four letters will do.
    """
    for stem in stems:
        at = word.rfind(stem)
        if at < 0 or (at > 0 and len(stem) < 4):
            continue
        rest = word[at + len(stem) :]
        if rest in ("", *endings) if endings else len(rest) <= 4:
            return True
    return False


def unknown_party(plan: Checked) -> Iterator[Hit]:
    """A05."""
    parties = plan.plan.head.parties
    known = {p.id.casefold() for p in parties}
    named = listing([p.id for p in parties]) or "inte angivna"

    def unknown(at: Where, party: str) -> Iterator[Hit]:
        if party.casefold() not in known:
            yield Hit("okand", at, {"part": party, "parter": named})

    for where, goal in plan.goals():
        for n, party in enumerate(goal.parties):
            yield from unknown((*where, "parter", n), party)
        for n, outcome in enumerate(goal.outcomes):
            if outcome.party is not None:
                yield from unknown((*where, "utfall", n, "part"), outcome.party)
    for where, _, activity in plan.activities():
        for name, owners in (("ansvarig", activity.owners), ("medverkar", activity.helpers)):
            for n, owner in enumerate(owners):
                if owner.party is not None:
                    yield from unknown((*where, name, n, "part"), owner.party)
                elif len(parties) > 1 and name == "ansvarig" and owner.function is not None:
                    yield Hit("saknas", (*where, name, n), {"parter": named})


def no_cost(plan: Checked) -> Iterator[Hit]:
    """A06. Told once for each goal."""
    for where, goal in plan.goals():
        without = [
            a.id
            for n, a in enumerate(goal.activities)
            if (a.cost is None or a.cost.change is None)
            and plan.fault((*where, "aktiviteter", n, "kostnad")) is None
        ]
        if without:
            yield Hit("saknas", where, {"vilka": listing(without)})


def endless(plan: Checked) -> Iterator[Hit]:
    """A07."""
    pattern = words_pattern(plan.words.endless)
    for where, _, activity in plan.activities():
        found = pattern.match((activity.what or "").strip())
        if found is None:
            continue
        rest = [w.lower() for w in _WORD.findall((activity.what or "")[found.end() :])]
        makes = any(kind_of(w) == "internt" for w in rest)
        if not (makes and activity.due is not None):
            yield Hit("borjan", (*where, "vad"), {"ord": found[0]}, quote=activity.what)


def much_at_once(plan: Checked) -> Iterator[Hit]:
    """A08."""
    by_month: defaultdict[tuple[str, int, int], list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for _, goal, activity in plan.activities():
        for owner in activity.owners:
            if owner.function and activity.due:
                who = f"{owner.function} {owner.party or ''}".casefold()
                names.setdefault(who, owner.function)
                key = (who, activity.due.year, activity.due.month)
                by_month[key].append(f"{goal.id} {activity.id}")
    for (who, year, month), found in by_month.items():
        if len(found) > plan.words.limits.in_month:
            values = {
                "ansvarig": names[who],
                "antal": len(found),
                "manad": f"{_MONTHS[month - 1]} {year}",
                "vilka": listing(found),
            }
            yield Hit("antal", ("mal",), values)


def not_done_without_reason(plan: Checked) -> Iterator[Hit]:
    """A09."""
    for where, _, activity in plan.activities():
        if activity.status == "ej_genomford" and activity.reason is None:
            yield Hit("skal", where, quote=activity.what)


def no_text(plan: Checked) -> Iterator[Hit]:
    """A10."""
    for where, _, activity in plan.activities():
        if activity.what is None and plan.fault((*where, "vad")) is None:
            yield Hit("vad", where)


CHECKS: dict[str, Callable[[Checked], Iterator[Hit]]] = {
    "A01": no_activity,
    "A02": no_owner,
    "A03": wrong_dates,
    "A04": crowd,
    "A05": unknown_party,
    "A06": no_cost,
    "A07": endless,
    "A08": much_at_once,
    "A09": not_done_without_reason,
    "A10": no_text,
}
