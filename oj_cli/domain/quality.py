"""What the checks of data go by, and what they found."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.findings import Finding, Findings, Level
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun, Lan


@immutable
class DraftAnswer:
    """One row of the sheet: the question's id and what was written as its answer.

    `line` counts from 1 in a text file, `cell` names the cell of a workbook; one of them
    is None. `answer` is empty where nothing was written.
    """

    indicator: str
    answer: str
    line: int | None
    cell: str | None


@immutable
class Draft:
    """A sheet with answers. What it says of kommun, område and year is None where it says nothing.

    `sheet` is the name of the sheet that the answers stand in, None for a text file.
    """

    file: str
    answers: tuple[DraftAnswer, ...]
    kommun: str | None = None
    area: str | None = None
    year: int | None = None


@immutable
class Rule:
    """One check: its stable id, how serious it is, and what a reader must know.

    `messages` has a template for each way in which it bites. `fewest`, `percent` and `points`
    are its limits; what they limit stands in `about`.
    """

    id: str = key("id")
    kind: Literal["svar", "andelar", "utkast", "text", "arbetsmapp"] = key(
        "slag", "Vad regeln prövar"
    )
    level: Level = key("niva")
    name: str = key("namn")
    messages: dict[str, str] = key("meddelanden")
    why: str = key("varfor")
    remedy: str = key("atgard")
    about: str = key("galler", "Vad som prövas, med gränserna utskrivna", default="")
    fewest: int = key("minst", default=0)
    percent: int = key("procent", default=0)
    points: int = key("procentenheter", default=0)

    def finding(
        self, variant: str, values: Mapping[str, object], level: Level | None = None, **more: Any
    ) -> Finding:
        """Return what the rule says: message of a variant and remedy, filled; `more` is where."""
        message = self.messages[variant].format(**values)
        remedy = self.remedy.format(**values)
        return Finding(self.id, level or self.level, message, remedy, self.why, **more)


@immutable
class ShareRule:
    """A way to count a share: which answers are in the denominator, and what a DELVIS is worth."""

    id: str = key("id")
    name: str = key("namn")
    denominator: tuple[str, ...] = key("namnare")
    partly: float = key("delvis", "Vad ett DELVIS räknas som i täljaren: 0, 0.5 eller 1")


@immutable
class QualityRules:
    """All rules, as `kontroller.yaml` holds them."""

    rules: tuple[Rule, ...] = key("regler")
    shares: tuple[ShareRule, ...] = key("rakneregler", "Den första är vår egen")

    def __getitem__(self, id: str) -> Rule:
        return next(r for r in self.rules if r.id == id)


@immutable
class ShareCount:
    """How many published shares of a unit each way of counting gives, of those recomputed."""

    rule: ShareRule
    n_fits: int = key("stammer")
    n: int = key("av")

    JSON: ClassVar[Mapping[str, Taken]] = {"id": "rule.id", "namn": "rule.name"}


@immutable
class ToVerify:
    """One answer of a draft that should be checked before it is sent in.

    `before` is the answer of the last year with one; `others` how the other kommuner in
    the län answered then (answer: how many). `rules` are the ids of what was found.
    """

    indicator: Indicator
    answer: str | None = key("svar")
    before: str | None = key("svar_fore")
    before_year: int | None = key("ar_fore")
    others: dict[str, int] = key("andra_i_lanet")
    others_year: int | None = key("andra_ar")
    rules: tuple[str, ...] = key("regler")

    JSON: ClassVar[Mapping[str, Taken]] = {"indikator": "indicator.id"}


@immutable
class Checked:
    """What was checked in one område and year, and how much of it there was.

    `lan` is given where all its kommuner are checked. `n_answers` are the answers and values
    looked at; `n_recomputed` and `n_not_recomputed` published shares; `shares` what way of
    counting they follow.
    """

    catalogue: Catalogue
    year: int
    kommuner: tuple[Kommun, ...]
    lan: Lan | None
    findings: tuple[Finding, ...]
    n_answers: int = key("antal_svar")
    n_recomputed: int = key("andelar_omraknade", default=0)
    n_not_recomputed: int = key("andelar_som_inte_gar_att_rakna_om", default=0)
    shares: tuple[ShareCount, ...] = key("rakneregler", default=())
    to_verify: tuple[ToVerify, ...] = key("att_stamma_av", default=())

    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "ar": "year",
        "kommuner": lambda checked: [k.code for k in checked.kommuner],
    }


@immutable(kw_only=True)
class DataCheck(Findings):
    """What the check of answers found, of a kommun or a län (`name`), in each område.

    `tried` are the rules that were looked by. `draft` is what was checked where it was a sheet
    that is not yet sent in, and `path` the file as the user named it.
    """

    name: str
    checked: tuple[Checked, ...]
    tried: tuple[Rule, ...]
    is_shipped: bool
    draft: Draft | None = None
    path: str = ""

    JSON: ClassVar[dict[str, Taken]] = Findings.JSON | {
        "kontrollerat": "checked",
        "fil": "draft.file",
    }
