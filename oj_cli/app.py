"""The app: the commands put together, and the two ways to start it."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from oj_cli.commands.compare import compare
from oj_cli.commands.explain import explain
from oj_cli.commands.identify import identify
from oj_cli.commands.indicators import indicators
from oj_cli.commands.init import init
from oj_cli.commands.kommuner import kommuner
from oj_cli.commands.peers import peers
from oj_cli.commands.schema import schema
from oj_cli.commands.trend import trend
from oj_cli.ui import errors
from oj_cli.ui.cli import OjTyper

ALIASES = {
    "identifiera": "identify",
    "jamfor": "compare",
    "larande": "peers",
    "forklara": "explain",
    "indikatorer": "indicators",
    "borja": "init",
    "utveckling": "trend",
}

app = OjTyper(
    aliases=ALIASES,
    help="Från öppna jämförelser till förbättring: kommunens fyra steg på kommandoraden.",
)

app.command("identify")(identify)
app.command("compare")(compare)
app.command("peers")(peers)
app.command("trend")(trend)
app.command("explain")(explain)
app.command("indicators")(indicators)
app.command("kommuner")(kommuner)
app.command("init")(init)
app.command("schema")(schema)


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
    return errors.run(app, argv)
