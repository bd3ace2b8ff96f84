"""`oj data show`: one source, with what it gives."""

from oj_cli.commands.data.options import SourceArgument
from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers


@answers
def show_(kalla: SourceArgument) -> Answer:
    """Visa en källa: varifrån den kommer, och hur många svar den ger av varje slag."""
    from oj_cli.views.data import show_document

    found = open_oj().source(kalla)
    return Answer(found, lambda: show_document(found))
