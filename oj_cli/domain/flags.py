"""What stands after a flag, read; or what was answered in its place. All raise UsageFault."""

import datetime
from collections.abc import Mapping, Sequence
from typing import TypeVar

from oj_cli.domain.analysis import first_day
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.domain.typed import read_date, read_number

K = TypeVar("K", bound=str)


def pick(text: str, words: Mapping[K, str], flag: str) -> K:
    """Return the key that was typed, by key or word in any spelling, or by how one begins."""
    wanted = fold(text)
    for key, word in words.items():
        if wanted in (fold(key), fold(word)):
            return key
    starts = [
        key
        for key, word in words.items()
        if wanted and (fold(word).startswith(wanted) or fold(key).startswith(wanted))
    ]
    if len(starts) == 1:
        return starts[0]
    raise UsageFault(
        "flags.unknown_word",
        text=text,
        flag=flag,
        near=near(text, [*words, *words.values()], limit=1),
        known=listing(list(words), "eller"),
    )


def split(text: str | None) -> list[str]:
    """Return the parts of a list with commas between; none for None."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def read_past(text: str, flag: str, today: datetime.date) -> str:
    """Return a year, a month or a day that has been, as it is saved."""
    try:
        found = text.strip()
        first_day(found)
    except ValueError:
        try:
            found = read_date(text).isoformat()
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
