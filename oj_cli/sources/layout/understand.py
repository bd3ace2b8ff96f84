"""What a workbook says, as far as it can be known, and what only the user can decide."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Sheet, Workbook
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.swedish import capital, counted, listing
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.codes import fitting_coding, likely_codings
from oj_cli.sources.layout.entries import new_indicator, with_new
from oj_cli.sources.layout.header import Label
from oj_cli.sources.layout.legend import read_legend, split_legend
from oj_cli.sources.layout.match import Certainty, Matcher, best_catalogue
from oj_cli.sources.layout.model import ColumnRule, Decisions, Layout
from oj_cli.sources.layout.questions import Option, Question
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
from oj_cli.sources.layout.text import clean, shorten, squash, without_number, without_year
from oj_cli.sources.layout.text import words as words_of
from oj_cli.sources.layout.understanding import Known, LeftColumn, Understanding, Used
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import Words

FITS = 0.35
FITS_WITHOUT_NAME = 0.85
FEWEST_HEADINGS = 5
LAYOUT_FITS = 0.6
PART = 0.25
MOST_NAMED = 6


def understand(workbook: Workbook, decisions: Decisions, known: Known) -> Understanding:
    """Find out what a workbook says. Raises nothing: what is wrong is findings."""
    return _Understanding(workbook, with_layout(workbook, decisions, known), known).result()


def with_layout(workbook: Workbook, decisions: Decisions, known: Known) -> Decisions:
    """Return the decisions with the layout that fits a workbook best, if none is given."""
    if decisions.layout is not None or not known.layouts:
        return decisions
    texts = {
        form
        for sheet in workbook.sheets
        for text in _texts(sheet)
        for form in _forms(text, known.lists.words)
    }
    best = max(known.layouts, key=lambda layout: fit(layout, texts))
    if fit(best, texts) < LAYOUT_FITS:
        return decisions
    return replace(decisions, layout=best, found_layout=True)


class _Understanding:
    """The steps, each on what the one before found."""

    def __init__(self, workbook: Workbook, decisions: Decisions, known: Known) -> None:
        self.workbook = workbook
        self.known = known
        self.decisions = decisions
        self.words = known.lists.words
        self.questions: list[Question] = []
        self.findings: list[Finding] = list(workbook.findings)
        self.left: list[LeftColumn] = []

    def result(self) -> Understanding:
        layout = self.decisions.layout
        units = {**(layout.units if layout else {}), **self.decisions.units}
        finder = UnitFinder(self.known.register, self.known.lists, units)
        names = [sheet.name for sheet in self.workbook.sheets]
        for name in self.decisions.sheets:
            if clean(name).lower() not in [clean(n).lower() for n in names]:
                self.findings.append(faults.no_such(self.workbook, "--blad", name, names))
        tables, left_sheets = find_tables(self.workbook, self.decisions, finder, self.words)
        tables, columns = self._with_columns(tables, left_sheets)
        base = Understanding(
            self.workbook, self.known, self.decisions, tuple(tables), tuple(left_sheets)
        )
        if not tables:
            self.findings.append(faults.no_table(self.workbook, left_sheets))
            return replace(base, findings=tuple(self.findings))
        self._look_at_units(tables, columns, finder)
        self._look_at_flags(columns)
        catalogue = self._catalogue(columns, tables)
        if catalogue is None:
            return self._done(base)
        used, new = self._use(columns, catalogue)
        catalogue = with_new(catalogue, new)
        self.findings += faults.same_indicator_twice(used)
        if not used and not self.questions:
            self.findings.append(faults.nothing_left(self.workbook))
        return self._done(replace(base, used=tuple(used), new=tuple(new), catalogue=catalogue))

    def _done(self, found: Understanding) -> Understanding:
        return replace(
            found,
            decisions=self.decisions,
            left_columns=tuple(self.left),
            questions=tuple(self.questions),
            findings=tuple(self.findings),
        )

    # --- what it is ---------------------------------------------------------------

    def _with_columns(
        self, tables: Sequence[Table], left_sheets: list[LeftSheet]
    ) -> tuple[list[Table], list[Column]]:
        """Return the tables that hold answers or numbers, and their columns."""
        found = []
        for table in tables:
            before = len(self.left)
            columns = list(self._readable(table))
            if columns:
                found.append((table, columns))
            else:
                del self.left[before:]
                left_sheets.append(LeftSheet(table.sheet, "har varken svar eller tal"))
        kept = tell_apart([table for table, _ in found])
        now = {id(table): new for (table, _), new in zip(found, kept, strict=True)}
        self.left = [
            replace(x, column=replace(x.column, table=now[id(x.column.table)])) for x in self.left
        ]
        columns = [replace(c, table=now[id(c.table)]) for _, cs in found for c in cs]
        return kept, columns

    def _readable(self, table: Table) -> Iterator[Column]:
        """Yield the columns that may be indicators; note why the others are left out."""
        for column in columns_of(table, self.words, unreadable_cells(self.workbook)):
            shape = column.observed.shape
            if is_about_unit(column, self.words):
                self.left.append(LeftColumn(column, "beskriver kommunen"))
            elif shape == "text" and not self._rule(column.label):
                self.left.append(LeftColumn(column, "är text, inte svar"))
            elif shape == "tom" and not column.observed.marks and not column.label.text:
                continue
            else:
                yield column

    def _look_at_units(
        self, tables: Sequence[Table], columns: Sequence[Column], finder: UnitFinder
    ) -> None:
        for table in tables:
            self.findings += faults.of_units(table, finder)
            self.findings += faults.merged_answers(table)
            self.findings += faults.without_answers(table, columns, finder)
            self.questions += faults.unknown_units(table, finder, self.known.register)

    def _look_at_flags(self, columns: Sequence[Column]) -> None:
        """Refuse flags that name no column: they would do nothing."""
        every = [*columns, *(x.column for x in self.left)]
        there = [c.ref for c in every]
        said = [("--matcha", ref) for ref in self.decisions.columns]
        said += [("--kod", ref) for ref, _ in self.decisions.codes if ref]
        said += [("--kod", ref) for ref in self.decisions.numbers if ref]
        for flag, ref in said:
            if not any(refers(ref, c) for c in every):
                self.findings.append(faults.no_such(self.workbook, flag, ref, there))

    def _catalogue(self, columns: Sequence[Column], tables: Sequence[Table]) -> Catalogue | None:
        layout = self.decisions.layout
        said = layout.area if layout and not self.decisions.found_layout else None
        wanted = self.decisions.area or said
        by_area = {c.area: c for c in self.known.catalogues}
        if self.decisions.new_area is not None:  # one that is there already is not made again
            made = _new_catalogue(self.decisions.new_area)
            return by_area.get(made.area, made)
        if wanted in by_area:
            return by_area[wanted]
        labels = list({c.label.whole: c.label for c in columns}.values())
        ranked = best_catalogue(labels, self.known.catalogues, self.words)
        if layout is not None:  # what it says of headings is as sure as their own words
            by_rule = sum(self._rule(label) is not None for label in labels) / len(labels)
            ranked = [(max(s, by_rule) if c.area == layout.area else s, c) for s, c in ranked]
        texts = [self.workbook.file, *(t.sheet for t in tables)]
        texts += [t for table in tables for t in table.heading.titles]
        named = [c for _, c in ranked if _is_named(c, [t.replace("_", " ") for t in texts])]
        ranked.sort(key=lambda r: (-(r[1] in named), -r[0]))
        score, best = ranked[0] if ranked else (0.0, None)
        if best is not None and (
            (named == [best] and score >= FITS) or (not named and score >= FITS_WITHOUT_NAME)
        ):
            return best
        self.questions.append(
            Question(
                "--omrade",
                "",
                "Vilket område gäller filen?",
                tuple(Option(c.area, c.short) for _, c in ranked),
                ('Är det ett nytt område: --nytt-omrade "Områdets namn"',),
            )
        )
        return None

    # --- the columns --------------------------------------------------------------

    def _use(
        self, columns: Sequence[Column], catalogue: Catalogue
    ) -> tuple[list[Used], list[Indicator]]:
        choosing = _Choosing(self, columns, catalogue)
        chosen = choosing.choose()
        self._ask_for_years(chosen)
        self._ask_for_codes(chosen)
        return choosing.used(chosen), choosing.new

    def _rule(self, label: Label) -> ColumnRule | None:
        layout = self.decisions.layout
        return rule_for(layout, label) if layout else None

    def _ask_for_years(self, chosen: Sequence["_Chosen"]) -> None:
        layout = self.decisions.layout
        fixed = self.decisions.year or (layout.year if layout else None)
        by_table: dict[int, tuple[set[int], str]] = {}
        unknown: dict[str, set[int]] = {}
        for c in chosen:
            table = c.column.table
            if c.column.label.year is not None:
                c.year = c.column.label.year
                continue
            if table.rule is not None and table.rule.year is not None and fixed is None:
                c.year = table.rule.year
                continue
            if fixed is not None:
                c.year = fixed
                continue
            if id(table) not in by_table:
                by_table[id(table)] = year_of_table(
                    table, self._titles(table, chosen), self.workbook, self.words
                )
            years, where = by_table[id(table)]
            if len(years) == 1:
                c.year, c.year_from = next(iter(years)), where
            else:
                unknown.setdefault(table.sheet, set()).update(years)
        if unknown:
            options = sorted({y for years in unknown.values() for y in years}, reverse=True)
            said = "Rubriken och filens namn säger olika. " if options else ""
            self.questions.append(
                Question(
                    "--ar",
                    "",
                    f"{said}Vilket år gäller svaren?",
                    tuple(Option(str(y), f"svaren gäller {y}") for y in options),
                )
            )

    def _titles(self, table: Table, chosen: "Sequence[_Chosen]") -> list[str]:
        """Return the titles of all tables of the same sheet: one may stand for all of them."""
        tables = {id(c.column.table): c.column.table for c in chosen}
        return [t for x in tables.values() if x.sheet == table.sheet for t in x.heading.titles]

    def _ask_for_codes(self, chosen: Sequence["_Chosen"]) -> None:
        sure, disputed, colour = read_legend(self.workbook.sheets, self.words)
        if colour:
            self.findings.append(faults.colours(self.workbook))
        given = [coding for ref, coding in self.decisions.codes if not ref]
        waiting: dict[frozenset[str], list[_Chosen]] = {}
        for c in chosen:
            if c.use == "koder":
                self._code(c, sure, set(disputed), given)
                if c.use == "koder" and not c.coding:
                    waiting.setdefault(c.column.observed.codes, []).append(c)
            if c.use in ("svar", "koder"):
                self._add_said(c)
        # The smaller scale first: what 0 and 1 mean must not follow from what 0, 1 and 2 do.
        for codes, columns in sorted(waiting.items(), key=lambda w: (len(w[0]), sorted(w[0]))):
            if len(codes) > 1 or not any(codes < other for other in waiting):
                self.questions.append(_question_of_codes(codes, columns))

    def _code(
        self,
        c: "_Chosen",
        sure: Mapping[str, str],
        disputed: set[str],
        given: Sequence[Mapping[str, str]],
    ) -> None:
        """Find out what the codes of a column mean: from the user, its heading or the file."""
        column, codes = c.column, c.column.observed.codes
        rule = self._rule(column.label)
        if any(refers(ref, column) for ref in self.decisions.numbers) or (rule and rule.numbers):
            c.use = "tal"
        elif rule is not None and rule.codes:
            c.coding, c.coded_by = rule.codes, "layouten"
        elif column.label.coding:
            c.coding, c.coded_by = column.label.coding, "rubriken"
        elif not codes & disputed and codes <= set(sure):
            c.coding, c.coded_by = sure, "filens förklaring"
        else:
            of_column = self._said(column)
            fitting = of_column if codes <= set(of_column) else fitting_coding(codes, given)
            if fitting is not None:
                c.coding, c.coded_by = fitting, "dig"

    def _said(self, column: Column) -> dict[str, str]:
        """Return what the user has said of the codes of one column."""
        found: dict[str, str] = {}
        for ref, coding in self.decisions.codes:
            if ref and refers(ref, column):
                found |= coding
        return found

    def _add_said(self, c: "_Chosen") -> None:
        """Add what the user and the layout have said to what is known of a column's codes."""
        rule = self._rule(c.column.label)
        of_layout = dict(rule.codes) if rule is not None else {}
        said = self._said(c.column)
        if c.use == "svar":
            for ref, coding in self.decisions.codes:
                said = {**({} if ref else coding), **said}
        if said or of_layout:
            c.coding = {**of_layout, **c.coding, **said}
            c.coded_by = c.coded_by or ("dig" if said else "layouten")


@dataclass
class _Chosen:
    """A column on its way to being used."""

    column: Column
    indicator: str
    certainty: Certainty
    use: str
    year: int | None = None
    year_from: str = ""
    coding: Mapping[str, str] = field(default_factory=dict)
    coded_by: str = ""


class _Choosing:
    """Finds which indicator each column is of."""

    def __init__(
        self, parent: _Understanding, columns: Sequence[Column], catalogue: Catalogue
    ) -> None:
        self.parent = parent
        self.columns = columns
        self.catalogue = catalogue
        self.matcher = Matcher(catalogue, parent.words)
        self.new: list[Indicator] = []
        self._new_by_heading: dict[str, Indicator] = {}
        self._matched: dict[str, tuple[str | None, Certainty]] = {}
        self._asked: set[str] = set()
        self._unasked_new: dict[str, Column] = {}

    def choose(self) -> list[_Chosen]:
        """Return the columns with their indicators; ask about those that are not sure."""
        chosen = []
        for column in self.columns:
            found = self._indicator(column)
            if found is not None:
                chosen.append(_Chosen(column, *found, self._use(column, found[0])))
        if self._unasked_new:
            self.parent.questions.append(_question_of_new(list(self._unasked_new.values())))
        return chosen

    def used(self, chosen: Sequence[_Chosen]) -> list[Used]:
        """Return the columns of which all is known."""
        return [
            Used(c.column, c.indicator, c.certainty, c.year, c.use, c.coding, c.coded_by)
            for c in chosen
            if c.year is not None and (c.use != "koder" or c.coding)
        ]

    def _indicator(self, column: Column) -> tuple[str, Certainty] | None:
        whole = column.label.whole
        decided = next(
            (v for ref, v in self.parent.decisions.columns.items() if refers(ref, column)), None
        )
        if decided is None and whole in self._matched:
            known, certainty = self._matched[whole]
            return None if known is None else (known, certainty)
        found = self._decided(column, decided) if decided else self._found(column)
        self._matched[whole] = found if found else (None, "ny")
        return found

    def _decided(self, column: Column, value: str) -> tuple[str, Certainty] | None:
        if value == "utelamna":
            self.parent.left.append(LeftColumn(column, "är utelämnad"))
            return None
        if value == "ny":
            return self._make(column, self.parent.decisions.new or "bakgrund")
        if value not in self.catalogue.by_id:
            there = list(self.catalogue.by_id)
            self.parent.findings.append(
                faults.no_such(self.parent.workbook, "--matcha", value, there)
            )
            return None
        return value, "säker"

    def _found(self, column: Column) -> tuple[str, Certainty] | None:
        parent = self.parent
        layout = parent.decisions.layout
        rule = rule_for(layout, column.label) if layout else None
        if rule is not None:
            if rule.indicator is None:
                parent.left.append(LeftColumn(column, "är utelämnad i layouten"))
                return None
            if rule.indicator in self.catalogue.by_id:
                return rule.indicator, "säker"
        if not column.label.text:
            parent.left.append(LeftColumn(column, "har ingen rubrik"))
            return None
        match = self.matcher.match(column.label)
        if match.indicator is not None:
            return match.indicator, match.certainty
        if match.certainty == "osäker":
            self._ask(column, match.candidates)
            return None
        if column.observed.shape == "tom":
            parent.left.append(LeftColumn(column, "är tom"))
            return None
        if parent.decisions.new is None:
            self._unasked_new.setdefault(column.label.whole, column)
            return None
        if parent.decisions.new == "utelamna":
            parent.left.append(LeftColumn(column, "finns inte i katalogen"))
            return None
        return self._make(column, parent.decisions.new)

    def _ask(self, column: Column, candidates: Sequence[str]) -> None:
        if column.label.whole in self._asked:
            return
        self._asked.add(column.label.whole)
        options = [Option(c, self.catalogue.by_id[c].name) for c in candidates]
        options += [Option("ny", "en ny indikator"), Option("utelamna", "läs inte kolumnen")]
        self.parent.questions.append(
            Question(
                "--matcha",
                f"{column.ref}=",
                f"Vilken indikator är ”{shorten(column.label.whole, 90)}” ({column.place})?",
                tuple(options),
            )
        )

    def _make(self, column: Column, new: str) -> tuple[str, Certainty]:
        key = column.label.whole
        if key not in self._new_by_heading:
            numeric = column.observed.shape == "tal"
            made = new_indicator(column.label, numeric, new, (*self.catalogue, *self.new))
            self._new_by_heading[key] = made
            self.new.append(made)
        return self._new_by_heading[key].id, "ny"

    def _use(self, column: Column, indicator: str) -> str:
        if column.label.measure in ("antal", "antal_ja"):
            return column.label.measure
        shape = column.observed.shape
        known = self.catalogue.by_id.get(indicator)
        if known is not None and known.kind == "numerisk":
            return "tal"
        if column.label.coding and shape in ("koder", "tal"):
            return "koder"
        return {"svar": "svar", "koder": "koder", "tal": "tal", "text": "koder"}.get(shape, "svar")


def _texts(sheet: Sheet) -> set[str]:
    return {c for row in sheet.rows for c in row if isinstance(c, str)}


def _forms(text: str, words: Words) -> Iterator[str]:
    """Yield a text as a layout may know it: as it is, and without number, year and codes."""
    yield squash(text)
    bare = split_legend(text, words)[0] if "=" in text else text
    yield squash(without_number(bare))
    yield squash(without_year(without_number(bare)))


def rule_for(layout: Layout, label: Label) -> ColumnRule | None:
    """Return what a layout says of a column with this heading."""
    for text in (label.whole, label.text, without_number(label.text)):
        rule = layout.rule_of.get(squash(text)) if text else None
        if rule is not None:
            return rule
    return None


def refers(ref: str, column: Column) -> bool:
    """Return whether a column is named by a flag: `F` or `Resultat/F`."""
    whole = f"{column.table.sheet}/{column.letters}"
    return ref.replace("!", "/").upper() in (column.letters.upper(), whole.upper())


def fit(layout: Layout, texts: set[str]) -> float:
    """Return how well a layout fits a workbook that holds these texts: 0 to 1."""
    if layout.long is not None:
        return 0.0
    if layout.signs and not all(any(squash(s) in t for t in texts) for s in layout.signs):
        return 0.0
    if not layout.columns:
        return 1.0 if layout.signs else 0.0
    last = [squash(without_number(r.heading.rpartition(" – ")[2])) for r in layout.columns]
    hits = sum(heading in texts for heading in last)
    is_part = hits >= FEWEST_HEADINGS and hits >= PART * len(last)
    return max(hits / len(last), LAYOUT_FITS if is_part else 0.0)


def _is_named(catalogue: Catalogue, texts: Sequence[str]) -> bool:
    """Return whether the texts name an område, in words of their own."""
    said = f" {' '.join(word for text in texts for word in words_of(text))} "
    names = (catalogue.area, catalogue.short, catalogue.name)
    return any(f" {' '.join(words_of(name))} " in said for name in names)


def _question_of_codes(codes: frozenset[str], columns: Sequence[_Chosen]) -> Question:
    shown = listing([f"”{c}”" for c in sorted(codes)])
    refs = [c.column.ref for c in columns[:MOST_NAMED]]
    more = len(columns) - len(refs)
    where = ", ".join(refs) + (f" och {more} till" if more > 0 else "")
    n = counted(len(columns), "kolumn", "kolumner")
    options = [
        Option(c, ", ".join(pair.replace("=", " betyder ") for pair in c.split(",")))
        for c in likely_codings(codes)
    ]
    if not codes & {"x", "X"}:
        options.append(Option("tal", "det är tal, inte koder"))
    start = "" if len(columns) > 1 else f"{columns[0].column.ref}:"
    return Question(
        "--kod",
        start,
        f"Vad betyder {shown} i {n} ({where})? Filen förklarar det inte.",
        tuple(options),
    )


def _question_of_new(columns: Sequence[Column]) -> Question:
    n = counted(len(columns), "kolumn finns", "kolumner finns")
    names = [f"{c.ref}: {shorten(c.label.whole, 70)}" for c in columns[:MOST_NAMED]]
    more = len(columns) - len(names)
    return Question(
        "--nya",
        "",
        f"{n} inte i katalogen. Ska de bli nya indikatorer?",
        (
            Option("kvalitet", "ja, och JA är bättre än NEJ: de räknas med i oj identify"),
            Option("bakgrund", "ja, men de bedöms inte"),
            Option("utelamna", "nej, läs inte in dem"),
        ),
        (*names, *((f"… och {more} till",) if more > 0 else ())),
    )


def _new_catalogue(name: str) -> Catalogue:
    from oj_cli.sources.layout.entries import new_catalogue

    return new_catalogue(capital(name))


def left_by_reason(found: Understanding) -> Counter[str]:
    """Return how many columns are left out, by reason."""
    return Counter(left.reason for left in found.left_columns)
