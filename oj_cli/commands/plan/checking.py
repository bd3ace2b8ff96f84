"""`oj plan check` and `oj plan coach`: what a good plan and a good goal keep to."""

import sys
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, argument
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlansArgument


@answers
def check(
    planer: PlansArgument = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa också råd, inte bara FEL och VARN.")
    ] = False,
    idag: TodayOption = None,
) -> Answer:
    """Kontrollera en handlingsplan innan den beslutas, och medan den gäller.

    Säger vad som är fel, var, varför det är viktigt och vad man gör. Ange planer, filer eller
    en mapp; annars kontrolleras alla planer i arbetsmappen.
    """
    from oj_cli.views.plan_check import document

    found = open_oj(idag).check_plan(planer or (), everything=alla)
    return Answer(found, document, code=int(found.has_faults))


STDIN = "-"


@answers
def coach(
    mening: Annotated[
        str,
        argument("MENING", "Meningen inom citattecken, eller - för att läsa en mening per rad."),
    ],
) -> Answer:
    """Säg om en mening är ett mål eller en aktivitet.

    Svaret är mål (brukarmål eller processmål), aktivitet eller oklart, med skälet och den
    fråga som tar er vidare. Ett mål säger vad som blir bättre för brukarna. En aktivitet säger
    vad ni gör.
    """
    from oj_cli.views.coach import document

    return Answer(open_oj().coach(_typed() if mening == STDIN else [mening]), document)


def _typed() -> list[str]:
    """Return the lines of stdin, in UTF-8 or else in the code page of the terminal."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").splitlines()
