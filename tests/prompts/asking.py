"""Asks one of each kind, through the program's own error boundary. Started by test_prompts.

`asking.py ask KIND` asks once. `asking.py serve SOCKET` has loaded what that takes, and asks in a
fork of itself on each terminal that comes on the socket.
"""

import json
import os
import socket
import sys
from typing import Annotated

import typer

from oj_cli.domain.guide_walk import Move
from oj_cli.terminal import program, prompts
from oj_cli.terminal.command_line import Entry, root_group
from oj_cli.terminal.questions import Option

FRUIT = [
    Option("apple", "Äpple"),
    Option("pear", "Päron"),
    Option("plum", "Plommon"),
]
ENDS = [Option("do", "Göra"), Option("end", "Sluta göra")]
NUMBERS = [Option(str(n), f"Tal {n}" + " och mera" * 20) for n in range(60)]
LONG = "mera tid för samtal med brukarna"
WORDS = [("Leksand", "2029"), ("Älvdalen", "2039"), ("Mora", "2062")]


def kinds(moves: tuple[Move, ...]) -> dict[str, object]:
    return {
        "text": lambda: prompts.text(
            "Vad vill ni?", moves=moves, remark=lambda t: f"{len(t)} tecken hittills" if t else ""
        ),
        "default": lambda: prompts.text("Vad vill ni?", default="mera", moves=moves),
        "long": lambda: prompts.text("Vad vill ni?", default=LONG, moves=moves),
        "offer": lambda: prompts.text("I vilken enhet?", default="procent", is_offer=True),
        "optional": lambda: prompts.text("Vad mer?", optional=True, moves=moves),
        "kept": lambda: prompts.text("Vad mer?", default=LONG, optional=True, moves=moves),
        "choice": lambda: prompts.choice("Vilken frukt?", FRUIT, default="pear", moves=moves),
        "many": lambda: prompts.choice("Vilket tal?", NUMBERS, default="40", moves=moves),
        "several": lambda: prompts.several("Vilka frukter?", FRUIT, chosen=["pear"], moves=moves),
        "ends": lambda: prompts.choice("Vad är det?", ENDS, moves=moves),
        "confirm": lambda: prompts.confirm("Ett till?", moves=moves),
        "words": lambda: prompts.text("Vilken kommun?", words=WORDS, moves=moves),
    }


def ask(kind: str, moves: Annotated[bool, typer.Option()] = True) -> None:
    if not prompts.can_ask():
        sys.stdout.write("INGEN ATT FRÅGA\n")
        return
    answer = kinds(tuple(Move)[:3] if moves else ())[kind]()  # type: ignore[operator]
    sys.stdout.write(f"SVARET={answer!r}\n")


app = root_group("Fråga en fråga.", [Entry(("ask",), "Fråga en fråga.", ask)], lambda: "0")


def serve(handle: int) -> None:
    import oj_cli.terminal.ask_on_screen  # noqa: F401 - so that it is loaded

    with socket.socket(fileno=handle) as told:
        while True:
            message, terminals, *_ = socket.recv_fds(told, 1 << 16, 1)
            if not message:
                return
            child = os.fork()
            if not child:
                os._exit(asked_on(terminals[0], *json.loads(message)))
            os.close(terminals[0])
            _, status = os.waitpid(child, 0)
            told.send(bytes([os.waitstatus_to_exitcode(status) & 255]))


def asked_on(terminal: int, argv: list[str], env: dict[str, str]) -> int:
    """Ask on a terminal, as a program that is started on it does; return the exit code."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for n in range(3):
        os.dup2(terminal, n)
    os.environ.clear()
    os.environ.update(env)
    sys.stdin, sys.stdout, sys.stderr = (
        open(n, mode, buffering=1, encoding="utf-8")  # noqa: PTH123, SIM115 - to the end
        for n, mode in enumerate("rww")
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    code = program.run(app, argv)
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]))
    else:
        sys.exit(program.run(app))
