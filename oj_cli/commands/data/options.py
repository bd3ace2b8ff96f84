"""Which source a command of `oj data` is about."""

from typing import Annotated

import typer

from oj_cli.commands.completion import complete_source

SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="KÄLLA",
        help="Källans id, eller filens namn, se oj data list.",
        autocompletion=complete_source,
    ),
]
