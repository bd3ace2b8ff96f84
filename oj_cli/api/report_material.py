"""What reports are built of: one område and year, loaded once and asked many times."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from oj_cli.analysis.compare import compare
from oj_cli.analysis.county import identify_lan
from oj_cli.analysis.expected import Everyone
from oj_cli.analysis.identify import identify
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.method import method
from oj_cli.analysis.overview import overview
from oj_cli.analysis.own import Own
from oj_cli.analysis.references import lan_reference, riket
from oj_cli.analysis.trend import trend
from oj_cli.analysis.trend_overview import Sourced
from oj_cli.analysis.trend_overview import overview as trend_overview
from oj_cli.analysis_file.file import find_exact
from oj_cli.api import selecting
from oj_cli.api.identify import kommun_question
from oj_cli.api.loading import (
    load_area_year,
    load_earlier,
    load_everyone,
    load_history,
    load_indicator,
    load_own,
    load_points,
    read_method,
    read_priorities,
)
from oj_cli.api.session import Notice, Session
from oj_cli.api.trend import bears_on, explanations
from oj_cli.domain.analysis import SCHEMA, Analysis, Event
from oj_cli.domain.answers import Column
from oj_cli.domain.identification import CLEAR, Identification
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.swedish import fold, sort_key
from oj_cli.domain.trend import Trend
from oj_cli.domain.trend_overview import TrendOverview
from oj_cli.reports.comments.suggest import suggest
from oj_cli.reports.material import CountyMaterial, ProfileMaterial
from oj_cli.store import Store
from oj_cli.workspace import Workspace

Choose = Callable[[Store], Kommun | Lan | None]
"""Whom a report is about: a kommun, all kommuner of a län, or all."""

_MOST_TRENDS_OF_LAN = 4
_MOST_TRENDS_OF_KOMMUN = 3
_MOST_SPREADS = 4


@immutable
class AreaData(AreaYear):
    """One område and year, with what every report on it asks for.

    `of` is whom it was opened for, and `kommuner` are those of them that are in the data.
    """

    store: Store
    workspace: Workspace | None
    of: Kommun | Lan | None
    kommuner: tuple[Kommun, ...]
    before: Mapping[int, Matrix]
    riket: Sourced
    note: Notice

    def identify(self, kommun: Kommun, ranking: str = "riket") -> Identification:
        """Return step 1 for one kommun."""
        asked = kommun_question(
            self.store, self.workspace, self, kommun, ranking, earlier=self.before
        )
        return identify(asked)

    def changed(self, of: Kommun | Lan) -> TrendOverview:
        """Return what changed for a kommun or a län up to the report's year."""
        points = load_points(self.store, self.catalogue, of, self.year)
        own, everyone = self._around(of)
        return trend_overview(
            *(self.catalogue, self.themes, of, self.year, points, self.riket, self._events(of)),
            *(own, everyone),
        )

    def _around(
        self, of: Kommun | Lan, indicator: str | None = None
    ) -> tuple[Own | None, Everyone | None]:
        """Return what else is known of a kommun, and all kommuner's values."""
        if not isinstance(of, Kommun):
            return None, None
        own = load_own(self.store, self.catalogue, of, self.year)
        return own, load_everyone(self.store, self.catalogue, indicator, self.year)

    def trend(self, indicator: Indicator, of: Kommun | Lan, turns_in: str) -> Trend:
        """Return the development of one indicator beside riket's and the län's.

        `turns_in` is the id of the one of these in which turning points are sought.
        """
        matrices, sources = load_indicator(self.store, self.catalogue, indicator.id)
        years = {y: m for y, m in matrices.get("T", {}).items() if y <= self.year}
        lan = self.lan_of(of)
        kommun, whole = _apart(of)
        both = (riket(self.register), lan_reference(lan, self.register))
        references = both if turns_in == "riket" else both[::-1]
        own, everyone = self._around(of, indicator.id)
        return trend(
            self.catalogue,
            indicator,
            {"T": years},
            sources,
            kommun=kommun,
            lan=whole,
            references=references,
            turns_in=references[0],
            register=self.register,
            edition=self.edition,
            grouped_by=self.year,
            own=own,
            everyone=everyone,
            events=tuple(
                e for e in self._events(of) if bears_on(e.concerns, self.catalogue.area, indicator)
            ),
        )

    def _events(self, of: Kommun | Lan) -> tuple[Event, ...]:
        kommun, area = _apart(of)[0], self.catalogue.area
        return explanations(self.workspace, area, kommun, self.lan_of(of), self.note)[0]

    def lan_of(self, of: Kommun | Lan) -> Lan:
        """Return the län itself, or that of the kommun."""
        return self.register.lan_by_code[of.lan] if isinstance(of, Kommun) else of


def _apart(of: Kommun | Lan) -> tuple[Kommun | None, Lan | None]:
    return (of, None) if isinstance(of, Kommun) else (None, of)


@contextmanager
def open_area(
    oj: Session, choose: Choose, area: str | None, year: int | None, edition: str | None
) -> Iterator[AreaData]:
    """Open the data of the område that was named, else the first in which they have answers.

    Raises UsageFault if there are no answers.
    """
    with oj.data() as store:
        of = choose(store)
        who = of.name if of is not None else ""
        members = [k for k in store.register().kommuner if of is None or of.code in (k.code, k.lan)]
        chosen = selecting.choose_area(store, area, oj.workspace, members, who)
        catalogue = store.catalogue(chosen)
        data_year = selecting.choose_year(store, catalogue, year, members, who)
        of_year = load_area_year(store, catalogue, data_year, edition)
        yield AreaData(
            **vars(of_year),
            store=store,
            workspace=oj.workspace,
            of=of,
            kommuner=tuple(k for k in members if k.code in of_year.matrix.kommuner),
            before=load_earlier(store, catalogue, data_year),
            riket=load_points(store, catalogue, None),
            note=oj.note,
        )


def stored(
    store: Store, catalogue: Catalogue, year: int, whom: Iterable[Kommun | Lan]
) -> list[Column]:
    """Return the values of some and of riket up to a year, those of women and men of that year."""
    units = [("kommun" if isinstance(of, Kommun) else "lan", of.code) for of in whom]
    columns = store.columns(
        catalogue.area, units=[*units, ("riket", "riket")], gender=None, places=True
    )
    return [c for c in columns if c.year == year or (c.year < year and c.gender == "T")]


# --- a län ---------------------------------------------------------------------------------


def county_of(data: AreaData, lan: Lan, today: datetime.date) -> CountyMaterial:
    """Work out all of a county report but its comments."""
    register, year, catalogue = data.register, data.year, data.catalogue
    members = register.of(lan)
    references = (riket(register), lan_reference(lan, register))
    changed = data.changed(lan)
    moved = [c.indicator for c in changed.changes if c.gain != 0][:_MOST_TRENDS_OF_LAN]
    populations = {k.code: register.population_before(k.code, year) for k in members}
    codes = frozenset(k.code for k in members)
    rows = overview(data, catalogue.indicators, codes, "kommun", lan.name).rows
    asked = read_priorities(data.store)
    found = identify_lan(data, lan, asked.reflections, data.before, asked.order)
    comparisons = compare(data.matrix, catalogue.indicators, references, None)
    kommuner = tuple(
        data.identify(k) for k in sorted(data.kommuner, key=lambda k: sort_key(k.name))
    )
    return CountyMaterial(
        found=found,
        rows=rows,
        comparisons=comparisons,
        edition=data.edition,
        kommuner=kommuner,
        trend=changed,
        trends={i.id: data.trend(i, lan, "lan") for i in moved},
        population={code: known for code, known in populations.items() if known is not None},
        themes={t.id: t.name for t in data.themes.themes},
        method=method(read_method(data.store), [data.catalogue]),
        suggestions=suggest(found, kommuner, asked.reflections),
        questions=asked.reflections,
        remarks={},
        today=today,
    )


# --- a kommun ------------------------------------------------------------------------------


def profile_of(
    data: AreaData, kommun: Kommun, today: datetime.date, ranking: str = "riket"
) -> ProfileMaterial:
    """Return all that a kommun's profile is built of."""
    found = data.identify(kommun, ranking)
    changed = data.changed(kommun)
    history = load_history(data.store, data.catalogue, kommun)
    weak = found.of(*CLEAR)
    return ProfileMaterial(
        found=found,
        edition=data.edition,
        trend=changed,
        trends={
            i.id: data.trend(i, kommun, "riket")
            for i in _to_follow([r.indicator for r in weak], changed)
        },
        values={
            r.indicator.id: _values(data, r.indicator)
            for r in [r for r in weak if r.value is not None][:_MOST_SPREADS]
        },
        history={id: tuple(of) for id, of in history.items()},
        themes={t.id: t.name for t in data.themes.themes},
        method=method(read_method(data.store), [data.catalogue]),
        analysis=_analysis(data, kommun),
        population=data.register.population_before(kommun.code, data.year),
        today=today,
        shares_name=sum(fold(k.name) == fold(kommun.name) for k in data.register.kommuner) > 1,
    )


def _to_follow(weak: list[Indicator], changed: TrendOverview) -> list[Indicator]:
    """Return what is to be improved and can be followed, then what changed; the first few."""
    followed = [c for c in changed.changes if c.shift.after.figure is not None]
    ids = {c.indicator.id for c in followed}
    first = [i for i in weak if i.id in ids]
    others = [c.indicator for c in followed if c.gain]
    return list({i.id: i for i in (*first, *others)}.values())[:_MOST_TRENDS_OF_KOMMUN]


def _values(data: AreaData, indicator: Indicator) -> tuple[float, ...]:
    """Return all kommuner's values of a numeric indicator."""
    return tuple(data.matrix.values.get(indicator.id, {}).values())


def _analysis(data: AreaData, kommun: Kommun) -> Analysis | None:
    """Return the workspace's analysis of this kommun, område and year, None if there is none."""
    if data.workspace is None:
        return None
    like = Analysis(SCHEMA, data.catalogue.area, data.year, kommun=kommun.name)
    file = find_exact(data.workspace.folder, like)
    return file.analysis if file else None
