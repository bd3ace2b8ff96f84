"""The shipped guides are whole: they decode, and what one question says of another is true."""

from pathlib import Path

import pytest

from oj_cli.domain.guide import Guide, Question
from oj_cli.guide.content import PRIORITIES, read_guide, weights
from oj_cli.store import open_store
from oj_cli.workspace import SHIPPED_STORE, guides_folder

NAMES = sorted(path.stem for path in guides_folder().glob("*.yaml"))
WALKED = [name for name in NAMES if name != PRIORITIES]


def _questions(guide: Guide) -> list[Question]:
    return [question for step in guide.steps for question in step.questions]


def test_the_four_guides_are_there() -> None:
    assert WALKED == ["egenkontroll", "fyra-steg", "mal-och-uppfoljning", "samverkansplan"]


@pytest.mark.parametrize("name", WALKED)
def test_a_guide_holds_together(name: str) -> None:
    guide = read_guide(guides_folder(), name)
    assert guide.id == name
    asked: dict[str, Question] = {}
    for question in _questions(guide):
        assert question.id not in asked
        assert question.help, question.id
        if question.kind in ("val", "flerval"):
            assert len(question.choices) > 1, question.id
            assert question.default is None or question.default in question.choices
        else:
            assert not question.choices, question.id
        if question.when is not None:
            earlier = asked[question.when.question]  # asked before, or there is nothing to go by
            assert set(question.when.answers) <= set(earlier.choices), question.id
        asked[question.id] = question
    assert all(step.introduction for step in guide.steps)


def test_every_theme_has_a_question_and_every_weight_its_points(tmp_path: Path) -> None:
    guide = read_guide(guides_folder())
    with open_store(SHIPPED_STORE) as store:
        themes = {theme.id for theme in store.themes().themes}
    assert set(guide.reflections) == themes
    found = weights(guide, tmp_path)
    assert (found.lag, found.riktlinje, found.overenskommelse, found.forsamring) == (25, 15, 15, 10)
