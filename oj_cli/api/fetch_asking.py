"""What a fetch is to ask: which områden, of which years, and what is known of them already."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from pathlib import Path

from oj_cli.api.data import find_area
from oj_cli.api.importing import Said
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.fetching import Fetched, FetchedArea
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import SourceRecord, Waiting
from oj_cli.sources import kolada, kolada_lists, scb
from oj_cli.sources.layout.entries import new_area_id
from oj_cli.sources.layout.text import slug
from oj_cli.sources.web import PAUSE
from oj_cli.store import Store
from oj_cli.store.registers import POPULATION, read_population

_NEW_YEARS = 10  # of what there has never been a value of
_DAYS_BETWEEN = 30  # how often SCB is asked for a new year, and Kolada for its lists
_PAGE = 0.6  # seconds, about, that a full page takes
_OF_SCB, _OF_LISTS = 5, 2  # questions, about


@dataclass(frozen=True)
class Wish:
    """What the user wants: områden and kommuner by name, years, and ids that are new.

    `retitled` is what becomes of indicators whose title or coding is another than before, None
    where that is to be asked. `said` goes on to the import of new ids.
    """

    areas: tuple[str, ...] = ()
    kommuner: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    first_year: int | None = None
    ids: tuple[str, ...] = ()
    new_area: str | None = None
    retitled: str | None = None
    replacing: bool = False
    said: Said = ()


@dataclass
class Area:
    """An område to fetch: its catalogue (none yet for a new one), and what is kept of it.

    `since` are the ids of which all was asked before, `new` the answers of this time.
    """

    id: str
    name: str
    ids: tuple[str, ...]
    catalogue: Catalogue | None
    record: SourceRecord | None
    lines: Sequence[kolada.Line]
    years: tuple[int, ...] = ()
    since: set[str] = field(default_factory=set)
    new: list[kolada.Line] = field(default_factory=list)

    def asked_in(self, question: kolada.Question) -> set[str]:
        """Return which of its ids a question is asked about for it."""
        if question.since is None and question.years != self.years:
            return set()
        return {id for id in question.ids if id in self.ids
                and (id in self.since) == (question.since is not None)}  # fmt: skip


class Asking:
    """What a fetch is to ask, and of which `areas`; `by_hand` are those that no API has.

    Raises UsageFault for what does not exist, and for what no API has.
    """

    def __init__(self, oj: Session, wish: Wish) -> None:
        self.oj, self.wish, self.day = oj, wish, oj.today.isoformat()
        with oj.own_data() as store:
            register = store.register()
            self.names = {k.code: k.name for k in register.kommuner}
            codes = dict.fromkeys(register.find_kommun(text).code for text in wish.kommuner)
            self.units = (*codes, kolada.RIKET) if codes else ()
            chosen = self._chosen(store)
            self.by_hand = tuple(
                Waiting(c.area, c.short, c.origin.words)
                for c in chosen
                if c and c.origin and c.origin.way == "fil" and not wish.ids
            )
            found = [c for c in chosen if c is None or wish.ids or _is_in_kolada(c)]
            self.areas = [self._area(store, catalogue) for catalogue in found]
            is_all = not (wish.areas or wish.ids)
            self.population = self._population_years(store) if is_all else ()
            self.lists = is_all and self._before(store, kolada_lists.LAYOUT)[1]
        if not self.areas and (first := chosen[0]):
            words = first.origin.words if first.origin else None
            raise UsageFault("fetch.by_hand", name=first.short, words=words, area=first.area)
        self.questions = self._questions()

    def _chosen(self, store: Store) -> Sequence[Catalogue | None]:
        """Return the catalogues that are meant; None for a new område."""
        wish, every = self.wish, store.every_catalogue()
        wrong = next((id for id in wish.ids if not re.fullmatch(r"[A-Z]\d{5}", id)), None)
        if wrong:
            raise UsageFault("fetch.no_id", text=wrong)
        if wish.new_area and not wish.ids:
            raise UsageFault("fetch.which")
        if wish.ids and bool(wish.new_area) == (len(wish.areas) == 1):
            raise UsageFault("fetch.where")
        areas = dict.fromkeys(find_area(store, text) for text in wish.areas)
        named = new_area_id(wish.new_area) if wish.new_area else ""
        for other in every if wish.ids else ():
            there = [i.kolada for i in other if i.kolada in wish.ids]
            if there and other.area not in (named, *areas):
                raise UsageFault("fetch.known", id=there[0], name=other.short, area=other.area)
        if named:
            return [next((c for c in every if c.area == named), None)]
        return [store.catalogue(area) for area in areas] if areas else every

    def _area(self, store: Store, catalogue: Catalogue | None) -> Area:
        wish, last = self.wish, self.oj.today.year
        name = catalogue.short if catalogue else wish.new_area or ""
        id = catalogue.area if catalogue else slug(name, "-")
        ids = wish.ids or tuple(dict.fromkeys(i.kolada for i in catalogue or () if i.kolada))
        record = fetched_before(store, id)
        folder = self.oj.workspace.folder if self.oj.workspace else Path()
        area = Area(id, name, ids, catalogue, record, kolada.kept_lines(folder, record))
        asked = {year for line in area.lines if not line.since for year in line.years}
        stored = store.years(id)[-1:] if catalogue else ()
        first = wish.first_year or min(asked or stored, default=last - _NEW_YEARS + 1)
        area.years = wish.years or tuple(range(min(first, last), last + 1))
        return area

    def _population_years(self, store: Store) -> tuple[int, ...]:
        """Return the years that SCB is to be asked for: all after those that come with `oj`."""
        last = self.oj.today.year - 1
        before, is_old = self._before(store, scb.LAYOUT)
        if not is_old or (before and (before.year or 0) >= last):
            return ()
        shipped = read_population(store.roots[0] / POPULATION)
        newest = max((year for of in shipped.values() for year in of), default=last)
        return tuple(range(newest + 1, last + 1))

    def _before(self, store: Store, layout: str) -> tuple[SourceRecord | None, bool]:
        """Return the source of a layout that was fetched, and whether it is time for another."""
        own = store.sources_in(store.roots[-1]) if len(store.roots) > 1 else ()
        found = next((r for r in own if r.layout == layout), None)
        asked = date.fromisoformat(found.imported or self.day) if found else date.min
        return found, self.oj.today - asked >= timedelta(days=_DAYS_BETWEEN)

    def _questions(self) -> list[kolada.Question]:
        """Return what Kolada is asked, 25 ids at once; if it was before, for what has changed."""
        again: dict[str, str] = {}
        years: set[int] = set()
        whole: dict[tuple[int, ...], dict[str, None]] = {}
        for area in self.areas:
            for id in area.ids:
                day = kolada.last_asked(area.lines, id, area.years, self.units)
                if day is None:
                    whole.setdefault(area.years, {})[id] = None
                else:
                    area.since.add(id)
                    again[id] = min(day, again.get(id, day))
                    years.update(area.years)
        found = [kolada.Question(tuple(ids), of, self.units) for of, ids in whole.items()]
        if again:  # from the day before: what changed later that day may count as that day
            day = (date.fromisoformat(min(again.values())) - timedelta(days=1)).isoformat()
            found.append(kolada.Question(tuple(again), tuple(sorted(years)), self.units, day))
        return [chunk for question in found for chunk in question.chunks]

    @property
    def tried(self) -> Fetched:
        """What would be asked, and how long it takes, if every page is full."""
        units = len(self.units) or len(self.names) + 22  # and the regions and riket
        n = _OF_SCB * bool(self.population) + _OF_LISTS * bool(self.lists)
        for chunk in self.questions:
            for part in chunk.parts:
                rows = len(part.ids) * len(part.years) * (len(part.units) or units)
                n += 1 if part.since else ceil(rows / kolada.PER_PAGE)
            n += chunk.since is None
        areas = (FetchedArea(a.id, a.name, "att_hamta", a.years) for a in self.areas)
        return Fetched(tuple(areas), n, ceil(n * max(PAUSE, _PAGE)), self.by_hand)


def fetched_before(store: Store, area: str) -> SourceRecord | None:
    """Return the source of an område that was fetched from Kolada, if there is one."""
    folder = store.own_folders.get(area)
    records = store.sources_in(folder) if folder else ()
    return next((r for r in records if r.layout == kolada.LAYOUT), None)


def _is_in_kolada(catalogue: Catalogue) -> bool:
    if catalogue.origin is not None:
        return catalogue.origin.way == "kolada"
    return any(i.kolada for i in catalogue)
