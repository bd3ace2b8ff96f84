"""What the checks look at: an område up to one year, and one kommun in it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from statistics import median
from typing import Any

from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.references import build_references
from oj_cli.analysis.trend import periods
from oj_cli.analysis.trend_overview import kommun_points
from oj_cli.domain.answers import IN_DENOMINATOR, Column
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Catalogue, Indicator, Kind
from oj_cli.domain.kommuner import Edition, Kommun, Register
from oj_cli.domain.local import Correction
from oj_cli.domain.quality import Rule
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.trend import Point

_CELL = re.compile(r"^.+!\$?[A-Z]{1,3}\$?\d+$")
_LINE = re.compile(r"rad (\d+)$")


@dataclass(frozen=True)
class Where:
    """Where a result stands: the file, and the cell or line in it where the locator names one."""

    file: str | None = None
    line: int | None = None
    cell: str | None = None

    @property
    def of_finding(self) -> dict[str, Any]:
        """The place as a finding has it."""
        return asdict(self)

    @property
    def text(self) -> str:
        """Return it as a person reads it; empty if it is not known."""
        line = f"rad {self.line}" if self.line is not None else ""
        return ", ".join(part for part in (self.file, line, self.cell) if part)


def where(source: SourceRecord | None, locator: str | None) -> Where:
    """Return where a row was read, from its source and locator."""
    text = locator or ""
    file = source.file if source else None
    if _CELL.match(text):
        return Where(file, cell=text)
    line = _LINE.search(text)
    return Where(file, line=int(line[1]) if line else None)


def places(
    columns: Iterable[Column], sources: Mapping[str, SourceRecord]
) -> dict[tuple[str, str, str], Where]:
    """Return where each result of a year stands, by (indicator, unit kind, unit)."""
    return {
        (c.indicator, *unit): where(sources.get(c.source), locator)
        for c in columns
        for unit, *_, locator in c.results()
    }


def conflicts(
    columns: Iterable[Column], sources: Mapping[str, SourceRecord]
) -> dict[tuple[str, str], tuple[tuple[str, Where], ...]]:
    """Return what other sources answer in a year, where they differ from the one that counts.

    The keys are (indicator, kommunkod).
    """
    given: dict[tuple[str, str], list[tuple[str, Where]]] = {}
    for c in columns:
        for (kind, unit), answer, _, _, _, locator in c.results():
            if kind == "kommun" and answer is not None:
                at = where(sources.get(c.source), locator)
                given.setdefault((c.indicator, unit), []).append((answer, at))
    differing = {
        key: tuple(one for one in found if one[0] != found[-1][0]) for key, found in given.items()
    }
    return {key: others for key, others in differing.items() if others}


@dataclass(frozen=True)
class AreaData:
    """One område: all years up to the one that is checked, and where that year's rows stand.

    `others_year` is the year that the other kommuner's answers are of, where the checked
    year is a draft that stands beside their last ones; None where they are of the same year.
    `medians` are those of all kommuner by (indicator, year). `numbers_of_all` reads the numbers
    of all kommuner, where `years` has only those of the checked ones.
    """

    catalogue: Catalogue
    year: int
    years: Mapping[int, Matrix]
    places: Mapping[tuple[str, str, str], Where]
    register: Register
    edition: Edition
    others_year: int | None = None
    conflicts: Mapping[tuple[str, str], tuple[tuple[str, Where], ...]] = field(default_factory=dict)
    medians: Mapping[tuple[str, int], float] = field(default_factory=dict)
    numbers_of_all: Callable[[], Mapping[int, Matrix]] | None = None

    @property
    def matrix(self) -> Matrix:
        """The year that is checked."""
        return self.years[self.year]

    def place(self, indicator: str, kommun: Kommun) -> Where:
        """Return where a kommun's result of the year stands."""
        return self.places.get((indicator, "kommun", kommun.code), Where())

    def runs(self, kommun: Kommun) -> Mapping[str, tuple[Point, ...]]:
        """Return a kommun's comparable results that end in the year, oldest first, by indicator.

        An indicator without a result that year is left out.
        """
        if kommun.code not in self._runs:
            every = kommun_points(self.years, self.catalogue, kommun)
            runs = {id: periods(points, self.catalogue.by_id[id]) for id, points in every.items()}
            self._runs[kommun.code] = {
                id: of[-1] for id, of in runs.items() if of and of[-1][-1].year == self.year
            }
        return self._runs[kommun.code]

    @cached_property
    def _runs(self) -> dict[str, Mapping[str, tuple[Point, ...]]]:
        """By kommunkod those that have been asked for: all kommuner only where much changed."""
        return {}

    def changed(self, kommun: Kommun, kind: Kind) -> tuple[int, int]:
        """Return (results of a kind that changed, those with a comparable year before)."""
        pairs = [
            run[-2:]
            for id, run in self.runs(kommun).items()
            if len(run) > 1 and self.catalogue.by_id[id].kind == kind
        ]
        n = sum((a.answer, a.figure) != (b.answer, b.figure) for a, b in pairs)
        return n, len(pairs)

    def typical_change(self, kommun: Kommun, kind: Kind) -> tuple[float, int] | None:
        """Return (the others' median percent of changed results, how many others), or None."""
        if self.others_year is not None:
            return None  # they have no answers of this year
        if kind not in self._shares_changed:
            self._shares_changed[kind] = self._changes(kind)
        others = [s for code, s in self._shares_changed[kind].items() if code != kommun.code]
        return (median(others), len(others)) if others else None

    @cached_property
    def _shares_changed(self) -> dict[Kind, Mapping[str, float]]:
        """By kind those that have been asked for: much is read for them."""
        return {}

    def _changes(self, kind: Kind) -> Mapping[str, float]:
        """Return percent of changed results of a kind by kommunkod, of all kommuner."""
        area = self
        if kind == "numerisk" and self.numbers_of_all is not None:
            area = replace(self, years=self.numbers_of_all())
        counted = {k.code: area.changed(k, kind) for k in self.register.kommuner}
        return {code: 100 * changed / n for code, (changed, n) in counted.items() if n}


@dataclass(frozen=True)
class Case:
    """One kommun in one område, as a check sees it. `others` are the other områden by id."""

    area: AreaData
    kommun: Kommun
    others: Mapping[str, AreaData]
    corrections: tuple[Correction, ...] = ()

    @property
    def year(self) -> int:
        """The year that is checked."""
        return self.area.year

    @property
    def then(self) -> str:
        """When the others answered, where that was another year: ` 2016`."""
        return "" if self.area.others_year is None else f" {self.area.others_year}"

    def answer(self, indicator: Indicator | str) -> str | None:
        """Return the kommun's answer, None if it has none."""
        id = indicator if isinstance(indicator, str) else indicator.id
        return self.area.matrix.answer(id, self.kommun.code)

    def answers(self) -> Iterator[tuple[Indicator, str]]:
        """Yield the indicators with an answer, in the catalogue's order."""
        for indicator in self.area.catalogue:
            answer = self.answer(indicator)
            if answer is not None:
                yield indicator, answer

    @property
    def runs(self) -> Mapping[str, tuple[Point, ...]]:
        """The comparable results that end in the year, by indicator."""
        return self.area.runs(self.kommun)

    @cached_property
    def alike(self) -> tuple[Reference, ...]:
        """The groups of kommuner that are like this one: län, kommungrupp and invånargrupp."""
        found = build_references(self.kommun, self.area.register, self.year, self.area.edition)
        return tuple(r for r in found if r.id != "riket")

    @property
    def lan(self) -> Reference:
        """The kommun's län."""
        return next(r for r in self.alike if r.id == "lan")

    def in_lan(self, indicator: Indicator) -> dict[str, int]:
        """Return how the other kommuner of the län answered: answer and how many."""
        return self.counts(indicator, self.lan)

    def counts(self, indicator: Indicator, reference: Reference) -> dict[str, int]:
        """Return how the other kommuner of a group answered: answer and how many."""
        answers = self.area.matrix.answers.get(indicator.id, {})
        others = reference.members - {self.kommun.code}
        return Counter(answer for code, answer in answers.items() if code in others)

    def found(
        self,
        rule: Rule,
        variant: str,
        values: Mapping[str, object],
        indicator: Indicator | None = None,
        **fields: object,
    ) -> Finding:
        """Return a finding about this kommun, with the place of its answer."""
        facts: dict[str, object] = {
            "kommun": self.kommun.code,
            "omrade": self.area.catalogue.area,
            "ar": self.year,
        }
        said = {"kommun": self.kommun.name, "ar": self.year, "da": self.then, **values}
        subject = f"{self.kommun.name} {self.year}"
        if indicator is None:
            return rule.finding(variant, said, subject=subject, fields=facts | fields)
        facts |= {"indikator": indicator.id, "svar": self.answer(indicator)}
        found = rule.finding(
            variant,
            {"fraga": indicator.name, "svar": facts["svar"], **said},
            subject=f"{subject}, {indicator.id}",
            fields=facts | fields,
            **self.area.place(indicator.id, self.kommun).of_finding,
        )
        return replace(found, message=found.message + self._corrected(indicator))

    def _corrected(self, indicator: Indicator) -> str:
        key = f"{self.area.catalogue.area}/{indicator.id}"
        for c in self.corrections:
            if (c.indicator, c.year) == (key, self.year):
                return f" Ni har antecknat rättelsen {c.answer}."
        return ""


def n_answered(counts: Mapping[str, int]) -> int:
    """Return how many answered JA, NEJ or DELVIS."""
    return sum(n for answer, n in counts.items() if answer in IN_DENOMINATOR)
