"""Evidence from what was typed: read, asked for where it is missing, and made whole."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oj_cli.api.open_analysis import (
    concerned,
    pick,
    read_amount,
    read_past,
    refuse_missing,
    split,
)
from oj_cli.domain.analysis import Evidence, Measurement
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    import datetime

    from oj_cli.domain.indicators import Catalogue, Themes

EXAMPLE = (
    'oj complement add --typ brukarundersokning --kalla "Enkät i boendestödet" '
    '--visar "15 av 37 vet vad en SIP är" --datum 2025-10'
)


@dataclass(frozen=True)
class Typed:
    """What was typed of a piece of evidence; None where a flag was left out."""

    kind: str | None = None
    source: str | None = None
    shows: str | None = None
    date: str | None = None
    value: str | None = None
    unit: str | None = None
    n: int | None = None
    targets: str | None = None
    gender: str | None = None
    concerns: str | None = None
    supports: str | None = None
    link: str | None = None


def evidence_of(
    typed: Typed,
    catalogue: "Catalogue",
    themes: "Themes",
    base: Evidence | None,
    day: "datetime.date",
) -> Evidence:
    """Return the evidence that was typed; what was left out is taken from `base`, if there is one.

    Raises UsageFault for what cannot be read or has not been yet on `day`, and for what is
    missing without a base.
    """
    from oj_cli.domain.analysis_words import (
        EVIDENCE_WORDS,
        GENDER_WORDS,
        SUPPORT_WORDS,
        TARGET_WORDS,
    )

    if base is None:
        base = _new(typed)
    else:
        base = replace(base, source=typed.source or base.source, shows=typed.shows or base.shows)
    if typed.kind is not None:
        base = replace(base, kind=pick(typed.kind, EVIDENCE_WORDS, "--typ"))
    if typed.date is not None:
        base = replace(base, date=read_past(typed.date, "--datum", day))
    if typed.targets is not None:
        groups = tuple(pick(g, TARGET_WORDS, "--malgrupp") for g in split(typed.targets))
        base = replace(base, target_groups=tuple(dict.fromkeys(groups)))
    if typed.gender is not None:
        base = replace(base, gender=pick(typed.gender, GENDER_WORDS, "--kon"))
    if typed.concerns is not None:
        base = replace(base, concerns=concerned(typed.concerns, catalogue, themes))
    if typed.supports is not None:
        base = replace(base, supports=pick(typed.supports, SUPPORT_WORDS, "--bedomning"))
    return replace(
        base, measurement=_measured(typed, base.measurement), link=typed.link or base.link
    )


def refuse_unreadable(
    typed: Typed, catalogue: "Catalogue", themes: "Themes", day: "datetime.date"
) -> None:
    """Raise UsageFault if a flag cannot be read, whatever else is missing."""
    evidence_of(typed, catalogue, themes, Evidence("", "annat", "", ""), day)


def _new(typed: Typed) -> Evidence:
    required = (
        ("--typ", "vad det är", typed.kind),
        ("--kalla", "varifrån uppgiften kommer", typed.source),
        ("--visar", "vad den visar", typed.shows),
        ("--datum", "när", typed.date),
    )
    refuse_missing([(flag, what) for flag, what, given in required if not _is_text(given)], EXAMPLE)
    return Evidence("", "annat", (typed.source or "").strip(), (typed.shows or "").strip())


def _is_text(text: str | None) -> bool:
    return text is not None and bool(text.strip())


def _measured(typed: Typed, before: Measurement | None) -> Measurement | None:
    if typed.value is None and before is None:
        if typed.unit is not None or typed.n is not None:
            raise UsageFault(
                "En enhet eller ett antal hör till ett värde.", hints=("Lägg till --varde.",)
            )
        return None
    value = read_amount(typed.value, "--varde") if typed.value is not None else None
    old = before or Measurement(0.0)
    return Measurement(
        value=old.value if value is None else value,
        unit=typed.unit or old.unit,
        n=typed.n or old.n,
    )


def asked(typed: Typed, themes: "Themes", chosen: tuple[str, ...], day: "datetime.date") -> Typed:
    """Ask at the keyboard for what was left out. `chosen` are the themes that were chosen."""
    from oj_cli.commands.asking import as_text, ask_concerned, ask_when
    from oj_cli.domain.analysis_words import EVIDENCE_WORDS, SUPPORT_WORDS
    from oj_cli.terminal.prompts import Option, choice, text

    if typed.kind is None:
        options = [Option(key, word) for key, word in EVIDENCE_WORDS.items()]
        typed = replace(typed, kind=as_text(choice("Vad är det?", options)))
    if typed.source is None:
        typed = replace(typed, source=as_text(text("Varifrån kommer uppgiften?")))
    if typed.shows is None:
        typed = replace(typed, shows=as_text(text("Vad visar den, i en mening?")))
    if typed.date is None:
        typed = replace(typed, date=ask_when("När?", "--datum", day))
    typed = _asked_more(typed)
    if typed.concerns is None:
        question = "Vilket av det ni har valt gäller det?"
        typed = replace(typed, concerns=ask_concerned(question, themes, chosen))
    if typed.supports is None:
        options = [Option(key, word) for key, word in SUPPORT_WORDS.items()]
        question = "Stödjer det att ni arbetar med området?"
        typed = replace(typed, supports=as_text(choice(question, options, default="oklart")))
    return typed


def _asked_more(typed: Typed) -> Typed:
    """Ask for what evidence need not have: a value, whom it is about, where it can be read."""
    from oj_cli.commands.asking import as_list, ask_maybe, fault_of
    from oj_cli.domain.analysis_words import TARGET_WORDS
    from oj_cli.terminal.prompts import Move, Option, several

    if typed.value is None:
        question = "Vilket värde visar den, om den har ett? Till exempel 41 eller 7,5."
        check = fault_of(lambda t: read_amount(t, "--varde"))
        typed = replace(typed, value=ask_maybe(question, check))
    if typed.value is not None and typed.unit is None:
        typed = replace(typed, unit=ask_maybe("I vilken enhet? Till exempel procent eller dagar."))
    if typed.value is not None and typed.n is None:
        n = ask_maybe("Hur många bygger värdet på?", _wrong_count)
        typed = replace(typed, n=None if n is None else int(n))
    if typed.targets is None:
        options = [Option(key, word) for key, word in TARGET_WORDS.items()]
        answer = several("Vilka gäller den?", options, moves=(Move.SKIP,))
        typed = replace(typed, targets=as_list(answer))
    if typed.link is None:
        question = "Var går den att läsa? Länk eller diarienummer."
        typed = replace(typed, link=ask_maybe(question))
    return typed


def _wrong_count(typed: str) -> str | None:
    return None if typed.isdecimal() and int(typed) > 0 else "Skriv ett helt tal, minst 1."
