"""`oj` opened for a command: what it tells meanwhile goes to the terminal."""

from typing import TYPE_CHECKING

from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli import api


def open_oj(today: str | None = None) -> "api.Oj":
    """Return `oj` for the current folder; `today` is what stands after --idag."""
    from oj_cli import api  # not for a command's help

    return api.open(today=today, progress=_told, notice=say)


def _told(step: "api.Step") -> None:
    say(f"{step.done} av {step.total}: {step.text}" if step.total else step.text)
