"""From the store to the figures that an analysis keeps. Needs no pandas."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oj_cli.analysis.frozen import Places, elsewhere, freeze, group_name
from oj_cli.analysis.matrix import Matrix, build_matrix
from oj_cli.analysis.references import build_references, kommungrupp, lan_reference, riket
from oj_cli.domain.analysis import Analysis, Chosen, Frozen
from oj_cli.domain.chosen import Elsewhere, SameTheme
from oj_cli.domain.kommuner import Kommun, Lan, Register
from oj_cli.domain.references import Reference
from oj_cli.store import Store

if TYPE_CHECKING:  # only what is chosen now is of step 1
    from oj_cli.domain.county import Step1
    from oj_cli.domain.kommun_map import KommunMap


def freeze_found(
    store: Store, found: "Step1 | KommunMap", names: Sequence[str], edition: str | None = None
) -> tuple[Frozen, ...]:
    """Return indicators of step 1 with the figures as they are now, by their names in it.

    The priority is the place among what is clear, of a län among what it is behind in: 1 the first.
    """
    from oj_cli.domain.identification import CLEAR, Identification
    from oj_cli.domain.kommun_map import KommunMap

    if isinstance(found, KommunMap):
        first = {of.name: n for n, of in enumerate(found.clear, start=1)}
        of_year: dict[tuple[str, int], list[str]] = {}
        for name in names:
            part = found.by_name[name].part
            of_year.setdefault((part.head.area, part.year or 0), []).append(name.partition("/")[2])
        frozen = {
            f"{area}/{f.indicator}": replace(f, indicator=f"{area}/{f.indicator}", year=year)
            for (area, year), ids in of_year.items()
            for f in _frozen(store, area, year, ids, found.kommun, found.lan, edition)
        }
        by_name, ranking = [frozen[name] for name in names], "riket"
    else:
        is_kommun = isinstance(found, Identification)
        kommun = found.kommun if isinstance(found, Identification) else None
        ranking = found.ranking if isinstance(found, Identification) else "riket"
        ids = [r.indicator.id for r in found.of(*CLEAR)] if is_kommun else found.weak
        first = {id: n for n, id in enumerate(ids, start=1)}
        of_area = found.catalogue.area, found.year
        by_name = _frozen(store, *of_area, names, kommun, found.lan, edition)
    return tuple(
        replace(f, priority=float(first[f.indicator]), ranked_by=ranking)
        if f.indicator in first
        else f
        for f in by_name
    )


def _frozen(
    store: Store,
    area: str,
    year: int,
    ids: Sequence[str],
    kommun: Kommun | None,
    lan: Lan,
    edition: str | None,
) -> list[Frozen]:
    """Return indicators of an område and year with their figures, of a kommun or a län."""
    register = store.register(population_before=year)
    references: tuple[Reference, ...] = (riket(register), lan_reference(lan, register))
    if kommun is not None:
        references = build_references(kommun, register, year, register.edition(year, edition))
    catalogue = store.catalogue(area)
    matrix, places = _figures(store, area, year, ids)
    code = kommun.code if kommun else None
    by_id = {r.id: r for r in references}
    return [freeze(catalogue.by_id[id], code, matrix, by_id, places) for id in ids]


def _figures(store: Store, area: str, year: int, ids: Collection[str]) -> tuple[Matrix, Places]:
    """Return the results of some indicators, and where each of them stands."""
    columns = list(store.columns(area, year=year, indicators=ids, places=True))
    titles = {s.id: s.title for s in store.sources({c.source for c in columns})}
    places = {
        (c.indicator, *unit): (titles[c.source], place)
        for c in columns
        for unit, *_, place in c.results()
    }
    return build_matrix(columns), places


def as_now(store: Store, analysis: Analysis) -> dict[str, Frozen]:
    """Return the chosen indicators of an analysis with the figures as they are now, by name.

    An indicator that is in no catalogue any more is left out. The kommungrupp is the one
    that was frozen. Raises UsageFault if the kommun, län or an område is not known.
    """
    found: dict[str, Frozen] = {}
    for part in analysis.parts:
        found |= {f"{part.area}/{id}": now for id, now in _part_as_now(store, part).items()}
    return {
        then.indicator: replace(now, indicator=then.indicator, year=then.year)
        for then in analysis.frozen
        if (now := found.get(analysis.whole(then.indicator))) is not None
    }


def _part_as_now(store: Store, analysis: Analysis) -> dict[str, Frozen]:
    """Return `as_now` of an analysis of one område and year."""
    catalogue = store.catalogue(store.find_area(analysis.area))
    register = store.register(population_before=analysis.year)
    known = {f.indicator: f for f in analysis.frozen if f.indicator in catalogue.by_id}
    matrix, places = _figures(store, catalogue.area, analysis.year, known)
    kommun = register.find_kommun(analysis.kommun) if analysis.kommun else None
    lan = register.lan_by_code[kommun.lan] if kommun else register.find_lan(analysis.lan or "")
    base = {"riket": riket(register), "lan": lan_reference(lan, register)}
    groups = _groups_of(register, kommun) if kommun else {}
    code = kommun.code if kommun else None
    return {
        id: freeze(
            catalogue.by_id[id], code, matrix, base | groups.get(then.group_name or "", {}), places
        )
        for id, then in known.items()
    }


def others_now(store: Store, analysis: Analysis, names: Sequence[str]) -> Chosen:
    """Return indicators that an analysis has not chosen, with the figures as they are now.

    Those of its own område are of its year, others of the newest in which the kommun has a value.
    """
    kommun = store.register().find_kommun(analysis.kommun) if analysis.kommun else None
    found = []
    for name in names:
        area, _, id = analysis.whole(name).rpartition("/")
        year = None
        if area != analysis.area and kommun is not None and area in store.heads:
            results = store.results(area, ("kommun", kommun.code))
            year = max((r.year for r in results if r.indicator == id), default=None)
        found.append(Frozen(name, year))
    wanted = replace(analysis, chosen=(Chosen("", indicators=tuple(found)),))
    return Chosen("", indicators=tuple(as_now(store, wanted).values()))


def _groups_of(register: Register, kommun: Kommun) -> dict[str, dict[str, Reference]]:
    """Return a kommun's group in every edition, as a reference, by the name that is frozen."""
    groups = [
        kommungrupp(register, edition, group)
        for edition in register.editions
        if (group := register.kommungrupp(kommun.code, edition)) is not None
    ]
    return {group_name(group): {"kommungrupp": group} for group in groups}


def same_themes(
    store: Store, analysis: Analysis, kommun: Kommun | None, lan: Lan
) -> tuple[SameTheme, ...]:
    """Return chosen themes in the other områden of the store, each in its newest year.

    For a kommun, or for the kommuner of the län together without one. An område where they
    have no answers is left out, and so is one that the theme is chosen in; of the whole kommun all
    in which it is not weak.
    """
    chosen_in = {c.theme: analysis.areas_of(c.theme) for c in analysis.chosen}
    belongs = {
        store.heads[a].belongs_to for of in chosen_in.values() for a in of if a in store.heads
    }
    others = [a for a in store.areas() if any(a not in of for of in chosen_in.values())]
    others.sort(key=lambda a: store.heads[a].belongs_to not in belongs)
    by_id = {t.id: t for t in store.themes().themes}
    found = []
    for other in others:
        catalogue = store.catalogue(other)
        asked = {i.theme for i in catalogue}
        themes = [t for t, areas in chosen_in.items() if t in asked and other not in areas]
        if not themes:
            continue
        years = _of_lan(store, other, lan) if kommun is None else _of_kommun(store, other, kommun)
        for theme in themes:
            for year, results in years:
                here = tuple(e for e in results if e.indicator.theme == theme)
                if here:
                    found.append(SameTheme(by_id[theme], catalogue, year, here))
    return tuple(s for s in found if s.n_weak or not analysis.is_of_all)


def _of_kommun(store: Store, area: str, kommun: Kommun) -> list[tuple[int, list[Elsewhere]]]:
    """Return what is judged of a kommun in an område, by year, as step 1 judges it."""
    from oj_cli.api.kommun_map import parts_of
    from oj_cli.domain.identification import CLEAR, Verdict

    unknown = (Verdict.OSAKERT, Verdict.KONTROLLERA, Verdict.EJ_AKTUELLT)
    weak = (*CLEAR, Verdict.PABORJAT)
    return [
        (
            part.year,
            [
                Elsewhere(
                    r.indicator,
                    r.comparisons["riket"],
                    r.answer,
                    r.value,
                    None if r.verdict in unknown else r.verdict in weak,
                )
                for r in part.results
            ],
        )
        for part in parts_of(store, None, kommun, [area])
        if part.year is not None
    ]


def _of_lan(store: Store, area: str, lan: Lan) -> list[tuple[int, list[Elsewhere]]]:
    """Return how the kommuner of a län stand together in the newest year that they have there."""
    register = store.register()
    in_lan, in_riket = lan_reference(lan, register), riket(register)
    years = store.years(area, sorted(in_lan.members))
    if not years:
        return []
    judged = [i for i in store.catalogue(area) if i.is_judged]
    matrix = build_matrix(store.columns(area, year=years[-1]))
    results = [elsewhere(i, matrix, in_lan, in_riket) for i in judged]
    return [(years[-1], [e for e in results if e.own is not None])]
