"""How far long work has come: a bar on a terminal, lines elsewhere."""

import atexit
import os
import sys
from typing import TYPE_CHECKING

from oj_cli.domain.progress import Step
from oj_cli.presentation.console import clean, is_terminal
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """What is told to `api.open(progress=…)`: each step is said once, or moves the bar."""

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._said = ""

    def __call__(self, step: Step) -> None:
        """Show a step. The bar goes away with the last one."""
        if not step.total or not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
            text = f"{step.done} av {step.total}: {step.text}" if step.total else step.text
            if text != self._said:
                say(text)
            self._said = text
            return
        if self._bar is None:
            self._bar = _started(step.total)
        (task,) = self._bar.tasks
        self._bar.update(
            task.id,
            completed=step.done,
            total=step.total,  # it may grow on the way
            description=clean(step.text),
            refresh=True,
        )
        if step.done >= step.total:
            self._bar.stop()
            self._bar = None


def _started(total: int) -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        BarColumn(),
        TextColumn("{task.completed} av {task.total}", markup=False),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,  # no thread that draws while something else is said
        transient=True,
        redirect_stdout=False,  # what is data goes where it is meant to
    )
    bar.add_task("", total=total)
    bar.start()
    atexit.register(bar.stop)  # an interrupted walk leaves the cursor as it was
    return bar
