"""What the newest figures changed, as a document: one screen, or all of it."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.chosen import FIGURES
from oj_cli.domain.data_changes import ChangeKind, DataChange, DataChanges, Resting
from oj_cli.domain.swedish import counted, listing, number
from oj_cli.domain.wording import area_word, credit, figure_text, shell_word, value_text
from oj_cli.presentation.document import Column, Document, Item, Section
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    note,
    rest,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.sources import shipped_note

_COUNTED: dict[ChangeKind, tuple[str, str]] = {
    "blev_nej": ("blev NEJ", "blev NEJ"),
    "tydligt_samre": ("tydligt sämre", "tydligt sämre"),
    "stort_fall": ("stort fall som kan vara slump", "stora fall som kan vara slump"),
    "tydligt_battre": ("tydligt bättre", "tydligt bättre"),
    "blev_ja": ("blev JA", "blev JA"),
    "blev_delvis": ("blev DELVIS", "blev DELVIS"),
    "borta": ("är borta", "är borta"),
    "ny": ("är nytt", "är nya"),
    "upphord": ("utan nytt värde", "utan nytt värde"),
    "andrad_i_efterhand": ("är ändrat i efterhand", "är ändrade i efterhand"),
}
"""What is said of one, and of many."""

_ROWS: dict[ChangeKind, int] = {
    "blev_nej": 4,
    "tydligt_samre": 4,
    "stort_fall": 2,
    "tydligt_battre": 2,
    "blev_ja": 2,
    "blev_delvis": 1,
}
"""What stands in the table, and how many of a kind a screen has room for at least."""

_CAME: dict[ChangeKind, str] = {"borta": "Borta", "ny": "Nytt", "upphord": "Inget nytt värde"}
MOST_ROWS, MOST = 14, 4
MOST_NAMED = 3
WIDEST = 10


def document(found: DataChanges, show_all: bool = False) -> Document:
    """Return what changed: the counts first, then the most important, and what rests on it."""
    return compose(
        f"{found.kommun.name}: vad som har ändrats, {_where(found)}",
        strong(_lead(found)),
        _rest(found),
        sections=(
            _judged(found, show_all),
            _some("Ändrat i efterhand", list(_revised(found)), show_all),
            _some("Ert eget som bygger på det", list(_resting(found)), show_all),
            _some("Borta, nytt och upphört", list(_came_and_went(found, show_all)), show_all),
            section("Källa", note(credit(found.sources)), shipped_note(found.around.is_shipped)),
            _next_steps(found),
        ),
    )


def _where(found: DataChanges) -> str:
    compared = [a for a in found.areas if a.compared] or found.areas
    years = sorted({str(a.year) for a in compared})
    when = "–".join(dict.fromkeys((years[0], years[-1])))
    if len(found.areas) == 1:
        return f"{area_word(found.areas[0].head)} {when}"
    return f"{counted(len(compared), 'område', 'områden')} {when}"


def _lead(found: DataChanges) -> str:
    told: list[str] = []
    for kind, words in _COUNTED.items():
        if n := len(found.of(kind)):
            first = " mått" if not told and kind != "stort_fall" else ""
            told.append(f"{number(n)}{first} {words[n > 1]}")
    if told:
        return f"Mot det senaste jämförbara året: {listing(told)}."
    if not any(a.compared for a in found.areas):
        return "Inget går att jämföra: det finns inget jämförbart år före, eller inget som bedöms."
    return "Inget har ändrats tydligt sedan det senaste jämförbara året."


def _rest(found: DataChanges) -> str:
    compared, uncertain, same = (
        sum(of)
        for of in zip(*((a.compared, a.uncertain, a.same) for a in found.areas), strict=True)
    )
    if not compared:
        return ""
    return (
        f"{counted(compared, 'mått', 'mått')} har jämförts. {number(uncertain)} har ändrats men "
        f"det kan bero på slumpen, eller går inte att säga. {number(same)} står still."
    )


def _judged(found: DataChanges, show_all: bool) -> Section:
    every = found.of(*_ROWS)
    sure = {c.id for kind, most in _ROWS.items() for c in found.of(kind)[:most]}
    free = MOST_ROWS - len(sure)
    others = [c.id for c in every if c.id not in sure][: max(0, free)]
    shown = [c for c in every if show_all or c.id in {*sure, *others}]
    years = {c.after.year for c in shown}
    columns = (Column("Vad"), wide("Område"), wide("Mått", 2), *right("Förra", "Nu"))
    rows = (
        (
            "stort fall?" if c.kind == "stort_fall" else _COUNTED[c.kind][0],
            c.head.short,
            c.indicator.name if show_all else c.indicator.short,
            _before(c),
            _now(c, show_all) + (f" ({c.after.year})" if len(years) > 1 else ""),
        )
        for c in shown
    )
    more = rest(len(every) - len(shown))
    if any(c.kind == "stort_fall" for c in shown):
        more = f"Stort fall?: minst 40 procentenheter, men kan vara slump eller fel. {more}"
    return section("Det viktigaste", table(columns, rows), note(more.strip()))


def _before(c: DataChange) -> str:
    """Return what was said, with its year; a unit stands once, after what is said now."""
    if c.before is None:
        return ""
    said = _said(c.before.said, c)
    if isinstance(c.before.said, float) and not c.indicator.is_percent:
        said = figure_text(c.before.said, c.indicator)
    return f"{said} ({c.before.year})"


def _now(c: DataChange, show_all: bool) -> str:
    """Return what is said now, without a unit that would crowd out the rest of a screen."""
    text = _said(c.after.said, c)
    if isinstance(c.after.said, float) and len(text) > WIDEST and not show_all:
        return figure_text(c.after.said, c.indicator)
    return text


def _said(said: float | str | None, of: DataChange | Resting) -> str:
    if isinstance(said, float):
        return value_text(said, of.indicator)
    return said or "inget värde"


def _from_to(c: DataChange) -> str:
    before = None if c.before is None else c.before.said
    return f"från {_said(before, c)} till {_said(c.after.said, c)}"


def _revised(found: DataChanges) -> Iterator[str]:
    for c in found.of("andrad_i_efterhand"):
        what = f"{area_word(c.head)}, {c.indicator.short}: {c.after.year} års värde har ändrats"
        yield f"{what} {_from_to(c)}, {c.why}."


def _resting(found: DataChanges) -> Iterator[Item]:
    """Yield what rests on what changed, an analysis or a plan's goal at a time."""
    places: dict[tuple[str, str | None], list[str]] = {}
    for one in found.resting:
        told = [
            f"{FIGURES[d.field]} var {_said(d.then, one)} och är nu {_said(d.now, one)}"
            for d in one.differences
        ]
        told += ["målets utgångsläge är samma värde"] if one.is_baseline else []
        told += [f"{_COUNTED[c.kind][0]} {c.after.year}, {_from_to(c)}" for c in one.news]
        lines = places.setdefault((one.path, one.goal), [])
        lines.append(f"{one.indicator.short}: {'; '.join(told)}.")
    for (path, goal), lines in places.items():
        yield item(f"{path}, mål {goal}" if goal else path, *lines)


def _came_and_went(found: DataChanges, show_all: bool) -> Iterator[str]:
    """Yield what is gone, new or ended, a line for each område and reason."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for c in found.of(*_CAME):
        is_remade = c.kind == "ny" and c.before is not None
        what = "Mäts på nytt sätt" if is_remade else _CAME[c.kind]
        names = groups.setdefault((what, area_word(c.head), c.why), [])
        names.append(
            f"{c.indicator.short} ({c.after.answer})" if _is_lost(c) else c.indicator.short
        )
    for (what, area, why), names in groups.items():
        n, left = counted(len(names), "mått", "mått"), len(names) - MOST_NAMED
        shown = names if show_all or left <= 0 else [*names[:MOST_NAMED], f"{number(left)} till"]
        yield f"{what}: {n} i {area} ({why}): {listing(shown)}."


def _is_lost(c: DataChange) -> bool:
    """Return whether an answer that does not count stands where one was."""
    return c.kind == "borta" and c.after.answer is not None


def _some(heading: str, lines: Sequence[str | Item], show_all: bool) -> Section:
    """Return a section of lines, the first of them if they are many."""
    shown = lines if show_all else lines[:MOST]
    return section(heading, bullets(shown), note(rest(len(lines) - len(shown))))


def _next_steps(found: DataChanges) -> Section:
    steps = []
    for c in found.of(*_ROWS)[:1]:
        whose = f"--kommun {shell_word(found.kommun.name)} --omrade {c.head.area}"
        line = f"oj trend --indicator {c.indicator.id} {whose}"
        steps.append((line, "alla år, med jämförelser"))
    if any(r.differences for r in found.resting):
        steps.append(("oj status", "vilka siffror i era analyser som har ändrats"))
    return next_steps(*steps)
