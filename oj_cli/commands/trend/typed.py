"""Events and conclusions from what was typed: read, asked for where missing, and made whole."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oj_cli.api.open_analysis import concerned, pick, read_past, refuse_missing
from oj_cli.domain.analysis import Event, TrendNote

if TYPE_CHECKING:
    import datetime

    from oj_cli.domain.indicators import Catalogue, Themes

NOTE_EXAMPLE = (
    'oj trend note "Vi gick från JA till NEJ när samordnaren slutade." --galler sip_rutin'
)
EVENT_EXAMPLE = 'oj trend event add --datum 2015-09 --vad "Ny chef i boendestödet" --typ personal'


@dataclass(frozen=True)
class TypedEvent:
    """What was typed of an event; None where a flag was left out."""

    date: str | None = None
    text: str | None = None
    kind: str | None = None
    scope: str | None = None
    concerns: str | None = None


def event_of(
    typed: TypedEvent,
    catalogue: "Catalogue",
    themes: "Themes",
    before: Event | None,
    day: "datetime.date",
) -> Event:
    """Return the event that was typed; what was left out is taken from `before`.

    Raises UsageFault for what cannot be read or has not been yet on `day`, and for what is
    missing without one before.
    """
    from oj_cli.domain.analysis_words import EVENT_WORDS

    if before is None:
        missing = (("--datum", "när", typed.date), ("--vad", "vad som hände", typed.text))
        refuse_missing(
            [(f, w) for f, w, given in missing if not (given or "").strip()], EVENT_EXAMPLE
        )
        before = Event("", "", "")
    return Event(
        id=before.id,
        date=before.date if typed.date is None else read_past(typed.date, "--datum", day),
        text=(typed.text or before.text).strip(),
        kind=before.kind if typed.kind is None else pick(typed.kind, EVENT_WORDS, "--typ"),
        scope=typed.scope or before.scope,
        concerns=before.concerns
        if typed.concerns is None
        else concerned(typed.concerns, catalogue, themes),
    )


def asked_event(
    typed: TypedEvent,
    catalogue: "Catalogue",
    themes: "Themes",
    chosen: tuple[str, ...],
    day: "datetime.date",
) -> TypedEvent:
    """Ask at the keyboard for what was left out. `chosen` are the themes that were chosen.

    Raises UsageFault before anything is asked if a flag cannot be read.
    """
    from oj_cli.commands.asking import as_text, ask_concerned, ask_maybe, ask_when
    from oj_cli.domain.analysis_words import EVENT_WORDS
    from oj_cli.terminal.prompts import Option, choice, text

    event_of(typed, catalogue, themes, Event("", "", ""), day)
    if typed.text is None:
        typed = replace(typed, text=as_text(text("Vad hände, i en mening?")))
    if typed.date is None:
        typed = replace(typed, date=ask_when("När hände det?", "--datum", day))
    if typed.kind is None:
        options = [Option(key, word) for key, word in EVENT_WORDS.items()]
        typed = replace(typed, kind=as_text(choice("Vad är det för slags händelse?", options)))
    if typed.scope is None:
        question = "Vad omfattade det? Till exempel boendestödet eller hela landet."
        typed = replace(typed, scope=ask_maybe(question))
    if typed.concerns is None:
        question = "Vilket av det ni har valt kan det förklara?"
        typed = replace(typed, concerns=ask_concerned(question, themes, chosen))
    return typed


def note_of(
    text: str | None,
    concerns: str | None,
    catalogue: "Catalogue",
    themes: "Themes",
    before: TrendNote | None,
) -> TrendNote:
    """Return the conclusion that was typed; what was left out is taken from `before`.

    Raises UsageFault for what cannot be read, and if there is no text.
    """
    said = (text or "").strip()
    refuse_missing([] if said else [("TEXT", "vad ni drar för slutsats")], NOTE_EXAMPLE)
    old = before or TrendNote("", "")
    about = old.concerns if concerns is None else concerned(concerns, catalogue, themes)
    return TrendNote(old.id, said, about)


def asked_note(
    concerns: str | None, catalogue: "Catalogue", themes: "Themes", chosen: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Ask at the keyboard for a conclusion, and for what it concerns if that was left out.

    Raises UsageFault before anything is asked if what it concerns cannot be read.
    """
    from oj_cli.commands.asking import as_text, ask_concerned
    from oj_cli.terminal import prompts

    if concerns is not None:
        concerned(concerns, catalogue, themes)
    text = as_text(prompts.text("Vad drar ni för slutsats av utvecklingen, i en mening?"))
    if concerns is None:
        concerns = ask_concerned("Vilket av det ni har valt gäller den?", themes, chosen)
    return text, concerns
