"""What a county report is built of: loaded and worked out for one län, område and year."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from oj_cli.analysis.compare import compare
from oj_cli.analysis.county import LanQuestion, identify_lan
from oj_cli.analysis.overview import overview
from oj_cli.analysis.references import invanargrupp, riket
from oj_cli.analysis.trend import lan_reference
from oj_cli.analysis.trend_overview import lan_points
from oj_cli.commands import choice
from oj_cli.commands.loading import load_years
from oj_cli.commands.report_data import (
    AreaData,
    changed,
    draw_trend,
    identify_kommun,
    open_area,
    renamed,
)
from oj_cli.domain.chart import Chart
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Reference
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import TrendOverview
from oj_cli.domain.wording import area_word
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.model import Remark

MOST_CHARTS = 4
"""Drawings of developments in one report: those that changed most."""


@dataclass(frozen=True)
class CountyRequest:
    """What was asked for, as typed."""

    lan: str | None
    area: str | None
    year: int | None
    edition: str | None


def county_material(request: CountyRequest, today: datetime.date) -> CountyMaterial:
    """Return all that the county report is built of. Raises UsageFault if there are no answers."""
    with choice.open_data() as (store, workspace):
        lan = choice.choose_lan(store, request.lan, workspace)
    with open_area(lan, None, request.area, request.year, request.edition) as data:
        members = tuple(k for k in data.register.kommuner if k.lan == lan.code)
        references = _references(data, lan, members)
        trend = _trend(data, lan)
        register, year = data.register, data.year
        populations = {k.code: register.population_before(k.code, year) for k in members}
        rows = overview(
            data.matrix,
            data.catalogue,
            data.catalogue.indicators,
            register,
            data.edition,
            year,
            frozenset(k.code for k in members),
            "kommun",
            data.sources,
            lan.name,
        ).rows
        question = LanQuestion(
            lan=lan,
            catalogue=data.catalogue,
            themes=data.themes,
            year=year,
            register=register,
            reflections=data.guide.reflections,
            before=data.before,
        )
        return CountyMaterial(
            found=identify_lan(question, data.matrix, data.sources),
            rows=rows,
            references=references,
            comparisons=compare(data.matrix, data.catalogue.indicators, references, None),
            edition=data.edition,
            kommuner=tuple(
                identify_kommun(data, k)
                for k in sorted(data.kommuner(lan), key=lambda k: sort_key(k.name))
            ),
            trend=trend,
            charts=_charts(data, lan, trend),
            population={code: known for code, known in populations.items() if known is not None},
            themes={t.id: t.name for t in data.themes.themes},
            remarks=_no_remarks(),
            mirrored_areas=_mirrored_areas(data),
            today=today,
        )


def _no_remarks() -> Mapping[str, tuple[Remark, ...]]:
    return {}


def _references(data: AreaData, lan: Lan, members: tuple[Kommun, ...]) -> tuple[Reference, ...]:
    """Return riket, the län, and the invånargrupper of its kommuner, each with its own id."""
    sizes = {data.register.invanargrupp(k.code, data.year) for k in members}
    groups = (
        renamed(invanargrupp(data.register, data.year, size), f"invanargrupp-{size}")
        for size in sorted(s for s in sizes if s is not None)
    )
    return (riket(data.register), lan_reference(lan, data.register), *groups)


def _trend(data: AreaData, lan: Lan) -> TrendOverview:
    reference = lan_reference(lan, data.register)
    units = [("lan", lan.code), *(("kommun", code) for code in sorted(reference.members))]
    years, sources = load_years(data.store, data.catalogue, units)
    kept = {y: m for y, m in years.items() if y <= data.year}
    return changed(data, lan_points(kept, data.catalogue, reference), sources, lan=lan)


def _charts(data: AreaData, lan: Lan, trend: TrendOverview) -> dict[str, Chart]:
    """Return drawings of what changed most."""
    references = (lan_reference(lan, data.register), riket(data.register))
    moved = [c for c in trend.changes if c.gain != 0][:MOST_CHARTS]
    return {c.indicator.id: draw_trend(data, c.indicator, references, lan=lan) for c in moved}


def _mirrored_areas(data: AreaData) -> tuple[str, ...]:
    """Return the områden that ask the same question and are in the data, by name."""
    wanted = {m.partition("/")[0] for i in data.catalogue for m in i.mirrors}
    return tuple(
        area_word(data.store.catalogue(area))
        for area in data.store.areas()
        if area in wanted and data.year in data.store.years(area)
    )
