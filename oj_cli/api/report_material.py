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
from oj_cli.domain.identification import Identification
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
        around: tuple[Own | None, Everyone | None] = (None, None)
        if isinstance(of, Kommun):
            own = load_own(self.store, self.catalogue, of, self.year)
            around = own, load_everyone(self.store, self.catalogue, None, self.year)
        return trend_overview(
            *(self.catalogue, self.themes, of, self.year, points, self.riket, self._events(of)),
            *around,
        )

    def trend(self, indicator: Indicator, lan: Lan) -> Trend:
        """Return the development of one indicator in a län beside riket's."""
        matrices, sources = load_indicator(self.store, self.catalogue, indicator.id)
        years = {y: m for y, m in matrices.get("T", {}).items() if y <= self.year}
        references = (lan_reference(lan, self.register), riket(self.register))
        return trend(
            self.catalogue,
            indicator,
            {"T": years},
            sources,
            kommun=None,
            lan=lan,
            references=references,
            turns_in=references[0],
            register=self.register,
            edition=self.edition,
            grouped_by=self.year,
            events=tuple(
                e for e in self._events(lan) if bears_on(e.concerns, self.catalogue.area, indicator)
            ),
        )

    def _events(self, of: Kommun | Lan) -> tuple[Event, ...]:
        kommun, area = of if isinstance(of, Kommun) else None, self.catalogue.area
        return explanations(self.workspace, area, kommun, self.lan_of(of), self.note)[0]

    def lan_of(self, of: Kommun | Lan) -> Lan:
        """Return the län itself, or that of the kommun."""
        return self.register.lan_by_code[of.lan] if isinstance(of, Kommun) else of


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
        trends={i.id: data.trend(i, lan) for i in moved},
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
    history = load_history(data.store, data.catalogue, kommun)
    return ProfileMaterial(
        found=found,
        edition=data.edition,
        trend=data.changed(kommun),
        history={id: tuple(of) for id, of in history.items()},
        themes={t.id: t.name for t in data.themes.themes},
        method=method(read_method(data.store), [data.catalogue]),
        analysis=_analysis(data, kommun),
        population=data.register.population_before(kommun.code, data.year),
        today=today,
        shares_name=sum(fold(k.name) == fold(kommun.name) for k in data.register.kommuner) > 1,
    )


def _analysis(data: AreaData, kommun: Kommun) -> Analysis | None:
    """Return the workspace's analysis of this kommun, område and year, None if there is none."""
    if data.workspace is None:
        return None
    like = Analysis(SCHEMA, data.catalogue.area, data.year, kommun=kommun.name)
    file = find_exact(data.workspace.folder, like)
    return file.analysis if file else None
