"""What is said of chance in a plan: what a baseline stands on, and how much better a value is."""

import math

from oj_cli.domain.chance import round_half_up
from oj_cli.domain.following import State
from oj_cli.domain.plan import Measure
from oj_cli.domain.plan_chance import Ground, Step
from oj_cli.domain.plan_words import JUDGEMENT, counted_value, decimals_of, is_share, with_unit
from oj_cli.domain.swedish import capital, number
from oj_cli.domain.wording import decimals_between, in_points, n_text

BY_CHANCE = "kan bero på slumpen"
_MOST_DECIMALS = 3


def points(size: float, unit: str | None, is_percent: bool, decimals: int | None = None) -> str:
    """Return the size of a difference: `5 procentenheter`, `4 dagar`."""
    shown = number(abs(size), decimals_of(size) if decimals is None else decimals)
    if is_percent:
        return in_points(shown)
    return shown if (unit or "").casefold() in ("antal", "") else f"{shown} {unit}"


def gain_text(step: Step, unit: str | None) -> str:
    """Return how much better or worse a value is, as it adds up with both as they are printed.

    The shares of persons that a goal counts are printed as whole percent, other values as they are.
    """
    if step.gain == 0:
        return "oförändrat"
    is_percent, before, after = step.then.is_percent, step.before, step.after
    if is_percent and not is_share(unit):
        decimals = decimals_between(before, after, after - before)
    else:
        decimals = _decimals(before, after)
    shown = points(step.gain, unit, is_percent, decimals)
    return f"{shown} {'bättre' if step.gain > 0 else 'sämre'}"


def _decimals(before: float, after: float) -> int:
    """Return with how many decimals a difference adds up with its ends, at most three."""
    least = max(decimals_of(before), decimals_of(after))
    ends = round(after, least) - round(before, least)
    adds_up = math.isclose(round(after - before, least), ends, abs_tol=1e-9)
    return least if adds_up else min(least + 1, _MOST_DECIMALS)


def sure_text(step: Step) -> str:
    """Return whether a step is clear, in words; empty where it is none or it cannot be told."""
    if step.gain == 0 or step.z is None:
        return ""
    if step.is_better or step.is_worse:
        return f"tydligt {'bättre' if step.is_better else 'sämre'}"
    return BY_CHANCE


def judged_text(state: State, is_better: bool | None) -> str:
    """Return how a goal stands; of one that is reached, whether that may be chance."""
    is_chance = state == "nadd" and is_better is False
    return f"{JUDGEMENT[state]}, men det {BY_CHANCE}" if is_chance else JUDGEMENT[state]


def step_text(step: Step, measure: Measure) -> str:
    """Return a step from the baseline as a sentence, with what both values stand on."""
    unit, before = measure.unit, step.before
    if step.then.is_percent and not is_share(unit):
        unit, before = "procent", round_half_up(before)
    base = counted_value(before, unit, step.then.n)
    if step.gain == 0:
        return f"Samma värde som utgångsläget, {base}."
    lead = f"{capital(gain_text(step, measure.unit))} än utgångsläget, {base}."
    sure = sure_text(step)
    if sure == BY_CHANCE:
        return f"{lead} Det {sure}."
    if sure:
        return f"{lead} Det är {sure}, mer än slumpen brukar göra."
    return f"{lead} Om det {BY_CHANCE} går inte att säga: {_lacks(step)}."


def _lacks(step: Step) -> str:
    if not (step.then.can_tell and step.now.can_tell):
        return "för få av dem som fick frågan har svarat"
    if not step.then.is_percent:
        return "hur mycket måttet rör sig av sig självt är inte känt"
    times = [word for word, of in (("då", step.then), ("nu", step.now)) if not of.n]
    return f"antalet svar {' och '.join(times)} är inte känt"


def moved_text(moved: float, unit: str | None, is_percent: bool) -> str:
    """Return how much values of a kind move by themselves: `så här mått rör sig vanligen …`."""
    decimals = 0 if is_percent and moved >= 1 else min(decimals_of(round(moved, 2)), 2)
    size = points(moved, unit, is_percent, decimals)
    return f"så här mått rör sig vanligen {size} mellan två år av sig självt"


def ground_texts(ground: Ground, measure: Measure) -> tuple[str, ...]:
    """Return what the baseline of a measure stands on, as sentences."""
    baseline = measure.baseline
    if baseline is None or baseline.value is None:
        return ()
    said, n = [], n_text(ground)
    lead = f"Utgångsläget, {with_unit(baseline.value, measure.unit)}, bygger på"
    if n and ground.n_source is not None:  # else whoever wrote the plan knows it
        is_least = ground.n_source == "minst"
        said.append(f"{lead} {n}; antalet är {'inte ' if is_least else ''}publicerat.")
    elif not n and ground.is_percent:
        said.append(f"{lead} ett antal svar som inte är känt.")
    if ground.moved:
        moved = moved_text(ground.moved, measure.unit, ground.is_percent)
        said.append(f"{capital(moved)}.")
    return tuple(said)
