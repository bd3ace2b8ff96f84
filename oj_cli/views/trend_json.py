"""A development as `oj-trend/1`, all that changed as `oj-trend-oversikt/1`, and both as CSV."""

from typing import Any

from oj_cli.domain.analysis import Event
from oj_cli.domain.encoding import encode
from oj_cli.domain.trend import Point, Series, Shift, Trend, TrendOverview
from oj_cli.presentation.document import Cell, Column, Table

SCHEMA = "oj-trend/1"
OVERVIEW_SCHEMA = "oj-trend-oversikt/1"


def payload(found: Trend) -> dict[str, Any]:
    """Return plain data; figures are unrounded, what does not apply is null."""
    i = found.indicator
    return {
        "schema": SCHEMA,
        "omrade": found.catalogue.area,
        "indikator": {
            "id": i.id,
            "kolada_id": i.kolada,
            "namn": i.name,
            "kort": i.short,
            "typ": i.kind,
            "enhet": i.unit,
            "riktning": i.direction,
            "roll": i.role,
            "forsta_ar": i.first_year,
            "sista_ar": i.last_year,
            "ersatt_av": encode(i.replaced_by),
            "brott": encode(i.breaks),
        },
        **subject(found.kommun, found.lan),
        "ar": list(found.years),
        "utgava": found.edition.name,
        "grupper_efter_ar": found.grouped_by,
        "serier": [_series(s) for s in (*found.series, *found.by_gender)],
        "svarsbyten": [
            {
                "fran": t.before,
                "till": t.after,
                "bland": found.turns_in.id,
                "n_svar_bada_aren": t.n,
                "kommuner": [
                    {
                        "kod": c.kommun.code,
                        "namn": c.kommun.name,
                        "fore": c.before,
                        "efter": c.after,
                    }
                    for c in t.turns
                ],
            }
            for t in found.turns
        ],
        "handelser": [event(e) for e in found.events],
        "rattelser": encode(found.corrections),
        "kalla": encode(found.sources),
    }


def subject(kommun: Any, lan: Any) -> dict[str, Any]:
    """Return the kommun and län that was asked for, null for one that was not."""
    return {
        "kommun": {"kod": kommun.code, "namn": kommun.name} if kommun else None,
        "lan": {"kod": lan.code, "namn": lan.name} if lan else None,
    }


def event(found: Event) -> dict[str, Any]:
    """Return an event as plain data."""
    return {
        "id": found.id,
        "datum": found.date,
        "text": found.text,
        "slag": found.kind,
        "omfattning": found.scope,
        "galler": list(found.concerns),
    }


def shift(found: Shift | None) -> dict[str, Any] | None:
    """Return a change as plain data."""
    if found is None:
        return None
    return {
        "fran_ar": found.before.year,
        "till_ar": found.after.year,
        "fran": found.before.figure if found.before.answer is None else found.before.answer,
        "till": found.after.figure if found.after.answer is None else found.after.answer,
        "andring": found.points,
        "kommuner": found.kommuner,
    }


def _series(s: Series) -> dict[str, Any]:
    r = s.reference
    return {
        "id": s.id,
        "namn": s.name,
        "matt": s.measure,
        "kon": s.gender,
        "utgava": r.edition if r else None,
        "antal_kommuner": len(r.members) if r else None,
        "rorelse": s.movement.value,
        "jamforbara_ar": [[p.year for p in run] for run in s.periods],
        "andring_sedan_forra": shift(s.latest),
        "andring_sedan_forsta": shift(s.whole),
        "punkter": [_point(p) for p in s.points],
    }


def _point(p: Point) -> dict[str, Any]:
    return {
        "ar": p.year,
        "svar": p.answer,
        "varde": p.figure,
        "kvartil_1": p.q1,
        "kvartil_3": p.q3,
        "n_ja": p.n_yes,
        "n_svar": p.n,
        "n_ea": p.n_ea,
        "n_bortfall": p.n_missing,
        "kalla": p.origin,
        "raknas": p.counts,
        "varfor_inte": p.why_not,
        "plats": encode_place(p),
    }


def encode_place(p: Point) -> dict[str, int] | None:
    """Return a place as plain data."""
    if p.place is None:
        return None
    return {"plats": p.place.rank, "av": p.place.of, "delad_med": p.place.shared_with}


def flat(found: Trend) -> Table:
    """Return one row for each series and year. Years of one `period` are comparable."""
    keys = (
        "id",
        "namn",
        "matt",
        "kon",
        "ar",
        "period",
        "svar",
        "varde",
        "kvartil_1",
        "kvartil_3",
        "n_ja",
        "n_svar",
        "n_ea",
        "n_bortfall",
        "kalla",
        "raknas",
        "varfor_inte",
        "plats",
        "plats_av",
        "plats_delad_med",
        "rattelse",
    )
    fixed = {c.year: c.answer for c in found.corrections}
    rows: list[dict[str, Cell]] = []
    for s in (*found.series, *found.by_gender):
        period = {p.year: n for n, run in enumerate(s.periods, start=1) for p in run}
        for p in s.points:
            plain = _point(p)
            place = plain.pop("plats") or {}
            row: dict[str, Cell] = {"id": s.id, "namn": s.name, "matt": s.measure, "kon": s.gender}
            row |= {**plain, "period": period.get(p.year), "raknas": "ja" if p.counts else "nej"}
            row |= {"plats": place.get("plats"), "plats_av": place.get("av")}
            row["plats_delad_med"] = place.get("delad_med")
            row["rattelse"] = fixed.get(p.year) if s.measure == "svar" else None
            rows.append(row)
    return Table(tuple(Column(k, k) for k in keys), tuple(rows))


# --- all that changed ------------------------------------------------------------------


def overview_payload(found: TrendOverview) -> dict[str, Any]:
    """Return plain data; figures are unrounded, what does not apply is null."""
    return {
        "schema": OVERVIEW_SCHEMA,
        "omrade": found.catalogue.area,
        **subject(found.kommun, found.lan),
        "ar": found.year,
        "teman": [
            {
                "id": t.theme.id,
                "namn": t.theme.name,
                "battre": t.better,
                "samre": t.worse,
                "lika": t.same,
                "snitt": t.gain,
            }
            for t in found.themes
        ],
        "andringar": [
            {
                "indikator": c.indicator.id,
                "namn": c.indicator.name,
                "tema": c.indicator.theme,
                "battre_med": c.gain,
                **(shift(c.shift) or {}),
                "riket": shift(c.riket),
            }
            for c in found.changes
        ],
        "ej_jamforda": [
            {"indikator": n.indicator.id, "namn": n.indicator.name, "varfor": n.why}
            for n in found.not_compared
        ],
        "rat_linje": [
            {
                "indikator": i.id,
                "namn": i.name,
                "ar": o.year,
                "varde": o.figure,
                "lagst": o.low,
                "hogst": o.high,
                "lutning_per_ar": o.slope,
                "ar_bakom": [p.year for p in o.points],
                "klippt": o.is_clipped,
            }
            for i, o in found.outlooks
        ],
        "handelser": [event(e) for e in found.events],
        "kalla": encode(found.sources),
    }


def overview_flat(found: TrendOverview) -> Table:
    """Return one row for each indicator that can be compared."""
    keys = (
        "indikator",
        "namn",
        "tema",
        "fran_ar",
        "till_ar",
        "fran",
        "till",
        "andring",
        "kommuner",
        "battre_med",
        "riket_andring",
    )
    rows: list[dict[str, Cell]] = [
        {
            "indikator": c.indicator.id,
            "namn": c.indicator.name,
            "tema": c.indicator.theme,
            **(shift(c.shift) or {}),
            "battre_med": c.gain,
            "riket_andring": c.riket.points if c.riket else None,
        }
        for c in found.changes
    ]
    return Table(tuple(Column(k, k) for k in keys), tuple(rows))
