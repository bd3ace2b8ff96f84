"""Which indicator each column is of: as said, as a layout says, or as its words say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.swedish import counted
from oj_cli.sources.findings import question
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.entries import Taken, new_indicator
from oj_cli.sources.layout.fitting import refers, rule_for
from oj_cli.sources.layout.header import COUNTS
from oj_cli.sources.layout.match import Certainty, Matcher
from oj_cli.sources.layout.model import Decisions
from oj_cli.sources.layout.tables import Column
from oj_cli.sources.layout.text import shorten
from oj_cli.sources.layout.understanding import LeftColumn, Used
from oj_cli.sources.layout.wordlists import Words

MOST_NAMED = 6


@dataclass
class Notes:
    """What the steps note on their way: what to ask, what is wrong, what is left out."""

    questions: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left: list[LeftColumn] = field(default_factory=list)


@dataclass
class Choosing:
    """Finds which indicator each column is of."""

    workbook: Workbook
    decisions: Decisions
    words: Words
    notes: Notes
    columns: Sequence[Column]
    catalogue: Catalogue

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.catalogue, self.words)
        self._new: dict[str, Indicator] = {}
        self._taken = Taken(self.catalogue)
        self._matched: dict[str, tuple[str | None, Certainty]] = {}
        self._unasked_new: dict[str, Column] = {}
        values = [c for c in self.columns if c.label.measure not in COUNTS]
        self._numeric = {c.label.whole for c in values if c.observed.shape == "tal"}
        texts = Counter(c.label.text for c in {c.label.whole: c for c in self.columns}.values())
        self._shared = {text for text, n in texts.items() if n > 1}

    @property
    def new(self) -> tuple[Indicator, ...]:
        """The indicators that were made."""
        return tuple(self._new.values())

    def choose(self) -> list[Used]:
        """Return the columns with their indicators; ask about those that are not sure."""
        chosen = []
        for column in self.columns:
            found = self._indicator(column)
            if found is not None:
                use = self._use(column, found[0])
                chosen.append(Used(column, *found, column.label.year or 0, use))
        if self._unasked_new:
            self.notes.questions.append(_question_of_new(list(self._unasked_new.values())))
        return chosen

    def _indicator(self, column: Column) -> tuple[str, Certainty] | None:
        whole = column.label.whole
        decided = next(
            (v for ref, v in self.decisions.columns.items() if refers(ref, column)), None
        )
        if decided is None and whole in self._matched:
            known, certainty = self._matched[whole]
            return None if known is None else (known, certainty)
        found = self._decided(column, decided) if decided else self._found(column)
        self._matched[whole] = found if found else (None, "ny")
        return found

    def _decided(self, column: Column, value: str) -> tuple[str, Certainty] | None:
        if value == "utelamna":
            self.notes.left.append(LeftColumn(column, "är utelämnad"))
            return None
        if value == "ny":
            return self._make(column, self.decisions.new or "bakgrund")
        if value not in self.catalogue.by_id:
            there = list(self.catalogue.by_id)
            self.notes.findings.append(faults.no_such(self.workbook, "--matcha", value, there))
            return None
        return value, "säker"

    def _found(self, column: Column) -> tuple[str, Certainty] | None:
        rule = rule_for(self.decisions.layout, column.label)
        if rule is not None:
            if rule.indicator is None:
                self.notes.left.append(LeftColumn(column, "är utelämnad i layouten"))
                return None
            if rule.indicator in self.catalogue.by_id:
                return rule.indicator, "säker"
            there = list(self.catalogue.by_id)
            self.notes.findings.append(faults.not_in_catalogue(column, rule.indicator, there))
        if not column.label.text:
            why = "säger inte vad den räknar" if column.label.measure else "har ingen rubrik"
            self.notes.left.append(LeftColumn(column, why))
            return None
        match = self.matcher.match(column.label)
        if match.indicator is not None:
            return match.indicator, match.certainty
        if match.certainty == "osäker":
            self._ask(column, match.candidates)
            return None
        if column.observed.shape == "tom":
            self.notes.left.append(LeftColumn(column, "är tom"))
            return None
        if self.decisions.new is None:
            self._unasked_new.setdefault(column.label.whole, column)
            return None
        if self.decisions.new == "utelamna":
            self.notes.left.append(LeftColumn(column, "finns inte i katalogen"))
            return None
        return self._make(column, self.decisions.new)

    def _ask(self, column: Column, candidates: Sequence[str]) -> None:
        self.notes.questions.append(
            question(
                "--matcha",
                f"Vilken indikator är ”{shorten(column.label.whole, 90)}” ({column.place})?",
                *((c, self.catalogue.by_id[c].name) for c in candidates),
                ("ny", "en ny indikator"),
                ("utelamna", "läs inte kolumnen"),
                start=f"{column.ref}=",
            )
        )

    def _make(self, column: Column, new: str) -> tuple[str, Certainty]:
        key = column.label.whole
        if key not in self._new:
            is_numeric, is_shared = key in self._numeric, column.label.text in self._shared
            self._new[key] = new_indicator(
                column.label, is_numeric, new, self._taken, self.words, is_shared=is_shared
            )
        return self._new[key].id, "ny"

    def _use(self, column: Column, indicator: str) -> str:
        if column.label.measure in COUNTS:
            return str(column.label.measure)
        shape = column.observed.shape
        if shape == "koder" and column.label.whole in self._numeric and not column.label.coding:
            shape = "tal"
        known = self.catalogue.by_id.get(indicator)
        if known is not None and known.kind == "numerisk":
            return "tal"
        if column.label.coding and shape in ("koder", "tal"):
            return "koder"
        return {"svar": "svar", "koder": "koder", "tal": "tal", "text": "koder"}.get(shape, "svar")


def _question_of_new(columns: Sequence[Column]) -> Question:
    n = counted(len(columns), "kolumn finns", "kolumner finns")
    names = [f"{c.ref}: {shorten(c.label.whole, 70)}" for c in columns[:MOST_NAMED]]
    more = len(columns) - len(names)
    return question(
        "--nya",
        f"{n} inte i katalogen. Ska de bli nya indikatorer?",
        (
            "kvalitet",
            "ja, och de ska bedömas: JA är bättre än NEJ, och oj föreslår vad som är bättre av tal",
        ),
        ("bakgrund", "ja, men de bedöms inte"),
        ("utelamna", "nej, läs inte in dem"),
        about=(*names, *((f"… och {more} till",) if more > 0 else ())),
    )
