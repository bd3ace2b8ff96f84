"""One fetch: what is to be asked of Kolada and SCB, what they answered, and what is written.

Answers are put in a file for each område, with those that were kept of it before, and that file is
imported as any other is. So an område is whole or as it was, whatever happens, and a run that was
stopped goes on with those that it had not come to.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from oj_cli.api.data import find_area
from oj_cli.api.importing import Import, Said, answer_import, apply_import, prepare_import
from oj_cli.api.session import Session
from oj_cli.documents.reader import read_bytes
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.fetching import Fetched, FetchedArea, State
from oj_cli.domain.importing import Question
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.progress import Step
from oj_cli.domain.sources import SourceRecord, Waiting
from oj_cli.domain.swedish import counted, listing
from oj_cli.sources import kolada, scb
from oj_cli.sources.findings import question
from oj_cli.sources.layout.text import slug
from oj_cli.sources.packed import unpacked
from oj_cli.sources.web import PAUSE, Web
from oj_cli.store import Store
from oj_cli.store.registers import POPULATION, read_population
from oj_cli.workspace import originals

TAKE, LEAVE = "ta-in", "utelamna"
_FOLKMANGD = "folkmangd"
_NEW_YEARS = 10  # of what there has never been a value of
_DAYS_BETWEEN = 30  # how often SCB is asked for a year that it has not published yet
_PAGE = 0.6  # seconds, about, that a full page takes
_OF_SCB = 5  # questions, about
_MOST_NAMED = 8


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
class _Area:
    """An område to fetch: its catalogue (none yet for a new one), and what is kept of it."""

    id: str
    name: str
    ids: tuple[str, ...]
    catalogue: Catalogue | None
    record: SourceRecord | None
    lines: Sequence[kolada.Line]
    years: tuple[int, ...] = ()
    new: list[kolada.Line] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What was answered of an område: an import, or `retitled` indicators to be decided first."""

    about: FetchedArea
    job: Import | None = None
    of: _Area | None = None
    retitled: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Question, ...]:
        """What only the user can decide, as far as it is known yet."""
        if not self.retitled:
            return self.job.preview.asked if self.job else ()
        n = counted(len(self.retitled), "indikator", "indikatorer")
        return (
            question(
                "--andrade",
                f"{self.about.name}: {n} har en annan rubrik eller kodning än förut. "
                "Ska de nya värdena in?",
                (TAKE, "ja, det är samma mått: koderna läses som den nya rubriken säger"),
                (LEAVE, "nej, de står kvar som de är tills ni säger annat"),
                about=tuple(self.retitled.values()),
            ),
        )


class Fetching:
    """A fetch: `run` asks, `answer` and `apply` end each område, `result` is what it gave.

    `tried` is what it would ask, `fault` what kept områden from being written. Raises
    UsageFault for what does not exist, what no API has, and outside a workspace.
    """

    def __init__(self, oj: Session, wish: Wish, *, dry_run: bool = False) -> None:
        if oj.workspace is None and not dry_run:
            raise UsageFault("fetch.no_workspace")
        self.oj, self.wish, self.day = oj, wish, oj.today.isoformat()
        self._faults: dict[str, OjError] = {}
        self._web: list[Web] = []
        self._folder = Path()
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
            self.areas = [
                self._area(store, c) for c in chosen if c is None or wish.ids or _in_kolada(c)
            ]
            self.population = () if wish.areas or wish.ids else self._population_years(store)
        if not self.areas:
            one = self.by_hand[0] if self.by_hand else Waiting("", "Området", None)
            raise UsageFault("fetch.by_hand", name=one.name, words=one.words, area=one.area)

    # --- what is to be asked ------------------------------------------------------

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
        named = slug(wish.new_area, "-") if wish.new_area else ""
        for other in every if wish.ids else ():
            there = [i.kolada for i in other if i.kolada in wish.ids]
            if there and other.area not in (named, *areas):
                raise UsageFault("fetch.known", id=there[0], name=other.short, area=other.area)
        if named:
            return [next((c for c in every if c.area == named), None)]
        return [store.catalogue(area) for area in areas] if areas else every

    def _area(self, store: Store, catalogue: Catalogue | None) -> _Area:
        wish, last = self.wish, self.oj.today.year
        name = catalogue.short if catalogue else wish.new_area or ""
        id = catalogue.area if catalogue else slug(name, "-")
        ids = wish.ids or tuple(dict.fromkeys(i.kolada for i in catalogue or () if i.kolada))
        record = self._record(store, id)
        area = _Area(id, name, ids, catalogue, record, self._kept(record))
        asked = {y for known in kolada.known_of(area.lines).values() for y in known.years}
        stored = store.years(id)[-1:] if catalogue else ()
        first = wish.first_year or min(asked or stored, default=last - _NEW_YEARS + 1)
        area.years = wish.years or tuple(range(min(first, last), last + 1))
        return area

    def _record(self, store: Store, area: str) -> SourceRecord | None:
        folder = store.own_folders.get(area)
        records = store.sources_in(folder) if folder else ()
        return next((r for r in records if r.layout == kolada.LAYOUT), None)

    def _kept(self, record: SourceRecord | None) -> list[kolada.Line]:
        """Return the answers that are kept; none where their file is gone or another."""
        if record is None or self.oj.workspace is None:
            return []
        path = originals(self.oj.workspace.folder) / (record.original or "")
        try:
            return kolada.read_lines(unpacked(read_bytes(path), path))
        except (FileFault, ValueError):
            return []  # asked for as if it had never been

    def _population_years(self, store: Store) -> tuple[int, ...]:
        """Return the years that SCB is to be asked for: all after those that come with `oj`."""
        last = self.oj.today.year - 1
        for record in store.sources_in(store.roots[-1]) if len(store.roots) > 1 else ():
            if record.layout == scb.LAYOUT:
                asked = date.fromisoformat(record.imported or self.day)
                is_recent = self.oj.today - asked < timedelta(days=_DAYS_BETWEEN)
                if is_recent or (record.year or 0) >= last:
                    return ()
        shipped = read_population(store.roots[0] / POPULATION)
        newest = max((year for of in shipped.values() for year in of), default=last)
        return tuple(range(newest + 1, last + 1))

    @cached_property
    def questions(self) -> list[kolada.Question]:
        """What Kolada is asked, at most 25 ids at once; if it was before, for what has changed."""
        again: dict[str, str] = {}
        years: set[int] = set()
        whole: dict[tuple[int, ...], dict[str, None]] = {}
        for area in self.areas:
            known = kolada.known_of(area.lines)
            for id in area.ids:
                if id in known and known[id].has(area.years, self.units):
                    again[id] = min(known[id].day, again.get(id, self.day))
                    years.update(area.years)
                else:
                    whole.setdefault(area.years, {})[id] = None
        found = [kolada.Question(tuple(ids), of, self.units) for of, ids in whole.items()]
        if again:  # from the day before: what changed later that day may count as that day
            day = date.fromisoformat(min(again.values())) - timedelta(days=1)
            every = tuple(sorted(years))
            found.append(kolada.Question(tuple(again), every, self.units, day.isoformat()))
        return [chunk for whole_question in found for chunk in whole_question.chunks]

    @property
    def tried(self) -> Fetched:
        """What would be asked, and how long it takes, if every page is full."""
        units = len(self.units) or len(self.names) + 22  # and the regions and riket
        n = _OF_SCB if self.population else 0
        for chunk in self.questions:
            for part in chunk.parts:
                rows = len(part.ids) * len(part.years) * (len(part.units) or units)
                n += 1 if part.since else ceil(rows / kolada.PER_PAGE)
            n += chunk.since is None
        areas = (FetchedArea(a.id, a.name, "att_hamta", a.years) for a in self.areas)
        return Fetched(tuple(areas), n, ceil(n * max(PAUSE, _PAGE)), self.by_hand)

    # --- asking -------------------------------------------------------------------

    def run(self) -> Iterator[Found]:
        """Ask; yield what is found of an område as soon as all of it has come.

        Raises FileFault where an API cannot be reached or used; what was yielded stays.
        """
        with TemporaryDirectory(prefix="oj-") as folder:
            self._folder = Path(folder)
            yield from self._run_kolada(self._open("Kolada", kolada.BASE, kolada.VARIABLE))
            if self.population:
                yield self._run_scb(self._open("SCB", scb.BASE, scb.VARIABLE))

    def _open(self, name: str, base: str, variable: str) -> Web:
        self._web.append(Web(name, base, variable, lambda text: self.oj.progress(Step(text))))
        return self._web[-1]

    def _run_kolada(self, web: Web) -> Iterator[Found]:
        waiting = {area.id: set(area.ids) for area in self.areas}
        done, total = 0, sum(len(c.parts) + (c.since is None) for c in self.questions)
        for chunk in self.questions:
            here = [area for area in self.areas if set(area.ids) & set(chunk.ids)]
            names = listing([area.name for area in here])
            for line, has_more in self._ask(web, chunk):
                done, total = done + 1, total + has_more
                self.oj.progress(Step(f"Hämtar {names}", done, max(done, total)))
                for area in here:
                    others = tuple(id for id in line.ids if id not in area.ids)
                    area.new.append(replace(line, left_out=others))
            for area in here:
                waiting[area.id] -= set(chunk.ids)
                if not waiting[area.id]:
                    yield self._found(web, area)

    def _ask(self, web: Web, chunk: kolada.Question) -> Iterator[tuple[kolada.Line, bool]]:
        """Yield the answers about at most 25 ids: first their titles, if nothing is known of them.

        With each comes whether there is another page.
        """
        if chunk.since is None:
            titles = kolada.ask_titles(web, chunk.ids, self.day)
            yield from ((line, False) for line in titles)
            there = kolada.titles_of(titles)
            chunk = replace(chunk, ids=tuple(id for id in chunk.ids if id in there))
        for part in chunk.parts if chunk.ids else ():
            yield from kolada.ask_values(web, part, self.day)

    def _run_scb(self, web: Web) -> Found:
        self.oj.progress(Step("Hämtar folkmängd från SCB …"))
        found, replies = scb.ask_population(web, self.population, self.names)
        years = tuple(sorted({year for of in found.values() for year in of}))
        about = FetchedArea(_FOLKMANGD, "Folkmängd", "inget_nytt", years)
        if not found:
            return Found(about)
        path = self._folder / f"scb-folkmangd-{years[-1]}.csv"
        path.write_bytes(scb.as_table(found, self.names, replies, self.day))
        job = prepare_import(self.oj, path, layout=scb.LAYOUT, replacing=True)
        noise = "Från 2025 lägger SCB brus på talen: de summerar inte till riket."
        return Found(replace(about, told=(noise,) if years[-1] >= 2025 else ()), job)

    # --- what was answered --------------------------------------------------------

    def _found(self, web: Web, area: _Area) -> Found:
        """Return what is new of an område, ready to be imported."""
        news = kolada.news_of(area.lines, area.new, area.ids)
        whole = {id for q in self.questions if not q.since for id in q.ids} & set(area.ids)
        for ids in kolada.by_25([id for id in news if id not in whole]):
            area.new += kolada.ask_titles(web, ids, self.day)
        titles = kolada.titles_of(area.new)
        given = {id for id, *_ in kolada.results_of([*area.lines, *area.new], area.ids)}
        named = {
            "Kolada känner inte (indragna eller felskrivna)": whole - titles.keys(),
            "Utan värden de här åren": (whole & titles.keys()) - given,
            "Upphörda": {id for id, title in titles.items() if kolada.has_ended(title)},
        }
        told = tuple(_told(text, ids) for text, ids in named.items() if ids)
        about = FetchedArea(area.id, area.name, "inget_nytt", new=news.total(), told=told)
        if not news:
            return Found(about, of=area)
        codes, retitled = kolada.codings(area.lines, titles, area.catalogue or ())
        area.new = [replace(line, codes=codes) for line in area.new]
        about = replace(about, state="vantar", told=(*told, *retitled.values()))
        found = Found(about, None, area, retitled)
        if retitled and self.wish.retitled:
            return self.answer(found, self.wish.retitled)
        return found if retitled else self._imported(found, area)

    def _imported(self, found: Found, area: _Area) -> Found:
        """Return an område as the import of its file finds it."""
        path = self._folder / f"kolada-{area.id}.jsonl.gz"
        path.write_bytes(kolada.packed([*area.lines, *area.new]))
        said: Said = (("--omrade", [area.id]), ("--nya", ["utelamna"]))
        if self.wish.ids:
            names = self._folder / "namn.csv"
            with names.open("w", encoding="utf-8", newline="") as file:
                titles = kolada.titles_of([*area.lines, *area.new])
                csv.writer(file).writerows([("kod", "namn"), *titles.items()])
            where = said[0] if area.catalogue else ("--nytt-omrade", [area.name])
            said = (where, ("--namn", [str(names)]), *self.wish.said)
        return self._over_its_own(replace(found, job=prepare_import(self.oj, path, said)))

    def _over_its_own(self, found: Found) -> Found:
        """Return an import that takes the place of what was fetched before, asked or not."""
        before = found.of.record if found.of else None
        if found.job is None or before is None:
            return found
        others = tuple(r for r in found.job.replaces if r.id != before.id)
        conflicts = tuple(r for r in found.job.conflicts if r.id != before.id)
        return replace(
            found, job=replace(found.job, replaces=(*others, before), conflicts=conflicts)
        )

    # --- the end of an område -----------------------------------------------------

    def answer(self, found: Found, text: str) -> Found:
        """Return what was found when the first question of it is answered so."""
        area, retitled = found.of, found.retitled
        if found.job is not None:
            return self._over_its_own(replace(found, job=answer_import(self.oj, found.job, text)))
        if area is None or not retitled:
            return found
        about = found.about
        if text == LEAVE:
            area.new = [replace(x, left_out=(*x.left_out, *retitled)) for x in area.new]
            new = kolada.news_of(area.lines, area.new, area.ids).total()
            told = (*about.told, _told("Inte intagna", retitled))
            about = replace(about, new=new, told=told, state="vantar" if new else "inget_nytt")
        found = Found(about, of=area)
        return self._imported(found, area) if about.new else found

    def apply(self, found: Found) -> FetchedArea:
        """Write what was found; return what there is to tell of it.

        What keeps an område from being written is told there, and is in `fault`.
        """
        about, job = found.about, found.job
        if job is None and not found.asked:
            return about
        try:
            if job is None:
                flags = " eller ".join(f for q in found.asked for f, _ in q.flags)
                raise UsageFault("fetch.undecided", flags=flags)
            self._refuse_other(found.of)
            of = f" --omrade {about.area}" if found.of else ""
            job = replace(job, command=f"oj data fetch{of}", replacing=self.wish.replacing)
            written = apply_import(self.oj, job)
            if written.sheet is not None:
                raise UsageFault("fetch.fill_in", file=written.sheet)
        except OjError as fault:
            self._faults[about.name] = fault
            state: State = "vantar" if isinstance(fault, UsageFault) else "fel"
            return replace(about, state=state, told=(*about.told, fault.message, *fault.details))
        preview = job.preview
        return replace(
            about,
            state="hamtat",
            years=preview.years,
            n=written.n,
            differences=preview.differences,
            source=written.source,
            next_command=written.next_command,
        )

    def _refuse_other(self, area: _Area | None) -> None:
        """Raise FileFault if what was fetched before is not what it was when this began."""
        with self.oj.own_data() as store:
            if area and self._record(store, area.id) != area.record:
                raise FileFault("sources.taken_meanwhile", place=area.name)

    def result(self, areas: Iterable[FetchedArea]) -> Fetched:
        """Return what a fetch gave, the områden in the order of lists."""
        order = [area.id for area in self.areas] + [_FOLKMANGD]
        in_order = tuple(sorted(areas, key=lambda about: order.index(about.area)))
        return Fetched(in_order, sum(web.asked for web in self._web), None, self.by_hand)

    @property
    def fault(self) -> OjError | None:
        """What is to be done about områden that were not written; None if all were."""
        if not self._faults:
            return None
        is_usage = all(isinstance(fault, UsageFault) for fault in self._faults.values())
        hints = dict.fromkeys(hint for fault in self._faults.values() for hint in fault.hints)
        kind = UsageFault if is_usage else FileFault
        return kind("fetch.not_all", names=listing([*self._faults]), hints=tuple(hints))


def _in_kolada(catalogue: Catalogue) -> bool:
    if catalogue.origin is not None:
        return catalogue.origin.way == "kolada"
    return any(i.kolada for i in catalogue)


def _told(text: str, ids: Iterable[str]) -> str:
    """Return a text with ids after it, the first of them if they are many."""
    named = sorted(ids)
    more = f" och {len(named) - _MOST_NAMED} till" if len(named) > _MOST_NAMED else ""
    return f"{text}: {', '.join(named[:_MOST_NAMED])}{more}."
