"""Whom to learn from: kommuner that have what is missing, the most alike first.

Likeness is by the sorting keys: 0 same kommungrupp and invånargrupp, 1 one of them,
2 only the same län, 3 none.
"""

from collections.abc import Mapping, Sequence

from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.references import riket
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.identification import Peer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import sort_key

MOST_THEME_PEERS = 2
UNLIKE = 3

Wanted = tuple[Indicator, float | None]
"""An indicator to learn about and, if numeric, the value from which a kommun is among the best."""


def likeness(kommun: Kommun, other: Kommun, data: AreaYear) -> tuple[int, tuple[str, ...]]:
    """Return how alike two kommuner are (0-3), and in what, in words."""
    register, edition, year = data.register, data.edition, data.year
    group = register.kommungrupp(kommun.code, edition)
    size = register.invanargrupp(kommun.code, year)
    same_group = group is not None and register.kommungrupp(other.code, edition) == group
    same_size = size is not None and register.invanargrupp(other.code, year) == size
    same_lan = kommun.lan == other.lan
    words = (
        (same_group, "samma kommungrupp"),
        (same_size, "samma invånargrupp"),
        (same_lan, "samma län"),
    )
    n_groups = same_group + same_size
    rank = 2 - n_groups if n_groups else (2 if same_lan else UNLIKE)
    return rank, tuple(text for same, text in words if same)


def wanted_indicator(data: AreaYear, indicator: Indicator) -> Wanted:
    """Return an indicator to learn about; among the best is the best quarter of riket."""
    found = compare(data.matrix, [indicator], [riket(data.register)], None)
    return indicator, best_from(indicator, found[indicator.id]["riket"])


def best_from(indicator: Indicator, comparison: Comparison) -> float | None:
    """Return the value from which a kommun is in the best quarter; None if there are no values."""
    return comparison.q1 if indicator.direction == "lagre" else comparison.q3


def wanted_in_theme(data: AreaYear, theme: str, code: str) -> list[Wanted]:
    """Return what a kommun lacks in a theme, or all of the theme if it lacks nothing.

    What no kommun has a result on is left out: the question was not put that year.
    """
    matrix = data.matrix
    of_theme = [
        wanted_indicator(data, i)
        for i in data.catalogue
        if i.theme == theme and i.is_judged and matrix.has_results(i.id)
    ]
    lacking = [(i, best) for i, best in of_theme if code not in has(i, best, matrix)]
    return lacking or of_theme


def has(indicator: Indicator, best_from: float | None, matrix: Matrix) -> frozenset[str]:
    """Return the kommuner of the matrix that say JA, or have a value among the best."""
    if indicator.kind == "ja_nej":
        answers = matrix.answers.get(indicator.id, {})
        return frozenset(k for k, answer in answers.items() if answer == Answer.JA)
    if best_from is None:
        return frozenset()
    values = matrix.values.get(indicator.id, {})
    if indicator.direction == "lagre":
        return frozenset(k for k, value in values.items() if value <= best_from)
    return frozenset(k for k, value in values.items() if value >= best_from)


def peers(
    data: AreaYear,
    kommun: Kommun,
    wanted: Sequence[Wanted],
    before: Mapping[int, Matrix] | None = None,
) -> list[Peer]:
    """Return the kommuner that have any of the wanted indicators, most alike first.

    `before` holds earlier years' matrices with the same indicators; what a kommun did
    not have in the newest comparable one of them, and has now, is an improvement.
    Among equally alike kommuner those that improved come first, then those that have
    the most, then the highest value, then by name.
    """
    result = []
    matrix = data.matrix
    having = {i.id: has(i, best, matrix) for i, best in wanted}
    for code in sorted(frozenset().union(*having.values())):
        other = data.register.by_code.get(code)
        if other is None or code == kommun.code:
            continue
        found = tuple(id for id, kommuner in having.items() if code in kommuner)
        rank, alike = likeness(kommun, other, data)
        changes = _improved(data, wanted, found, code, before or {})
        value = matrix.value(wanted[0][0].id, code) if len(wanted) == 1 else None
        result.append(Peer(other, len(wanted), rank, alike, found, value, *changes))
    lower = len(wanted) == 1 and wanted[0][0].direction == "lagre"
    result.sort(
        key=lambda p: (
            p.likeness,
            -len(p.improved),
            -(p.rise or 0),
            -len(p.has),
            (p.value or 0) if lower else -(p.value or 0),
            kommun.lan != p.kommun.lan,
            sort_key(p.kommun.name),
        )
    )
    return result


def _improved(
    data: AreaYear,
    wanted: Sequence[Wanted],
    found: tuple[str, ...],
    code: str,
    before: Mapping[int, Matrix],
) -> tuple[tuple[str, ...], int | None, float | None, str | None]:
    """Return (ids that improved, since which year, the only value's rise, the only answer then)."""
    improved, since, rise, then = [], None, None, None
    only = len(wanted) == 1
    for indicator, _ in wanted:
        if indicator.id not in found:
            continue
        for old_year in sorted(before, reverse=True):
            if indicator.break_between(old_year, data.year):
                break
            old = before[old_year]
            old_answer, old_value = old.answer(indicator.id, code), old.value(indicator.id, code)
            value = data.matrix.value(indicator.id, code)
            if old_answer not in IN_DENOMINATOR and old_value is None:
                continue
            if old_answer in (Answer.NEJ, Answer.DELVIS):
                improved.append(indicator.id)
                since, then = old_year, old_answer if only else None
            elif old_value is not None and value is not None:
                change = indicator.lead(value, old_value)
                if change > 0:
                    improved.append(indicator.id)
                    since, rise = old_year, change if only else None
            break
    return tuple(improved), since, rise, then


def theme_peers(data: AreaYear, kommun: Kommun, wanted: Sequence[Wanted]) -> tuple[Peer, ...]:
    """Return one or two kommuner that together have most of what is missing in a theme.

    Kommuner with something in common come before those with nothing; each next one is
    the kommun that adds the most.
    """
    candidates = peers(data, kommun, wanted)
    alike = [p for p in candidates if p.likeness < UNLIKE]
    pool = alike or candidates
    chosen: list[Peer] = []
    covered: set[str] = set()
    while pool and len(chosen) < MOST_THEME_PEERS:
        best = max(pool, key=lambda p: len(set(p.has) - covered))
        if not set(best.has) - covered:
            break
        chosen.append(best)
        covered |= set(best.has)
        pool = [p for p in pool if p is not best]
    return tuple(chosen)
