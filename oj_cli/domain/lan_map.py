"""The map of a län: which needs its kommuner share, over all områden."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, key, records_of
from oj_cli.domain.identification import CLEAR, IndicatorResult
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import AreaHead
from oj_cli.domain.kommun_map import FEWEST_SHARING, OLD, AreaPart, AreaResult
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.swedish import sort_key

Maps = Mapping[str, Sequence[AreaPart]]
"""How each kommun stands in every område, by kommunkod."""


@immutable
class SharedNeed:
    """A theme or an indicator that is clearly weak, or missing, for several kommuner.

    A theme counts for a kommun where at least half of its judged results do. `judged` is how many
    kommuner have a judged result in it, `year` the newest in which it is weak for any.
    """

    kommuner: tuple[Kommun, ...]
    areas: tuple[AreaHead, ...]
    id: str = key("id")
    name: str = key("namn")
    judged: int = key("bedomda")
    year: int = key("ar")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "kommuner": lambda need: [k.name for k in need.kommuner],
        "omraden": lambda need: [head.area for head in need.areas],
    }


@immutable
class OfKommun:
    """One result of one kommun and område."""

    kommun: Kommun
    part: AreaPart
    result: IndicatorResult


@immutable(kw_only=True)
class LanMap(Listed):
    """The kommuner of a län over all områden. What most kommuner share stands first."""

    lan: Lan = key("lan")
    kommuner: tuple[Kommun, ...]
    maps: Maps
    themes: tuple[SharedNeed, ...] = key("teman")
    indicators: tuple[SharedNeed, ...] = key("indikatorer")
    sources: tuple[SourceRecord, ...] = key("kalla")
    year_now: int
    around: Around
    theme_names: Mapping[str, str] = field(default_factory=dict)

    SCHEMA: ClassVar = "oj-karta-lan/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "antal_kommuner": lambda found: len(found.kommuner),
        "nyast": "newest",
    }

    @property
    def newest(self) -> int | None:
        """The newest year of all."""
        return max((of.part.year or 0 for of in self), default=None)

    @property
    def has_old(self) -> bool:
        """Whether some of what is shared is of figures that are old."""
        return any((self.newest or 0) - need.year >= OLD for need in self.themes)

    def __iter__(self) -> Iterator[OfKommun]:
        return results_of(self.kommuner, self.maps)

    def records(self) -> Records:
        """Return one row for each indicator of each kommun and område, with its verdict."""
        taken = {"kommun": "kommun.name", "kod": "kommun.code", **AreaResult.COLUMNS}
        return records_of(self, taken)


def results_of(kommuner: Sequence[Kommun], maps: Maps) -> Iterator[OfKommun]:
    """Yield every result of every kommun."""
    for kommun in kommuner:
        for part in maps[kommun.code]:
            for result in part.results:
                yield OfKommun(kommun, part, result)


def shared_needs(
    results: Sequence[OfKommun], about: Callable[[IndicatorResult], tuple[str, str] | None]
) -> tuple[SharedNeed, ...]:
    """Return what is clearly weak for several kommuner, that of most first, and what is old last.

    `about` gives the (id, name) that a result is counted under, None for nothing.
    """
    judged: dict[tuple[str, str], list[OfKommun]] = {}
    for of in results:
        named = about(of.result)
        if named is not None:
            judged.setdefault(named, []).append(of)
    newest = max((of.part.year or 0 for of in results), default=0)
    needs = []
    for (id, name), here in judged.items():
        n = Counter(of.kommun.code for of in here)
        weak = [of for of in here if of.result.verdict in CLEAR]
        n_weak = Counter(of.kommun.code for of in weak)
        weak = [of for of in weak if 2 * n_weak[of.kommun.code] >= n[of.kommun.code]]
        kommuner = tuple({of.kommun.code: of.kommun for of in weak}.values())
        if len(kommuner) >= FEWEST_SHARING:
            heads = tuple({of.part.head.area: of.part.head for of in weak}.values())
            year = max(of.part.year or 0 for of in weak)
            needs.append(SharedNeed(kommuner, heads, id, name, len(n), year))
    needs.sort(
        key=lambda need: (newest - need.year >= OLD, -len(need.kommuner), sort_key(need.name))
    )
    return tuple(needs)
