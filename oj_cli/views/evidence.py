"""The log of evidence as a document."""

from oj_cli.domain.analysis import (
    EVIDENCE_WORDS,
    GENDER_WORDS,
    SUPPORT_WORDS,
    TARGET_WORDS,
    Evidence,
)
from oj_cli.domain.logs import EvidenceLog
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import plain
from oj_cli.presentation.document import Block, Column, Document, Section
from oj_cli.presentation.parts import bullets, compose, item, next_steps, note, section, table, wide
from oj_cli.views.analysis import concerned
from oj_cli.views.chosen import heading

ONLY_SUPPORTS = "talar för valet. Har ni letat efter något som talar emot?"


def document(found: EvidenceLog) -> Document:
    """Return the evidence, and for each chosen area what it says of the choice."""
    of = found.of
    steps = [(f"oj complement suggest{of.flags}", "vad som saknas")] if of.chosen else []
    return compose(
        f"Underlag: {heading(of.analysis, of.asked)}",
        *_lead(found),
        sections=(
            _balance(found),
            next_steps(*steps, (f"oj complement add{of.flags}", "lägg till underlag")),
        ),
    )


def _lead(found: EvidenceLog) -> tuple[Block | str, ...]:
    if not found.items:
        text = "Inget underlag gäller det." if found.is_narrowed else "Det finns inget underlag än."
        return (text, note(f"Analysen ligger i {found.of.path}."))
    rows = (
        (
            *(e.id, e.date or "saknas"),
            f"{capital(EVIDENCE_WORDS[e.kind])}. {e.source}. {shown(e)}",
            *(concerned(e.concerns, found.of), SUPPORT_WORDS[e.supports]),
        )
        for e in found.items
    )
    what = (wide("Vad det visar", 3), wide("Gäller"), Column("Valet"))
    evidence = table((Column("Id"), Column("Datum"), *what), rows)
    return (evidence, note(f"Sparat i {found.of.path}."))


def shown(evidence: Evidence) -> str:
    """Return what evidence shows, with its value, whom it is about and its link."""
    text = evidence.shows.removesuffix(".") + "."
    m = evidence.measurement
    if m is not None:
        value = f"{plain(m.value)} {m.unit or ''}".strip()
        text += f" Värde: {value}" + (f", räknat på {number(m.n)}." if m.n else ".")
    about = [TARGET_WORDS[g] for g in evidence.target_groups]
    if evidence.gender:
        about.append(GENDER_WORDS[evidence.gender])
    if about:
        text += f" Gäller {listing(about)}."
    return text + (f" {evidence.link}" if evidence.link else "")


def _balance(found: EvidenceLog) -> Section:
    """Return for each chosen area how much speaks for the choice and how much against it."""
    items = []
    for theme, of_area in found.by_theme.items():
        parts = [
            f"{n} {SUPPORT_WORDS[word]}"
            for word in SUPPORT_WORDS
            if (n := sum(e.supports == word for e in of_area))
        ]
        amount = counted(len(of_area), "underlag", "underlag")
        said = f"{amount}, {listing(parts)}" if parts else "inget underlag"
        one_sided = len(of_area) > 1 and all(e.supports == "stodjer" for e in of_area)
        name = found.of.themes.names.get(theme, theme)
        items.append(item(f"{name}: {said}", f"Allt {ONLY_SUPPORTS}" if one_sided else ""))
    return section("Vad underlaget säger om valet", bullets(items))


def evidence_text(evidence: Evidence) -> str:
    """Return a piece of evidence on one line: its kind and its source."""
    return f"{EVIDENCE_WORDS[evidence.kind]}, {evidence.source}"
