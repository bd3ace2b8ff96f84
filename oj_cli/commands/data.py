"""`oj data`: the data themselves, in and out."""

from oj_cli.ui.cli import Lazy, OjTyper

data = OjTyper(
    lazy=(
        Lazy(
            "import",
            "oj_cli.commands.data_import:import_",
            "Läs in svar från ett kalkylblad.",
            ("las-in",),
        ),
        Lazy(
            "template",
            "oj_cli.commands.data_template:template",
            "Gör ett blad att fylla i svaren på före inrapporteringen.",
            ("mall",),
        ),
    ),
    help="Läs in, visa och lämna ut svar.",
)
