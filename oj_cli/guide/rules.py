"""What must hold in a guide, whoever wrote it, so that it can be walked to its end.

The reader sees to that each key is known and of the right kind; here one part of a guide is
held against another, and against the models that the answers go to.
"""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from oj_cli.documents.decode import Fault
from oj_cli.documents.reader import Where
from oj_cli.domain.guide import Guide, Question, flag_of
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import BadAnswer, read_answer
from oj_cli.guide.targets import (
    MODELS,
    TODAY,
    bare,
    inside,
    item_model,
    needed,
    type_at,
)
from oj_cli.guide.walk import RESERVED

OWN_FLAGS = frozenset(
    {
        "--guide",
        "--svarsfil",
        "--no-input",
        "--kommun",
        "--lan",
        "--omrade",
        "--ar",
        "--year",
        "--idag",
        "--lista",
        "--fragor",
        "--utan-siffror",
        "--mall",
        "--kopiera",
        "--utkast",
        "--id",
        "--analys",
        "--format",
        "--output",
        "--csv-dialect",
        "--no-color",
        "--debug",
        "--help",
        "--hjalp",
    }
)
"""Flags that the commands have themselves, and that no question may take."""

_DATED = ("datum", "tidpunkt")
_COUNTED = ("tal",)


def faults_of(guide: Guide) -> list[Fault]:
    """Return what does not hold in a guide, each with the way to it."""
    faults = list(_flag_faults(guide))
    asked: dict[str, Question] = {}
    steps = [s.id for s in guide.steps]
    for n, step in enumerate(guide.steps):
        here: Where = ("steg", n)
        if step.id in steps[:n]:
            faults.append(Fault((*here, "id"), f"Det finns redan ett steg med id ”{step.id}”."))
        if not step.questions:
            faults.append(Fault(here, f"Steget ”{step.id}” har inga frågor."))
        known = set(asked)
        faults += _level(step.questions, (*here, "fragor"), asked, None)
        for m, question in enumerate(step.questions):
            if question.id in known:
                message = f"Det finns redan en fråga med id ”{question.id}”."
                faults.append(Fault((*here, "fragor", m, "id"), message))
    if not guide.steps:
        faults.append(Fault((), "Guiden har inga steg."))
    return faults


def _flag_faults(guide: Guide) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for where, around, question in _places(guide):
        if question.kind == "grupp":
            continue
        flag = flag_of(around, question)
        place = (*where, "flagga") if question.flag else where
        if not flag.startswith("--") or " " in flag or "=" in flag or not flag.isascii():
            yield Fault(place, f"Flaggan ”{flag}” ska börja med -- och ha bara a–z, 0–9 och -.")
        elif flag in OWN_FLAGS:
            yield Fault(
                place, f"Flaggan {flag} betyder något annat. Ge frågan en annan med nyckeln flagga."
            )
        elif flag in taken:
            yield Fault(place, f"Frågan ”{taken[flag]}” har redan flaggan {flag}.")
        taken.setdefault(flag, question.id)


def _places(guide: Guide) -> Iterator[tuple[Where, tuple[Question, ...], Question]]:
    for n, step in enumerate(guide.steps):
        for m, question in enumerate(step.questions):
            yield from _places_below(("steg", n, "fragor", m), (), question)


def _places_below(
    where: Where, around: tuple[Question, ...], question: Question
) -> Iterator[tuple[Where, tuple[Question, ...], Question]]:
    yield where, around, question
    for n, inner in enumerate(question.questions):
        yield from _places_below((*where, "fragor", n), (*around, question), inner)


def _level(
    questions: Sequence[Question], where: Where, earlier: dict[str, Question], model: type | None
) -> Iterator[Fault]:
    """Give the faults of questions that stand together; `earlier` are those asked before them.

    `model` is what the answers of the group around fill.
    """
    here: set[str] = set()
    for n, question in enumerate(questions):
        place = (*where, n)
        if question.id in here:
            yield Fault((*place, "id"), f"Det finns redan en fråga med id ”{question.id}”.")
        if question.id in RESERVED or (model is not None and question.id == "id"):
            yield Fault((*place, "id"), f"En fråga får inte ha id ”{question.id}”. Välj ett annat.")
        if not question.id.isascii() or "/" in question.id:
            yield Fault((*place, "id"), "Ett id får bara ha a–z, 0–9, - och _.")
        here.add(question.id)
        yield from _gate(question, place, [q.id for q in questions[n + 1 :]])
        yield from _condition(question, place, earlier)
        if question.kind == "grupp":
            yield from _group(question, place, earlier, model)
        else:
            yield from _single(question, place, earlier, model)
        earlier[question.id] = question


def _gate(question: Question, where: Where, later: Sequence[str]) -> Iterator[Fault]:
    if question.opens and question.kind != "ja_nej":
        yield Fault((*where, "oppnar"), "Bara en fråga med svaren ja och nej öppnar andra.")
    for n, id in enumerate(question.opens):
        if id not in later:
            yield Fault((*where, "oppnar", n), f"Ingen fråga längre ned heter ”{id}”.")


def _condition(question: Question, where: Where, earlier: dict[str, Question]) -> Iterator[Fault]:
    if question.when is None:
        return
    place = (*where, "nar", "fraga")
    other = earlier.get(question.when.question)
    if other is None:
        yield Fault(place, f"Ingen tidigare fråga heter ”{question.when.question}”.")
    elif question.when.answers and other.kind not in ("val", "flerval", "ja_nej"):
        yield Fault(place, f"Frågan ”{other.id}” har inga bestämda svar. Ta bort nyckeln ar.")
    elif other.kind in ("val", "flerval"):
        for answer in question.when.answers:
            if answer not in other.choices:
                message = f"Frågan ”{other.id}” har inget svar som heter ”{answer}”."
                yield Fault((*where, "nar", "ar"), message)


def _group(
    group: Question, where: Where, earlier: dict[str, Question], around: type | None
) -> Iterator[Fault]:
    if not group.questions:
        yield Fault(where, f"Gruppen ”{group.id}” har inga frågor.")
    if group.default is not None or group.choices:
        yield Fault(where, "En grupp har varken standard eller alternativ.")
    model, fault = _model_of(group, around)
    if fault:
        yield Fault((*where, "till" if group.target and around is None else "falt"), fault)
    yield from _level(group.questions, (*where, "fragor"), dict(earlier), model)
    if model is None:
        return
    for way, value in group.fixed.items():
        yield from _fixed(model, way, value, (*where, "fyller", way))
    if group.target == "plan" or around is not None:
        return
    filled = {q.field.partition(".")[0] for q in group.questions if q.field}
    filled |= {way.partition(".")[0] for way in group.fixed} | {"id"}
    lacking = [key for key in needed(model) if key not in filled]
    if lacking:
        yield Fault(where, f"Ingen fråga i gruppen ”{group.id}” fyller {listing(lacking)}.")


def _model_of(group: Question, around: type | None) -> tuple[type | None, str]:
    """Return what a group's answers fill, or a sentence on why nothing can."""
    if around is None and group.target is None:
        wrong = "Fältet fyller inget, för gruppen saknar till." if group.field else ""
        return None, wrong
    if around is None and group.target != "plan":
        return MODELS[group.target], ""  # type: ignore[index]  # it is not None here
    if group.field is None:
        return None, "" if around is not None else "Gruppen saknar falt: vilken lista i planen?"
    try:
        return item_model(around or Plan, group.field), ""
    except KeyError:
        return None, f"Det finns ingen lista som heter ”{group.field}” där."


def _fixed(model: type, way: str, value: str, where: Where) -> Iterator[Fault]:
    try:
        kind = bare(type_at(model, way))
    except KeyError as error:
        yield Fault(where, _no_field(*error.args))
        return
    if get_origin(kind) is Literal and value not in get_args(kind):
        yield Fault(where, f"”{value}” går inte att skriva där: {listing(get_args(kind))}.")
    if kind is datetime.date and value != TODAY:
        yield Fault(where, f"Ett datum kan bara vara {TODAY}.")


def _no_field(key: str, known: tuple[str, ...]) -> str:
    close = near(key, known, limit=1)
    hint = f" Menade du ”{close[0]}”?" if close else ""
    return f"Det finns inget fält som heter ”{key}” där.{hint}"


def _single(
    question: Question, where: Where, earlier: dict[str, Question], around: type | None
) -> Iterator[Fault]:
    if question.questions or question.again or question.fixed or question.numbered:
        yield Fault(where, "Bara en grupp har fragor, upprepa, fyller och numrera.")
    chooses = question.kind in ("val", "flerval")
    if chooses and len(question.choices) < 2:
        yield Fault(where, f"Frågan ”{question.id}” behöver minst två alternativ.")
    if question.choices and not chooses:
        yield Fault((*where, "alternativ"), "Bara val och flerval har alternativ.")
    options = question.choices if chooses else ("Ja", "Nej")
    for label in question.written:
        if label not in options:
            yield Fault((*where, "skrivs", label), f"Det finns inget alternativ ”{label}”.")
    if question.default is not None and question.kind not in ("kommun", "indikator", "tema"):
        try:
            read_answer(question, question.default, _Nothing())
        except BadAnswer as error:
            yield Fault((*where, "standard"), f"Standardsvaret går inte. {error}")
    if question.suggested is not None:
        other = earlier.get(question.suggested)
        if other is None or other.kind != question.kind:
            message = f"Ingen tidigare fråga av samma typ heter ”{question.suggested}”."
            yield Fault((*where, "forslag"), message)
    yield from _limits(question, where, earlier)
    yield from _field(question, where, around)


class _Nothing:
    """No names at all: defaults of questions about kommuner are not looked up here."""

    def words(self, kind: str) -> tuple[tuple[str, str], ...]:
        return ()

    def find(self, kind: str, text: str) -> str:
        return text


def _limits(question: Question, where: Where, earlier: dict[str, Question]) -> Iterator[Fault]:
    limits = question.limits
    if limits is None:
        return
    for key, id in (("inte_fore", limits.not_before), ("inte_efter", limits.not_after)):
        if id is None:
            continue
        if question.kind not in _DATED:
            yield Fault((*where, "krav", key), "Bara ett datum kan ha den gränsen.")
        elif id not in earlier or earlier[id].kind not in _DATED:
            yield Fault((*where, "krav", key), f"Ingen tidigare fråga om ett datum heter ”{id}”.")
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        yield Fault((*where, "krav"), "minst är större än hogst.")


def _field(question: Question, where: Where, around: type | None) -> Iterator[Fault]:
    """Give what is wrong with where the answer goes."""
    if around is None and question.target is None:
        if question.field is not None:
            yield Fault((*where, "falt"), "Fältet fyller inget, för frågan saknar till.")
        return
    if around is None and question.target != "plan":
        message = f"Svar till {question.target} ges i en grupp (typ: grupp), en grupp för varje."
        yield Fault((*where, "till"), message)
        return
    if question.field is None:
        if around is None and not question.opens:
            yield Fault((*where, "till"), "Frågan saknar falt: vilken nyckel i planen?")
        return
    model = around or Plan
    try:
        kind = type_at(model, question.field)
    except KeyError as error:
        yield Fault((*where, "falt"), _no_field(*error.args))
        return
    yield from _type(question, bare(kind), (*where, "falt"))


def _type(question: Question, kind: Any, where: Where) -> Iterator[Fault]:
    is_list = get_origin(kind) is tuple or "*" in str(question.field).split(".")
    if is_list != question.many:
        wanted = "flera svar" if is_list else "ett enda svar"
        yield Fault(where, f"Fältet ”{question.field}” tar {wanted}.")
        return
    kind = inside(kind)
    if get_origin(kind) is Literal:
        labels = question.choices or ("Ja", "Nej")
        for label in labels:
            value = question.written.get(label, label)
            if value not in get_args(kind):
                message = f"Fältet ”{question.field}” tar {listing(get_args(kind), 'eller')}, "
                yield Fault(where, message + f"inte ”{value}”. Skriv om det med nyckeln skrivs.")
    elif kind in (int, float) and question.kind != "tal":
        yield Fault(where, f"Fältet ”{question.field}” tar ett tal.")
    elif kind is datetime.date and question.kind != "datum":
        yield Fault(where, f"Fältet ”{question.field}” tar ett datum.")
    elif kind is str and question.kind == "tal":
        yield Fault(where, f"Fältet ”{question.field}” tar text.")
