"""What a check found, as a document: how much first, then each finding with its remedy.

Every check uses it: of data, of text, of plans, of what is to be imported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS, Finding, Level, SwitchedOff
from oj_cli.domain.swedish import listing, number
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)

SCHEMA = "oj-fynd/1"

_HEADINGS: dict[Level, str] = {
    "fel": "FEL: måste rättas",
    "varn": "VARN: bör ses över",
    "rad": "RÅD: kan bli bättre",
}
_KEYS = ("regel", "niva", "fil", "rad", "cell", "galler", "meddelande", "varfor", "atgard", "citat")


def findings_document(
    title: str,
    findings: Sequence[Finding],
    *,
    checked: str = "",
    switched_off: Sequence[SwitchedOff] = (),
    lead: Sequence[Block] = (),
    sections: Sequence[Section] = (),
    extra: Mapping[str, object] | None = None,
) -> Document:
    """Return findings as a document: the worst first, else in the order they are given.

    `checked` is a sentence on what was looked at, so that silence is known to mean that
    all was well. A file that all findings are in is named once. `lead` and `sections` stand
    after the summary and after the findings.
    `extra` is added to the JSON beside what all checks have.
    """
    summary: list[Block] = [Paragraph(summary_text(findings), "strong")]
    if checked:
        summary.append(Paragraph(checked))
    off = switched_off_section(switched_off)
    file = _only_file(findings)
    if file is not None and file not in checked:
        summary.append(Paragraph(f"Alla ställen är i {file}."))
    shown = findings if file is None else [replace(f, file=None) for f in findings]
    return Document(
        title=title,
        lead=(*summary, *lead),
        sections=(*finding_sections(shown), *((off,) if off else ()), *sections),
        data=_flat(findings),
        payload=payload(findings, switched_off) | dict(extra or {}),
    )


def _only_file(findings: Sequence[Finding]) -> str | None:
    """Return the file that several findings are all in, None if there is no such file."""
    files = {f.file for f in findings}
    return files.pop() if len(files) == 1 and len(findings) > 1 else None


def summary_text(findings: Sequence[Finding]) -> str:
    """Return how many were found of each level, in words: `2 FEL och 1 RÅD.`."""
    counts = _counts(findings)
    said = [f"{number(counts[x])} {LEVEL_WORDS[x]}" for x in LEVELS if counts[x]]
    return f"Hittade {listing(said)}." if said else "Hittade inget att rätta eller se över."


def finding_sections(findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Return a section for each level that has findings."""
    return tuple(
        Section(_HEADINGS[level], tuple(_blocks([f for f in findings if f.level == level])))
        for level in LEVELS
        if any(f.level == level for f in findings)
    )


def switched_off_section(rules: Sequence[SwitchedOff]) -> Section | None:
    """Return which rules the user has switched off, and why; None if none."""
    if not rules:
        return None
    items = tuple(Item(f"{r.rule}: {r.reason or 'inget skäl angivet'}") for r in rules)
    return Section("Avstängda regler", (Bullets(items),))


def payload(
    findings: Sequence[Finding], switched_off: Sequence[SwitchedOff] = ()
) -> dict[str, object]:
    """Return findings as plain data, `oj-fynd/1`."""
    return {
        "schema": SCHEMA,
        "antal": dict(_counts(findings)),
        "fynd": [{**_row(f), "uppgifter": dict(f.fields)} for f in findings],
        "avstangda": [{"regel": r.rule, "skal": r.reason} for r in switched_off],
    }


def _counts(findings: Sequence[Finding]) -> dict[Level, int]:
    return {level: sum(f.level == level for f in findings) for level in LEVELS}


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


def _row(finding: Finding) -> dict[str, Cell]:
    return {
        "regel": finding.rule,
        "niva": finding.level,
        "fil": finding.file,
        "rad": finding.line,
        "cell": finding.cell,
        "galler": finding.subject,
        "meddelande": finding.message,
        "varfor": finding.why or None,
        "atgard": finding.remedy or None,
        "citat": finding.quote,
    }


def _flat(findings: Sequence[Finding]) -> Table:
    return Table(tuple(Column(k, k) for k in _KEYS), tuple(_row(f) for f in findings))
