"""What codes mean: as the user, a heading, a layout or the file itself says, never assumed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oj_cli.domain.answers import Answer
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import counted, listing, some
from oj_cli.sources.findings import finding, question
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.choosing import MOST_NAMED, Notes
from oj_cli.sources.layout.codes import fitting_coding, likely_codings
from oj_cli.sources.layout.fitting import refers, rule_for
from oj_cli.sources.layout.grid import cell_text
from oj_cli.sources.layout.legend import read_legend
from oj_cli.sources.layout.model import Decisions
from oj_cli.sources.layout.tables import Column
from oj_cli.sources.layout.understanding import Used
from oj_cli.sources.layout.wordlists import Words

_EXAMPLE = ("JA", "NEJ", "DELVIS", "EA", "BORTFALL")


@dataclass
class Coder:
    """Finds what the codes of columns mean."""

    workbook: Workbook
    decisions: Decisions
    words: Words
    notes: Notes
    indicators: Mapping[str, Indicator]
    _seen: frozenset[str] = frozenset()

    def code(self, chosen: Sequence[Used]) -> None:
        """Find the coding of each column that has codes; ask where nobody says it."""
        legend = read_legend(self.workbook, self.words, _headings(chosen))
        sure = legend.sure
        if legend.colour:
            self.notes.findings.append(finding("layout.colours", file=self.workbook.file))
        given = [coding for ref, coding in self.decisions.codes if not ref]
        coded = (c for c in chosen if c.use == "koder" and self.indicators[c.indicator].codes)
        self._seen = frozenset(code for c in coded for code in c.column.observed.codes)
        waiting: dict[frozenset[str], list[Used]] = {}
        for c in chosen:
            if c.use == "koder" and (unknown := self._code(c, sure, given)):
                waiting.setdefault(unknown, []).append(c)
                continue
            if c.use in ("svar", "koder", "tal"):
                self._add_said(c, sure)
            if (c.use == "svar" or c.coding) and (crosses := _unsaid_crosses(c)):
                waiting.setdefault(crosses, []).append(c)
        # The smaller scale first: what 0 and 1 mean must not follow from what 0, 1 and 2 do.
        for codes, columns in sorted(waiting.items(), key=lambda w: (len(w[0]), sorted(w[0]))):
            if len(codes) > 1 or not any(codes < other for other in waiting):
                self.notes.questions.append(_question_of_codes(codes, columns))

    def _code(
        self, c: Used, sure: Mapping[str, str], given: Sequence[Mapping[str, str]]
    ) -> frozenset[str]:
        """Find out what the codes of a column mean; return those that nobody says.

        What the file says goes before the layout: a scale may be turned from one year to the next.
        """
        column, codes = c.column, c.column.observed.codes
        rule = rule_for(self.decisions.layout, column.label)
        of_layout = dict(rule.codes) if rule is not None else {}
        if any(refers(ref, column) for ref in self.decisions.numbers) or (rule and rule.numbers):
            c.use = "tal"
            return frozenset()
        of_file = column.label.coding or {k: v for k, v in sure.items() if k in codes}
        if self.decisions.is_kept:
            of_file = {**of_file, **of_layout}
        known = {**of_layout, **of_file}
        both = {**self._catalogued(c, known), **known}
        if any(of_file.get(code, answer) != answer for code, answer in of_layout.items()):
            self.notes.findings.append(faults.other_coding(column, of_layout, of_file))
        if column.label.coding and not self.decisions.is_kept:
            c.coding, c.coded_by = column.label.coding, "rubriken"
        elif codes <= known.keys():
            c.coding = known
            c.coded_by = "layouten" if known == of_layout else "filens förklaring"
        elif codes <= both.keys():
            c.coding, c.coded_by = both, "katalogen"
        else:
            of_column, unknown = self._said(column), codes.difference(both)
            fitting = of_column if codes <= set(of_column) else fitting_coding(codes, given)
            if fitting is None and unknown < codes:  # the user says only the rest
                rest = of_column if unknown <= set(of_column) else fitting_coding(unknown, given)
                fitting = {**both, **rest} if rest is not None else None
            if fitting is None:
                return unknown
            c.coding, c.coded_by = fitting, "dig"
        return frozenset()

    def _catalogued(self, c: Used, known: Mapping[str, str]) -> dict[str, str]:
        """Return what the catalogue says that codes mean, if the heading is its title or id.

        All of the column's, crosses aside, or none: another scale is another question. So it is
        where no column says NEJ: 1 and 2 may be JA and NEJ as well as DELVIS and JA. Nothing for
        years before a break; and what the file, a layout or the user says of them goes before it.
        """
        indicator = self.indicators.get(c.indicator)
        found = c.column.observed
        codes = found.codes.difference(map(cell_text, found.unclear))
        if indicator is None or c.certainty != "säker" or codes & known.keys():
            return {}
        for ref, coding in self.decisions.codes:
            if (not ref or refers(ref, c.column)) and coding.keys() & indicator.codes.keys():
                return {}
        if Answer.NEJ.value not in map(indicator.codes.get, self._seen):
            return {}
        is_before = bool(c.year) and any(c.year < b.first_year for b in indicator.breaks)
        return dict(indicator.codes) if codes <= indicator.codes.keys() and not is_before else {}

    def _said(self, column: Column) -> dict[str, str]:
        """Return what the user has said of the codes of one column."""
        found: dict[str, str] = {}
        for ref, coding in self.decisions.codes:
            if ref and refers(ref, column):
                found |= coding
        return found

    def _add_said(self, c: Used, sure: Mapping[str, str]) -> None:
        """Add what the user, the file and the layout say to what is known of a column's codes."""
        rule = rule_for(self.decisions.layout, c.column.label)
        of_layout = dict(rule.codes) if rule is not None else {}
        said = self._said(c.column)
        legend: dict[str, str] = {}
        if c.use != "koder" and (sure or self.decisions.codes):
            found = c.column.observed
            marks = set(map(cell_text, (*found.marks, *found.unclear)))
            there = set(map(cell_text, found.text_times))
            if c.use == "svar":
                marks |= set(map(cell_text, found.numbers))
                there |= set(map(cell_text, found.times))
            for ref, coding in self.decisions.codes:
                said = {**({} if ref else coding), **said}
            folded = {text.lower() for text in there}
            said = {code: answer for code, answer in said.items() if code.lower() in folded}
            legend = {code: answer for code, answer in sure.items() if code in marks}
            if self.decisions.is_kept:
                legend |= of_layout
        if said or of_layout or legend:
            c.coding = {**of_layout, **legend, **c.coding, **said}
            by = "dig" if said else "filens förklaring" if legend else "layouten"
            c.coded_by = c.coded_by or by


def _headings(chosen: Sequence[Used]) -> set[str]:
    """Return the headings of columns: what one says of its codes holds for no other."""
    found = set()
    for c in chosen:
        grid, rows = c.column.table.block.grid, c.column.table.heading.rows
        found |= {grid.texts(row)[c.column.index] for row in rows}
    return found


def _unsaid_crosses(c: Used) -> frozenset[str]:
    """Return the crosses among a column's words that nobody has said the meaning of."""
    known = {code.lower() for code in c.coding}
    crosses = map(cell_text, c.column.observed.unclear if c.use != "tal" else ())
    return frozenset(x for x in crosses if x.lower() not in known)


def _question_of_codes(codes: frozenset[str], columns: Sequence[Used]) -> Question:
    shown = listing([f"”{c}”" for c in sorted(codes)])
    where = some([c.column.ref for c in columns], MOST_NAMED)
    n = counted(len(columns), "kolumn", "kolumner")
    likely = likely_codings(codes)
    start = "" if len(columns) > 1 else f"{columns[0].column.ref}:"
    text = f"Vad betyder {shown} i {n} ({where})? Filen förklarar det inte."
    if not likely:
        example = ",".join(f"{code}={a}" for code, a in zip(sorted(codes), _EXAMPLE, strict=False))
        about = f"Skriv till exempel {example}, eller tal för tal."
        return question("--kod", text, start=start, about=(about,))
    options = [(c, c.replace("=", " betyder ").replace(",", ", ")) for c in likely]
    if not codes & {"x", "X"}:
        options.append(("tal", "det är tal, inte koder"))
    return question("--kod", text, *options, start=start)
