"""`oj complement add`, `list` and `remove`: the log of evidence."""

import datetime
from dataclasses import replace
from typing import Annotated, Any

from oj_cli.api.complement import key_figure_as_evidence
from oj_cli.api.open_analysis import prepare, put
from oj_cli.commands.asking import (
    Field,
    choice_field,
    complete,
    concerns_field,
    past_field,
    several_field,
    take_out,
    text_field,
    values,
)
from oj_cli.commands.completion import complete_evidence, complete_key_figure
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    ConcernsOption,
    TodayOption,
    argument,
    of_analysis,
    option,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.analysis import (
    EVIDENCE_WORDS,
    GENDER_WORDS,
    SUPPORT_WORDS,
    TARGET_WORDS,
    Evidence,
    Measurement,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.logs import EVIDENCE, OpenAnalysis
from oj_cli.domain.selection import Which
from oj_cli.domain.typed import pick, read_amount
from oj_cli.terminal.prompts import can_ask
from oj_cli.terminal.streams import say
from oj_cli.views.evidence import document, evidence_text

_EXAMPLE = (
    'oj complement add --typ brukarundersokning --kalla "Enkät i boendestödet" '
    '--visar "15 av 37 vet vad en SIP är" --datum 2025-10'
)
_VALUE = "Vilket värde visar den, om den har ett? Till exempel 41 eller 7,5."
_UNIT = "I vilken enhet? Till exempel procent eller dagar."
_SUPPORTS = "Stödjer det att ni arbetar med området?"


@of_analysis
def add(
    typ: Annotated[
        str | None,
        option(
            "SORT",
            "Vad det är: brukarundersokning, brukarrevision, hearing, klagomal, lex_sarah, "
            "ivo_tillsyn, ej_verkstallda_beslut, avvikelser, inventering, kollegiegranskning, "
            "egen_statistik, egen_bedomning, nyckeltal, annan_oj eller annat.",
        ),
    ] = None,
    kalla: Annotated[str | None, option("TEXT", "Varifrån uppgiften kommer.")] = None,
    visar: Annotated[str | None, option("TEXT", "Vad den visar, i en mening.")] = None,
    datum: Annotated[str | None, option("DATUM", "När: 2016, 2016-05 eller 2016-05-01.")] = None,
    varde: Annotated[str | None, option("TAL", "Ett värde: 41 eller 7,5.")] = None,
    enhet: Annotated[str | None, option("ENHET", "Värdets enhet: procent, dagar.")] = None,
    n: Annotated[str | None, option("ANTAL", "Hur många värdet bygger på.")] = None,
    malgrupp: Annotated[
        str | None, option("GRUPP", "barn, unga, vuxna eller aldre; flera med komma.")
    ] = None,
    kon: Annotated[str | None, option("KÖN", "Bara kvinnor eller bara man.")] = None,
    galler: ConcernsOption = None,
    bedomning: Annotated[
        str | None, option("BEDÖMNING", "Om det stödjer valet: stodjer, motsager eller oklart.")
    ] = None,
    lank: Annotated[str | None, option("LÄNK", "Länk eller diarienummer.")] = None,
    nyckeltal: Annotated[
        str | None,
        option(
            "NYCKELTAL",
            "Ta med ett nyckeltal som oj complement suggest visar: värde, år och källa.",
            autocompletion=complete_key_figure,
        ),
    ] = None,
    senast: Annotated[
        int | None, option("ÅR", "Nyckeltalets värde från det året eller närmast före.")
    ] = None,
    id: Annotated[
        str | None,
        option("ID", "Ändra det underlag som har id:t: U2.", autocompletion=complete_evidence),
    ] = None,
    *,
    which: Which,
    idag: TodayOption = None,
) -> None:
    """Lägg till underlag: något annat som ni vet.

    Underlaget sparas i analysen. Det som saknas frågas efter. Skriv aldrig något som pekar ut
    en enskild person.
    """
    oj = open_oj(idag)
    of = prepare(oj, which)
    fields = _fields(of, oj.today)
    typed: dict[str, str | None] = {
        "kind": typ,
        "source": kalla,
        "shows": visar,
        "date": datum,
        "value": varde,
        "unit": enhet,
        "n": n,
        "target_groups": malgrupp,
        "gender": kon,
        "concerns": galler,
        "supports": bedomning,
        "link": lank,
    }
    if id is not None:
        base = EVIDENCE.item(of.analysis, id)
    elif nyckeltal is not None:
        base = key_figure_as_evidence(oj, of, nyckeltal, senast)
    else:
        typed = complete(fields, typed, _EXAMPLE, may_ask=can_ask())
        base = Evidence("", "annat", "", "")
    of, new = put(oj, of, EVIDENCE, _made(base, values(fields, typed)))
    say(f"Sparat som {new.id} i {of.path}: {evidence_text(new)}.")
    say(f"Visa allt: oj complement list{of.flags}")


def _fields(of: OpenAnalysis, today: datetime.date) -> tuple[Field, ...]:
    """Return the parts of evidence, in the order in which they are asked for."""
    return (
        choice_field("kind", "--typ", "Vad är det?", EVIDENCE_WORDS, "vad det är"),
        text_field("source", "--kalla", "Varifrån kommer uppgiften?", "varifrån uppgiften kommer"),
        text_field("shows", "--visar", "Vad visar den, i en mening?", "vad den visar"),
        past_field("date", "--datum", "När?", today),
        text_field("value", "--varde", _VALUE, read=read_amount),
        text_field("unit", "--enhet", _UNIT, after="value"),
        text_field("n", "--n", "Hur många bygger värdet på?", read=_count, after="value"),
        several_field("target_groups", "--malgrupp", "Vilka gäller den?", TARGET_WORDS),
        Field("gender", "--kon", lambda text, flag: pick(text, GENDER_WORDS, flag)),
        text_field("link", "--lank", "Var går den att läsa? Länk eller diarienummer."),
        concerns_field("Vilket av det ni har valt gäller det?", of),
        choice_field("supports", "--bedomning", _SUPPORTS, SUPPORT_WORDS, default="oklart"),
    )


def _made(base: Evidence, given: dict[str, Any]) -> Evidence:
    """Return evidence with what was given put in; value, unit and n are one measurement."""
    measured = {name: given.pop(name) for name in ("value", "unit", "n") if name in given}
    if measured and base.measurement is None and "value" not in measured:
        raise UsageFault("complement.unit_without_value")
    if measured:
        given["measurement"] = replace(base.measurement or Measurement(0.0), **measured)
    return replace(base, **given)


def _count(text: str, flag: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise UsageFault("flags.no_count", text=text)


@answers
@of_analysis
def list_(
    galler: ConcernsOption = None,
    *,
    which: Which,
) -> Answer:
    """Lista underlaget.

    Visar vad ni vet om det som ni har valt, och om det stödjer valet eller talar emot det.
    """
    return Answer(open_oj().evidence(which, concerns=galler), document)


@of_analysis
def remove(
    id: Annotated[
        str,
        argument("ID", "Underlagets id, se oj complement list.", autocompletion=complete_evidence),
    ],
    *,
    which: Which,
) -> None:
    """Ta bort underlag."""
    take_out(which, EVIDENCE, id, evidence_text)
