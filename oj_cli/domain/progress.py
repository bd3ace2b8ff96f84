"""What is told while long work is done."""

from typing import NamedTuple


class Step(NamedTuple):
    """How far long work has come: what is done now, and `done` of `total` where that is known."""

    text: str
    done: int = 0
    total: int = 0
