"""What it would mean if nothing is done: a straight line, and how little it says."""

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import counted, number
from oj_cli.domain.trend import Outlook, TrendOverview
from oj_cli.presentation.document import Block, Cell, Column, Paragraph, Section, Shown, Table
from oj_cli.views.words import value_text

_WHOLE_SCALE = (0.0, 100.0)


def outlook_section(found: TrendOverview, show_all: bool) -> Section | None:
    """Return what a straight line says of next year; None if no series is long enough.

    A line that says nothing (the interval is the whole scale) is only counted, unless
    all are asked for.
    """
    if not found.outlooks:
        return None
    year = found.outlooks[0][1].year
    said = [(i, o) for i, o in found.outlooks if show_all or _says_something(o)]
    lead = (
        f"En rät linje genom {_years(found)} år, dragen till {year}. Det är ingen prognos: "
        "linjen vet inget om varför värdena ändrats, och så få punkter gör den mycket osäker. "
        "Intervallet rymmer nästa värde 95 gånger av 100, om utvecklingen verkligen är en rät "
        "linje."
    )
    blocks: list[Block] = [Paragraph(lead)]
    if said:
        now, line = Column(str(found.year), align="right"), Column(f"Linjen {year}", align="right")
        columns = (Column("Indikator", weight=1), now, line, Column("95 % intervall"))
        blocks.append(Table(columns, tuple(_outlook_row(i, o) for i, o in said)))
    left = len(found.outlooks) - len(said)
    if left:
        what = counted(left, "indikator", "indikatorer")
        blocks.append(
            Paragraph(
                f"För {what} {'till ' if said else ''}säger linjen inget: intervallet är hela "
                "skalan, 0–100\u00a0%, eller går inte att räkna eftersom alla punkter ligger på "
                "linjen. De visas med --alla.",
                "note",
            )
        )
    if any(o.is_clipped for _, o in said):
        text = "* Klippt till 0–100\u00a0%: linjen eller intervallet gick utanför."
        blocks.append(Paragraph(text, "note"))
    return Section("Om ingenting görs", tuple(blocks))


def _years(found: TrendOverview) -> str:
    lengths = sorted({len(o.points) for _, o in found.outlooks})
    if lengths == [3]:
        return "tre"
    return f"{lengths[0]}" if len(lengths) == 1 else f"{lengths[0]} till {lengths[-1]}"


def _says_something(found: Outlook) -> bool:
    return found.low is not None and (found.low, found.high) != _WHOLE_SCALE


def _outlook_row(indicator: Indicator, found: Outlook) -> tuple[Cell, ...]:
    now, interval = found.points[-1].figure or 0.0, "går inte att räkna"
    if found.low is not None and found.high is not None:
        low = f"{number(found.low, 1)} till "
        if indicator.is_percent:
            low = f"{number(found.low)}–"
        interval = f"{low}{value_text(found.high, indicator)}" + ("*" if found.is_clipped else "")
    figures = (Shown(value_text(figure, indicator), figure) for figure in (now, found.figure))
    return (indicator.name, *figures, interval)
