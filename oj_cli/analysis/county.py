"""Step 1 for a län: where its kommuner together lag behind riket, and who could teach whom."""

from collections.abc import Mapping, Sequence

from oj_cli.analysis.compare import as_exact, compare
from oj_cli.analysis.learn import best_from
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.references import lan_reference, riket
from oj_cli.analysis.sought import has
from oj_cli.domain.answers import IN_DENOMINATOR, WITHOUT_ANSWER
from oj_cli.domain.county import Change, LanIdentification, LanIndicator, LanTheme
from oj_cli.domain.indicators import Indicator, Themes
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import sort_key

FEWEST_IN_THEME = 2


def identify_lan(
    data: AreaYear,
    lan: Lan,
    reflections: Mapping[str, str],
    before: Mapping[int, Matrix],
    quality_area: str | None = None,
) -> LanIdentification:
    """Answer step 1 for a län, in one kvalitetsområde or in all.

    `reflections` are questions by theme, `before` earlier years' matrices.
    """
    matrix = data.matrix
    kommuner = data.register.of(lan)
    of_lan = lan_reference(lan, data.register)
    indicators = data.catalogue.indicators
    both = (riket(data.register), of_lan)
    now = compare(matrix, indicators, both, None)
    earlier = {y: compare(m, indicators, (of_lan,), None) for y, m in before.items()}
    present = set(matrix.kommuner)
    found = [
        _indicator(i, now[i.id], earlier, matrix, kommuner, data.year)
        for i in indicators
        if i.is_judged and quality_area in (None, i.quality_area)
    ]
    found.sort(
        key=lambda r: (
            r.shortfall is None,
            -as_exact(r.shortfall or 0),
            sort_key(r.indicator.name),
        )
    )
    return LanIdentification(
        lan=lan,
        kommuner=kommuner,
        absent=tuple(k for k in kommuner if k.code not in present),
        catalogue=data.catalogue,
        year=data.year,
        themes=_themes(data.themes, reflections, found),
        indicators=tuple(found),
        sources=data.sources,
    )


def _indicator(
    indicator: Indicator,
    now: Mapping[str, Comparison],
    earlier: Mapping[int, Mapping[str, Mapping[str, Comparison]]],
    matrix: Matrix,
    kommuner: Sequence[Kommun],
    year: int,
) -> LanIndicator:
    lan, riket_now = now["lan"], now["riket"]
    figure, riket_figure = lan.figure, riket_now.figure
    shortfall = None
    if figure is not None and riket_figure is not None and riket_now.ranks:
        shortfall = indicator.lead(riket_figure, figure)
    teachers, without, not_answered = [], 0, []
    having = has(indicator, best_from(indicator, lan), matrix)
    for kommun in kommuner:
        answer = matrix.answer(indicator.id, kommun.code)
        value = matrix.value(indicator.id, kommun.code)
        if kommun.code in having:
            teachers.append(kommun)
        elif answer in IN_DENOMINATOR or value is not None:
            without += 1
        elif answer in WITHOUT_ANSWER:
            not_answered.append(kommun)
    before = _before(indicator, earlier, year)
    is_worse = (
        before is not None and figure is not None and indicator.lead(figure, before.figure) < 0
    )
    return LanIndicator(
        indicator=indicator,
        lan=lan,
        riket=riket_now,
        figure=figure,
        riket_figure=riket_figure,
        shortfall=shortfall,
        teachers=tuple(teachers),
        without=without,
        before=before,
        is_worse=is_worse,
        not_answered=tuple(not_answered),
    )


def _before(
    indicator: Indicator,
    earlier: Mapping[int, Mapping[str, Mapping[str, Comparison]]],
    year: int,
) -> Change | None:
    """Return the län's figure the newest earlier year that has one, if it is comparable."""
    for old_year in sorted(earlier, reverse=True):
        comparison = earlier[old_year][indicator.id]["lan"]
        figure = comparison.figure
        if figure is not None:
            if indicator.break_between(old_year, year):
                return None
            return Change(old_year, figure, comparison.n_yes, comparison.n)
    return None


def _themes(
    themes: Themes, reflections: Mapping[str, str], found: Sequence[LanIndicator]
) -> tuple[LanTheme, ...]:
    result = []
    for theme in themes.areas:
        of_theme = [  # what is counted in days or kronor has no mean with percent
            r
            for r in found
            if r.indicator.theme == theme.id and r.shortfall is not None and r.indicator.is_percent
        ]
        if len(of_theme) < FEWEST_IN_THEME:
            continue
        counted = [r.lan for r in of_theme if r.lan.n_yes is not None and r.lan.n is not None]
        complete = len(counted) == len(of_theme)
        result.append(
            LanTheme(
                theme=theme,
                figure=sum(r.figure or 0 for r in of_theme) / len(of_theme),
                riket_figure=sum(r.riket_figure or 0 for r in of_theme) / len(of_theme),
                shortfall=sum(r.shortfall or 0 for r in of_theme) / len(of_theme),
                n_yes=sum(c.n_yes or 0 for c in counted) if complete else None,
                n=sum(c.n or 0 for c in counted) if complete else None,
                indicators=tuple(r.indicator.id for r in of_theme),
                question=reflections.get(theme.id),
            )
        )
    result.sort(key=lambda t: (-as_exact(t.shortfall), sort_key(t.theme.name)))
    return tuple(result)
