"""From the store to the figures that an analysis keeps. Needs no pandas."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from oj_cli.analysis.elsewhere import elsewhere
from oj_cli.analysis.frozen import Rows, by_unit, freeze, group_name
from oj_cli.analysis.references import build_references, kommungrupp, lan_reference, riket
from oj_cli.domain.analysis import Analysis, Frozen
from oj_cli.domain.chosen import Elsewhere, SameTheme
from oj_cli.domain.kommuner import Kommun, Lan, Register
from oj_cli.domain.references import Reference
from oj_cli.store import Store

if TYPE_CHECKING:
    from oj_cli.domain.county import LanIdentification, Step1
    from oj_cli.domain.identification import Identification


def freeze_for_kommun(
    store: Store, found: "Identification", ids: Collection[str], edition: str | None = None
) -> tuple[Frozen, ...]:
    """Return indicators with a kommun's figures as they are now."""
    register = store.register(population_before=found.year)
    used = register.edition(found.year, edition)
    kept = ("riket", "lan", "kommungrupp")
    built = build_references(found.kommun, register, found.year, used)
    references = {r.id: r for r in built if r.id in kept}
    priorities = {r.indicator.id: r.priority for r in found.results}
    return _freeze(store, found, ids, found.kommun, references, priorities, found.ranking)


def freeze_for_lan(
    store: Store, found: "LanIdentification", ids: Collection[str]
) -> tuple[Frozen, ...]:
    """Return indicators with a län's figures as they are now; the priority is the shortfall."""
    register = store.register()
    references = {"riket": riket(register), "lan": lan_reference(found.lan, register)}
    priorities = {r.indicator.id: r.shortfall for r in found.indicators}
    return _freeze(store, found, ids, None, references, priorities, "riket")


def _freeze(
    store: Store,
    found: "Step1",
    ids: Collection[str],
    kommun: Kommun | None,
    references: Mapping[str, Reference],
    priorities: Mapping[str, float | None],
    ranking: str,
) -> tuple[Frozen, ...]:
    rows = by_unit(store.plain_rows(found.catalogue.area, found.year, ids))
    sources = {s.id: s for s in store.sources(r.source for r in rows.values())}
    return tuple(
        freeze(
            found.catalogue.by_id[id],
            kommun.code if kommun else None,
            rows,
            references,
            sources,
            priority := priorities.get(id),
            None if priority is None else ranking,
        )
        for id in ids
    )


def as_now(store: Store, analysis: Analysis) -> dict[str, Frozen]:
    """Return the chosen indicators of an analysis with the figures as they are now.

    An indicator that is in no catalogue any more is left out. The kommungrupp is the one
    that was frozen. Raises UsageFault if the kommun, län or område is not known.
    """
    catalogue = store.catalogue(store.find_area(analysis.area))
    register = store.register(population_before=analysis.year)
    known = {f.indicator: f for f in analysis.frozen if f.indicator in catalogue.by_id}
    rows = by_unit(store.plain_rows(catalogue.area, analysis.year, known))
    sources = {s.id: s for s in store.sources(r.source for r in rows.values())}
    kommun = register.find_kommun(analysis.kommun) if analysis.kommun else None
    lan = register.lan_by_code[kommun.lan] if kommun else register.find_lan(analysis.lan or "")
    base = {"riket": riket(register), "lan": lan_reference(lan, register)}
    groups = _groups_of(register, kommun) if kommun else {}
    result = {}
    for id, then in known.items():
        group = groups.get(then.group_name or "")
        references = base if group is None else {**base, "kommungrupp": group}
        code = kommun.code if kommun else None
        result[id] = freeze(catalogue.by_id[id], code, rows, references, sources)
    return result


def _groups_of(register: Register, kommun: Kommun) -> dict[str, Reference]:
    """Return a kommun's group in every edition, by the name that is frozen."""
    result = {}
    for edition in register.editions:
        group = register.kommungrupp(kommun.code, edition)
        if group is not None:
            reference = kommungrupp(register, edition, group)
            result[group_name(reference)] = reference
    return result


def same_themes(
    store: Store, area: str, themes: Iterable[str], kommun: Kommun | None, lan: Lan
) -> tuple[SameTheme, ...]:
    """Return chosen themes in the other områden of the store, each in its newest year.

    For a kommun, or for the kommuner of the län together without one. An område where they
    have no answers is left out.
    """
    register = store.register()
    by_id = {t.id: t for t in store.themes().themes}
    in_lan, in_riket = lan_reference(lan, register), riket(register)
    codes = [kommun.code] if kommun else sorted(in_lan.members)
    result = []
    for other in store.areas():
        years = store.years(other, codes) if other != area else ()
        if not years:
            continue
        catalogue = store.catalogue(other)
        for theme in themes:
            of_theme = [i for i in catalogue if i.theme == theme and i.role == "kvalitet"]
            rows: Rows = by_unit(store.plain_rows(other, years[-1], [i.id for i in of_theme]))
            found: list[Elsewhere] = [
                elsewhere(i, rows, kommun.code if kommun else None, in_lan, in_riket)
                for i in of_theme
            ]
            known = tuple(e for e in found if e.answer is not None or e.own is not None)
            if known:
                result.append(SameTheme(by_id[theme], catalogue, years[-1], known))
    return tuple(result)
