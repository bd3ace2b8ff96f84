"""How oj counts and judges: the text, how the rule did, and an example with real numbers."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, key, pick, records_of
from oj_cli.domain.identification import IndicatorResult, Verdict
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Kind, Survey
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.references import Reference


@immutable
class MethodSection:
    """A part of the text. A report says only what stands in `in_report`."""

    heading: str = key("rubrik")
    kind: Kind | None = key("galler", "Bara för indikatorer av den typen", default=None)
    paragraphs: tuple[str, ...] = key("stycken", default=())
    points: tuple[str, ...] = key("punkter", default=())
    in_report: tuple[str, ...] = key("i_rapport", "Det som en rapport säger av detta", default=())
    shows: Literal["provad", "exempel"] | None = key(
        "visar", "Det som räknas fram när texten visas", default=None
    )


@immutable
class MethodText:
    """What `guides/metod.yaml` holds: `{names}` in it are the places of numbers of the rule."""

    sections: tuple[MethodSection, ...] = key("avsnitt")


@immutable
class SurveyTried:
    """What the years that are over taught of a survey, which is called `name`."""

    catalogue: Catalogue
    survey: Survey
    name: str = key("namn")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "undersokning": "survey.id",
        "spridning": "survey.spread",
        "skiljer": "survey.can_tell",
        "ar": "survey.tried.years",
        "alla": "survey.tried.base",
        "antal": "survey.tried.flags",
        "kvar": "survey.tried.held",
    }

    @property
    def tells(self) -> str:
        """Whether any kommun can be told apart clearly in it, as people say it."""
        return "ja" if self.survey.can_tell else "nej"


@immutable(kw_only=True)
class Tested:
    """How a number was tested. `zs` are this year's z and that of the year before, if known.

    A share's chance is `spread` times wider than that of as many independent answers; of other
    values `noise` is the standard deviation, by how far they `moved`. `chance` is how probable it
    is that chance alone makes it as bad, `false_rate` how much of what is told may be chance (both
    0 to 1). `n_told` of `n_tested` indicators are told.
    """

    zs: tuple[float, ...] = key("z_per_ar")
    z: float = key("z")
    spread: float = key("spridning")
    moved: float | None = key("rorelse")
    noise: float = key("standardavvikelse")
    floor: float = key("relevans")
    chance: float = key("p")
    false_rate: float = key("falska")
    n_tested: int = key("antal_provade")
    n_told: int = key("antal_under_gransen")
    is_told: bool = key("under_gransen")


@immutable(kw_only=True)
class Example:
    """One indicator of a kommun: what it is compared with, how it is tested, what it is called."""

    kommun: Kommun = key("kommun")
    catalogue: Catalogue
    year: int = key("ar")
    result: IndicatorResult = key("resultat")
    references: tuple[Reference, ...]
    tested: Tested | None = key("provning", default=None)

    JSON: ClassVar[Mapping[str, Taken]] = {"omrade": "catalogue.area"}

    @property
    def is_clear(self) -> bool:
        """Whether it shows all of the test: a clear weakness, of two years."""
        is_weak = self.result.verdict == Verdict.TYDLIG_SVAGHET
        return is_weak and self.tested is not None and len(self.tested.zs) > 1


@immutable
class Method(Listed):
    """How oj counts and judges: the text with its numbers, the surveys, an example.

    `catalogue` is the only område that it is about, None for all.
    """

    text: MethodText
    surveys: tuple[SurveyTried, ...] = key("provad", default=())
    example: Example | None = key("exempel", default=None)
    catalogue: Catalogue | None = None

    SCHEMA: ClassVar = "oj-explain-metod/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "avsnitt": pick("text.sections", rubrik="heading", stycken="paragraphs", punkter="points"),
    }

    def records(self) -> Records:
        """Return a row for each survey; `alla` and `kvar` are percent, `skiljer` ja or nej."""
        taken = {"namn": "name", **SurveyTried.JSON, "skiljer": "tells"}
        return records_of(self.surveys, taken)
