"""What an import shows before it writes: what was understood, left out and still is to be said."""

from dataclasses import dataclass, field

from oj_cli.domain.findings import Finding


@dataclass(frozen=True)
class ReadAs:
    """A column of the file and the indicator that it is read as.

    `certainty` is säker, trolig or ny. `cell` is where the heading is, `coding` what its codes
    mean and who says so, empty where answers are words or numbers.
    """

    cell: str
    heading: str
    indicator: str
    name: str
    certainty: str
    year: int
    kind: str
    coding: str = ""


@dataclass(frozen=True)
class AnswerCount:
    """An answer, how many there are, and how it is written in the file with how many of each."""

    answer: str
    n: int
    written: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class LeftOut:
    """Something that is not read: what, how many, why, and some examples with their place."""

    what: str
    n: int
    reason: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Something that the user must say, and the flags that say it, each with its meaning."""

    question: str
    about: tuple[str, ...]
    flags: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Difference:
    """A result that a corrected edition changes."""

    indicator: str
    year: int
    unit: str
    before: str
    after: str


@dataclass(frozen=True)
class ImportPreview:
    """What an import has found. `state` says in a sentence whether anything is written."""

    file: str
    state: str
    area: str = ""
    area_name: str = ""
    is_new_area: bool = False
    years: tuple[int, ...] = ()
    year_from: str = ""
    layout: str = ""
    tables: tuple[str, ...] = ()
    units: tuple[tuple[str, int], ...] = ()
    columns: tuple[ReadAs, ...] = ()
    answers: tuple[AnswerCount, ...] = ()
    n_numbers: int = 0
    n_rows: int = 0
    n_repeated: int = 0
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    asked: tuple[Asked, ...] = ()
    differences: tuple[Difference, ...] = ()
    written: tuple[str, ...] = field(default=())
