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


QUARTERS = 4


class Progress:
    """What is told to `api.open(progress=…)`: each step moves the bar.

    Where there is none it is said once, and of many steps the first of each quarter of them.
    """

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._said: str | int = ""

    def __call__(self, step: Step) -> None:
        """Show a step. The bar goes away with the last one."""
        if not step.total or not is_terminal(sys.stderr) or os.environ.get("TERM") == "dumb":
            quarter = QUARTERS * step.done // step.total if step.total else None
            here = step.text if quarter is None else quarter
            if here != self._said:
                say(f"{step.done} av {step.total}: {step.text}" if step.total else step.text)
            self._said = here
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
