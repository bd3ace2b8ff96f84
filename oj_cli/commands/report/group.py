"""`oj report`: reports that people read, as HTML, Word, Excel and PDF."""

from oj_cli.terminal.cli import Lazy, OjTyper

COMMANDS = (
    Lazy(
        "lan",
        "oj_cli.commands.report.reports:lan",
        "Gör en länsrapport: alla kommuners svar, vad som sticker ut och vem som kan lära av vem.",
    ),
    Lazy(
        "kommun",
        "oj_cli.commands.report.reports:kommun",
        "Gör en kommunprofil: styrkor, vad som bör förbättras och varför, och vem att lära av.",
    ),
    Lazy(
        "namnd",
        "oj_cli.commands.report.plan:namnd",
        "Gör en sida till nämnden: varför, vad som ska nås, hur det går och vad som begärs.",
    ),
    Lazy(
        "plan",
        "oj_cli.commands.report.plan:plan",
        "Gör en handlingsplan till ett dokument att läsa, eller till en tabell för möten.",
    ),
    Lazy(
        "comments",
        "oj_cli.commands.report.comments:comments",
        "Föreslå kommentarer med ! och + till länsrapporten, med skäl.",
        ("kommentarer",),
    ),
)

report = OjTyper(
    lazy=COMMANDS,
    help="Gör rapporter att läsa: länsrapport, kommunprofil, sida till nämnden och plan.",
)
