"""What the sentence of a goal says of its measure: from what, to what, in what unit, and when.

`Minst 32 av 36 är aldrig rädda, senast 2027-12-31. I dag 27.` is read as from 27 to 32 of 36.
What is not said, or can be read in two ways, is None: it is asked for.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from oj_cli.domain.plan import Aim
from oj_cli.domain.plan_words import bare_number
from oj_cli.domain.typed import MONTHS

_NUMBER = r"(?<![\d,.–-])(\d{1,12}(?:[ \u00a0]\d{3}){0,4}(?:,\d{1,9})?)(?![\d–-]|,\d)"
_OF = r"(?: av (\d{1,9}))?"
_PERCENT = r"( ?(?:procent\b(?!enhet)|%))?"
_UNITS = "dagar|dygn|veckor|månader|timmar|minuter|poäng|kronor|kr"
_UNIT = rf"(?: ({_UNITS}|personer|ärenden))?"
_COUNTED = re.compile(rf"\bantal(?:et)? ([a-zåäö]+)|\b(?<!\d )({_UNITS})\b", re.I)
_AMOUNT = rf"{_NUMBER}{_OF}{_PERCENT}{_UNIT}"
_LIMIT = r"(?:minst|högst|över|under|(?:fler|färre|mer|mindre) än)"
_BEFORE = re.compile(
    rf"\bfrån {_AMOUNT}|\b(?:utgångsläge\w*|jämfört med|nu|i ?dag)\b(?: (?:är|ligger|svarar))?"
    rf"(?: (?:det|vi|värdet|på))*:? {_AMOUNT}(?: (?:år |under )?(?:19|20)\d\d\b)?",
    re.I,
)
_TARGETS = (
    re.compile(rf"\btill (?:{_LIMIT} )?{_AMOUNT}", re.I),
    re.compile(rf"\b{_LIMIT} {_NUMBER} av (\d{{1,9}}){_PERCENT}{_UNIT}", re.I),
    re.compile(rf"{_NUMBER} av (\d{{1,9}}){_PERCENT}{_UNIT}", re.I),
    re.compile(rf"\b(?:{_LIMIT} )?{_NUMBER}()( ?(?:procent\b(?!enhet)|%)){_UNIT}", re.I),
    re.compile(rf"\b{_LIMIT} {_AMOUNT}", re.I),
)
"""Ways in which a target is said, the most certain first."""
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_MONTH_NAMES = "|".join(MONTHS)
_IN_WORDS = re.compile(rf"\b(?:(\d{{1,2}}) )?({_MONTH_NAMES}|våren|hösten) (\d{{4}})\b", re.I)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b(?!-\d)")
_DOWN = re.compile(r"\b(?:minska\w*|sänk\w+|kortare|färre|högst|mindre än|under \d)", re.I)
_SHARES = (10, 100)
_SEASONS = {"våren": 6, "hösten": 12}


@dataclass(frozen=True)
class GoalSaid:
    """A goal's measure as its sentence has it. Of a share `target` and `baseline` are percent.

    `by` is the last of the days that are meant, `since` the first: of a year, its first day.
    """

    target: float | None = None
    baseline: float | None = None
    n: int | None = None
    unit: str | None = None
    aim: Aim | None = None
    by: datetime.date | None = None
    since: datetime.date | None = None


def read_goal(text: str) -> GoalSaid:
    """Return what the sentence of a goal says of its measure."""
    before = _BEFORE.search(text)
    ahead = _BEFORE.sub(" ", text)
    by, since = max(_days(ahead), default=(None, None))
    rest = _YEAR.sub(" ", _IN_WORDS.sub(" ", _DAY.sub(" ", ahead)))
    after = _target(rest)
    if after is None:
        return GoalSaid(by=by, since=since)
    value, of, percent, unit = after
    start, start_of, start_percent, _ = _parts(before) if before else (None, None, None, None)
    if before and _YEAR.fullmatch(before[1] or before[5]):
        start = None  # compared with a year
    is_share = bool(percent or start_percent) or of in _SHARES
    if of in _SHARES:
        value = 100 * value / of
        if start is not None and (start_of or (of if start <= of else None)):
            start = 100 * start / (start_of or of)
    elif of and is_share:
        value = 100 * value / of
    elif of and start is not None and start_of not in (None, of):
        start = None  # of another number of persons: no baseline of this count
    n = of if of and of not in _SHARES else None
    if not is_share and unit is None:
        unit = "antal" if of or re.search(r"\bantal", text, re.I) else None
    return GoalSaid(
        value,
        start,
        n,
        "procent" if is_share else "antal" if unit in ("personer", "ärenden") else unit,
        _aim(rest, value, start),
        by,
        since,
    )


def unit_of(text: str) -> str | None:
    """Return the unit that the words of a measure count in, None where they do not say."""
    if re.search(r"\bandel|\bprocent|%", text, re.I):
        return "procent"
    found = _COUNTED.search(text)
    word = (found[1] or found[2]).lower() if found else None
    return "antal" if word and word not in _UNITS.split("|") else word


def _aim(text: str, value: float, start: float | None) -> Aim:
    if start is not None and start != value:
        return "oka" if value > start else "minska"
    return "minska" if _DOWN.search(text) else "oka"


Amount = tuple[float, int | None, str | None, str | None]


def _target(text: str) -> Amount | None:
    """Return the amount that a sentence aims at, None where it names none, or several alike."""
    for pattern in _TARGETS:
        found = {_parts(m) for m in pattern.finditer(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _parts(found: re.Match[str]) -> Amount:
    groups = found.groups()
    number, of, percent, unit = groups[-4:] if groups[-4] is not None else groups[:4]
    value = float(re.sub(r"[ \u00a0]", "", number).replace(",", "."))
    return value, int(of) if of else None, percent, unit.lower() if unit else None


Days = tuple[datetime.date, datetime.date]


def _days(text: str) -> Iterator[Days]:
    """Give the last and the first day of each time that is named."""
    for year, month, day in _DAY.findall(text):
        yield from _span((int(year), int(month), int(day)), (int(year), int(month), int(day)))
    for day, name, year in _IN_WORDS.findall(_DAY.sub(" ", text)):
        season = _SEASONS.get(name.lower())
        month = season or MONTHS.index(name.lower()) + 1
        last = int(day or calendar.monthrange(int(year), month)[1])
        first = month - 5 if season else month
        yield from _span((int(year), first, int(day or 1)), (int(year), month, last))
    for year in _YEAR.findall(_IN_WORDS.sub(" ", _DAY.sub(" ", text))):
        yield from _span((int(year), 1, 1), (int(year), 12, 31))


def _span(first: tuple[int, int, int], last: tuple[int, int, int]) -> Iterator[Days]:
    try:
        yield datetime.date(*last), datetime.date(*first)
    except ValueError:
        return


def with_day(text: str, old: datetime.date, new: datetime.date) -> str:
    """Return a goal's sentence with its last day moved, said in the way that it was."""
    before, after = (f"{d.day} {MONTHS[d.month - 1]} {d.year}" for d in (old, new))
    text = text.replace(old.isoformat(), new.isoformat()).replace(before, after)
    is_last = max(_days(_BEFORE.sub(" ", text)), default=(None,))[0] == old
    is_same_day = (old.month, old.day) == (new.month, new.day)
    if not (is_last and is_same_day) or text.count(str(old.year)) != 1:
        return text
    return text.replace(str(old.year), str(new.year))


def with_baseline(text: str, old: float, new: float) -> str:
    """Return a goal's sentence with its baseline's number as the new, where it is a plain one."""
    found = _BEFORE.search(text)
    if found is None or _parts(found)[:2] != (old, None):
        return text
    at = 1 if found[1] else 5
    return text[: found.start(at)] + bare_number(new) + text[found.end(at) :]
