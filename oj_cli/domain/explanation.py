"""All that is known of one indicator for one kommun, and how every figure came about."""

from collections.abc import Mapping
from typing import Any, ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, encode, json_of, key, pick, row, within
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Commitment, Indicator
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.sources import Around, SourceRecord

_STANDS = {"svar": "answer", "varde": "value", "kalla": "source.id", "plats": "locator"}
"""What a row tells of one result."""


@immutable
class Observation:
    """One result of the kommun: year, answer or value, and exactly where it stands.

    `others` are results of the same year from other sources, which this one stands before.
    """

    year: int = key("ar")
    answer: str | None = key("svar")
    value: float | None = key("varde")
    source: SourceRecord = key("kalla")
    locator: str = key("plats")
    others: tuple["Observation", ...] = ()

    JSON: ClassVar[Mapping[str, Taken]] = {
        "andra_kallor": pick(
            "others", svar="answer", varde="value", kalla="source", plats="locator"
        ),
    }


@immutable
class Behind:
    """One kommun's result behind the figures, and the ids of the references it counts in."""

    kommun: Kommun
    result: Observation
    references: tuple[str, ...] = key("raknas_i")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "kod": "kommun.code",
        "namn": "kommun.name",
        **within("result", _STANDS),
        "fil": "result.source.file",
    }


@immutable(kw_only=True)
class ReferenceFigure:
    """What one reference has, with the answers that the share was counted from."""

    reference: Reference
    comparison: Comparison
    counts: dict[str, int] = key("svar_i_data")
    n_in_data: int = key("antal_i_data")
    published_source: SourceRecord | None
    published_locator: str | None = key("redovisat_plats")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "reference.id",
        "namn": "reference.name",
        "utgava": "reference.edition",
        "antal_kommuner": lambda figure: len(figure.reference.members),
        **within("comparison", json_of(Comparison)),
        "redovisat_i": "published_source.id",
        "battre_andel": "comparison.better",
        "varfor_inte": "comparison.why_not",
    }


@immutable(kw_only=True)
class Explanation(Listed):
    """All that is known of one indicator for one kommun, and how every figure came about.

    `theme` is the name of the indicator's theme; `corrections` and `promises` are the kommun's
    own of it. `behind` are the results of all kommuner in any of the references, in Swedish
    order; None where nobody asked for them.
    """

    catalogue: Catalogue
    indicator: Indicator
    kommun: Kommun
    lan: Lan
    year: int = key("ar")
    observations: tuple[Observation, ...] = key("svar")
    figures: tuple[ReferenceFigure, ...] = key("jamforelser")
    behind: tuple[Behind, ...] | None = key("kommuner", default=())
    theme: str = ""
    corrections: tuple[Correction, ...] = key("rattelser", default=())
    promises: tuple[Promise, ...] = ()
    around: Around = Around()

    SCHEMA: ClassVar = "oj-explain/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "kommun": lambda found: {**encode(found.kommun), "lan": found.lan.name},
        "omrade": "catalogue.area",
        "indikator": lambda found: {**encode(found.indicator), "tema_namn": found.theme},
        "ataganden": "commitments",
    }

    _COLUMNS: ClassVar = (
        *("typ", "namn", "ar", "svar", "varde", "andel", "median", "n_ja", "n_svar", "n_ea"),
        *("n_bortfall", "berakning", "kalla", "plats"),
    )

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """What asks for what the indicator measures."""
        by_id = self.catalogue.commitment_by_id
        return tuple(by_id[id] for id in self.indicator.commitments)

    def records(self) -> Records:
        """Return a row for each own answer, correction, comparison and kommun behind them.

        `typ` says which, and `kalla` and `plats` where it stands.
        """
        kommun = self.kommun.name
        fixed = {"typ": "rattelse", "kalla": "rattelser.yaml"}
        rows: list[dict[str, Any]] = [
            {"typ": "svar", "namn": kommun, "ar": own.year, **row(own, _STANDS)}
            for own in self.observations
        ]
        rows += [
            {**encode(c), **fixed, "namn": kommun, "plats": c.reason} for c in self.corrections
        ]
        for figure in self.figures:
            of_figure = encode(figure)
            source = figure.published_source
            of_figure |= {"typ": "jamforelse", "ar": self.year, "berakning": of_figure["kalla"]}
            of_figure |= {"kalla": source and source.id, "plats": figure.published_locator}
            rows.append(of_figure)
        rows += [
            {"typ": "kommun", "namn": b.kommun.name, "ar": self.year, **row(b.result, _STANDS)}
            for b in self.behind or ()
        ]
        return self._COLUMNS, rows
