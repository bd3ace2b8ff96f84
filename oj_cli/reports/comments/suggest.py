"""Suggest `!` and `+` from what the figures say, each with its reason. `?` is left to people.

A gap to riket alone misleads: a län may be above riket and still have got worse, or be where
hardly any kommun does what a guideline asks for. So five kinds of reason are looked at.
"""

from collections.abc import Iterator, Mapping, Sequence

from oj_cli.domain.comments import MarkReason, Suggestion
from oj_cli.domain.county import LanIdentification, LanIndicator
from oj_cli.domain.identification import Identification
from oj_cli.domain.swedish import listing
from oj_cli.reports.county.summary import change_text
from oj_cli.reports.words import difference_text, of_kommuner

CLEAR = 5.0
"""Points from riket that are worth a word; a tenth of riket's value where it is no percentage."""
MOST = 50.0
"""Percent of the kommuner that must have it before it is good news for the län."""
FEW = 25.0
"""Percent of the kommuner or fewer: a low level whatever riket has."""
MIRRORED = "speglad_fraga"


def suggest(
    found: LanIdentification,
    kommuner: Sequence[Identification],
    questions: Mapping[str, str],
) -> tuple[Suggestion, ...]:
    """Return a suggestion for each indicator that has a reason, in the catalogue's order.

    `kommuner` are step 1 for the län's kommuner, `questions` one for each theme.
    """
    by_id = {r.indicator.id: r for r in found.indicators}
    suggested = []
    for indicator in found.catalogue:
        result = by_id.get(indicator.id)
        if result is None or result.figure is None:
            continue
        reasons = (
            *_gap(result),
            *_trend(result),
            *_level(result),
            *_commitment(result, found),
            *_mirrored(result, kommuner),
        )
        if reasons:
            marks = "".join(m for m in "+!" if any(r.mark == m for r in reasons))
            text = _text(result)
            question = questions.get(indicator.theme)
            suggested.append(Suggestion(indicator.id, marks, text, reasons, question))
    return tuple(suggested)


def _gap(r: LanIndicator) -> Iterator[MarkReason]:
    if r.shortfall is None:
        return
    clear = CLEAR if r.indicator.is_percent else abs(r.riket_figure or 0.0) / 10 or CLEAR
    ahead = -r.shortfall
    text = f"{difference_text(r)}."
    if ahead <= -clear:
        yield MarkReason("!", "gap", text)
    elif ahead >= clear and (r.indicator.kind == "numerisk" or (r.figure or 0.0) >= MOST):
        most = "" if r.indicator.kind == "numerisk" else " De flesta kommuner har det."
        yield MarkReason("+", "gap", text + most)


def _trend(r: LanIndicator) -> Iterator[MarkReason]:
    if r.before is None or r.figure is None:
        return
    if r.is_worse:
        yield MarkReason("!", "trend", f"Sämre än {r.before.year}. {change_text(r)}")
        return
    lower = r.indicator.direction == "lagre"
    gain = r.before.figure - r.figure if lower else r.figure - r.before.figure
    if gain > 0 and r.indicator.direction != "ingen":
        yield MarkReason("+", "trend", f"Bättre än {r.before.year}. {change_text(r)}")


def _level(r: LanIndicator) -> Iterator[MarkReason]:
    if r.indicator.kind == "ja_nej" and r.lan.n and (r.figure or 0.0) < FEW:
        few = of_kommuner(r.lan.n_yes or 0, r.lan.n)
        yield MarkReason("!", "niva", f"Låg nivå: {few} har det.")


def _commitment(r: LanIndicator, found: LanIdentification) -> Iterator[MarkReason]:
    if r.indicator.kind != "ja_nej" or not r.lan.n or (r.figure or 0.0) >= MOST:
        return
    by_id = found.catalogue.commitment_by_id
    asked = [
        commitment.short
        for id in r.indicator.commitments
        if (commitment := by_id[id]).applies(found.year, found.lan.code)
    ]
    if asked:
        has = of_kommuner(r.lan.n_yes or 0, r.lan.n)
        yield MarkReason("!", "atagande", f"Begärs i {listing(asked)}, men {has} har det.")


def _mirrored(r: LanIndicator, kommuner: Sequence[Identification]) -> Iterator[MarkReason]:
    names = [
        k.kommun.name
        for k in kommuner
        for result in k.results
        if result.indicator.id == r.indicator.id
        and any(reason.code == MIRRORED for reason in result.reasons)
    ]
    if names:
        text = f"{listing(names)} svarar olika på samma fråga i två områden."
        yield MarkReason("!", "spegling", text)


def _text(r: LanIndicator) -> str:
    """Return a sentence whose figures are references, so that they follow the data."""
    id, name = r.indicator.id, r.indicator.name
    if r.indicator.kind == "numerisk":
        return f"{name}: medianen är {{median:{id}:lan}} i länet och {{median:{id}:riket}} i riket."
    text = f"{name}: {{av:{id}:lan}} kommuner ({{andel:{id}:lan}})"
    return f"{text}, i riket {{andel:{id}:riket}}." if r.riket_figure is not None else f"{text}."
