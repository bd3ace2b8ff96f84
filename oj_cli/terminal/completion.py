"""What `--install-completion` and `--show-completion` say, in Swedish."""

import sys
from collections.abc import Callable
from typing import Any

from typer._click import Context, Parameter

from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say

_SHELLS = {"bash": "bash", "zsh": "zsh", "fish": "fish", "powershell": "pwsh", "pwsh": "pwsh"}


def _shell(value: str | bool) -> str:
    """Return the shell that was named, or else the one that `oj` was started from."""
    from typer._completion_shared import _get_shell_name

    shell = value if isinstance(value, str) else _get_shell_name()
    if shell not in _SHELLS:
        raise UsageFault(
            "Kommandon kan inte kompletteras automatiskt i det här skalet.",
            hints=("starta oj från PowerShell, bash, zsh eller fish",),
        )
    return shell


def _install(ctx: Context, param: Parameter, value: str | bool | None) -> None:
    if not value or ctx.resilient_parsing:
        return
    from typer._completion_shared import install

    shell, path = install(shell=_shell(value))
    say(f"Komplettering för {shell} är installerad i {path}\nDen gäller i nästa fönster du öppnar.")
    ctx.exit()


def _show(ctx: Context, param: Parameter, value: str | bool | None) -> None:
    if not value or ctx.resilient_parsing:
        return
    from typer._completion_shared import get_completion_script

    name = ctx.find_root().info_name or "oj"
    variable = f"_{name.replace('-', '_').upper()}_COMPLETE"
    script = get_completion_script(prog_name=name, complete_var=variable, shell=_shell(value))
    sys.stdout.write(f"{script}\n")
    ctx.exit()


COMPLETION: dict[str, tuple[str, Callable[..., Any]]] = {
    "install_completion": (
        "Installera komplettering: tabbtangenten fyller i kommandon och kommuner.",
        _install,
    ),
    "show_completion": ("Visa skriptet för komplettering, att kopiera eller anpassa.", _show),
}
