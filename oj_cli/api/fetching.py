"""One fetch: what is to be asked of Kolada and SCB, what they answered, and what is written.

Answers are put in a file for each område, with those that were kept of it before, and that file is
imported as any other is. So an område is whole or as it was, whatever happens, and a run that was
stopped goes on with those that it had not come to.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from oj_cli.api.fetch_asking import Area, Asking, Wish, fetched_before
from oj_cli.api.importing import Import, Said, answer_import, apply_import, prepare_import
from oj_cli.api.session import Session
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.fetching import Fetched, FetchedArea, State
from oj_cli.domain.importing import Question
from oj_cli.domain.kommuner import LIKE_WORDS
from oj_cli.domain.progress import Step
from oj_cli.domain.swedish import counted, listing, some
from oj_cli.sources import kolada, kolada_lists, scb
from oj_cli.sources.findings import question
from oj_cli.sources.incoming import Incoming, Original
from oj_cli.sources.keeping import store_sources
from oj_cli.sources.web import Web

TAKE, LEAVE = "ta-in", "utelamna"
_LISTS, _FOLKMANGD = "kommuner", "folkmangd"
_MOST_NAMED = 8


@dataclass(frozen=True)
class Found:
    """What was answered of an område: an import, or `retitled` indicators to be decided first.

    Or of Kolada's `lists`, which are kept as they are.
    """

    about: FetchedArea
    job: Import | None = None
    of: Area | None = None
    retitled: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[Original, Incoming] | None = None

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


class Fetching(Asking):
    """A fetch: `run` asks, `answer` and `apply` end each område, `result` is what it gave.

    `tried` is what it would ask, `fault` what kept områden from being written. Raises UsageFault as
    `Asking` does, and outside a workspace.
    """

    def __init__(self, oj: Session, wish: Wish, *, dry_run: bool = False) -> None:
        if oj.workspace is None and not dry_run:
            raise UsageFault("fetch.no_workspace")
        super().__init__(oj, wish)
        self._faults: dict[str, OjError] = {}
        self._web: list[Web] = []
        self._folder = Path()

    # --- asking -------------------------------------------------------------------

    def run(self) -> Iterator[Found]:
        """Ask; yield what is found of an område as soon as all of it has come.

        Raises FileFault where an API cannot be reached or used; what was yielded stays.
        """
        with TemporaryDirectory(prefix="oj-") as folder:
            self._folder = Path(folder)
            web = self._open("Kolada", kolada.BASE, kolada.VARIABLE)
            if self.lists:
                yield self._run_lists(web)
            yield from self._run_kolada(web)
            if self.population:
                yield self._run_scb(self._open("SCB", scb.BASE, scb.VARIABLE))

    def _open(self, name: str, base: str, variable: str) -> Web:
        self._web.append(Web(name, base, variable, lambda text: self.oj.progress(Step(text))))
        return self._web[-1]

    def _run_kolada(self, web: Web) -> Iterator[Found]:
        waiting = {area.id: set(area.ids) for area in self.areas}
        done, total = 0, sum(len(c.parts) + (c.since is None) for c in self.questions)
        for chunk in self.questions:
            here = {a.id: (a, ids) for a in self.areas if (ids := a.asked_in(chunk))}
            names = listing([area.name for area, _ in here.values()])
            for line, has_more in self._ask(web, chunk):
                done, total = done + 1, total + has_more
                self.oj.progress(Step(f"Hämtar {names}", done, max(done, total)))
                for area, ids in here.values():
                    others = tuple(id for id in line.ids if id not in ids)
                    area.new.append(replace(line, left_out=others))
            for area, ids in here.values():
                waiting[area.id] -= ids
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

    def _run_lists(self, web: Web) -> Found:
        self.oj.progress(Step("Hämtar kommunerna, och vilka som liknar dem, från Kolada …"))
        about = FetchedArea(_LISTS, "Kommuner och liknande", "inget_nytt")
        with self.oj.own_data() as store:
            register, like_before = store.register(), store.every_like
        lines = kolada_lists.ask_lists(web, self.day, register.lan_by_code)
        if not lines:
            return Found(about)
        path = self._folder / "kolada-listor.jsonl.gz"
        path.write_bytes(kolada.packed(lines))
        lists = kolada_lists.read_kept_lists(path, kolada_lists.LAYOUT, path.name)
        now, like = lists[1].kommuner, lists[1].like
        before = {code: k.name for code, k in register.by_code.items()}
        changed = {(of[0], like[of][0]) for of in like if like[of] != like_before.get(of)}
        named = {
            "Nya kommuner": [now[c] for c in now.keys() - before.keys()],
            "Nya namn på kommuner": [now[c] for c in now.keys() & before if now[c] != before[c]],
            "Kommuner som inte finns längre": [before[c] for c in before.keys() - now.keys()],
            "Nya grupper av liknande kommuner": [
                f"{words} {year}"
                for kind, words in LIKE_WORDS.items()
                for of, year in changed
                if of == kind
            ],
        }
        told = tuple(_told(text, names) for text, names in named.items() if names)
        years = tuple(sorted({int(edition) for edition, _ in like.values()}))
        about = replace(about, years=years, n=len(like), new=len(told), told=told)
        return Found(replace(about, state="hamtat") if told else about, lists=lists)

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

    def _found(self, web: Web, area: Area) -> Found:
        """Return what is new of an område, ready to be imported."""
        news = kolada.news_of(area.lines, area.new, area.ids)
        whole = set(area.ids) - area.since
        for ids in kolada.by_25([id for id in news if id not in whole]):
            area.new += kolada.ask_titles(web, ids, self.day)
        titles = kolada.titles_of(area.new)
        results = kolada.results_of([*area.lines, *area.new], area.ids)
        given = {id for id, *_ in results}
        named = {
            "Kolada känner inte (indragna eller felskrivna)": whole - titles.keys(),
            "Utan värden de här åren": set() if self.units else (whole & titles.keys()) - given,
            "Upphörda": {id for id, title in titles.items() if kolada.has_ended(title)},
        }
        told = tuple(_told(text, ids) for text, ids in named.items() if ids)
        about = FetchedArea(area.id, area.name, "inget_nytt", new=news.total(), told=told)
        if not news:
            return Found(about, of=area)
        codes, retitled = kolada.codings(area.lines, results, titles, area.catalogue or ())
        area.new = [replace(line, codes=codes) for line in area.new]
        about = replace(about, state="vantar", told=(*told, *retitled.values()))
        found = Found(about, None, area, retitled)
        if retitled and self.wish.retitled:
            return self.answer(found, self.wish.retitled)
        return found if retitled else self._imported(found, area)

    def _imported(self, found: Found, area: Area) -> Found:
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
        try:
            if found.lists and self.oj.workspace:
                file, source = found.lists
                folder, own = self.oj.workspace.folder, [kolada_lists.LAYOUT]
                store_sources(folder, file, [source], today=self.oj.today, replacing=own)
            if job is None and not found.asked:
                return about
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

    def _refuse_other(self, area: Area | None) -> None:
        """Raise FileFault if what was fetched before is not what it was when this began."""
        with self.oj.own_data() as store:
            if area and fetched_before(store, area.id) != area.record:
                raise FileFault("sources.taken_meanwhile", place=area.name)

    def result(self, areas: Iterable[FetchedArea]) -> Fetched:
        """Return what a fetch gave, the områden in the order of lists."""
        order = [*(area.id for area in self.areas), _FOLKMANGD, _LISTS]
        in_order = tuple(sorted(areas, key=lambda about: order.index(about.area)))
        of_kommun = self.oj.workspace is not None and self.oj.workspace.settings.kommun is not None
        n = sum(web.asked for web in self._web)
        return Fetched(in_order, n, None, self.by_hand, of_kommun)

    @property
    def fault(self) -> OjError | None:
        """What is to be done about områden that were not written; None if all were."""
        if not self._faults:
            return None
        is_usage = all(isinstance(fault, UsageFault) for fault in self._faults.values())
        hints = dict.fromkeys(hint for fault in self._faults.values() for hint in fault.hints)
        kind = UsageFault if is_usage else FileFault
        return kind("fetch.not_all", names=listing([*self._faults]), hints=tuple(hints))


def _told(text: str, ids: Iterable[str]) -> str:
    """Return a text with ids after it, the first of them if they are many."""
    return f"{text}: {some(sorted(ids), _MOST_NAMED)}."


def reach() -> Mapping[str, Callable[[], str]]:
    """Return what asks each API a single question, by its name, and says which address answered."""

    def ask(name: str, base: str, variable: str, path: str) -> str:
        web = Web(name, base, variable, lambda _: None)
        web.ask(path)
        return f"{web.base} svarar"

    return {
        "Kolada": lambda: ask("Kolada", kolada.BASE, kolada.VARIABLE, "/municipality/2029"),
        "SCB": lambda: ask("SCB", scb.BASE, scb.VARIABLE, "/config"),
    }
