"""An import that is killed leaves the store before or after. `killing.py 100` kills more."""

from pathlib import Path

import pytest
from killing import kill

pytestmark = pytest.mark.slow


def test_a_killed_import_leaves_a_whole_store(folder: Path) -> None:
    assert kill(folder, 5)["temporary"] == 0
