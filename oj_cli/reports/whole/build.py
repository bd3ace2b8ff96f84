"""The map as a report: its message on page one, what has moved, whom to call, each område."""

import datetime
from collections.abc import Iterator, Sequence

from oj_cli.domain.identification import CLEAR, JUDGED, STRONG, IndicatorResult, Verdict
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.method import Method
from oj_cli.domain.references import RIKET
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.whole_peers import WholePeers
from oj_cli.domain.whole_trend import WholeTrend
from oj_cli.domain.wording import WHOLE, shell_word
from oj_cli.presentation.document import Document, Paragraph, Section
from oj_cli.presentation.parts import bullets, facts, filled, note, section
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.words import slug
from oj_cli.views import kommun_map, whole_peers, whole_trend
from oj_cli.views.judged_numbers import numbers_table
from oj_cli.views.whole import age, some

MOST_CLEAR = 8
MOST_NAMED = 6
MOST_PEERS = 3


@immutable(kw_only=True)
class WholeMaterial:
    """What the report is built of. `shares_name`: another kommun's file would have its name."""

    trend: WholeTrend
    peers: WholePeers
    method: Method
    today: datetime.date
    shares_name: bool = False


def whole_report(material: WholeMaterial) -> Document:
    """Return the report on a kommun over all områden, not yet finished."""
    found = material.trend.map
    name = found.kommun.name
    # Habo and Håbo would otherwise be one file
    who = f"{name} {found.kommun.code}" if material.shares_name else name
    on_map = kommun_map.document(found)
    moved, call = whole_trend.document(material.trend), whole_peers.document(material.peers)
    areas = len({part.head.area for part in found.known})
    sections = (
        section(
            "Sammanfattning",
            Paragraph(_message(material), "lead"),
            age(material.trend),
            *on_map.sections[:-1],
            id="sammanfattning",
        ),
        section("Vad som har ändrats", *moved.lead[1:], *moved.sections[:-1], id="andrat"),
        section("Vem ni kan ringa", *call.lead[1:], *call.sections[:-1], id="ring"),
        section("Varje område", *_areas(material), id="omraden"),
        how_counted(material.method),
    )
    return Document(
        id=slug(f"kommunkarta {who} {found.newest}"),
        title=f"{name}: {WHOLE}",
        subtitle="Kommunens karta över alla områden",
        date=material.today.isoformat(),
        facts=facts(
            ("Kommun", f"{name}, {found.lan.name}"),
            ("Områden med svar", str(areas)),
            ("Mått som bedöms", str(found.n_judged)),
            ("Det nyaste året", str(found.newest)),
            ("Rapporten gjord", material.today.isoformat()),
        ),
        sections=(
            *filled(sections),
            Section("Ordlista", id=SECTION_ID),
            sources(found.sources),
        ),
    )


def _message(material: WholeMaterial) -> str:
    """Return what the map says, in a few sentences."""
    found = material.trend.map
    areas = len({of.part.head.area for of in found.clear})
    n_strong = sum(part.n(*STRONG) for part in found.known)
    n_unsure = sum(part.n(Verdict.OSAKERT) for part in found.known)
    clear = (
        f"{counted(len(found.clear), 'mått', 'mått')} av {found.n_judged} är tydligt svaga eller "
        f"saknas i {found.kommun.name}, i {counted(areas, 'område', 'områden')}."
        if found.clear
        else f"Inget av {found.n_judged} mått är tydligt svagt i {found.kommun.name}."
    )
    fallen = sum(c.is_clear and c.is_worse for c in material.trend.changes)
    return (
        f"{clear} {n_strong} är tydligt starka och {n_unsure} osäkra. {fallen} har blivit tydligt "
        "sämre sedan förra gången."
    )


def _areas(material: WholeMaterial) -> Iterator[Section]:
    """Yield a short section for each område in which the kommun has something."""
    by_area: dict[str, list[AreaPart]] = {}
    found = material.trend.map
    for part in sorted(found.known, key=lambda p: p.head.belongs_to or p.head.area):
        by_area.setdefault(part.head.area, []).append(part)
    for area, parts in by_area.items():
        results = [r for part in parts for r in part.results]
        order = {id(of.result): n for n, of in enumerate(found.clear)}
        clear = sorted((r for r in results if r.verdict in CLEAR), key=lambda r: order[id(r)])
        years = {r.indicator.id: p.year or 0 for p in parts[1:] for r in p.results}
        shown = clear[:MOST_CLEAR]
        line = f"oj report kommun --kommun {shell_word(found.kommun.name)} --omrade {area}"
        yield section(
            parts[0].head.name,
            _counts(parts),
            numbers_table(shown, {"riket": RIKET}, found.kommun.name, years) if shown else None,
            bullets(_named(results, len(clear) - len(shown))),
            _call(material.peers, area),
            note(f"Alla mått, alla år och alla jämförelser: {line}"),
            id=f"omrade-{area}",
        )


def _counts(parts: Sequence[AreaPart]) -> str:
    years = listing([str(part.year) for part in parts])
    n = sum(part.n(*JUDGED) for part in parts)
    said = [
        f"{sum(part.n(*verdicts) for part in parts)} {word}"
        for verdicts, word in (
            (CLEAR, "tydligt svaga eller saknas"),
            ((Verdict.OSAKERT,), "osäkra"),
            (STRONG, "tydligt starka"),
        )
    ]
    return f"{years}. {counted(n, 'mått', 'mått')} bedöms: {listing(said)}."


def _named(results: Sequence[IndicatorResult], left: int) -> Iterator[str]:
    """Yield what is not in the table, by its verdict, and what should be checked first."""
    if left > 0:
        yield f"{left} till är tydligt svaga eller saknas."
    for heading, verdicts in (
        ("Tydligt starkt", STRONG),
        ("Påbörjat", (Verdict.PABORJAT,)),
        ("Osäkert, kan bero på slumpen", (Verdict.OSAKERT,)),
    ):
        names = [r.indicator.name for r in results if r.verdict in verdicts]
        if names:
            yield f"{heading}: {some(names, MOST_NAMED)}."
    checks = [r.indicator.name for r in results if r.checks or r.verdict == Verdict.KONTROLLERA]
    if checks:
        yield f"Stäm av först: {some(checks, MOST_NAMED)}."


def _call(peers: WholePeers, area: str) -> str:
    """Return who could teach in an område, those that recur first."""
    has = {
        p.kommun.name: n
        for p in peers.peers
        if (n := sum(of.part.head.area == area for of in p.has))
    }
    first = sorted(has, key=lambda name: -has[name])[:MOST_PEERS]
    said = [f"{name} ({counted(has[name], 'mått', 'mått')})" for name in first]
    return f"Kommuner att ringa: {listing(said)}." if said else ""
