"""Which source a command of `oj data` is about."""

from typing import Annotated

from oj_cli.commands.completion import complete_source
from oj_cli.commands.options import argument

SourceArgument = Annotated[
    str,
    argument(
        "KÄLLA", "Källans id, eller filens namn, se oj data list.", autocompletion=complete_source
    ),
]
