"""What has changed between two years, as slopes; and whom to learn from, as dots on rows."""

from oj_cli.domain.peers import CLARITY_WORDS, Clarity, Peer, Peers
from oj_cli.domain.swedish import counted, listing, number, percent
from oj_cli.domain.trend_overview import IndicatorChange, TrendOverview
from oj_cli.domain.wording import (
    credit,
    figure_text,
    in_table,
    named_with_unit,
    short_names,
    value_text,
)
from oj_cli.presentation.document import Figure
from oj_cli.presentation.pictures.model import (
    Dot,
    DotPlot,
    DotRow,
    HeatCell,
    HeatMap,
    Scale,
    Slope,
    SlopeLine,
    Tone,
)

MOST = 16  # lines that can be told apart
_FEWEST = 2


def of_changes(found: TrendOverview) -> Figure | None:
    """Return the shares of two years joined by lines, what is clear first; None with one line."""
    years = [c.shift.before.year for c in found.changes if _is_share(c)]
    before = max(years, key=years.count, default=0)
    every = [c for c in found.changes if _is_share(c) and c.shift.before.year == before]
    drawn = sorted(every, key=lambda c: (not c.is_clear, -abs(c.gain or 0.0)))[:MOST]
    if len(drawn) < _FEWEST:
        return None
    of = found.kommun.name if found.kommun else found.lan.name if found.lan else ""
    worse, better = (
        sum(bool(c.is_clear) and sign * (c.gain or 0.0) > 0 for c in every) for sign in (-1, 1)
    )
    left = len(every) - len(drawn)
    picture = Slope(
        f"{of}: tydligt sämre på {worse} och tydligt bättre på {better} av "
        f"{counted(len(every), 'mått', 'mått')} sedan {before}",
        f"{found.catalogue.name}. Procent",
        (before, found.year),
        tuple(map(_line, drawn, short_names([c.indicator for c in drawn]))),
        credit(found.sources),
        (
            "Grå linje: ändringen kan bero på slumpen, eller är ingen.",
            f"{counted(left, 'mindre ändring', 'mindre ändringar')} är inte ritade."
            if left
            else "",
        ),
    )
    said = [
        f"{line.name} {number(line.before)} till {percent(line.after)}"
        f"{', tydligt ' + line.word if line.word else ''}"
        for line in picture.lines
    ]
    alt = f"Linjer från {before} till {found.year}. {'; '.join(said)}."
    return Figure(picture, picture.title, alt, id="figur-andringar")


def _is_share(c: IndicatorChange) -> bool:
    return c.indicator.is_percent and c.shift.points is not None and c.gain is not None


def _line(c: IndicatorChange, name: str) -> SlopeLine:
    tone: Tone = ""
    if c.is_clear and c.gain:
        tone = "stark" if c.gain > 0 else "svag"
    word = {"": "", "stark": "bättre", "svag": "sämre"}[tone]
    before, after = c.shift.before.figure or 0.0, c.shift.after.figure or 0.0
    return SlopeLine(name, before, after, tone, word)


def of_peers(found: Peers) -> Figure | None:
    """Return the kommuner to learn from: values on rows for one number, else who has what."""
    if len(found.peers) < 1:
        return None
    only = found.indicators[0] if len(found.indicators) == 1 else None
    if only is None or only.kind != "numerisk":
        return _of_theme(found)
    own = found.values.get(only.id)
    every = [p.value for p in found.peers if p.value is not None]
    if own is not None:
        every.append(own)
    scale = None
    if not only.is_percent and every:
        low, high = min(0.0, *every), max(every)
        scale = Scale(low, high, figure_text(low, only), figure_text(high, only))

    def row(peer: Peer) -> DotRow:
        value = peer.value or 0.0
        dots = (Dot("annan", value), *([] if own is None else [Dot("ni", own)]))
        clear = peer.clarity == Clarity.CLEAR
        sure = peer.uncertainty.interval if peer.uncertainty else None
        word = CLARITY_WORDS[Clarity.CLEAR] if clear else ""
        note = ", ".join(filter(None, (in_table(value, only), word)))
        alike = ", ".join(peer.alike)
        return DotRow(
            peer.kommun.name, dots, note, alike, sure, own is not None and not clear, scale=scale
        )

    rows = tuple(row(p) for p in found.peers if p.value is not None)
    if not rows:
        return None
    clearly = sum(p.clarity == Clarity.CLEAR for p in found.peers)
    picture = DotPlot(
        f"{named_with_unit(only.short, only)}: {clearly} av de {len(rows)} kommuner som visas är "
        f"tydligt bättre än {found.kommun.name}",
        f"{only.name}, {found.year}",
        (
            *([] if own is None else [("ni", f"{found.kommun.name}: {value_text(own, only)}")]),
            ("annan", "en annan kommun"),
        ),
        rows,
        credit(found.sources),
        notes=("Linjen genom den andra kommunens punkt: så långt slumpen kan ha flyttat värdet.",)
        if any(r.span for r in rows)
        else (),
    )
    said = "; ".join(f"{r.name} {r.note}" for r in rows)
    alt = f"En rad för varje kommun, den att ringa först överst. {said}."
    return Figure(picture, picture.title, alt, id="figur-larande")


def _of_theme(found: Peers) -> Figure | None:
    wanted = [i for i in found.indicators if any(i.id in p.has for p in found.peers)]
    if not wanted:
        return None
    rows = tuple(p.kommun.name for p in found.peers)
    cells = tuple(
        tuple(HeatCell("har" if i.id in p.has else "", float(i.id in p.has)) for i in wanted)
        for p in found.peers
    )
    best = found.peers[0]
    picture = HeatMap(
        f"{found.about}: {best.kommun.name} har {len(best.has)} av {best.wanted} som "
        f"{found.kommun.name} kan lära av",
        rows,
        tuple(i.short for i in wanted),
        cells,
        credit(found.sources),
        f"{found.catalogue.name} {found.year}. Har: svarat JA, eller bland de bästa. Den att ringa "
        "först står överst.",
    )
    said = [
        f"{p.kommun.name}: {listing([i.short for i in wanted if i.id in p.has])}"
        for p in found.peers
    ]
    return Figure(picture, picture.title, f"Rutmönster. {'; '.join(said)}.", id="figur-larande")
