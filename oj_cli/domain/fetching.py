"""What a fetch gave, or would ask for, område by område."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.importing import Difference
from oj_cli.domain.sources import Waiting

State = Literal["hamtat", "inget_nytt", "vantar", "fel", "att_hamta"]


@immutable
class FetchedArea:
    """What a fetch gave of one område.

    `n` are the results that there are of it now, `new` how many of them are other than what was
    fetched before, `differences` those that had another value.
    """

    area: str = key("omrade")
    name: str = key("namn")
    state: State = key("lage")
    years: tuple[int, ...] = key("ar", default=())
    n: int = key("resultat", default=0)
    new: int = key("nya", default=0)
    differences: tuple[Difference, ...] = key("andringar", default=())
    told: tuple[str, ...] = key("sagt", default=())
    source: str = key("kalla", default="")
    next_command: str = key("nasta", default="")

    JSON: ClassVar[Mapping[str, Taken]] = {"antal_andringar": lambda a: len(a.differences)}


@immutable
class Fetched(Listed):
    """What a fetch gave, how many questions it took, and the områden that no API has.

    `seconds` is about how long it would take, where nothing was asked yet; `of_kommun` whether
    there is a kommun for which something may have changed.
    """

    areas: tuple[FetchedArea, ...] = key("omraden")
    requests: int = key("anrop", default=0)
    seconds: int | None = key("sekunder", default=None)
    by_hand: tuple[Waiting, ...] = key("for_hand", default=())
    of_kommun: bool = False

    SCHEMA: ClassVar = "oj-data-fetch/1"
    COLUMNS: ClassVar = ("omrade", "namn", "lage", "resultat", "nya", "antal_andringar", "kalla")

    def records(self) -> Records:
        """Return a row for each område."""
        return records_of(self.areas, json_of(FetchedArea), self.COLUMNS)
