"""Running text that is checked against data: what was read, and what came of each claim."""

from dataclasses import field
from typing import ClassVar, Literal

from oj_cli.domain.answers import Answer
from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.findings import Finding, Findings
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.quality import Rule

Outcome = Literal["stammer", "fel", "oprecist"]


@immutable(kw_only=True)
class Placed:
    """What stands somewhere in a document.

    `line` counts from 1 and is None where the format has no lines; `label` then says where it
    is (`sida 3`).
    """

    line: int | None = key("rad", default=None)
    label: str | None = key("plats", default=None)

    @property
    def spot(self) -> str:
        """Where it is, as a person reads it."""
        return f"rad {self.line}" if self.line is not None else self.label or ""


@immutable
class Passage(Placed):
    """A line or a paragraph of a document.

    `is_whole` tells that no sentence goes on into the next passage, `level` that it is a heading
    of that level.
    """

    text: str
    is_whole: bool = False
    level: int = 0


@immutable
class TextWords:
    """The words that texts are read by, as `textord.yaml` holds them.

    `patterns` are regular expressions by what they mean; `near` and `anywhere` those that keep a
    claim from being tested, by the reason why: in its part of the sentence, or in all of it;
    `areas` those that name what a text is
    about, and `belongs` the områden that each of these is. `common` decide no question alone,
    `filler` say nothing of it, `grammar` only join the others, and `alike` are words with the
    one that the questions use.
    """

    patterns: dict[str, tuple[str, ...]] = key("monster")
    near: dict[str, tuple[str, ...]] = key("skal_i_delen")
    anywhere: dict[str, tuple[str, ...]] = key("skal_i_meningen")
    areas: dict[str, tuple[str, ...]] = key("omraden")
    belongs: dict[str, tuple[str, ...]] = key("hor_ihop")
    common: str = key("vanliga")
    grammar: str = key("grammatik")
    filler: str = key("utfyllnad")
    alike: dict[str, str] = key("lika", default_factory=dict)


@immutable
class Tally:
    """How the kommuner of a län answered one question; counted only where all are known.

    `published` is the publisher's share in percent, None if there is none.
    """

    size: int
    published: float | None = None
    is_counted: bool = False
    n_yes: int = 0
    n_no: int = 0
    n_partly: int = 0
    n_ea: int = 0

    def of(self, answer: Answer) -> int:
        """Return how many answered JA, NEJ or DELVIS."""
        return {Answer.JA: self.n_yes, Answer.NEJ: self.n_no}.get(answer, self.n_partly)

    @property
    def n(self) -> int:
        """Return how many answered any of the three."""
        return self.n_yes + self.n_no + self.n_partly

    @property
    def share(self) -> float | None:
        """Return percent JA of those that answered, else the published share; unrounded."""
        return 100 * self.n_yes / self.n if self.n else self.published


@immutable
class Tested(Placed):
    """A claim that was tested, and all that it was tied to.

    `said` is the claim in the text's own words, `data` what is known, `place` in which file and
    cell it stands, `rule` the one that it breaks. `by` says which words tie it to the question,
    the unit and the year, and where those stand.
    """

    quote: str = key("citat")
    said: str = key("sager")
    outcome: Outcome = key("utfall")
    rule: str | None = key("regel")
    indicators: tuple[str, ...] = key("indikatorer")
    question: str = key("fraga")
    unit: str = key("enhet")
    year: int = key("ar")
    data: str = key("data")
    place: str = key("kalla")
    by: str = key("bundet_till")


@immutable
class Untested(Placed):
    """A claim, or a sentence without any, that was not tested, and why."""

    quote: str = key("citat")
    said: str = key("sager")
    why: str = key("skal")


@immutable
class Outside(Placed):
    """A heading that puts what follows outside the test, and how many sentences that is."""

    heading: str = key("rubrik")
    why: str = key("skal")
    sentences: int = key("meningar")


@immutable
class TextReport:
    """What came of each claim of a text, and what of it was outside the test."""

    findings: tuple[Finding, ...] = ()
    tested: tuple[Tested, ...] = key("provat", default=())
    untested: tuple[Untested, ...] = key("ej_provat", default=())
    outside: tuple[Outside, ...] = key("utanfor", default=())

    def count(self, outcome: Outcome) -> int:
        """Return how many of the tested claims came out so."""
        return sum(t.outcome == outcome for t in self.tested)


@immutable(kw_only=True)
class TextCheck(Findings):
    """What the check of a report found, and what it was tested against.

    `name` is the län's or the kommun's. `assumed` says in words what the text did not name.
    """

    file: str
    catalogue: Catalogue
    year: int
    name: str
    report: TextReport
    tried: tuple[Rule, ...]
    assumed: tuple[str, ...] = field(default=())
    is_shipped: bool = False

    SCHEMA: ClassVar = "oj-text/1"
    JSON: ClassVar[dict[str, Taken]] = Findings.JSON | {
        "fil": "file",
        "omrade": "catalogue.area",
        "ar": "year",
        "grupp": "name",
        "antaget": "assumed",
        "stammer": lambda found: found.report.count("stammer"),
        "fel": lambda found: found.report.count("fel"),
        "oprecist": lambda found: found.report.count("oprecist"),
        "provat": "report.tested",
        "ej_provat": "report.untested",
        "utanfor": "report.outside",
    }
