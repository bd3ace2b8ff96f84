"""Kommuner side by side as a document."""

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.local import Corrected
from oj_cli.domain.overview import KommunRow, Overview
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.swedish import capital, number
from oj_cli.presentation.document import Block, Cell, Column, Document, Paragraph, Table
from oj_cli.views.corrections import corrected, section
from oj_cli.views.sources import how_counted
from oj_cli.views.words import area_word

NO_ANSWER = "saknas"


def document(found: Overview) -> Document:
    """Return the comparison as a document."""
    lead: list[Block] = [Paragraph(f"{capital(area_word(found.catalogue))} {found.year}.")]
    if len(found.indicators) == 1:
        lead.append(Paragraph(found.indicators[0].definition))
    table = _single(found) if len(found.indicators) == 1 else _matrix(found)
    fixed = section(_corrections(found), found.catalogue)
    return Document(
        title=found.heading,
        lead=(*lead, table),
        sections=(
            *((fixed,) if fixed else ()),
            how_counted(
                (Paragraph(_rule(found)), *_doubtful(found)),
                found.catalogue,
                found.sources,
                found.around,
            ),
        ),
    )


def _rule(found: Overview) -> str:
    text = (
        f"Kommungrupp: {found.edition.name}. Invånargrupp: efter folkmängden i slutet av "
        f"{found.year - 1}, eller den senaste före."
    )
    if any(i.kind == "ja_nej" for i in found.indicators):
        return (
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS. EA betyder ej aktuellt; "
            f"EA och bortfall räknas inte. {text}"
        )
    return f"Rikets värde är det som utgivaren redovisar; medianen är kommunernas. {text}"


def _doubtful(found: Overview) -> tuple[Paragraph, ...]:
    """Return which rows below the kommuner are counted on too few to compare with."""
    told = []
    for reference in found.references:
        n, size = found.n_in_data.get(reference.id, 0), len(reference.members)
        of_group = [found.comparisons[i.id][reference.id] for i in found.indicators]
        if 2 * n < size and any(c.n and not c.is_published for c in of_group):
            published = any(c.is_published for c in of_group)
            where = " där utgivaren inte har redovisat någon andel" if published else ""
            text = (
                f"{reference.name} är räknat på {number(n)} av {number(size)} kommuner, de som "
                f"finns i data, och duger inte som jämförelse{where}."
            )
            told.append(Paragraph(text))
    return tuple(told)


def _single(found: Overview) -> Table:
    indicator = found.indicators[0]
    answered = "Svar" if indicator.kind == "ja_nej" else capital(indicator.unit or "Värde")
    rows: list[dict[str, Cell]] = [
        {
            "kommun": row.kommun.name,
            "svar": _cell(row, indicator, found),
            "lan": short_lan(row.lan.name),
            "kommungrupp": row.kommungrupp or "",
            "invanargrupp": row.invanargrupp,
        }
        for row in found.rows
    ]
    summary: list[dict[str, Cell]] = [
        {"kommun": label, "svar": figures[indicator.id]} for label, figures in _summary(found)
    ]
    columns = (
        Column("kommun", "Kommun", weight=1),
        Column("svar", answered, "right" if indicator.kind == "numerisk" else "left"),
        Column("lan", "Län", weight=1),
        Column("kommungrupp", "Kommungrupp"),
        Column("invanargrupp", "Invånargrupp"),
    )
    return Table(columns, (*rows, *summary), heading_rows=_last(rows, summary))


def _matrix(found: Overview) -> Table:
    rows: list[dict[str, Cell]] = [
        {"kommun": row.kommun.name, **{i.id: _cell(row, i, found) for i in found.indicators}}
        for row in found.rows
    ]
    summary: list[dict[str, Cell]] = [
        {"kommun": label, **figures} for label, figures in _summary(found)
    ]
    columns = (
        Column("kommun", "Kommun"),
        *(
            Column(i.id, i.short, "right" if i.kind == "numerisk" else "left", weight=1)
            for i in found.indicators
        ),
    )
    return Table(columns, (*rows, *summary), heading_rows=_last(rows, summary))


def _last(rows: list[dict[str, Cell]], summary: list[dict[str, Cell]]) -> tuple[int, ...]:
    return tuple(range(len(rows), len(rows) + len(summary)))


def _cell(row: KommunRow, indicator: Indicator, found: Overview) -> str:
    value = row.values[indicator.id]
    if value is not None:
        return number(value, 0 if value == int(value) else 1)
    fixed = found.correction(row.kommun.code, indicator.id)
    return corrected(row.answers[indicator.id] or NO_ANSWER, fixed)


def _corrections(found: Overview) -> list[Corrected]:
    return [
        Corrected(row.kommun.name, fixed, row.answers[i.id])
        for row in found.rows
        for i in found.indicators
        if (fixed := found.correction(row.kommun.code, i.id)) is not None
    ]


def _summary(found: Overview) -> list[tuple[str, dict[str, str]]]:
    """Return the rows below the kommuner: label, and text by indicator id."""
    lines = []
    for reference in found.references:
        of = {i.id: found.comparisons[i.id][reference.id] for i in found.indicators}
        if any(c.share is not None for c in of.values()):
            one = len(found.indicators) == 1
            lines.append(
                (f"{reference.name}, andel JA %", {i: _share(c, one) for i, c in of.items()})
            )
        if any(c.median is not None for c in of.values()):
            lines.append(
                (f"{reference.name}, median", {i: _number(c.median) for i, c in of.items()})
            )
            if len(found.indicators) == 1:
                indicator = found.indicators[0].id
                lines += _spread(reference, indicator, of[indicator])
            if any(c.published_value is not None for c in of.values()):
                values = {i: _number(c.published_value) for i, c in of.items()}
                lines.append((f"{reference.name}, redovisat värde", values))
    return lines


def _spread(
    reference: Reference, indicator: str, comparison: Comparison
) -> list[tuple[str, dict[str, str]]]:
    quartiles = f"{_number(comparison.q1)}–{_number(comparison.q3)}"
    return [
        (f"{reference.name}, kvartiler", {indicator: quartiles}),
        (f"{reference.name}, antal kommuner", {indicator: str(comparison.n)}),
    ]


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
    return "" if value is None else number(value, 0 if value == int(value) else 1)
