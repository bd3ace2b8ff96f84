"""What the claims of a text are tested against: the answers, values and shares of an område."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from oj_cli.analysis.quality.data import AreaData
from oj_cli.domain.answers import Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun, Lan, short_lan
from oj_cli.domain.prose import Tally
from oj_cli.domain.swedish import listing, percent
from oj_cli.domain.wording import value_text


@dataclass(frozen=True)
class Unit:
    """Whom a figure is about: the län's kommuner, riket, or one kommun."""

    kind: Literal["lan", "riket", "kommun"]
    code: str
    name: str


RIKET = Unit("riket", "riket", "riket")


@dataclass(frozen=True)
class Facts:
    """One område up to one year, and the län (and in it the kommun) that a text is about."""

    data: AreaData
    lan: Lan
    kommun: Kommun | None = None

    @property
    def year(self) -> int:
        """The year that the text is about."""
        return self.data.year

    @cached_property
    def members(self) -> dict[str, str]:
        """The names of the län's kommuner by code."""
        return {k.code: k.name for k in self.data.register.of(self.lan)}

    @cached_property
    def asked(self) -> list[Indicator]:
        """The indicators with results in the year."""
        matrix = self.data.matrix
        return [i for i in self.data.catalogue if matrix.has_results(i.id)]

    @cached_property
    def own(self) -> Unit:
        """The län."""
        return Unit("lan", self.lan.code, self.lan.name)

    @property
    def own_words(self) -> Sequence[str]:
        """Return the beginnings of the words that name the län, in lower case."""
        short = short_lan(self.lan.name).lower()
        return (short, f"{short[:4]}kommun", "länet", "länets", "våra kommuner")

    def tally(self, id: str, year: int) -> Tally | None:
        """Return how the län's kommuner answered a question, None if nothing is known of it."""
        matrix = self.data.years.get(year)
        if matrix is None:
            return None
        published = matrix.published.get((id, "lan", self.lan.code))
        tally = Tally(len(self.members), published.figure if published else None)
        given = [a for code in self.members if (a := matrix.answer(id, code)) is not None]
        if len(given) == len(self.members):
            kinds = (Answer.JA, Answer.NEJ, Answer.DELVIS, Answer.EA)
            yes, no, partly, ea = map(given.count, kinds)
            return replace(tally, is_counted=True, n_yes=yes, n_no=no, n_partly=partly, n_ea=ea)
        if published is not None and published.n_yes is not None and published.n is not None:
            rest = published.n - published.n_yes
            return replace(tally, is_counted=True, n_yes=published.n_yes, n_no=rest)
        return tally if published else None

    def figure(self, indicator: Indicator, unit: Unit, year: int) -> float | None:
        """Return a unit's share or value, unrounded; None if it is not known."""
        matrix = self.data.years.get(year)
        if matrix is None:
            return None
        if unit.kind == "kommun":
            return matrix.value(indicator.id, unit.code)
        tally = self.tally(indicator.id, year) if indicator.kind == "ja_nej" else None
        if unit.kind == "lan" and tally:
            return tally.share
        published = matrix.published.get((indicator.id, unit.kind, unit.code))
        return published.figure if published else None

    def said_by(self, id: str, answer: str) -> list[str]:
        """Return the names of the län's kommuner that gave an answer in the year."""
        matrix = self.data.matrix
        return [name for code, name in self.members.items() if matrix.answer(id, code) == answer]

    def text(self, indicator: Indicator, unit: Unit, year: int) -> str:
        """Return what is known in words: `10 JA av 15, 67 % (1 delvis)`."""
        tally = self.tally(indicator.id, year) if indicator.kind == "ja_nej" else None
        if unit.kind == "lan" and tally and tally.is_counted:
            others = ((tally.n_partly, "delvis"), (tally.n_ea, "ej aktuellt"))
            more = ", ".join(f"{n} {word}" for n, word in others if n)
            share = f", {percent(tally.share)}" if tally.share is not None else ""
            return f"{tally.n_yes} JA av {tally.n}{share}{f' ({more})' if more else ''}"
        figure = self.figure(indicator, unit, year)
        return f"{unit.name} {value_text(figure, indicator)}" if figure is not None else "okänt"

    def place(self, id: str, units: Sequence[Unit]) -> str:
        """Return in which file and cell the results of a year stand; empty if it is not known."""
        found: list[str] = []
        places = self.data.places
        for unit in units:
            if where := places.get((id, unit.kind, unit.code)):
                found.append(where.text)
            elif unit.kind == "lan":
                known = [w for c in self.members if (w := places.get((id, "kommun", c)))]
                rows = [w for w in known if w.file]
                lines = sorted(w.line for w in rows if w.line is not None)
                at = f", rad {lines[0]}–{lines[-1]}" if lines else ""
                found += [f"{rows[0].file}{at}"] if rows else []
        return listing(list(dict.fromkeys(found)))
