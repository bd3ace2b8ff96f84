"""Typer and Click in Swedish, prompts, progress, errors and exit codes.

`program` runs the whole and tells what went wrong; `command_line` has the kinds of commands and
reads the table of `app` and lays out their help, `usage_errors` words what was typed
wrongly, `shells` installs completion, and `locale` holds what Click says in Swedish. `streams`
writes beside the data and `progress` shows how far it has come. `prompts` asks: `questions`
are typed on lines, or walked as lists by `ask_on_screen`.
"""
