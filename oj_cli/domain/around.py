"""What a result says of where it was found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Around:
    """Where a result was found, for what is said beside it and for what to type next.

    `is_newest` tells whether its year is the newest that the data hold, `is_shipped` whether the
    data are those that come with `oj`, and `others` are other områden that could be asked.
    """

    is_newest: bool = True
    is_shipped: bool = False
    in_workspace: bool = False
    others: tuple[str, ...] = ()
