"""What the checks of data go by, and what they found."""

from dataclasses import dataclass, field
from typing import Literal

from oj_cli.domain.fields import key
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun, Lan


@dataclass(frozen=True)
class Rule:
    """One check: its stable id, how serious it is, and what a reader must know.

    `fewest` and `percent` are its limits; what they limit stands in `about`.
    """

    id: str = key("id")
    kind: Literal["svar", "andelar", "utkast", "text"] = key("slag", "Vad regeln prövar")
    level: Level = key("niva")
    name: str = key("namn")
    why: str = key("varfor")
    remedy: str = key("atgard")
    about: str = key("galler", "Vad som prövas, med gränserna utskrivna", default="")
    fewest: int = key("minst", default=0)
    percent: int = key("procent", default=0)


@dataclass(frozen=True)
class ShareRule:
    """A way to count a share: which answers are in the denominator, and what a DELVIS is worth."""

    id: str = key("id")
    name: str = key("namn")
    denominator: tuple[str, ...] = key("namnare")
    partly: float = key("delvis", "Vad ett DELVIS räknas som i täljaren: 0, 0.5 eller 1")


@dataclass(frozen=True)
class QualityRules:
    """All rules, as `kontroller.yaml` holds them."""

    rules: tuple[Rule, ...] = key("regler")
    shares: tuple[ShareRule, ...] = key("rakneregler", "Den första är vår egen")

    def __getitem__(self, id: str) -> Rule:
        return next(r for r in self.rules if r.id == id)


@dataclass(frozen=True)
class ShareCount:
    """How many published shares of a unit each way of counting gives, of those recomputed."""

    rule: ShareRule
    n_fits: int
    n: int


@dataclass(frozen=True)
class ToVerify:
    """One answer of a draft that should be checked before it is sent in.

    `before` is the answer of the last year with one; `others` how the other kommuner in
    the län answered then (answer: how many). `rules` are the ids of what was found.
    """

    indicator: Indicator
    answer: str | None
    before: str | None
    before_year: int | None
    others: dict[str, int]
    others_year: int | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """What was checked in one område and year, and how much of it there was.

    `n_answers` are the answers and values looked at; `n_recomputed` and
    `n_not_recomputed` published shares; `shares` what way of counting they follow.
    """

    catalogue: Catalogue
    year: int
    kommuner: tuple[Kommun, ...]
    lan: Lan | None
    findings: tuple[Finding, ...]
    n_answers: int
    n_recomputed: int = 0
    n_not_recomputed: int = 0
    shares: tuple[ShareCount, ...] = ()
    to_verify: tuple[ToVerify, ...] = ()
    by_kommun: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
