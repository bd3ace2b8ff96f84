"""What a kommun's own values of the indicators of a plan stand on."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from oj_cli.analysis.certainty import Behind, Certainty, floor
from oj_cli.api.loading import load_history, load_moved
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.following import Measured
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.lookup import find_indicator
from oj_cli.domain.plan import AIMS, Outcome, Plan
from oj_cli.domain.plan_chance import Ground, Grounds
from oj_cli.store import Store
from oj_cli.workspace import Workspace


def kommun_of(store: Store, plan: Plan, workspace: Workspace | None) -> Kommun | None:
    """Return a plan's kommun, else the workspace's; None where there is none of that name."""
    name = plan.head.kommun or (workspace.settings.kommun if workspace else None)
    try:
        return store.register().find_kommun(name) if name and not plan.head.lan else None
    except OjError:
        return None


def grounds_of(
    store: Store, plan: Plan, workspace: Workspace | None
) -> dict[tuple[str, int], Ground]:
    """Return what each own value of the indicators of a plan stands on, as `grounds` does."""
    names = [name for goal in plan.goals for name in goal.indicators]
    return grounds(store, kommun_of(store, plan, workspace), names) if names else {}


def known_of(
    store: Store, plan: Plan, workspace: Workspace | None
) -> tuple[Grounds, dict[str, Measured]]:
    """Return what the own values of a plan's indicators stand on, and its goals' newest values."""
    grounds = grounds_of(store, plan, workspace)
    return grounds, _measured(plan, store, grounds)


def _measured(plan: Plan, store: Store, grounds: Grounds) -> dict[str, Measured]:
    """Return the newest value of the indicator that each goal is measured by, by goal.

    That is one that can be compared with the baseline and is of a later year than it.
    """
    by_goal = {g.id: m for g in plan.goals if (m := g.measure) is not None and m.indicator}
    named = _named(store, [m.indicator or "" for m in by_goal.values()])
    found = {}
    for id, measure in by_goal.items():
        base, name = measure.baseline, measure.indicator or ""
        first = (base and (base.year or (base.date and base.date.year))) or 0
        if name not in named:
            continue
        years = {year: g for (of, year), g in grounds.items() if of == name and year > first}
        broken = [y for y in years if first and named[name][1].break_between(first, y)]
        newest = max(years.keys() - set(broken), default=None)
        if newest is not None:
            ground = years[newest]
            outcome = Outcome(value=ground.value, n=ground.known_n, source=f"{name} {newest}")
            found[id] = Measured(newest, outcome)
    return found


def measure_of(store: Store, kommun: Kommun | None, name: str) -> dict[str, Any]:
    """Return an indicator with the kommun's newest value as a measure, under a plan's keys.

    Nothing without a kommun, or if there is no such number.
    """
    known = grounds(store, kommun, [name])
    if kommun is None or not known:
        return {}
    _, year = max(known)
    catalogue, indicator = _named(store, [name])[name]
    found = store.results(catalogue.area, ("kommun", kommun.code))
    source = next(r.source for r in found if (r.indicator, r.year) == (indicator.id, year))
    title = store.sources({source})[0].title
    said = {
        "indikator": f"{catalogue.area}/{indicator.id}",
        "beskrivning": indicator.name,
        "kalla": f"{title} ({indicator.kolada})" if indicator.kolada else title,
        "enhet": indicator.known_unit,
        "riktning": AIMS.get(indicator.direction),
        "utgangslage": {"varde": known[name, year].value, "ar": year},
    }
    return {key: value for key, value in said.items() if value is not None}


def _named(store: Store, names: Iterable[str]) -> dict[str, tuple[Catalogue, Indicator]]:
    """Return the indicators that a plan names, each with its catalogue; not those there are not."""
    wanted = dict.fromkeys(names)
    areas = {name.partition("/")[0] for name in wanted}
    catalogues = [
        store.catalogue(a) for a in (*store.areas(), *store.areas("nyckeltal")) if a in areas
    ]
    found = {}
    for name in wanted:
        with suppress(UsageFault):
            found[name] = find_indicator(name, catalogues)
    return found


def grounds(
    store: Store, kommun: Kommun | None, names: Iterable[str]
) -> dict[tuple[str, int], Ground]:
    """Return what each own value of some indicators stands on, by indicator and year.

    Without a kommun, and of answers, nothing.
    """
    numbers = _named(store, names) if kommun else {}
    found: dict[tuple[str, int], Ground] = {}
    for catalogue in {c.area: c for c, _ in numbers.values()}.values():
        of = {
            n: i for n, (c, i) in numbers.items() if c.area == catalogue.area and i.kind != "ja_nej"
        }
        by_year = _own_values(store, catalogue, kommun) if of and kommun else {}
        moved = load_moved(store, catalogue, max(by_year)) if by_year else {}
        for name, i in of.items():
            certainty = Certainty(catalogue, i, moved.get(i.id))
            for year, own in by_year.items():
                if i.id in own:
                    found[name, year] = _ground(certainty, certainty.behind(own), own[i.id])
    return found


def _own_values(
    store: Store, catalogue: Catalogue, kommun: Kommun
) -> Mapping[int, Mapping[str, float]]:
    by_year: dict[int, dict[str, float]] = {}
    for id, years in load_history(store, catalogue, kommun).items():
        for year, _, value in years:
            if value is not None:
                by_year.setdefault(year, {})[id] = value
    return by_year


def _ground(certainty: Certainty, behind: Behind, value: float) -> Ground:
    indicator = certainty.indicator
    return Ground(
        behind.n,
        behind.source,
        certainty.spread,
        certainty.moved,
        indicator.is_percent,
        certainty.can_be_clear(behind),
        floor(indicator, behind),
        value,
    )
