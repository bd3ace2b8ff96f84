"""What a profile says of a whole kvalitetsområde, and how values and changes are printed."""

import pytest

from oj_cli.domain.wording import figure_text, signed_between, value_text
from oj_cli.presentation.document import Table
from oj_cli.reports.overview import overview
from oj_cli.store import open_store


def test_the_mean_leaves_out_what_is_best_low() -> None:
    with open_store() as store:
        catalogue = store.catalogue("ekonomiskt-bistand")
    low = next(i for i in catalogue if i.is_judged and i.is_percent and i.direction == "lagre")
    high = [i for i in catalogue if i.quality_area == low.quality_area and i.is_percent]
    high = [i for i in high if i.is_judged and i.direction == "hogre"]
    figures = {low.id: (0.0, 39.0), **{i.id: (90.0, 80.0) for i in high}}
    made = overview(catalogue, figures, "Ydre", 2022, ())
    (table,) = (block for block in made if isinstance(block, Table))
    (row,) = table.rows
    assert [getattr(cell, "text", cell) for cell in row][3] == "+10"
    assert low.short in str(made)


@pytest.mark.parametrize(
    ("value", "said"), [(0.23, "0,23"), (0.3, "0,3"), (3.0, "3"), (14.26, "14,3")]
)
def test_a_small_value_keeps_what_tells_it_from_others(value: float, said: str) -> None:
    with open_store() as store:
        indicator = store.catalogue("sarskilt-boende").by_id["sabo_personal_helg"]
    assert figure_text(value, indicator) == said
    assert value_text(value, indicator) == f"{said} personal per plats"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(79.0, 66.0, "−13"), (10.4, 10.6, "+0,2"), (20.0, 20.0, "0"), (19.4, 14.8, "−4,6")],
)
def test_a_change_adds_up_with_its_ends(before: float, after: float, said: str) -> None:
    assert signed_between(after - before, before, after) == said
