"""What several reports are built of: one område and year, loaded once and asked many times."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from oj_cli.analysis.identify import identify
from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.trend import TrendQuestion, trend
from oj_cli.analysis.trend_overview import (
    OverviewQuestion,
    Points,
    kommun_points,
    overview,
    published_points,
)
from oj_cli.api import selecting
from oj_cli.api.identify import kommun_question
from oj_cli.api.loading import (
    load_earlier,
    load_indicator,
    load_matrix,
    load_years,
    read_priorities,
)
from oj_cli.api.trend import bears_on, explanations
from oj_cli.domain.identification import Identification
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
from oj_cli.domain.priorities import Priorities
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.trend import TrendOverview
from oj_cli.presentation.chart import Chart
from oj_cli.store import Store
from oj_cli.terminal.streams import say
from oj_cli.views.trend_chart import chart
from oj_cli.workspace import Workspace


@dataclass(frozen=True)
class AreaData:
    """One område and year, with what every report on it asks for."""

    store: Store
    workspace: Workspace | None
    catalogue: Catalogue
    themes: Themes
    year: int
    register: Register
    edition: Edition
    matrix: Matrix
    sources: tuple[SourceRecord, ...]
    before: Mapping[int, Matrix]
    riket: Points
    riket_sources: tuple[SourceRecord, ...]
    priorities: Priorities

    def kommuner(self, lan: Lan | None = None) -> tuple[Kommun, ...]:
        """Return the kommuner that are in the data, of one län or all, as the register has them."""
        present = set(self.matrix.kommuner)
        return tuple(
            k
            for k in self.register.kommuner
            if k.code in present and (lan is None or k.lan == lan.code)
        )


@contextmanager
def open_area(
    lan: Lan | None, kommun: Kommun | None, area: str | None, year: int | None, edition: str | None
) -> Iterator[AreaData]:
    """Open the data of the område that was named, else the first in which they have answers.

    Raises UsageFault if there are no answers.
    """
    with selecting.open_data() as (store, workspace):
        register = store.register()
        if kommun is not None:
            who, members = kommun.name, [kommun]
        elif lan is not None:
            who, members = lan.name, [k for k in register.kommuner if k.lan == lan.code]
        else:
            who, members = "", list(register.kommuner)
        chosen = selecting.choose_area(store, area, workspace, members, who)
        catalogue = store.catalogue(chosen)
        data_year = selecting.choose_year(store, catalogue, year, members, who)
        register = store.register(population_before=data_year)
        matrix, sources = load_matrix(store, catalogue, data_year)
        years, riket_sources = load_years(store, catalogue, [("riket", "riket")])
        yield AreaData(
            store=store,
            workspace=workspace,
            catalogue=catalogue,
            themes=store.themes(),
            year=data_year,
            register=register,
            edition=register.edition(data_year, edition),
            matrix=matrix,
            sources=sources,
            before=load_earlier(store, catalogue, data_year),
            riket=published_points(years, catalogue, ("riket", "riket")),
            riket_sources=riket_sources,
            priorities=read_priorities(store),
        )


def identify_kommun(data: AreaData, kommun: Kommun, ranking: str = "riket") -> Identification:
    """Return step 1 for one kommun."""
    question = kommun_question(
        data.store,
        data.workspace,
        data.priorities,
        data.catalogue,
        kommun,
        data.register,
        data.edition,
        data.year,
    )
    return identify(replace(question, ranking=ranking), data.matrix, data.sources)


def kommun_trend(data: AreaData, kommun: Kommun) -> TrendOverview:
    """Return what changed for a kommun up to the report's year."""
    years, sources = load_years(data.store, data.catalogue, [("kommun", kommun.code)])
    kept = {y: m for y, m in years.items() if y <= data.year}
    own = kommun_points(kept, data.catalogue, kommun)
    return changed(data, own, sources, kommun=kommun)


def changed(
    data: AreaData,
    own: Points,
    sources: tuple[SourceRecord, ...],
    kommun: Kommun | None = None,
    lan: Lan | None = None,
) -> TrendOverview:
    """Return what changed for a subject, whose years by indicator are `own`."""
    place = data.register.lan_by_code[kommun.lan] if kommun else lan
    question = OverviewQuestion(
        catalogue=data.catalogue,
        themes=data.themes,
        kommun=kommun,
        lan=lan,
        year=data.year,
        own=own,
        riket=data.riket,
        events=explanations(data.workspace, data.catalogue.area, kommun, place, say)[0],
    )
    return overview(question, sources, data.riket_sources)


def draw_trend(
    data: AreaData,
    indicator: Indicator,
    references: tuple[Reference, ...],
    kommun: Kommun | None = None,
    lan: Lan | None = None,
) -> Chart:
    """Return the development of one indicator as a drawing; its subject is a kommun or a län."""
    matrices, sources = load_indicator(data.store, data.catalogue, indicator.id)
    kept = {g: {y: m for y, m in of.items() if y <= data.year} for g, of in matrices.items()}
    place = data.register.lan_by_code[kommun.lan] if kommun else lan
    events, _ = explanations(data.workspace, data.catalogue.area, kommun, place, say)
    question = TrendQuestion(
        catalogue=data.catalogue,
        indicator=indicator,
        kommun=kommun,
        lan=lan,
        references=references,
        turns_in=references[0],
        register=data.register,
        edition=data.edition,
        grouped_by=data.year,
        matrices={"T": kept.get("T", {})},
        events=tuple(e for e in events if bears_on(e.concerns, indicator)),
    )
    return chart(trend(question, sources))


def renamed(reference: Reference, id: str) -> Reference:
    """Return a reference under another id, so that several of a kind stand beside each other."""
    return replace(reference, id=id)
