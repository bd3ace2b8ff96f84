"""Which source a command of `oj data` is about."""

from typing import Annotated

import typer

from oj_cli.domain.errors import OjError


def complete_source(incomplete: str) -> list[str]:
    """Offer the ids of the sources."""
    from oj_cli import api

    try:
        ids = dict.fromkeys(given.record.id for given in api.open().sources().given)
    except OjError:
        return []
    return [id for id in ids if id.startswith(incomplete)]


SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="KÄLLA",
        help="Källans id, eller filens namn, se oj data list.",
        autocompletion=complete_source,
    ),
]
