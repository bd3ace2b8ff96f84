"""How values, changes and abbreviations are printed."""

import pytest

from oj_cli.domain.wording import (
    figure_text,
    points_between,
    signed_apart,
    signed_between,
    value_text,
)
from oj_cli.presentation.document import Document, Paragraph
from oj_cli.presentation.parts import section
from oj_cli.reports.glossary import Glossary, Word, explained
from oj_cli.store import open_store


def test_an_abbreviation_is_explained_behind_its_ending() -> None:
    words = Glossary((Word("SKL", "Sveriges Kommuner och Landsting", is_short=True),))
    report = Document("T", sections=(section("A", "Enligt SKL:s verktyg, och SKL."),))
    (found,) = explained(report, words).sections[0].blocks
    said = "Enligt SKL:s (Sveriges Kommuner och Landsting) verktyg, och SKL."
    assert found == Paragraph(said)


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


@pytest.mark.parametrize(
    ("value", "other", "said"),
    [
        (79.5, 93.4, "−13,9"),  # printed as 80 and 93: 14 would not add up
        (80.0, 93.0, "−13"),
        (20.0, 20.0, "0"),
    ],
)
def test_a_difference_is_rounded_once_and_adds_up(value: float, other: float, said: str) -> None:
    with open_store() as store:
        indicator = store.catalogue("hemtjanst").by_id["hemtjanst_vet_var_klaga"]
    assert signed_apart(value, other, indicator) == said
    assert points_between(value, other, indicator) == f"{said.lstrip('−')} procentenheter"
