"""`oj plan coach`: is a sentence a goal or an activity, and which question makes it a goal."""

import sys
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers

STDIN = "-"


@answers
def coach(
    mening: Annotated[
        str,
        typer.Argument(
            metavar="MENING",
            help="Meningen inom citattecken, eller - för att läsa en mening per rad.",
        ),
    ],
) -> Answer:
    """Säg om en mening är ett mål eller en aktivitet.

    Svaret är mål (brukarmål eller processmål), aktivitet eller oklart, med skälet och den
    fråga som tar er vidare. Ett mål säger vad som blir bättre för brukarna. En aktivitet säger
    vad ni gör.
    """
    from oj_cli.views.coach import document

    found = open_oj().coach(_typed() if mening == STDIN else [mening])
    return Answer(found, lambda: document(found))


def _typed() -> list[str]:
    """Return the lines of stdin, in UTF-8 or else in the code page of the terminal."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").splitlines()
