"""`oj check`: the checks that look for what is wrong, and say what to do about it."""

from oj_cli.ui.cli import Lazy, OjTyper

check = OjTyper(
    lazy=(
        Lazy(
            "data",
            "oj_cli.commands.check_data:data",
            "Leta efter svar som kan vara fel, i en kommun eller ett helt län.",
        ),
        Lazy(
            "text",
            "oj_cli.commands.check_text:text",
            "Kontrollera talen i en rapport mot svaren.",
        ),
    ),
    help="Kontrollera svar och texter innan någon annan hittar felen.",
)
