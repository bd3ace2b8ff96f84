"""What step 3 finds: years beside each other, what changed, and what may explain it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal

from oj_cli.domain.chance import Uncertainty
from oj_cli.domain.encoding import (
    Listed,
    Records,
    Taken,
    json_of,
    key,
    pick,
    row,
)
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Break, Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import Around, SourceRecord

if TYPE_CHECKING:  # without an analysis there are none
    from oj_cli.domain.analysis import Event, TrendNote

Measure = Literal["svar", "varde", "andel", "median", "redovisat"]
"""What the points of a series are: a kommun's answers or values, percent JA of a group,
the median of its kommuner, or the value that the publisher prints for it."""

Origin = Literal["svar", "publicerad", "beraknad"]
"""Where a point comes from: the kommun itself, the publisher, or computed here."""


@immutable
class Place:
    """A kommun's place among all that have a value, 1 the best.

    `shared_with` others have the same value.
    """

    rank: int = key("plats")
    of: int = key("av")
    shared_with: int = key("delad_med")


@immutable
class Point:
    """One year of a series.

    `figure` is percent JA, or a value or median in the indicator's unit; None for a
    kommun's answer, which stands in `answer`. `q1` and `q3` are a median's quartiles.
    A point that does not count (`counts`) is shown, with `why_not`, and never joined.
    `uncertainty` is that of a kommun's value.
    """

    year: int = key("ar")
    figure: float | None = key("varde", default=None)
    answer: str | None = key("svar", default=None)
    q1: float | None = key("kvartil_1", default=None)
    q3: float | None = key("kvartil_3", default=None)
    n_yes: int | None = key("n_ja", default=None)
    n: int | None = key("n_svar", default=None)
    n_ea: int | None = key("n_ea", default=None)
    n_missing: int | None = key("n_bortfall", default=None)
    origin: Origin = key("kalla", default="svar")
    counts: bool = key("raknas", default=True)
    why_not: str | None = key("varfor_inte", default=None)
    place: Place | None = key("plats", default=None)
    uncertainty: Uncertainty | None = key("osakerhet", default=None)

    @property
    def said(self) -> float | str | None:
        """The answer, else the figure."""
        return self.figure if self.answer is None else self.answer


@immutable
class Shift:
    """Two comparable years of a series."""

    before: Point
    after: Point

    JSON: ClassVar[Mapping[str, Taken]] = {
        "fran_ar": "before.year",
        "till_ar": "after.year",
        "fran": "before.said",
        "till": "after.said",
        "andring": "points",
        "kommuner": "kommuner",
    }

    @property
    def points(self) -> float | None:
        """After minus before, in the points' unit; None for answers."""
        if self.before.figure is None or self.after.figure is None:
            return None
        return self.after.figure - self.before.figure

    @property
    def kommuner(self) -> int | None:
        """How many more kommuner said JA, None where the counts are not known."""
        if self.before.n_yes is None or self.after.n_yes is None:
            return None
        return self.after.n_yes - self.before.n_yes


class Movement(StrEnum):
    """How the comparable years of a series go. Only three or more can go in a direction.

    A kommun's values go nowhere (`INGEN_TYDLIG`) unless they go beyond chance, and
    `GAR_INTE_ATT_SAGA` where nobody knows how many answered, nor how much such values move.
    """

    OKAR = "okar"
    MINSKAR = "minskar"
    VARIERAR = "varierar"
    ANDRAT = "andrat"
    INGEN_TYDLIG = "ingen_tydlig"
    GAR_INTE_ATT_SAGA = "gar_inte_att_saga"
    OFORANDRAT = "oforandrat"
    ETT_AR = "ett_ar"
    INGET_AR = "inget_ar"


@immutable(kw_only=True)
class Series:
    """The years of a kommun or a reference.

    `periods` are runs of points that count and are comparable with each other, oldest
    first, and `movements` how each of them goes. `reference` is None for the own kommun.
    """

    id: str = key("id")
    name: str = key("namn")
    measure: Measure = key("matt")
    points: tuple[Point, ...] = key("punkter")
    periods: tuple[tuple[Point, ...], ...]
    movements: tuple[Movement, ...]
    gender: str = key("kon", default="T")
    reference: Reference | None = None

    JSON: ClassVar[Mapping[str, Taken]] = {
        "utgava": "reference.edition",
        "antal_kommuner": lambda s: len(s.reference.members) if s.reference else None,
        "rorelse": "movement",
        "jamforbara_ar": lambda s: [[p.year for p in run] for run in s.periods],
        "andring_sedan_forra": "latest",
        "andring_sedan_forsta": "whole",
    }

    def at(self, year: int) -> Point | None:
        """Return the point of a year, None if there is none."""
        return next((p for p in self.points if p.year == year), None)

    @property
    def movement(self) -> Movement:
        """How the newest run goes."""
        return self.movements[-1] if self.movements else Movement.INGET_AR

    @property
    def newest(self) -> tuple[Point, ...]:
        """The newest run of comparable points, empty if no point counts."""
        return self.periods[-1] if self.periods else ()

    @property
    def latest(self) -> Shift | None:
        """The newest year against the comparable one before it."""
        return Shift(*self.newest[-2:]) if len(self.newest) > 1 else None

    @property
    def whole(self) -> Shift | None:
        """The newest year against the first that is comparable with it."""
        return Shift(self.newest[0], self.newest[-1]) if len(self.newest) > 1 else None


@immutable
class Turn:
    """A kommun that changed its answer."""

    kommun: Kommun
    before: str = key("fore")
    after: str = key("efter")

    JSON: ClassVar[Mapping[str, Taken]] = {"kod": "kommun.code", "namn": "kommun.name"}


@immutable
class Turns:
    """Who changed answer between two comparable years; `n` of the group `among` answered both."""

    before: int = key("fran")
    after: int = key("till")
    among: str = key("bland")
    n: int = key("n_svar_bada_aren")
    turns: tuple[Turn, ...] = key("kommuner")


_NAMED = {"kod": "code", "namn": "name"}
SUBJECT: Mapping[str, Taken] = {"kommun": pick("kommun", **_NAMED), "lan": pick("lan", **_NAMED)}
EVENTS = pick(
    "events",
    id="id",
    datum="date",
    text="text",
    slag="kind",
    omfattning="scope",
    galler="concerns",
)


_WHOSE: Mapping[str, Taken] = {"id": "id", "namn": "name", "matt": "measure", "kon": "gender"}


def _end(place: int) -> Taken:
    """Return what takes an end of a point's interval: 0 the lowest, 1 the highest."""
    return lambda p: p.uncertainty and p.uncertainty.interval and p.uncertainty.interval[place]


_POINT: Mapping[str, Taken] = {
    **{"ar": "year", "svar": "answer"},  # the answer stands first
    **{key: taken for key, taken in json_of(Point).items() if key != "osakerhet"},
    "raknas": lambda p: "ja" if p.counts else "nej",
    "plats": "place.rank",
    "plats_av": "place.of",
    "plats_delad_med": "place.shared_with",
    "antal_bakom": "uncertainty.n",
    "antal_kalla": "uncertainty.n_source",
    "intervall_fran": _end(0),
    "intervall_till": _end(1),
}


@immutable(kw_only=True)
class Expected:
    """What a kommun's value is likely to be the next time, if it moves as kommuner use to.

    Its own years are drawn towards `median`, that of all kommuner the newest year: `weight` (0 to
    1) is how much of their mean distance from it is kept. 95 of 100 values are to lie from `low`
    to `high`. `kommuner` are how many it was learnt from.
    """

    figure: float = key("varde")
    low: float = key("lagst")
    high: float = key("hogst")
    median: float = key("median")
    weight: float = key("vikt_egna")
    years: tuple[int, ...] = key("ar_bakom")
    kommuner: int = key("kommuner")


@immutable(kw_only=True)
class Genders:
    """Women's and men's values beside each other, the newest year that has both.

    `is_clear` tells whether they differ beyond chance, None where that cannot be told: `why_not`
    says why. The number who answered (`n_women`, `n_men`) is computed from the survey's shares.
    """

    year: int = key("ar")
    women: float = key("kvinnor")
    men: float = key("man")
    n_women: int | None = key("n_kvinnor", default=None)
    n_men: int | None = key("n_man", default=None)
    is_clear: bool | None = key("tydlig", default=None)
    why_not: str | None = key("varfor_inte", default=None)


@immutable(kw_only=True)
class Trend(Listed):
    """One indicator over all years in the store.

    `main` is the series that the question is about: the kommun's, else the län's, the
    selection's or riket's. The groups are those of `edition` and of the data year
    `grouped_by`, for all years. `turns_in` names whose answers `turns` are; `answered`
    are the years in which any of them answered. `by_gender` are series of K and M, `genders` what
    can be said of the kommun's two. `expected` is the next value, of a kommun's number that is
    judged: None where too little is known (`why_not_expected`). `events` may explain a change,
    `notes` are what the group makes of it; both stand in the analysis.
    """

    catalogue: Catalogue
    indicator: Indicator
    kommun: Kommun | None
    lan: Lan | None
    edition: Edition
    grouped_by: int = key("grupper_efter_ar")
    series: tuple[Series, ...]
    by_gender: tuple[Series, ...]
    genders: Genders | None = key("kvinnor_och_man", default=None)
    expected: Expected | None = key("vantat", default=None)
    why_not_expected: str | None = key("varfor_inget_vantat", default=None)
    turns: tuple[Turns, ...] = key("svarsbyten")
    turns_in: Reference
    answered: tuple[int, ...]
    events: "tuple[Event, ...]"
    corrections: tuple[Correction, ...] = key("rattelser")
    sources: tuple[SourceRecord, ...] = key("kalla")
    notes: "tuple[TrendNote, ...]" = ()
    around: Around = Around()

    SCHEMA: ClassVar = "oj-trend/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "indikator": pick(
            "indicator",
            id="id",
            kolada_id="kolada",
            namn="name",
            kort="short",
            typ="kind",
            enhet="unit",
            riktning="direction",
            roll="role",
            forsta_ar="first_year",
            sista_ar="last_year",
            ersatt_av="replaced_by",
            brott="breaks",
        ),
        **SUBJECT,
        "ar": "years",
        "utgava": "edition.name",
        "serier": lambda found: (*found.series, *found.by_gender),
        "handelser": EVENTS,
        "slutsatser": lambda found: [note.text for note in found.notes],
    }

    def records(self) -> Records:
        """Return one row for each series and year. Years of one `period` are comparable."""
        fixed = {c.year: c.answer for c in self.corrections}
        rows = []
        for s in (*self.series, *self.by_gender):
            period = {p.year: n for n, run in enumerate(s.periods, start=1) for p in run}
            whose, is_own = row(s, _WHOSE), s.measure == "svar"
            for p in s.points:
                said = fixed.get(p.year) if is_own else None
                more = {"period": period.get(p.year), "rattelse": said}
                rows.append(whose | row(p, _POINT) | more)
        year, *others = _POINT
        return (*_WHOSE, year, "period", *others, "rattelse"), rows

    @property
    def main(self) -> Series:
        """The series that the question is about."""
        return self.series[0]

    @property
    def years(self) -> tuple[int, ...]:
        """All years in which any series has a point."""
        return tuple(sorted({p.year for s in self.series for p in s.points}))

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The breaks that lie between two of the years."""
        first, last = self.years[0], self.years[-1]
        return tuple(b for b in self.indicator.breaks if first < b.first_year <= last)
