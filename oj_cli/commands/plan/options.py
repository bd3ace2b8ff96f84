"""What the commands of `oj plan` have in common: how plans are named, and those left unread."""

from collections.abc import Sequence
from typing import Annotated

from oj_cli.commands.completion import complete_plan
from oj_cli.commands.options import argument
from oj_cli.domain.errors import FileFault

PlanArgument = Annotated[
    str | None,
    argument(
        "PLAN",
        "Planens id eller fil. Annars den enda i arbetsmappen.",
        autocompletion=complete_plan,
    ),
]
PlansArgument = Annotated[
    list[str] | None,
    argument(
        "PLAN …",
        "Planernas id, filer eller mapp. Annars alla i arbetsmappen.",
        autocompletion=complete_plan,
    ),
]


def unread(faults: Sequence[FileFault]) -> FileFault | None:
    """Return what is said of plans that could not be read, when the others have been shown.

    None if there are none.
    """
    if len(faults) < 2:
        return next(iter(faults), None)
    details = tuple(f"{f.place or ''}: {f.message}" for f in faults)
    return FileFault("plan.several_unread", count=len(faults), details=details)
