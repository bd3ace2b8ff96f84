"""What is told while long work is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """How far long work has come: what is done now, and `done` of `total` where that is known."""

    text: str
    done: int = 0
    total: int = 0
