"""Whether a claim agrees with what is known of one question."""

from collections.abc import Callable, Sequence
from statistics import median

from oj_cli.analysis.prose.claims import Claim
from oj_cli.analysis.prose.facts import RIKET, Facts, Unit
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.prose import Outcome, Tally

Verdict = tuple[Outcome, str] | str
"""The outcome and the id of the rule that was tried; or why it cannot be told."""

_HALF = 0.5 + 1e-9
_ROOM = 5.0
_CLOSE = 4.5
_HIDDEN_PART = 0.2
_BEHIND = ("lägre", "ovanligare", "sämre", "mindre vanligt", "mindre", "under", "efter")
_Test = Callable[[float, float], bool]
_QUANTITIES: dict[str, tuple[_Test, _Test]] = {
    "några": (lambda n, of: n >= 2, lambda n, of: n < 2),
    "flera": (lambda n, of: n >= 3, lambda n, of: n < 2),
    "många": (lambda n, of: 2 * n >= of, lambda n, of: 4 * n < of),
    "de flesta": (lambda n, of: 2 * n > of, lambda n, of: 2 * n < 0.9 * of),
    "få": (lambda n, of: 0 < n <= of / 3, lambda n, of: n == 0 or 2 * n >= of),
    "enstaka": (lambda n, of: 0 < n <= 2, lambda n, of: n == 0 or 3 * n >= of),
    "ett par": (lambda n, of: n in (2, 3), lambda n, of: n < 2 or 3 * n >= of),
    "nästan alla": (lambda n, of: 0.8 * of <= n < of, lambda n, of: n < 0.7 * of),
    "inte alla": (lambda n, of: 0 < n < of, lambda n, of: n in (0, of)),
}
"""For each word, when it fits n of those that answered, and when it is wrong; else too vague."""

_SAME = {
    "nära nog alla": "nästan alla",
    "så gott som alla": "nästan alla",
    "flertalet": "de flesta",
    "merparten": "de flesta",
    "en majoritet": "de flesta",
    "majoriteten": "de flesta",
    "ett fåtal": "få",
}


def fits(claim: Claim, exact: float, step: float = 1.0) -> bool:
    """Return whether an exact figure may be what a claim says, as a figure or as a border.

    `step` is the unit of the last figure written.
    """
    value, room = claim.value, step * _HALF
    wide = 2 * _ROOM if claim.word or (value % 10 == 0 and value > 0) else _ROOM
    match claim.bound:
        case "mer":
            return exact > value
        case "minst":
            return exact > value - room
        case "mindre":
            return exact < value
        case "hogst":
            return exact < value + room
        case "drygt":
            return value - room <= exact < value + wide
        case "knappt":
            return value - wide < exact <= value + room
        case "ungefar":
            return abs(exact - value) <= _ROOM
    return abs(exact - value) <= (_CLOSE if claim.word and "resp" not in claim.word else room)


def judge(
    facts: Facts,
    claim: Claim,
    i: Indicator,
    unit: Unit,
    year: int,
    negated: bool,
    partly: bool,
    says_who: Callable[[Tally], bool],
) -> Verdict:
    """Return how a figure or a word of quantity stands to a question's figure or answers.

    `says_who` tells whether the text says how many a share is counted on.
    """
    tally = facts.tally(i.id, year) if i.kind == "ja_nej" and unit.kind == "lan" else None
    if claim.kind == "antal" or (claim.kind == "mangd" and i.kind == "ja_nej"):
        if tally is None or not tally.is_counted:
            return "hur många kommuner det är finns inte i data"
        return (
            _count(claim, tally, negated, partly)
            if claim.kind == "antal"
            else (_quantity(claim, tally, negated, partly))
        )
    if claim.kind == "varde" and i.is_percent:
        return "talet är varken procent eller ett antal kommuner"
    exact = facts.figure(i, unit, year)
    if exact is None:
        return f"uppgiften för {unit.name} {year} finns inte i data"
    if partly:
        return "andelen som svarat delvis prövas inte"
    if negated and tally:
        exact = 100 * tally.n_no / tally.n if tally.n else 0
    elif negated:
        exact = 100 - exact
    if claim.kind == "mangd":
        return _share_in_words(claim, exact)
    if fits(claim, exact, _step(claim)):
        hides = tally is not None and _hides(tally) and not says_who(tally)
        return ("oprecist", "D02") if hides else ("stammer", "D01")
    if tally and tally.size and fits(claim, 100 * tally.n_yes / tally.size):
        return "oprecist", "D02"
    return "fel", "D01"


def _step(claim: Claim) -> float:
    return 0.1 if claim.value % 1 and not claim.word else 1.0


def _hides(tally: Tally) -> bool:
    """Return whether many of the kommuner are not in the share."""
    return tally.is_counted and tally.size - tally.n > _HIDDEN_PART * tally.size


def _count(claim: Claim, t: Tally, negated: bool, partly: bool) -> Verdict:
    lack = {t.n_no, t.size - t.n_yes, t.n_no + t.n_partly}
    right = {t.n_partly} if partly else lack if negated else {t.n_yes}
    if claim.word == "utom":
        right = {t.size - n for n in right} | {t.n - n for n in right}
    value = claim.value
    if claim.of is not None and claim.of not in (t.n, t.size):
        if claim.of > 10 or partly or not t.n:
            return "fel", "D08"
        share = 100 * (t.n_no if negated else t.n_yes) / t.n
        return ("stammer" if abs(100 * value / claim.of - share) <= _CLOSE else "fel"), "D08"
    exact = claim.bound in ("", "drygt", "knappt", "ungefar")
    agrees = value in right if exact else any(fits(claim, n) for n in right)
    return ("stammer" if agrees else "fel"), "D08"


def _quantity(claim: Claim, t: Tally, negated: bool, partly: bool) -> Verdict:
    word = _SAME.get(claim.word, claim.word)
    if word in ("ingen", "inga", "inte en enda"):
        n = t.n_partly if partly else t.n_no if negated else t.n_yes
        return ("stammer" if n == 0 else "fel"), "D03"
    n = t.n_partly if partly else t.n_no if negated else t.n_yes
    if word in ("alla", "samtliga", "varje"):
        if n == t.size:
            return "stammer", "D03"
        return ("oprecist", "D02") if n == t.n > 0 else ("fel", "D03")
    right, wrong = _QUANTITIES[word]
    if right(n, t.n):
        return "stammer", "D03"
    return ("fel", "D03") if wrong(n, t.n) else f"”{claim.word}” är för löst för att prövas"


def _share_in_words(claim: Claim, exact: float) -> Verdict:
    if claim.word in ("alla", "samtliga", "varje", "ingen", "inga", "inte en enda"):
        wanted = 100 if claim.word in ("alla", "samtliga", "varje") else 0
        return ("stammer" if abs(exact - wanted) <= _HALF else "fel"), "D03"
    return f"”{claim.word}” är för löst för att prövas"


def judge_names(
    facts: Facts, names: Sequence[str], i: Indicator, negated: bool, partly: bool, only: bool
) -> Verdict:
    """Return whether the kommuner that are named are those that answered so."""
    yes, no = set(facts.said_by(i.id, "JA")), set(facts.said_by(i.id, "NEJ"))
    part = set(facts.said_by(i.id, "DELVIS"))
    named = set(names)
    if not named <= yes | no | part:
        return "en kommun som nämns har inte svarat JA, NEJ eller DELVIS"
    meant, other = (part, yes | no) if partly else (no, yes) if negated else (yes, no)
    if named & part and not partly:
        return ("oprecist", "D08") if not named & other else ("fel", "D08")
    wrong = not named <= meant or (only and not meant <= named)
    return ("fel" if wrong else "stammer"), "D08"


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
    is_behind = claim.word in _BEHIND
    if abs(gap) < _HALF:
        return "skillnaden är för liten för att säga åt vilket håll den går"
    if (gap < 0) != is_behind:
        return ("fel", "D09") if len(of) == 1 else "det gäller flera frågor"
    size = abs(gap)
    if claim.kind == "skillnad":
        rounded = [abs(round(o + 1e-9) - round(r + 1e-9)) for o, r in pairs if o and r is not None]
        return (
            ("stammer", "D09")
            if abs(size - claim.value) <= _HALF or claim.value in rounded
            else ("fel", "D09")
        )
    if (degree == "lite" and size > 2 * _ROOM) or (degree == "mycket" and size < _ROOM):
        return "oprecist", "D09"
    return ("stammer", "D09") if len(of) == 1 else "det gäller flera frågor"
