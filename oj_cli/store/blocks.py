"""What a file of values keeps of results: the columns of blocks and of lines, and their codes."""

from collections.abc import Sequence

ANSWER_CODES = ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
"""The answers by the number that is stored. Stores hold these numbers: never change their order."""

NO_ANSWER = NO_COUNT = -1

GIVEN = ("answer", "value", "n_yes", "n")
"""The columns of a result, in blocks and lines. Each may be lacking."""

MAY_LACK = {*GIVEN, "locator"}

PACKED = ("unit", *GIVEN, "locator")
"""The columns of a block, a row each for its units. All but the unit may be lacking."""

LINE = ("head", *GIVEN)
"""The columns of a line, a row each for the blocks that its unit is in."""


HEADS = ("id", "indicator", "year", "source", "gender")
"""What a block is about, in the columns of `heads`; a gender by its place among `GENDERS`."""


def in_heads(column: str) -> str:
    """Return where a column of heads belongs, as its checksum counts it in."""
    return f"heads {column}"


def in_block(about: Sequence[object], column: str) -> str:
    """Return where a column of a block belongs, as its checksum counts it in.

    `about` is (id, indicator, year, source, gender), by their ids.
    """
    return f"block {' '.join(map(str, about))} {column}"


def in_line(unit: object, column: str) -> str:
    """Return where a column of a line belongs, as its checksum counts it in."""
    return f"line {unit} {column}"
