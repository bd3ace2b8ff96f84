"""From the store to what became of a plan's indicators. Imports pandas."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oj_cli.domain.plan import Plan

if TYPE_CHECKING:
    from oj_cli.domain.kommuner import Kommun, Lan, Register
    from oj_cli.domain.trend import Trend
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace


def find_ties(plan: Plan) -> Mapping[str, "Trend | None"]:
    """Return the years of each indicator that a goal is tied to, by `omrade/indikator`.

    None for an indicator that no catalogue has. Raises UsageFault for a kommun or län that
    there is not.
    """
    from oj_cli.api import selecting

    wanted = dict.fromkeys(tie.indicator for goal in plan.goals for tie in goal.ties)
    if not wanted:
        return {}
    with selecting.open_data() as (store, workspace):
        kommun, lan = _subject(store, workspace, plan)
        return {name: _follow(store, workspace, name, kommun, lan) for name in wanted}


def _subject(
    store: "Store", workspace: "Workspace | None", plan: Plan
) -> tuple["Kommun | None", "Lan | None"]:
    register = store.register()
    if plan.head.kommun is not None:
        return register.find_kommun(plan.head.kommun), None
    if plan.head.lan is not None:
        return None, register.find_lan(plan.head.lan)
    settings = workspace.settings if workspace else None
    if settings and settings.kommun is not None:
        return register.find_kommun(settings.kommun), None
    if settings and settings.lan is not None:
        return None, register.find_lan(settings.lan)
    return None, None


def _follow(
    store: "Store",
    workspace: "Workspace | None",
    name: str,
    kommun: "Kommun | None",
    lan: "Lan | None",
) -> "Trend | None":
    from oj_cli.analysis.references import build_references, lan_reference, riket
    from oj_cli.analysis.trend import TrendQuestion, trend
    from oj_cli.api.loading import load_indicator
    from oj_cli.catalogue import find_indicator
    from oj_cli.domain.errors import UsageFault
    from oj_cli.workspace import corrections_of

    catalogues = [store.catalogue(a) for a in (*store.areas(), *store.areas("nyckeltal"))]
    try:
        catalogue, indicator = find_indicator(name, catalogues)
    except UsageFault:
        return None
    matrices, sources = load_indicator(store, catalogue, indicator.id)
    years = matrices.get("T", {})
    newest = max((y for y, m in years.items() if m.kommuner), default=max(years, default=0))
    register: Register = store.register(population_before=newest)
    edition = register.edition(newest, None)
    if kommun is not None:
        references = build_references(kommun, register, newest, edition)
        followed = lan_reference(register.lan_by_code[kommun.lan], register)
    else:
        own = (lan_reference(lan, register),) if lan else ()
        references = (*own, riket(register))
        followed = references[0]
    corrections = corrections_of(workspace, register, kommun) if kommun else ()
    key = f"{catalogue.area}/{indicator.id}"
    return trend(
        TrendQuestion(
            catalogue=catalogue,
            indicator=indicator,
            kommun=kommun,
            lan=lan,
            references=references,
            turns_in=followed,
            register=register,
            edition=edition,
            grouped_by=newest,
            matrices=matrices,
            corrections=tuple(c for c in corrections if c.indicator == key),
        ),
        sources,
    )
