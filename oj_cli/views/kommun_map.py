"""The map of a kommun as a document: one screen over all områden."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oj_cli.domain.identification import CLEAR, STRONG, Verdict
from oj_cli.domain.kommun_map import (
    OLD,
    AreaPart,
    KommunMap,
    SharedTheme,
    by_area,
    in_turn,
)
from oj_cli.domain.references import RIKET
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import area_word, credit, shell_word
from oj_cli.presentation.document import Column, Document, Paragraph, Section
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

MOST_CLEAR = 5
MOST_SHARED = 3
MOST_PLACES = 3
MOST_CHECKS = 2
HOW = "Metod: oj\u00a0explain\u00a0--metod."


def document(found: KommunMap) -> Document:
    """Return the map: what is shared and clear first, then a line for each område."""
    areas = counted(len({p.head.area for p in found.known}), "område", "områden")
    known = f"{areas}, {counted(found.n_judged, 'mått', 'mått')}"
    return compose(
        f"{found.kommun.name}: {found.of_what}",
        age(known, found.newest, found.year_now),
        sections=(
            section("Stäm av först med dem som svarade", bullets(_checks(found))),
            shared_section(found),
            clear_section(found),
            _areas(found),
            _next_steps(found),
        ),
        is_short=True,
    )


def age(known: str, newest: int | None, now: int) -> Paragraph | str:
    """Return what is known and from when, and what to do about figures that are old."""
    text = f"{known}, det nyaste från {newest}."
    if newest is None or now - newest < OLD:
        return text
    return strong(f"{text} Nyare: oj\u00a0data\u00a0fetch, eller en fil: oj\u00a0data\u00a0import.")


def _checks(found: KommunMap) -> Iterator[str]:
    parts = sorted((p for p in found.known if p.notes and p.n_checks), key=lambda p: -p.n_checks)
    for part in parts[:MOST_CHECKS]:
        yield f"{part.head.short} {part.year}: {' '.join(part.notes)}"


def shared_section(found: KommunMap) -> Section:
    """Return the themes that are weak in several områden, the first of them."""
    lines = [f"{shared.theme.name}: {_places(shared)}." for shared in found.shared[:MOST_SHARED]]
    heading = f"Tydligt svagt, eller saknas, i flera områden{_of(len(lines), len(found.shared))}"
    return section(heading, bullets(lines))


def _of(n: int, every: int) -> str:
    return f" ({n} av {every})" if n < every else ""


def _places(shared: SharedTheme) -> str:
    """Return where a theme is weak."""
    weak = [f"{area_word(head)} ({n}\u00a0av\u00a0{of})" for head, n, _, of in shared.places if n]
    left = len(weak) - MOST_PLACES
    return listing([*weak[:MOST_PLACES], f"{left} till"] if left > 0 else weak)


def clear_section(found: KommunMap) -> Section:
    """Return what is clearly weak or missing, the first of it."""
    heading = "Tydligt svagt, eller saknas"
    if not found.clear:
        return section(heading, "Inget skiljer sig tydligt från riket åt det sämre hållet.")
    turns = in_turn(found.clear, lambda of: of.part.head.area)
    newest = found.newest or 0
    shown = sorted(turns, key=lambda of: newest - (of.part.year or 0) >= OLD)[:MOST_CLEAR]
    years = {of.result.indicator.id: of.part.year for of in shown}
    older = {id: year for id, year in years.items() if year and year != found.newest}
    results = [of.result for of in shown]
    made = numbers_table(results, {"riket": RIKET}, older=older, whole_names=True)
    heading += _of(len(shown), len(found.clear))
    return section(heading, replace(made, caption=""), note(made.caption))


def _to_open(found: KommunMap) -> AreaPart:
    """Return the first part that has more to tell than its line here, among the newest."""
    parts = [of.part for of in found.clear]
    return max(parts, key=lambda p: (p.year == found.newest, p.n(*CLEAR) > 1))


def _areas(found: KommunMap) -> Section:
    numbers = right("Svagt/saknas", "Osäkert", "Starkt", "Stäm av")
    made = table((wide("Område"), Column("År"), *numbers), map(_row, by_area(found.known).values()))
    said = (*_absent(found), whose(found.sources, found.around), HOW)
    return section("Område för område", made, note(" ".join(said)))


def whose(sources: Sequence[SourceRecord], around: Around) -> str:
    """Return whom the figures are from."""
    own = " Inga egna uppgifter är inlästa." if around.is_shipped else ""
    return f"{credit(sources)}{own}"


def _row(parts: Sequence[AreaPart]) -> tuple[str | int, ...]:
    star = "" if all(part.can_tell for part in parts) else " *"
    years = ", ".join(str(part.year) for part in parts)
    counts = (sum(p.n(*v) for p in parts) for v in (CLEAR, (Verdict.OSAKERT,), STRONG))
    return f"{parts[0].head.short}{star}", years, *counts, sum(p.n_checks for p in parts)


def _absent(found: KommunMap) -> Iterator[str]:
    """Yield where nothing can be told, and where there is nothing, and why."""
    if not all(part.can_tell for part in found.known):
        yield "*: en undersökning kan inte skilja ut någon kommun."
    absent = [p for p in found.parts if p.year is None]
    of_others = [f"{area_word(p.head)} (andra har från {p.newest})" for p in absent if p.newest]
    if of_others:
        yield f"{found.kommun.name} har inga svar i {listing(of_others)}."
    waiting = sum(p.newest is None for p in absent)
    if waiting:
        n = counted(waiting, "område väntar", "områden väntar")
        yield f"{n} på Socialstyrelsens filer: oj\u00a0data\u00a0list."


def _next_steps(found: KommunMap) -> Section:
    kommun = shell_word(found.kommun.name)
    steps = []
    if any(part.n_checks for part in found.known):
        line = f"oj check data --kommun {kommun}"
        steps.append((line, "vad ni bör stämma av, och med vem"))
    area = (_to_open(found) if found.clear else found.known[0]).head.area
    line = f"oj identify --kommun {kommun} --omrade {area}"
    steps.append((line, "alla mått, och vem ni kan ringa"))
    step = ("oj guide", "välj något av det, och börja de fyra stegen")
    if not found.around.in_workspace:
        step = (f"oj init min-mapp --kommun {kommun}", "en arbetsmapp för de fyra stegen")
    return next_steps(*steps, step)
