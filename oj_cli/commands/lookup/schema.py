"""`oj schema`: the JSON Schema of a user's files, for editors that complete and check."""

from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import argument
from oj_cli.commands.output import Answer, OutputOption, emit, output_options
from oj_cli.domain.registers import SCHEMA_KINDS
from oj_cli.domain.swedish import listing


def schema(
    slag: Annotated[
        str, argument("SLAG", f"Vilken sorts fil: {listing(list(SCHEMA_KINDS), 'eller')}.")
    ],
    output: OutputOption = None,
) -> None:
    """Skriv ut JSON-schemat för en sorts fil.

    Med schemat kan en textredigerare fylla i nycklar och säga till om fel medan du skriver.
    """
    from oj_cli.presentation.document import Document

    found = open_oj().schema(slag)
    emit(Answer(found, lambda _: Document(title=slag)), output_options("json", output))
