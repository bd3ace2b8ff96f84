"""What a county report is built of: loaded and worked out for one län, område and year."""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from oj_cli.analysis.compare import compare
from oj_cli.analysis.county import LanQuestion, identify_lan
from oj_cli.analysis.overview import overview
from oj_cli.analysis.prose.check import check_passages
from oj_cli.analysis.references import invanargrupp, lan_reference, riket
from oj_cli.analysis.trend_overview import lan_points
from oj_cli.api import selecting
from oj_cli.api.check import load_facts, quality_rules
from oj_cli.api.loading import load_years
from oj_cli.api.report_data import (
    AreaData,
    changed,
    draw_trend,
    identify_kommun,
    open_area,
    renamed,
)
from oj_cli.domain.comments import Suggestion
from oj_cli.domain.findings import Finding
from oj_cli.domain.kommuner import Kommun, Lan, short_lan
from oj_cli.domain.prose import Passage
from oj_cli.domain.references import Reference
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import TrendOverview
from oj_cli.domain.wording import area_word
from oj_cli.presentation.chart import Chart
from oj_cli.reports.comments.files import CommentFile, place_of, read_comments
from oj_cli.reports.comments.fill import Figures, fill, without_references
from oj_cli.reports.comments.remarks import of_comments, of_suggestions
from oj_cli.reports.comments.suggest import suggest
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.words import slug

MOST_CHARTS = 4
"""Drawings of developments in one report: those that changed most."""


@dataclass(frozen=True)
class CountyRequest:
    """What was asked for, as typed."""

    lan: str | None
    area: str | None
    year: int | None
    edition: str | None


@dataclass(frozen=True)
class County:
    """What a county report is built of, before its comments; and where those lie by default.

    `suggestions` are marks for indicators, `figures` what comments may refer to.
    """

    material: CountyMaterial
    suggestions: tuple[Suggestion, ...]
    figures: Figures
    default_comments: Path | None


def county_material(
    request: CountyRequest, today: datetime.date, comments: Path | None = None
) -> tuple[CountyMaterial, tuple[Finding, ...]]:
    """Return all that the county report is built of, and what is wrong in its comments.

    `comments` is a comment file; without one the workspace's is read, and where there is none
    the suggestions stand in their place. Raises UsageFault if there are no answers, FileFault
    if the file cannot be read.
    """
    county = load_county(request, today)
    path = comments or county.default_comments
    found = county.material.found
    if path is None or (comments is None and not path.is_file()):
        remarks = of_suggestions(county.suggestions, county.figures)
        return replace(county.material, remarks=remarks), ()
    file = read_comments(path, found.catalogue.area, found.year, county.figures)
    remarks = of_comments(file.comments.comments, county.figures)
    return replace(county.material, remarks=remarks), _check(file, county)


def _check(file: CommentFile, county: County) -> tuple[Finding, ...]:
    """Return what is wrong with figures that were typed by hand in comments.

    Figures that are references are filled from data, and need no check.
    """
    found = county.material.found
    typed = [
        Passage(fill(c.text, county.figures), place_of(file, n), c.id, is_whole=True)
        for n, c in enumerate(file.comments.comments)
        if any(letter.isdigit() for letter in without_references(c.text))
    ]
    if not typed or county.material.is_numeric:
        return ()
    with selecting.open_data() as (store, _):
        facts = load_facts(store, found.catalogue, found.year, found.lan)
    report = check_passages(typed, facts, quality_rules())
    return tuple(replace(f, file=str(file.path)) for f in report.findings)


def load_county(request: CountyRequest, today: datetime.date) -> County:
    """Load and work out all of a county report but its comments."""
    with selecting.open_data() as (store, workspace):
        lan = selecting.choose_lan(store, request.lan, workspace)
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
            reflections=data.priorities.reflections,
            before=data.before,
        )
        found = identify_lan(question, data.matrix, data.sources)
        comparisons = compare(data.matrix, data.catalogue.indicators, references, None)
        kommuner = tuple(
            identify_kommun(data, k)
            for k in sorted(data.kommuner(lan), key=lambda k: sort_key(k.name))
        )
        folder = data.workspace.folder / "rapporter" if data.workspace else None
        name = slug(f"kommentarer {short_lan(lan.name)} lan {data.catalogue.area} {year}")
        material = CountyMaterial(
            found=found,
            rows=rows,
            references=references,
            comparisons=comparisons,
            edition=data.edition,
            kommuner=kommuner,
            trend=trend,
            charts=_charts(data, lan, trend),
            population={code: known for code, known in populations.items() if known is not None},
            themes={t.id: t.name for t in data.themes.themes},
            remarks={},
            mirrored_areas=_mirrored_areas(data),
            today=today,
        )
        questions = data.priorities.reflections
        return County(
            material=material,
            suggestions=suggest(
                found.indicators, data.catalogue, year, lan.code, kommuner, questions
            ),
            figures=Figures(
                indicators=data.catalogue.by_id,
                comparisons=comparisons,
                results={r.indicator.id: r for r in found.indicators},
                rows=rows,
                year=year,
            ),
            default_comments=folder / f"{name}.yaml" if folder else None,
        )


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
