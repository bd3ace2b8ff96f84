"""`--install-completion` and `--show-completion`: done by Typer, told in Swedish."""

import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import click
import typer

from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say


def completion_options() -> list[click.Parameter]:
    """Return the two flags; how each shell is served is Typer's."""
    typer.main.get_install_completion_arguments()  # tells Click of the shells that Typer knows
    install = "Installera komplettering: tabbtangenten fyller i kommandon och kommuner."
    show = "Visa skriptet för komplettering, att kopiera eller anpassa."
    return [
        click.Option([name], is_flag=True, expose_value=False, callback=callback, help=help)
        for name, callback, help in (
            ("--install-completion", _install, install),
            ("--show-completion", _show, show),
        )
    ]


def _install(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from typer.completion import install_callback

        first = _said(install_callback, ctx, param).partition("\n")[0]
        shell, _, path = first.partition(" completion installed in ")
        say(f"Komplettering för {shell} är installerad i {path}")
        say("Den gäller i nästa fönster du öppnar.")
        ctx.exit()


def _show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from typer.completion import show_callback

        sys.stdout.write(_said(show_callback, ctx, param))
        ctx.exit()


def _said(callback: Callable[..., Any], ctx: click.Context, param: click.Parameter) -> str:
    """Return what a callback of Typer's writes; it is done for the shell that `oj` runs in."""
    said = StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(StringIO()):
            callback(ctx, param, True)
    except click.exceptions.Exit as end:  # a shell that it does not know
        raise UsageFault("usage.no_completion_here") from end
    except SystemExit:  # it is done
        pass
    return said.getvalue()
