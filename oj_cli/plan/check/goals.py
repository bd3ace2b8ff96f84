"""The goal and its measure: group M."""

import re
from collections.abc import Iterator

from oj_cli.documents.reader import Where
from oj_cli.domain.goal_sentence import read_goal
from oj_cli.domain.plan import Goal, Measure
from oj_cli.domain.plan_chance import least_step
from oj_cli.domain.plan_chance_words import moved_text, points
from oj_cli.domain.plan_words import GOAL_KIND, bare_number, is_percent, with_unit
from oj_cli.domain.swedish import number
from oj_cli.domain.wording import n_text
from oj_cli.plan.check.checked import Checked, Group
from oj_cli.plan.check.rules import Hit, words_pattern
from oj_cli.plan.coach.judging import judge
from oj_cli.plan.target import OF, goes_wrong, step_to_target

check = Group()

_EVERYONE = re.compile(
    r"^\s*(?:alla|samtliga|alla (?:brukare|invånare|medborgare|kommuninvånare))\W*$", re.I
)
_COUNT = re.compile(r"\s*(?:antal(?:et)?|hur många)\b", re.I)
_OF_ALL = re.compile(r"\bav\b", re.I)
_SAME = 0.05
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
    if goal.kind is None:
        yield from _activity_hit(where, goal)


@check("M15", Checked.goals)
def _type_against_sentence(plan: Checked, where: Where, goal: Goal) -> Iterator[Hit]:
    # The user's own judgement stands; the sentence may still be worth another look
    if goal.kind is not None:
        yield from _activity_hit(where, goal, typ=GOAL_KIND[goal.kind])


def _activity_hit(where: Where, goal: Goal, **values: object) -> Iterator[Hit]:
    said = judge(goal.text) if goal.text is not None else None
    if said is not None and said.bedomning == "aktivitet":
        told = values | {"skal": said.skal, "fraga": said.fraga}
        yield Hit("aktivitet", (*where, "mal"), told, quote=goal.text)


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
    exists = measure.available is None or measure.available <= plan.around.today
    baseline = baseline and exists and unread["utgangslage"] is None
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
    at, said = (*where, "mal"), read_goal(goal.text)
    counts = [(float(some), float(of)) for some, of in OF.findall(goal.text)]
    alike = [n for some, of in counts for n in (some, 100 * some / of if of else some)]
    start = measure.baseline.value if measure.baseline else None
    rough = 5.0 if counts else _SAME  # 41 percent are 4 of 10
    for name, meant, kept, far in (
        ("malvarde", said.target, measure.target, _SAME),
        ("utgangslage", said.baseline, start, rough),
    ):
        if meant is None or kept is None:
            continue
        if all(abs(kept - n) >= far for n in (meant, *alike)):
            yield _differs(name, at, goal.text, bare_number(meant), bare_number(kept))
    # One before the plan is a baseline's
    if measure.by and said.by and said.since and said.by >= (plan.first or said.by):
        day = said.by if said.by == said.since else said.by.year
        if not said.since <= measure.by <= said.by:
            yield _differs("datum", at, goal.text, day, measure.by)


def _differs(variant: str, at: Where, text: str, said: object, kept: object) -> Hit:
    return Hit(variant, at, {"i_meningen": said, "i_mattet": kept}, quote=text)


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
