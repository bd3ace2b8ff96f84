"""The map of a kommun as a document: one screen over all områden."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.identification import CLEAR, STRONG, Verdict
from oj_cli.domain.kommun_map import (
    AreaPart,
    KommunMap,
    SharedTheme,
    in_turn,
)
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import WHOLE, area_word, credit, shell_word
from oj_cli.presentation.document import Column, Document, Section
from oj_cli.presentation.parts import (
    bullets,
    compose,
    next_steps,
    note,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.judged_numbers import numbers_table
from oj_cli.views.sources import shipped_text

RIKET = Reference("riket", "Riket", "i riket", frozenset())
MOST_CLEAR = 5
MOST_SHARED = 4
OLD = 4
"""Years: data so old are told of once, above all."""


def document(found: KommunMap) -> Document:
    """Return the map: what is shared and clear first, then a line for each område."""
    newest = found.newest
    areas = counted(len({p.head.area for p in found.known}), "område", "områden")
    known = f"{areas}, {counted(found.n_judged, 'mått', 'mått')}"
    old = newest is not None and found.year_now - newest >= OLD
    return compose(
        f"{found.kommun.name}: {WHOLE}",
        strong(f"{known}. {too_old(newest)}") if old else f"{known}, det nyaste från {newest}.",
        sections=(
            section("Stäm av först", bullets(_checks(found))),
            section(
                "Återkommer i flera områden", bullets(map(_shared, found.shared[:MOST_SHARED]))
            ),
            _clear(found),
            _areas(found),
            _next_steps(found),
        ),
    )


def too_old(newest: int | None) -> str:
    """Return what to do about figures that are old."""
    return (
        f"Det nyaste som finns här är från {newest}. Hämta nyare: oj data fetch, eller en "
        "fil med oj data import."
    )


def _checks(found: KommunMap) -> Iterator[str]:
    for part in found.known:
        if any(c.code == "stort_fall" for r in part.results for c in r.checks):
            yield f"{part.head.short} {part.year}: {' '.join(part.notes)}"


def _shared(shared: SharedTheme) -> str:
    """Return where a theme is weak, and where it is strong."""
    weak = [f"{area_word(head)} ({n} av {of})" for head, n, _, of in shared.places if n]
    strong_in = [area_word(head) for head, n, m, _ in shared.places if not n and m]
    text = f"{shared.theme.name}: tydligt svagt eller saknas i {listing(weak)}"
    return f"{text}; tydligt starkt i {listing(strong_in)}." if strong_in else f"{text}."


def _clear(found: KommunMap) -> Section:
    heading = "Tydligt svagt, eller saknas"
    if not found.clear:
        return section(heading, "Inget skiljer sig tydligt från riket åt det sämre hållet.")
    shown = in_turn(found.clear, lambda of: of.part.head.area)[:MOST_CLEAR]
    years = {of.result.indicator.id: of.part.year for of in shown}
    older = {id: year for id, year in years.items() if year and year != found.newest}
    made = numbers_table([of.result for of in shown], {"riket": RIKET}, older=older)
    left = len(found.clear) - len(shown)
    more = f"Ett ur varje område står först. {left} till: oj identify med --omrade, se nedan."
    return section(heading, made, note(more if left > 0 else ""))


def _to_open(found: KommunMap) -> AreaPart:
    """Return the first part that has more to tell than its line here, among the newest."""
    parts = [of.part for of in found.clear]
    return max(parts, key=lambda p: (p.year == found.newest, p.n(*CLEAR) > 1))


def _areas(found: KommunMap) -> Section:
    columns = (wide("Område"), Column("År"), *right("Tydligt svagt", "Osäkert", "Tydligt starkt"))
    by_area: dict[str, list[AreaPart]] = {}
    for part in sorted(found.known, key=lambda p: p.head.belongs_to or p.head.area):
        by_area.setdefault(part.head.area, []).append(part)
    made = table((*columns, *right("Stäm av")), map(_row, by_area.values()))
    return section(
        "Område för område",
        made,
        note(" ".join(_absent(found))),
        note(whose(found.sources, found.around)),
    )


def whose(sources: Sequence[SourceRecord], around: Around) -> str:
    """Return whom the figures are from."""
    return f"{credit(sources)} {shipped_text(around.is_shipped)}".strip()


def _row(parts: Sequence[AreaPart]) -> tuple[str | int, ...]:
    star = "" if all(part.can_tell for part in parts) else " *"
    years = ", ".join(str(part.year) for part in parts)
    counts = (sum(p.n(*v) for p in parts) for v in (CLEAR, (Verdict.OSAKERT,), STRONG))
    return f"{parts[0].head.short}{star}", years, *counts, sum(p.n_checks for p in parts)


def _absent(found: KommunMap) -> Iterator[str]:
    """Yield what the counts hold, and where there is nothing, and why."""
    if any(part.n(Verdict.SAKNAS) for part in found.known):
        yield "Tydligt svagt är också det som saknas."
    if not all(part.can_tell for part in found.known):
        yield "* I en av undersökningarna säger svaren för lite för att skilja ut någon kommun."
    absent = [p for p in found.parts if p.year is None]
    of_others = [f"{area_word(p.head)} (andra har från {p.newest})" for p in absent if p.newest]
    if of_others:
        yield f"{found.kommun.name} har inga svar i {listing(of_others)}."
    waiting = sum(p.newest is None for p in absent)
    if waiting:
        n = counted(waiting, "område väntar", "områden väntar")
        yield f"{n} på Socialstyrelsens filer: oj data list."


def _next_steps(found: KommunMap) -> Section:
    kommun = shell_word(found.kommun.name)
    steps = []
    if any(part.n_checks for part in found.known):
        line = f"oj check data --kommun {kommun}"
        steps.append((line, "vad som bör stämmas av, och med vem"))
    if found.clear:
        area = _to_open(found).head.area
    elif found.known:
        area = found.known[0].head.area
    else:
        return next_steps(("oj data list", "vilka uppgifter som finns, och hur ni får fler"))
    line = f"oj identify --kommun {kommun} --omrade {area}"
    steps.append((line, "alla mått i ett område, och vem ni kan ringa"))
    if found.around.in_workspace and found.weak:
        theme = next(iter(found.leading), found.by_name[found.weak[0]].result.indicator.theme)
        line = f'oj identify --kommun {kommun} --valj {theme} --motiv "…"'
        steps.append((line, "välj att arbeta med det, i alla områden"))
    step = ("oj guide", "börja de fyra stegen")
    if not found.around.in_workspace:
        step = (
            f"oj init min-mapp --kommun {kommun}",
            "en arbetsmapp för de fyra stegen",
        )
    return next_steps(*steps, step, ("oj explain --metod", "hur det är räknat"))
