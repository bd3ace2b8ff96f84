"""Run `oj` as `python -m oj_cli`."""

from oj_cli.app import main

if __name__ == "__main__":
    main()
