"""What must be found out before something can be answered: kommun, län, område, year."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from oj_cli.analysis.matrix import AreaYear, build_by_year
from oj_cli.api.session import place_in
from oj_cli.domain import lookup
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import (
    INVANARGRUPPER,
    Edition,
    Kommun,
    Lan,
    LikeKommuner,
    Register,
    short_lan,
)
from oj_cli.domain.references import Reference
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import fold, listing, number
from oj_cli.domain.wording import area_word
from oj_cli.store import Store
from oj_cli.workspace import SETTINGS_FILE, Workspace


@contextmanager
def _said_in(workspace: Workspace | None, key: str) -> Iterator[None]:
    """Say in which line of the workspace's settings a wrong name stands, if it came from there."""
    try:
        yield
    except UsageFault as fault:
        if workspace is None:
            raise
        place = place_in(workspace, SETTINGS_FILE, (key,))
        raise FileFault(fault.message, place=place, hints=fault.hints) from fault


def name_of(store: Store, workspace: Workspace) -> str | None:
    """Return the name of the kommun or län that a workspace is of, None if it says none.

    Raises FileFault if there is none such.
    """
    found = whose(store, workspace)
    if found is None:
        return None
    return short_lan(found.name) if isinstance(found, Lan) else found.name


def whose(
    store: Store, workspace: Workspace | None, kommun: str | None = None, lan: str | None = None
) -> Kommun | Lan | None:
    """Return the kommun or the län that was named, else the workspace's, None if it has none.

    Raises UsageFault if there is none such.
    """
    settings = workspace.settings if workspace else None
    if kommun is not None or (lan is None and settings and settings.kommun is not None):
        return choose_kommun(store, kommun, workspace)
    if lan is not None or (settings and settings.lan is not None):
        return choose_lan(store, lan, workspace)
    return None


def choose_kommun(store: Store, text: str | None, workspace: Workspace | None) -> Kommun:
    """Return the kommun that was named, else the workspace's. Raises UsageFault if neither."""
    wanted = workspace.settings.kommun if text is None and workspace else text
    if not wanted:
        raise UsageFault("selecting.no_kommun")
    with _said_in(workspace if text is None else None, "kommun"):
        return store.register().find_kommun(wanted)


def choose_lan(store: Store, text: str | None, workspace: Workspace | None) -> Lan:
    """Return the län that was named, else the workspace's. Raises UsageFault if neither."""
    wanted = workspace.settings.lan if text is None and workspace else text
    register = store.register()
    if not wanted:
        own = workspace.settings.kommun if workspace else None
        code = register.find_kommun(own).lan if own else "20"
        raise UsageFault("selecting.no_lan", example=short_lan(register.lan_by_code[code].name))
    with _said_in(workspace if text is None else None, "lan"):
        return register.find_lan(wanted)


def catalogues(store: Store, area: str | None) -> tuple[Catalogue, ...]:
    """Return the catalogue of the område that was named, else all.

    Raises UsageFault if there is no such område.
    """
    return store.catalogues() if area is None else (store.catalogue(store.find_area(area)),)


def find_indicator(store: Store, text: str, area: str | None) -> tuple[Catalogue, Indicator]:
    """Return the indicator called `text`, of the område that was named or of all.

    Where several are called so, those that there are answers to go before others. Raises
    UsageFault if none or several fit.
    """
    among = catalogues(store, area)
    found = lookup.called(text, among)
    known = [(c, i) for c, i in found if store.has_results(c.area)]
    return known[0] if len(known) == 1 else lookup.find_indicator(text, among)


def choose_area(
    store: Store,
    text: str | None,
    workspace: Workspace | None,
    kommuner: Sequence[Kommun] | None = None,
    who: str = "",
) -> str:
    """Return the område that was named, else the workspace's, else the first that fits.

    What fits is the first område in which any of `kommuner` (called `who`) has answers.
    Raises UsageFault if there is no such område.
    """
    wanted = workspace.settings.area if text is None and workspace else text
    if wanted is not None:
        with _said_in(workspace if text is None else None, "omrade"):
            return store.find_area(wanted)
    for area in store.areas():
        if store.years(area, codes(kommuner)):
            return area
    raise UsageFault(
        "selecting.no_answers_anywhere", none=_no_answers(who), areas=listing(store.areas())
    )


def choose_year(
    store: Store,
    catalogue: Catalogue,
    year: int | None,
    kommuner: Sequence[Kommun] | None = None,
    who: str = "",
    indicator: Indicator | None = None,
) -> int:
    """Return the year that was named, else the newest with answers from `kommuner` (or any).

    That is the newest in which they have anything that can be judged, if there is one.

    With `indicator`, only years in which any kommun answered it. Raises UsageFault if
    there are no answers that year, naming the years that have.
    """
    years = store.years(catalogue.area, codes(kommuner))
    if not years:
        others = [a for a in store.areas() if store.years(a, codes(kommuner))]
        anybody = bool(store.years(catalogue.area))
        origin = catalogue.origin
        raise UsageFault(
            "selecting.no_answers_in_area",
            none=_no_answers(who),
            name=area_word(catalogue),
            answering=_answering(store, catalogue.area) if anybody else "",
            areas=listing(others),
            other=others[:1],
            indicator="" if others else next((i.id for i in catalogue), ""),
            area=catalogue.area,
            words="" if anybody or origin is None else origin.words or "",
            empty="" if anybody else catalogue.area,
        )
    about = f"i {area_word(catalogue)}"
    asked = None if indicator is None else _years_asked(store, catalogue, indicator)
    if indicator is not None and asked:
        about = f"på ”{indicator.name}”"
        years = tuple(y for y in years if y in asked) or years
    if year is None and indicator is None:
        return (store.years(catalogue.area, codes(kommuner), judged=True) or years)[-1]
    if year is None:
        return years[-1]
    if year not in years:
        known = listing([str(y) for y in years])
        raise UsageFault(
            "selecting.no_answers_in_year",
            none=_no_answers(who),
            year=year,
            about=about,
            years=known,
        )
    return year


def _answering(store: Store, area: str) -> str:
    """Return how many kommuner have answers in an område, and in which län if it is one."""
    register = store.register()
    columns = store.columns(area)
    found = {unit for c in columns for kind, unit in c.units if kind == "kommun"}
    lan = {register.by_code[unit].lan for unit in found if unit in register.by_code}
    text = f"{number(len(found))} av {number(len(register.kommuner))} kommuner"
    return f"{text}, alla i {register.lan_by_code[lan.pop()].name}" if len(lan) == 1 else text


def _no_answers(who: str) -> str:
    return f"{who} har inga svar" if who else "Det finns inga svar"


def _years_asked(store: Store, catalogue: Catalogue, indicator: Indicator) -> set[int]:
    """Return the years in which any kommun has an answer or value."""
    by_year = build_by_year(store.columns(catalogue.area, indicators=[indicator.id]))
    return {year for year, matrix in by_year.items() if matrix.has_results(indicator.id)}


def codes(kommuner: Sequence[Kommun] | None) -> list[str] | None:
    """Return the codes of kommuner, None for None."""
    return None if kommuner is None else [k.code for k in kommuner]


def ranking(text: str | None, workspace: Workspace | None) -> str:
    """Return the id of the reference that was named, else the workspace's, else riket's."""
    own = workspace.settings.ranking if workspace else None
    return (own or "riket") if text is None else fold(text)


def like(
    store: Store, catalogue: Catalogue, kommun: Kommun, wanted: str | Collection[str]
) -> LikeKommuner | None:
    """Return the like kommuner that fit an område, if that reference is among the wanted."""
    is_wanted = "liknande" in ((wanted,) if isinstance(wanted, str) else wanted)
    return store.like(kommun.code, catalogue.like) if is_wanted else None


def comparable(
    store: Store, references: tuple[Reference, ...], indicator: Indicator, kommun: Kommun
) -> tuple[Reference, ...]:
    """Return the references that an indicator may be compared with: need only with its like."""
    from oj_cli.analysis.references import liknande

    if indicator.only_like is None:
        return references
    alike = store.like(kommun.code, indicator.only_like)
    return (liknande(alike),) if alike else ()


def choose_reference(store: Store, data: AreaYear, kommun: Kommun, text: str) -> Reference:
    """Return the reference of a kommun that was named.

    Raises UsageFault if there is none such, or if the kommun has none.
    """
    from oj_cli.analysis.references import build_references
    from oj_cli.domain.references import RANKINGS

    wanted = fold(text)
    if wanted not in RANKINGS:
        known = listing(RANKINGS, "eller")
        raise UsageFault("identify.unknown_reference", text=text, known=known)
    alike = like(store, data.catalogue, kommun, wanted)
    references = build_references(kommun, data.register, data.year, data.edition, like=alike)
    found = next((r for r in references if r.id == wanted), None)
    if found is None:
        raise UsageFault(f"identify.no_{wanted}", text=text)
    return found


def choose_kommuner(register: Register, text: str | None) -> tuple[Kommun, ...]:
    """Return the kommuner of a list such as `Mora,Rättvik,2029`, each once; none for None.

    Raises UsageFault if one is unknown or the list is empty.
    """
    if text is None:
        return ()
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise UsageFault("selecting.empty_list")
    return tuple(dict.fromkeys(register.find_kommun(name) for name in names))


def select(
    register: Register, filters: Filters, edition: Edition, year: int
) -> frozenset[str] | None:
    """Return the kommunkoder that the filters select, None if there are no filters.

    Raises UsageFault for an unknown län or group, and if no kommun fits them all.
    """
    if not filters:
        return None
    codes = {k.code for k in register.kommuner}
    said = []
    if filters.lan is not None:
        lan = register.find_lan(filters.lan)
        codes &= {k.code for k in register.of(lan)}
        said.append(lan.name)
    if filters.kommungrupp is not None:
        group = register.find_kommungrupp(filters.kommungrupp, edition)
        codes &= {c for c, g in register.membership[edition.id].items() if g == group.id}
        said.append(f"kommungrupp {group.id} ({edition.name})")
    if filters.invanargrupp is not None:
        if filters.invanargrupp not in INVANARGRUPPER:
            raise UsageFault("selecting.unknown_invanargrupp", group=filters.invanargrupp)
        codes &= {
            k.code
            for k in register.kommuner
            if register.invanargrupp(k.code, year) == filters.invanargrupp
        }
        said.append(f"invånargrupp {filters.invanargrupp}")
    if not codes:
        raise UsageFault("selecting.nobody_selected", all=listing(said))
    return frozenset(codes)
