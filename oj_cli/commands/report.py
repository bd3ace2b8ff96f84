"""`oj report`: reports that people read, as HTML, Word, Excel and PDF."""

from oj_cli.ui.cli import Lazy, OjTyper

COMMANDS = (
    Lazy(
        "lan",
        "oj_cli.commands.report_commands:lan",
        "Gör en länsrapport: alla kommuners svar, vad som sticker ut och vem som kan lära av vem.",
    ),
    Lazy(
        "comments",
        "oj_cli.commands.report_comments:comments",
        "Föreslå kommentarer med ! och + till länsrapporten, med skäl.",
        ("kommentarer",),
    ),
    Lazy(
        "kommun",
        "oj_cli.commands.report_commands:kommun",
        "Gör en kommunprofil: styrkor, vad som bör förbättras och varför, och vem att lära av.",
    ),
)

report = OjTyper(
    lazy=COMMANDS,
    help="Gör rapporter att läsa: länsrapport, kommunprofil, sida till nämnden och plan.",
)
