"""`oj complement`: step 2, what else is known."""

from oj_cli.terminal.cli import Lazy, OjTyper

COMMANDS = (
    Lazy(
        "suggest",
        "oj_cli.commands.complement.suggest:suggest",
        "Visa vad som saknas, och vad andra uppgifter kan tillföra.",
        ("foresla",),
    ),
    Lazy(
        "add",
        "oj_cli.commands.complement.log:add",
        "Lägg till underlag: något annat som ni vet.",
        ("lagg-till",),
    ),
    Lazy(
        "list",
        "oj_cli.commands.complement.log:list_",
        "Lista underlaget.",
        ("lista",),
    ),
    Lazy(
        "remove",
        "oj_cli.commands.complement.log:remove",
        "Ta bort underlag.",
        ("ta-bort",),
    ),
    Lazy(
        "correct",
        "oj_cli.commands.complement.correct:correct",
        "Säg att ett publicerat svar blev fel, och varför.",
        ("ratta",),
    ),
)

complement = OjTyper(
    lazy=COMMANDS,
    help="Komplettera med annat som ni vet om det ni har valt (steg 2).",
)
