"""What the kommuner of a län have promised, beside how many of them do it."""

from collections.abc import Iterable
from typing import Any

from oj_cli.domain.county import LanIdentification, LanIndicator
from oj_cli.domain.encoding import encode
from oj_cli.domain.local import Promise
from oj_cli.domain.swedish import capital, percent
from oj_cli.presentation.document import Bullets, Item, Section


def section(promises: Iterable[Promise], found: LanIdentification) -> Section | None:
    """Return each promise with where the län stands, None if none concerns these data."""
    items = tuple(
        Item(
            f"{capital(promise.said)} ({promise.source})",
            tuple(f"{r.indicator.name}: {_stands(r)}" for r in results),
        )
        for promise in promises
        if (results := _promised(promise, found))
    )
    return Section("Det ni har lovat", (Bullets(items),)) if items else None


def payload(promises: Iterable[Promise], found: LanIdentification) -> list[dict[str, Any]]:
    """Return plain data of the promises that concern these data."""
    return [encode(promise) for promise in promises if _promised(promise, found)]


def _promised(promise: Promise, found: LanIdentification) -> list[LanIndicator]:
    area, year = found.catalogue.area, found.year
    return [r for r in found.indicators if promise.applies(area, r.indicator.id, year)]


def _stands(result: LanIndicator) -> str:
    if result.lan.n_yes is not None and result.lan.n:
        return f"{result.lan.n_yes} av {result.lan.n} kommuner svarar JA."
    if result.figure is None:
        return "inget svar i data."
    return f"kommunernas median är {percent(result.figure)}."
