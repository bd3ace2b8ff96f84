"""Whom to learn from: kommuner that have what is missing, clearly better and most alike first.

Likeness is by the sorting keys: 0 same kommungrupp and invånargrupp, 1 one of them,
2 only the same län, 3 none.
"""

from collections.abc import Mapping, Sequence

from oj_cli.analysis.certainty import Behind
from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.references import riket
from oj_cli.analysis.sought import Sought, is_few
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.peers import Clarity, Peer
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

    What no kommun has a result on is left out: the question was not put that year. So is a number
    that the kommun does not have, if it has any: no other can be said to be better.
    """
    matrix = data.matrix
    of_theme = [
        wanted_indicator(data, i)
        for i in data.catalogue
        if i.theme == theme and i.is_judged and matrix.has_results(i.id)
    ]
    known = [
        (i, best)
        for i, best in of_theme
        if i.kind == "ja_nej" or matrix.value(i.id, code) is not None
    ] or of_theme
    lacking = [(i, best) for i, best in known if not Sought(data, code, i, best).owns]
    return lacking or known


def peers(data: AreaYear, kommun: Kommun, sought: Sequence[Sought]) -> list[Peer]:
    """Return the kommuner that have any of what is sought, those clearly better first.

    After the clear ones, a JA among them, come those that chance may have made, and those with few
    answers behind the value last. Among each the most alike stand first, then those that improved,
    then those that have the most, then the best value, then the most answers behind it, then those
    of the same län, then by name.
    """
    result = []
    for code in frozenset().union(*(s.having for s in sought)) - {kommun.code}:
        other = data.register.by_code.get(code)
        if other is not None:
            result.append(_peer(data, kommun, other, sought))
    lower = len(sought) == 1 and sought[0].indicator.direction == "lagre"
    result.sort(
        key=lambda p: (
            p.clarity == Clarity.CHANCE,
            p.uncertainty is not None and is_few(p.uncertainty.n),
            p.likeness,
            -len(p.improved),
            -(p.rise or 0),
            -len(p.has),
            (p.value or 0) if lower else -(p.value or 0),
            -((p.uncertainty and p.uncertainty.n) or 0),
            kommun.lan != p.kommun.lan,
            sort_key(p.kommun.name),
        )
    )
    return result


def all_sought(
    data: AreaYear,
    kommun: Kommun,
    wanted: Sequence[Wanted],
    before: Mapping[int, Matrix] | None = None,
    moved: Mapping[str, float] | None = None,
) -> list[Sought]:
    """Return what a kommun wants to learn about, with what tells who has it.

    `before` holds earlier years' matrices with the same indicators and what tells how many
    answered; what a kommun did not have in the newest comparable one of them, and has now, is an
    improvement. `moved` is what `Certainty` needs to know, by indicator id.
    """
    old, known, seen = before or {}, moved or {}, dict[object, Behind]()
    return [Sought(data, kommun.code, i, best, old, known.get(i.id), seen) for i, best in wanted]


def _peer(data: AreaYear, kommun: Kommun, other: Kommun, sought: Sequence[Sought]) -> Peer:
    rank, alike = likeness(kommun, other, data)
    found = [s for s in sought if other.code in s.having]
    clear = tuple(s.indicator.id for s in found if other.code in s.clear)
    clarity = None
    if clear:
        clarity = Clarity.CLEAR
    elif all(s.own is not None for s in found):
        clarity = Clarity.CHANCE
    rises = {s.indicator.id: rise for s in found if (rise := s.improved(other.code))}
    [only] = sought if len(sought) == 1 else [None]
    of_only = rises.get(only.indicator.id) if only else None
    return Peer(
        kommun=other,
        wanted=len(sought),
        likeness=rank,
        alike=alike,
        has=tuple(s.indicator.id for s in found),
        value=only.values.get(other.code) if only else None,
        improved=tuple(rises),
        improved_since=max((rise.since for rise in rises.values()), default=None),
        rise=of_only.size if of_only else None,
        then=of_only.then if of_only else None,
        clear=clear,
        clarity=clarity,
        uncertainty=only.uncertainty(other.code) if only else None,
    )


def theme_peers(
    data: AreaYear,
    kommun: Kommun,
    wanted: Sequence[Wanted],
    moved: Mapping[str, float] | None = None,
) -> tuple[Peer, ...]:
    """Return one or two kommuner that together have most of what is missing in a theme.

    How clear it is is told by the one year: what is beside a verdict must not cost as much as it.

    Kommuner with something in common come before those with nothing, among these the clearly
    better before the rest; each next one is the kommun that adds the most.
    """
    candidates = peers(data, kommun, all_sought(data, kommun, wanted, None, moved))
    alike = [p for p in candidates if p.likeness < UNLIKE]
    pool = alike or candidates
    pool = [p for p in pool if p.clarity != Clarity.CHANCE] or pool
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
