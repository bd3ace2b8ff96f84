"""Running text that is checked against data: what was read, and what is known."""

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.findings import Finding, Findings
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.quality import Rule


@immutable
class Passage:
    """A line or a paragraph of a document, and where it stands.

    `line` counts from 1 and is None where the format has no lines; `label` then says
    where it is (`sida 3`). `is_whole` tells that no sentence goes on into the next passage.
    """

    text: str
    line: int | None = None
    label: str | None = None
    is_whole: bool = False


@immutable
class Tally:
    """How the kommuner of a group answered one question one year.

    `size` is how many kommuner the group has; the answers are counted only where `is_counted`.
    `published` is the publisher's share in percent, None if there is none.
    """

    size: int
    published: float | None = None
    is_counted: bool = False
    n_yes: int = 0
    n_no: int = 0
    n_partly: int = 0
    n_ea: int = 0
    n_missing: int = 0

    @property
    def n(self) -> int:
        """Return how many answered JA, NEJ or DELVIS."""
        return self.n_yes + self.n_no + self.n_partly

    @property
    def share(self) -> float | None:
        """Return percent JA of those that answered, else the published share; unrounded."""
        return 100 * self.n_yes / self.n if self.n else self.published


@immutable
class Speaker:
    """A group of kommuner that a text speaks of, and the words it does so with.

    `words` are the beginnings of words, in lower case: `dalarna`, `länet`.
    """

    id: str
    name: str
    size: int
    words: tuple[str, ...]


@immutable
class Facts:
    """What is known of one område and year, for the group that the text is about and for riket.

    `own` and `riket` hold tallies by indicator id, `before` the years before by indicator
    id and year. `answers` are those of the own group's kommuner: indicator id, kommun name.
    """

    catalogue: Catalogue
    year: int
    group: Speaker
    own: Mapping[str, Tally]
    riket: Mapping[str, Tally] = field(default_factory=dict)
    before: Mapping[str, Mapping[int, Tally]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@immutable
class Unchecked:
    """A statement with a figure that could not be tried against data, and why."""

    quote: str = key("citat")
    why: str = key("skal")
    line: int | None = key("rad", default=None)
    label: str | None = key("plats", default=None)


@immutable
class TextReport:
    """What the check of a text found: findings, and how many figures were tried and agreed."""

    findings: tuple[Finding, ...]
    n_tried: int
    n_agree: int
    unchecked: tuple[Unchecked, ...]


@immutable(kw_only=True)
class TextCheck(Findings):
    """What the check of a report found, and what it was tried against.

    `tried` are the rules that were looked by. `other_year` is one that the text names more
    often than the year it was tried against.
    """

    file: str
    facts: Facts
    report: TextReport
    tried: tuple[Rule, ...]
    other_year: int | None
    is_shipped: bool

    JSON: ClassVar[dict[str, Taken]] = Findings.JSON | {
        "fil": "file",
        "omrade": "facts.catalogue.area",
        "ar": "facts.year",
        "grupp": "facts.group.name",
        "provade": "report.n_tried",
        "stammer": "report.n_agree",
        "ej_provade": "report.unchecked",
    }
