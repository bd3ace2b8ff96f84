"""`oj complement`: step 2, what else is known."""

from oj_cli.ui.cli import Lazy, OjTyper

COMMANDS = (
    Lazy(
        "suggest",
        "oj_cli.commands.complement_suggest:suggest",
        "Visa vad som saknas, och vad andra uppgifter kan tillföra.",
        ("foresla",),
    ),
    Lazy(
        "add",
        "oj_cli.commands.complement_log:add",
        "Lägg till underlag: något annat som ni vet.",
        ("lagg-till",),
    ),
    Lazy(
        "list",
        "oj_cli.commands.complement_log:list_",
        "Lista underlaget.",
        ("lista",),
    ),
    Lazy(
        "remove",
        "oj_cli.commands.complement_log:remove",
        "Ta bort underlag.",
        ("ta-bort",),
    ),
    Lazy(
        "correct",
        "oj_cli.commands.complement_correct:correct",
        "Säg att ett publicerat svar blev fel, och varför.",
        ("ratta",),
    ),
)

complement = OjTyper(
    lazy=COMMANDS,
    help="Komplettera med annat som ni vet om det ni har valt (steg 2).",
)
