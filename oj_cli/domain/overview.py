"""Answers of many kommuner side by side."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, key, pick
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.sources import Around, SourceRecord


@immutable
class KommunRow:
    """A kommun with its sorting keys and its answers or values by indicator id.

    `in_data` is False where the data have nothing at all from it.
    """

    kommun: Kommun
    lan: Lan
    kommungrupp: str | None
    invanargrupp: int | None
    answers: dict[str, str | None]
    values: dict[str, float | None]
    in_data: bool = True

    KEYS: ClassVar = ("kod", "kommun", "lan", "kommungrupp", "invanargrupp")

    @property
    def key_columns(self) -> dict[str, Any]:
        """Who the kommun is, by the columns that say it."""
        kommun = (self.kommun.code, self.kommun.name, self.lan.name)
        return dict(zip(self.KEYS, (*kommun, self.kommungrupp, self.invanargrupp), strict=True))


@immutable(kw_only=True)
class Overview(Listed):
    """Kommuner × indicators, with what riket and, where all lie in one, the län has.

    `references` and `comparisons` (by indicator id and reference id) hold riket, the
    län if there is only one, and the selection if the kommuner were filtered. A kommun that was
    selected has a row even where the data have nothing from it; where none were selected,
    `n_absent` is how many have no row. `n_in_data` is how many kommuner of a reference the data
    hold, by its id; `corrections` are those of the workspace, by kommunkod and indicator id.
    """

    catalogue: Catalogue
    year: int = key("ar")
    edition: Edition
    indicators: tuple[Indicator, ...]
    rows: tuple[KommunRow, ...]
    references: tuple[Reference, ...]
    comparisons: dict[str, dict[str, Comparison]]
    sources: tuple[SourceRecord, ...] = key("kalla")
    heading: str
    n_in_data: Mapping[str, int] = field(default_factory=dict)
    n_absent: int = key("antal_inte_i_data", default=0)
    corrections: Mapping[tuple[str, str], Correction] = field(default_factory=dict)
    around: Around = Around()

    SCHEMA: ClassVar = "oj-compare/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "utgava": "edition.name",
        "indikatorer": pick(
            "indicators", id="id", kolada_id="kolada", namn="name", kort="short", enhet="unit"
        ),
        "kommuner": lambda found: [found.kommun_json(row) for row in found.rows],
        "referenser": lambda found: [found.reference_json(r) for r in found.references],
    }

    def records(self) -> Records:
        """Return one row for each kommun, with an answer or value column for each indicator."""
        rows = []
        for row in self.rows:
            fixed = {f"{id}_rattelse": answer for id, answer in self.corrected(row).items()}
            rows.append(
                row.key_columns
                | {i: row.answers[i] if v is None else v for i, v in row.values.items()}
                | fixed
            )
        ids = [i.id for i in self.indicators]
        extra = [f"{id}_rattelse" for id in ids if any(f"{id}_rattelse" in row for row in rows)]
        return (*KommunRow.KEYS, *ids, *extra), rows

    def corrected(self, row: KommunRow) -> dict[str, str]:
        """Return the answers of a kommun that are corrected locally, by indicator id."""
        return {
            i.id: fixed.answer
            for i in self.indicators
            if (fixed := self.correction(row.kommun.code, i.id)) is not None
        }

    def kommun_json(self, row: KommunRow) -> dict[str, Any]:
        """Return a kommun's row as plain data."""
        keys = {"namn" if k == "kommun" else k: v for k, v in row.key_columns.items()}
        return keys | {
            "i_data": row.in_data,
            "svar": row.answers,
            "varde": row.values,
            "rattelser": self.corrected(row),
        }

    def reference_json(self, reference: Reference) -> dict[str, Any]:
        """Return what a reference has on each indicator, unrounded."""
        return {
            "id": reference.id,
            "namn": reference.name,
            "utgava": reference.edition,
            "antal_kommuner": len(reference.members),
            "indikatorer": {i.id: self.comparisons[i.id][reference.id] for i in self.indicators},
        }

    def correction(self, kommun: str, indicator: str) -> Correction | None:
        """Return the local correction of a kommun's answer, None if there is none."""
        return self.corrections.get((kommun, indicator))
