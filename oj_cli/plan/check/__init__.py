"""The check of a plan: rules that are data, a small function each, and what they find."""

from oj_cli.plan.check.running import (
    check_plan,
    checked_document,
    new_findings,
    open_checked,
    rule_ids,
    unreadable,
)

__all__ = [
    "check_plan",
    "checked_document",
    "new_findings",
    "open_checked",
    "rule_ids",
    "unreadable",
]
