"""What a check found: data first, words made from it, a remedy always with it."""

from dataclasses import field
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, key, records_of
from oj_cli.domain.immutable import immutable

Level = Literal["fel", "varn", "rad"]
"""FEL must be mended, VARN should be looked at, RÅD is advice."""

LEVELS: tuple[Level, ...] = ("fel", "varn", "rad")
LEVEL_WORDS: dict[Level, str] = {"fel": "FEL", "varn": "VARN", "rad": "RÅD"}


@immutable
class Finding:
    """One thing that a check found.

    `rule` is the check's stable id (`M03`). The place is a `file` with a `line` (from 1) or a
    `cell` (`Resultat!F12`), and the `subject` it is about: a goal, an indicator, a kommun.
    `message` says what is wrong, `why` why that matters, `remedy` what to do. `quote` is the
    user's own words, `fields` the figures behind the message for those who read JSON.
    """

    rule: str
    level: Level
    message: str
    remedy: str = ""
    why: str = ""
    file: str | None = None
    line: int | None = None
    cell: str | None = None
    subject: str | None = None
    quote: str | None = None
    fields: dict[str, object] = field(default_factory=dict)

    COLUMNS: ClassVar[dict[str, Taken]] = {
        "regel": "rule",
        "niva": "level",
        "fil": "file",
        "rad": "line",
        "cell": "cell",
        "galler": "subject",
        "meddelande": "message",
        "varfor": lambda found: found.why or None,
        "atgard": lambda found: found.remedy or None,
        "citat": "quote",
    }
    JSON: ClassVar[dict[str, Taken]] = COLUMNS | {"uppgifter": "fields"}

    @property
    def place(self) -> str:
        """Return where it is, as a person reads it; empty if it has no place."""
        parts = [self.file or ""]
        if self.line is not None:
            parts.append(f"rad {self.line}")
        if self.cell is not None:
            parts.append(f"cell {self.cell}")
        if self.subject is not None:
            parts.append(self.subject)
        return ", ".join(part for part in parts if part)


def worst(findings: "tuple[Finding, ...] | list[Finding]") -> Level | None:
    """Return the most serious level among the findings, None if there are none."""
    levels = {f.level for f in findings}
    return next((level for level in LEVELS if level in levels), None)


@immutable
class SwitchedOff:
    """A rule that the user has switched off, and the reason given for it."""

    rule: str = key("regel")
    reason: str = key("skal", default="")


@immutable(kw_only=True)
class Findings(Listed):
    """What a check found, the worst first, and the rules that were switched off.

    Each check has its own kind, with what it looked at.
    """

    findings: tuple[Finding, ...] = key("fynd")
    switched_off: tuple[SwitchedOff, ...] = key("avstangda", default=())

    SCHEMA: ClassVar = "oj-fynd/1"
    JSON: ClassVar[dict[str, Taken]] = {"antal": "counts"}

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each level."""
        return {level: sum(f.level == level for f in self.findings) for level in LEVELS}

    @property
    def has_faults(self) -> bool:
        """Whether anything must be mended: then a check ends with 1."""
        return worst(self.findings) == "fel"

    def records(self) -> Records:
        """Return one row for each finding, with its rule, level, place and words."""
        return records_of(self.findings, Finding.COLUMNS)
