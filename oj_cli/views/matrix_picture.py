"""Kommuner and indicators in one picture, sorted so that patterns show; one as a strip."""

from collections.abc import Iterable, Sequence

from oj_cli.domain.answers import Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.overview import KommunRow, Overview
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import capital, counted, listing, sort_key
from oj_cli.domain.wording import area_word, credit, figure_text, in_table, short_names, value_text
from oj_cli.presentation.document import Figure
from oj_cli.presentation.pictures.model import (
    Dot,
    DotPlot,
    DotRow,
    HeatCell,
    HeatMap,
    Scale,
    Strip,
)

_LEGEND = (
    "J = JA, N = NEJ, D = DELVIS, E = ej aktuellt, B = bortfall, tom ruta = inget svar. Flest JA "
    "står överst och längst till vänster."
)
_OF_VALUES = "Mörkare ruta: bättre plats bland kommunerna här. Små skillnader kan bero på slumpen."
MOST = 120  # rows that can be read
_FEWEST = 2
_MOST_ROWS = 50


def of_overview(found: Overview) -> Figure | None:
    """Return the picture of a comparison: a strip of one number, else a matrix."""
    (first, *more) = found.indicators
    if not more and first.kind == "numerisk":
        return _values(found, first)
    who = listing([r.name for r in found.references if r.id != "riket"])
    what = f"{found.heading}, {area_word(found.catalogue)} {found.year}"
    return matrix(
        f"{who}: {what}" if who else what, found.rows, found.indicators, credit(found.sources)
    )


def matrix(
    what: str, rows: Sequence[KommunRow], indicators: Sequence[Indicator], source: str
) -> Figure | None:
    """Return kommuner × indicators, None where that is not two kommuner or more than can be read.

    Of numbers each column is shaded by the place among these kommuner.
    """
    rows = [r for r in rows if any(_has(r, i) for i in indicators)]
    shown = [i for i in indicators if any(_has(r, i) for r in rows)]
    if not (_FEWEST <= len(rows) <= MOST and shown):
        return None
    levels = {i.id: _levels(rows, i) for i in shown}
    columns = sorted(shown, key=lambda i: (-_mean(levels[i.id].values()), sort_key(i.short)))
    order = sorted(
        rows,
        key=lambda r: (
            -_mean(
                [level for i in shown if (level := levels[i.id].get(r.kommun.code)) is not None]
            ),
            sort_key(r.kommun.name),
        ),
    )
    numeric = any(i.kind == "numerisk" for i in shown)
    picture = HeatMap(
        f"{what}: {_ends(order, numeric)}",
        tuple(r.kommun.name for r in order),
        tuple(short_names(columns)),
        tuple(tuple(_cell(r, i, levels[i.id]) for i in columns) for r in order),
        source,
        _OF_VALUES if numeric else _LEGEND,
    )
    said = [
        f"{r.kommun.name}: {', '.join(f'{i.short} {_said(r, i)}' for i in columns if _has(r, i))}"
        for r in order
    ]
    kommuner = counted(len(order), "kommun", "kommuner")
    alt = (
        f"Rutmönster med {kommuner} och {counted(len(columns), 'indikator', 'indikatorer')}. "
        f"{'; '.join(said)}."
    )
    return Figure(picture, picture.title, alt, id="figur-matris")


def _ends(order: Sequence[KommunRow], numeric: bool) -> str:
    first, last = order[0].kommun.name, order[-1].kommun.name
    if numeric:
        return f"{first} är oftast bland de bästa, {last} oftast bland de sista"
    return f"flest JA i {first}, färst i {last}"


def _has(row: KommunRow, i: Indicator) -> bool:
    return row.answers.get(i.id) is not None or row.values.get(i.id) is not None


def _levels(rows: Sequence[KommunRow], i: Indicator) -> dict[str, float]:
    """Return how good each is, from 0 to 1, by kommunkod: JA is 1; of numbers the place."""
    if i.kind == "ja_nej":
        worth = {Answer.JA: 1.0, Answer.DELVIS: 0.5, Answer.NEJ: 0.0}
        of = {r.kommun.code: r.answers.get(i.id) for r in rows}
        return {code: worth[Answer(a)] for code, a in of.items() if a in worth}
    values = {r.kommun.code: v for r in rows if (v := r.values.get(i.id)) is not None}
    if i.direction == "ingen" or len(values) < _FEWEST:
        return {}
    below = {
        code: sum(i.lead(value, other) > 0 for other in values.values())
        + sum(other == value for other in values.values()) / 2
        for code, value in values.items()
    }
    return {code: n / len(values) for code, n in below.items()}


def _mean(levels: Iterable[float]) -> float:
    found = list(levels)
    return sum(found) / len(found) if found else -1.0


def _cell(row: KommunRow, i: Indicator, levels: dict[str, float]) -> HeatCell:
    answer, value = row.answers.get(i.id), row.values.get(i.id)
    if value is not None:
        return HeatCell(figure_text(value, i), levels.get(row.kommun.code))
    if answer is None:
        return HeatCell("")
    look = "" if answer in (Answer.JA, Answer.NEJ) else answer.lower()
    return HeatCell(answer[0], levels.get(row.kommun.code), look)


def _said(row: KommunRow, i: Indicator) -> str:
    value = row.values.get(i.id)
    return row.answers.get(i.id) or "" if value is None else value_text(value, i)


def _values(found: Overview, i: Indicator) -> Figure | None:
    """Return every kommun's value: on rows where they are few enough to be named, else as dots."""
    values = [(r.kommun.name, v) for r in found.rows if (v := r.values.get(i.id)) is not None]
    if len(values) < _FEWEST:
        return None
    values.sort(key=lambda of: (-i.lead(of[1], 0.0), sort_key(of[0])))
    (first, best), (last, least) = values[0], values[-1]
    title = (
        f"{i.short} {found.year}: {value_text(best, i)} i {first}, {value_text(least, i)} i {last}"
    )
    unit = f"{i.name}. {capital(i.known_unit or '')}".strip(". ") + "."
    source = credit(found.sources)
    dots = [
        (Dot(_role(r.id, of), of.figure), f"{capital(of.said(r))}: {value_text(of.figure, i)}")
        for r in found.references
        for of in (found.comparisons[i.id][r.id],)
        if of.figure is not None and of.ranks
    ]
    said = listing([text for _, text in dots])
    told = ", ".join(f"{name} {value_text(v, i)}" for name, v in values[:MOST])
    picture: DotPlot | Strip
    if len(values) <= _MOST_ROWS:
        every = [v for _, v in values] + [dot.value for dot, _ in dots]
        low, high = min(0.0, *every), max(every)
        texts = (figure_text(end, i) for end in (low, high))
        own = None if i.is_percent else Scale(low, high, *texts)
        rows = tuple(
            DotRow(name, (Dot("annan", v), *(dot for dot, _ in dots)), in_table(v, i), scale=own)
            for name, v in values
        )
        series = [("annan", "kommunen"), *((dot.role, text) for dot, text in dots)]
        picture = DotPlot(title, unit, tuple(series), rows, source)
    else:
        named = ((name, v) for name, v in (values[0], values[-1]))
        pointed = tuple((f"{name} {figure_text(v, i)}", v) for name, v in named)
        every = [v for _, v in values]
        picture = Strip(title, unit, i.is_percent, tuple(every), tuple(dots), source, named=pointed)
    alt = f"En punkt för var och en av {len(values)} kommuner. {said}. {told}."
    return Figure(picture, title, alt, id="figur-varden")


def _role(reference: str, of: Comparison) -> str:
    return "alla" if reference == "riket" and not of.is_of_riket(reference) else reference
