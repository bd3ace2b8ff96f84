"""The program as it is run: what went wrong is told in Swedish, in one place, with an exit code."""

import errno
import gettext
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from oj_cli.domain.command import NOW, Command
from oj_cli.domain.errors import FileFault, OjError
from oj_cli.terminal.streams import say, setup_streams

PROGRAM = "oj"
INTERRUPTED = 130
LOCALE = Path(__file__).with_name("locale")


def run(program: click.Command, argv: Sequence[str] | None = None) -> int:
    """Run the program, tell the user what went wrong, if anything, and return the exit code.

    With `--debug` anywhere among the arguments the traceback is shown too.
    """
    speak_swedish()
    setup_streams()
    given = list(map(_understood, sys.argv[1:] if argv is None else argv))
    debug = "--debug" in given[: given.index("--") if "--" in given else None]
    token = NOW.set(Command((PROGRAM, *given)))
    try:
        code = _start(program, given)
        if code == INTERRUPTED:  # Typer catches Ctrl-C and returns the code
            say("Avbrutet.")
        _flush()
    except BaseException as error:
        code = _tell(error, debug)
        _flush(quietly=True)
    finally:
        NOW.reset(token)
    return code


def speak_swedish() -> None:
    """Let Click find its words in Swedish, whatever the language of the computer is."""
    os.environ["LANGUAGE"] = "sv"  # where gettext looks first
    gettext.bindtextdomain(PROGRAM, LOCALE)
    gettext.textdomain(PROGRAM)


def _understood(typed: str) -> str:
    """Return what was typed in another encoding than the computer says; a file's name as it is."""
    if typed.isascii() or os.path.lexists(typed):
        return typed
    try:
        raw = os.fsencode(typed)
        return raw.decode("utf-8")
    except UnicodeEncodeError:
        return typed
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _start(program: click.Command, argv: Sequence[str]) -> int:
    """Run the program as a function that returns its exit code."""
    try:
        result = program.main(list(argv), prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stdout.write(f"{error.message}\n")
        return 0
    except SystemExit as end:
        if isinstance(end.__context__, OSError):  # how Typer leaves when a pipe is closed
            raise end.__context__ from None
        result = 1 if isinstance(end.code, str) else end.code
    return result if isinstance(result, int) else 0


def _tell(error: BaseException, debug: bool) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(error, OSError) and _is_closed_pipe(error):
        return 0
    if isinstance(error, KeyboardInterrupt | EOFError | click.Abort):
        say("Avbrutet.")
        return INTERRUPTED
    if debug:
        say("".join(traceback.format_exception(error)))
    fault = _as_fault(error, debug)
    say(fault_text(fault))
    return fault.exit_code


def _as_fault(error: BaseException, debug: bool) -> OjError:
    """Return any error as one that is meant for the user."""
    from oj_cli.domain.errors import file_fault
    from oj_cli.terminal.usage_errors import in_swedish

    match error:
        case OjError():
            return error
        case click.UsageError():
            return in_swedish(error)
        case FileNotFoundError() if error.filename is None:  # the current one, of a relative path
            return FileFault("program.no_folder")
        case OSError():
            return file_fault(error, doing="använda" if error.filename else "läsa eller skriva")
        case UnicodeEncodeError():  # of a file's name: all else is written as can be
            lost = error.object[error.start : error.end]
            return FileFault("program.no_letter", letter=lost, encoding=error.encoding)
        case MemoryError():
            return FileFault("program.out_of_memory")
        case _:
            fault = "program.bug_shown" if debug else "program.bug"
            return FileFault(fault, kind=type(error).__name__, error=error)


def fault_text(fault: OjError) -> str:
    """Return message, place, details and hints, each on its own line.

    A hint that is a sentence stands by itself, a command after `Prova:`.
    """
    lines = [
        f"Fel: {fault.message}",
        *([f"Var: {fault.place}"] if fault.place else []),
        *(f"- {detail}" for detail in fault.details),
        *(hint if hint[:1].isupper() else f"Prova: {hint}" for hint in fault.hints),
    ]
    # a value from the user may have brought line breaks in
    return "\n".join(" ".join(line.splitlines()) for line in lines)


def _is_closed_pipe(error: OSError, windows: bool = os.name == "nt") -> bool:
    """Tell whether the reader of our output has gone, which is no error.

    Windows says EINVAL where others say EPIPE.
    """
    if error.filename is not None:
        return False
    return error.errno == errno.EPIPE or (windows and error.errno == errno.EINVAL)


def _flush(quietly: bool = False) -> None:
    """Empty the streams; `quietly`: send what fails nowhere, or Python complains at exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None or stream.closed:
            continue
        try:
            stream.flush()
        except OSError:
            if not quietly:
                raise
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                os.dup2(nowhere, stream.fileno())
            finally:
                os.close(nowhere)
