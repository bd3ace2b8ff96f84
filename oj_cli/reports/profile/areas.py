"""The areas to begin with: those the kommun has chosen, then those that the figures point at."""

from collections.abc import Sequence

from oj_cli.domain.analysis import EVIDENCE_WORDS, SUPPORT_WORDS, Analysis, Chosen, Evidence
from oj_cli.domain.identification import ThemeResult
from oj_cli.domain.peers import CLARITY_WORDS, Peer
from oj_cli.domain.swedish import capital, listing, sentences, slug
from oj_cli.presentation.document import Section
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.profile.pages import area_section, why

MOST_AREAS = 3
MOST_SAID = 2
NOBODY = "Ingen kommun i data har det som saknas. Leta efter exempel på annat håll."


def work_areas(material: ProfileMaterial) -> list[Section]:
    """Return at most three areas, each with why, whom to call and what to talk about."""
    found, analysis = material.found, material.analysis
    chosen = analysis.chosen[:MOST_AREAS] if analysis else ()
    made = [_chosen(material, analysis, c) for c in chosen] if analysis else []
    taken = {c.theme for c in chosen}
    suggested = [a for a in (*found.areas, *found.uncertain) if a.theme.id not in taken]
    return [*made, *(_suggested(material, a) for a in suggested)][:MOST_AREAS]


def _suggested(material: ProfileMaterial, area: ThemeResult) -> Section:
    is_clear = area in material.found.areas
    return area_section(
        area.theme.name if is_clear else f"{area.theme.name} (kan bero på slumpen)",
        _why(material, area.indicators),
        f"omrade-{slug(area.theme.id)}",
        ("Ring", _call(material, area)),
        ("Tala om", area.question),
    )


def _chosen(material: ProfileMaterial, analysis: Analysis, chosen: Chosen) -> Section:
    known = (*material.found.areas, *material.found.uncertain)
    area = next((a for a in known if a.theme.id == chosen.theme), None)
    ids = [f.indicator for f in chosen.indicators] or (list(area.indicators) if area else [])

    def is_about(concerns: Sequence[str]) -> bool:
        """Tell whether something is about the theme or its indicators; about all if empty."""
        of_indicators = any(c.rpartition("/")[2] in ids for c in concerns)
        return not concerns or chosen.theme in concerns or of_indicators

    evidence = [_evidence(e) for e in analysis.evidence if is_about(e.concerns)]
    concluded = [
        f"{c.text} Orsaker: {sentences(c.causes)}" if c.causes else c.text
        for c in analysis.conclusions
        if is_about(c.concerns)
    ]
    return area_section(
        f"{material.themes.get(chosen.theme, chosen.theme)}, valt av kommunen",
        _why(material, ids),
        f"omrade-{slug(chosen.theme)}",
        ("Skäl", chosen.why),
        ("Underlag", _first(evidence) or "Inget är inskrivet. Vad säger brukarna och personalen?"),
        ("Utveckling", _first([t.text for t in analysis.trend if is_about(t.concerns)])),
        ("Slutsats", _first(concluded)),
        ("Ring", _call(material, area) if area else None),
        ("Tala om", area.question if area else None),
    )


def _first(texts: Sequence[str]) -> str:
    left = len(texts) - MOST_SAID
    return " ".join([*texts[:MOST_SAID], *([f"{left} till står i analysen."] if left > 0 else [])])


def _evidence(e: Evidence) -> str:
    when = f", {e.date}" if e.date else ""
    support = "" if e.supports == "oklart" else f" Det {SUPPORT_WORDS[e.supports]} valet."
    return f"{e.shows} {capital(EVIDENCE_WORDS[e.kind])}: {e.source}{when}.{support}"


def _why(material: ProfileMaterial, ids: Sequence[str]) -> list[str]:
    results = (material.result(id) for id in ids)
    return [why(r) for r in results if r is not None]


def _call(material: ProfileMaterial, area: ThemeResult) -> str:
    return " ".join(_peer(peer, area, material) for peer in area.peers) or NOBODY


def _peer(peer: Peer, area: ThemeResult, material: ProfileMaterial) -> str:
    alike = f" ({listing(peer.alike)})" if peer.alike else ""
    has = "har det som saknas" if area.n_yes is not None else "bland de bästa"
    if peer.wanted > 1:
        by_id = material.found.catalogue.by_id
        has += (
            f" i {len(peer.has)} av {peer.wanted}, {listing([by_id[id].short for id in peer.has])}"
        )
    clarity = f", {CLARITY_WORDS[peer.clarity]}" if peer.clarity else ""
    return f"{peer.kommun.name}{alike}: {has}{clarity}."
