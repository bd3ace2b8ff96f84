"""What CONTRIBUTING names exists, and its rooms are those that imports are held to."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`((?:oj_cli|tests|guides|examples|\.ci)/[\w./-]*)`", TEXT)))
NAMES = re.findall(r"`(\w+)` (?:of|in) `(oj_cli/[\w/]+\.py)`", TEXT)


def test_it_names_places() -> None:
    assert len(PLACES) > 50
    assert len(NAMES) > 3


@pytest.mark.parametrize("place", PLACES)
def test_what_it_names_exists(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize(("name", "place"), NAMES)
def test_the_names_are_in_the_files(name: str, place: str) -> None:
    assert re.search(rf"\b{name}\b", (ROOT / place).read_text(encoding="utf-8"))


def test_every_room_is_drawn() -> None:
    rooms = {p.name for p in (ROOT / "oj_cli").iterdir() if (p / "__init__.py").is_file()}
    assert {room for room in rooms if f"{room}/" not in TEXT} == set()
