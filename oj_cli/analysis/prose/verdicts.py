"""Whether a figure agrees with what is known of one question."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from oj_cli.analysis.prose.claims import Claim
from oj_cli.domain.prose import Tally


class Verdict(Enum):
    """How a figure stands to the data."""

    AGREES = "stämmer"
    HIDES = "stämmer, men inte för alla"  # EA or bortfall are left unsaid
    LOOSE = "stämmer bara i stora drag"
    OTHER_BASE = "stämmer med en annan nämnare"
    DIFFERS = "stämmer inte"
    UNKNOWN = "går inte att pröva"


_HALF = 0.5 + 1e-9
_HEDGED = 5.0
_ROUND_TEN = 10.0
_SMALL = 10
"""Up to this, x of y may be a share in words: två av tre."""


def verdict(claim: Claim, tally: Tally) -> Verdict:
    """Return how a figure stands to one question's tally."""
    match claim.kind:
        case "andel":
            return _share(claim, tally)
        case "brak":
            return _fraction(claim, tally)
        case "antal":
            return _count(claim, tally)
        case "mangd":
            return _quantity(claim, tally)


def is_near(value: float, exact: float, hedged: bool = False) -> bool:
    """Return whether a printed percentage may be an exact one, rounded up or down."""
    room = _HEDGED if hedged else _HALF if value == int(value) else 0.05 + 1e-9
    return abs(value - exact) <= room


def fits(claim: Claim, exact: float) -> bool:
    """Return whether a percentage may be what a claim says, as a figure or as a border."""
    value = claim.value
    match claim.bound:
        case "mer":
            return exact > value
        case "minst":
            return exact > value - _HALF
        case "mindre":
            return exact < value
        case "hogst":
            return exact < value + _HALF
        case "drygt":
            return value - _HALF < exact < value + _ROUND_TEN
        case "knappt":
            return value - _ROUND_TEN < exact < value + _HALF
        case "":
            return is_near(value, exact, claim.hedged)


def _share(claim: Claim, t: Tally) -> Verdict:
    if claim.aside:
        return Verdict.UNKNOWN
    exact = [x for x in (t.share, t.published) if x is not None]
    if claim.negated:
        exact += [100 - x for x in exact]
    if not exact:
        return Verdict.UNKNOWN
    if any(fits(claim, x) for x in exact):
        return Verdict.AGREES
    if not t.n:
        return Verdict.DIFFERS
    others = [
        100 * t.n_yes / t.size,
        100 * (t.n_yes + t.n_partly) / t.n,
        100 * (t.n_yes + t.n_partly) / t.size,
        100 * t.n_partly / t.n,
    ]
    if not claim.bound and any(fits(claim, x) for x in others):
        return Verdict.OTHER_BASE
    return Verdict.DIFFERS


def _fraction(claim: Claim, t: Tally) -> Verdict:
    if claim.of and claim.of <= _SMALL and claim.of not in (t.n, t.size):
        in_words = replace(claim, value=100 * claim.value / claim.of, hedged=True)
        return _share(in_words, t)
    counted = _count(claim, t)
    if counted is not Verdict.AGREES:
        return counted
    return Verdict.AGREES if claim.of in (t.n, t.size) else Verdict.OTHER_BASE


def _count(claim: Claim, t: Tally) -> Verdict:
    if not t.is_counted:
        return Verdict.UNKNOWN
    right = {t.n_yes}
    loose = {t.n_yes + t.n_partly}
    if claim.aside:
        right, loose = {t.n_ea}, set()
    elif claim.negated:
        right = {t.n_no, t.size - t.n_yes, t.n_no + t.n_ea}
    elif claim.partly:
        right, loose = {t.n_partly}, set()
    if any(_reaches(claim, n) for n in right):
        return Verdict.AGREES
    return Verdict.OTHER_BASE if claim.value in loose else Verdict.DIFFERS


def _reaches(claim: Claim, n: int) -> bool:
    """Return whether a number of kommuner may be what a claim says: drygt and knappt are exact."""
    return n == claim.value if claim.bound in ("drygt", "knappt", "") else fits(claim, n)


def _quantity(claim: Claim, t: Tally) -> Verdict:
    if claim.aside or not t.n:
        return Verdict.UNKNOWN
    n = t.n_no if claim.negated else t.n_partly if claim.partly else t.n_yes
    return quantity(claim.word, n, t.n, t.size)


def quantity(word: str, n: int, answered: int, size: int) -> Verdict:
    """Return whether a quantifier fits n of those that answered, in a group of `size`."""
    if word in ("alla", "samtliga"):
        if n == size:
            return Verdict.AGREES
        return Verdict.HIDES if n == answered else Verdict.DIFFERS
    if word in ("ingen", "inga"):
        if n:
            return Verdict.DIFFERS
        return Verdict.AGREES if answered == size else Verdict.HIDES
    if n == 0:
        return Verdict.DIFFERS
    fits, loose = _QUANTITIES[word]
    if fits(n, answered):
        return Verdict.AGREES
    return Verdict.LOOSE if loose(n, answered) else Verdict.DIFFERS


_Test = Callable[[int, int], bool]
_QUANTITIES: dict[str, tuple[_Test, _Test]] = {
    "några": (lambda n, of: n >= 2, lambda n, of: True),
    "flera": (lambda n, of: n >= 3, lambda n, of: True),
    "många": (lambda n, of: 2 * n >= of, lambda n, of: True),
    "de flesta": (lambda n, of: 2 * n > of, lambda n, of: 3 * n >= of),
    "flesta": (lambda n, of: 2 * n > of, lambda n, of: 3 * n >= of),
    "få": (lambda n, of: 3 * n <= of, lambda n, of: 2 * n <= of),
    "enstaka": (lambda n, of: n <= 2, lambda n, of: 3 * n <= of),
    "ett par": (lambda n, of: n in (2, 3), lambda n, of: 3 * n <= of),
}
"""For each word, when it fits (n of those that answered), and when it does so in the main."""
