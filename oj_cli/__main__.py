"""Start the program: `oj`, or `python -m oj_cli`."""

import gc
import sys

INTERRUPTED = 130
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run the program and leave with its exit code, also when interrupted while it loads."""
    # To look for cycles among what libraries make while they load is a fifteenth of the time of a
    # short command; a long one still has its cycles collected.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        from oj_cli.app import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("Avbrutet.\n")
        code = INTERRUPTED
    gc.freeze()  # nor when all ends, which takes still longer: the memory is given back as it is
    sys.exit(code)


if __name__ == "__main__":
    main()
