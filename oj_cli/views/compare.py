"""Kommuner side by side as a document."""

from typing import Literal

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.local import Corrected
from oj_cli.domain.overview import KommunRow, Overview
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import area_word, plain
from oj_cli.presentation.document import Cell, Column, Document, Shown, Table
from oj_cli.presentation.parts import compose, note
from oj_cli.views.corrections import corrected, corrections_section
from oj_cli.views.sources import how_counted

NO_ANSWER = "saknas"
MOST_NAMED = 30


def document(found: Overview) -> Document:
    """Return the comparison as a document."""
    one = len(found.indicators) == 1
    rules = (_rule(found), *_doubtful(found))
    return compose(
        found.heading,
        f"{capital(area_word(found.catalogue))} {found.year}.",
        found.indicators[0].definition if one else "",
        _table(found),
        note(_absent(found)),
        sections=(
            corrections_section(_corrections(found), found.catalogue),
            how_counted(rules, found.catalogue, found.sources, found.around),
        ),
    )


def _rule(found: Overview) -> str:
    text = (
        f"Kommungrupp: {found.edition.name}. Invånargrupp: efter folkmängden i slutet av "
        f"{found.year - 1}, eller den senaste före."
    )
    text += "".join(f" {r.full_name}." for r in found.references if r.id == "liknande")
    if any(i.kind == "ja_nej" for i in found.indicators):
        return (
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS. EA betyder ej aktuellt; "
            f"EA och bortfall räknas inte. {text}"
        )
    published = any(
        c.published_value is not None for of in found.comparisons.values() for c in of.values()
    )
    told = "Rikets värde är det som utgivaren redovisar; medianen" if published else "Medianen"
    return f"{told} är kommunernas. {text}"


def _doubtful(found: Overview) -> list[str]:
    """Return which rows below the kommuner are counted on too few to compare with."""
    told = []
    for reference in found.references:
        n, size = found.n_in_data.get(reference.id, 0), len(reference.members)
        of_group = [found.comparisons[i.id][reference.id] for i in found.indicators]
        counted_here = [c for c in of_group if c.n and not c.is_published]
        if 2 * n < size and counted_here and not all(c.ranks for c in counted_here):
            published = any(c.is_published for c in of_group)
            where = " där utgivaren inte har redovisat någon andel" if published else ""
            told.append(
                f"{reference.name} är räknat på {number(n)} av {number(size)} kommuner, de som "
                f"finns i data, och duger inte som jämförelse{where}."
            )
    return told


def _absent(found: Overview) -> str:
    """Return which of those that were selected have no row in the table."""
    names = [row.kommun.name for row in found.rows if not row.in_data]
    if len(names) > MOST_NAMED:
        names[MOST_NAMED:] = [f"{number(len(names) - MOST_NAMED)} till"]
    if names:
        return f"Inga svar i data från {listing(names)}."
    n = counted(found.n_absent, "kommun", "kommuner")
    return f"{capital(n)} har inga svar i data." if found.n_absent else ""


def _table(found: Overview) -> Table:
    """Return the kommuner with their answers; of one indicator with their groups beside."""
    indicators = found.indicators
    one = len(indicators) == 1
    columns = [Column("Kommun", weight=int(one))]
    for i in indicators:
        heading = i.short
        if one:
            heading = "Svar" if i.kind == "ja_nej" else capital(i.known_unit or "Värde")
        align: Literal["right", "left"] = "right" if i.kind == "numerisk" else "left"
        columns.append(Column(i.id, heading, align, weight=int(not one)))
    if one:
        columns += [Column("Län", weight=1), Column("Kommungrupp"), Column("Invånargrupp")]
    rows: list[tuple[Cell, ...]] = []
    for row in found.rows:
        if not row.in_data:
            continue
        groups = (short_lan(row.lan.name), row.kommungrupp or "", row.invanargrupp)
        cells = (_cell(row, i, found) for i in indicators)
        rows.append((row.kommun.name, *cells, *(groups if one else ())))
    n_rows = len(rows)
    rows += [(label, *texts, *(("", "", "") if one else ())) for label, texts in _summary(found)]
    return Table(tuple(columns), tuple(rows), heading_rows=tuple(range(n_rows, len(rows))))


def _cell(row: KommunRow, indicator: Indicator, found: Overview) -> Cell:
    value = row.values[indicator.id]
    if value is not None:
        return Shown(_number(value), value)
    fixed = found.correction(row.kommun.code, indicator.id)
    return corrected(row.answers[indicator.id] or NO_ANSWER, fixed)


def _corrections(found: Overview) -> list[Corrected]:
    return [
        Corrected(row.kommun.name, fixed, row.answers[i.id])
        for row in found.rows
        for i in found.indicators
        if (fixed := found.correction(row.kommun.code, i.id)) is not None
    ]


def _summary(found: Overview) -> list[tuple[str, list[str]]]:
    """Return the rows below the kommuner: label, and a text for each indicator."""
    lines: list[tuple[str, list[str]]] = []
    one = len(found.indicators) == 1
    for reference in found.references:
        of = [found.comparisons[i.id][reference.id] for i in found.indicators]
        if any(c.share is not None for c in of):
            lines.append((f"{reference.name}, andel JA %", [_share(c, one) for c in of]))
        if all(c.median is None for c in of):
            continue
        if any(c.published_value is not None for c in of):
            label = f"{reference.name}, redovisat värde"
            lines.append((label, [_number(c.published_value) for c in of]))
        name = "Alla med värde" if reference.id == "riket" else reference.name
        lines.append((f"{name}, median", [_number(c.median) for c in of]))
        if one:
            lines.append((f"{name}, kvartiler", [f"{_number(c.q1)}–{_number(c.q3)}" for c in of]))
            lines.append((f"{name}, antal kommuner", [str(c.n) for c in of]))
    return lines


def _share(comparison: Comparison, with_counts: bool) -> str:
    if comparison.share is None:
        return ""
    text = number(comparison.share)
    if with_counts and comparison.n_yes is not None:
        text += f" ({comparison.n_yes} av {comparison.n})"
    elif with_counts and comparison.is_published:
        text += " (publicerad)"
    return text


def _number(value: float | None) -> str:
    return "" if value is None else plain(value)
