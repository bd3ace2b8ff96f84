"""Start the program: `oj`, or `python -m oj_cli`."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the program and leave with its exit code, also when interrupted while it loads."""
    try:
        from oj_cli.app import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("Avbrutet.\n")
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
