"""Which kommuner a user selects and in which order, and which analysis, as typed."""

from typing import Literal, NamedTuple

SortBy = Literal["kommun", "svar", "kommungrupp", "invanargrupp", "lan"]
"""What a list of kommuner can be sorted by."""


EVERY = "alla"
"""What stands in the place of an område for all of them."""


class Filters(NamedTuple):
    """The flags that select kommuner; they mean the same in every command."""

    lan: str | None = None
    kommungrupp: str | None = None
    invanargrupp: int | None = None

    def __bool__(self) -> bool:
        return any(x is not None for x in (self.lan, self.kommungrupp, self.invanargrupp))


class Which(NamedTuple):
    """Which analysis is asked for, as typed; of a year that is left out, the newest."""

    kommun: str | None = None
    lan: str | None = None
    area: str | None = None
    year: int | None = None
