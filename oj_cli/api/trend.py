"""Step 3: an indicator over the years, all that changed, and what may explain it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.references import build_references, lan_reference, riket
from oj_cli.api import selecting
from oj_cli.api.loading import load_everyone, load_indicator, load_own, load_points
from oj_cli.api.session import Notice, Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Lan, LikeKommuner, Register, short_lan
from oj_cli.domain.references import Reference
from oj_cli.domain.selection import Filters, Which
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, fold
from oj_cli.domain.wording import area_word
from oj_cli.store import Store
from oj_cli.workspace import Workspace, corrections_of

if TYPE_CHECKING:
    from oj_cli.domain.analysis import Analysis, Event, TrendNote
    from oj_cli.domain.logs import EventLog
    from oj_cli.domain.trend import Trend
    from oj_cli.domain.trend_overview import TrendOverview


class Trends(Session):
    """Following."""

    def trend(
        self,
        indicator: str,
        *,
        kommun: str | None = None,
        area: str | None = None,
        edition: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
        own_list: str | None = None,
        references: Sequence[str] | None = None,
    ) -> "Trend":
        """Follow one indicator over all years, for a kommun, a län, a selection or riket.

        Args:
            indicator: Id, name or Kolada id.
            kommun: Whose; the workspace's if neither it nor a län is named.
            area: Id or name of an område; the first that has the indicator if left out.
            edition: Of the kommungrupper; the one in force the newest year if left out.
            filters: With `kommun` a group to compare with, else what is followed.
            own_list: Kommuner to compare with, with commas between.
            references: Ids of what is to be shown beside; all if left out, and `liknande` if the
                workspace ranks by it.

        Returns:
            Series of points, the subject's own first. `records` has a row for each series and
            year: percent JA for `andel`, the indicator's unit for `varde`, `median` and
            `redovisat`, unrounded; years of one `period` are comparable.

        """
        with self.data() as store:
            catalogue, asked = selecting.find_indicator(store, indicator, area)
            loaded = load_indicator(store, catalogue, asked.id)
            if not loaded[0].get("T"):
                raise UsageFault("trend.no_answers", indicator=asked.name)
            of, lan = self._subject(store, kommun, filters)
            if of is not None and not store.years(catalogue.area, [of.code]):
                raise UsageFault(
                    "trend.kommun_outside",
                    kommun=of.name,
                    area=area_word(catalogue),
                    indicator=asked.id,
                )
            place = store.register().lan_by_code[of.lan] if of else lan
            events, notes = explanations(self.workspace, catalogue.area, of, place, self._tell)
            found = follow(
                *(store, self.workspace, catalogue, asked, loaded, of or lan),
                edition=edition,
                filters=filters,
                own_list=own_list,
                wanted=references,
                ranking=selecting.ranking(None, self.workspace),
                events=tuple(e for e in events if bears_on(e.concerns, catalogue.area, asked)),
            )
            around = self.around(store, catalogue.area, found.grouped_by)
        if of is None and not found.main.points:
            name = found.main.name
            raise UsageFault("trend.nobody_answered", who=name, indicator=asked.name, id=asked.id)
        about = tuple(
            n for n in notes if n.concerns and bears_on(n.concerns, catalogue.area, asked)
        )
        return replace(found, notes=about, around=around)

    def trend_overview(
        self, *, kommun: str | None = None, lan: str | None = None, area: str | None = None
    ) -> "TrendOverview":
        """Return all that changed for a kommun or a län since the last comparable year.

        Args:
            kommun: Whose; the workspace's if neither it nor a län is named.
            lan: The län, if it is that which is followed.
            area: Id or name of an område; the first with at least two years if left out.

        Returns:
            `records` has a row for each indicator that can be compared: both years, their
            answers or figures (percent JA, or the indicator's unit), the change, `battre_med`,
            positive when better (100 from NEJ to JA), and `tydlig`, whether it is beyond chance.
            `vantat` is what the value is likely to be the next time, with what holds 95 of 100.

        """
        from oj_cli.analysis.trend_overview import overview

        if kommun is not None and lan is not None:
            raise UsageFault("trend.overview_of_one")
        with self.data() as store:
            of, place = self._subject(store, kommun, Filters(lan, None, None))
            whose = of or place
            if whose is None:
                raise UsageFault("trend.whose")
            used, others = self._area(store, area, whose)
            catalogue = store.catalogue(used)
            own = load_points(store, catalogue, whose)
            year = max(p.year for points in own[0].values() for p in points)
            riket = load_points(store, catalogue, None)
            within = store.register().lan_by_code[of.lan] if of else place
            events, _ = explanations(self.workspace, used, of, within, self._tell)
            known = load_own(store, catalogue, of) if of else None
            everyone = load_everyone(store, catalogue) if of else None
            found = overview(
                *(catalogue, store.themes(), whose, year, own, riket, events, known, everyone)
            )
            return replace(found, around=self.around(store, used, year, others))

    def events(
        self,
        which: Which = Which(),  # noqa: B008  # frozen
    ) -> "EventLog":
        """Return what happened and may explain a change, as a workspace's analysis has it.

        Args:
            which: Which analysis, where the workspace has several.

        Returns:
            `records` has a row for each event, in order of time; `datum` is a year, a month or a
            day.

        """
        from oj_cli.api.open_analysis import opened
        from oj_cli.domain.logs import EventLog

        of = opened(self, which)
        return EventLog(of, tuple(sorted(of.analysis.events, key=lambda e: (e.first_day, e.text))))

    def _subject(
        self, store: Store, kommun: str | None, filters: Filters
    ) -> tuple[Kommun | None, Lan | None]:
        """Return the kommun or the län that was named, else the workspace's, else neither.

        A län that other filters stand beside is a part of a selection, and no subject.
        """
        if kommun is None and filters.lan is not None and filters != Filters(filters.lan):
            return None, None
        lan = filters.lan if kommun is None else None
        whose = selecting.whose(store, self.workspace, kommun, lan)
        return (whose, None) if isinstance(whose, Kommun) else (None, whose)

    def _area(
        self, store: Store, named: str | None, whose: Kommun | Lan
    ) -> tuple[str, tuple[str, ...]]:
        """Return the område to follow, and the others that have more than one year.

        Unless one is named, it is the first with at least two years, else the first with any.
        """
        members, who = store.register().of(whose), whose.name
        years = {area: set(store.years(area, selecting.codes(members))) for area in store.areas()}
        if isinstance(whose, Lan):
            for area in years:
                years[area] |= {c.year for c in store.columns(area, units=[("lan", whose.code)])}
        several = [area for area, found in years.items() if len(found) > 1]
        own = self.workspace.settings.area if self.workspace else None
        if named is not None or own is not None or not several:
            area = selecting.choose_area(store, named, self.workspace, members, who)
        else:
            area = several[0]
        if not years[area]:
            selecting.choose_year(store, store.catalogue(area), None, members, who)
        return area, tuple(other for other in several if other != area)


def follow(
    store: Store,
    workspace: Workspace | None,
    catalogue: Catalogue,
    indicator: Indicator,
    loaded: tuple[Mapping[str, Mapping[int, Matrix]], tuple[SourceRecord, ...]],
    whose: Kommun | Lan | None,
    *,
    edition: str | None = None,
    filters: Filters = Filters(),  # noqa: B008  # frozen
    own_list: str | None = None,
    wanted: Sequence[str] | None = None,
    ranking: str = "riket",
    events: "tuple[Event, ...]" = (),
) -> "Trend":
    """Return all years of an indicator, as it was loaded.

    It is that of a kommun or a län, else of the selection or riket. `wanted` are ids of the
    references that are to be shown; all if left out, `liknande` only if it is the `ranking` one.
    Raises UsageFault for one that there is not.
    """
    from oj_cli.analysis.trend import trend

    of, lan = (whose, None) if isinstance(whose, Kommun) else (None, whose)
    matrices, sources = loaded
    years = matrices.get("T", {})
    newest = max((y for y, m in years.items() if m.kommuner), default=max(years, default=0))
    register = store.register(population_before=newest)
    used = register.edition(newest, edition)
    alike = selecting.like(store, catalogue, of, wanted or ranking) if of else None
    compared = _references(register, used, newest, of, lan, filters, own_list, alike)
    compared = selecting.comparable(store, compared, indicator, of) if of else compared
    local = corrections_of(workspace, register, of)
    place = register.lan_by_code[of.lan] if of else lan
    selection = next((r for r in compared if r.id == "urval"), None)
    return trend(
        catalogue,
        indicator,
        matrices,
        sources,
        kommun=of,
        lan=lan,
        references=_wanted(compared, wanted, None if of else compared[0].id),
        turns_in=selection or (lan_reference(place, register) if place else compared[0]),
        register=register,
        edition=used,
        grouped_by=newest,
        own=load_own(store, catalogue, of) if of else None,
        everyone=load_everyone(store, catalogue, indicator.id) if of else None,
        corrections=tuple(c for c in local if c.indicator == f"{catalogue.area}/{indicator.id}"),
        events=events,
    )


def explanations(
    workspace: Workspace | None, area: str, kommun: Kommun | None, lan: Lan | None, note: Notice
) -> "tuple[tuple[Event, ...], tuple[TrendNote, ...]]":
    """Return the events and conclusions of the workspace's analyses of an område.

    Those of the kommun, and the events of the län that it lies in. An analysis that cannot be
    read is told to `note` and left out.
    """
    if workspace is None:
        return (), ()
    from oj_cli.analysis_file.file import list_analyses

    analyses, faults = list_analyses(workspace.folder)
    for fault in faults:
        note(f"Obs: {fault.message} Händelser därifrån visas inte ({fault.place}).")
    in_lan = fold(short_lan(lan.name)) if lan else None
    events: list[Event] = []
    notes: list[TrendNote] = []
    for analysis in (f.analysis for f in analyses if _is_of(f.analysis, area)):
        is_own = kommun is not None and fold(analysis.kommun or "") == fold(kommun.name)
        is_lans = analysis.lan is not None and fold(analysis.lan) == in_lan
        if is_own or is_lans:
            events += [e for e in analysis.events if e not in events]
        if is_own or (is_lans and kommun is None):
            notes += analysis.trend
    return tuple(events), tuple(notes)


def _is_of(analysis: "Analysis", area: str) -> bool:
    return analysis.is_of_all or any(part.area == area for part in analysis.parts)


def bears_on(concerns: Sequence[str], area: str, indicator: Indicator) -> bool:
    """Tell whether what concerns these themes and indicators, or all, bears on an indicator."""
    names = {indicator.id, f"{area}/{indicator.id}", indicator.theme}
    return not concerns or not names.isdisjoint(concerns)


def _references(
    register: Register,
    edition: Edition,
    year: int,
    kommun: Kommun | None,
    lan: Lan | None,
    filters: Filters,
    own_list: str | None,
    like: LikeKommuner | None,
) -> tuple[Reference, ...]:
    """Return what is compared with; without a kommun the subject itself comes first."""
    own = selecting.choose_kommuner(register, own_list)
    selection = selecting.select(register, filters, edition, year)
    if kommun is not None:
        return build_references(kommun, register, year, edition, own, selection, like)
    found = [lan_reference(lan, register)] if lan else []
    if selection is not None and lan is None:
        name = _selection_name(register, filters, edition)
        found.append(Reference("urval", capital(name), f"i {name}", selection))
    if own:
        codes = frozenset(k.code for k in own)
        found.append(Reference("egen", "Egen lista", "i er egen lista", codes))
    return (*found, riket(register))


def _selection_name(register: Register, filters: Filters, edition: Edition) -> str:
    """Return what selected kommuner have in common: `kommungrupp 9 i Dalarnas län`."""
    parts = []
    if filters.kommungrupp is not None:
        parts.append(f"kommungrupp {register.find_kommungrupp(filters.kommungrupp, edition).id}")
    if filters.invanargrupp is not None:
        parts.append(f"invånargrupp {filters.invanargrupp}")
    where = f" i {register.find_lan(filters.lan).name}" if filters.lan is not None else ""
    return " och ".join(parts) + where


def _wanted(
    references: tuple[Reference, ...], ids: Sequence[str] | None, subject: str | None
) -> tuple[Reference, ...]:
    """Return the references that are to be shown; the subject itself always is."""
    if ids is None:
        return references
    present = {r.id for r in references}
    for id in ids:
        if id not in present:
            faults = {"egen": "no_own_list", "urval": "no_selection"}
            fault = f"trend.{faults.get(id, 'nothing_to_compare')}"
            raise UsageFault(fault, reference=id)
    return tuple(r for r in references if r.id in ids or r.id == subject)
