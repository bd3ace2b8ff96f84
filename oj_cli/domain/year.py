"""The year with öppna jämförelser: its steps, and the days on which something is to be done."""

import datetime
from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, encode, json_of, key, records_of
from oj_cli.domain.errors import FileFault
from oj_cli.domain.immutable import immutable


@immutable
class YearStep:
    """Something that is done every year: the line to type, and the day that is proposed."""

    id: str = key("id")
    name: str = key("namn")
    what: str = key("vad")
    command: str = key("kommando")
    day: str = key("dag", "Månad-dag, till exempel 06-15")
    needs_plan: bool = key("behover_plan", default=False)


@immutable
class YearSteps:
    """What `arshjul.yaml` holds, in the order of a year."""

    steps: tuple[YearStep, ...] = key("steg")


@immutable
class YearDay:
    """A day of the year, and the line to type then.

    `kind` is the id of a step, or what is due in a `plan`. `is_proposal` tells that nobody has said
    that it is this day.
    """

    day: datetime.date = key("datum")
    kind: str = key("slag")
    name: str = key("namn")
    what: str = key("vad")
    command: str = key("kommando")
    is_proposal: bool = key("forslag", default=False)
    plan: str | None = key("plan", default=None)


@immutable
class Year(Listed):
    """What comes from a day on, the first first: each step once, and a year of the plans.

    `late` is how much is late in the plans, `folder` None where there is no workspace, `unread` the
    faults of plans that could not be read.
    """

    today: datetime.date = key("idag")
    folder: str | None = key("arbetsmapp")
    who: str = key("vem")
    days: tuple[YearDay, ...] = key("dagar")
    late: int = key("forsenat", default=0)
    unread: tuple[FileFault, ...] = ()

    SCHEMA: ClassVar = "oj-arshjul/1"
    JSON: ClassVar[Mapping[str, Taken]] = {"idag": lambda found: encode(found.today)}

    def records(self) -> Records:
        """Return a row for each day; `forslag` is ja or nej."""
        return records_of(self.days, {**json_of(YearDay), "forslag": _whether_proposed})


def _whether_proposed(day: YearDay) -> str:
    return "ja" if day.is_proposal else "nej"
