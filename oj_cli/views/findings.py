"""What a check found, as a document: how much first, then each finding with its remedy.

Every check uses it: of data, of text, of plans, of what is to be imported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS, Finding, Findings, Level
from oj_cli.domain.swedish import listing, number
from oj_cli.presentation.document import Block, Document, Section
from oj_cli.presentation.parts import bullets, compose, item, section, strong

if TYPE_CHECKING:  # only the checks of data and text have them
    from oj_cli.domain.quality import Rule

_HEADINGS: dict[Level, str] = {
    "fel": "FEL: måste rättas",
    "varn": "VARN: bör ses över",
    "rad": "RÅD: kan bli bättre",
}


def findings_document(
    title: str,
    found: Findings,
    *,
    checked: str = "",
    lead: Sequence[Block | str] = (),
    sections: Sequence[Section] = (),
) -> Document:
    """Return findings as a document: the worst first, else in the order they are given.

    `checked` is a sentence on what was looked at, so that silence is known to mean that
    all was well. A file that all findings are in is named once. `lead` and `sections` stand
    after the summary and after the findings.
    """
    findings = found.findings
    file = _only_file(findings)
    shown = findings if file is None else [replace(f, file=None) for f in findings]
    off = (f"{r.rule}: {r.reason or 'inget skäl angivet'}" for r in found.switched_off)
    return compose(
        title,
        strong(summary_text(findings)),
        checked,
        f"Alla ställen är i {file}." if file is not None and file not in checked else "",
        *lead,
        sections=(
            *finding_sections(shown),
            section("Avstängda regler", bullets(off)),
            *sections,
        ),
    )


def _only_file(findings: Sequence[Finding]) -> str | None:
    """Return the file that several findings are all in, None if there is no such file."""
    files = {f.file for f in findings}
    return files.pop() if len(files) == 1 and len(findings) > 1 else None


def summary_text(findings: Sequence[Finding]) -> str:
    """Return how many were found of each level, in words: `2 FEL och 1 RÅD.`."""
    counts = Findings(findings=tuple(findings)).counts
    said = [f"{number(counts[x])} {LEVEL_WORDS[x]}" for x in LEVELS if counts[x]]
    return f"Hittade {listing(said)}." if said else "Hittade inget att rätta eller se över."


def finding_sections(findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Return a section for each level, empty where nothing is found of it."""
    return tuple(
        section(_HEADINGS[level], *_blocks([f for f in findings if f.level == level]))
        for level in LEVELS
    )


def _blocks(findings: Sequence[Finding]) -> Iterator[Block | str]:
    """Yield lists of findings. What several in a row have in common is said once below them."""
    for (_, why, remedy), group in groupby(findings, lambda f: (f.rule, f.why, f.remedy)):
        same = list(group)
        advice = _lines(("Varför", why), ("Gör så här", remedy))
        if len(same) == 1:
            yield bullets([item(_head(same[0]), *_details(same[0]), *advice)])
            continue
        by_message: dict[str, list[Finding]] = {}
        for finding in same:
            by_message.setdefault(finding.message, []).append(finding)
        yield bullets(
            item(_head(alike[0]), *(line for f in alike for line in _details(f)))
            for alike in by_message.values()
        )
        yield from advice


def _head(finding: Finding) -> str:
    return f"{LEVEL_WORDS[finding.level]} {finding.rule}. {finding.message}"


def _details(finding: Finding) -> list[str]:
    return _lines(("Plats", finding.place), ("Text", finding.quote and f"”{finding.quote}”"))


def _lines(*lines: tuple[str, str | None]) -> list[str]:
    return [f"{word}: {said}" for word, said in lines if said]


def tried_section(rules: "Sequence[Rule]") -> Section:
    """Return the rules that were looked by, so that silence is known to mean that all was well."""
    return section("Detta prövades", bullets(f"{r.id} {r.name}" for r in rules))
