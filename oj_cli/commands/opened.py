"""`oj` opened for a command: what it tells meanwhile goes to the terminal."""

from oj_cli import api
from oj_cli.terminal.streams import say


def open_oj(today: str | None = None) -> api.Oj:
    """Return `oj` for the current folder; `today` is what stands after --idag."""
    return api.open(today=today, progress=_told, notice=say)


def _told(step: api.Step) -> None:
    say(f"{step.done} av {step.total}: {step.text}" if step.total else step.text)
