"""What the map calls clear, beside a group of kommuner."""

from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Records, Taken, json_of, key, pick, records_of, within
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommun_map import AreaResult
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.whole import HEAD, Whole


@immutable
class Beside:
    """A result of the map beside a group: what that has, and who of it is better, the best first.

    `better` holds kommuner with their value, None for a JA.
    """

    of: AreaResult
    reference: Reference
    group: Comparison
    better: tuple[tuple[Kommun, float | None], ...]

    JSON: ClassVar[Mapping[str, Taken]] = {
        **within("of", AreaResult.COLUMNS),
        "riket": "of.result.compared.figure",
        "grupp": "reference.full_name",
        "grupp_varde": "group.figure",
        "grupp_n": "group.n",
        "grupp_ja": "group.n_yes",
        "antal_andra": "group.n_others",
        "antal_battre": lambda b: len(b.better),
        "basta": lambda b: [{"kommun": k.name, "kod": k.code, "varde": v} for k, v in b.better[:1]],
    }


@immutable(kw_only=True)
class WholeComparison(Whole):
    """What is clear for a kommun, and its strengths, beside comparable kommuner.

    `groups` are these, several where each område has its own. Of a theme all that is judged.
    """

    groups: tuple[Reference, ...]
    results: tuple[Beside, ...] = key("resultat")

    SCHEMA: ClassVar = "oj-compare-karta/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        **HEAD,
        "grupper": pick("groups", id="id", namn="name", utgava="edition"),
    }

    def records(self) -> Records:
        """Return one row for each indicator, with what the group has and who is best."""
        best: Taken = lambda b: b.better[0][0].name if b.better else None  # noqa: E731
        return records_of(self.results, {**json_of(Beside), "basta": best})
