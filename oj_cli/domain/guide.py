"""Guides: steps and questions as content. The YAML files in `guides/` are read into these."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.swedish import listing

Named = Literal["kommun", "indikator", "tema"]
"""What is answered with a name of something that there is."""
QuestionKind = Literal[
    "text", "val", "flerval", "ja_nej", "datum", "tidpunkt", "tal", Named, "grupp"
]
Suggested = Literal["andra_jamforelser", "nyckeltal", "kostnader"]
"""What is suggested for the areas that are chosen."""
Shown = Literal[
    "omraden", "prioritet", "val", "jamforelser", Suggested, "underlag", "trend", "slutsatser"
]
Target = Literal["val", "valts_bort", "underlag", "handelser", "trend", "slutsatser", "plan"]
"""Where answers go: a list in the analysis, or the plan."""

YES_NO = ("Ja", "Nej")


@immutable
class Condition:
    """When a question is asked: when an earlier one was answered so, or at all."""

    question: str = key("fraga", "Id på en tidigare fråga i guiden")
    answers: tuple[str, ...] = key("ar", "Något av de här svaren; tomt: vilket som", default=())
    or_answered: bool = key("eller_svar", "Även när den redan har ett svar", default=False)


@immutable
class Limits:
    """What an answer must be. `most` and `least` bound numbers, or how many are given.

    `not_before` and `not_after` are ids of questions that are answered with a date.
    """

    required: bool = key("obligatorisk", default=False)
    least: float | None = key("minst", default=None)
    most: float | None = key("hogst", default=None)
    at_least_letters: int | None = key("minst_tecken", default=None)
    not_before: str | None = key("inte_fore", "Id på en fråga om ett datum", default=None)
    not_after: str | None = key("inte_efter", "Id på en fråga om ett datum", default=None)


@immutable
class Example:
    """A good and a bad answer to the same question, and what makes the difference."""

    good: str = key("bra")
    bad: str = key("daligt")
    why: str = key("varfor", default="")


@immutable
class Question:
    """A question: what is asked, how it is answered, and where the answer goes.

    A question of kind `grupp` holds questions that belong together, one item of a list; with
    `again` as many as one likes. `target` is the list that the items go to, or the plan, and
    `field` the key that an answer fills there: `matt.senast` is the key `senast` below `matt`. An
    answer without a target is kept among the guide's own; of one that `opens` or `corrects`
    others it goes nowhere. What is `deep`, or known and `fills`, the short way does not ask.
    """

    id: str = key("id")
    text: str = key("fraga", "Frågan, eller vad gruppen handlar om")
    kind: QuestionKind = key("typ")
    help: str | None = key("hjalp", default=None)
    several: bool = key("flera", "Om man får svara med flera", default=False)
    choices: tuple[str, ...] = key("alternativ", default=())
    written: dict[str, str] = key("skrivs", "Vad svaren heter i filen", default_factory=dict)
    default: str | None = key("standard", default=None)
    when: Condition | None = key("nar", default=None)
    limits: Limits | None = key("krav", default=None)
    target: Target | None = key("till", "Vart svaret går", default=None)
    field: str | None = key("falt", "Vilken nyckel svaret fyller där", default=None)
    flag: str | None = key("flagga", "Flaggan som svarar på frågan", default=None)
    shows: tuple[Shown, ...] = key("visa", "Siffror bredvid frågan", default=())
    reflection: tuple[str, ...] = key("reflektion", "Att tala om innan ni svarar", default=())
    example: Example | None = key("exempel", default=None)
    again: str | None = key("upprepa", "Fråga om gruppen ska komma en gång till", default=None)
    fixed: dict[str, str] = key("fyller", "Nycklar med fasta värden", default_factory=dict)
    numbered: str | None = key("numrera", "Bokstav i id, annars M1 och A1", default=None)
    opens: tuple[str, ...] = key("oppnar", "Frågor som bara ställs vid ja", default=())
    suggested: str | None = key("forslag", "Tidigare fråga vars svar föreslås", default=None)
    warned: bool = key("varnas", "Om oj plan check varnar när svaret saknas", default=False)
    deep: bool = key("djup", "Om den ställs när man fördjupar, eller har ett svar", default=False)
    fills: bool = key("fylls", "Om ett svar som oj vet tas utan att fråga", default=False)
    corrects: tuple[str, ...] = key("rattar", "Frågor som bara ställs vid nej", default=())
    parts: tuple[str, ...] = key("delas", "Frågor som svarets sista delar går till", default=())
    short: str | None = key("kort", "Frågan som den ställs på den korta vägen", default=None)
    again_deep: bool = key("upprepas_djupt", "Om upprepa är för den som fördjupar", default=False)
    only_short: bool = key("bara_kort", "Om den inte ställs när alla frågor ställs", default=False)
    questions: tuple["Question", ...] = key("fragor", "Gruppens frågor", default=())

    @property
    def bounds(self) -> Limits:
        """What an answer must be, or how many rounds there may be."""
        return self.limits or Limits()

    @property
    def is_gate(self) -> bool:
        """Whether it only decides of other questions, so that its answer goes nowhere."""
        return bool(self.opens or self.corrects)

    @property
    def many(self) -> bool:
        """Whether the answer is a list."""
        return self.several or self.kind == "flerval"

    @property
    def labels(self) -> tuple[str, ...]:
        """The answers that there are to choose from; none where it is answered in other words."""
        return YES_NO if self.kind == "ja_nej" else self.choices


Within = tuple[tuple[Question, ...], Question]
"""A question, with the groups around it before it, outermost first."""


def below(questions: Iterable[Question], *around: Question) -> Iterator[Within]:
    """Give questions and groups, and all within them, each with the groups around it."""
    for question in questions:
        yield around, question
        yield from below(question.questions, *around, question)


@immutable
class Step:
    """A step of a guide. `fetched` are steps of other guides, whose questions come after."""

    id: str = key("id")
    name: str = key("namn")
    questions: tuple[Question, ...] = key("fragor", default=())
    fetched: tuple[str, ...] = key("hamta", "Steg i andra guider: plan/mal", default=())
    introduction: str | None = key("inledning", default=None)


@immutable
class Guide:
    """A guide: steps with questions."""

    id: str = key("guide", is_id=True)
    name: str = key("namn")
    description: str | None = key("beskrivning", default=None)
    source: str | None = key("kalla", "Vad guiden bygger på", default=None)
    steps: tuple[Step, ...] = key("steg", default=())

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions and groups of all steps; those within groups are in the groups."""
        return tuple(question for step in self.steps for question in step.questions)

    @property
    def command(self) -> str:
        """What is typed to walk it."""
        own = {"fyra-steg": "oj guide", "plan": "oj plan new"}
        return own.get(self.id, f"oj guide --guide {self.id}")


def flag_of(around: tuple[Question, ...], question: Question) -> str:
    """Return the option that answers a question: its own, or one made from the ids."""
    return question.flag or f"--{'-'.join(q.id for q in (*around, question)).replace('_', '-')}"


@immutable
class GuideEntry:
    """A guide that there is, by the name of its file. `faults` tell why it cannot be walked."""

    id: str
    path: Path = key("fil")
    is_own: bool
    name: str = key("namn", default="")
    n_questions: int | None = key("fragor", default=None)
    faults: tuple[str, ...] = key("fel", default=())

    JSON: ClassVar[dict[str, Taken]] = {
        "guide": "id",
        "varifran": lambda entry: "er arbetsmapp" if entry.is_own else "följer med oj",
    }


@immutable
class GuideList(Listed):
    """The guides that there are."""

    entries: tuple[GuideEntry, ...] = key("guider")

    SCHEMA: ClassVar[str] = "oj-guider/1"

    def records(self) -> Records:
        """Return a row for each guide that can be walked."""
        whole = (entry for entry in self.entries if not entry.faults)
        return records_of(whole, json_of(GuideEntry), ("guide", "namn", "fragor", "varifran"))


@immutable
class QuestionList(Listed):
    """The questions of a guide, each with the flag and the key that answer it."""

    guide: Guide

    SCHEMA: ClassVar[str] = "oj-guidefragor/1"
    JSON: ClassVar[dict[str, Taken]] = {
        "guide": "guide.id",
        "namn": "guide.name",
        "fragor": lambda found: found.records()[1],
    }

    def records(self) -> Records:
        """Return a row for each question, in the order in which they are asked."""
        rows = [
            {
                "steg": step.name,
                "nyckel": ".".join(one.id for one in (*around, q)),
                "fraga": q.text,
                "flagga": flag_of(around, q),
                "svar": _how(q),
                "maste": "ja" if q.bounds.required else "nej",
            }
            for step in self.guide.steps
            for around, q in below(step.questions)
            if q.kind != "grupp"
        ]
        return ("steg", "nyckel", "fraga", "flagga", "svar", "maste"), rows


_IN_WORDS = {
    "val": "ett av alternativen",
    "flerval": "ett eller flera alternativ",
    "ja_nej": "ja eller nej",
    "tidpunkt": "år, månad eller datum",
}


def _how(question: Question) -> str:
    options = f": {listing(question.choices, 'eller')}" if question.choices else ""
    several = ", flera" if question.several else ""
    return f"{_IN_WORDS.get(question.kind, question.kind)}{options}{several}"
