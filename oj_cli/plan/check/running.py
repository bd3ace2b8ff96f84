"""Run the rules on a plan and put what they find into words."""

import datetime
from collections.abc import Collection
from pathlib import Path

from oj_cli.documents.files import Document, read_document
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import LEVELS, Finding
from oj_cli.domain.identity import mask
from oj_cli.domain.plan import SCHEMA
from oj_cli.domain.plan_words import shortened
from oj_cli.plan.check import activities, following, goals, heads, language, persons, shape
from oj_cli.plan.check.checked import Around, Checked
from oj_cli.plan.check.repair import read_leniently
from oj_cli.plan.check.rules import Hit, Rule, load_rules, load_words
from oj_cli.plan.files import unknown_schema

_LONGEST_QUOTE = 300

_GROUPS = (shape, goals, activities, following, heads, persons, language)
CHECKS = {id: function for group in _GROUPS for id, function in group.check.checks.items()}
"""The function of each rule. The order of `planregler.yaml` is the order of telling."""


def open_checked(path: Path, today: datetime.date) -> Checked:
    """Read a plan to be checked, as far as it can be read.

    Raises FileFault for a file that is not YAML, or that is no plan at all.
    """
    return checked_document(read_document(path), path, today)


def checked_document(document: Document, path: Path, today: datetime.date) -> Checked:
    """Return a plan that has been read, or only written yet, to be checked.

    Raises FileFault for what is no plan at all.
    """
    data = document.data
    schema = data.get("schema") if isinstance(data, dict) else None
    is_plan = isinstance(data, dict) and ("mal" in data or isinstance(data.get("plan"), dict))
    other = schema is not None and not str(schema).startswith("oj-plan/")
    if not is_plan or other:
        fault = "plan.other_schema" if schema else "plan.not_a_plan"
        raise FileFault(fault, place=str(path), schema=schema, wanted=SCHEMA)
    if schema not in (SCHEMA, None):
        raise unknown_schema(document.file, schema)
    plan, faults = read_leniently(data, path.stem)
    return Checked(document.file, document.text, plan, faults, load_words(), Around(today))


def rule_ids() -> frozenset[str]:
    """Return the ids of all rules."""
    return frozenset(CHECKS)


def check_plan(plan: Checked, switched_off: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what the rules find, rule by rule in the order of their file, line by line within.

    `switched_off` are ids of rules that are not asked.
    """
    found: list[Finding] = []
    for id, rule in load_rules().by_id().items():
        if id not in switched_off:
            hits = [_finding(plan, rule, hit) for hit in CHECKS[id](plan)]
            found += sorted(hits, key=lambda f: f.line or 0)
    return tuple(found)


def new_findings(
    before: Checked, after: Checked, switched_off: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return the faults and warnings that a change of a plan has brought.

    One that was there before, at the same goal and in the same way, is not new though its
    words may differ.
    """
    known = {_kind(f) for f in check_plan(before, switched_off)}
    found = [f for f in check_plan(after, switched_off) if f.level != "rad"]
    worst_first = sorted(found, key=lambda f: LEVELS.index(f.level))
    return tuple(f for f in worst_first if _kind(f) not in known)


def _kind(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.subject, finding.fields["fel"]


def unreadable(fault: FileFault, path: Path) -> Finding:
    """Return the finding of a file that cannot be read at all."""
    rule = load_rules().unreadable
    return Finding(
        rule.id,
        rule.level,
        rule.messages["olast"].format(varde=fault.message),
        remedy=rule.remedy.format(atgard=" ".join(fault.hints)),
        why=rule.why,
        file=fault.place or str(path),
    )


def _finding(plan: Checked, rule: Rule, hit: Hit) -> Finding:
    values = {name: _shown(value) for name, value in hit.values.items()}
    subject = plan.subject(hit)
    common = {"fil": plan.file.path.name, "plan": plan.plan.head.id}
    return Finding(
        rule=rule.id,
        level=rule.level,
        message=mask(rule.messages[hit.variant].format_map(common | values)),
        remedy=mask(rule.remedy.format_map(common | values)),
        why=rule.why,
        file=str(plan.file.path),
        line=hit.line if hit.line is not None else plan.line(hit.where),
        subject=None if subject is None else mask(subject),
        quote=None if hit.quote is None else shortened(mask(hit.quote), _LONGEST_QUOTE),
        fields={"fel": hit.variant, **{k: mask(v) for k, v in values.items()}},
    )


def _shown(value: object) -> str:
    """Return a value as it stands in a sentence."""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
