"""`oj check`: the checks that look for what is wrong, and say what to do about it."""

from oj_cli.terminal.cli import Lazy, OjTyper

check = OjTyper(
    lazy=(
        Lazy(
            "data",
            "oj_cli.commands.check.data:data",
            "Leta efter svar som kan vara fel, i en kommun eller ett helt län.",
        ),
        Lazy(
            "text",
            "oj_cli.commands.check.text:text",
            "Kontrollera talen i en rapport mot svaren.",
        ),
    ),
    help="Kontrollera svar och texter innan någon annan hittar felen.",
)
