"""Whether a claim agrees with what is known of one question."""

from collections.abc import Callable, Sequence
from math import inf
from statistics import median

from oj_cli.analysis.prose.claims import ALL, NONE, QUANTITY_OF, Claim
from oj_cli.analysis.prose.facts import RIKET, Facts, Unit
from oj_cli.domain.answers import Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.prose import Outcome, Tally

Verdict = tuple[Outcome, str] | str
"""The outcome and the id of the rule that was tried; or why it cannot be told."""

_TINY = 1e-9
_HALF = 0.5 + _TINY
_ROOM = 5.0
_CLOSE = 4.5
_HIDDEN_PART = 0.2
_BEHIND = ("lägre", "ovanligare", "sämre", "mindre vanligt", "mindre", "under", "efter")
_TOO_LOOSE = "”{}” är för löst för att prövas"


def fits(claim: Claim, exact: float, step: float = 1.0) -> bool:
    """Return whether an exact figure may be what a claim says, as a figure or as a border.

    `step` is the unit of the last figure written.
    """
    value, room = claim.value, step * _HALF
    wide = 2 * _ROOM if claim.word or (value % 10 == 0 and value > 0) else _ROOM
    near = (_CLOSE if claim.word and "resp" not in claim.word else room) + _TINY
    borders = {
        "mer": (value, inf),
        "minst": (value - room, inf),
        "mindre": (-inf, value),
        "hogst": (-inf, value + room),
        "drygt": (value - room, value + wide),
        "knappt": (value - wide, value + room),
        "ungefar": (value - _ROOM - _TINY, value + _ROOM + _TINY),
    }
    low, high = borders.get(claim.bound, (value - near, value + near))
    return low < exact < high


def judge(
    facts: Facts,
    claim: Claim,
    i: Indicator,
    unit: Unit,
    year: int,
    meant: Answer,
    says_who: Callable[[Tally], bool],
) -> Verdict:
    """Return how a figure or a word of quantity stands to a question's figure or answers.

    `meant` is the answer that it is said of: JA, NEJ or DELVIS. `says_who` tells whether the
    text says how many a share is counted on.
    """
    tally = facts.tally(i.id, year) if i.kind == "ja_nej" and unit.kind == "lan" else None
    if claim.kind == "antal" or (claim.kind == "mangd" and i.kind == "ja_nej"):
        if tally is None or not tally.is_counted:
            return "hur många kommuner det är finns inte i data"
        of = _count if claim.kind == "antal" else _quantity
        return of(claim, tally, meant)
    if claim.kind == "varde" and i.is_percent:
        return "talet är varken procent eller ett antal kommuner"
    exact = facts.figure(i, unit, year)
    if exact is None:
        return f"uppgiften för {unit.name} {year} finns inte i data"
    if meant == Answer.DELVIS:
        return "andelen som svarat delvis prövas inte"
    if meant == Answer.NEJ:
        exact = 100 * tally.n_no / max(tally.n, 1) if tally else 100 - exact
    if claim.kind == "mangd":
        if claim.word in (*ALL, *NONE):
            return _agrees(abs(exact - 100 * (claim.word in ALL)) <= _HALF, "D03")
        return _TOO_LOOSE.format(claim.word)
    if fits(claim, exact, 0.1 if claim.value % 1 and not claim.word else 1.0):
        hides = tally and tally.is_counted and tally.size - tally.n > _HIDDEN_PART * tally.size
        return (
            ("oprecist", "D02") if tally and hides and not says_who(tally) else ("stammer", "D01")
        )
    if tally and tally.size and fits(claim, 100 * tally.n_yes / tally.size):
        return "oprecist", "D02"
    return "fel", "D01"


def _agrees(it_does: bool, rule: str) -> Verdict:
    return ("stammer" if it_does else "fel"), rule


def _count(claim: Claim, t: Tally, meant: Answer) -> Verdict:
    n, is_no = t.of(meant), meant == Answer.NEJ
    right = {n, t.size - t.n_yes, t.n_no + t.n_partly} if is_no else {n}
    if claim.word == "utom":
        right = {t.size - n for n in right} | {t.n - n for n in right}
    value = claim.value
    if claim.of is not None and claim.of not in (t.n, t.size):
        if claim.of > 10 or meant == Answer.DELVIS or not t.n:
            return "fel", "D08"
        return _agrees(abs(100 * value / claim.of - 100 * n / t.n) <= _CLOSE, "D08")
    exact = claim.bound in ("", "drygt", "knappt", "ungefar")
    return _agrees(value in right if exact else any(fits(claim, n) for n in right), "D08")


def _quantity(claim: Claim, t: Tally, meant: Answer) -> Verdict:
    n = t.of(meant)
    if claim.word in NONE:
        return _agrees(n == 0, "D03")
    if claim.word in ALL:
        hides = 0 < n == t.n < t.size
        return ("oprecist", "D02") if hides else _agrees(n == t.size, "D03")
    right, wrong = (test(n, t.n) for test in QUANTITY_OF[claim.word])
    return _agrees(right, "D03") if right or wrong else _TOO_LOOSE.format(claim.word)


def judge_group(claim: Claim, n: int) -> Verdict:
    """Return whether as many kommuner as said have all, or none, of a group of questions."""
    if claim.kind == "antal":
        return _agrees(claim.value == n, "D08")
    is_some = claim.word in ("några", "flera")
    return _agrees(n > 1, "D03") if is_some else _TOO_LOOSE.format(claim.word)


def judge_names(
    facts: Facts, names: Sequence[str], i: Indicator, meant: Answer, only: bool
) -> Verdict:
    """Return whether the kommuner that are named are those that answered so."""
    by = {a: set(facts.said_by(i.id, a)) for a in (Answer.JA, Answer.NEJ, Answer.DELVIS)}
    named = set(names)
    if not named <= set[str]().union(*by.values()):
        return "en kommun som nämns har inte svarat JA, NEJ eller DELVIS"
    right, partly = by[meant], by[Answer.DELVIS]
    if named & partly and meant != Answer.DELVIS:
        return ("oprecist", "D08") if named <= right | partly else ("fel", "D08")
    return _agrees(named <= right and (not only or right <= named), "D08")


def judge_gap(
    facts: Facts, claim: Claim, of: Sequence[Indicator], unit: Unit, turned: bool, degree: str
) -> Verdict:
    """Return whether a unit is as far from riket, on the side, that a claim says.

    `turned` tells that it is riket that is higher or lower; `degree` is `lite`, `mycket` or empty.
    Of several questions, the one in the middle counts, and only the degree can be wrong.
    """
    pairs = [(facts.figure(i, unit, facts.year), facts.figure(i, RIKET, facts.year)) for i in of]
    gaps = [own - other for own, other in pairs if own is not None and other is not None]
    if not gaps or len(gaps) < len(of):
        return "rikets siffra finns inte i data"
    gap = -median(gaps) if turned else median(gaps)
    if abs(gap) < _HALF:
        return "skillnaden är för liten för att säga åt vilket håll den går"
    if (gap < 0) != (claim.word in _BEHIND):
        return ("fel", "D09") if len(of) == 1 else "det gäller flera frågor"
    size = abs(gap)
    if claim.kind == "skillnad":
        rounded = [abs(round(o + 1e-9) - round(r + 1e-9)) for o, r in pairs if o and r is not None]
        return _agrees(abs(size - claim.value) <= _HALF or claim.value in rounded, "D09")
    if (degree == "lite" and size > 2 * _ROOM) or (degree == "mycket" and size < _ROOM):
        return "oprecist", "D09"
    return ("stammer", "D09") if len(of) == 1 else "det gäller flera frågor"
