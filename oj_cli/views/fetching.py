"""What a fetch gave, or would ask for, as a document."""

from oj_cli.domain.fetching import Fetched, State
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import Column, Document
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.data import waiting_table
from oj_cli.views.importing import differences_section

_STATES: dict[State, str] = {
    "hamtat": "hämtat",
    "inget_nytt": "inget nytt",
    "vantar": "väntar på svar",
    "fel": "fel, som förut",
    "att_hamta": "ska hämtas",
}
_BY_HAND = "Ladda ner Socialstyrelsens Excel, och kör oj data import FIL"


def fetch_document(found: Fetched) -> Document:
    """Return what a fetch gave: how it went, what changed, and what no API has."""
    got = [a for a in found.areas if a.state == "hamtat"]
    columns = [wide("Område", 2), Column("Läge"), Column("År")]
    columns += right("Resultat", "Nya", "Ändrade") if got else ()
    rows = (
        (a.name, _STATES[a.state], "–".join(dict.fromkeys(map(str, (*a.years[:1], *a.years[-1:])))),
         *((a.n, a.new, len(a.differences)) if a in got else (None, None, None)))[: len(columns)]
        for a in found.areas
    )  # fmt: skip
    told = (item(a.name, *a.told) for a in found.areas if a.told)
    steps = {a.next_command: f"visa {a.name}" for a in got[:1] if a.next_command}
    if found.of_kommun and any(a.source for a in got):
        steps["oj data changes"] = "vad som har ändrats för er"
    by_hand = found.by_hand if got or found.seconds is not None else ()
    return compose(
        "Hämtning",
        strong(_lead(found)),
        table(columns, rows),
        sections=(
            section("Att veta", bullets(told)),
            differences_section([d for a in got for d in a.differences], is_done=True),
            section("Finns inte i Kolada", waiting_table(by_hand, _BY_HAND)),
            next_steps(*steps.items()),
        ),
    )


def _lead(found: Fetched) -> str:
    n = counted(found.requests, "anrop", "anrop")
    if found.seconds is not None:
        return f"{capital(n)} eller färre, omkring {number(found.seconds)} s. Inget är hämtat."
    got = [a.name for a in found.areas if a.state == "hamtat"]
    if got:
        return f"Nytt i {listing(got)}, efter {n}."
    is_same = all(a.state == "inget_nytt" for a in found.areas)
    return f"{'Inget nytt sedan senast' if is_same else 'Inget är sparat'}, efter {n}."
