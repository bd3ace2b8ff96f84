"""The old names of what `output` holds, for a day."""

from collections.abc import Callable
from typing import Any

from oj_cli.commands.output import Answer, emit, emit_pieces
from oj_cli.presentation.document import Document

__all__ = ["Shown", "emit", "emit_pieces"]


class Shown(Answer):
    """An answer."""

    @classmethod
    def of(cls, result: Any, document: Callable[[], Document]) -> Answer:
        """Return an answer."""
        return Answer(result, document)
