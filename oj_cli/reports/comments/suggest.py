"""Suggest `!` and `+` from what the figures say, each with its reason. `?` is left to people.

A gap to riket alone misleads: a län may be above riket and still have got worse, or be where
hardly any kommun does what a guideline asks for. So five kinds of reason are looked at. They are
few and plain, and chosen to fit the marks that the author of a printed county report gave.
"""

from collections.abc import Iterator, Mapping, Sequence

from oj_cli.domain.comments import MarkReason, Suggestion, literal
from oj_cli.domain.county import LanIdentification, LanIndicator
from oj_cli.domain.identification import Identification, Verdict
from oj_cli.domain.swedish import listing
from oj_cli.reports.words import difference_text, of_kommuner
from oj_cli.views.county import change_text

MOST = 50.0
"""Percent of the kommuner that must have what is asked for, before it is no longer rare."""
FEW, NEARLY_ALL = 25.0, 75.0
"""Percent of the kommuner: a low or a high level, where the län is also on that side of riket."""
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
    """Yield a difference from riket that so few kommuner do not make by chance."""
    if r.verdict == Verdict.TYDLIG_SVAGHET:
        yield MarkReason("!", "gap", f"{difference_text(r)}, mer än slumpen kan göra.")
    elif r.verdict == Verdict.TYDLIG_STYRKA:
        yield MarkReason("+", "gap", f"{difference_text(r)}, mer än slumpen kan göra.")


def _trend(r: LanIndicator) -> Iterator[MarkReason]:
    if r.before is not None and (r.is_worse or r.is_better):
        mark, word = ("!", "Sämre") if r.is_worse else ("+", "Bättre")
        yield MarkReason(mark, "trend", f"{word}, {change_text(r)}.")


def _level(r: LanIndicator) -> Iterator[MarkReason]:
    if r.indicator.kind != "ja_nej" or not r.lan.n or r.figure is None:
        return
    has = of_kommuner(r.lan.n_yes or 0, r.lan.n)
    if r.figure <= FEW and r.lead < 0:
        yield MarkReason("!", "niva", f"Låg nivå: {has} har det. {difference_text(r)}.")
    elif r.figure >= NEARLY_ALL and r.lead > 0:
        yield MarkReason("+", "niva", f"Hög nivå: {has} har det. {difference_text(r)}.")


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
    id, name = r.indicator.id, literal(r.indicator.name)
    if r.indicator.kind == "numerisk":
        return f"{name}: medianen är {{median:{id}:lan}} i länet och {{median:{id}:riket}} i riket."
    text = f"{name}: {{av:{id}:lan}} kommuner ({{andel:{id}:lan}})"
    return f"{text}, i riket {{andel:{id}:riket}}." if r.riket_figure is not None else f"{text}."
