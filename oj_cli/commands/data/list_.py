"""`oj data list`: where the answers come from."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import SearchedAreaOption
from oj_cli.commands.output import Answer, answers


@answers
def list_(omrade: SearchedAreaOption = None) -> Answer:
    """Lista källorna: det ni har läst in och det som följer med oj.

    För varje källa visas område, år, antal rader, fil, när den lästes in och hur den lästes.
    """
    from oj_cli.views.data import list_document

    found = open_oj().sources(omrade)
    return Answer(found, lambda: list_document(found))
