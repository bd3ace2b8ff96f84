"""The map: how a kommun stands in every område, and what several of them share."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import ClassVar, TypeVar

from oj_cli.domain.encoding import Listed, Records, Taken, encode, key, records_of
from oj_cli.domain.identification import (
    CLEAR,
    JUDGED,
    STRONG,
    WEAK,
    IndicatorResult,
    Verdict,
)
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import AreaHead, Theme
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.swedish import listing
from oj_cli.domain.wording import WHOLE

FEWEST_SHARING = 2
OLD = 4
"""Years: figures so much older than the newest are old."""

T = TypeVar("T")


@immutable
class AreaPart:
    """An område for the kommun, in the newest year of some of its surveys, with their results.

    `year` is None where the kommun has nothing there; `newest` is then the newest year that other
    kommuner have, None if nobody has anything. `notes` are what should be checked first. `can_tell`
    is whether any survey of it can tell a kommun apart, `sources` the ids of where it is from.
    """

    head: AreaHead
    year: int | None = key("ar")
    results: tuple[IndicatorResult, ...] = key("resultat", default=())
    notes: tuple[str, ...] = key("att_stamma_av", default=())
    newest: int | None = key("nyast_hos_andra", default=None)
    can_tell: bool = key("skiljer", default=True)
    sources: tuple[str, ...] = key("kallor", default=())

    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "head.area",
        "namn": "head.name",
        "hor_till": "head.belongs_to",
        "antal": lambda part: {v.value: n for v in Verdict if (n := part.n(v))},
    }

    def n(self, *verdicts: Verdict) -> int:
        """Return how many results have these verdicts."""
        return sum(r.verdict in verdicts for r in self.results)

    def of_theme(self, theme: str) -> tuple[IndicatorResult, ...]:
        """Return the judged results of a theme."""
        return tuple(r for r in self.results if r.indicator.theme == theme and r.verdict in JUDGED)

    @property
    def n_checks(self) -> int:
        """How many results should be checked first."""
        return sum(bool(r.checks) or r.verdict == Verdict.KONTROLLERA for r in self.results)


@immutable
class AreaResult:
    """One result of one område."""

    part: AreaPart
    result: IndicatorResult

    COLUMNS: ClassVar[dict[str, Taken]] = {
        "omrade": "part.head.area",
        "ar": "part.year",
        "indikator": "result.indicator.id",
        "namn": "result.indicator.name",
        "bedomning": "result.verdict.value",
        "tema": "result.indicator.theme",
        "svar": "result.answer",
        "varde": "result.value",
        "skillnad": "result.difference",
        "skal": lambda row: " ".join(r.text for r in (*row.result.reasons, *row.result.checks)),
    }
    JSON: ClassVar[Mapping[str, Taken]] = dict(list(COLUMNS.items())[:5])

    @property
    def name(self) -> str:
        """The indicator as `omrade/id`."""
        return f"{self.part.head.area}/{self.result.indicator.id}"


@immutable
class SharedTheme:
    """A theme in which something is clearly weak or missing in several områden.

    Each place is (område, how many are weak, how many are strong, how many are judged).
    """

    theme: Theme
    places: tuple[tuple[AreaHead, int, int, int], ...]

    JSON: ClassVar[Mapping[str, Taken]] = {
        "tema": "theme.id",
        "namn": "theme.name",
        "omraden": lambda shared: [
            {"omrade": head.area, "tydliga": weak, "starka": strong, "av": n}
            for head, weak, strong, n in shared.places
        ],
    }


@immutable(kw_only=True)
class KommunMap(Listed):
    """A kommun over all områden, or over those that belong together.

    `clear` is what is clearly weak or missing, the most important first. `year_now` is today's.
    """

    kommun: Kommun
    lan: Lan
    parts: tuple[AreaPart, ...] = key("omraden")
    shared: tuple[SharedTheme, ...] = key("gemensamt")
    clear: tuple[AreaResult, ...] = key("tydligast")
    sources: tuple[SourceRecord, ...] = key("kalla")
    year_now: int
    around: Around
    theme_names: Mapping[str, str] = field(default_factory=dict)

    SCHEMA: ClassVar = "oj-karta/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "kommun": lambda found: {**encode(found.kommun), "lan": found.lan.name},
        "nyast": "newest",
    }

    @cached_property
    def known(self) -> tuple[AreaPart, ...]:
        """The områden in which the kommun has something."""
        return tuple(part for part in self.parts if part.year is not None)

    @property
    def newest(self) -> int | None:
        """The newest year of all."""
        return max((part.year or 0 for part in self.known), default=None)

    @property
    def of_what(self) -> str:
        """What it is over: the whole, or the områden that belong together."""
        shorts = dict.fromkeys(part.head.short for part in self.known)
        belong = {part.head.belongs_to or part.head.area for part in self.parts}
        return WHOLE if len(belong) > 1 else listing(list(shorts))

    @property
    def n_judged(self) -> int:
        """How many indicators are judged in all."""
        return sum(part.n(*JUDGED) for part in self.known)

    @cached_property
    def by_name(self) -> dict[str, AreaResult]:
        """Every result by `omrade/id`."""
        rows = (AreaResult(part, r) for part in self.known for r in part.results)
        return {of.name: of for of in rows}

    def of(self, *verdicts: Verdict) -> tuple[IndicatorResult, ...]:
        """Return the results with these verdicts, område by område."""
        return tuple(r for part in self.known for r in part.results if r.verdict in verdicts)

    @cached_property
    def weak(self) -> tuple[str, ...]:
        """What a theme brings along when it is chosen, by `omrade/id`, the most important first.

        That is what is clear; of a theme in which nothing is, what may be weak.
        """
        themes = {of.result.indicator.theme for of in self.clear}
        others = [of for of in self.by_name.values() if of.result.indicator.theme not in themes]
        doubtful = [of.name for v in WEAK for of in others if of.result.verdict == v]
        return (*(of.name for of in self.clear), *doubtful)

    @property
    def leading(self) -> tuple[str, ...]:
        """The themes that stand first: those that several områden share."""
        return tuple(shared.theme.id for shared in self.shared)

    def records(self) -> Records:
        """Return one row for each indicator of each område, with its verdict."""
        return records_of(self.by_name.values(), AreaResult.COLUMNS)


def by_area(parts: Iterable[AreaPart]) -> dict[str, list[AreaPart]]:
    """Return parts by their område, those that belong together beside each other."""
    found: dict[str, list[AreaPart]] = {}
    for part in sorted(parts, key=lambda p: p.head.belongs_to or p.head.area):
        found.setdefault(part.head.area, []).append(part)
    return found


def shared_themes(parts: Sequence[AreaPart], themes: tuple[Theme, ...]) -> tuple[SharedTheme, ...]:
    """Return the themes that are clearly weak in several områden, those of most of them first."""
    found = []
    by_area = {head: [p for p in parts if p.head == head] for head in [p.head for p in parts]}
    for theme in themes:
        places = []
        for head, of_area in by_area.items():
            of_theme = [r for part in of_area for r in part.of_theme(theme.id)]
            weak = sum(r.verdict in CLEAR for r in of_theme)
            strong = sum(r.verdict in STRONG for r in of_theme)
            if weak or strong:
                places.append((head, weak, strong, len(of_theme)))
        if sum(weak > 0 for _, weak, _, _ in places) >= FEWEST_SHARING:
            places.sort(key=lambda place: -place[1])
            found.append(SharedTheme(theme, tuple(places)))
    found.sort(key=lambda s: -sum(weak > 0 for _, weak, _, _ in s.places))
    return tuple(found)


def in_turn(items: Iterable[T], area: Callable[[T], str]) -> list[T]:
    """Return items in their order, but the first of each område before the second of any."""
    seen: Counter[str] = Counter()
    turns = []
    for n, item in enumerate(items):
        seen[area(item)] += 1
        turns.append((seen[area(item)], n, item))
    return [item for *_, item in sorted(turns, key=lambda turn: turn[:2])]
