"""The map of a kommun on two pages: the themes to begin with, and behind them each område."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from oj_cli.domain.identification import CLEAR, JUDGED, STRONG, IndicatorResult, Verdict
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommun_map import OLD, AreaPart, AreaResult, by_area, in_turn
from oj_cli.domain.method import Method
from oj_cli.domain.references import RIKET
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.whole_peers import WholePeers
from oj_cli.domain.whole_trend import WholeTrend
from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import Document, Section
from oj_cli.presentation.parts import bullets, note, section
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.profile.pages import (
    CLEARLY,
    ELSEWHERE,
    SUGGESTED,
    area_section,
    areas_section,
    to_check,
    two_pages,
    why,
)
from oj_cli.views import map_picture, whole_peers, whole_trend
from oj_cli.views.judged_numbers import numbers_table
from oj_cli.views.whole import some

MOST_AREAS = 3
MOST_CLEAR = 8
MOST_NAMED = 5
MOST_PEERS = 3


@immutable(kw_only=True)
class WholeMaterial:
    """What the report is built of.

    `reflections` are questions to talk about by theme. `shares_name`: another kommun's file would
    have its name.
    """

    trend: WholeTrend
    peers: WholePeers
    method: Method
    today: datetime.date
    reflections: Mapping[str, str]
    shares_name: bool = False


def whole_report(material: WholeMaterial) -> Document:
    """Return the report on a kommun over all områden, not yet finished."""
    found = material.trend.map
    moved, call = whole_trend.document(material.trend), whole_peers.document(material.peers)
    areas = len({part.head.area for part in found.known})
    return two_pages(
        found.kommun,
        found.lan,
        "kommunkarta",
        (str(found.newest),),
        found.of_what,
        today=material.today,
        known=(("Områden med svar", str(areas)), ("Det nyaste året", str(found.newest))),
        message=tuple(_message(material)),
        picture=map_picture.of_kommun(found),
        sections=(
            areas_section([_theme(material, id) for id in _first(material)]),
            to_check([_doubt(part) for part in found.known if part.n_checks]),
            _about(material),
        ),
        details=(
            section("Varje område", *_areas(material), id="varje-omrade"),
            section("Vad som har ändrats", *moved.lead[1:], *moved.sections[:-1], id="andrat"),
            section("Vem ni kan ringa", *call.lead[1:], *call.sections[:-1], id="ring"),
            how_counted(material.method),
            sources(found.sources),
        ),
        shares_name=material.shares_name,
    )


def _message(material: WholeMaterial) -> Iterator[tuple[str, str]]:
    """Yield what is weak, what has moved, what is good and what to check first."""
    found = material.trend.map
    everything = list(found.by_name.values())
    turns = in_turn(found.clear, lambda of: of.part.head.area)
    yield "Tydligt svagt, eller saknas", _names(turns) if turns else "Inget."
    moved = [c for c in material.trend.changes if c.is_clear]
    for word, is_worse in (("sämre", True), ("bättre", False)):
        if names := [c.result.indicator.short for c in moved if c.is_worse == is_worse]:
            yield f"Tydligt {word} än förra gången", f"{some(names, MOST_NAMED)}."
    for label, verdicts in (
        ("Sämre, men kan bero på slumpen", (Verdict.OSAKERT,)),
        ("Tydligt starkt", STRONG),
    ):
        if those := [of for of in everything if of.result.verdict in verdicts]:
            yield label, _names(those)
    if doubtful := [of for of in everything if _is_doubtful(of.result)]:
        yield "Stäm av först", _names(doubtful)


def _names(those: Sequence[AreaResult]) -> str:
    return f"{some([of.result.indicator.short for of in those], MOST_NAMED)}."


def _is_doubtful(r: IndicatorResult) -> bool:
    return bool(r.checks) or r.verdict == Verdict.KONTROLLERA


# --- themes ---------------------------------------------------------------------------------


def _first(material: WholeMaterial) -> list[str]:
    """Return the themes to begin with: shared ones, then of what is clear, then what may be."""
    found = material.trend.map
    clear = (of.result.indicator.theme for of in in_turn(found.clear, lambda of: of.part.head.area))
    unsure = (r.indicator.theme for p in found.known for r in p.results if _is_unsure(r))
    return list(dict.fromkeys((*found.leading, *clear, *unsure)))[:MOST_AREAS]


def _is_unsure(r: IndicatorResult) -> bool:
    return r.verdict == Verdict.OSAKERT


def _theme(material: WholeMaterial, theme: str) -> Section:
    found = material.trend.map
    clear = [of for of in found.clear if of.result.indicator.theme == theme]
    unsure = (AreaResult(p, r) for p in found.known for r in p.of_theme(theme) if _is_unsure(r))
    shown = in_turn(clear or unsure, lambda of: of.part.head.area)
    where = listing(list(dict.fromkeys(area_word(of.part.head) for of in shown)))
    chance = "" if clear else " (kan bero på slumpen)"
    return area_section(
        f"{found.theme_names.get(theme, theme)}{chance}: {where}",
        [why(of.result, _older(of, found.newest)) for of in shown],
        f"tema-{theme.replace('_', '-')}",
        ("Ring", _call(material.peers, theme, len(clear)) if clear else None),
        ("Tala om", material.reflections.get(theme)),
    )


def _older(of: AreaResult, newest: int | None) -> int | None:
    return None if of.part.year == newest else of.part.year


def _call(peers: WholePeers, theme: str, wanted: int) -> str:
    """Return who could teach in a theme, those that have most of it first."""
    has = [
        (n, peer)
        for peer in peers.peers
        if (n := sum(of.result.indicator.theme == theme for of in peer.has))
    ]
    has.sort(key=lambda pair: -pair[0])
    said = []
    for n, peer in has[:MOST_PEERS]:
        alike = f" ({listing(peer.alike)})" if peer.alike else ""
        said.append(f"{peer.kommun.name}{alike}" + (f", {n} av {wanted}" if wanted > 1 else ""))
    return f"{'; '.join(said)}." if said else "Ingen annan kommun i data är tydligt bättre."


# --- doubts and what to know ----------------------------------------------------------------


def _doubt(part: AreaPart) -> str:
    names = [r.indicator.short for r in part.results if _is_doubtful(r)]
    said = " ".join((*part.notes, f"{some(names, MOST_NAMED)}."))
    return f"{part.head.short} {part.year}: {said}"


def _about(material: WholeMaterial) -> Section:
    found = material.trend.map
    years = sorted({part.year or 0 for part in found.known})
    old = [p for p in found.known if (found.newest or 0) - (p.year or 0) >= OLD]
    said = f"Svaren är från {years[0]}–{years[-1]}." if len(years) > 1 else ""
    if old:
        said += f" Gamla: {listing([f'{area_word(p.head)} {p.year}' for p in old])}."
    if absent := [p for p in found.parts if p.year is None and p.newest]:
        which = listing([area_word(p.head) for p in absent])
        said += f" {found.kommun.name} har inga svar i {which}, som andra kommuner har."
    if not all(part.can_tell for part in found.known):
        which = listing([f"{area_word(p.head)} {p.year}" for p in found.known if not p.can_tell])
        said += f" I {which} kan undersökningen inte skilja ut någon kommun."
    lines = (said.strip(), CLEARLY, SUGGESTED)
    return section("Att veta", bullets(filter(None, lines)), note(ELSEWHERE), id="att-veta")


# --- behind the fold ------------------------------------------------------------------------


def _areas(material: WholeMaterial) -> Iterator[Section]:
    """Yield a short section for each område in which the kommun has something."""
    found = material.trend.map
    order = {id(of.result): n for n, of in enumerate(found.clear)}
    for area, parts in by_area(found.known).items():
        results = [r for part in parts for r in part.results]
        clear = sorted((r for r in results if r.verdict in CLEAR), key=lambda r: order[id(r)])
        years = {r.indicator.id: p.year or 0 for p in parts[1:] for r in p.results}
        made = None
        if clear:
            caption = f"{parts[0].head.short}: tydligt svagt, eller saknas"
            made = numbers_table(clear, {"riket": RIKET}, found.kommun.name, years)
            made = replace(made, caption=caption, notes=(made.caption,))
        yield section(
            parts[0].head.name,
            _counts(parts),
            made,
            bullets(_named(results)),
            id=f"omrade-{area}",
        )


def _counts(parts: Sequence[AreaPart]) -> str:
    years = listing([str(part.year) for part in parts])
    n = sum(part.n(*JUDGED) for part in parts)
    said = [
        f"{word} {sum(part.n(*verdicts) for part in parts)}"
        for word, verdicts in (
            ("tydligt svagt eller saknas", CLEAR),
            ("osäkert", (Verdict.OSAKERT,)),
            ("starkt", STRONG),
        )
    ]
    return f"{years}. {counted(n, 'mått', 'mått')} bedöms: {', '.join(said)}."


def _named(results: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield what is not in the table, by its verdict."""
    for heading, verdicts in (
        ("Tydligt starkt", STRONG),
        ("Påbörjat", (Verdict.PABORJAT,)),
        ("Osäkert, kan bero på slumpen", (Verdict.OSAKERT,)),
    ):
        if names := [r.indicator.name for r in results if r.verdict in verdicts]:
            yield f"{heading}: {listing(names)}."
