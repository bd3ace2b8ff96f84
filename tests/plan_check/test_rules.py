"""Each rule with examples that break it, and near ones that keep it."""

from typing import Any

import pytest

from oj_cli.plan.check.rules import load_rules
from oj_cli.plan.check.running import CHECKS

from .conftest import Check, Edit
from .examples import BREAKS, KEEPS


@pytest.mark.parametrize(
    ("rule", "variant", "edits", "around"), BREAKS, ids=lambda x: x if isinstance(x, str) else ""
)
def test_what_breaks_a_rule(
    check: Check, rule: str, variant: str, edits: tuple[Edit, ...], around: dict[str, Any]
) -> None:
    found = [f for f in check(*edits, **around) if f.rule == rule]
    assert variant in [f.fields["fel"] for f in found]
    for finding in found:
        assert finding.message
        assert finding.remedy
        assert finding.why
        assert finding.line is not None
        assert "{" not in finding.message


def test_the_good_plan_keeps_every_rule(check: Check) -> None:
    assert check() == []


def test_every_rule_and_every_message_has_an_example_that_breaks_it() -> None:
    there = {(r.id, variant) for r in load_rules().rules for variant in r.messages}
    assert there == {(rule, variant) for rule, variant, *_ in BREAKS}
    assert set(CHECKS) == {r.id for r in load_rules().rules}


@pytest.mark.parametrize(
    ("rule", "variant", "edits", "around"), KEEPS, ids=lambda x: x if isinstance(x, str) else ""
)
def test_what_keeps_a_rule(
    check: Check, rule: str, variant: str, edits: tuple[Edit, ...], around: dict[str, Any]
) -> None:
    assert [f.message for f in check(*edits, **around) if f.rule == rule] == []
