import os
import pty
import subprocess
import sys
from collections.abc import Callable
from typing import Any

CODE = """
from oj_cli.api import Step
from oj_cli.terminal.progress import Progress
from oj_cli.terminal.streams import say
told = Progress()
told(Step("Läser [/] arket"))
told(Step("Läser [/] arket"))
for n in (1, 2, 3):
    told(Step(f"Kommun [b]{n}", n, 3))
    say("Sagt")
print("svaret")
"""


def test_elsewhere_each_step_is_said_once(python: Callable[..., Any]) -> None:
    ran = python(CODE)
    assert ran.text == "svaret\n"
    lines = [line for line in ran.talk.splitlines() if line != "Sagt"]
    assert lines == ["Läser [/] arket", *(f"{n} av 3: Kommun [b]{n}" for n in (1, 2, 3))]


def test_on_a_terminal_a_bar_goes_away_and_leaves_the_cursor() -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment,
        check=True,
    )
    os.close(theirs)
    talk = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.stdout.decode() == "svaret\n"
    assert "3 av 3" in talk
    assert "Kommun [b]2" in talk
    assert talk.count("Sagt") == 3
    assert talk.rindex("\x1b[?25h") > talk.rindex("\x1b[?25l")
