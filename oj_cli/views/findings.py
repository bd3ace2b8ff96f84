"""What a check found, as a document: how much first, then each finding with its remedy.

Every check uses it: of data, of text, of plans, of what is to be imported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS, Finding, Findings, Level, SwitchedOff
from oj_cli.domain.swedish import listing, number
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Document,
    Item,
    Paragraph,
    Section,
)

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
    lead: Sequence[Block] = (),
    sections: Sequence[Section] = (),
) -> Document:
    """Return findings as a document: the worst first, else in the order they are given.

    `checked` is a sentence on what was looked at, so that silence is known to mean that
    all was well. A file that all findings are in is named once. `lead` and `sections` stand
    after the summary and after the findings.
    """
    findings = found.findings
    summary: list[Block] = [Paragraph(summary_text(findings), "strong")]
    if checked:
        summary.append(Paragraph(checked))
    file = _only_file(findings)
    if file is not None and file not in checked:
        summary.append(Paragraph(f"Alla ställen är i {file}."))
    shown = findings if file is None else [replace(f, file=None) for f in findings]
    return Document(
        title=title,
        lead=(*summary, *lead),
        sections=(*finding_sections(shown), *_switched_off(found.switched_off), *sections),
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
    """Return a section for each level that has findings."""
    return tuple(
        Section(_HEADINGS[level], tuple(_blocks([f for f in findings if f.level == level])))
        for level in LEVELS
        if any(f.level == level for f in findings)
    )


def _switched_off(rules: Sequence[SwitchedOff]) -> tuple[Section, ...]:
    """Return which rules the user has switched off, and why."""
    items = tuple(Item(f"{r.rule}: {r.reason or 'inget skäl angivet'}") for r in rules)
    return (Section("Avstängda regler", (Bullets(items),)),) if items else ()


def _blocks(findings: Sequence[Finding]) -> Iterator[Block]:
    """Yield lists of findings. What several in a row have in common is said once below them."""
    for (_, why, remedy), group in groupby(findings, lambda f: (f.rule, f.why, f.remedy)):
        same = list(group)
        if len(same) == 1:
            yield Bullets((Item(_head(same[0]), (*_details(same[0]), *_advice(why, remedy))),))
            continue
        by_message: dict[str, list[Finding]] = {}
        for finding in same:
            by_message.setdefault(finding.message, []).append(finding)
        yield Bullets(tuple(Item(_head(x[0]), _places(x)) for x in by_message.values()))
        for line in _advice(why, remedy):
            yield Paragraph(line)


def _head(finding: Finding) -> str:
    return f"{LEVEL_WORDS[finding.level]} {finding.rule}. {finding.message}"


def _details(finding: Finding) -> tuple[str, ...]:
    lines = (("Plats", finding.place), ("Text", finding.quote and f"”{finding.quote}”"))
    return tuple(f"{word}: {said}" for word, said in lines if said)


def _places(alike: Sequence[Finding]) -> tuple[str, ...]:
    """Return the places of findings that say the same, each with its text."""
    return tuple(line for finding in alike for line in _details(finding))


def _advice(why: str, remedy: str) -> tuple[str, ...]:
    lines = (("Varför", why), ("Gör så här", remedy))
    return tuple(f"{word}: {said}" for word, said in lines if said)


def shipped_note(is_shipped: bool) -> tuple[Paragraph, ...]:
    """Return what is said where nothing of the user's own is read."""
    text = "Uppgifterna följer med oj. Inga egna är inlästa."
    return (Paragraph(text, "note"),) if is_shipped else ()
