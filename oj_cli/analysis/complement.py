"""Step 2: which sides a chosen area has not been seen from, and what nyckeltal say of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from oj_cli.analysis.matrix import Matrix
from oj_cli.domain.analysis import Evidence, EvidenceKind
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.quantiles import quantile

if TYPE_CHECKING:  # how far a step has come is told without suggesting anything
    from oj_cli.domain.complement import KeyFigure, View

_SEEN_BY: "dict[View, frozenset[EvidenceKind]]" = {
    "brukarrost": frozenset({"brukarundersokning", "brukarrevision", "hearing", "klagomal"}),
    "kostnader": frozenset({"kostnad"}),  # or known by its words
    "behov": frozenset({"inventering", "egen_statistik"}),
    "brister": frozenset(
        {"klagomal", "avvikelser", "lex_sarah", "ivo_tillsyn", "ej_verkstallda_beslut"}
    ),
    "egen_bild": frozenset({"egen_bedomning", "kollegiegranskning"}),
    "jamforelser": frozenset({"annan_oj", "nyckeltal"}),
}
_COST_WORDS = ("kostna", "kronor", "tkr", "mnkr")
_COST_UNITS = ("kr", "kronor", "tkr", "mnkr", "miljoner kronor")


def bears_on(evidence: Evidence, ids: Iterable[str], asked: Catalogues) -> bool:
    """Tell whether evidence bears on any of these themes or indicators.

    What concerns a theme concerns its indicators too, and the other way round; what names
    nothing concerns all.
    """
    if not evidence.concerns:
        return True
    return bool(_themes(evidence.concerns, asked) & _themes(ids, asked))


def _themes(ids: Iterable[str], asked: Catalogues) -> set[str]:
    """Return the themes of ids that are themes or indicators."""
    return {asked.by_id[id].theme if id in asked.by_id else id for id in ids}


def missing_views(
    evidence: Iterable[Evidence], judged: Iterable[Indicator] = ()
) -> "tuple[View, ...]":
    """Return the sides that none of the evidence of an area shows.

    `judged` are the indicators that it was chosen for: those that persons answered, as many as
    stands beside, are the users' voice themselves.
    """
    found, is_voice = list(evidence), any(i.respondents for i in judged)
    return tuple(
        view
        for view, kinds in _SEEN_BY.items()
        if not (view == "brukarrost" and is_voice)
        and not any(e.kind in kinds or (view == "kostnader" and _is_of_cost(e)) for e in found)
    )


def _is_of_cost(evidence: Evidence) -> bool:
    unit = evidence.measurement.unit if evidence.measurement else None
    first = (unit or "").lower().split()
    text = f"{evidence.shows} {evidence.source}".lower()
    return bool(first and first[0] in _COST_UNITS) or any(word in text for word in _COST_WORDS)


def key_figure(
    indicator: Indicator,
    years: Mapping[int, Matrix],
    kommun: str | None,
    lan: Sequence[Kommun],
    like: Collection[str],
    wanted: int,
    latest: int | None,
) -> "KeyFigure":
    """Return a nyckeltal for a kommun (its code; None for the län alone).

    `years` are the results by year, `lan` the kommuner of the län, the own too, and `like` the
    codes of like kommuner. The year is the `wanted` one if there is a value, else the newest. With
    `latest` no newer year is used.
    """
    from oj_cli.domain.complement import KeyFigure, Neighbour

    by_year = {
        year: {k: value for k in lan if (value := matrix.value(indicator.id, k.code)) is not None}
        for year, matrix in years.items()
        if latest is None or year <= latest
    }
    own_years = [y for y, values in by_year.items() if any(k.code == kommun for k in values)]
    found = own_years or [y for y, values in by_year.items() if values]
    if not found:
        return KeyFigure(indicator, None, None, None, None, 0)
    year = wanted if wanted in found else max(found)
    values = by_year[year]
    riket = years[year].published.get((indicator.id, "riket", "riket"))
    is_lacking = kommun is not None and not own_years
    alike = [v for code in like if (v := years[year].value(indicator.id, code)) is not None]
    return KeyFigure(
        indicator,
        year,
        years[year].value(indicator.id, kommun) if kommun else None,
        riket.figure if riket else None,
        quantile(sorted(values.values()), 0.5),
        len(values),
        quantile(sorted(alike), 0.5),
        len(alike),
        tuple(Neighbour(k, value) for k, value in values.items()) if is_lacking else (),
    )
