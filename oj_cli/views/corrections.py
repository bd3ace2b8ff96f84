"""A local correction in words, always beside what was published."""

from collections.abc import Iterable
from pathlib import Path

from oj_cli.domain.command import UNDONE_BY
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.local import Corrected, Correction
from oj_cli.presentation.document import Section
from oj_cli.presentation.parts import bullets, item, note, section

UNCHANGED = "Det publicerade svaret och alla andelar är som de var."


def said(
    correction: Correction, indicator: Indicator, kommun: Kommun, published: str | None, path: Path
) -> list[str]:
    """Return what to say when a correction has been saved."""
    return [
        f"Sparat i {path}: {indicator.name}, {kommun.name} {correction.year}.",
        f"Publicerat: {published or 'inget svar'}. Er rättelse: {correction.answer}. "
        f"{correction.reason}",
        f"{UNCHANGED} Rättelsen visas bredvid.",
    ]


def removed(
    correction: Correction, indicator: Indicator, kommun: Kommun, published: str | None, path: Path
) -> list[str]:
    """Return what to say when a correction has been taken away."""
    return [
        f"Tog bort rättelsen ur {path}: {indicator.name}, {kommun.name} {correction.year}, "
        f"{correction.answer}.",
        f"Publicerat: {published or 'inget svar'}. {UNDONE_BY}",
    ]


def corrected(answer: str, correction: Correction | None) -> str:
    """Return an answer with what the kommun says beside it: `NEJ (rättelse: JA)`."""
    return f"{answer} (rättelse: {correction.answer})" if correction else answer


def corrections_section(corrections: Iterable[Corrected], catalogue: Catalogue) -> Section:
    """Return corrections, each with what was published; empty if there are none."""
    items = []
    for of in corrections:
        indicator = catalogue.by_id[of.correction.indicator.rpartition("/")[2]]
        text = (
            f"{of.kommun}, {indicator.name} {of.correction.year}: publicerat "
            f"{of.published or 'inget svar'}, kommunen anger {of.correction.answer}."
        )
        items.append(item(text, of.correction.reason))
    return section("Rättelser", bullets(items), note(UNCHANGED if items else ""))
