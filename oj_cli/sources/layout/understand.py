"""What a workbook says, as far as it can be known, and what only the user can decide."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oj_cli.domain.grid import Workbook
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.swedish import capital
from oj_cli.sources.findings import finding, question, typed
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.assessing import assess
from oj_cli.sources.layout.choosing import Choosing, Notes
from oj_cli.sources.layout.coding import Coder
from oj_cli.sources.layout.entries import new_catalogue, with_new
from oj_cli.sources.layout.fitting import refers, rule_for, with_layout
from oj_cli.sources.layout.header import BESIDE
from oj_cli.sources.layout.match import best_catalogue
from oj_cli.sources.layout.model import Decisions
from oj_cli.sources.layout.tables import (
    Column,
    LeftSheet,
    Table,
    columns_of,
    find_tables,
    is_about_unit,
    tell_apart,
    unreadable_cells,
    year_of_table,
)
from oj_cli.sources.layout.text import clean
from oj_cli.sources.layout.text import words as words_of
from oj_cli.sources.layout.understanding import Known, LeftColumn, Understanding, Used
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import Words

FITS = 0.35
FITS_WITHOUT_NAME = 0.85
CLEARLY = 0.15
"""So much better than any other a catalogue must fit, if that has as good a claim."""

MOST_OPTIONS = 6


def understand(workbook: Workbook, decisions: Decisions, known: Known) -> Understanding:
    """Find out what a workbook says. Raises nothing: what is wrong is findings."""
    return _Understanding(workbook, with_layout(workbook, decisions, known), known).result()


class _Understanding:
    """The steps, each on what the one before found."""

    def __init__(self, workbook: Workbook, decisions: Decisions, known: Known) -> None:
        self.workbook = workbook
        self.decisions = decisions
        layout = decisions.layout
        roles = {**(layout.roles if layout else {}), **decisions.roles}
        self.known = replace(known, words=known.words.with_headings(roles))
        self.words = self.known.words
        self.notes = Notes(findings=list(workbook.findings))

    def result(self) -> Understanding:
        layout = self.decisions.layout
        units = {**(layout.units if layout else {}), **self.decisions.units}
        finder = UnitFinder(self.known.register, self.known.words, units)
        names = [sheet.name for sheet in self.workbook.sheets]
        for name in self.decisions.sheets:
            if clean(name).lower() not in [clean(n).lower() for n in names]:
                self.notes.findings.append(faults.no_such(self.workbook, "--blad", name, names))
        tables, left_sheets = find_tables(self.workbook, self.decisions, finder, self.words)
        tables, columns = self._with_columns(tables, left_sheets)
        self.publisher = _publisher(self.workbook, tables, self.words)
        base = Understanding(
            self.workbook,
            self.known,
            self.decisions,
            tuple(tables),
            tuple(left_sheets),
            publisher=self.publisher,
        )
        if not tables:
            self.notes.findings.append(faults.no_table(self.workbook, left_sheets))
            return replace(base, findings=tuple(self.notes.findings))
        self._look_at_units(tables, columns, finder)
        self._look_at_flags(columns)
        catalogue = self._catalogue(columns, tables)
        if catalogue is None:
            return self._done(base)
        used, new = self._use(columns, catalogue)
        said = assess(new, self.decisions.assessment, self.known, catalogue.area)
        self.notes.questions += said.questions
        self.notes.findings += said.findings
        new = said.indicators
        catalogue = with_new(catalogue, new)
        self.notes.findings += faults.same_indicator_twice(used)
        if not used and not self.notes.questions:
            self.notes.findings.append(finding("layout.nothing_left", file=self.workbook.file))
        return self._done(
            replace(base, used=tuple(used), new=new, catalogue=catalogue, sheet=said.sheet)
        )

    def _done(self, found: Understanding) -> Understanding:
        return replace(
            found,
            decisions=self.decisions,
            left_columns=tuple(self.notes.left),
            questions=tuple(self.notes.questions),
            findings=tuple(self.notes.findings),
        )

    # --- what it is ---------------------------------------------------------------

    def _with_columns(
        self, tables: Sequence[Table], left_sheets: list[LeftSheet]
    ) -> tuple[list[Table], list[Column]]:
        """Return the tables that hold answers or numbers, and their columns."""
        found = []
        for table in tables:
            before = len(self.notes.left)
            columns = self._named(table, list(self._readable(table)))
            if columns:
                found.append((table, columns))
            else:
                del self.notes.left[before:]
                left_sheets.append(LeftSheet(table.sheet, "har varken svar eller tal"))
        read = {table.sheet for table, _ in found}
        left_sheets[:] = [x for x in left_sheets if x.name not in read]
        kept = tell_apart([table for table, _ in found])
        now = {id(table): new for (table, _), new in zip(found, kept, strict=True)}
        left = self.notes.left
        self.notes.left = [
            replace(x, column=replace(x.column, table=now[id(x.column.table)])) for x in left
        ]
        columns = [replace(c, table=now[id(c.table)]) for _, cs in found for c in cs]
        return kept, columns

    def _readable(self, table: Table) -> Iterator[Column]:
        """Yield the columns that may be indicators; note why the others are left out."""
        for column in columns_of(table, self.words, unreadable_cells(self.workbook)):
            shape = column.observed.shape
            if is_about_unit(column, self.words):
                self.notes.left.append(LeftColumn(column, "beskriver kommunen"))
            elif column.label.measure == BESIDE:
                self.notes.left.append(LeftColumn(column, "står bredvid värdena"))
            elif column.label.text.lower().startswith(self.words.no_measure):
                self.notes.left.append(LeftColumn(column, "är en rangordning eller jämförelse"))
            elif shape == "text" and not rule_for(self.decisions.layout, column.label):
                self.notes.left.append(LeftColumn(column, "är text, inte svar"))
            elif shape == "tom" and not column.observed.marks and not column.label.text:
                continue
            else:
                yield column

    def _named(self, table: Table, columns: list[Column]) -> list[Column]:
        """Return columns with a name where they only have a year or a gender above them.

        PxWeb's titles say it (`Folkmängd efter region, kön och år`); else it is asked.
        """
        layout, titles = self.decisions.layout, table.heading.titles
        bare = [c for c in columns if c.label.says_what]
        if not bare or any(c.label.text for c in columns):
            return columns
        pxweb = next((t.partition(" efter ")[0] for t in titles if " efter " in t), None)
        name = self.decisions.heading or (layout.heading if layout else None) or pxweb
        if name:
            return [
                replace(c, label=replace(c.label, text=name)) if c in bare else c for c in columns
            ]
        if not any(q.flag == "--rubrik" for q in self.notes.questions):
            said = "Vad har mätts? Rubrikerna säger bara år, kön eller att det är ett värde."
            about = [f"Så står det över tabellen: {typed('--rubrik', title)}" for title in titles]
            about.append(f"Så heter bladet: {typed('--rubrik', table.sheet)}")
            self.notes.questions.append(question("--rubrik", said, about=tuple(about)))
        return columns

    def _look_at_units(
        self, tables: Sequence[Table], columns: Sequence[Column], finder: UnitFinder
    ) -> None:
        told: set[str] = set()
        of_table: dict[int, list[Column]] = {}
        for c in columns:
            of_table.setdefault(id(c.table), []).append(c)
        for table in tables:
            own = of_table.get(id(table), [])
            years = {x.year for x in table.heading.labels.values() if x.year is not None}
            years = years or self._years_of(table, table.heading.titles)
            self.notes.findings += faults.of_units(table, finder, years, told)
            self.notes.findings += faults.merged_answers(table, own)
            self.notes.findings += faults.without_answers(table, own, finder)
            self.notes.questions += faults.unknown_units(table, finder, self.known.register)

    def _look_at_flags(self, columns: Sequence[Column]) -> None:
        """Refuse flags that name no column: they would do nothing."""
        every = [*columns, *(x.column for x in self.notes.left)]
        there = [c.ref for c in every]
        said = [("--matcha", ref) for ref in self.decisions.columns]
        said += [("--kod", ref) for ref, _ in self.decisions.codes if ref]
        said += [("--kod", ref) for ref in self.decisions.numbers if ref]
        for flag, ref in said:
            if not any(refers(ref, c) for c in every):
                self.notes.findings.append(faults.no_such(self.workbook, flag, ref, there))

    def _catalogue(self, columns: Sequence[Column], tables: Sequence[Table]) -> Catalogue | None:
        layout = self.decisions.layout
        said = layout.area if layout and not self.decisions.found_layout else None
        wanted = self.decisions.area or said
        by_area = {c.area: c for c in self.known.catalogues}
        if self.decisions.new_area is not None:  # one that is there already is not made again
            publisher = layout.publisher if layout else None
            made = new_catalogue(capital(self.decisions.new_area), publisher or self.publisher)
            return by_area.get(made.area, made)
        if wanted in by_area:
            return by_area[wanted]
        labels = list({c.label.whole: c.label for c in columns}.values())
        ranked = best_catalogue(labels, self.known.catalogues, self.words)
        if layout is not None:  # what it says of headings is as sure as their own words
            by_rule = sum(
                rule_for(self.decisions.layout, label) is not None for label in labels
            ) / len(labels)
            ranked = [(max(s, by_rule) if c.area == layout.area else s, c) for s, c in ranked]
        texts = [self.workbook.file, *(t.sheet for t in tables)]
        texts += [t for table in tables for t in table.heading.titles]
        named = [c for _, c in ranked if _is_named(c, [t.replace("_", " ") for t in texts])]
        best = _best(ranked, FITS_WITHOUT_NAME) or _best([r for r in ranked if r[1] in named], FITS)
        if best is not None:
            return best
        ranked.sort(key=lambda r: r[1] not in named)
        about = ['Är det ett nytt område: --nytt-omrade "Områdets namn"']
        if layout is not None and layout.area is not None and layout.area not in by_area:
            about.append(
                f"Layouten gäller området {layout.area}, som inte finns här. Kopiera"
                f" omraden/{layout.area}/katalog.yaml ur arbetsmappen som layouten kommer från."
            )
        options = [(c.area, c.short) for _, c in ranked[:MOST_OPTIONS]]
        self.notes.questions.append(
            question("--omrade", "Vilket område gäller filen?", *options, about=tuple(about))
        )
        return None

    # --- the columns --------------------------------------------------------------

    def _use(
        self, columns: Sequence[Column], catalogue: Catalogue
    ) -> tuple[list[Used], Sequence[Indicator]]:
        known = (self.workbook, self.decisions, self.words, self.notes)
        choosing = Choosing(*known, columns, catalogue)
        chosen = choosing.choose()
        self._ask_for_years(chosen)
        Coder(*known, {**catalogue.by_id, **{i.id: i for i in choosing.new}}).code(chosen)
        return [c for c in chosen if c.year and (c.use != "koder" or c.coding)], choosing.new

    def _ask_for_years(self, chosen: Sequence[Used]) -> None:
        by_table: dict[int, set[int]] = {}
        titles: dict[str, dict[str, None]] = {}  # of a sheet: one may stand for all its tables
        for table in {id(c.column.table): c.column.table for c in chosen}.values():
            titles.setdefault(table.sheet, {}).update(dict.fromkeys(table.heading.titles))
        for c in chosen:
            table = c.column.table
            if not c.year:
                if id(table) not in by_table:
                    by_table[id(table)] = self._years_of(table, [*titles[table.sheet]])
                years = by_table[id(table)]
                c.year = next(iter(years)) if len(years) == 1 else 0
        unknown = [by_table[id(c.column.table)] for c in chosen if not c.year]
        if unknown:
            years = set().union(*unknown)
            options = [(str(y), f"svaren gäller {y}") for y in sorted(years, reverse=True)]
            said = "Rubriken och filens namn säger olika. " if options else ""
            self.notes.questions.append(
                question("--ar", f"{said}Vilket år gäller svaren?", *options)
            )

    def _years_of(self, table: Table, titles: Sequence[str]) -> set[int]:
        """Return the years that a table may be of, by all that is not in its columns."""
        layout = self.decisions.layout
        said = self.decisions.year or (layout.year if layout else None)
        said = said or (table.rule.year if table.rule else None)
        return {said} if said else year_of_table(table, titles, self.workbook, self.words)


def _best(ranked: Sequence[tuple[float, Catalogue]], least: float) -> Catalogue | None:
    """Return the first of those that are ranked, if it fits and clearly better than the rest."""
    scores = [score for score, _ in ranked]
    fits = bool(scores) and scores[0] >= least
    return ranked[0][1] if fits and all(s <= scores[0] - CLEARLY for s in scores[1:]) else None


def _publisher(workbook: Workbook, tables: Sequence[Table], words: Words) -> str | None:
    """Return who published a workbook, as it says itself: `Källa: Kolada, 2020-05-01`.

    Else the one publisher that titles and names of sheets name.
    """
    said = set()
    for text in map(clean, workbook.texts):
        word, colon, rest = text.partition(":")
        if colon and word.lower() in words.source and rest.strip():
            said.add(rest.split(",")[0].strip(" ."))
    if not said:
        titles = [t for table in tables for t in (table.sheet, *table.heading.titles)]
        told = {word for title in titles for word in words_of(title)}
        named = words.publishers.items()
        said = {name for name, texts in named if any(told >= set(words_of(t)) for t in texts)}
    return said.pop() if len(said) == 1 else None


def _is_named(catalogue: Catalogue, texts: Sequence[str]) -> bool:
    """Return whether the texts name an område, in words of their own.

    `Öppna jämförelser: stöd enligt LSS` is named by what stands after the colon too.
    """
    said = f" {' '.join(word for text in texts for word in words_of(text))} "
    names = (catalogue.area, catalogue.short, catalogue.name, catalogue.name.partition(":")[2])
    return any(f" {' '.join(words_of(name))} " in said for name in names if name)
