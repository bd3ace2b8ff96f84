"""The log of evidence as a document and as `oj-underlag/1`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from oj_cli.domain.analysis import Analysis, Evidence
from oj_cli.domain.analysis_words import (
    EVIDENCE_WORDS,
    GENDER_WORDS,
    SUPPORT_WORDS,
    TARGET_WORDS,
)
from oj_cli.domain.encoding import encode
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.chosen import name_of
from oj_cli.views.under_way import under_way
from oj_cli.views.words import area_word

SCHEMA = "oj-underlag/1"


def document(
    analysis: Analysis,
    catalogue: Catalogue,
    themes: Themes,
    only: Sequence[str],
    path: Path,
    where: str,
) -> Document:
    """Return the evidence, or that which concerns `only` (ids of themes and indicators).

    `where` are the flags that name the analysis, where commands must have them.
    """
    names = {t.id: t.name for t in themes.themes}
    found = [e for e in analysis.evidence if not only or concerns(e, only, catalogue)]
    sections = [_balance(analysis, catalogue, names), _next_steps(analysis, where)]
    return Document(
        title=f"Underlag: {analysis.who}, {area_word(catalogue)} {analysis.year}",
        lead=(*_lead(found, catalogue, names, bool(only), path), *under_way(analysis)),
        sections=tuple(s for s in sections if s is not None),
        data=_flat(found),
        payload={
            "schema": SCHEMA,
            "fil": str(path),
            "kommun": analysis.kommun,
            "lan": analysis.lan,
            "omrade": analysis.area,
            "ar": analysis.year,
            "underlag": encode(found),
        },
    )


def concerns(evidence: Evidence, ids: Sequence[str], catalogue: Catalogue) -> bool:
    """Tell whether evidence bears on any of these themes or indicators.

    What concerns a theme concerns its indicators too, and the other way round; what names
    nothing concerns all.
    """
    if not evidence.concerns:
        return True
    return bool(_wide(evidence.concerns, catalogue) & _wide(ids, catalogue))


def _wide(ids: Sequence[str], catalogue: Catalogue) -> set[str]:
    """Return the themes of ids that are themes or indicators."""
    return {catalogue.by_id[id].theme if id in catalogue.by_id else id for id in ids}


def _lead(
    found: Sequence[Evidence],
    catalogue: Catalogue,
    names: Mapping[str, str],
    narrowed: bool,
    path: Path,
) -> tuple[Block, ...]:
    if not found:
        text = "Inget underlag gäller det." if narrowed else "Det finns inget underlag än."
        return (Paragraph(text), Paragraph(f"Analysen ligger i {path}.", "note"))
    rows = tuple(
        {
            "id": e.id,
            "datum": e.date or "saknas",
            "vad": f"{capital(EVIDENCE_WORDS[e.kind])}. {e.source}. {shown(e)}",
            "galler": listing([name_of(c, catalogue, names) for c in e.concerns]) or "allt",
            "bedomning": SUPPORT_WORDS[e.supports],
        }
        for e in found
    )
    columns = (
        Column("id", "Id"),
        Column("datum", "Datum"),
        Column("vad", "Vad det visar", weight=3),
        Column("galler", "Gäller", weight=1),
        Column("bedomning", "Valet"),
    )
    return (Table(columns, rows), Paragraph(f"Sparat i {path}.", "note"))


def shown(evidence: Evidence) -> str:
    """Return what evidence shows, with its value, whom it is about and its link."""
    text = evidence.shows.removesuffix(".") + "."
    m = evidence.measurement
    if m is not None:
        decimals = 0 if m.value == int(m.value) else 1
        value = f"{number(m.value, decimals)} {m.unit or ''}".strip()
        text += f" Värde: {value}" + (f", räknat på {number(m.n)}." if m.n else ".")
    about = [TARGET_WORDS[g] for g in evidence.target_groups]
    if evidence.gender:
        about.append(GENDER_WORDS[evidence.gender])
    if about:
        text += f" Gäller {listing(about)}."
    return text + (f" {evidence.link}" if evidence.link else "")


def _balance(analysis: Analysis, catalogue: Catalogue, names: Mapping[str, str]) -> Section | None:
    """Return for each chosen area how much speaks for the choice and how much against it."""
    items = []
    for chosen in analysis.chosen:
        of_area = [e for e in analysis.evidence if concerns(e, [chosen.theme], catalogue)]
        parts = [
            f"{n} {SUPPORT_WORDS[word]}"
            for word in SUPPORT_WORDS
            if (n := sum(e.supports == word for e in of_area))
        ]
        amount = counted(len(of_area), "underlag", "underlag")
        said = f"{amount}, {listing(parts)}" if parts else "inget underlag"
        details: tuple[str, ...] = ()
        if len(of_area) > 1 and all(e.supports == "stodjer" for e in of_area):
            details = ("Allt talar för valet. Har ni letat efter något som talar emot?",)
        items.append(Item(f"{names.get(chosen.theme, chosen.theme)}: {said}", details))
    return Section("Vad underlaget säger om valet", (Bullets(tuple(items)),)) if items else None


def _next_steps(analysis: Analysis, where: str) -> Section:
    commands = [Command(f"oj complement add{where}", "lägg till underlag")]
    if analysis.chosen:
        commands.insert(0, Command(f"oj complement suggest{where}", "vad som saknas"))
    return Section("Nästa steg", (Commands(tuple(commands)),))


def _flat(found: Sequence[Evidence]) -> Table:
    keys = ("id", "typ", "datum", "kalla", "visar", "varde", "enhet", "n", "malgrupp", "kon")
    more = ("galler", "bedomning", "lank")
    rows: list[dict[str, Cell]] = []
    for e in found:
        m = e.measurement
        rows.append(
            {
                "id": e.id,
                "typ": e.kind,
                "datum": e.date,
                "kalla": e.source,
                "visar": e.shows,
                "varde": m.value if m else None,
                "enhet": m.unit if m else None,
                "n": m.n if m else None,
                "malgrupp": ", ".join(e.target_groups),
                "kon": e.gender,
                "galler": ", ".join(e.concerns),
                "bedomning": e.supports,
                "lank": e.link,
            }
        )
    return Table(tuple(Column(k, k) for k in (*keys, *more)), tuple(rows))


def said(analysis: Analysis, id: str, path: Path, where: str) -> list[str]:
    """Return what to say when evidence has been saved. `where` as for `document`."""
    evidence = next(e for e in analysis.evidence if e.id == id)
    return [
        f"Sparat som {id} i {path}: {EVIDENCE_WORDS[evidence.kind]}, {evidence.source}.",
        f"Visa allt: oj complement list{where}",
    ]


def removed(evidence: Evidence, path: Path) -> list[str]:
    """Return what to say when evidence has been removed."""
    return [
        f"Tog bort {evidence.id} ur {path}: {EVIDENCE_WORDS[evidence.kind]}, {evidence.source}.",
        f"Filen som den var ligger kvar som {path.name}.bak.",
    ]
