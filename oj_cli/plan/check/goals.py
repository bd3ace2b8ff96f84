"""The goal and its measure: group M."""

import re
from collections.abc import Iterator

from oj_cli.documents.reader import Where
from oj_cli.domain.plan import Goal, Measure
from oj_cli.domain.plan_chance import least_step
from oj_cli.domain.plan_chance_words import moved_text, n_text, points
from oj_cli.domain.plan_words import GOAL_KIND, bare_number, is_percent, with_unit
from oj_cli.domain.swedish import number
from oj_cli.plan.check.checked import Checked, Group, years_in
from oj_cli.plan.check.rules import Hit, words_pattern
from oj_cli.plan.coach.judging import judge
from oj_cli.plan.target import OF, goes_wrong, step_to_target

check = Group()

_EVERYONE = re.compile(
    r"^\s*(?:alla|samtliga|alla (?:brukare|invånare|medborgare|kommuninvånare))\W*$", re.I
)
_NUMBER = r"(?<!\d)(\d{1,12}(?:[ \u00a0]\d{3}){0,4}(?:,\d{1,9})?)"
_TARGETS = re.compile(
    r"\b(?:till(?: minst| högst)?|minst|högst|över|under|fler än|färre än) "
    rf"{_NUMBER}\b(?! av \d)(?![-/]\d)"
    rf"|{_NUMBER} ?(?:procent\b|%)",
    re.I,
)
_FROM = re.compile(rf"\bfrån {_NUMBER}\b(?![-/]\d)", re.I)
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_COUNT = re.compile(r"\s*(?:antal(?:et)?|hur många)\b", re.I)
_OF_ALL = re.compile(r"\bav\b", re.I)
_TWO_GOALS = re.compile(r"\bska(?:ll)?\b.*?\b(?:och|samt)\b.*?\bska(?:ll)?\b", re.I | re.S)


def _measures(plan: Checked) -> Iterator[tuple[Where, Measure]]:
    for where, goal in plan.goals():
        if goal.measure is not None:
            yield (*where, "matt"), goal.measure


@check("M01", Checked.goals)
def _no_text(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    if goal.text is None and plan.fault((*where, "mal")) is None:
        yield Hit("saknas", where)


@check("M02", Checked.goals)
def _reads_as_activity(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # A type that is set by hand is the user's own judgement
    if goal.text is None or goal.kind is not None:
        return
    said = judge(goal.text)
    if said.bedomning == "aktivitet":
        values = {"skal": said.skal, "fraga": said.fraga}
        yield Hit("aktivitet", (*where, "mal"), values, quote=goal.text)


@check("M15", Checked.goals)
def _type_against_sentence(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # The user's own judgement stands; the sentence may still be worth another look
    if goal.text is None or goal.kind is None:
        return
    said = judge(goal.text)
    if said.bedomning == "aktivitet":
        values = {"typ": GOAL_KIND[goal.kind], "skal": said.skal, "fraga": said.fraga}
        yield Hit("aktivitet", (*where, "mal"), values, quote=goal.text)


@check("M03", Checked.goals)
def _no_measure(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    if plan.fault((*where, "matt")) is not None and goal.measure is None:
        return
    at = (*where, "matt")
    if goal.measure is None:
        yield Hit("matt", where)
    elif goal.measure.description is None:
        yield Hit("beskrivning", at)
    elif goal.measure.source is None and goal.measure.indicator is None:
        yield Hit("kalla", at)


@check("M04", _measures)
def _no_baseline_or_target(plan: Checked, where: Where, measure: Measure) -> Iterator[Hit]:
    # A goal that keeps a level needs no other target than the level
    unread = {name: plan.fault((*where, name)) for name in ("utgangslage", "malvarde")}
    for name, fault in unread.items():
        if fault is not None:
            yield Hit(f"{name}_olast", fault.where, {"varde": fault.message})
    baseline = measure.baseline is None or measure.baseline.value is None
    target = measure.target is None and measure.aim != "behall"
    baseline = baseline and unread["utgangslage"] is None
    target = target and unread["malvarde"] is None
    if baseline and target:
        yield Hit("bada", where)
    elif baseline:
        yield Hit("utgangslage", where)
    elif target:
        yield Hit("malvarde", where)


@check("M05", _measures)
def _wrong_way(plan: Checked, where: Where, measure: Measure) -> Iterator[Hit]:
    start = measure.baseline.value if measure.baseline else None
    if start is None or measure.target is None:
        return
    if goes_wrong(measure):
        values = {"malvarde": bare_number(measure.target), "utgangslage": bare_number(start)}
        yield Hit(str(measure.aim), (*where, "malvarde"), values)


@check("M06", Checked.goals)
def _no_end(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # A goal without a measure is told of by M03, and lacks its day too
    at = (*where, "matt", "senast")
    fault = plan.fault(at)
    by = goal.measure.by if goal.measure else None
    if fault is not None:
        yield Hit("olast", at, {"varde": fault.message})
    elif by is None:
        yield Hit("saknas", at)
    else:
        yield from plan.outside(at, by)


@check("M07", Checked.goals)
def _sentence_differs(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    measure = goal.measure
    if goal.text is None or measure is None:
        return
    at = (*where, "mal")
    said = _targets(goal.text)
    amounts = [value for value, _ in said]
    if measure.target is not None and said and not _among(measure.target, amounts):
        yield _differs("malvarde", at, goal.text, said[-1][1], bare_number(measure.target))
    start = measure.baseline.value if measure.baseline else None
    froms = [_value(m[1]) for m in _FROM.finditer(goal.text)]
    if start is not None and froms and not _among(start, froms):
        yield _differs("utgangslage", at, goal.text, bare_number(froms[0]), bare_number(start))
    if measure.by is not None:
        days = _DAY.findall(goal.text)
        years = _target_years(plan, goal.text)
        if days and measure.by.isoformat() not in days:
            yield _differs("datum", at, goal.text, days[-1], measure.by)
        elif years and not days and measure.by.year not in years:
            yield _differs("datum", at, goal.text, years[-1], measure.by)


def _target_years(plan: Checked, text: str) -> list[int]:
    """Return the years in a sentence that may be its end: one before the plan is a baseline's."""
    years = years_in(_DAY.sub(" ", text))
    return [year for year in years if plan.first is None or year >= plan.first.year]


def _differs(variant: str, at: Where, text: str, said: object, kept: object) -> Hit:
    return Hit(variant, at, {"i_meningen": said, "i_mattet": kept}, quote=text)


def _targets(text: str) -> list[tuple[float, str]]:
    """Return the amounts that a sentence may mean as its target, and how they stand there.

    `till 80` is one, `8 av 10` is two: the 8 and the 80 percent.
    """
    without_start = _FROM.sub(" ", text)
    values = [_value(m[1] or m[2]) for m in _TARGETS.finditer(without_start)]
    found = [(value, bare_number(value)) for value in values]
    for some, of in OF.findall(without_start):
        if float(of):
            share = 100 * float(some) / float(of)
            found.append((float(some), some))
            found.append((share, f"{some} av {of} ({bare_number(share)} procent)"))
    return found


def _value(text: str) -> float:
    return float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))


def _among(value: float, said: list[float]) -> bool:
    return any(abs(value - other) < 0.05 for other in said)


@check("M08")
def _no_user_goal(plan: Checked) -> Iterator[Hit]:
    # Where no type is set, the coach says what the sentence is
    goals = [g for g in plan.plan.goals if g.text is not None]
    kinds = [g.kind or (judge(g.text).typ if g.text else None) for g in goals]
    if goals and "brukarmal" not in kinds:
        yield Hit("saknas", ("mal",))


@check("M09")
def _vague(plan: Checked) -> Iterator[Hit]:
    pattern = words_pattern((*plan.words.vague, *plan.words.vague_phrases))
    for where, goal in plan.goals():
        found = pattern.search(goal.text or "")
        if found and (goal.measure is None or goal.measure.target is None):
            yield Hit("ord", (*where, "mal"), {"ord": found[0]}, quote=goal.text)


@check("M10", Checked.goals)
def _too_long(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    text = goal.text or ""
    count = len(text.split())
    if count > plan.words.limits.words_in_goal:
        yield Hit("lang", (*where, "mal"), {"antal": count}, quote=goal.text)
    elif _TWO_GOALS.search(text):
        yield Hit("tva", (*where, "mal"), quote=goal.text)


@check("M11", Checked.goals)
def _no_target_group(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    at = (*where, "malgrupp")
    if goal.target_group is None:
        if plan.fault(at) is None:
            yield Hit("saknas", where)
    elif _EVERYONE.match(goal.target_group):
        yield Hit("alla", at, {"malgrupp": goal.target_group})


@check("M12", _measures)
def _percent_of_few(plan: Checked, where: Where, measure: Measure) -> Iterator[Hit]:
    baseline = measure.baseline
    if not is_percent(measure) or baseline is None or measure.target is None:
        return
    n = baseline.n
    if n is not None and 0 < n < plan.words.limits.few_answers:
        values = {"n": n, "steg": number(100 / n)}
        yield Hit("fa", (*where, "utgangslage", "n"), values)
    elif n is None and {baseline.value, measure.target} == {0.0, 100.0}:
        values = {
            "utgangslage": bare_number(baseline.value or 0),
            "malvarde": bare_number(measure.target),
        }
        yield Hit("ja_nej", where, values)


@check("M13", Checked.goals)
def _no_balance(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    unit = (goal.measure.unit or "").casefold() if goal.measure else ""
    if goal.balance is None and any(w in unit for w in plan.words.balanced_units):
        yield Hit("saknas", (*where, "matt", "enhet"), {"enhet": unit})


@check("M14", Checked.goals)
def _impossible_value(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    if goal.measure is None or not is_percent(goal.measure):
        return
    baseline = goal.measure.baseline
    values = [
        ("Utgångsläget", (*where, "matt", "utgangslage"), baseline.value if baseline else None),
        ("Målvärdet", (*where, "matt", "malvarde"), goal.measure.target),
        *(
            ("Utfallet", (*where, "utfall", n, "varde"), outcome.value)
            for n, outcome in enumerate(goal.outcomes)
        ),
    ]
    for what, at, value in values:
        if value is not None and not 0 <= value <= 100:
            yield Hit("procent", at, {"vad": what, "varde": bare_number(value)})


@check("M16", _measures)
def _count_in_percent(plan: Checked, where: Where, measure: Measure) -> Iterator[Hit]:
    # A number of some, of all that there are, is a share
    text = measure.description or ""
    if is_percent(measure) and _COUNT.match(text) and not _OF_ALL.search(text):
        said = {"matt": text, "enhet": measure.unit or ""}
        yield Hit("antal", (*where, "enhet"), said, quote=text)


@check("M17", Checked.goals)
def _inside_chance(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    step, measure = step_to_target(goal, plan.around.grounds), goal.measure
    if step is None or measure is None or step.z is None or step.is_better:
        return
    then, unit = step.then, measure.unit
    least = least_step(step.before, step.after > step.before, then)
    values = {
        "utgangslage": with_unit(measure.baseline.value or 0, unit) if measure.baseline else "",
        "malvarde": with_unit(measure.target or 0, unit),
        "svar": n_text(then),
        "rorelse": moved_text(then.moved or 0, unit, then.is_percent),
        "langre": f" Steget behöver vara minst {points(least, unit, then.is_percent)}."
        if least
        else "",
    }
    yield Hit("svar" if then.is_percent and then.n else "rorelse", (*where, "matt"), values)
