"""What a kommun is compared with, and what a comparison found."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal, get_args

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.swedish import number

Ranking = Literal["riket", "lan", "kommungrupp", "invanargrupp", "liknande"]

RANKINGS: tuple[Ranking, ...] = get_args(Ranking)
"""The references that a kommun has without naming any kommuner."""

REFERENCE_IDS = (*RANKINGS, "egen", "urval")

FEWEST_OTHERS = 5
"""A computed group with fewer other answering kommuner than this never ranks."""


@immutable
class Reference:
    """A group of kommuner to compare with.

    `members` are kommunkoder, the own kommun's too where it belongs. `published` is
    the (kind, key) of the unit that a published share would stand under. `phrase` fits
    after "kommunerna": `i Dalarnas län`.
    """

    id: str
    name: str
    phrase: str
    members: frozenset[str]
    edition: str | None = None
    published: tuple[str, str] | None = None

    @property
    def short_name(self) -> str:
        """The name without what is said after a comma."""
        return self.name.partition(",")[0]

    @property
    def full_name(self) -> str:
        """The name, with the edition where there is one."""
        return f"{self.name} ({self.edition})" if self.edition else self.name


@immutable(kw_only=True)
class Comparison:
    """One indicator in one reference.

    `share` is percent JA of those that answered JA, NEJ or DELVIS, unrounded; None for
    a numeric indicator, which has `median`, `q1` and `q3` in the indicator's unit
    instead, from the least (`low`) to the greatest (`high`). Counts are of the kommuner that
    the share was computed on, None for a published share whose counts are not known. `better` is
    the percentage of the other kommuner whose value is strictly better than the own.
    `published_value` is what the publisher printed, used or not; `computed_share` what the
    answers at hand give.
    """

    n_others: int
    is_published: bool
    ranks: bool = key("raknas")
    why_not: str | None
    share: float | None = key("andel", default=None)
    median: float | None = key("median", default=None)
    q1: float | None = key("kvartil_1", default=None)
    q3: float | None = key("kvartil_3", default=None)
    low: float | None = None
    high: float | None = None
    n_yes: int | None = key("n_ja", default=None)
    n: int | None = key("n_svar", default=None)
    n_ea: int | None = key("n_ea", default=None)
    n_missing: int | None = key("n_bortfall", default=None)
    better: float | None = None
    published_value: float | None = key("redovisat", default=None)
    computed_share: float | None = None

    JSON: ClassVar[Mapping[str, Taken]] = {
        "kalla": lambda c: "publicerad" if c.is_published else "beraknad",
    }

    @classmethod
    def nothing(cls) -> "Comparison":
        """Return that of which there is nothing in the data."""
        return cls(n_others=0, is_published=False, ranks=False, why_not="ingen kommun har svarat")

    @property
    def figure(self) -> float | None:
        """The share; of a numeric indicator what is published, else the median."""
        if self.median is None:
            return self.share
        return self.median if self.published_value is None else self.published_value

    def is_of_riket(self, reference: str) -> bool:
        """Return whether the figure is what is published of riket; `reference` is its id."""
        return reference == "riket" and (self.median is None or self.published_value is not None)

    def said(self, reference: Reference) -> str:
        """Return what the figure is, as it stands after a value: `riket`, or whose median."""
        if self.is_of_riket(reference.id):
            return "riket"
        if self.median is None:
            return reference.phrase
        if self.published_value is not None:
            return reference.name
        if reference.id == "riket":
            return f"medianen av de {number(self.n or 0)} kommuner som deltog"
        return f"medianen {reference.phrase}"


@immutable
class ReferenceUse:
    """A reference in one år of one område: how much of it is in the data, and if it may rank."""

    reference: Reference
    n_in_data: int = key("antal_i_data")
    ranks: bool = key("raknas")
    why_not: str | None = key("varfor_inte")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "reference.id",
        "namn": "reference.name",
        "utgava": "reference.edition",
        "antal_kommuner": lambda use: len(use.reference.members),
    }


RIKET = Reference("riket", "Riket", "i riket", frozenset())
"""Riket by its name, without its kommuner."""


def riket_heading(compared: Iterable[Comparison]) -> str:
    """Return what riket's figures are called together: `Riket` only where none is a median."""
    whole = {c.is_of_riket("riket") for c in compared if c.figure is not None}
    return "Medianen" if whole == {False} else "Riket eller medianen" if False in whole else "Riket"
