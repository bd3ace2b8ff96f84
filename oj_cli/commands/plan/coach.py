"""`oj plan coach`: is a sentence a goal or an activity, and which question makes it a goal."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:  # the coach reads its words when it is asked
    from oj_cli.presentation.document import Document

STDIN = "-"


def coach(
    mening: Annotated[
        str,
        typer.Argument(
            metavar="MENING",
            help="Meningen inom citattecken, eller - för att läsa en mening per rad.",
        ),
    ],
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Säg om en mening är ett mål eller en aktivitet.

    Svaret är mål (brukarmål eller processmål), aktivitet eller oklart, med skälet och den
    fråga som tar er vidare. Ett mål säger vad som blir bättre för brukarna. En aktivitet säger
    vad ni gör.
    """
    sentences = _typed() if mening == STDIN else [mening]
    show(answer(sentences), format, output, csv_dialect, no_color)


def answer(sentences: list[str]) -> "Document":
    """Return what the coach says of each sentence, in the same order.

    Raises UsageFault if there is no sentence.
    """
    from oj_cli.plan.coach import judge
    from oj_cli.views.coach import coach_document

    wanted = [text for text in (" ".join(s.split()) for s in sentences) if text]
    if not wanted:
        raise UsageFault(
            "Det finns ingen mening att bedöma.",
            hints=('Skriv till exempel: oj plan coach "Ta fram en rutin för SIP"',),
        )
    return coach_document([(text, judge(text)) for text in wanted])


def _typed() -> list[str]:
    """Return the lines of stdin, in UTF-8 or else in the code page of the terminal."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").splitlines()
