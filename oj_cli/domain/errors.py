"""What can go wrong, as the user needs to hear it.

Every fault that is meant for a user is an `OjError`: what is wrong, where, and
what to do next. The one error boundary in `ui` prints it and picks the exit code.
"""


class OjError(Exception):
    """A fault with a message in Swedish, a remedy and an exit code.

    `message` says what is wrong in one or two sentences, `details` one by one if it is
    several things, `place` where (a file with line, a cell), `hints` what to type or do
    next, one line each.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        place: str | None = None,
        details: tuple[str, ...] = (),
        hints: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.details = details
        self.hints = hints


class UsageFault(OjError):
    """The command was typed wrongly, names something unknown, or an answer is missing."""

    exit_code = 2


class FileFault(OjError):
    """A file or the network could not be read or written, or holds something damaged."""

    exit_code = 3
