"""`oj trend event` and `oj trend note`: what may explain a change, and what one makes of it."""

import datetime
from dataclasses import replace
from typing import Annotated

from oj_cli.api.open_analysis import prepare, put, take
from oj_cli.commands.asking import (
    Field,
    choice_field,
    complete,
    concerns_field,
    past_field,
    take_out,
    text_field,
    values,
)
from oj_cli.commands.completion import complete_event
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    ConcernsOption,
    TodayOption,
    argument,
    of_analysis,
    option,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.analysis import EVENT_WORDS, Event, TrendNote
from oj_cli.domain.logs import EVENTS, NOTES, OpenAnalysis
from oj_cli.domain.selection import Which
from oj_cli.terminal.prompts import can_ask
from oj_cli.terminal.streams import say
from oj_cli.views.events import document, see
from oj_cli.views.happened import event_text

_EVENT = 'oj trend event add --datum 2015-09 --vad "Ny chef i boendestödet" --typ personal'
_NOTE = 'oj trend note "Vi gick från JA till NEJ när samordnaren slutade." --galler sip_rutin'
_SCOPE = "Vad omfattade det? Till exempel boendestödet eller hela landet."


@of_analysis
def add(
    datum: Annotated[str | None, option("DATUM", "När: 2015, 2015-09 eller 2015-09-01.")] = None,
    vad: Annotated[str | None, option("TEXT", "Vad som hände, i en mening.")] = None,
    typ: Annotated[
        str | None, option("SORT", "organisation, personal, metod, lag, reform eller annat.")
    ] = None,
    omfattning: Annotated[
        str | None, option("TEXT", "Vad det omfattade: boendestödet, hela landet.")
    ] = None,
    galler: ConcernsOption = None,
    id: Annotated[
        str | None, option("ID", "Ändra händelsen med det id:t: H2.", autocompletion=complete_event)
    ] = None,
    *,
    which: Which,
    idag: TodayOption = None,
) -> None:
    """Lägg till en händelse som kan förklara en ändring.

    Den sparas i analysen, ritas i bilden och listas under oj trend. Det som saknas frågas efter.
    Skriv aldrig något som pekar ut en enskild person.
    """
    oj = open_oj(idag)
    of = prepare(oj, which)
    fields = _event_fields(of, oj.today)
    typed = {"date": datum, "text": vad, "kind": typ, "scope": omfattning, "concerns": galler}
    if id is not None:
        base = EVENTS.item(of.analysis, id)
    else:
        typed = complete(fields, typed, _EVENT, may_ask=can_ask())
        base = Event("", "", "")
    of, new = put(oj, of, EVENTS, replace(base, **values(fields, typed)))
    say(f"Sparat som {new.id} i {of.path}: {event_text(new)}.")
    say(see(new, of))


def _event_fields(of: OpenAnalysis, today: datetime.date) -> tuple[Field, ...]:
    """Return the parts of an event, in the order in which they are asked for."""
    return (
        text_field("text", "--vad", "Vad hände, i en mening?", "vad som hände"),
        past_field("date", "--datum", "När hände det?", today),
        choice_field("kind", "--typ", "Vad är det för slags händelse?", EVENT_WORDS),
        text_field("scope", "--omfattning", _SCOPE),
        concerns_field("Vilket av det ni har valt kan det förklara?", of),
    )


@answers
@of_analysis
def list_(
    *,
    which: Which,
) -> Answer:
    """Lista händelserna.

    Visar också vad ni drar för slutsats av utvecklingen.
    """
    return Answer(open_oj().events(which), document)


@of_analysis
def remove(
    id: Annotated[
        str, argument("ID", "Händelsens id, se oj trend event list.", autocompletion=complete_event)
    ],
    *,
    which: Which,
) -> None:
    """Ta bort en händelse."""
    take_out(which, EVENTS, id, event_text)


@of_analysis
def note(
    slutsats: Annotated[
        str | None, argument("TEXT", "Vad ni drar för slutsats, i en mening.")
    ] = None,
    galler: ConcernsOption = None,
    id: Annotated[str | None, option("ID", "Ändra slutsatsen med det id:t: T1.")] = None,
    ta_bort: Annotated[str | None, option("ID", "Ta bort slutsatsen: T1.")] = None,
    *,
    which: Which,
    idag: TodayOption = None,
) -> None:
    """Skriv vad ni drar för slutsats av utvecklingen.

    Den sparas i analysen och visas under oj trend för de indikatorer som den gäller. Det som
    saknas frågas efter.
    """
    oj = open_oj(idag)
    if ta_bort is not None:
        of, gone = take(oj, which, NOTES, ta_bort)
        say(f"Tog bort {gone.id} ur {of.path}.")
        return
    of = prepare(oj, which)
    base = TrendNote("", "") if id is None else NOTES.item(of.analysis, id)
    question = "Vad drar ni för slutsats av utvecklingen, i en mening?"
    fields = (
        text_field("text", "TEXT", question, "vad ni drar för slutsats"),
        concerns_field("Vilket av det ni har valt gäller den?", of),
    )
    typed = {"text": slutsats, "concerns": galler}
    if slutsats is None and (id is None or galler is None):
        typed = complete(fields, typed, _NOTE, may_ask=can_ask())
    of, new = put(oj, of, NOTES, replace(base, **values(fields, typed)))
    say(f"Sparat som {new.id} i {of.path}.")
