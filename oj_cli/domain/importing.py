"""What an import shows before it writes: what was understood, left out and still is to be said."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Self

from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, pick, records_of
from oj_cli.domain.findings import Finding
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Direction, Indicator


@immutable
class ReadAs:
    """A column of the file and the indicator that it is read as.

    `certainty` is säker, trolig or ny. `cell` is where the heading is, `coding` what its codes
    mean and who says so, empty where answers are words or numbers.
    """

    cell: str = key("cell")
    heading: str = key("rubrik")
    indicator: str = key("indikator")
    name: str = key("namn")
    certainty: str = key("sakerhet")
    year: int = key("ar")
    kind: str = key("slag")
    coding: str = key("koder", default="")


@immutable
class NewIndicator:
    """An indicator that no catalogue has, as it will be written; `why` says what that rests on."""

    id: str = key("indikator")
    name: str = key("namn")
    direction: Direction = key("riktning")
    unit: str | None = key("enhet")
    theme: str = key("tema")
    why: str | None = key("skal")

    @classmethod
    def of(cls, i: Indicator) -> Self:
        """Return what is shown of an indicator."""
        return cls(i.id, i.name, i.direction, i.known_unit, i.theme, i.why)


@immutable
class AnswerCount:
    """An answer, how many there are, and how it is written in the file with how many of each."""

    answer: str
    n: int
    written: tuple[tuple[str, int], ...]


@immutable
class LeftOut:
    """Something that is not read: what, how many, why, and some examples with their place."""

    what: str = key("vad")
    n: int = key("antal")
    reason: str = key("skal")
    examples: tuple[str, ...] = key("exempel", default=())


@immutable
class Option:
    """One answer: the value of the flag, and what it means."""

    value: str
    text: str


@immutable
class Question:
    """One thing that only the user can decide. `start` stands before the value in the flag (`F=`).

    Without options any text may be answered. `about` is a few lines that help.
    """

    flag: str
    start: str
    text: str
    options: tuple[Option, ...] = ()
    about: tuple[str, ...] = ()

    def typed(self, value: str) -> str:
        """Return the flag with an answer, as it is typed."""
        return f"{self.flag} {_quoted(f'{self.start}{value}')}"

    @property
    def flags(self) -> tuple[tuple[str, str], ...]:
        """What can be typed, each with its meaning; a placeholder where any text may be."""
        return tuple((self.typed(o.value), o.text) for o in self.options) or (
            (self.typed("…"), ""),
        )


def _quoted(text: str) -> str:
    if all(c.isalnum() or c in "=,:._-/…" for c in text):
        return text
    return f'"{text}"' if '"' not in text else f"'{text}'"


@immutable
class Difference:
    """A result that a corrected edition changes."""

    indicator: str = key("indikator")
    year: int = key("ar")
    unit: str = key("enhet")
    before: str = key("fore")
    after: str = key("efter")


@immutable
class ImportPreview(Listed):
    """What an import has found. `state` says in a sentence whether anything is written.

    `sheet` is a file that the `new` indicators are to be written in first, to be filled in.
    """

    file: str = key("fil")
    state: str = key("lage", default="")
    area: str = ""
    area_name: str = ""
    is_new_area: bool = key("nytt_omrade", default=False)
    years: tuple[int, ...] = key("ar", default=())
    layout: str = ""
    tables: tuple[str, ...] = ()
    units: tuple[tuple[str, int], ...] = ()
    columns: tuple[ReadAs, ...] = key("kolumner", default=())
    answers: tuple[AnswerCount, ...] = ()
    n_numbers: int = key("tal", default=0)
    n_rows: int = key("resultat", default=0)
    left_out: tuple[LeftOut, ...] = key("utelamnat", default=())
    findings: tuple[Finding, ...] = key("fynd", default=())
    asked: tuple[Question, ...] = ()
    differences: tuple[Difference, ...] = key("andringar", default=())
    new: tuple[NewIndicator, ...] = key("nya", default=())
    sheet: str = ""

    SCHEMA: ClassVar = "oj-data-import/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": lambda found: found.area or None,
        "layout": lambda found: found.layout or None,
        "enheter": lambda found: dict(found.units),
        "svar": pick("answers", svar="answer", antal="n", skrivet=lambda a: dict(a.written)),
        "fragor": pick(
            "asked",
            fraga="text",
            om="about",
            flaggor=lambda q: [{"flagga": flag, "betyder": text} for flag, text in q.flags],
        ),
        "skrivet": lambda _: [],
    }

    @property
    def is_ready(self) -> bool:
        """Whether nothing must be decided or mended before anything is written."""
        return not self.asked and not self.sheet and all(f.level != "fel" for f in self.findings)

    def records(self) -> Records:
        """Return a row for each column that is read: its cell, heading, indicator and year."""
        return records_of(self.columns, json_of(ReadAs))


@immutable
class Imported:
    """What an import wrote, with the files' names within the workspace.

    `sheet` is a file to fill in, where that was all.
    """

    source: str = ""
    n: int = 0
    n_new: int = 0
    entries: Path | None = None
    layout: Path | None = None
    next_command: str = ""
    sheet: Path | None = None
