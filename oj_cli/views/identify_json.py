"""`oj-identify/1`: the promised JSON of step 1 for a kommun."""

from typing import Any

from oj_cli.domain.encoding import encode
from oj_cli.domain.identification import Identification, IndicatorResult, Peer, ThemeResult
from oj_cli.domain.references import Comparison

SCHEMA = "oj-identify/1"


def payload(found: Identification) -> dict[str, Any]:
    """Return plain data under the promised keys; numbers are unrounded, null does not apply."""
    return {
        "schema": SCHEMA,
        "kommun": {
            "kod": found.kommun.code,
            "namn": found.kommun.name,
            "lan": found.lan.name,
        },
        "omrade": found.catalogue.area,
        "ar": found.year,
        "kalla": encode(found.sources),
        "rankar": found.ranking,
        "referenser": [
            {
                "id": use.reference.id,
                "namn": use.reference.name,
                "utgava": use.reference.edition,
                "antal_kommuner": len(use.reference.members),
                "antal_i_data": use.n_in_data,
                "raknas": use.ranks,
                "varfor_inte": use.why_not,
            }
            for use in found.references
        ],
        "utvecklingsomraden": [_area(area, found) for area in found.areas],
        "resultat": [_result(result) for result in found.results],
    }


def _area(area: ThemeResult, found: Identification) -> dict[str, Any]:
    return {
        "tema": area.theme.id,
        "namn": area.theme.name,
        "n_ja": area.n_yes,
        "n_svar": area.n_answered,
        "brist": area.shortfall,
        "indikatorer": list(area.indicators),
        "fraga": area.question,
        "larande": [
            {"kod": p.kommun.code, "namn": p.kommun.name, "varfor": why(p, found)}
            for p in area.peers
        ],
    }


def why(peer: Peer, found: Identification) -> str:
    """Return why a kommun is worth a call: what it has of what is missing, and how alike it is."""
    by_id = found.catalogue.by_id
    numeric = any(by_id[i].kind == "numerisk" for i in peer.has)
    names = ", ".join(by_id[i].short for i in peer.has)
    lead = "bland de bästa i" if numeric else "JA på"
    alike = f"; {', '.join(peer.alike)}" if peer.alike else ""
    return f"{lead} {len(peer.has)} av {peer.wanted}: {names}{alike}"


def _result(result: IndicatorResult) -> dict[str, Any]:
    indicator = result.indicator
    return {
        "indikator": indicator.id,
        "kolada_id": indicator.kolada,
        "namn": indicator.name,
        "kvalitetsomrade": indicator.quality_area,
        "tema": indicator.theme,
        "roll": indicator.role,
        "svar": result.answer,
        "varde": result.value,
        "bedomning": result.verdict.value,
        "gap": result.gap,
        "prioritet": result.priority,
        "skal": [{"kod": r.code, "text": r.text, "poang": r.points} for r in result.reasons],
        "jamforelser": {id: _comparison(c) for id, c in result.comparisons.items()},
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "andel": comparison.share,
        "median": comparison.median,
        "n_ja": comparison.n_yes,
        "n_svar": comparison.n,
        "n_ea": comparison.n_ea,
        "n_bortfall": comparison.n_missing,
        "kalla": "publicerad" if comparison.is_published else "beraknad",
        "raknas": comparison.ranks,
    }
