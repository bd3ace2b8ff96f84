"""`oj trend` as a group: by itself it follows a development, below it lies what explains one."""

from oj_cli.commands.trend.trend import trend as follow
from oj_cli.terminal.cli import Lazy, OjTyper

COMMANDS = (
    Lazy(
        "event",
        "oj_cli.commands.trend.events:event",
        "Händelser som kan förklara en ändring.",
        ("handelse",),
    ),
    Lazy(
        "note",
        "oj_cli.commands.trend.events:note",
        "Skriv vad ni drar för slutsats av utvecklingen.",
        ("slutsats",),
    ),
)

trend = OjTyper(lazy=COMMANDS, callback=follow, invoke_without_command=True, no_args_is_help=False)
