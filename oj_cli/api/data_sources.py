"""What the commands of `oj data` have in common: which source is meant."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.swedish import fold, listing, near

if TYPE_CHECKING:
    from oj_cli.domain.sources import SourceRecord
    from oj_cli.store import Store


def complete_source(incomplete: str) -> list[str]:
    """Offer the ids of the sources."""
    from oj_cli.api.selecting import open_data

    try:
        with open_data() as (store, _):
            ids = [record.id for record in store.sources()]
    except OjError:
        return []
    return [id for id in ids if id.startswith(incomplete)]


SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="KÄLLA",
        help="Källans id, eller filens namn, se oj data list.",
        autocompletion=complete_source,
    ),
]


def find_source(store: "Store", text: str, *, whole: bool = False) -> "SourceRecord":
    """Return the source called `text`: its id or the file's name.

    The beginning of an id is enough, unless it must be `whole`. Raises UsageFault if none or
    several fit.
    """
    records = store.sources()
    wanted = fold(text)
    ways = (
        [r for r in records if r.id == text],
        [r for r in records if wanted in (fold(r.id), fold(r.file))],
        [r for r in records if wanted and fold(r.id).startswith(wanted) and not whole],
    )
    found = next((hits for hits in ways if hits), [])
    if len(found) == 1:
        return found[0]
    ids = [r.id for r in found or records]
    if found:
        raise UsageFault(
            f"Källan ”{text}” kan vara {listing(ids, 'eller')}.",
            hints=(f"Skriv till exempel {ids[-1]}.",),
        )
    close = near(text, ids)
    raise UsageFault(
        f"Det finns ingen källa som heter ”{text}”.",
        hints=(
            *((f"Menade du {listing(close, 'eller')}?",) if close else ()),
            "Lista källorna: oj data list",
        ),
    )


def find_area(store: "Store", text: str) -> str:
    """Return the id of an område to compare or with nyckeltal. Raises UsageFault if none fits."""
    others = {fold(area): area for area in store.areas("nyckeltal")}
    return others.get(fold(text)) or store.find_area(text)
