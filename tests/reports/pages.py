"""What the tests of pages on a plan share: a good plan, and the words of a page."""

import re
from pathlib import Path

GOOD = Path(__file__).parents[1] / "plan_check" / "data" / "god-plan.yaml"


def text_of(html: str) -> str:
    text = re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))
