"""The app: the commands put together, and the two ways to start it."""

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from oj_cli.terminal import errors
from oj_cli.terminal.cli import Lazy, OjTyper

_STEPS = "De fyra stegen"
_WHOLE = "Arbetet som helhet"
_OUT = "Rapporter och kontroller"
_LOOK = "Data och uppslag"

COMMANDS = (
    Lazy(
        "identify",
        "oj_cli.commands.identify.identify:identify",
        "Hitta det som är viktigast att förbättra (steg 1).",
        ("identifiera",),
        panel=_STEPS,
    ),
    Lazy(
        "compare",
        "oj_cli.commands.identify.compare:compare",
        "Jämför kommunernas svar sida vid sida.",
        ("jamfor",),
        panel=_STEPS,
    ),
    Lazy(
        "peers",
        "oj_cli.commands.identify.peers:peers",
        "Visa vilka kommuner ni kan lära av.",
        ("larande",),
        panel=_STEPS,
    ),
    Lazy(
        "complement",
        "oj_cli.commands.complement.group:complement",
        "Komplettera med annat som ni vet om det ni har valt (steg 2).",
        ("komplettera",),
        panel=_STEPS,
    ),
    Lazy(
        "trend",
        "oj_cli.commands.trend.group:trend",
        "Följ utvecklingen över åren (steg 3).",
        ("utveckling",),
        panel=_STEPS,
    ),
    Lazy(
        "plan",
        "oj_cli.commands.plan.group:plan",
        "Handlingsplaner (steg 4): skriv, kontrollera, följ upp och gå vidare.",
        panel=_STEPS,
    ),
    Lazy(
        "init",
        "oj_cli.commands.workspace.init:init",
        "Gör en arbetsmapp för en kommun eller ett län.",
        ("borja",),
        panel=_WHOLE,
    ),
    Lazy(
        "guide",
        "oj_cli.commands.guide.guide:guide",
        "Gå igenom frågorna i en guide, från era svar till en handlingsplan.",
        ("vagled",),
        takes_more=True,
        panel=_WHOLE,
    ),
    Lazy(
        "status",
        "oj_cli.commands.workspace.status:status",
        "Visa var ni är i de fyra stegen, och vad ni gör härnäst.",
        ("lage",),
        panel=_WHOLE,
    ),
    Lazy(
        "report",
        "oj_cli.commands.report.group:report",
        "Gör rapporter att läsa: länsrapport, kommunprofil, sida till nämnden och plan.",
        ("rapport",),
        panel=_OUT,
    ),
    Lazy(
        "check",
        "oj_cli.commands.check.group:check",
        "Kontrollera svar och texter innan någon annan hittar felen.",
        ("kontrollera",),
        panel=_OUT,
    ),
    Lazy(
        "explain",
        "oj_cli.commands.lookup.explain:explain",
        "Förklara en indikator och varifrån varje siffra kommer.",
        ("forklara",),
        panel=_LOOK,
    ),
    Lazy(
        "indicators",
        "oj_cli.commands.lookup.indicators:indicators",
        "Lista indikatorerna, eller sök bland dem.",
        ("indikatorer",),
        panel=_LOOK,
    ),
    Lazy(
        "kommuner",
        "oj_cli.commands.lookup.kommuner:kommuner",
        "Lista kommunerna med folkmängd och grupper, eller sök bland dem.",
        panel=_LOOK,
    ),
    Lazy(
        "data",
        "oj_cli.commands.data.group:data",
        "Läs in, visa och lämna ut svar.",
        panel=_LOOK,
    ),
    Lazy(
        "schema",
        "oj_cli.commands.lookup.schema:schema",
        "Skriv ut JSON-schemat för en sorts fil.",
        panel=_LOOK,
    ),
)
"""Each command by name: it is imported only when it is called, so that `oj` starts quickly.

A group is an `OjTyper(lazy=…)` in a module of its own under `commands`, named in the same way.
"""

_OBJECTS_BETWEEN_COLLECTIONS = 100_000

app = OjTyper(
    lazy=COMMANDS,
    help="Från öppna jämförelser till förbättring: kommunens fyra steg på kommandoraden.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"oj {version('oj-cli')}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Visa vilken version det är."
        ),
    ] = False,
) -> None:
    """Från öppna jämförelser till förbättring: kommunens fyra steg på kommandoraden.

    Börja med: oj identify --kommun Leksand
    """


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, else those it was started with.

    Returns the exit code: 0 done, 1 a check found faults, 2 wrong usage, 3 a file or
    the network, 130 interrupted.
    """
    # Looking for cycles among what libraries make while they load is a fifteenth of the time of
    # a short command; a long one still has its cycles collected.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    return errors.run(app, argv)
