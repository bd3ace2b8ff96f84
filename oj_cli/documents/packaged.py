"""The data files that come with `oj`: rules, words and limits, read as the user's files are."""

from pathlib import Path
from typing import TypeVar

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml

T = TypeVar("T")

FOLDER = Path(__file__).parents[1] / "data"


def read_packaged(model: type[T], file: str, what: str) -> T:
    """Return a data file as a model. Raises FileFault, with file and line, if it cannot."""
    return read_model(model, read_yaml(FOLDER / file), what)
