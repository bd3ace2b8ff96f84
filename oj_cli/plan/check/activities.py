"""What is done, by whom, by when and at what cost: group A."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from oj_cli.documents.reader import Where
from oj_cli.domain.plan import Activity, Goal, Owner
from oj_cli.domain.swedish import listing, some
from oj_cli.domain.typed import MONTHS
from oj_cli.plan.check.checked import Checked, Group
from oj_cli.plan.check.rules import Hit, words_pattern
from oj_cli.plan.coach.words import kind_of

check = Group()

_WORD = re.compile(r"[^\W\d_]+")
_SEPARATOR = re.compile(r"\s*(?:,|/|;|&|\boch\b|\bsamt\b|\beller\b)\s*", re.I)
_HELP = re.compile(
    r"\b(?:med stöd (?:av|från)|i samråd med|tillsammans med|i samverkan med|genom)\b.*", re.I
)
_FOR_WHAT = re.compile(r"\s+(?:för|med|i|inom|på|av|hos|till|vid|från|avseende)\s+", re.I)
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,6}")
_ONE_OR_NUMBER = re.compile(r"\b(?:en|ett)\b|(?<![\d.-])\d{1,3}(?![\d-])", re.I)  # no year
_MOST_NAMED = 8


@check("A01", Checked.goals)
def _no_activity(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    if not goal.activities and plan.fault((*where, "aktiviteter")) is None:
        yield Hit("saknas", where)


@check("A02", Checked.activities)
def _no_owner(plan: Checked, where: Where, _: Goal, activity: Activity) -> Iterator[Hit]:
    if not activity.owners:
        if plan.fault((*where, "ansvarig")) is None:
            yield Hit("ansvarig", where, quote=activity.what)
        return
    for n, owner in enumerate(activity.owners):
        at = (*where, "ansvarig", n)
        if owner.function is None and owner.party is not None:
            yield Hit("funktion", at, {"part": owner.party})
        elif owner.function is None and plan.fault(at) is None:
            yield Hit("ansvarig", at)


@check("A03", Checked.activities)
def _wrong_dates(plan: Checked, where: Where, _: Goal, activity: Activity) -> Iterator[Hit]:
    due = (*where, "klart")
    for at in (due, (*where, "start")):
        fault = plan.fault(at)
        if fault is not None:
            yield Hit("olast", at, {"varde": fault.message})
    if activity.due is None and plan.fault(due) is None:
        yield Hit("saknas", where, quote=activity.what)
    start = activity.start
    if start is not None and activity.due is not None and start > activity.due:
        yield Hit("bakvant", (*where, "start"), {"start": start, "klart": activity.due})
        return
    if start is not None and plan.first is not None and start < plan.first:
        yield Hit("start_fore", (*where, "start"), {"datum": start, "start": plan.first})
    if activity.due is not None:
        yield from plan.outside(due, activity.due)


@check("A04", Checked.activities)
def _crowd(plan: Checked, where: Where, _: Goal, activity: Activity) -> Iterator[Hit]:
    # Parties that share an activity have one owner each, and that is no crowd
    several = [same for same in _of_same_party(activity.owners) if len(same) > 1]
    for same in several:
        names = listing([o.function or "" for o in same])
        yield Hit("flera", (*where, "ansvarig"), {"ansvarig": names})
    told = [owner for same in several for owner in same]
    for n, owner in enumerate(activity.owners):
        variant = None if owner in told else _crowd_kind(plan, owner.function or "")
        if variant is not None:
            yield Hit(variant, (*where, "ansvarig", n), {"ansvarig": owner.function})


def _of_same_party(owners: Sequence[Owner]) -> list[list[Owner]]:
    by_party: defaultdict[str | None, list[Owner]] = defaultdict(list)
    for owner in owners:
        if owner.function is not None:
            by_party[owner.party].append(owner)
    return list(by_party.values())


def _crowd_kind(plan: Checked, function: str) -> str | None:
    """Return in which way an owner is more than one, None for a single function."""
    parts = _parts(plan, function)
    leaders = [p for p in parts if _is(p, plan.words.leads, "en", "n", "et")]
    if len(leaders) > 1:
        return "flera"
    if leaders:
        return None
    if any(kind_of(w) == "brukare" for p in parts for w in _words(p)):
        return "brukare"
    if len(parts) > 1:
        return "flera"
    if any(_is(p, (*plan.words.crowds, *plan.words.leads)) for p in parts):
        return "grupp"
    abbreviation = _ABBREVIATION.fullmatch(function.strip())
    return "forkortning" if abbreviation and abbreviation[0] not in plan.words.roles else None


def _parts(plan: Checked, function: str) -> list[str]:
    """Return those that an owner names, without for what: `grupp för barn och unga` is one."""
    every = (*plan.words.crowds, *plan.words.leads)
    parts: list[str] = []
    goes_on = False
    for part in (p for p in _SEPARATOR.split(_HELP.sub("", function)) if p.strip()):
        if goes_on and not _is(part, every):
            continue
        head, *rest = _FOR_WHAT.split(part, maxsplit=1)
        goes_on = bool(rest)
        parts.append(head)
    return parts


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _is(text: str, stems: Sequence[str], *endings: str) -> bool:
    return any(_ends_with(w, stems, *endings) for w in _words(text))


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


@check("A05")
def _unknown_party(plan: Checked) -> Iterator[Hit]:
    parties = plan.plan.head.parties
    known = {p.id.casefold() for p in parties}
    ids = [p.id for p in parties]
    named = some(ids, _MOST_NAMED) if len(ids) > _MOST_NAMED else listing(ids) or "inte angivna"
    for where, party in _named_parties(plan):
        if party.casefold() not in known:
            yield Hit("okand", where, {"part": party, "parter": named})
    for where, _, activity in plan.activities() if len(parties) > 1 else ():
        for n, owner in enumerate(activity.owners):
            if owner.party is None and owner.function is not None:
                yield Hit("saknas", (*where, "ansvarig", n), {"parter": named})


def _named_parties(plan: Checked) -> Iterator[tuple[Where, str]]:
    """Yield every party that goals, outcomes and activities name by id."""
    for where, goal in plan.goals():
        for n, party in enumerate(goal.parties):
            yield (*where, "parter", n), party
        for n, outcome in enumerate(goal.outcomes):
            if outcome.party is not None:
                yield (*where, "utfall", n, "part"), outcome.party
    for where, _, activity in plan.activities():
        for name, owners in (("ansvarig", activity.owners), ("medverkar", activity.helpers)):
            for n, owner in enumerate(owners):
                if owner.party is not None:
                    yield (*where, name, n, "part"), owner.party


@check("A06", Checked.goals)
def _no_cost(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # Told once for each goal
    without = [
        a.id
        for n, a in enumerate(goal.activities)
        if (a.cost is None or a.cost.change is None)
        and plan.fault((*where, "aktiviteter", n, "kostnad")) is None
    ]
    if without:
        yield Hit("saknas", where, {"vilka": listing(without)})


@check("A07")
def _endless(plan: Checked) -> Iterator[Hit]:
    pattern = words_pattern(plan.words.endless)
    for where, _, activity in plan.activities():
        found = pattern.match((activity.what or "").strip())
        if found is None:
            continue
        rest = (activity.what or "").strip()[found.end() :]
        if not (_makes_something(plan, rest) and activity.due is not None):
            yield Hit("borjan", (*where, "vad"), {"ord": found[0]}, quote=activity.what)


def _makes_something(plan: Checked, text: str) -> bool:
    """Tell whether a text names what is there when it is done: a product, `ett …`, a number."""
    words = _words(text)
    if any(_ends_with(w, plan.words.no_products) for w in words):
        return any(_is_product(plan, w) for w in words)
    return bool(_ONE_OR_NUMBER.search(text)) or any(_is_product(plan, w) for w in words)


def _is_product(plan: Checked, word: str) -> bool:
    return kind_of(word) == "internt" and not _ends_with(word, plan.words.no_products)


@check("A08")
def _much_at_once(plan: Checked) -> Iterator[Hit]:
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
                "manad": f"{MONTHS[month - 1]} {year}",
                "vilka": listing(found),
            }
            yield Hit("antal", ("mal",), values)


@check("A09", Checked.activities)
def _not_done_without_reason(
    plan: Checked, where: Where, _: Goal, activity: Activity
) -> Iterator[Hit]:
    if activity.reason is None and (activity.status == "ej_genomford" or activity.kind == "sluta"):
        variant = "skal" if activity.status == "ej_genomford" else "sluta"
        yield Hit(variant, where, quote=activity.what)


@check("A10", Checked.activities)
def _no_text(plan: Checked, where: Where, _: Goal, activity: Activity) -> Iterator[Hit]:
    if activity.what is None and plan.fault((*where, "vad")) is None:
        yield Hit("vad", where)
