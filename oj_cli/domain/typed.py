"""What people type, read: dates, numbers and yes or no, as Swedes write them, and words.

The functions that read without knowing a flag raise ValueError with a sentence for the one who
typed; those that know what flag it stood after, or was answered in place of, raise UsageFault.
"""

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing, near

K = TypeVar("K", bound=str)

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
DATE_EXAMPLE = "Skriv till exempel 2027-03-31."
MOMENT_EXAMPLE = "Skriv 2016, 2016-05 eller 2016-05-01."
NUMBER_EXAMPLE = "Skriv till exempel 12 eller 12,5."
_MOST_DIGITS = 15  # more than a float holds

_FROM_YEAR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:den )?(\d{1,2}):?[ea]? ([a-zåäö]+)\.? (\d{4})", re.ASCII | re.IGNORECASE
)
_MONTH = re.compile(r"([a-zåäö]{3,})\.? (\d{4})|(\d{4})-(\d{2})", re.ASCII | re.IGNORECASE)
_DAY_FIRST = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}", re.ASCII)
_NUMBER = re.compile(r"([+-]?)(\d[\d ]*)(?:[,.](\d+))?", re.ASCII)
_UNITS = re.compile(r" *(?:%|procent|kr|kronor)\.?$", re.IGNORECASE)


def first_day(text: str) -> datetime.date:
    """Return the first day of a year, month or day: of `2016`, `2016-05` or `2016-05-01`.

    Raises ValueError for anything else, and for days that do not exist.
    """
    found = _FROM_YEAR.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text} is no year, month or day")
    year, month, day = found.groups(default="1")
    return datetime.date(int(year), int(month), int(day))


def read_date(text: str) -> datetime.date:
    """Return a date typed as `2027-03-31`, `20270331` or `31 mars 2027`."""
    typed = " ".join(text.split())
    found = _YEAR_FIRST.fullmatch(typed)
    if found:
        return _date(found[1], found[3], found[4], typed)
    found = _TOGETHER.fullmatch(typed)
    if found:
        return _date(found[1], found[2], found[3], typed)
    found = _IN_WORDS.fullmatch(typed)
    if found:
        day, name, year = found.groups()
        months = [
            n for n, m in enumerate(MONTHS, 1) if len(name) > 2 and m.startswith(name.lower())
        ]
        if len(months) == 1:
            return _date(year, str(months[0]), day, typed)
        close = near(name, MONTHS, limit=1)
        raise ValueError(
            f"Det finns ingen månad som heter ”{name}”."
            + (f" Menade du {close[0]}?" if close else f" {DATE_EXAMPLE}")
        )
    if _DAY_FIRST.fullmatch(typed):  # 3/4 may be the third of April or the fourth of March
        raise ValueError(f"Skriv året först, sedan månad och dag. {DATE_EXAMPLE}")
    raise ValueError(f"”{typed}” är inget datum. {DATE_EXAMPLE}")


def read_month(text: str) -> str:
    """Return a month as it is saved, typed as `maj 2016` or `2016-05`."""
    found = _MONTH.fullmatch(" ".join(text.split()))
    names = [
        n for n, m in enumerate(MONTHS, 1) if found and found[1] and m.startswith(found[1].lower())
    ]
    if found is None or (found[1] and len(names) != 1):
        raise ValueError(f"”{text}” är ingen månad. Skriv till exempel maj 2027.")
    year, month = (int(found[2]), names[0]) if found[1] else (int(found[3]), int(found[4]))
    return _date(str(year), str(month), "1", text).isoformat()[:7]


def read_moment(text: str) -> str:
    """Return a year, a month or a day as it is saved: `2016`, `2016-05` or `2016-05-01`."""
    with suppress(ValueError):
        first_day(text)
        return text.strip()
    with suppress(ValueError):
        return read_date(text).isoformat()
    with suppress(ValueError):
        return read_month(text)
    raise ValueError(f"”{text}” är ingen tidpunkt som finns. {MOMENT_EXAMPLE}")


def read_last_day(text: str) -> datetime.date:
    """Return a date, or the last day of a month or a year that was typed."""
    return _span(text)[1]


def read_period(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of what was typed: `februari–juni 2027`, `2027-02-01`."""
    typed = " ".join(text.split())
    try:
        return _span(typed)
    except ValueError as alone:
        ends = re.split(r" till | ?[–—] ?| - |(?<=[a-zåäö])-(?=[a-zåäö])", typed)
        if len(ends) != 2:
            raise alone
        year = re.search(r"\d{4}$", ends[1])
        first = ends[0] if re.search(r"\d{4}", ends[0]) or not year else f"{ends[0]} {year[0]}"
        return _span(first)[0], _span(ends[1])[1]


def _span(text: str) -> tuple[datetime.date, datetime.date]:
    if re.fullmatch(r"\d{4}", text.strip(), re.ASCII):
        return _date(text, "1", "1", text), _date(text, "12", "31", text)
    try:
        day = read_date(text)
    except ValueError as no_date:
        try:
            year, month = (int(part) for part in read_month(text).split("-"))
        except ValueError:
            raise no_date from None
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, 1), datetime.date(year, month, last)
    return day, day


def _date(year: str, month: str, day: str, typed: str) -> datetime.date:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"”{typed}” är inget datum som finns. {DATE_EXAMPLE}") from None


def read_number(text: str) -> int | float:
    """Return a number typed with a decimal comma or point, spaces between thousands, or a unit.

    `1 234,5`, `12.5`, `−3`, `15 000 kr` and `80 %` are read; whole numbers are int.
    """
    typed = " ".join(text.replace("−", "-").replace("–", "-").split())
    found = _NUMBER.fullmatch(_UNITS.sub("", typed))
    if found is None:
        raise ValueError(f"”{typed}” är inget tal. {NUMBER_EXAMPLE}")
    sign, whole, decimals = found.groups()
    whole = whole.replace(" ", "")
    if len(whole) + len(decimals or "") > _MOST_DIGITS:
        raise ValueError(f"Talet har för många siffror. {NUMBER_EXAMPLE}")
    if decimals is None or not decimals.strip("0"):
        return int(sign + whole)
    return float(f"{sign}{whole}.{decimals}")


def read_yes_no(text: str) -> bool:
    """Return True for ja, False for nej; the first letter is enough."""
    typed = fold(text)
    if typed in ("j", "ja"):
        return True
    if typed in ("n", "nej"):
        return False
    raise ValueError("Svara ja eller nej.")


def pick(text: str, words: Mapping[K, str], flag: str) -> K:
    """Return the key that was typed, by key or word in any spelling, or by how one begins."""
    found = meant(text, words)
    if found is not None:
        return found
    raise UsageFault(
        "flags.unknown_word",
        text=text,
        flag=flag,
        near=near(text, [*words, *words.values()], limit=1),
        known=listing(list(words), "eller"),
    )


def meant(text: str, words: Mapping[K, str]) -> K | None:
    """Return the key that was typed, by key or word or by how only one begins; None if none was."""
    wanted = fold(text)
    spelt = {key: (fold(key), fold(word)) for key, word in words.items()}
    for key, both in spelt.items():
        if wanted in both:
            return key
    starts = [k for k, both in spelt.items() if any(w.startswith(wanted) for w in both)]
    return starts[0] if wanted and len(starts) == 1 else None


def split(text: str | None) -> list[str]:
    """Return the parts of a list with commas between; none for None."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def read_past(text: str, flag: str, today: datetime.date) -> str:
    """Return a year, a month or a day that has been, as it is saved."""
    try:
        found = read_moment(text)
    except ValueError as error:
        raise UsageFault("flags.no_date", reason=error, flag=flag) from None
    if first_day(found) > today:
        raise UsageFault("flags.not_yet", date=found, today=today.isoformat(), flag=flag)
    return found


def read_amount(text: str, flag: str) -> float:
    """Return a number as Swedes write it."""
    try:
        return float(read_number(text))
    except ValueError as error:
        raise UsageFault("flags.no_number", reason=error, flag=flag) from None


def refuse_missing(missing: Sequence[tuple[str, str]], example: str) -> None:
    """Refuse that flags are left out: (flag, what it holds) each."""
    if missing:
        flags = listing([f"{flag} ({what})" for flag, what in missing])
        raise UsageFault("flags.missing", flags=flags, example=example)
