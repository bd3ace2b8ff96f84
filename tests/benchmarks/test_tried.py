"""What the catalogues say that the rule gave in the newest pair of years, counted again."""

from collections import Counter

import pytest
from years import past

from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import Tried
from oj_cli.store import open_store

pytestmark = pytest.mark.slow

AREAS = (
    *("hemtjanst", "sarskilt-boende", "lss-brukare", "sol-stod", "lss-enheter"),
    *("ekonomiskt-bistand", "missbruk", "barn-och-unga"),
)


@pytest.mark.parametrize("area", AREAS)
def test_what_was_tried_is_so(area: str) -> None:
    """All surveys of an område that tell kommuner apart are tried together."""
    with open_store() as store:
        data = past(store, area)
        surveys = [s for s in data.told.surveys if s.can_tell]
        newest = [n for n in data.nexts([s.id for s in surveys]) if n.is_newest]
    clear = [n for n in newest if n.verdict == Verdict.TYDLIG_SVAGHET]
    counted = None
    if newest:
        pairs = Counter(data.pairs(n.standing.indicator.id)[-1] for n in newest)
        [(old, new)] = pairs
        shares = [round(100 * sum(n.lead < 0 for n in f) / len(f)) for f in (newest, clear)]
        counted = Tried(f"{old}–{new}", shares[0], len(clear), shares[1])
    print(f"\n{area}: {counted}")
    assert {s.tried for s in surveys} <= {counted}
    assert all(s.tried is None for s in data.told.surveys if not s.can_tell)
