"""A plan that keeps every rule, and a way to break it in one place at a time."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oj_cli.domain.findings import Finding
from oj_cli.plan.check.running import check_plan, open_checked

DATA = Path(__file__).parent / "data"
GOOD = (DATA / "god-plan.yaml").read_text(encoding="utf-8")
TODAY = datetime.date(2027, 7, 15)

Edit = tuple[str, str]
Check = Callable[..., list[Finding]]


def edited(*edits: Edit) -> str:
    """Return the good plan with texts replaced; `re:` begins a regular expression."""
    text = GOOD
    for old, new in edits:
        pattern = old[3:] if old.startswith("re:") else re.escape(old)
        text, count = re.subn(pattern, lambda _, new=new: new, text, count=1, flags=re.S)  # type: ignore[misc]
        assert count == 1, f"the good plan has no {old!r}"
    return text


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check the good plan after edits: `check(("senast: 2027-12-31", ""), today=…)`."""

    def run(*edits: Edit, text: str | None = None, **around: Any) -> list[Finding]:
        path = tmp_path / "plan.yaml"
        path.write_text(edited(*edits) if text is None else text, encoding="utf-8")
        plan = open_checked(path, around.pop("today", TODAY))
        return list(check_plan(replace(plan, around=replace(plan.around, **around))))

    return run
