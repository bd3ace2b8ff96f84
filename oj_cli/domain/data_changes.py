"""What the newest figures changed for a kommun, and what of its own work rests on that."""

from collections.abc import Mapping
from typing import ClassVar, Literal, get_args

from oj_cli.domain.chosen import Difference
from oj_cli.domain.encoding import Listed, Records, Taken, encode, json_of, key, pick, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import AreaHead, Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.trend import Point, Shift

ChangeKind = Literal[
    "blev_nej", "tydligt_samre", "stort_fall", "tydligt_battre", "blev_ja", "blev_delvis",
    "borta", "ny", "upphord", "andrad_i_efterhand",
]  # fmt: skip
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""In the order in which they are told."""

_ABOUT: Mapping[str, Taken] = {
    "omrade": "head.area",
    "indikator": "indicator.id",
    "namn": "indicator.name",
}


@immutable
class DataChange:
    """One indicator that changed, from what to what, and `why` in words.

    A point is None where there was none, and says nothing where there is none now; what was
    revised afterwards has the same year twice.
    """

    head: AreaHead
    indicator: Indicator
    before: Point | None
    after: Point
    kind: ChangeKind = key("slag")
    why: str = key("skal", default="")

    JSON: ClassVar[Mapping[str, Taken]] = {
        **_ABOUT,
        "fran_ar": "before.year",
        "fran": "before.said",
        "till_ar": "after.year",
        "till": "after.said",
        "andring": lambda c: c.before and Shift(c.before, c.after).points,
    }
    COLUMNS: ClassVar = ("slag", *JSON, "skal")

    @property
    def id(self) -> str:
        """The indicator as plans name it: `omrade/indikator`."""
        return f"{self.head.area}/{self.indicator.id}"


@immutable
class AreaCount:
    """How many judged indicators of an område have a comparable year before `year`.

    `uncertain` have moved, but may have done so by chance, or nobody can tell; `same` stand still.
    """

    head: AreaHead
    year: int = key("ar")
    compared: int = key("jamforda")
    uncertain: int = key("osakra")
    same: int = key("lika")

    JSON: ClassVar[Mapping[str, Taken]] = {"omrade": "head.area", "namn": "head.name"}


@immutable
class Resting:
    """An indicator that an own analysis or plan (`path`) rests on, and that changed.

    `goal` is a plan's goal, None in an analysis. `differences` are the figures that it holds and
    that are others now, `news` what the newest year changed. `is_baseline` is whether the goal's
    baseline is the very value that was changed.
    """

    head: AreaHead
    indicator: Indicator
    differences: tuple[Difference, ...]
    news: tuple[DataChange, ...]
    path: str = key("fil")
    goal: str | None = key("mal", default=None)
    is_baseline: bool = key("ar_utgangslage", default=False)

    JSON: ClassVar[Mapping[str, Taken]] = {
        **_ABOUT,
        "skillnader": pick("differences", vad="field", da="then", nu="now"),
        "slag": lambda found: [c.kind for c in found.news],
    }


@immutable
class DataChanges(Listed):
    """What changed for a kommun, in the order of `KINDS`, and what of its own rests on it."""

    kommun: Kommun
    around: Around
    areas: tuple[AreaCount, ...] = key("omraden")
    changes: tuple[DataChange, ...] = key("andringar")
    resting: tuple[Resting, ...] = key("vilar_pa")
    sources: tuple[SourceRecord, ...] = key("kalla")

    SCHEMA: ClassVar = "oj-data-andringar/1"
    JSON: ClassVar[Mapping[str, Taken]] = {"kommun": lambda found: encode(found.kommun)}

    def of(self, *kinds: ChangeKind) -> tuple[DataChange, ...]:
        """Return the changes of some kinds."""
        return tuple(c for c in self.changes if c.kind in kinds)

    def records(self) -> Records:
        """Return a row for each change."""
        return records_of(self.changes, json_of(DataChange), DataChange.COLUMNS)
