"""`oj data`: the data themselves, in and out."""

from oj_cli.terminal.cli import Lazy, OjTyper

data = OjTyper(
    lazy=(
        Lazy(
            "list",
            "oj_cli.commands.data.list_:list_",
            "Lista källorna: det ni har läst in och det som följer med oj.",
            ("lista",),
        ),
        Lazy(
            "show",
            "oj_cli.commands.data.show:show_",
            "Visa en källa: varifrån den kommer, och hur många svar den ger av varje slag.",
            ("visa",),
        ),
        Lazy(
            "export",
            "oj_cli.commands.data.export:export",
            "Lämna ut svar som tabell eller kalkylblad.",
            ("exportera",),
        ),
        Lazy(
            "remove",
            "oj_cli.commands.data.remove:remove",
            "Ta bort en källa som ni har läst in.",
            ("ta-bort",),
        ),
        Lazy(
            "import",
            "oj_cli.commands.data.importing:import_",
            "Läs in svar från ett kalkylblad.",
            ("las-in",),
        ),
        Lazy(
            "template",
            "oj_cli.commands.data.template:template",
            "Gör ett blad att fylla i svaren på före inrapporteringen.",
            ("mall",),
        ),
    ),
    help="Läs in, visa och lämna ut svar.",
)
