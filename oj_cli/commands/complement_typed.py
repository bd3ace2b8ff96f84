"""Evidence from what was typed: read, asked for where it is missing, and made whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oj_cli.commands.analysis_choice import (
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


def asked(
    typed: Typed,
    catalogue: "Catalogue",
    themes: "Themes",
    chosen: tuple[str, ...],
    day: "datetime.date",
) -> Typed:
    """Ask at the keyboard for what was left out. `chosen` are the themes that were chosen."""
    from oj_cli.domain.analysis_words import EVIDENCE_WORDS, SUPPORT_WORDS
    from oj_cli.ui.prompts import Move, Option, choice, several, text

    if typed.kind is None:
        options = [Option(key, word) for key, word in EVIDENCE_WORDS.items()]
        typed = replace(typed, kind=_text(choice("Vad är det?", options)))
    if typed.source is None:
        typed = replace(typed, source=_text(text("Varifrån kommer uppgiften?")))
    if typed.shows is None:
        typed = replace(typed, shows=_text(text("Vad visar den, i en mening?")))
    if typed.date is None:
        question = "När? Skriv 2016, 2016-05 eller 2016-05-01."
        typed = replace(
            typed, date=_text(text(question, check=_fault(lambda t: read_past(t, "--datum", day))))
        )
    typed = _asked_more(typed)
    if typed.concerns is None and chosen:
        names = {t.id: t.name for t in themes.themes}
        answer = several(
            "Vilket av det ni har valt gäller det?",
            [Option(id, names[id]) for id in chosen if id in names],
            moves=(Move.SKIP,),
        )
        typed = replace(typed, concerns=_list(answer))
    if typed.supports is None:
        options = [Option(key, word) for key, word in SUPPORT_WORDS.items()]
        question = "Stödjer det att ni arbetar med området?"
        typed = replace(typed, supports=_text(choice(question, options, default="oklart")))
    return typed


def _asked_more(typed: Typed) -> Typed:
    """Ask for what evidence need not have: a value, whom it is about, where it can be read."""
    from oj_cli.domain.analysis_words import TARGET_WORDS
    from oj_cli.ui.prompts import Move, Option, several, text

    skip = (Move.SKIP,)
    if typed.value is None:
        answer = text(
            "Vilket värde visar den, om den har ett? Till exempel 41 eller 7,5.",
            check=_fault(lambda t: read_amount(t, "--varde")),
            moves=skip,
            optional=True,
        )
        typed = replace(typed, value=_text(answer))
    if typed.value is not None and typed.unit is None:
        answer = text(
            "I vilken enhet? Till exempel procent eller dagar.", moves=skip, optional=True
        )
        typed = replace(typed, unit=_text(answer))
    if typed.value is not None and typed.n is None:
        answer = text("Hur många bygger värdet på?", check=_wrong_count, moves=skip, optional=True)
        typed = replace(typed, n=int(answer) if isinstance(answer, str) else None)
    if typed.targets is None:
        options = [Option(key, word) for key, word in TARGET_WORDS.items()]
        typed = replace(typed, targets=_list(several("Vilka gäller den?", options, moves=skip)))
    if typed.link is None:
        answer = text("Var går den att läsa? Länk eller diarienummer.", moves=skip, optional=True)
        typed = replace(typed, link=_text(answer))
    return typed


def _fault(read: Callable[[str], object]) -> Callable[[str], str | None]:
    """Return a check that says what `read` refuses."""

    def wrong(typed: str) -> str | None:
        try:
            read(typed)
        except UsageFault as fault:
            return fault.message
        return None

    return wrong


def _wrong_count(typed: str) -> str | None:
    return None if typed.isdecimal() and int(typed) > 0 else "Skriv ett helt tal, minst 1."


def _list(answer: object) -> str | None:
    return ",".join(answer) if isinstance(answer, tuple) else None


def _text(answer: object) -> str | None:
    return answer if isinstance(answer, str) else None
