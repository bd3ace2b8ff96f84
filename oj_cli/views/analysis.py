"""What views of an analysis share: what its parts concern, and what is taken out of it."""

from collections.abc import Sequence

from oj_cli.domain.command import UNDONE_BY
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.domain.swedish import listing
from oj_cli.views.chosen import name_of


def concerned(ids: Sequence[str], of: OpenAnalysis) -> str:
    """Return the names of the themes and indicators that something concerns, `allt` if none."""
    return listing([name_of(id, of.asked, of.themes.names) for id in ids]) or "allt"


def removed(id: str, what: str, of: OpenAnalysis) -> list[str]:
    """Return what to say when an item has been taken out of an analysis."""
    assert of.path is not None  # noqa: S101  # it was taken out of a file
    return [
        f"Tog bort {id} ur {of.path}: {what}.",
        UNDONE_BY,
    ]
