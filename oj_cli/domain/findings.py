"""What a check found: data first, words made from it, a remedy always with it."""

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["fel", "varn", "rad"]
"""FEL must be mended, VARN should be looked at, RÅD is advice."""

LEVELS: tuple[Level, ...] = ("fel", "varn", "rad")
LEVEL_WORDS: dict[Level, str] = {"fel": "FEL", "varn": "VARN", "rad": "RÅD"}


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class SwitchedOff:
    """A rule that the user has switched off, and the reason given for it."""

    rule: str
    reason: str = ""
