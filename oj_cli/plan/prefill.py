"""What an analysis already knows of a plan: its indicators, evidence, causes and head."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from oj_cli.documents.decode import decode
from oj_cli.domain.analysis import Analysis, Evidence, Frozen
from oj_cli.domain.plan import Goal
from oj_cli.domain.plan_chance import Grounds
from oj_cli.domain.references import FEWEST_OTHERS
from oj_cli.plan.target import ground_of

Data = dict[str, Any]

_SUPPORTS = {"stodjer": "ja", "motsager": "nej", "oklart": "oklart"}


def with_grounds(data: Data, grounds: Grounds) -> Data:
    """Return a plan whose baselines carry what they stand on, where they are an indicator's value.

    The plan's own words go before.
    """
    goals = []
    for raw in data["mal"]:
        goal = decode(Goal, raw, [])
        baseline = goal.measure.baseline if goal and goal.measure else None
        if goal is not None and baseline is not None and baseline.value is not None:
            found = ground_of(goal, grounds)
            moved = None if found.moved is None else float(f"{found.moved:.3g}")
            more = {"n": found.n, "n_kalla": found.n_source, "rorelse": moved}
            said = raw["matt"]["utgangslage"]
            known = {k: v for k, v in more.items() if v not in (None, "okand") and k not in said}
            raw = raw | {"matt": raw["matt"] | {"utgangslage": said | known}}
        goals.append(raw)
    return data | {"mal": goals}


def with_measures(data: Data, measure_of: Callable[[str], Data]) -> Data:
    """Return a plan whose goals say what there is to say of the indicator they are measured by.

    That is the one that a measure names, else the tied one that it has the words of. `measure_of`
    gives a measure of an indicator, with its newest value. The plan's own words go before.
    """
    goals = []
    for raw in data["mal"]:
        said = raw.get("matt", {})
        names = [said["indikator"]] if "indikator" in said else []
        if not names and said.get("beskrivning"):
            tied = [str(tie["indikator"]) for tie in raw.get("koppling", [])]
            words = said["beskrivning"]
            names = [n for n in tied if measure_of(n).get("beskrivning") == words]
        known = measure_of(names[0]) if names else {}
        if "varde" in known.get("utgangslage", {}):
            base = said.get("utgangslage", {})
            of_tie = (t.get("ar") for t in raw.get("koppling", []) if t["indikator"] == names[0])
            year = next(of_tie, None) if "varde" in base else known["utgangslage"]["ar"]
            whole = {**known["utgangslage"], **base, **({"ar": year} if year else {})}
            raw = raw | {"matt": {**known, **said, "utgangslage": whole}}
        goals.append(raw)
    return data | {"mal": goals}


def head_of(analysis: Analysis, name: str | None) -> Data:
    """Return what an analysis says of a plan's head; `name` is its file's, without the ending."""
    area = None if analysis.is_of_all else analysis.area
    head = {"kommun": analysis.kommun, "lan": analysis.lan, "omrade": area, "analys": name}
    return {key: part for key, part in head.items() if part}


def with_analysis(data: Mapping[str, Any], analysis: Analysis, name: str | None) -> Data:
    """Return a plan with what the analysis knows put in, where the plan says nothing itself.

    `name` is the analysis file's, without its ending. Ties get the figures that were frozen,
    each goal the evidence that concerns it.
    """
    head = head_of(analysis, name) | data.get("plan", {})
    goals = [dict(goal) for goal in data.get("mal", [])]
    frozen = {analysis.whole(f.indicator): f for f in analysis.frozen}
    compared = _compared(tuple(frozen.values()))
    if compared:
        head.setdefault("jamforelsegrupp", compared)
    return {"plan": head, "mal": [_goal(goal, analysis, frozen) for goal in goals]}


def _compared(frozen: Sequence[Frozen]) -> Data:
    """Return whom the kommun is compared with: its group if that counts, else what ranked."""
    groups = {f.group_name for f in frozen if f.group_name and _counts(f)}
    if len(groups) == 1:
        return {"typ": "kommungrupp", "namn": groups.pop()}
    ranked = {f.ranked_by for f in frozen if f.ranked_by}
    return {"typ": ranked.pop()} if len(ranked) == 1 else {}


def _goal(goal: Data, analysis: Analysis, frozen: Mapping[str, Frozen]) -> Data:
    ties = [dict(tie) for tie in goal.get("koppling", [])]
    names = set()
    for tie in ties:
        tie["indikator"] = analysis.whole(str(tie.get("indikator", "")))
        known = frozen.get(tie["indikator"])
        if known is not None:
            names |= {known.indicator, tie["indikator"]}
            for key, value in _figures(known, analysis).items():
                tie.setdefault(key, value)
    if ties:
        goal["koppling"] = ties
    if "indikator" in goal.get("matt", {}):
        goal["matt"] = {**goal["matt"], "indikator": analysis.whole(goal["matt"]["indikator"])}
    areas = (analysis.area_of(n) for n in sorted(names))
    themes = {c.theme for c in areas if c is not None and c.theme}
    evidence = [e for e in analysis.evidence if not e.concerns or {*e.concerns} & (names | themes)]
    if evidence and "underlag" not in goal:
        goal["underlag"] = [_backing(e) for e in evidence]
    if len(themes) == 1:
        goal.setdefault("tema", next(iter(themes)))
    return goal


def _figures(known: Frozen, analysis: Analysis) -> Data:
    figures = {
        "ar": analysis.year_of(known),
        "eget": known.answer if known.answer in ("JA", "NEJ", "DELVIS", "EA") else None,
        "eget_varde": known.value,
        "lan": known.lan,
        "riket": known.riket,
        "grupp": known.group if _counts(known) else None,
    }
    return {key: value for key, value in figures.items() if value is not None}


def _counts(known: Frozen) -> bool:
    """Tell whether enough other kommuner of the group have answered for it to be compared with."""
    others = known.group_others
    return known.group is not None and (others is None or others >= FEWEST_OTHERS)


def _backing(evidence: Evidence) -> Data:
    backing = {
        "typ": evidence.kind,
        "kalla": evidence.source,
        "visar": evidence.shows,
        "stodjer": _SUPPORTS[evidence.supports],
    }
    day = _day(evidence.date)
    if day is None and evidence.date:  # a plan has whole days only
        backing["kalla"] = f"{evidence.source}, {evidence.date}"
    return {**backing, "datum": day} if day else backing


def _day(text: str | None) -> str | None:
    """Return a date that is a whole day; a plan has no other."""
    try:
        return datetime.date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None
