"""How one subject stands in each kvalitetsområde: how many indicators have each verdict."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from oj_cli.domain.identification import VERDICT_WORDS, Verdict
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital
from oj_cli.presentation.document import Cell, Column, Table
from oj_cli.presentation.parts import table_of
from oj_cli.reports.words import NOTHING

Of = tuple[str, Counter[Verdict]]
"""A kvalitetsområde by name, and how many of its indicators have each verdict."""


def overview(
    catalogue: Catalogue,
    verdicts: Mapping[str, Verdict],
    who: str,
    year: int,
    sources: Sequence[SourceRecord],
) -> Table | None:
    """Return how many indicators have each verdict in each kvalitetsområde, by indicator id.

    Unlike figures have no mean, so they are counted. None where nothing has a verdict.
    """
    known = [i for i in catalogue if i.id in verdicts]
    areas = [
        (area.name, Counter(verdicts[i.id] for i in known if i.quality_area == area.id))
        for area in catalogue.quality_areas
    ]
    rows = [(name, counts) for name, counts in areas if counts]
    if not rows:
        return None
    used = [v for v in Verdict if any(counts[v] for _, counts in rows)]

    def count(verdict: Verdict) -> Callable[[Of], Cell]:
        return lambda of: of[1][verdict] or NOTHING

    return table_of(
        "tabell-kvalitetsomraden",
        f"{who} {year}: antal indikatorer i varje kvalitetsområde",
        rows,
        (
            (Column("Kvalitetsområde", width=2.6), lambda of: of[0]),
            *((Column(capital(VERDICT_WORDS[v]), align="right"), count(v)) for v in used),
            (Column("Alla", align="right"), lambda of: of[1].total()),
        ),
        source=sources,
    )
