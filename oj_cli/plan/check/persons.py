"""What may point out a person: group S. A number that is found is never shown again."""

import re
from collections.abc import Iterator

from oj_cli.domain.identity import HIDDEN as HIDDEN
from oj_cli.domain.identity import identity_numbers, mask
from oj_cli.domain.plan_words import bare_number
from oj_cli.plan.check.checked import Checked, Group
from oj_cli.plan.check.rules import Hit
from oj_cli.plan.coach.words import first_kind, kind_of

check = Group()

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_PHONE = re.compile(
    r"(?<![\w./-])(?:\+46[\s-]?|0)\d{1,3}[\s/-]{0,3}\d{2,3}(?:[\s-]?\d{2,3}){1,3}(?![\w/-])"
)
_SHORTEST_PHONE = 8
_NAME = re.compile(r"\b[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)? [A-ZÅÄÖÉ](?:[a-zåäöéü]+|\.)")
_PLACES = re.compile(
    r"kommun|region|län|stad|förvaltning|nämnd|enhet|myndighet|omsorg|assistans|fou\b"
    r"|\b(?:norra|södra|östra|västra|mellersta|inre|yttre|övre|nedre|stora|lilla|gamla|nya"
    r"|upplands)\b",
    re.I,
)
_FEW = re.compile(
    r"(?P<before>[\w-]{1,20} )?(?<!\d[.,])\b(?P<count>[1-9]|ett|en|två|tre|fyra)\s+"
    r"(?!\S+(?:\s+\S+)?\s+per\s+\d)"  # a rate is no count
    r"(?P<one>[a-zåäö]{1,40})(?:\s+(?P<other>[a-zåäö]{1,40}))?",
    re.I,
)
_SO_MANY = re.compile(  # of whom stands before, if anywhere: `I dag är det 2.`
    r"\b(?:(?:är|var|finns|fanns|blev|gäller|rör) det|det (?:är|var|gäller|rör)|de (?:är|var|blev))"
    r"(?: om| bara| endast)? (?P<count>[2-9]|två|tre|fyra)(?=\s*(?:$|[.;,!?)](?!\d)))",
    re.I,
)
_NUMBERS = {"ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4}
_ONLY = ("varav", "bara", "endast")
_NOT_A_COUNT = re.compile(
    r"\b(?:minst|högst|till|från|av|än|under|över|inom|efter|var|per|steg|år|mål|nivå) $", re.I
)
_PERSONS = re.compile(r"person|brukare|barn|ungdom|klient|deltagare|individ|boende", re.I)


@check("S01")
def _identity(plan: Checked) -> Iterator[Hit]:
    # Comments in the file are searched too, and texts that are broken over lines
    found: set[str] = set()
    for number, line in enumerate(plan.text_lines, 1):
        for one in identity_numbers(line):
            found.add(one.digits)
            yield Hit("samordning" if one.is_coordination else "person", line=number)
    for where, text in plan.texts:
        for one in identity_numbers(text):
            if one.digits not in found:
                yield Hit("samordning" if one.is_coordination else "person", where)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@check("S02")
def _contact(plan: Checked) -> Iterator[Hit]:
    for number, line in enumerate(plan.text_lines, 1):
        if _MAIL.search(line):
            yield Hit("epost", line=number)
        phones = (m[0] for m in _PHONE.finditer(_MAIL.sub(" ", mask(line))))
        if any(len(_digits(phone)) >= _SHORTEST_PHONE for phone in phones):
            yield Hit("telefon", line=number)
    for where, text in plan.owners():
        if _is_name(text):
            yield Hit("namn", where)


def _is_name(text: str) -> bool:
    """Tell whether a text holds a first name and a surname, as far as the letters show."""
    for match in _NAME.finditer(text):
        words = re.findall(r"[^\W\d_]+", match[0])
        if _PLACES.search(match[0]) or any(kind_of(w.lower()) for w in words):
            continue
        return True
    return False


@check("S03")
def _small_groups(plan: Checked) -> Iterator[Hit]:
    most = plan.words.limits.persons
    for where, text in plan.texts:
        if where[:1] == ("mal",) and where[-1] in ("mal", "vad"):
            continue  # what is aimed at or planned, not what there is
        few = next((f for m in _FEW.finditer(text) if (f := _few_persons(m, most))), None)
        few = few or _bare_count(text, most)
        if few is not None:
            yield Hit("text", where, {"text": few}, quote=text)
    for where, goal in plan.goals():
        in_persons = _PERSONS.search(goal.unit or "") is not None
        for n, outcome in enumerate(goal.outcomes):
            at = (*where, "utfall", n)
            if in_persons and outcome.value is not None and 1 <= outcome.value <= most:
                values = {"varde": bare_number(outcome.value), "hogst": most}
                yield Hit("varde", (*at, "varde"), values)
            if outcome.n is not None and 1 <= outcome.n <= most:
                yield Hit("n", (*at, "n"), {"n": outcome.n})


def _count(word: str) -> int:
    return _NUMBERS.get(word.lower()) or int(word)


def _bare_count(text: str, most: int) -> str | None:
    """Return a few of whom the text says nothing else, or has said that they are users."""
    found = _SO_MANY.search(text)
    if found is None or _count(found["count"]) > most:
        return None
    kind, _ = first_kind(tuple(re.findall(r"[^\W\d_]+", text[: found.start()].lower())))
    return found[0] if kind in ("brukare", "") else None


def _few_persons(match: re.Match[str], most: int) -> str | None:
    """Return a count of persons in words, None if it is none. `ett barn` alone is any child."""
    before, word = (match["before"] or "").lower(), match["count"].lower()
    count = _count(word)
    if count > most or _NOT_A_COUNT.search(before):
        return None
    if word in ("ett", "en") and before.strip() not in _ONLY:
        return None
    if kind_of(match["one"].lower()) == "brukare":
        return f"{match['count']} {match['one']}"
    if match["other"] and kind_of(match["other"].lower()) == "brukare":
        return f"{match['count']} {match['one']} {match['other']}"
    return None
