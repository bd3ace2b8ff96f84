"""What `oj trend` answers with: one indicator over the years, or all that changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oj_cli.api.explanations import bears_on, explanations
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters

if TYPE_CHECKING:
    from oj_cli.domain.analysis import TrendNote
    from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
    from oj_cli.domain.references import Reference
    from oj_cli.domain.trend import Trend
    from oj_cli.presentation.chart import Chart
    from oj_cli.presentation.document import Document
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed. `references` are ids, None for all."""

    indicator: str | None
    kommun: str | None
    area: str | None
    edition: str | None
    filters: Filters
    own_list: str | None
    references: tuple[str, ...] | None
    show_all: bool

    @property
    def has_groups(self) -> bool:
        """Tell whether kommuner are selected by group, and not by län alone."""
        return self.filters.kommungrupp is not None or self.filters.invanargrupp is not None


@dataclass(frozen=True)
class Followed:
    """One indicator over the years, and what somebody has noted of it in the analysis."""

    trend: "Trend"
    notes: tuple["TrendNote", ...]
    shipped: bool


def follow(request: Request) -> tuple["Document", "Chart"]:
    """Return an indicator over the years as a document, and as a picture."""
    from oj_cli.views.trend import document
    from oj_cli.views.trend_chart import chart

    found = follow_indicator(request)
    drawing = chart(found.trend)
    return document(found.trend, found.shipped, found.notes), drawing


def follow_indicator(request: Request) -> Followed:
    """Follow one indicator, for a kommun, a län, a selection or riket.

    Raises UsageFault if there is no such indicator, or no answers.
    """
    from oj_cli.analysis.references import lan_reference
    from oj_cli.analysis.trend import TrendQuestion, trend
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_indicator
    from oj_cli.catalogue import find_indicator
    from oj_cli.views.words import area_word
    from oj_cli.workspace import SHIPPED_STORE, corrections_of

    with selecting.open_data() as (store, workspace):
        catalogues = store.catalogues()
        if request.area is not None:
            catalogues = (store.catalogue(store.find_area(request.area)),)
        catalogue, indicator = find_indicator(request.indicator or "", catalogues)
        matrices, sources = load_indicator(store, catalogue, indicator.id)
        years = matrices.get("T", {})
        if not years:
            raise UsageFault(
                f"Det finns inga svar på ”{indicator.name}” i data.",
                hints=("Se vilka år som finns: oj indicators",),
            )
        kommun, lan = _subject(store, workspace, request)
        if kommun is not None and not store.years(catalogue.area, [kommun.code]):
            raise UsageFault(
                f"{kommun.name} har inga svar i {area_word(catalogue)}.",
                hints=("Utan --kommun visas riket.", f"oj compare --indicator {indicator.id}"),
            )
        newest = max((y for y, m in years.items() if m.kommuner), default=max(years))
        register = store.register(population_before=newest)
        edition = register.edition(newest, request.edition)
        references = _references(request, kommun, lan, register, edition, newest)
        local = corrections_of(workspace, register, kommun) if kommun else ()
        place = register.lan_by_code[kommun.lan] if kommun else lan
        events, notes = explanations(workspace, catalogue.area, kommun, place)
        shipped = store.path == SHIPPED_STORE
    by_id = {r.id: r for r in references}
    followed = by_id.get("urval") or (lan_reference(lan, register) if lan else None)
    if kommun is not None and followed is None:
        followed = lan_reference(register.lan_by_code[kommun.lan], register)
    question = TrendQuestion(
        catalogue=catalogue,
        indicator=indicator,
        kommun=kommun,
        lan=lan,
        references=_wanted(references, request.references, None if kommun else references[0].id),
        turns_in=followed or references[0],
        register=register,
        edition=edition,
        grouped_by=newest,
        matrices=matrices,
        corrections=tuple(c for c in local if c.indicator == f"{catalogue.area}/{indicator.id}"),
        events=tuple(e for e in events if bears_on(e.concerns, indicator)),
    )
    found = trend(question, sources)
    if kommun is None and not found.main.points:
        raise UsageFault(
            f"{found.main.name} har inga svar på ”{indicator.name}”.",
            hints=(f"oj compare --indicator {indicator.id}",),
        )
    about = tuple(n for n in notes if n.concerns and bears_on(n.concerns, indicator))
    return Followed(found, about, shipped)


def _subject(
    store: "Store", workspace: "Workspace | None", request: Request
) -> tuple["Kommun | None", "Lan | None"]:
    """Return the kommun or the län that was named, else the workspace's, else neither."""
    from oj_cli.api import selecting

    settings = workspace.settings if workspace else None
    if request.kommun is not None:
        return selecting.choose_kommun(store, request.kommun, workspace), None
    if request.filters.lan is not None:
        lan = store.register().find_lan(request.filters.lan)
        return None, None if request.has_groups else lan
    if settings and settings.kommun is not None:
        return selecting.choose_kommun(store, None, workspace), None
    if settings and settings.lan is not None:
        return None, store.register().find_lan(settings.lan)
    return None, None


def _references(
    request: Request,
    kommun: "Kommun | None",
    lan: "Lan | None",
    register: "Register",
    edition: "Edition",
    year: int,
) -> tuple["Reference", ...]:
    """Return what is compared with; without a kommun the subject itself comes first."""
    from oj_cli.analysis.references import build_references, lan_reference, riket
    from oj_cli.api import selecting
    from oj_cli.domain.references import Reference
    from oj_cli.domain.swedish import capital

    own = selecting.choose_kommuner(register, request.own_list)
    selection = selecting.select(register, request.filters, edition, year)
    if kommun is not None:
        return build_references(kommun, register, year, edition, own, selection)
    found = [lan_reference(lan, register)] if lan else []
    if selection is not None and lan is None:
        name = _selection_name(register, request.filters, edition)
        found.append(Reference("urval", capital(name), f"i {name}", selection))
    if own:
        codes = frozenset(k.code for k in own)
        found.append(Reference("egen", "Egen lista", "i er egen lista", codes))
    return (*found, riket(register))


def _selection_name(register: "Register", filters: Filters, edition: "Edition") -> str:
    """Return what selected kommuner have in common: `kommungrupp 9 i Dalarnas län`."""
    parts = []
    if filters.kommungrupp is not None:
        parts.append(f"kommungrupp {register.find_kommungrupp(filters.kommungrupp, edition).id}")
    if filters.invanargrupp is not None:
        parts.append(f"invånargrupp {filters.invanargrupp}")
    where = f" i {register.find_lan(filters.lan).name}" if filters.lan is not None else ""
    return " och ".join(parts) + where


def _wanted(
    references: tuple["Reference", ...], ids: tuple[str, ...] | None, subject: str | None
) -> tuple["Reference", ...]:
    """Return the references that are to be shown; the subject itself always is."""
    if ids is None:
        return references
    present = {r.id for r in references}
    for id in ids:
        if id not in present:
            hints = {
                "egen": "Ange listan: --egen Mora,Rättvik,Gagnef.",
                "urval": "Ange ett urval: --lan, --kommungrupp eller --invanargrupp.",
            }
            raise UsageFault(
                f"Det finns inget att jämföra med för --jamfor-med {id}.",
                hints=(hints.get(id, "Lägg till --kommun, eller ta bort gruppen."),),
            )
    return tuple(r for r in references if r.id in ids or r.id == subject)


# --- all that changed ------------------------------------------------------------------


def overview(request: Request) -> "Document":
    """Answer with all that changed for a kommun or a län since the last comparable year."""
    from oj_cli.analysis.references import lan_reference
    from oj_cli.analysis.trend_overview import (
        OverviewQuestion,
        kommun_points,
        lan_points,
        overview,
        published_points,
    )
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_years
    from oj_cli.views.trend_overview import document
    from oj_cli.workspace import SHIPPED_STORE

    with selecting.open_data() as (store, workspace):
        kommun, lan = _subject(store, workspace, request)
        if kommun is None and lan is None:
            raise UsageFault(
                "Ange vilken kommun eller vilket län det gäller.",
                hints=(
                    "oj trend --kommun Leksand",
                    "oj trend --lan Dalarna",
                    "oj trend --indicator uppsokande_verksamhet",
                ),
            )
        area, others = _choose_area(store, workspace, request, kommun, lan)
        catalogue = store.catalogue(area)
        if kommun is not None:
            years, sources = load_years(store, catalogue, [("kommun", kommun.code)])
            own = kommun_points(years, catalogue, kommun)
        elif lan is not None:
            reference = lan_reference(lan, store.register())
            units = [("lan", lan.code), *(("kommun", code) for code in reference.members)]
            years, sources = load_years(store, catalogue, units)
            own = lan_points(years, catalogue, reference)
        place = store.register().lan_by_code[kommun.lan] if kommun else lan
        riket, riket_sources = load_years(store, catalogue, [("riket", "riket")])
        question = OverviewQuestion(
            catalogue=catalogue,
            themes=store.themes(),
            kommun=kommun,
            lan=lan,
            year=max(p.year for points in own.values() for p in points),
            own=own,
            riket=published_points(riket, catalogue, ("riket", "riket")),
            events=explanations(workspace, area, kommun, place)[0],
        )
        shipped = store.path == SHIPPED_STORE
    found = overview(question, sources, riket_sources)
    return document(found, others, request.show_all, shipped)


def _choose_area(
    store: "Store",
    workspace: "Workspace | None",
    request: Request,
    kommun: "Kommun | None",
    lan: "Lan | None",
) -> tuple[str, tuple[str, ...]]:
    """Return the område to follow, and the others that have more than one year.

    Unless one is named, it is the first with at least two years, else the first with any.
    """
    from oj_cli.api import selecting

    members = [kommun] if kommun else []
    if lan is not None:
        members = [k for k in store.register().kommuner if k.lan == lan.code]
    who = kommun.name if kommun else lan.name if lan else ""
    years = {area: set(store.years(area, selecting.codes(members))) for area in store.areas()}
    if lan is not None:
        for area in years:
            years[area] |= {int(y) for y in store.rows(area, unit=("lan", lan.code))["year"]}
    several = [area for area, found in years.items() if len(found) > 1]
    named = request.area is not None or (workspace and workspace.settings.area is not None)
    if named or not several:
        area = selecting.choose_area(store, request.area, workspace, members, who)
    else:
        area = several[0]
    if not years[area]:
        selecting.choose_year(store, store.catalogue(area), None, members, who)
    return area, tuple(other for other in several if other != area)
