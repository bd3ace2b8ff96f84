"""What a kommun profile is built of: one kommun among data that were loaded once for all."""

import datetime
from collections.abc import Mapping

import numpy as np

from oj_cli.analysis.references import lan_reference, riket
from oj_cli.analysis_file.file import Head, find_exact
from oj_cli.api.loading import load_history
from oj_cli.api.report_data import (
    AreaData,
    draw_trend,
    identify_kommun,
    kommun_trend,
)
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.identification import Identification, Verdict
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.swedish import fold
from oj_cli.domain.trend import TrendOverview
from oj_cli.presentation.chart import Chart
from oj_cli.reports.profile.material import ProfileMaterial

MOST_CHARTS = 3
MOST_SPREADS = 4


def profile_material(
    data: AreaData, kommun: Kommun, today: datetime.date, ranking: str = "riket"
) -> ProfileMaterial:
    """Return all that a kommun's profile is built of."""
    found = identify_kommun(data, kommun, ranking)
    trend = kommun_trend(data, kommun)
    history = load_history(data.store, data.catalogue, kommun)
    return ProfileMaterial(
        found=found,
        edition=data.edition,
        trend=trend,
        charts=_charts(data, kommun, found, trend),
        values=_values(data, found),
        history={id: tuple(of) for id, of in history.items()},
        themes={t.id: t.name for t in data.themes.themes},
        analysis=_analysis(data, kommun),
        population=data.register.population_before(kommun.code, data.year),
        today=today,
        shares_name=sum(fold(k.name) == fold(kommun.name) for k in data.register.kommuner) > 1,
    )


def _charts(
    data: AreaData, kommun: Kommun, found: Identification, trend: TrendOverview
) -> dict[str, Chart]:
    """Return drawings of what is to be improved and can be followed, the most important first."""
    changed = {c.indicator.id: c for c in trend.changes if c.shift.after.figure is not None}
    weak = [r.indicator for r in found.of(Verdict.FORBATTRINGSOMRADE) if r.indicator.id in changed]
    others = [c.indicator for c in trend.changes if c.indicator.id in changed and c.gain]
    lan = lan_reference(data.register.lan_by_code[kommun.lan], data.register)
    references = (riket(data.register), lan)
    chosen = list(dict.fromkeys((*weak, *others)))[:MOST_CHARTS]
    return {i.id: draw_trend(data, i, references, kommun=kommun) for i in chosen}


def _values(data: AreaData, found: Identification) -> Mapping[str, tuple[float, ...]]:
    """Return all kommuner's values of the numeric indicators that matter most."""
    weak = [r for r in found.of(Verdict.FORBATTRINGSOMRADE) if r.value is not None]
    return {
        r.indicator.id: tuple(float(v) for v in row[~np.isnan(row)])
        for r in weak[:MOST_SPREADS]
        for row in (data.matrix.values[data.matrix.row[r.indicator.id]],)
    }


def _analysis(data: AreaData, kommun: Kommun) -> Analysis | None:
    """Return the workspace's analysis of this kommun, område and year, None if there is none."""
    if data.workspace is None:
        return None
    head = Head(data.catalogue.area, data.year, kommun=kommun.name)
    file = find_exact(data.workspace.folder, head)
    return file.analysis if file else None
