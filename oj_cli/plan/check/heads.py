"""The plan as a whole: period, decision, size, and what it was made for: group P."""

import re
from collections.abc import Iterator

from oj_cli.domain.plan_words import PLAN_STATUS
from oj_cli.domain.swedish import listing
from oj_cli.plan.check.checked import Checked, Group, span_of, years_in
from oj_cli.plan.check.rules import Hit

check = Group()

_NEXT = re.compile(
    r"\bplan\w*\b[^.]{0,30}?((?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d|-))", re.I
)
_GROUPS = ("kommungrupp",)
_EDITION = re.compile(r"\b20(?:11|17|23)\b")
_COUNT = re.compile(r"\b(\d+) kommuner\b", re.I)


@check("P01")
def _no_frame(plan: Checked) -> Iterator[Hit]:
    head = plan.plan.head
    at = ("plan", "giltighet")
    fault = plan.fault(at)
    if fault is not None:
        yield Hit("olast", fault.where, {"varde": fault.message})
    elif plan.first is None or plan.last is None:
        yield Hit("giltighet", at if head.validity else ("plan",))
    elif plan.first > plan.last:
        yield Hit("bakvand", at, {"start": plan.first, "slut": plan.last})
    given = plan.file.data.get("plan") if isinstance(plan.file.data, dict) else None
    if isinstance(given, dict) and given.get("status") is None:
        yield Hit("status", ("plan",))
    if head.responsible_body is None and plan.fault(("plan", "ansvarigt_organ")) is None:
        yield Hit("organ", ("plan",))
    if not plan.plan.goals and plan.fault(("mal",)) is None:
        yield Hit("mal", ("mal",))


@check("P02")
def _no_decision(plan: Checked) -> Iterator[Hit]:
    head = plan.plan.head
    if head.status == "utkast":
        return
    resolution = head.resolution
    lacks = [
        word
        for word, value in (
            ("diarienummer", head.registration),
            ("vem som beslutade", resolution and resolution.body),
            ("beslutets datum", resolution and resolution.date),
            ("paragraf", resolution and resolution.paragraph),
        )
        if value is None
    ]
    if lacks:
        status = "beslutad och pågår" if head.status == "pagar" else PLAN_STATUS[head.status]
        values = {"status": status, "vad": listing(lacks)}
        yield Hit("saknas", ("plan", "beslut"), values)


@check("P03")
def _periods_differ(plan: Checked) -> Iterator[Hit]:
    head = plan.plan.head
    if plan.first is None or plan.last is None or plan.first > plan.last:
        return
    applies = {plan.first.year, plan.last.year}
    years = years_in(head.title or "")
    if years and {min(years), max(years)} != applies:
        values = {"i_titeln": span_of(years), "galler": f"{plan.first} till {plan.last}"}
        yield Hit("titel", ("plan", "titel"), values, quote=head.title)
    if (plan.last.month, plan.last.day) != (12, 31):
        return
    for where, goal in plan.goals():
        for n, activity in enumerate(goal.next_period):
            at = (*where, "nasta_period", n, "vad")
            for named in (years_in(match[1]) for match in _NEXT.finditer(activity.what)):
                if named and named[0] <= plan.last.year:
                    said = {"nasta": span_of(named), "slut": plan.last}
                    yield Hit("nasta", at, said, quote=activity.what)


@check("P04")
def _too_much(plan: Checked) -> Iterator[Hit]:
    limits = plan.words.limits
    if len(plan.plan.goals) > limits.goals:
        yield Hit("mal", ("mal",), {"antal": len(plan.plan.goals)})
    for where, goal in plan.goals():
        if len(goal.activities) > limits.activities:
            values = {"antal": len(goal.activities)}
            yield Hit("aktiviteter", (*where, "aktiviteter"), values)


@check("P05")
def _chosen_without_goal(plan: Checked) -> Iterator[Hit]:
    around = plan.around
    if around.unread_analysis is not None:
        yield Hit("analys", ("plan", "analys"), {"analys": around.unread_analysis})
    tied = _tied(plan)
    themes = {goal.theme.casefold() for goal in plan.plan.goals if goal.theme}
    for theme, indicators in (around.chosen or {}).items():
        if theme.casefold() not in themes and not tied & {i.casefold() for i in indicators}:
            values = {"tema": theme, "indikatorer": listing(indicators, "eller")}
            yield Hit("saknas", ("plan", "analys"), values)


@check("P06")
def _promise_without_goal(plan: Checked) -> Iterator[Hit]:
    tied = _tied(plan)
    for broken in plan.around.broken:
        if broken.indicator.casefold() not in tied:
            values = {
                "lofte": broken.promise.name,
                "indikator": broken.indicator,
                "ar": broken.year,
            }
            yield Hit("saknas", ("mal",), values)


def _tied(plan: Checked) -> set[str]:
    """Return the indicators that goals are tied to or measured by, as `omrade/indikator`."""
    return {_whole(plan, name) for g in plan.plan.goals for name in g.indicators}


def _whole(plan: Checked, indicator: str) -> str:
    area = plan.plan.head.area
    whole = indicator if "/" in indicator or area is None else f"{area}/{indicator}"
    return whole.casefold()


@check("P07")
def _unclear_group(plan: Checked) -> Iterator[Hit]:
    group = plan.plan.head.comparison
    if group is None:
        return
    at = ("plan", "jamforelsegrupp")
    said = f"{group.kind or ''} {group.name or ''} {group.why or ''}"
    values = {"minst": plan.words.limits.kommuner}
    if (group.kind or "").casefold() in _GROUPS and not _EDITION.search(said):
        yield Hit("utgava", at, values)
    count = _COUNT.search(said)
    if count and int(count[1]) < plan.words.limits.kommuner:
        yield Hit("fa", at, values | {"antal": int(count[1])})


@check("P08")
def _unknown_indicator(plan: Checked) -> Iterator[Hit]:
    known = plan.around.indicators
    if known is None:
        return
    for where, goal in plan.goals():
        for n, name in enumerate(goal.indicators):
            if _whole(plan, name) not in known:
                of = ("koppling", n) if n < len(goal.ties) else ("matt",)
                yield Hit("okand", (*where, *of, "indikator"), {"indikator": name})


@check("P09")
def _old_answers(plan: Checked) -> Iterator[Hit]:
    begins = (plan.first or plan.around.today).year
    for where, goal in plan.goals():
        year = goal.newest_year
        if year is not None and begins - year > plan.words.limits.years_old:
            yield Hit("gamla", where, {"ar": year, "antal": begins - year})
