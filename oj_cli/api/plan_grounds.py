"""What a kommun's own values of the indicators of a plan stand on."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from oj_cli.analysis.certainty import Behind, Certainty, floor
from oj_cli.api.loading import load_history, load_moved
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.lookup import find_indicator
from oj_cli.domain.plan import Plan, Tie
from oj_cli.domain.plan_chance import Ground
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
    ties = [tie for goal in plan.goals for tie in goal.ties]
    return grounds(store, kommun_of(store, plan, workspace), ties) if ties else {}


def grounds(
    store: Store, kommun: Kommun | None, ties: Iterable[Tie]
) -> dict[tuple[str, int], Ground]:
    """Return what each own value of the tied indicators stands on, by indicator and year.

    Without a kommun, and of answers, nothing.
    """
    wanted = dict.fromkeys(t.indicator for t in ties) if kommun else {}
    areas = {name.partition("/")[0] for name in wanted}
    catalogues = [
        store.catalogue(a) for a in (*store.areas(), *store.areas("nyckeltal")) if a in areas
    ]
    numbers: dict[str, tuple[Catalogue, Indicator]] = {}
    for name in wanted:
        with suppress(UsageFault):  # the plan names one that there is not
            numbers[name] = find_indicator(name, catalogues)
    found: dict[tuple[str, int], Ground] = {}
    for catalogue in catalogues:
        of = {n: i for n, (c, i) in numbers.items() if c is catalogue and i.kind != "ja_nej"}
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
