"""`oj complement suggest`: what is missing for what was chosen, and what there is to take from."""

from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import of_analysis, option
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.selection import Which
from oj_cli.views.suggest import document


@answers
@of_analysis
def suggest(
    senast: Annotated[int | None, option("ÅR", "Visa inga nyckeltal som är nyare än året.")] = None,
    *,
    which: Which,
) -> Answer:
    """Visa vad som saknas, och vad andra uppgifter kan tillföra.

    För varje område som ni har valt: vad ingen har sagt något om än, samma brist i andra
    områden, och nyckeltal som hör till temat, för er, riket, länet och kommuner som liknar er.
    """
    return Answer(open_oj().suggest(which, latest=senast), document)
