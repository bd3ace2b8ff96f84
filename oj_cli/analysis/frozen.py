"""The figures that an indicator is chosen on, and whether newer data have changed them."""

from collections.abc import Mapping

from oj_cli.analysis.certainty import Behind, floor
from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import Matrix
from oj_cli.domain.analysis import Frozen
from oj_cli.domain.chosen import Difference, Elsewhere
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import Comparison, Reference

DECIMALS = {"ja_nej": 1, "numerisk": 2}
"""What is kept of a share or a median."""

Places = Mapping[tuple[str, str, str], tuple[str, str | None]]
"""The source's title, and the place in it, of each result by indicator, unit kind and unit."""


def group_name(reference: Reference) -> str:
    """Return a kommungrupp as it is frozen: `Kommungrupp C7 (SKR 2017)`."""
    return f"{reference.name.split(',')[0]} ({reference.edition})"


def freeze(
    indicator: Indicator,
    kommun: str | None,
    matrix: Matrix,
    references: Mapping[str, Reference],
    places: Places,
) -> Frozen:
    """Return one indicator with the figures as they are now.

    `kommun` is a kommunkod, None for a län. `references` are those with the ids `riket`,
    `lan` and perhaps `kommungrupp`; others are left out.
    """
    found = compare(matrix, [indicator], tuple(references.values()), kommun)[indicator.id]
    riket, lan, group = found["riket"], found["lan"], found.get("kommungrupp")
    return Frozen(
        indicator=indicator.id,
        answer=matrix.answer(indicator.id, kommun) if kommun else None,  # type: ignore[arg-type]  # the store's
        value=matrix.value(indicator.id, kommun) if kommun else None,
        riket=_rounded(riket, indicator),
        riket_n=riket.n,
        lan=_rounded(lan, indicator),
        lan_yes=lan.n_yes,
        lan_n=lan.n,
        group=_rounded(group, indicator),
        group_name=group_name(references["kommungrupp"]) if group else None,
        group_yes=group.n_yes if group else None,
        group_n=group.n if group else None,
        source=_source(indicator.id, kommun, lan.is_published, references["lan"], places),
    )


def _rounded(found: Comparison | None, indicator: Indicator) -> float | None:
    if found is None or not (found.n_others or found.is_published):  # then it is the own one
        return None
    figure = found.figure
    return None if figure is None else round(figure, DECIMALS[indicator.kind])


def _source(
    indicator: str, kommun: str | None, is_published: bool, lan: Reference, places: Places
) -> str | None:
    """Return where the own figure comes from; for a län's counted one, the sources behind it."""
    own = ("kommun", kommun) if kommun else lan.published if is_published else None
    if own is not None and (indicator, *own) in places:
        title, place = places[indicator, *own]
        return f"{title}: {place}" if place else title
    keys = ((indicator, "kommun", code) for code in sorted(lan.members))
    return "; ".join(dict.fromkeys(places[key][0] for key in keys if key in places)) or None


_COMPARED = ("answer", "value", "riket", "lan", "group")


def differences(then: Frozen, now: Frozen) -> tuple[Difference, ...]:
    """Return the figures that are not what they were when the indicator was chosen.

    A group is only compared with the same one. What was not known then counts too.
    """
    compared = [f for f in _COMPARED if f != "group" or then.group_name == now.group_name]
    return tuple(
        Difference(field, getattr(then, field), getattr(now, field))
        for field in compared
        if getattr(then, field) != getattr(now, field)
    )


def elsewhere(indicator: Indicator, matrix: Matrix, lan: Reference, riket: Reference) -> Elsewhere:
    """Return how one indicator of another område is for a län: weak if riket is clearly ahead."""
    found = compare(matrix, [indicator], (lan, riket), None)[indicator.id]
    own, of_riket = found["lan"].figure, found["riket"].figure
    if own is None or of_riket is None:
        return Elsewhere(indicator, found["riket"], None, own, None)
    least = floor(indicator, Behind(None, "okand"), found["riket"].q1, found["riket"].q3)
    is_weak = 0 > -least >= indicator.lead(own, of_riket)
    return Elsewhere(indicator, found["riket"], None, own, is_weak)
