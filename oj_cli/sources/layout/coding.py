"""What codes mean: as the user, a heading, a layout or the file itself says, never assumed."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.grid import Workbook
from oj_cli.domain.swedish import counted, listing
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.choosing import MOST_NAMED, Chosen, Notes
from oj_cli.sources.layout.codes import fitting_coding, likely_codings
from oj_cli.sources.layout.fitting import refers, rule_for
from oj_cli.sources.layout.header import Label
from oj_cli.sources.layout.legend import read_legend
from oj_cli.sources.layout.model import ColumnRule, Decisions
from oj_cli.sources.layout.questions import Option, Question
from oj_cli.sources.layout.tables import Column
from oj_cli.sources.layout.wordlists import Words


class Coder:
    """Finds what the codes of columns mean."""

    def __init__(
        self, workbook: Workbook, decisions: Decisions, words: Words, notes: Notes
    ) -> None:
        self.workbook = workbook
        self.decisions = decisions
        self.words = words
        self.notes = notes

    def _rule(self, label: Label) -> ColumnRule | None:
        layout = self.decisions.layout
        return rule_for(layout, label) if layout else None

    def code(self, chosen: Sequence[Chosen]) -> None:
        """Find the coding of each column that has codes; ask where nobody says it."""
        sure, disputed, colour = read_legend(self.workbook.sheets, self.words)
        if colour:
            self.notes.findings.append(faults.colours(self.workbook))
        given = [coding for ref, coding in self.decisions.codes if not ref]
        waiting: dict[frozenset[str], list[Chosen]] = {}
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
                self.notes.questions.append(_question_of_codes(codes, columns))

    def _code(
        self,
        c: Chosen,
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

    def _add_said(self, c: Chosen) -> None:
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


def _question_of_codes(codes: frozenset[str], columns: Sequence[Chosen]) -> Question:
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
