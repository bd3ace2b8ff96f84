"""Comments on results with their marks: the model of a report's comment file."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from oj_cli.domain.county import LanIdentification
from oj_cli.domain.encoding import Listed, Records, Taken, key, pick, records_of
from oj_cli.domain.immutable import immutable

SCHEMA = "oj-kommentarer/1"
MARKS = ("!", "?", "+")
MARK_WORDS = {"!": "Uppmärksamma", "?": "Fundera", "+": "Bra"}

ReasonCode = Literal["gap", "trend", "niva", "atagande", "spegling"]

REASON_WORDS: dict[ReasonCode, str] = {
    "gap": "avståndet till riket",
    "trend": "ändrat sedan ett tidigare år",
    "niva": "få kommuner har det",
    "atagande": "lag, riktlinje eller överenskommelse begär det",
    "spegling": "olika svar på samma fråga i två områden",
}
"""The kinds of reasons, without figures: those follow the data."""


@immutable
class Comment:
    """A comment on some indicators.

    `mark` is `!`, `?` or `+`, or several of them. `text` may hold references to figures:
    `{andel:sip_rutin:lan}`. A `forslag` was made by the program and nobody has looked at it.
    """

    id: str = key("id", "Kort namn, till exempel K1")
    mark: str = key("marke", "Utropstecken, frågetecken eller plus, ett eller flera")
    indicators: tuple[str, ...] = key("indikatorer", "Indikatorer i området, se oj indicators")
    text: str = key("text", "Siffror skrivs som {andel:sip_rutin:lan}")
    by: str | None = key("av", "Författarens funktion, inte ett namn", default=None)
    status: Literal["forslag", "klar"] = key(
        "status", "forslag: skrivet av oj och inte granskat", default="klar"
    )
    reasons: tuple[str, ...] = key("skal", "Varför märket är satt", default=())
    question: str | None = key("fraga", "En fråga att tala om, till ett frågetecken", default=None)


@immutable
class Texts:
    """The author's own words in a report; each may hold references to figures."""

    summary: str = key("sammanfattning", "Står först, före det som oj har räknat", default="")
    assignment: str = key("uppdrag", "Vem som har bett om rapporten, och till vad", default="")
    introduction: str = key("inledning", "Står före kommunernas svar", default="")
    areas: dict[str, str] = key(
        "omraden", "Text till ett kvalitetsområde, under dess id", default_factory=dict
    )
    notes: tuple[str, ...] = key("noter", "Noter, som står sist med nummer", default=())
    author: str = key("forfattare", "Din funktion, till exempel utvecklingsledare", default="")
    logo: str = key("logotyp", "Bildfil (.png) bredvid kommentarfilen", default="")


@immutable
class Comments:
    """A comment file: of one report on a län or a kommun, one område and one year."""

    schema: str = key("schema", f"Vilken version filen har: {SCHEMA}")
    area: str = key("omrade", "Område i öppna jämförelser")
    year: int = key("ar", "Jämförelsens år")
    lan: str | None = key("lan", "Länets namn", default=None)
    kommun: str | None = key("kommun", "Kommunens namn", default=None)
    texts: Texts = key("texter", "Dina egna texter i rapporten", default_factory=Texts)
    comments: tuple[Comment, ...] = key("kommentarer", "Kommentarerna", default=())


@immutable
class MarkReason:
    """Why a mark is suggested."""

    mark: str = key("marke")
    code: ReasonCode = key("kod")
    text: str = key("text")


def literal(text: str) -> str:
    """Return text that stands as it is in a comment, whatever braces it has."""
    return text.replace("{", "{{").replace("}", "}}")


@immutable
class Suggestion:
    """Marks for one indicator, `!` or `+` or both, with their reasons.

    `text` has its figures as references. `question` is one to talk about; `?` is for people.
    """

    indicator: str = key("indikator")
    mark: str = key("marke")
    text: str = key("text")
    reasons: tuple[MarkReason, ...] = key("skal")
    question: str | None = key("fraga")


@immutable
class Suggestions(Listed):
    """Marks suggested for the indicators of a län, in the catalogue's order."""

    found: LanIdentification
    suggestions: tuple[Suggestion, ...] = key("forslag")

    SCHEMA: ClassVar = "oj-report-comments/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "lan": pick("found.lan", kod="code", namn="name"),
        "omrade": "found.catalogue.area",
        "ar": "found.year",
    }

    def records(self) -> Records:
        """Return one row for each suggestion, with its mark and reasons."""
        names = self.found.catalogue.by_id
        columns: dict[str, Taken] = {
            "indikator": "indicator",
            "namn": lambda s: names[s.indicator].name,
            "marke": "mark",
            "skal": lambda s: " ".join(reason.text for reason in s.reasons),
            "text": "text",
            "fraga": "question",
        }
        return records_of(self.suggestions, columns)
