"""From the store to the figures that an analysis keeps. Needs no pandas."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from oj_cli.analysis.frozen import Places, elsewhere, freeze, group_name
from oj_cli.analysis.matrix import Matrix, build_matrix
from oj_cli.analysis.references import build_references, kommungrupp, lan_reference, riket
from oj_cli.domain.analysis import Analysis, Frozen
from oj_cli.domain.chosen import Elsewhere, SameTheme
from oj_cli.domain.kommuner import Kommun, Lan, Register
from oj_cli.domain.references import Reference
from oj_cli.store import Store

if TYPE_CHECKING:  # only what is chosen now is of step 1
    from oj_cli.domain.county import Step1


def freeze_found(
    store: Store, found: "Step1", ids: Collection[str], edition: str | None = None
) -> tuple[Frozen, ...]:
    """Return indicators of step 1 with the figures as they are now.

    The priority is the place among what is clear, of a län among what it is behind in: 1 the first.
    """
    from oj_cli.domain.identification import CLEAR, Identification

    register = store.register(population_before=found.year)
    if isinstance(found, Identification):
        kommun, ranking = found.kommun.code, found.ranking
        used = register.edition(found.year, edition)
        references = build_references(found.kommun, register, found.year, used)
        clear = enumerate(found.of(*CLEAR), start=1)
        priorities: dict[str, float | None] = {r.indicator.id: float(n) for n, r in clear}
    else:
        kommun, ranking = None, "riket"
        references = (riket(register), lan_reference(found.lan, register))
        priorities = {id: float(n) for n, id in enumerate(found.weak, start=1)}
    matrix, places = _figures(store, found.catalogue.area, found.year, ids)
    return tuple(
        freeze(
            found.catalogue.by_id[id],
            kommun,
            matrix,
            {r.id: r for r in references},
            places,
            priority := priorities.get(id),
            None if priority is None else ranking,
        )
        for id in ids
    )


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
    """Return the chosen indicators of an analysis with the figures as they are now.

    An indicator that is in no catalogue any more is left out. The kommungrupp is the one
    that was frozen. Raises UsageFault if the kommun, län or område is not known.
    """
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


def _groups_of(register: Register, kommun: Kommun) -> dict[str, dict[str, Reference]]:
    """Return a kommun's group in every edition, as a reference, by the name that is frozen."""
    groups = [
        kommungrupp(register, edition, group)
        for edition in register.editions
        if (group := register.kommungrupp(kommun.code, edition)) is not None
    ]
    return {group_name(group): {"kommungrupp": group} for group in groups}


def same_themes(
    store: Store, area: str, themes: Iterable[str], kommun: Kommun | None, lan: Lan
) -> tuple[SameTheme, ...]:
    """Return chosen themes in the other områden of the store, each in its newest year.

    For a kommun, or for the kommuner of the län together without one. An område where they
    have no answers is left out.
    """
    belongs = store.heads[area].belongs_to
    others = [a for a in store.areas() if a != area]
    others.sort(key=lambda a: store.heads[a].belongs_to != belongs)
    by_id = {t.id: t for t in store.themes().themes}
    found = []
    for other in others:
        years = _of_lan(store, other, lan) if kommun is None else _of_kommun(store, other, kommun)
        catalogue = store.catalogue(other) if years else None
        for theme in themes:
            for year, results in years:
                here = tuple(e for e in results if e.indicator.theme == theme)
                if here and catalogue is not None:
                    found.append(SameTheme(by_id[theme], catalogue, year, here))
    return tuple(found)


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
